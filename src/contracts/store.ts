import type { ChannelId, ContactId, ConversationId, DeadLetterId, MessageId, ScheduleId, TurnId } from './id.ts'
import type { HandoffActor, HandoffDecision, HandoffOutcome, HandoffStage } from './handoff.ts'
import type { Actor } from './people.ts'
import type { Page } from './page.ts'
import type { Address, DeliveryStatus, InboundEvent, Part, Sender } from './message.ts'
import type { ConversationState, Handled, JournalEntry, Mode, Offered, Routed, Said, Trace } from './turn.ts'

export type { Page } from './page.ts'

/** The durable edges: one tenant's tables. */

export interface Accepted {
  readonly outcome: 'kept' | 'duplicate'
  /** undefined for what belongs to no conversation. */
  readonly conversation: ConversationId | undefined
}

export interface PendingEvent {
  readonly seq: number
  readonly event: InboundEvent
  /** When it became durable, milliseconds since 1970. */
  readonly receivedAt: number
}

/** A turn whose make-up was fixed because it already had an effect or a failure. */
export interface OpenTurn {
  readonly id: TurnId
  readonly seqs: readonly number[]
  readonly attempts: number
  /** How often the process ended in the middle of it. */
  readonly crashes: number
  readonly nextAt: number
  readonly journal: readonly JournalEntry[]
}

export interface Pending {
  readonly channel: ChannelId
  readonly address: Address
  readonly state: ConversationState
  readonly events: readonly PendingEvent[]
  readonly open: OpenTurn | undefined
}

export interface Inbox {
  /** Durable when the promise resolves, in order. Throws Busy when it cannot be kept or the backlog is full. */
  accept(channel: ChannelId, events: readonly InboundEvent[]): Promise<readonly Accepted[]>
  /** What waits in a conversation, oldest first, at most `limit`; undefined when nothing does. */
  pending(conversation: ConversationId, limit: number): Promise<Pending | undefined>
  /** Conversations with pending events, for the sweep. */
  waiting(limit: number): Promise<readonly ConversationId[]>
  backlog(): Promise<{ readonly events: number; readonly oldestAt: number | undefined }>
}

export interface Turns {
  /** One transaction: events done, messages written, state updated where its version still fits, outbox and schedules added. */
  commit(turn: Handled): Promise<'done' | 'conflict'>
  /**
   * Fixes the make-up of the turn, durable at once: a call that may have been made belongs to these events. Repeatable.
   * Rejects when somebody else finished the turn.
   */
  fix(turn: Routed): Promise<void>
  /** Durable at once: a capability's result within a turn, so that a repeated turn does not repeat the call. Rejects as `fix`. */
  record(turn: Routed, index: number, entry: JournalEntry): Promise<void>
  /** Counts an attempt and fixes the make-up of the turn; `nextAt` is when to try again. False: somebody else finished it. */
  failed(
    turn: TurnId,
    conversation: ConversationId,
    seqs: readonly number[],
    error: string,
    nextAt: number,
  ): Promise<boolean>
  /** Before a run that follows an unclean stop: counted, so that a turn that kills the process is set aside in the end. Gives how often. */
  interrupted(turn: TurnId, conversation: ConversationId, seqs: readonly number[]): Promise<number>
  /** Poison: the events become a dead letter with the reason, the conversation goes on. `said` is what the person is told; `step` gives it to people, in the same transaction. */
  setAside(
    turn: TurnId,
    conversation: ConversationId,
    seqs: readonly number[],
    reason: string,
    said: readonly Said[],
    step?: HandoffDecision,
  ): Promise<HandoffOutcome | undefined>
}

export interface OutboxEntry {
  readonly row: number
  readonly conversation: ConversationId
  readonly channel: ChannelId
  readonly address: Address
  readonly message: MessageId
  readonly seq: number
  readonly parts: readonly Part[]
  readonly author: 'bot' | 'agent'
  /** How many of the message's calls were made already. */
  readonly progress: number
  readonly attempts: number
  /** Not before, milliseconds since 1970. */
  readonly dueAt: number
  readonly createdAt: number
  readonly group: boolean
}

export interface Outbox {
  /** What a conversation has to send, in order. */
  pending(conversation: ConversationId, limit: number): Promise<readonly OutboxEntry[]>
  /** Adds a message from outside a turn (the API, an agent). A known `idempotencyKey` gives the message it made. */
  add(message: {
    readonly conversation: ConversationId
    readonly parts: readonly Part[]
    readonly author: 'bot' | 'agent'
    /** Of an agent: who it is. */
    readonly by?: Actor
    readonly idempotencyKey?: string
    /** What can be chosen by its number once it is shown. */
    readonly offered?: Offered
    /** Asked before a new one is kept; throws what keeps it from being said. */
    readonly admit?: () => void
    /** What comes of it for who has the conversation, in the same transaction. */
    readonly step?: HandoffDecision
  }): Promise<{ readonly message: MessageId; readonly status: DeliveryStatus; readonly handed?: HandoffOutcome }>
  /** Whether it still waits, with so many calls done: of a shared database another process may have sent it meanwhile. */
  waits(entry: OutboxEntry, progress: number): Promise<boolean>
  /**
   * A call was made: `progress` calls are done, `platformId` is what the platform named the last; `finished` ends the row.
   * Once it resolves, the end of the process does not undo it; the machine's loss of power within a second may.
   */
  sent(entry: OutboxEntry, progress: number, platformId: string, finished: boolean): Promise<void>
  retry(entry: OutboxEntry, error: string, dueAt: number): Promise<void>
  dead(entry: OutboxEntry, reason: string): Promise<void>
  moved(conversation: ConversationId, to: Address): Promise<void>
  waiting(limit: number): Promise<readonly ConversationId[]>
  backlog(): Promise<{ readonly messages: number; readonly oldestAt: number | undefined }>
}

/** How one message or event of a channel fared. Nothing of what was said, and nobody's name. */
export interface Delivery {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly direction: 'in' | 'out'
  /** `message`, or of an event what kind it is. */
  readonly kind: string
  /** Of what came in: it waits, it is done, no turn comes of it, or it was set aside. */
  readonly status: 'pending' | 'handled' | 'kept' | 'dead' | DeliveryStatus
  readonly conversation: ConversationId | undefined
  readonly message?: MessageId
  /** In: from its arrival to the end of its turn. Out: from when it was said to the platform's answer. */
  readonly latencyMs?: number
  /** Tries that failed. */
  readonly attempts?: number
  readonly error?: string
  /** The platform's own name of an event that is not understood. */
  readonly native?: string
}

export interface StatusChange {
  readonly status: DeliveryStatus
  /** When it was reached first, milliseconds since 1970. */
  readonly at: number
  readonly reason?: string
}

export interface Delay {
  readonly attempts: number
  /** Milliseconds since 1970. */
  readonly nextAt: number
  readonly reason: string
}

export interface Deliveries {
  /** What happened on a channel lately, the newest first. */
  recent(channel: ChannelId, limit: number): Promise<readonly Delivery[]>
  /** The statuses that a message of ours went through after it was queued, the first one first. */
  history(message: StoredMessage): Promise<readonly StatusChange[]>
  /** Of a message of ours that the platform has not taken yet: why, and when it is tried again; undefined before the first try. */
  delay(message: StoredMessage): Promise<Delay | undefined>
}

export interface DeadLetter {
  readonly id: DeadLetterId
  readonly side: 'inbox' | 'outbox'
  readonly conversation: ConversationId | undefined
  readonly reason: string
  /** ISO 8601 UTC. */
  readonly at: string
  readonly replayedAt?: string
  /** The events or the message that were set aside. */
  readonly content: unknown
}

export interface DeadLetters {
  list(limit: number, cursor?: string): Promise<Page<DeadLetter>>
  /** Puts it back to the end of its conversation. Throws NotFound, or Conflict when it was replayed before. */
  replay(id: DeadLetterId): Promise<DeadLetter>
}

export interface StoredMessage {
  readonly id: MessageId
  /** The platform's own id of it, where one is known; for a visitor's message on the web, the id that the client gave it. */
  readonly platformId?: string
  readonly seq: number
  readonly conversation: ConversationId
  readonly from: 'visitor' | 'bot' | 'agent'
  /** Of a visitor the contact's id; of an agent the account's or the key's, with what it was called then. */
  readonly author?: { readonly id: string; readonly name?: string }
  readonly parts: readonly Part[]
  readonly status: DeliveryStatus
  /** Milliseconds since 1970. */
  readonly at: number
  /** Of a visitor's: from when it was durable here to the end of its turn. */
  readonly latencyMs?: number
  /** Of a visitor's: how its turn came to an answer. */
  readonly trace?: Trace
  readonly turn?: TurnId
}

export interface Conversation {
  readonly id: ConversationId
  readonly channel: ChannelId
  readonly address: Address
  readonly open: boolean
  /** The bot does not have it: it waits for a person, or one has it. */
  readonly handoff: boolean
  readonly state: HandoffStage
  /** Where it waits, or was taken from; stays when it ends. */
  readonly queue: string | undefined
  /** The id of the person with an account who has it, or had it when it ended. */
  readonly assignee: string | undefined
  readonly mode: Mode
  readonly lastSeq: number
  readonly createdAt: number
  readonly updatedAt: number
}

/** The older part of a conversation in a few sentences. */
export interface Summary {
  /** The number of the last message in it. */
  readonly upTo: number
  readonly text: string
}

export interface Conversations {
  find(id: ConversationId): Promise<Conversation | undefined>
  /** The open conversation at an address, if there is one. */
  at(channel: ChannelId, address: Address): Promise<Conversation | undefined>
  /** The open conversation at an address, begun where there is none. */
  begin(channel: ChannelId, address: Address): Promise<ConversationId>
  /** The conversations there were at an address, the latest first. */
  allAt(channel: ChannelId, address: Address, limit: number): Promise<readonly Conversation[]>
  /** Messages of all conversations of an address after `afterSeq`, oldest first. */
  messagesAt(channel: ChannelId, address: Address, afterSeq: number, limit: number): Promise<readonly StoredMessage[]>
  /** The highest number of a message at an address, whether or not its conversation has ended; 0 before the first. */
  lastSeqAt(channel: ChannelId, address: Address): Promise<number>
  messages(id: ConversationId, limit: number, afterSeq?: number): Promise<readonly StoredMessage[]>
  /** The last messages of a conversation that were said since a moment, oldest first. */
  recent(id: ConversationId, limit: number, since: number): Promise<readonly StoredMessage[]>
  /** Messages between two numbers (both excluded) said since a moment, the latest so many of them, oldest first. */
  between(id: ConversationId, afterSeq: number, beforeSeq: number, since: number): Promise<readonly StoredMessage[]>
  /** What was said in a conversation so far, up to the message `upTo`; undefined when nobody has asked yet. */
  summary(id: ConversationId): Promise<(Summary & { readonly at: number }) | undefined>
  summarized(id: ConversationId, summary: Summary): Promise<void>
  /** What the bot answered in the turn that a visitor's message began, by number. */
  answersTo(message: StoredMessage): Promise<readonly StoredMessage[]>
  /** When a visitor last said something at its address, ended conversations included; milliseconds since 1970. */
  lastHeardAt(id: ConversationId): Promise<number | undefined>
  /** The next message at the address begins a new conversation; an event `conversationEnded` waits in this one. */
  end(id: ConversationId, by: HandoffActor): Promise<void>
}

export interface Schedules {
  /** Turns everything due by `now` into inbox events; exactly once each. Gives the conversations to ring and the next due time. */
  release(
    now: number,
  ): Promise<{ readonly conversations: readonly ConversationId[]; readonly nextAt: number | undefined }>
  list(
    plugin: string,
    conversation: ConversationId,
  ): Promise<
    readonly { readonly id: ScheduleId; readonly name: string; readonly dueAt: number; readonly payload: unknown }[]
  >
}

export interface PluginStore {
  get(plugin: string, scope: string, key: string): Promise<unknown>
  keys(plugin: string, scope: string, prefix: string): Promise<readonly string[]>
  /** By name, those after `after`. */
  list(
    plugin: string,
    scope: string,
    prefix: string,
    after: string,
    limit: number,
  ): Promise<readonly { readonly name: string; readonly value: unknown }[]>
}

export interface KnownContact {
  readonly id: ContactId
  /** The identity of the person on this channel, where it has another id. */
  readonly identity?: ContactId
  /** What the tenant calls them. */
  readonly name?: string
  readonly timeZone?: string
  readonly language?: string
  readonly isNew: boolean
  /** The platform says something else of them than before. */
  readonly outdated?: boolean
}

export interface Contacts {
  /**
   * The person behind a sender on a channel; an id is reserved for a new one, which the turn's commit writes. `phone` is
   * what the platform has verified of them.
   */
  resolve(channel: ChannelId, sender: Sender, phone?: string): Promise<KnownContact>
}

/** Long option ids, kept server-side behind a short token. */
export interface OptionTokens {
  /** Kept for as long as a conversation in which it was shown. */
  shorten(id: string, conversation: ConversationId): Promise<string>
  restore(token: string): Promise<string | undefined>
}
