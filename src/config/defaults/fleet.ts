import { second } from './units.ts'

// What we chose for gateways and workers that share a Redis.

export const fleetDefaults = {
  /**
   * Who works on a conversation says so again within this time, or another may: a worker that died holds its
   * conversations no longer than that, and a pause of a busy process is shorter.
   */
  leaseMs: 5 * second,
  /** Three tries to renew a lease before it ends. */
  renewMs: 1.6 * second,
  /** An answer of Redis that takes longer is not waited for: what it would have rung, the sweep finds. */
  answerMs: 500,
  /** How often bells whose time has come are looked for: less than anybody notices of a delay. */
  delayedMs: 100,
  /** Bells taken at one look, by each process. */
  delayedBatch: 500,
  /** Bells that one process takes from the others to wait in its own lanes: enough to keep all of its hands busy. */
  ahead: 256,
  /** How often the number of waiting bells is read while there are any. */
  countMs: second,
  /** BullMQ's log of what happened to jobs, which nobody reads; it cannot be switched off. Entries. */
  events: 100,
  /** A tenant's place in the round is forgotten after so long without a bell. */
  laneMs: 60 * second,
  /** Whoever waits for Redis at the start is told so after that long. */
  connectMs: 10 * second,
} as const
