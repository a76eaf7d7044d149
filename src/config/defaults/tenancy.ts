import { day, hour, minute, second } from './units.ts'

// Databases, tenants and what is kept of them.

export const databaseDefaults = {
  /** KiB per open tenant file: a conversation's rows are few, and 200 scopes may be open. */
  tenantCacheKib: 512,
  /** The platform's own file is one. */
  platformCacheKib: 4096,
  /** The lock's file has nothing in it. */
  lockCacheKib: 16,
  /** The command line may write beside a running server; its transactions last milliseconds. */
  busyMs: 2 * second,
  /** Writes of one transaction: about a millisecond of work, and more would hardly make each of them cheaper. */
  unitsPerTransaction: 48,
  /** What nobody waits for is on the disk after so long, when nothing else was brought there meanwhile. */
  noteMs: second,
  /**
   * Pages of the log (4 KiB) after which they are carried over into the database's file. SQLite's own 1000 makes a busy
   * tenant stand still for it 20 times a second; of more pages more are the same one, and each is carried once.
   */
  checkpointPages: 4000,
} as const

export const tenancyDefaults = {
  /** Open tenants at once: about 200 KB and three file descriptors each. */
  openScopes: 200,
  /** A scope without work for so long is closed. */
  scopeIdleMs: 5 * minute,
  /** However crowded it is, a scope that was asked for so recently is not closed: a request may still be at it. */
  scopeHeldMs: 3 * second,
  /** Asked to come back after so long when every open tenant is at work. */
  crowdedRetryMs: 2 * second,
  /** How often idle scopes are looked for. */
  scopeSweepMs: 30 * second,
  /** A rotated receive token still works for so long: platforms and people need time to change it. */
  tokenGraceMs: day,
  /** Receive tokens of one channel that work at once; rotated more often, the oldest end early. */
  tokensPerChannel: 5,
  /** How long a change made by another process (the command line) may go unseen. */
  outsideChangeMs: 2 * second,
  /** Tenants kept in memory, about 300 bytes each: every webhook asks for one. */
  rememberedTenants: 10_000,
  /** Characters of a name; the column has as many. */
  nameLength: 200,
  /** Settings and personalities: levels of nesting, and characters as JSON. A long prompt fits; a file does not. */
  jsonDepth: 12,
  jsonLength: 100_000,
  /** Languages of one chatbot: the detector's work grows with them. */
  chatbotLanguages: 30,
} as const

export const sweepDefaults = {
  /** How often conversations with work and no bell are looked for. */
  everyMs: 5 * second,
  /** Rows per look. */
  batch: 500,
  /** Keys of what was received are kept so long: WhatsApp repeats for 7 days. */
  keyRetentionMs: 8 * day,
  /** Rows of finished events and messages sent, kept for operators who look into an incident. */
  doneRetentionMs: 7 * day,
  /** Rows removed per sweep, so that pruning never holds up a commit. */
  pruneBatch: 500,
} as const

export const drainDefaults = {
  /** What runs may finish within this time after SIGTERM: the stop must be done within 10 s. */
  graceMs: 6 * second,
  /** Requests that are being answered may end within this time, before the work is drained. */
  serverMs: 2 * second,
  /** Whatever hangs, the process is gone by then. */
  exitMs: 9.5 * second,
} as const

export const mediaDefaults = {
  /** Bytes of one file: the largest that WhatsApp takes (a document); Telegram's bots fetch 20 MB at the most. */
  bytes: 100 * 1024 * 1024,
  /** Files of one tenant that are fetched at once: each is a connection and a file, none is in memory. */
  fetchesAtOnce: 8,
  /** Files that are fetched or wait for it before a turn asks for them. */
  fetchesBegun: 64,
  /** One file may take so long: 100 MB at a megabyte a second. */
  fetchMs: 2 * minute,
  /** A turn waits so long for its files, then it is tried again: with the handler's own time still within a lease. */
  waitMs: 20 * second,
  /** Asked to come back after so long for a file that is still on its way. */
  stillOnItsWayMs: 2 * second,
  /** Bytes at the beginning of a file that tell what it is: a ZIP's first names are among them. */
  headBytes: 4096,
  /** Characters of a file's name that are kept. */
  nameLength: 100,
  /** A URL is the same for so long, so that browsers find what they have; it can be read for one to two of these. */
  urlMs: day,
  /** What a process that ended left half written is removed after so long. */
  unfinishedMs: hour,
  /** A URL that a part names, with all redirects and all bytes: within a call to a platform, which follows it. */
  remoteMs: 20 * second,
  /** An object store answers within this, a whole file's upload included: as long as a fetch of one. */
  storeMs: 2 * minute,
  /** Objects of a removed tenant that are removed at once: each is a request. */
  removedAtOnce: 8,
} as const
