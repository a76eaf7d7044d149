import type { Awaitable } from './channel.ts'
import type { ConversationId, TenantCode } from './id.ts'

/** The bell: "there is work here", and who works on it. */

/** `turn`: the conversation has pending events; `send`: it has pending messages; `due`: the tenant has schedules to look at; `event`: its webhooks have something to be told. */
export type BellKind = 'turn' | 'send' | 'due' | 'event'

/** "There is work here." Never the work itself: losing one delays, and the sweep rings again. */
export interface Bell {
  readonly kind: BellKind
  readonly tenant: TenantCode
  /** A conversation's id; with `due` and `event`, the word `tenant`. */
  readonly subject: ConversationId | 'tenant'
}

/** undefined: done. `again`: ring the same bell once more after so many milliseconds. */
export type BellOutcome = { readonly againAfterMs: number } | undefined

/** The right to work on a bell: one at a time has it. */
export interface Hold {
  /** Aborted when it is lost: another may work on the bell by now. */
  readonly signal: AbortSignal
  /** Looked at by the clock: a process that stood still may have lost it without having been told yet. */
  holds(this: void): boolean
  /** Whoever had it before never gave it back: a process may have ended in the middle. */
  readonly unclean: boolean
}

export interface Scheduler {
  /**
   * Rings. The same bell is kept once while it waits; rung while its work runs, it runs once more afterwards. A delayed
   * bell is moved forward by an earlier ring, never backward.
   */
  ring(bell: Bell, afterMs?: number): Awaitable<void>
  /** Begins to work: at most `concurrency` at once, one at a time per bell, tenants in turn. A throw is reported and rung again. */
  start(work: (bell: Bell, hold: Hold) => Promise<BellOutcome>): void
  /** Takes nothing new and waits for what runs, `graceMs` at the most; then what runs has lost its hold. */
  drain(graceMs: number): Promise<void>
  /** Bells that wait to be worked on, not counting delayed ones. */
  waiting(): number
}
