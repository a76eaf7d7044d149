import type { Handoff, HandoffStep } from './handoff.ts'
import type { ContactId, ConversationId, MessageId, ScheduleId, TurnId } from './id.ts'
import type { Address, InboundEvent, Option, Part, Sender } from './message.ts'
import type { ReadAs, ReadText } from './reading.ts'
import type { Channel, Chatbot } from './tenant.ts'

/**
 * A turn: one or more inbound events of a conversation on their way through `process`. It only grows: each stage adds
 * what it learned and its type says which, so stages in the wrong order do not compile.
 */
export interface Turn {
  /** Stable over retries; the Idempotency-Key of every capability call comes from it. */
  readonly id: TurnId
  readonly conversation: ConversationId
  readonly channel: Channel
  readonly chatbot: Chatbot
  readonly address: Address
  readonly group: boolean
  /** The events, in order, of one kind of turn: several `message` events, or exactly one of another kind. */
  readonly events: readonly [InboundEvent, ...InboundEvent[]]
  readonly from: Sender | undefined
  /** Conversation state as it was when the turn was taken. */
  readonly state: ConversationState
  /** 1 for the first try. */
  readonly attempt: number
  /** Milliseconds since 1970, taken once: `now()` of the handlers. */
  readonly now: number
  readonly work: TurnWork
}

/** What the turn is made of, and what it did before. */
export interface TurnWork {
  /** The inbox rows of the events, in their order. */
  readonly seqs: readonly number[]
  /** True when the make-up was fixed before, by an effect, a failure or a crash. */
  readonly wasOpen: boolean
  /** Results of calls that an earlier attempt made already. */
  readonly journal: readonly JournalEntry[]
  /** Aborted on drain and on a lost lease. */
  readonly signal: AbortSignal
}

/** What the conversation remembers between turns; one JSON document, version-checked at every commit. */
export interface ConversationState {
  readonly version: number
  /** When the last turn ended, milliseconds since 1970. */
  readonly at?: number
  /** What was said before this moment is no context any more: the person started over, or was away for long. */
  readonly since?: number
  readonly dialogue?: DialogueState
  readonly language?: string
  /** What the person asked to be answered in, whatever they write. */
  readonly chosenLanguage?: string
  readonly handoff?: Handoff
  readonly offered?: Offered
  /** When the person was told last that the plan is used up, milliseconds since 1970. */
  readonly toldLimitAt?: number
  /** What was learned in this conversation, for every plugin; forgotten when it begins anew. */
  readonly variables: Readonly<Record<string, unknown>>
}

/** What the person is in the middle of: how easily another wish takes the conversation elsewhere depends on it. */
export type Mode = 'normal' | 'menu' | 'form' | 'assessment' | 'workflow'

export function modeOf({ dialogue, offered }: Pick<ConversationState, 'dialogue' | 'offered'>): Mode {
  return dialogue === undefined ? (offered === undefined ? 'normal' : 'menu') : (dialogue.mode ?? 'form')
}

/** The options that were last shown as numbered text: a person types which one they mean. */
export interface Offered {
  readonly options: readonly Option[]
  /** Milliseconds since 1970. */
  readonly at: number
  /** Whom they were offered, in a group: the platform's id of the person. */
  readonly to?: string
}

/** A journal entry: what the outside said to the handler, in the order it asked. */
export type JournalEntry =
  | {
      readonly kind: 'answer'
      readonly value: unknown
      /** The question as it was asked. */
      readonly question?: string
      /** When it was given: `now()` from there on, milliseconds since 1970. */
      readonly at?: number
      /** The language of the turn that gave it: what is said from there on. */
      readonly language?: string
    }
  | { readonly kind: 'call'; readonly name: string; readonly value: unknown }
  | {
      readonly kind: 'failure'
      readonly name: string
      readonly message: string
      readonly code?: string
      /** HTTP status, of a call that was refused. */
      readonly status?: number
    }

/** A handler that waits for an answer. Replayed from its journal to the line where it waited. */
export interface DialogueState {
  readonly plugin: string
  /** `intent:track`, `command:survey`, … */
  readonly handler: string
  /** Turn that began it: seed of its random numbers and prefix of its idempotency keys. */
  readonly turn: TurnId
  /** Clock of the turn that began it, milliseconds since 1970. */
  readonly startedAt: number
  readonly expiresAt: number
  /** What the handler was called with; replayed as it was. */
  readonly input: unknown
  readonly journal: readonly JournalEntry[]
  /** The open question as it was asked, so that it can be asked again. */
  readonly question: unknown
  /** The question that was answered last, as it was asked: what was answered may be taken back. */
  readonly before?: unknown
  /** How often an answer to it did not fit. */
  readonly misses: number
  /** Of its plugin; without one it is a form. */
  readonly mode?: Mode
}

export interface Transformed extends Turn {
  /** Everything the person said in this turn as plain text; empty for a lone photo. */
  readonly text: string
  readonly parts: readonly Part[]
  /** What was read in what they sent along. Speech is part of `text`; the rest is when nothing was typed beside it. */
  readonly read?: readonly ReadPart[]
  /** What nothing could read, when it was all that was said. */
  readonly unread?: ReadAs
  /** The person was asked what they meant by `text`, and chose. */
  readonly meant?: Meant
}

export interface ReadPart extends ReadText {
  /** Its place in `parts`. */
  readonly part: number
  readonly as: ReadAs
}

/** An intent, or `none` of those that were offered. */
export type Meant = Pick<IntentGuess, 'plugin' | 'intent'> | 'none'

/** What a person says about the language they want to be answered in. */
export type LanguageWish =
  /** `bare`: its name is all that was said, which may be an answer to something else. */
  | { readonly kind: 'speak'; readonly language: string; readonly bare: boolean }
  /** They want to choose. */
  | { readonly kind: 'which' }

export interface Localized extends Transformed {
  /** IETF tag: what is answered in. */
  readonly language: string
  /** What the text is written in, where the person chose to be answered in another. */
  readonly written?: string
  /** What the person asks to be answered in. */
  readonly wish?: LanguageWish
}

export interface Contextual extends Localized {
  readonly contact: TurnContact
  /** The person wants to start over: what the conversation remembered is gone from `state`. */
  readonly startsOver?: true
  readonly memory: Memory
}

/** What was said before this turn: read when somebody asks, and then once. */
export interface Memory {
  /** The last messages, oldest first. */
  recent(): Promise<readonly Remembered[]>
  /** What was said before those, in a few sentences; undefined when nothing was. */
  summary(): Promise<string | undefined>
}

export interface Remembered {
  readonly from: 'visitor' | 'bot' | 'agent'
  readonly text: string
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface TurnContact {
  /** The person. */
  readonly id: ContactId
  /** Which of the person's identities speaks, where it has another id. */
  readonly identity?: ContactId
  readonly userId: string
  readonly name?: string
  readonly username?: string
  /** IANA name; undefined until known. */
  readonly timeZone?: string
  readonly isNew: boolean
  /** E.164, as the platform has verified it. */
  readonly phone?: string
  /** What the platform says of them is not what is kept. */
  readonly outdated?: boolean
}

export interface Understood extends Contextual {
  /** The text in English, where nobody is understood to mean anything in the original, and somebody translates. */
  readonly translated?: string
  readonly intent: IntentGuess | undefined
  /** Best first, at most a handful. */
  readonly ranking: readonly IntentGuess[]
  /** Not clear enough to act on, and too likely to be left out: the person is asked which of them is meant. Best first. */
  readonly uncertain?: readonly IntentGuess[]
}

export interface IntentGuess {
  readonly plugin: string
  readonly intent: string
  /** 0…1 */
  readonly confidence: number
}

/** The gateway's own handlers are routed to by this name, which no plugin has. */
export const house = 'colloquy'

/** Which handler of which plugin, and why it was chosen. */
export interface Route {
  readonly plugin: string
  readonly handler: HandlerKey
  readonly reason: string
}

export type HandlerKey =
  | { readonly kind: 'dialogue' }
  | { readonly kind: 'interrupt' }
  | { readonly kind: 'command'; readonly name: string }
  | { readonly kind: 'intent'; readonly name: string }
  | { readonly kind: 'event'; readonly name: PluginEvent }
  | { readonly kind: 'due'; readonly name: string }
  | { readonly kind: 'fallback' }
  /** Of a plugin: answers beside a dialogue that waits. */
  | { readonly kind: 'beside' }
  /** Of the house: asks which of the likely intents is meant. */
  | { readonly kind: 'doubt' }
  /** Of the house: a language model answers, or chooses an intent. */
  | { readonly kind: 'model' }
  /** Of the house: says kindly that something that was sent could not be read. */
  | { readonly kind: 'unread' }
  /** Of the house: says that the conversation begins anew. */
  | { readonly kind: 'startOver' }
  /** Of the house: says that it speaks another language now, or which there are. */
  | { readonly kind: 'language' }
  /** Of the house: says that the bot cannot answer now, because its plan is used up. */
  | { readonly kind: 'overLimit' }

export type PluginEvent =
  /** Somebody sent a picture, a recording, a video or a document. */
  | 'file'
  | 'joined'
  | 'left'
  | 'blocked'
  | 'unblocked'
  | 'edited'
  | 'deleted'
  | 'reaction'
  | 'button'
  | 'handoffChanged'
  | 'handoffEnded'
  | 'conversationEnded'

export interface Routed extends Understood {
  /** Tried in order until one does not pass. */
  readonly routes: readonly Route[]
}

/** One message to be sent; its id is fixed by the turn, so a repeated turn says the same message. */
export interface Said {
  readonly id: MessageId
  readonly parts: readonly Part[]
}

export interface StoreWrite {
  readonly plugin: string
  /** `conversation`, `contact` or `chatbot` and its id. */
  readonly scope: string
  readonly key: string
  /** undefined: forget it. */
  readonly value: unknown
}

export type ScheduleChange =
  | {
      readonly change: 'add'
      readonly id: ScheduleId
      readonly plugin: string
      readonly name: string
      readonly dueAt: number
      readonly payload: unknown
      /** Another conversation than the turn's. */
      readonly within?: ConversationId
    }
  | { readonly change: 'cancel'; readonly id: ScheduleId; readonly plugin: string }

/** What a handler's run comes to: everything here is committed with the turn, or nothing is. */
export interface Handled extends Routed {
  readonly outcome: 'answered' | 'silent' | 'handoff' | 'nobody'
  /** The route that answered. */
  readonly by: Route | undefined
  readonly said: readonly Said[]
  readonly next: Omit<ConversationState, 'version'>
  readonly writes: readonly StoreWrite[]
  readonly schedules: readonly ScheduleChange[]
  readonly contactChange?: { readonly timeZone?: string; readonly language?: string }
  /** What the turn means for who has the conversation; its state is in `next`, and what it says is in `said`. */
  readonly handed?: HandoffStep
  /** The person asked that everything that is kept of them be deleted. */
  readonly erasesContact?: true
  readonly trace: Trace
}

/** How a turn came to its answer: kept with what the person said. */
export interface Trace {
  readonly language: string
  /** What was read in what came along, and by whom. */
  readonly read?: readonly Pick<ReadPart, 'as' | 'by'>[]
  readonly intent?: IntentGuess
  readonly uncertain?: readonly IntentGuess[]
  /** Who answered, and why they were asked. */
  readonly by?: Route
  /** Who was asked before and passed, in order. */
  readonly passed?: readonly Route[]
  /** `setAside`: it could not be handled, and is a dead letter. */
  readonly outcome: Handled['outcome'] | 'setAside'
  /** Why it was set aside. */
  readonly reason?: string
  /** When it did not succeed at once. */
  readonly attempt?: number
}
