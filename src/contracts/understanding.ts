import type { Awaitable } from './channel.ts'
import type { Entity } from './entities.ts'
import type { Option } from './message.ts'
import type { Chatbot } from './tenant.ts'
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
  /** As many as were given, in their order. Throws Busy or Refused; whoever asked goes on with the original. */
  translate(texts: readonly string[], how: Translation): Promise<readonly string[]>
}

export interface Translation {
  /** IETF tags. */
  readonly from: string
  readonly to: string
  /** Names and other words that stay as they are. */
  readonly keep?: readonly string[]
  readonly signal: AbortSignal
}

/** `local`: models in MODELS_DIR. */
export const translationEngines = ['none', 'model', 'libretranslate', 'local'] as const

/** Who translates for a tenant; nobody until it is said. */
export interface TranslationSettings {
  readonly engine: (typeof translationEngines)[number]
  /** Of LibreTranslate: what `/translate` is added to. */
  readonly url?: string
  readonly key?: string
}

export interface TranslationSettingsStore {
  /** The same object until they change. */
  read(): TranslationSettings
  write(settings: TranslationSettings): Promise<void>
}

/** What a tenant may ask about how its chatbots understand. */
export interface Inquiry {
  /** Not in any conversation: nothing is kept of it. `language`: undefined: found out. */
  classify(chatbot: Chatbot, text: string, language?: string): Promise<Classification>
  /** Takes as long as training: seconds. Throws Busy. */
  evaluate(chatbot: Chatbot): Promise<IntentEvaluation>
}

export interface Classification {
  readonly language: string
  /** Undefined: none is clear enough to act on. */
  readonly intent: IntentGuess | undefined
  /** Best first. */
  readonly ranking: readonly IntentGuess[]
  readonly entities: readonly Entity[]
}

export interface IntentName {
  readonly plugin: string
  readonly intent: string
}

/** How well a chatbot's intents are told apart: every example was asked about as if it had not been taught. */
export interface IntentEvaluation {
  readonly examples: number
  /** Share of examples whose intent was the best guess, 0…1. */
  readonly accuracy: number
  /** Confidence from which an intent is acted on, and the shares of examples: acted on rightly, wrongly, and not at all. */
  readonly acting: {
    readonly threshold: number
    readonly right: number
    readonly wrong: number
    readonly unclear: number
  }
  readonly intents: readonly (IntentName & {
    readonly examples: number
    /** Of the examples that were taken for it, the share that are its own; undefined: none was. */
    readonly precision?: number
    /** Of its examples, the share that were taken for it. */
    readonly recall: number
  })[]
  /** What was taken for something else, the most frequent first. `guessed` undefined: for nothing. */
  readonly confusions: readonly {
    readonly expected: IntentName
    readonly guessed?: IntentName
    readonly count: number
    readonly utterances: readonly string[]
  }[]
  /** Pairs that are taken for each other, either way. */
  readonly overlaps: readonly {
    readonly between: readonly [IntentName, IntentName]
    readonly count: number
    readonly utterances: readonly string[]
  }[]
  /** Sentences for whoever writes the examples. */
  readonly warnings: readonly string[]
}
