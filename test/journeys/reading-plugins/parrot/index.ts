import { definePlugin } from 'colloquy/sdk'

export default definePlugin({
  name: 'parrot',
  intents: {
    track: {
      examples: ['where is my order?', 'track my order', 'was my order sent'],
      handle: ({ text }) => `Tracking: ${text.replaceAll('\n', ' / ')}`,
    },
  },
  fallback: ({ text, read }) => `${read.map(({ as, by }) => `${as} by ${by}`).join(', ') || 'typed'}: ${text}`,
})
