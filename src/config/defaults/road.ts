import { day, minute, second } from './units.ts'

// The road of a message, from its arrival to its answer.

export const ingestDefaults = {
  /** Bytes of a webhook's body. WhatsApp sends up to 3 MB; nothing legitimate is larger. */
  bodyBytes: 3 * 1024 * 1024,
  /** Pending events of one tenant before ingest sheds load with 503: several minutes of work at full speed. */
  backlogEvents: 50_000,
  /** Requests of one tenant taken in one turn of the event loop: about a millisecond of work, then others get their turn. */
  requestsPerTick: 16,
  /** And no more of anybody's after so long: of large bodies a few take that. */
  tickMs: 4,
  /** Requests and live messages of one tenant that are not answered yet: a flood of connections, about 10 KB each. */
  requestsUnderWay: 5000,
  /** Bytes of their bodies: ten of the largest there may be. */
  bytesUnderWay: 32 * 1024 * 1024,
  /** Pending events of a shared database are counted anew so often: a count of ten thousand takes a millisecond or two. */
  recountMs: second,
  /** Seconds said in Retry-After when load is shed. Telegram honours it as back-pressure. */
  retryAfterSeconds: 2,
  /** Addresses per tenant whose conversation is remembered, so that an event costs no look-up: about 150 bytes each. */
  knownConversations: 20_000,
} as const

export const turnDefaults = {
  /** Conversations worked on at once in one process: handlers mostly wait for others. */
  concurrency: 512,
  /** Of which one tenant may hold so many: each waits for the disk once or twice, and fewer would leave a busy one waiting for it. */
  perTenant: 192,
  /** Turns begun per turn of the event loop: between two of them requests of others are served. */
  perTick: 8,
  /** Events taken into one turn; more become the next turn. */
  eventsPerTurn: 50,
  /** Events of a conversation looked at when its bell rings. */
  eventsRead: 60,
  /** Turns of one conversation before others get their turn. */
  turnsPerBell: 10,
  /** The longest a burst is waited for, however fast fragments arrive, as a multiple of the platform's `burstMs`. */
  burstCap: 3,
  /** A fragment that ends like a sentence shortens the wait to this share of it. */
  burstSentenceShare: 0.6,
  /** A handler is stopped after so long. */
  handlerMs: 60 * second,
  /** A conversation's lease: longer than the longest turn, so that it never ends under a turn that still runs. */
  leaseMs: 90 * second,
  /** Tries of a turn before it is set aside. */
  attempts: 5,
  /** Ends of the process in the middle of the same turn before it is set aside. */
  crashes: 6,
  /** From so many ends on, turns that were begun at them are tried one at a time, to tell the cause from its neighbours. */
  crashesTogether: 2,
  /** Such a turn looks again so often whether it is its time, milliseconds. */
  quarantineMs: 50,
  /** What was answered is written down again so often while the database is away. */
  insistMs: 250,
  /** First wait between tries; doubles, with full jitter. */
  retryMs: 200,
  retryCapMs: 30 * second,
  /** "Is typing" is shown when a turn takes longer, and again so often. */
  typingAfterMs: 600,
  typingEveryMs: 4 * second,
} as const

export const deliveryDefaults = {
  /** Messages read from a conversation's outbox at once. */
  batch: 20,
  /** Tries before a message becomes a dead letter: with the waits below about a day, so that a platform may be down for an hour and more. */
  attempts: 40,
  /** First wait; doubles, with full jitter. */
  retryMs: 500,
  /** Longest wait between tries. */
  retryCapMs: 10 * minute,
  /** One call to a platform. */
  callMs: 30 * second,
  /** Characters of the hash that stands for an option id too long for a platform: 126 bits, and short for Telegram's 64 bytes. */
  optionTokenLength: 21,
} as const

export const routeDefaults = {
  /** Characters in which a person says no more than that they want to start over. */
  startOverLength: 60,
  /** Below it an intent is not offered the turn: whoever falls back asks instead of guessing. */
  intentConfidence: 0.5,
  /** Below that, what is at least this likely, and nearly as likely as the best, is offered as a choice of a few. */
  doubtConfidence: 0.35,
  doubtShare: 0.5,
  doubts: 3,
} as const

export const contextDefaults = {
  /** Whoever comes back later begins anew: what was said a month ago is no context of today. */
  idleMs: 30 * day,
  /** Messages that are told as they were: ten questions and ten answers. */
  window: 20,
  /** Messages that leave the window before the summary is written anew. */
  summaryEvery: 10,
  /** Messages summed up in one go; of longer conversations the oldest are left out. */
  summed: 200,
  /** Characters of one message that are remembered: what was meant stands at its beginning. */
  messageLength: 2000,
  /** Characters of the summary: some lines of an agent's screen, and 300 tokens of a model's attention. */
  summaryLength: 1200,
  /** The same in tokens of a model, with room for languages that need more of them. */
  summaryTokens: 600,
  /** Characters of one sentence in it. */
  summarySentence: 240,
} as const

export const pacerDefaults = {
  /** Chats of one account whose pace is remembered: at a message a second each, far more than a process sends to. At least half as many. */
  chats: 20_000,
  /** An account that was told "too many" keeps to the platform's published rate for so long. */
  accountLimitMs: 5 * minute,
  /**
   * Two chats that are told "too many" within so long have met the account's limit: the calls that were on their way when
   * it was reached are all answered within a few seconds, and chats that each meet their own limit rarely coincide.
   */
  secondChatMs: 3 * second,
} as const

export const listenDefaults = {
  /** First wait before a platform is listened to again after it broke off; doubles. */
  retryMs: second,
  retryCapMs: minute,
  /** An adapter that was told to end and does not is left behind after so long: a stop must be done within 10 s. */
  stopMs: 2 * second,
} as const

export const choiceDefaults = {
  /** Options that were shown as text can be chosen by their number for so long. */
  offeredMs: day,
} as const
