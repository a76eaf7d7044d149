import type { ChannelId, ContactId, ConversationId, MessageId, NoteId } from './id.ts'
import type { Page } from './page.ts'
import type { Actor } from './people.ts'
import type { Conversation, StoredMessage } from './store.ts'

/** What people who answer see of conversations, and what they keep about them. */

export const conversationSorts = ['latest', 'quietest', 'newest', 'oldest'] as const
/** By what was last said (latest, quietest first), or by when they began (newest, oldest first). */
export type ConversationSort = (typeof conversationSorts)[number]

export const conversationStates = ['open', 'ended', 'waiting', 'human', 'bot'] as const

export interface ConversationFilter {
  /** Words that somebody said, all of them in one message. */
  readonly text?: string
  readonly contact?: ContactId
  readonly channels?: readonly ChannelId[]
  /** `waiting`, `human` and `bot` are open ones: who has them. */
  readonly state?: (typeof conversationStates)[number]
  readonly tag?: string
  readonly queue?: string
  /** The id of who has it, or had it when it ended. */
  readonly assignee?: string
  /** When something was last said; with `text`, when that was said. Milliseconds since 1970, both included. */
  readonly from?: number
  readonly to?: number
  /** With `text` it is always the latest first. */
  readonly sort: ConversationSort
}

/** Where a text was found. */
export interface Excerpt {
  readonly message: MessageId
  readonly seq: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly text: string
  /** What was found in it, as [start, end) in UTF-16 units. */
  readonly marks: readonly (readonly [number, number])[]
}

export interface SpokenWith {
  readonly id: ContactId
  readonly name?: string
}

/** A conversation with what is shown beside it. */
export interface ListedConversation extends Conversation {
  readonly tags: readonly string[]
  /** Who spoke in it, those who were first in it first; a handful at the most. */
  readonly people: readonly SpokenWith[]
  readonly excerpt?: Excerpt
}

/** For the team alone: never sent. */
export interface Note {
  readonly id: NoteId
  readonly conversation: ConversationId
  readonly text: string
  readonly author: Actor
  /** Milliseconds since 1970. */
  readonly at: number
  readonly editedAt?: number
  readonly editedBy?: string
}

/** Which messages of a conversation, by number; both bounds are left out. */
export interface MessageRange {
  readonly after?: number
  readonly before?: number
  readonly order: 'oldest' | 'newest'
}

/** Something of a conversation is not as it was: read it again. */
export interface ConversationChange {
  readonly type: string
  readonly conversation: ConversationId
  readonly message?: MessageId
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface Desk {
  /** A page may have fewer than `limit`, even none, and still be followed by others. Throws Invalid. */
  list(filter: ConversationFilter, limit: number, cursor?: string): Promise<Page<ListedConversation>>
  described(conversation: Conversation): Promise<ListedConversation>
  messages(conversation: ConversationId, range: MessageRange, limit: number): Promise<readonly StoredMessage[]>
  /** Throws NotFound. */
  setTags(conversation: ConversationId, tags: readonly string[]): Promise<void>
  /** Tags that any conversation has, by name. */
  tags(): Promise<readonly string[]>
  /** The oldest first. */
  notes(conversation: ConversationId, limit: number, cursor?: string): Promise<Page<Note>>
  note(conversation: ConversationId, id: NoteId): Promise<Note | undefined>
  /** Throws OverLimit. */
  addNote(conversation: ConversationId, text: string, by: Actor): Promise<Note>
  /** Throws NotFound. */
  editNote(conversation: ConversationId, id: NoteId, text: string, by: Actor): Promise<Note>
  /** Throws NotFound. */
  removeNote(conversation: ConversationId, id: NoteId): Promise<void>
  /** What changes from now on, until the signal is aborted or the tenant is closed. What is said of one conversation before it is read is said once. */
  changes(signal: AbortSignal): AsyncIterable<ConversationChange>
}

/** The index that texts are found by: it follows what is written, and holds nobody up. */
export interface SearchIndex {
  /** Goes on where it is, for a moment at the most. True when there is nothing left to do. */
  follow(): Promise<boolean>
  /** Goes on until there is nothing left, resting in between; repeatable. */
  sweep(): void
  busy(): boolean
  /** Stops; what is left is for the next time. */
  close(): Promise<void>
  /** Removes what is left of erased texts, some pages at a time. True when there is nothing left to remove. */
  tidy(): Promise<boolean>
}
