import { day, hour, minute, second } from './units.ts'

// Backups, and tenants that move.

export const vaultDefaults = {
  /** Bytes that are sealed at once: small enough to be held many times, large enough that a tag each costs nothing. */
  chunkBytes: 256 * 1024,
  /** scrypt: a fifth of a second and 64 MiB for each guess of a passphrase (OWASP's second choice). */
  scrypt: { N: 2 ** 16, r: 8, p: 2, maxmem: 96 * 1024 * 1024 },
  /** Characters of a passphrase: scrypt makes guessing slow, not short ones safe. */
  keyLength: 16,
  /** S3 takes parts from 5 MiB, 10,000 of them: every thousandth makes them larger by this, which is 400 GB in all. */
  partBytes: 8 * 1024 * 1024,
  /** Pages (4 KiB) of a database that are copied between two looks at the clock. */
  pagesPerStep: 512,
  /** What a scheduled backup reads in a second: a tenth of what a disk gives, so that the road hardly notices. */
  scheduledBytesPerSecond: 48 * 1024 * 1024,
  /** A note that somebody is at work in a place does not count after so long: the longest backup is done by then. */
  markStaleMs: 12 * hour,
  /** Rows that are compared between two looks at whether to go on. */
  rowsPerStep: 2000,
} as const

export const backupScheduleDefaults = {
  /** Whether one is due is looked at that often: a clock that was set, or a machine that slept, is noticed. */
  lookMs: minute / 2,
  /** A run that was missed waits so long after the start, which has other things to do. */
  afterStartMs: minute,
  /** After a failure it is tried again: as soon as what was in its way may be gone. */
  retryMs: 10 * minute,
  /** The most often that is taken: shorter ones would mostly copy what was copied before. */
  leastEveryMs: 5 * minute,
  mostEveryMs: 31 * day,
  /** How many missed turns make a health check complain. */
  missedRuns: 2,
  /** Kept where BACKUP_KEEP says nothing: two weeks of days, two months of weeks, a year of months. */
  keep: '14d,8w,12m',
} as const

export const moveDefaults = {
  /** What is copied in a second while the tenant works. */
  bytesPerSecond: 64 * 1024 * 1024,
  /** What a round of catching up may leave for the pause: some milliseconds of copying. */
  restBytes: 2 * 1024 * 1024,
  /** Rounds of catching up: each is as long as the one before took, so a busy tenant's get shorter quickly. */
  rounds: 12,
  /** Turns that run may end within this before the pause begins; what does not is taken up again after it. */
  restMs: 10 * second,
  /** Whether they have is looked at that often. */
  restLookMs: 5,
  /** Whoever calls in the pause waits so long, and is then asked to come back. */
  waitMs: 2 * second,
  retryAfterMs: second,
  /** A database whose rows were compared within this while it worked is compared once more in the pause. */
  compareInPauseMs: 300,
  /** A pause that is not over by then is given up: the tenant stays where it was. */
  pauseMs: 30 * second,
  /** The old one is kept so long, untouched, in case the new place turns out to be bad. */
  graceMs: day,
  /** Tries to begin reading when nothing waits in the log: between two commits is time enough, mostly. */
  snapshotTries: 200,
} as const
