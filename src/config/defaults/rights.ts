import { day, hour, minute, second } from './units.ts'

// What people have a right to: copies, and that it is deleted.

export const rightsDefaults = {
  /** Rows that are read or removed at once: a few milliseconds, in which nobody else writes. */
  rowsAtOnce: 200,
  /** What was said last to somebody who asked to be erased may still be sent for so long. */
  lastWordMs: 20 * second,
  /** A turn that runs is waited for: a handler is stopped after a minute. */
  turnEndsMs: 2 * minute,
  /** An erasure that failed is tried again after so long. */
  erasureRetryMs: 30 * second,
  /** How often it is looked whether it is over. */
  lookMs: 50,
  /** A file that is still on its way from a platform is refused for so long: longer than any fetch takes. */
  refusedMs: 5 * minute,
  /** Pages (4 KiB) that are looked at in one go: a megabyte, about a millisecond. */
  pagesAtOnce: 256,
  /** Rounds over a file that is written meanwhile: what the last one leaves is on pages that were changed in that very moment, twice. */
  scrubRounds: 3,
  /** An archive is there for so long: enough to load it, and not another place where everything lies. */
  exportMs: day,
  /** Another process makes one for no longer than that: gigabytes take some minutes. */
  exportTakesMs: hour,
  /** That there was one is known for so long. */
  exportKnownMs: 30 * day,
  /** Archives of one tenant that are made at once: each compresses for as long as it takes. */
  exportsAtOnce: 2,
  /** What is past its days is looked for so often. */
  retentionEveryMs: 10 * minute,
  /** A tenant that is closed is opened for it so often. */
  retentionWakeMs: day,
  /** Removed in one round, of each kind; the next round follows at once while there is more. */
  retentionBatch: 200,
  /** Conversations that are removed together: some have a thousand messages. */
  conversationsAtOnce: 20,
  /** Between two batches, so that the road is not noticed. */
  retentionPauseMs: 20,
  /** Days that an audit log is kept at least: whoever did something must not be able to wait it out. */
  auditDaysMin: 90,
  /** Days that may be said at the most: a century. */
  daysMax: 36_500,
  /** Expired archives are looked for so often. */
  expiredEveryMs: hour,
} as const
