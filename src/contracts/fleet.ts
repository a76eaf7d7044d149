import type { Abilities, Awaitable, Pacer } from './channel.ts'
import type { ConversationChange } from './desk.ts'

/** What the processes of one gateway share beside its databases. One process alone shares with nobody, and has all of it. */
export interface Fleet {
  readonly news: News
  readonly ownership: Ownership
  readonly rates: Rates
  /** What paces a channel. `own` paces it while nobody else can be asked, and knows what the platform complained of. */
  pacer(channel: string, rates: PacedRates, own: Pacer): Pacer
  /** What changes in a tenant's conversations at any process; `own` says what changes at this one, until the tenant closes. */
  changes(tenant: string, own: ReadChanges): ReadChanges
}

export type ReadChanges = (signal: AbortSignal) => AsyncIterable<ConversationChange>

export type PacedRates = Pick<Abilities, 'chatRate' | 'groupRate' | 'accountRate'>

/**
 * What a process tells the others, so that they need not wait until they look: it changed something, a visitor of theirs
 * is written to. Nothing depends on it: what is told is durable elsewhere, or may get lost.
 */
export interface News {
  /** To the others, never to itself: soon, in the order in which it is told. Plain JSON. Waits for nobody. */
  tell(subject: string, news: unknown): void
  /** What others tell. A process of another version may tell what this one would not. */
  hear(subject: string, heard: (news: unknown) => void): void
  /** Called when something may not have been heard: look at everything there is to look at. */
  onMissed(look: () => void): void
}

/**
 * What one process at a time may have: what listens to a platform's account. A process that died has it no longer than
 * some seconds, and one that stood still has lost it.
 */
export interface Ownership {
  /** Resolves when it is the asker's alone; with undefined when the signal is aborted before. */
  own(name: string, signal: AbortSignal): Promise<Owned | undefined>
  owns(name: string): boolean
}

export interface Owned {
  /** Aborted when somebody else may have it by now. */
  readonly lost: AbortSignal
  /** Looked at by the clock: a process that stood still may not have been told yet that it lost it. */
  holds(): boolean
  release(): Promise<void>
}

/** How often somebody may do something, counted over all processes. */
export interface Rates {
  /** So many within a window that begins with the first; `name` keeps it apart from other limits. */
  limit(name: string, most: { readonly points: number; readonly seconds: number }): RateLimit
}

export interface RateLimit {
  readonly points: number
  /** Counts one more. Never throws. */
  take(who: string): Awaitable<Taken>
}

export interface Taken {
  readonly allowed: boolean
  /** How many are left in the window, and the milliseconds until it ends. */
  readonly left: number
  readonly resetMs: number
}
