import type { EventType } from './events.ts'
import type { ChannelId, ConversationId } from './id.ts'
import type { TextByLanguage } from './words.ts'
import type { Page } from './page.ts'

/** Who has a conversation: the bot, nobody yet although a person was asked for, a person, or nobody any more. */
export const handoffStages = ['bot', 'waiting', 'human', 'ended'] as const
export type HandoffStage = (typeof handoffStages)[number]

/** Where whoever is asked for by no name waits. */
export const defaultQueue = 'default'
/** Who answered from the bot's own account, on the phone or in the platform's inbox, belongs to no queue of ours. */
export const accountQueue = 'account'

/** A person with an account who has a conversation, or is to have it. */
export interface Agent {
  readonly id: string
  readonly name: string
}

/** Part of a conversation's state while the bot does not have it. Times are milliseconds since 1970. */
export interface Handoff {
  readonly stage: 'waiting' | 'human'
  readonly queue: string
  /** Undefined with `human`: somebody without an account here, on the phone or in another system. */
  readonly agent?: Agent
  /** When the bot gave it away. */
  readonly since: number
  /** When it came into this stage, or to this agent or queue. */
  readonly at: number
  /** When the person wrote last, or asked. */
  readonly heardAt: number
  /** When an agent wrote last. */
  readonly answeredAt?: number
  /** The first message that no agent has answered yet. */
  readonly unansweredAt?: number
  /** The agents were reminded of it. */
  readonly reminded?: true
  /** The person was told that nobody has come yet. */
  readonly told?: true
  /** The person was asked for an e-mail address: the first one they write is kept. */
  readonly asksEmail?: true
  readonly email?: string
}

/** Who moved it. */
export type HandoffActor =
  | { readonly kind: 'user' | 'api-key'; readonly id: string; readonly name: string }
  /** A handler gave it away; the name of its plugin. */
  | { readonly kind: 'plugin'; readonly name: string }
  | { readonly kind: 'visitor' | 'account' | 'gateway' }

/** Why it moved. */
export const handoffReasons = [
  'asked',
  'botFailed',
  'emailLeft',
  'claimed',
  'assigned',
  'posted',
  'handedOver',
  'queued',
  'handedBack',
  'nobodyCame',
  'agentSilent',
  'visitorSilent',
  'ended',
] as const
export type HandoffReason = (typeof handoffReasons)[number]

/** What happens to a conversation, as far as it matters to who has it. */
export type HandoffEvent =
  /** A handler asks for a person. `silently`: it said nothing itself. */
  | { readonly event: 'asked'; readonly queue: string; readonly by: HandoffActor; readonly silently: boolean }
  /** The bot cannot answer. */
  | { readonly event: 'failed'; readonly cause: string }
  | { readonly event: 'heard'; readonly text: string }
  /** A person of ours said something. */
  | { readonly event: 'answered'; readonly by: HandoffActor }
  /** Somebody takes it for themselves, or is given it. With `claimed` only if nobody else has it. */
  | {
      readonly event: 'taken'
      readonly why: 'claimed' | 'assigned' | 'handedOver'
      readonly by: HandoffActor
      readonly agent?: Agent
      readonly queue?: string
    }
  /** To a queue, or back to its own. */
  | { readonly event: 'queued'; readonly by: HandoffActor; readonly queue?: string }
  | { readonly event: 'returned'; readonly by: HandoffActor }
  /** Its time has come. */
  | { readonly event: 'due' }

/** One entry of a conversation's record. */
export interface HandoffChange {
  readonly from: HandoffStage
  readonly to: HandoffStage
  readonly why: HandoffReason
  readonly by: HandoffActor
  readonly queue: string
  readonly agent?: Agent
  /** Of a failure: what failed. */
  readonly cause?: string
}

/** What comes of an event besides the new state; each is done once, in the transaction that writes the state. */
export type HandoffEffect =
  | { readonly effect: 'record'; readonly change: HandoffChange }
  /** To the tenant's webhooks. */
  | { readonly effect: 'emit'; readonly type: EventType; readonly told: Readonly<Record<string, unknown>> }
  /** To the plugins that listen. */
  | {
      readonly effect: 'tell'
      readonly event:
        | { readonly kind: 'handoffEnded'; readonly queue: string; readonly since: number }
        | {
            readonly kind: 'handoffChanged'
            readonly before: 'bot' | 'waiting' | 'human'
            readonly after: 'waiting' | 'human'
            readonly queue: string
          }
    }
  /** To the person, Markdown. */
  | { readonly effect: 'say'; readonly text: string }
  /** The bot forgets what it was in the middle of: its dialogue, its choices, what it learned, what was said before. */
  | { readonly effect: 'reset' }
  | { readonly effect: 'end' }

export interface HandoffStep {
  /** Undefined: the bot has it, or it has ended. */
  readonly handoff: Handoff | undefined
  /** When to look again if nothing happens; milliseconds since 1970. */
  readonly dueAt: number | undefined
  readonly effects: readonly HandoffEffect[]
}

/** A conversation as the rules see it. */
export interface HandoffSubject {
  readonly conversation: ConversationId
  readonly handoff: Handoff | undefined
  /** IETF tag: what the person is answered in. */
  readonly language: string
  /** IANA name of the person's own; undefined until known. */
  readonly timeZone?: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The rules of one tenant, with its settings as they are at the moment of a call. */
export interface HandoffRules {
  /** Whether a bot that cannot answer gives the conversation to people. */
  takesFailures(): boolean
  /** Pure apart from the settings. Throws Conflict for a claim that comes too late. */
  step(subject: HandoffSubject, event: HandoffEvent): HandoffStep
}

/** What is known of a conversation where a step is decided; inside its transaction, where nobody comes between. */
export type HandoffDecision = (
  subject: Omit<HandoffSubject, 'language'> & { readonly channel: ChannelId; readonly language: string | undefined },
) => HandoffStep

/** What came of a step that was written. */
export interface HandoffOutcome {
  readonly from: HandoffStage
  readonly to: HandoffStage
  readonly step: HandoffStep
}

export interface RecordedChange extends HandoffChange {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** What a queue has at the moment. */
export interface QueueLoad {
  readonly queue: string
  readonly waiting: number
  readonly taken: number
  /** Since when the first of those that wait does, milliseconds since 1970. */
  readonly oldestAt: number | undefined
}

/** Where it is kept who has what. */
export interface HandoffStore {
  /** One transaction. Throws NotFound, Conflict where the conversation has ended, and what `decide` throws. */
  step(id: ConversationId, decide: HandoffDecision): Promise<HandoffOutcome>
  /** Whose time has come, the longest first, and when the next one's comes. */
  due(
    now: number,
    limit: number,
  ): { readonly conversations: readonly ConversationId[]; readonly nextAt: number | undefined }
  /** All that are not with the bot are looked at again: the settings have changed. */
  reconsider(): Promise<void>
  /** A conversation's record, the latest first. Throws Invalid for a cursor that is none of ours. */
  changes(id: ConversationId, limit: number, cursor?: string): Promise<Page<RecordedChange>>
  loads(): Promise<readonly QueueLoad[]>
}

// ── Settings ───────────────────────────────────────────────────────────────────────────────────────────────────

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

/** From and to by the clock on the wall, `09:00` to `24:00`. */
export interface Span {
  readonly from: string
  readonly to: string
}

/** When people are there. */
export interface Hours {
  /** IANA name. */
  readonly zone: string
  readonly week: Readonly<Partial<Record<Weekday, readonly Span[]>>>
  /** Days that are not as their weekday says, `2026-12-25`; without spans nobody is there. */
  readonly exceptions?: readonly { readonly date: string; readonly open: readonly Span[] }[]
}

export interface Queue {
  readonly name: string
  /** Ids of the people who take from it; everybody, when it is not said. */
  readonly members?: readonly string[]
  /** Its own instead of the tenant's. */
  readonly hours?: Hours
}

/** Sentences that a tenant may put in its own words. */
export const handoffSayings = [
  'handedOver',
  'failed',
  'closed',
  'goesOn',
  'leaveMessage',
  'late',
  'nobodyCame',
] as const
export type HandoffSaying = (typeof handoffSayings)[number]

export interface HandoffSettings {
  /** How long nobody may take it before the person is told, in minutes, and what then. null: for ever. */
  readonly waiting: { readonly minutes: number | null; readonly then: 'wait' | 'bot' }
  /** How long an agent may leave somebody without an answer: until a reminder, and until it is taken from them. */
  readonly silence: {
    readonly remindMinutes: number | null
    readonly minutes: number | null
    readonly then: 'wait' | 'bot'
  }
  /** How long the person may be silent before the conversation ends. */
  readonly idleMinutes: number | null
  /** Whether people get what the bot cannot answer. */
  readonly failures: boolean
  /** When people are there; always, when it is not said. */
  readonly hours?: Hours
  /** What comes of a request when nobody is there: it is kept, kept with an e-mail address, or the bot goes on. */
  readonly whenClosed: 'message' | 'email' | 'bot'
  readonly queues: readonly Queue[]
  readonly says: Readonly<Partial<Record<HandoffSaying, TextByLanguage>>>
}

export interface HandoffSettingsStore {
  /** What the gateway does by itself, where the tenant has said nothing. */
  read(): HandoffSettings
  write(settings: HandoffSettings): Promise<void>
}

/** A queue, with what it has and whether somebody is there. */
export interface QueueView extends QueueLoad {
  readonly members: readonly string[] | undefined
  readonly open: boolean
  /** When somebody is there again, milliseconds since 1970; undefined when somebody is, or nobody ever will be. */
  readonly opensAt: number | undefined
}

/** Who has which conversation, as people with accounts and the tenant's systems move it. */
export interface HandoffDesk {
  readonly settings: HandoffSettingsStore
  /** Changed settings are in force at once, for those who wait already too. Throws Invalid. */
  change(settings: HandoffSettings): Promise<void>
  queues(): Promise<readonly QueueView[]>
  /** Throws NotFound, Conflict (it has ended, somebody else has it) and Invalid (there is no such queue). */
  move(
    id: ConversationId,
    event: Extract<HandoffEvent, { readonly event: 'taken' | 'queued' | 'returned' }>,
  ): Promise<void>
}
