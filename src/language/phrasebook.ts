import type { SentenceValues } from '../contracts/words.ts'
import { sentenceIn } from '../contracts/words.ts'
import ar from './words/ar.json' with { type: 'json' }
import de from './words/de.json' with { type: 'json' }
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import hi from './words/hi.json' with { type: 'json' }
import id from './words/id.json' with { type: 'json' }
import it from './words/it.json' with { type: 'json' }
import ja from './words/ja.json' with { type: 'json' }
import nl from './words/nl.json' with { type: 'json' }
import pl from './words/pl.json' with { type: 'json' }
import pt from './words/pt.json' with { type: 'json' }
import ru from './words/ru.json' with { type: 'json' }
import tr from './words/tr.json' with { type: 'json' }
import zh from './words/zh.json' with { type: 'json' }

/** Every sentence that the gateway itself says to people. Nothing but words: any folder may import it. */

export const ownWords = { ar, de, en, es, fr, hi, id, it, ja, nl, pl, pt, ru, tr, zh } as const

export type PhraseKey = keyof typeof en

/** A sentence that is not said yet: its language is not known where it comes up. */
export interface Phrase {
  readonly key: PhraseKey
  readonly values?: SentenceValues
}

/** Whether the sentences are there in this language itself. */
export function isWritten(language: string): boolean {
  return Object.hasOwn(ownWords, language.split('-')[0] ?? '')
}

const phrases: ReadonlySet<string> = new Set(
  Object.values(ownWords).flatMap((words) => Object.values(words).filter((wording) => typeof wording === 'string')),
)

/** Whether a text is a sentence of the gateway's own, in any language. */
export const isPhrase = (text: string): boolean => phrases.has(text)

/** In the language (an IETF tag), or its base language, or English. */
export function phrase(language: string, key: PhraseKey, values?: SentenceValues): string {
  return sentenceIn(ownWords, language, key, values)
}
