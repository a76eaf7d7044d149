import { minute, second } from './units.ts'

// What we chose for gateways and workers that share a Redis.

export const fleetDefaults = {
  /**
   * Who works on a conversation says so again within this time, or another may: a worker that died holds its
   * conversations no longer than that, and a pause of a busy process is shorter.
   */
  leaseMs: 5 * second,
  /** How often a process says in the database that it lives. */
  beatMs: 2 * second,
  /** One that has not said so for this long, by the database's clock, has ended: what it left is another's within 10 s. */
  goneMs: 6 * second,
  /** How often a process that found another one looks whether that lives: within a beat of it, and a bit. */
  besideMs: 500,
  /** That a holder died is remembered for so long: a turn that ends processes is back much sooner. */
  uncleanMs: 10 * minute,
  /** Three tries to renew a lease before it ends, and a moment to stop what runs under it. */
  renewMs: 1.2 * second,
  /** An answer of Redis that takes longer is not waited for: what it would have rung, the sweep finds. */
  answerMs: 500,
  /** How often bells whose time has come are looked for: less than anybody notices of a delay. */
  delayedMs: 100,
  /** Bells taken at one look, by each process. */
  delayedBatch: 500,
  /** Bells that one process takes from the others to wait in its own lanes: enough to keep all of its hands busy. */
  ahead: 256,
  /** However many wait there, so many of one tenant have room: its bells do not wait behind all of another's. */
  aheadOfTenant: 16,
  /** Bells that are on their way there at once: the next one of a quiet tenant waits behind no more than these. */
  taking: 32,
  /** How often the number of waiting bells is read while there are any. */
  countMs: second,
  /** BullMQ's log of what happened to jobs, which nobody reads; it cannot be switched off. Entries. */
  events: 100,
  /** A tenant's place in the round is forgotten after so long without a bell. */
  laneMs: 60 * second,
  /** After a silence Redis is asked nothing for so long by those who can do without. */
  silenceMs: second,
  /** How often what nobody owns is looked for: with a lease's time, what a dead process had is another's within 7 s. */
  ownMs: second,
  /** How often a process tells the others how much it told them, so that what got lost is found out. */
  newsBeatMs: 3 * second,
  /** News that Redis has not taken yet; more are not told. They are small. */
  newsWaiting: 10_000,
  /** A process that nothing was heard of for so long is gone. */
  newsForgetMs: minute,
  /** Characters of one piece of news: the largest thing that is said to a visitor at once, a few times over. */
  newsLength: 1_000_000,
  /** What paces an account or a chat is kept a little longer than it says anything. */
  pacedMs: minute,
  /** Whoever waits for Redis at the start is told so after that long. */
  connectMs: 10 * second,
} as const
