import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { EmbedConfig } from '../../../src/contracts/wire.ts'
import type { Layout, ThemeMode } from '../protocol.ts'
import type { Conversation, Option, Part, PartOf, Verdict } from './conversation.ts'
import type { Mode } from './colors.ts'
import type { Stage } from './stage.ts'
import type { LanguageCode, Speech } from './words/index.ts'

/** Everything that the views are drawn from, and everything that they may do. */

/** What the visitor has chosen in the menu; a browser remembers it. */
export interface Choices {
  readonly theme: ThemeMode
  readonly language?: LanguageCode
  readonly readAloud: boolean
  /** Whether the avatar is shown. */
  readonly figure: boolean
  /** Whether it moves: what moves for longer than 5 s can be stopped (WCAG 2.2, 2.2.2). */
  readonly movement: boolean
}

export type MediaPart = PartOf<'image' | 'audio' | 'video' | 'document' | 'sticker'>

/** What is asked before it is done. */
export type Question = 'end' | 'forget'

export interface Actions {
  readonly say: (parts: readonly Part[]) => void
  readonly choose: (option: Option) => void
  readonly retry: (id: string) => void
  readonly discard: (id: string) => void
  readonly judge: (id: string, verdict: Verdict | undefined) => void
  readonly typing: (now: boolean) => void
  /** Whether it has ended. */
  readonly end: () => Promise<boolean>
  /** Whether everything of the visitor will be deleted. */
  readonly forget: () => Promise<boolean>
  /** Asks the visitor first; undefined: it was answered. */
  readonly ask: (question: Question | undefined) => void
  /** Undefined where there is nobody to close it. */
  readonly close: (() => void) | undefined
  readonly wish: (change: Partial<Choices>) => void
  /** `progress` from 0 to 1. Rejects with a sentence for the visitor, or when aborted. */
  readonly upload: (file: File, progress: (share: number) => void, signal: AbortSignal) => Promise<MediaPart>
  readonly save: () => void
  /** The latest message is on the screen. */
  readonly looked: () => void
  readonly hush: () => void
}

/** What stays the same while people talk: who draws only from this is not drawn again for every word. */
export interface Room {
  readonly config: EmbedConfig
  /** What the chatbot calls itself. */
  readonly name: string
  /** Shown before anything was said. */
  readonly welcome: string
  readonly speech: Speech
  readonly actions: Actions
}

export interface Model extends Room {
  readonly conversation: Conversation
  readonly choices: Choices
  readonly mode: Mode
  readonly layout: Layout
  /** A keyboard covers a part of the screen. */
  readonly keyboard: boolean
  /** Whether an answer is being read aloud. */
  readonly reading: boolean
  readonly asking: Question | undefined
  /** Undefined where the chatbot has no avatar. */
  readonly stage: Stage | undefined
}

// Whoever draws a view without them has a bug, and hears of it at once.
const RoomContext = createContext<Room | undefined>(undefined)
const ModelContext = createContext<Model | undefined>(undefined)

export const RoomProvider = RoomContext.Provider
export const ModelProvider = ModelContext.Provider

export const useRoom = (): Room => found(useContext(RoomContext))
export const useModel = (): Model => found(useContext(ModelContext))

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('There is no model above this view.')
  return value
}
