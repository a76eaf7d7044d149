import type { MediaType } from './message.ts'
import type { Chatbot } from './tenant.ts'
import type { ConversationId, TurnId } from './id.ts'

/** What people send along, as text. */

/** `speech`: what somebody said. `writing`: what is written in a picture. `document`: what is in a file. */
export type ReadAs = 'speech' | 'writing' | 'document'

export interface MediaToRead {
  readonly type: Exclude<MediaType, 'sticker'>
  readonly mime: string
  readonly name?: string
  /** Bytes. */
  readonly size: number
  readonly durationMs?: number
  bytes(): Promise<Uint8Array>
}

export interface ReadingQuestion {
  readonly chatbot: Chatbot
  /** IETF tag: what is likely spoken. */
  readonly language: string
  readonly during: { readonly conversation: ConversationId; readonly turn: TurnId }
  readonly signal: AbortSignal
}

export interface ReadText {
  readonly text: string
  /** Who read it: the name of a model or a library, for the timeline. */
  readonly by: string
}

/** Makes text of what people send along: one tenant's. */
export interface MediaReader {
  /** Throws Busy (not now), and Refused with the reason when nothing here can read it. */
  read(media: MediaToRead, as: ReadAs, question: ReadingQuestion): Promise<ReadText>
}

/** What was read once is not read again. */
export interface MediaTexts {
  find(media: string, as: ReadAs): Promise<ReadText | undefined>
  keep(media: string, as: ReadAs, read: ReadText): Promise<void>
}
