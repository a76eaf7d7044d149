import { definePlugin, number, optional, pass, url } from 'colloquy/sdk'

/** Gives back what somebody sends along, if they ask for it: at once, or after a word with somebody else. */
export default definePlugin({
  name: 'mirror',
  needs: ['http'],
  settings: { shop: optional(url()) },
  async interrupt({ parts, text, http, settings }) {
    if (!/^mirror/.test(text)) return pass
    if (text === 'mirror later') await http.json(`${settings.shop}/wait`, { id: number() })
    return parts.map((part) => ('mediaId' in part ? { ...part, caption: `Here: ${part.url}` } : part))
  },
})
