import { day } from './units.ts'

// Between the bot and people.

export const handoffDefaults = {
  /** Where a tenant has said nothing: whoever waits hears of it after so many minutes. Longer feels forgotten. */
  waitMinutes: 15,
  /** An agent is reminded after so many: chats are expected to be answered within a few. */
  remindMinutes: 5,
  /** And then somebody else may take it: after a lunch, not after a short call. */
  silenceMinutes: 60,
  /** Whoever wrote nothing for a day is done. */
  idleMinutes: 24 * 60,
  /** The longest time-out that may be set: what takes longer is another conversation. */
  longestMinutes: 30 * 24 * 60,
  /** Queues of a tenant: each is looked at whenever they are listed. */
  queues: 50,
  members: 200,
  queueLength: 60,
  /** Spans of a day: a shop that closes for lunch and for prayers has four. */
  spans: 8,
  /** Days that are not as their weekday says: some years of holidays. */
  exceptions: 400,
  /** Characters of a sentence of the tenant's own, and languages it is written in. */
  sayingLength: 1000,
  sayingLanguages: 30,
  /** People are back within this, or it is not said when. */
  horizonMs: 366 * day,
  /** A zone's clock is read so often while the next opening is looked for: none was ever moved there and back within. */
  clockStepMs: day / 4,
  /** Characters of what a person writes in which an e-mail address is looked for. */
  emailWithin: 2000,
  /** Characters of the record's sentence about what failed. */
  causeLength: 300,
  /** A turn that is to be tried again so much later, milliseconds, is one in which the bot is down: nobody waits that long in a chat. */
  botDownMs: 5000,
  /** Time-outs dealt with in one go, before others get their turn. */
  batch: 100,
} as const
