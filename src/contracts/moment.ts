import type { Mood } from './gestures.ts'
import type { Handled, HandlerKey } from './turn.ts'

/** What is known of a reply when the avatar begins to say it; what is left out is not known yet. */
export interface Moment {
  /** What is said, or as much of it as there is. */
  readonly text: string
  /** How that sounds. */
  readonly mood: Mood
  /** How the person sounds who is answered. */
  readonly felt?: Mood
  readonly outcome?: Exclude<Handled['outcome'], 'silent'>
  /** Who answers. */
  readonly by?: HandlerKey
  /** The reply lets the person choose. */
  readonly offers?: boolean
}

/** A reply as the pipeline knows it: how it sounds is found out by whoever chooses. */
export type Saying = Omit<Moment, 'mood' | 'felt'> & {
  /** What the person said. */
  readonly heard: string
  /** IETF tag. */
  readonly language: string
}
