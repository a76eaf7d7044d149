import type { Awaitable } from './channel.ts'
import type { Option } from './message.ts'
import type { IntentGuess } from './turn.ts'

export type * from './entities.ts'

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
  /** Best first; empty when nothing resembles the text. */
  classify(text: string, language: string): Awaitable<readonly IntentGuess[]>
}

/** Made at once, and answers at once. Pure. */
export interface InstantClassifier {
  classify(text: string, language: string): readonly IntentGuess[]
}

export type TrainClassifier = (examples: readonly IntentExample[]) => InstantClassifier

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

/** From one language to another; code, names, addresses and numbers stay as they are. */
export interface Translator {
  /** Whether it can, now. Cheap. */
  can(from: string, to: string): boolean
  /** Throws Busy or Refused; whoever asked goes on with the original. */
  translate(texts: readonly string[], from: string, to: string, signal: AbortSignal): Promise<readonly string[]>
}
