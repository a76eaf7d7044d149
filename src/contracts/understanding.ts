import type { Option } from './message.ts'
import type { IntentGuess } from './turn.ts'

/** What people mean: their language, their intents, their choices. */

/** The option among those that were offered which a person means by what they typed: its number, its label, or a slip of it. */
export type ChooseOption = (said: string, options: readonly Option[], language: string) => Option | undefined

export interface LanguageDetector {
  /** Best guess among `languages` (IETF tags) with `previous` as prior; undefined when there is no telling. Pure. */
  detect(text: string, languages: readonly string[], previous?: string): string | undefined
}

export interface IntentExample {
  readonly plugin: string
  readonly intent: string
  readonly text: string
}

export interface IntentClassifier {
  /** Best first; empty when nothing resembles the text. Pure. */
  classify(text: string, language: string): readonly IntentGuess[]
}

export type TrainClassifier = (examples: readonly IntentExample[]) => IntentClassifier
