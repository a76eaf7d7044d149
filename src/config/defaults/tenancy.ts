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
  /**
   * A transaction takes no more of them after so long: whoever waits for another database, or for none, waits no longer
   * than this and one write. On SQLite a full one takes less; on MySQL it is some ten of them, and beginning and
   * committing add a tenth.
   */
  transactionMs: 8,
  /** Rows of a list that is read until enough was seen: most lists end within the first page. */
  firstPage: 64,
  /** However long somebody goes on, so many rows are read at a time: a few hundred kilobytes. */
  largestPage: 1024,
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
  /** Another process makes a tenant for no longer than that: it takes a second, and a minute when the server is busy. */
  makingMs: minute,
  /** A process that erases a tenant is left alone for so long: it takes seconds. */
  erasingMs: minute,
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

export const storedDefaults = {
  /** Characters of what a platform calls a person or a message by, of which an index of MySQL takes so many; Slack's and WhatsApp's longest have 70. */
  nameLength: 190,
  /** Of a chat with its thread and its account. */
  addressLength: 400,
  /** Of a language: the longest that RFC 5646 calls for. Time zones have fewer. */
  languageLength: 35,
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
  /** How often it is looked whether anything is that old, while nothing was: ten statements of each open tenant. */
  pruneEveryMs: minute,
} as const

export const drainDefaults = {
  /**
   * A process that shares its work is not ready for so long before it stops answering: a load balancer that asks every
   * second has noticed, and so has one that is told.
   */
  noticeMs: 2 * second,
  /** What runs may finish within this time after SIGTERM: the stop must be done within 10 s. */
  graceMs: 5.5 * second,
  /** Requests that are being answered may end within this time, before the work is drained. */
  serverMs: 1.5 * second,
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

export const mysqlDefaults = {
  /**
   * Of the connections that the server takes (`max_connections`), in percent, those that all processes together open: the
   * others are for whoever looks after it, for migrations, and for a process that begins while another ends.
   */
  sharePercent: 80,
  /** Connections of one process that write, and as many that read, however little its share is: it goes on, in turns. */
  fewest: 4,
  /** However large its share is: one tenant uses one of each, a process has 200 of them open (`openScopes`), and its own. */
  most: 202,
  /** A server that refused a connection is spared for so long: the other processes see within a beat how many they are. */
  lessMs: 10 * second,
  /** A server that takes no more connections is asked again so often, while nothing can change hands … */
  fullMs: 100,
  /** … and for so long: less than `answerMs`, so that whoever waits hears what is the matter. */
  refusedMs: 2 * second,
  /** Opening one takes a few milliseconds on the same network. */
  connectMs: 3 * second,
  /** A statement that takes longer is ended with its connection. */
  statementMs: 10 * second,
  /** What is written waits for the next thing that is read, or for the commit, and goes out with it; so many do not wait. */
  statementsTogether: 100,
  /** Characters of statements on one way to the server: it takes 16 million at once, and what was asked behind them waits. */
  bundleLength: 1_000_000,
  /** The event loop waits no longer for an answer: health checks and sockets stand still meanwhile. */
  answerMs: 3 * second,
  /** A server that did not answer in time is asked so often whether it does again; until then nobody waits for it. */
  silenceMs: second,
  /** A transaction waits so long for that of another process, which lasts milliseconds. Whole seconds, as the server counts. */
  lockSeconds: 2,
  /** The server ends the transaction of a process that stands still in it for so long, and lets the others go on. */
  stalledSeconds: 5,
  /** A connection that nobody needed for so long is given back. */
  idleMs: 30 * second,
  silentReaderSeconds: 120,
  /** What is in use when the process ends may end first: a commit takes milliseconds. */
  endMs: second,
  /** Another process may be making the tables: a tenant's take a second. */
  migrationWaitSeconds: 60,
  /** A replica that did not answer is not asked for so long. */
  replicaRestMs: 5 * second,
  /** Tenants whose tables are brought up to date at once: making tables is the server's work, and it has little to spare. */
  migrationsAtOnce: 4,
} as const

export const moveInDefaults = {
  /** Rows read, written and compared at once when an installation is copied to a server: a megabyte or so. */
  rows: 500,
} as const
