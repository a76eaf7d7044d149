/** How somebody feels, and what an avatar does about it. */

export type Sentiment = 'positive' | 'neutral' | 'negative'

export interface Feeling {
  readonly sentiment: Sentiment
  /** From -1 to 1. */
  readonly score: number
  /** The words and signs that say so, as they stand in the lexicon or the text. */
  readonly because: readonly string[]
}

export type Mood = Pick<Feeling, 'sentiment' | 'score'>

/** What an avatar does while it says something: the name of a clip, and how long one is. */
export interface Gesture {
  readonly animation: string
  /** Milliseconds. */
  readonly duration: number
  readonly sentiment: Sentiment
  /** The intent that is answered: a chatbot may have a clip of its own for it. */
  readonly intent?: string
}
