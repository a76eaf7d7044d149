import { webDefaults } from '../../config/defaults.ts'
import { type Sentence, type Theme, byLanguage } from '../../contracts/appearance.ts'
import { NotFound } from '../../contracts/errors.ts'
import type { WebChannel, WebDoor } from '../../contracts/ports.ts'
import type { Channel, Chatbot } from '../../contracts/tenant.ts'
import type { EmbedConfig, LauncherConfig } from '../../contracts/wire.ts'
import { textIn } from '../../contracts/words.ts'
import { launcherWords } from './words.ts'

const embedIdPattern = /^cb_[\w-]{12}$/

/** A chatbot that a website shows, found by what the website knows of it. */
export async function openEmbed(door: WebDoor, embedId: string): Promise<WebChannel> {
  const web = embedIdPattern.test(embedId) ? await door.open(embedId) : undefined
  if (web === undefined) throw new NotFound('There is no chat with this embed id.')
  return web
}

/** What of a chatbot everyone may know. */
export async function publicOf(door: WebDoor, web: WebChannel): Promise<EmbedConfig> {
  const { embedId, name, languages, personality, placement, theme = {} } = web.chatbot
  const greeting = personality.greeting === undefined ? null : byLanguage(personality.greeting, languages)
  const welcome = greeting === null ? null : textIn(greeting, languages[0])
  const uploads = { bytes: webDefaults.uploadBytes, types: webDefaults.uploadTypes }
  const avatar = (await door.avatar(web)) ?? null
  return { embedId, name: personality.name ?? name, languages, welcome, greeting, placement, theme, avatar, uploads }
}

/** What its button on a website needs, with words in the language of a tag. */
export function launcherOf(chatbot: Chatbot, tag: string): LauncherConfig {
  const { embedId, personality, placement, theme = {} } = chatbot
  const own = (sentence: Sentence | undefined) =>
    sentence === undefined ? undefined : textIn(byLanguage(sentence, chatbot.languages), tag)
  const launcher = own(theme.words?.launcher)
  const teaser = own(theme.words?.teaser)
  const words = { ...launcherWords(tag), ...(launcher && { launcher }), ...(teaser && { teaser }) }
  return { embedId, name: personality.name ?? chatbot.name, placement, theme: readable(theme), words }
}

function readable({ mode, colors = {} }: Theme): LauncherConfig['theme'] {
  const { primary, onPrimary = primary && readableOn(primary) } = colors
  return { ...(mode && { mode }), colors: { ...colors, ...(onPrimary && { onPrimary }) } }
}

/** Black or white, whichever stands out more: by WCAG's relative luminance of `#rrggbb`. */
export function readableOn(color: string): '#000000' | '#ffffff' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  // Where the contrast with white and with black is the same.
  return luminance > 0.179 ? '#000000' : '#ffffff'
}

/** The websites that may show the chat in a frame: those that may open it. What could end the directive is left out. */
export function framersOf({ settings }: Channel): readonly string[] {
  const allowed: unknown = settings['allowedOrigins']
  const origins = (Array.isArray(allowed) ? allowed : []).map((one) =>
    one === '*' ? '*' : (URL.parse(String(one))?.origin ?? ''),
  )
  return ["'self'", ...origins.filter((origin) => /^(?:\*|https?:\/\/[\w.[\]:-]+)$/.test(origin))]
}
