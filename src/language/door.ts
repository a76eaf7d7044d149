import type { Awaitable } from '../contracts/channel.ts'
import type { LanguageDetector } from '../contracts/understanding.ts'
import { feelingWords } from './feeling-words.ts'
import { checkDefinitions } from './named.ts'
import { feelingOf } from './sentiment.ts'

/** What the API asks of languages. `detector` is loaded when a text comes without its language. */
export function languageDoor(detector: () => Awaitable<LanguageDetector>) {
  const languages = Object.keys(feelingWords)
  return {
    checkEntities: checkDefinitions,
    async feel(text: string, language: string | undefined) {
      const spoken = language ?? (await detector()).detect(text, { languages }) ?? 'en'
      return { ...feelingOf(text, spoken), language: spoken }
    },
  }
}
