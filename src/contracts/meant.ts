import type { Meant } from './turn.ts'

/** The button that says what was meant: its id carries what was chosen and the words it is about. */
const prefix = 'meant:'

export function meantOption(meant: Meant, text: string): string {
  return `${prefix}${meant === 'none' ? '' : `${meant.plugin}/${meant.intent}`}:${text}`
}

/** The id of an option that leads to an intent of a plugin, whatever was said before. */
export function toIntent(plugin: string, intent: string): string {
  return meantOption({ plugin, intent }, '')
}

/** Undefined for any other button. Who presses may have made it up: that the intent exists is seen when it is looked for. */
export function readMeant(option: string): { readonly meant: Meant; readonly text: string } | undefined {
  if (!option.startsWith(prefix)) return undefined
  const [, plugin, intent, text = ''] = /^meant:(?:([\w-]{1,60})\/([\w-]{1,60}))?:(.*)$/su.exec(option) ?? []
  return { meant: plugin === undefined || intent === undefined ? 'none' : { plugin, intent }, text }
}

/** The button that chooses a language to be answered in; an IETF tag. */
export const languageOption = {
  id: (language: string): string => `language:${language}`,
  read: (option: string): string | undefined => /^language:([a-zA-Z\d-]{2,35})$/.exec(option)?.[1],
} as const
