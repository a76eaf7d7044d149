import type { Option } from './message.ts'
import type { IntentGuess } from './turn.ts'
import type { SentenceValues } from './words.ts'

/** What people mean: their language, their intents, what they name, their choices. */

/** The option among those that were offered which a person means by what they typed: its number, its label, or a slip of it. */
export type ChooseOption = (said: string, options: readonly Option[], language: string) => Option | undefined

/** What speaks for a language before a word is heard; IETF tags. */
export interface LanguagePriors {
  /** Those to choose among. */
  readonly languages: readonly string[]
  /** What the conversation was in: stays while nothing says otherwise. */
  readonly previous?: string | undefined
  /** What the platform says the person speaks. */
  readonly locale?: string | undefined
}

export interface LanguageDetector {
  /** Best guess among the languages; undefined when there is no telling. Pure. */
  detect(text: string, priors: LanguagePriors): string | undefined
}

export interface IntentExample {
  readonly plugin: string
  readonly intent: string
  readonly text: string
  /** IETF tag; undefined: English, the language plugins are written in. */
  readonly language?: string
}

export interface IntentClassifier {
  /** Best first; empty when nothing resembles the text. Pure. */
  classify(text: string, language: string): readonly IntentGuess[]
}

export type TrainClassifier = (examples: readonly IntentExample[]) => IntentClassifier

/** Texts as vectors of meaning. */
export interface Embedder {
  /** Names the weights: vectors of different models must not be compared. */
  readonly model: string
  readonly dimensions: number
  /** Whether vectors of texts in this language mean anything. */
  speaks(language: string): boolean
  /**
   * One normalised vector for each text, in their order, made in a thread; the model is loaded when first needed. Only
   * the beginning of a text is read, about 350 words. `passage`: what is to be found; `query`: what is looked for, or
   * compared with its like. Throws Busy: whoever asked goes on without.
   */
  embed(texts: readonly string[], as?: 'query' | 'passage'): Promise<readonly Float32Array[]>
}

/** Something named in a text. */
export interface Entity {
  readonly kind: 'date' | 'number' | 'money' | 'phone' | 'email' | 'url' | 'custom'
  /** As it was said. */
  readonly text: string
  /** Where: the first UTF-16 unit, and one past the last. */
  readonly start: number
  readonly end: number
  /** What it means: a number, `{ amount, currency }`, E.164, ISO 8601, a name of a list's entry. */
  readonly value: unknown
  /** Of `custom`: the tenant's name of the list or pattern. */
  readonly name?: string
}

/** What a tenant's people name: things of a list, by any of their names, or codes of a form. */
export type EntityDefinition =
  | { readonly name: string; readonly kind: 'list'; readonly entries: readonly EntityEntry[] }
  /** In the small language of `language/patterns.ts`. */
  | { readonly name: string; readonly kind: 'pattern'; readonly pattern: string }

export interface EntityEntry {
  /** What it is in the tenant's own systems, and one of its names. */
  readonly value: string
  readonly synonyms?: readonly string[]
}

/** Where and when something is said. */
export interface EntityQuestion {
  /** Milliseconds since 1970. */
  readonly now: number
  /** IETF tag. */
  readonly language: string
  /** IANA name; UTC until it is known. */
  readonly timeZone?: string
  /** ISO 3166-1, two letters: where phone numbers without a prefix are, and what a dollar is. */
  readonly country?: string
  readonly definitions?: readonly EntityDefinition[]
}

/** Reads values out of what people write, in their language. Pure, but for grammars that are loaded when first needed. */
export interface ValueReader {
  /** A day (`YYYY-MM-DD`) or a moment (ISO 8601) in words; undefined when there is none, or several. */
  date(
    text: string,
    how: {
      readonly now: number
      readonly language: string
      readonly timeZone: string | undefined
      readonly time: boolean
    },
  ): string | undefined
  numbers(text: string, language: string): readonly number[]
  /** When a number is all that was said, also in words. */
  number(text: string, language: string): number | undefined
  /** E.164. */
  phones(text: string, country: string | undefined): readonly string[]
  emails(text: string): readonly string[]
  urls(text: string): readonly string[]
  /** Values of one of the definitions. */
  custom(text: string, definition: EntityDefinition): readonly string[]
  /** Everything that is named, in the order of the text; what is part of something else is left out. */
  entities(text: string, question: EntityQuestion): readonly Entity[]
}

/** Sentences in many languages. */
export interface Phrasebook {
  /** In the language, or its base language, or English. Throws for a key that English does not have. */
  say(language: string, key: string, values?: SentenceValues): string
}

/** From one language to another; code, names, addresses and numbers stay as they are. */
export interface Translator {
  /** Whether it can, now. Cheap. */
  can(from: string, to: string): boolean
  /** Throws Busy or Refused; whoever asked goes on with the original. */
  translate(texts: readonly string[], from: string, to: string, signal: AbortSignal): Promise<readonly string[]>
}
