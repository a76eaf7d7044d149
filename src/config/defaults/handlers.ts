import { day, hour, second } from './units.ts'

// Plugins and what they are lent.

export const handlerDefaults = {
  /** Jumps by `goto` in one turn: more is a circle. */
  jumps: 5,
  /** Messages of one turn: more is a loop, and no chat shows them all. */
  messagesPerTurn: 100,
  /** Entries of a dialogue's journal: replaying them takes milliseconds, and no person answers so many questions. */
  journalEntries: 1000,
  /** A dialogue waits so long for an answer: people come back after a week, and a week is not a day too few. */
  dialogueMs: 14 * day,
  /** Answers to one question that do not fit before the dialogue is left: the person wants something else. */
  misses: 5,
  /** From this miss on, the person is told how to leave. */
  missesBeforeHint: 2,
  /** Confidence from which another intent is clear enough to leave a dialogue for, when the answer does not fit. */
  leaveConfidence: 0.7,
  /** Characters of a label that may be mistyped: a slip in a short word is another word. */
  typoLength: 4,
  /** Characters of a label from which two slips are forgiven. */
  twoTyposLength: 8,
  /** Characters of a message that is compared with examples that have slots in them: nobody writes a longer request, and the time grows with a power of it. */
  templateLength: 200,
  /** Slots in one example: that power. */
  templateSlots: 3,
  /** Compiled checks of fields kept: every question of every plugin, some times over. */
  compiledChecks: 1000,
  /** Bytes of one value in a plugin's store: it is memory, not a file system. */
  storeValueBytes: 64 * 1024,
  /** Characters of a key in a plugin's store. */
  storeKeyLength: 200,
  /** Writes to the store of one turn, and schedules added by it: they are one transaction. */
  writesPerTurn: 500,
  schedulesPerTurn: 100,
  /** Characters of one `words/<language>.json`: a thousand sentences. */
  wordsLength: 256 * 1024,
  /** An editor writes a file in several steps: a plugin is reloaded when its folder was quiet for so long. */
  reloadDebounceMs: 120,
} as const

export const pluginHttpDefaults = {
  /** One call with all its redirects: a person is waiting, and the handler's own time-out is longer. */
  totalMs: 20 * second,
  connectMs: 5 * second,
  /** Bytes of an answer: it may be kept in a journal. */
  responseBytes: 1024 * 1024,
  redirects: 5,
  /** Connections per host: one plugin's slow shop does not take every socket. */
  connectionsPerHost: 32,
  /** A 429 or 503 may ask for so much patience at most. */
  retryAfterCapMs: hour,
  /** Tries of one call after its first, at the most: the turn is repeated besides. */
  retries: 3,
  /** First wait between them, and the longest: a person is waiting. Doubles, with jitter. */
  retryMs: 150,
  retryCapMs: 2 * second,
  /** Failures in a row after which a side is left alone, and for how long before one call looks whether it is back. */
  failuresInARow: 5,
  leftAloneMs: 10 * second,
  /** Sides of one tenant that are remembered so. */
  sides: 200,
  /** Answers that one tenant's plugins asked to be kept: how many, how large together (characters of JSON), how long. */
  cachedAnswers: 500,
  cachedLength: 4 * 1024 * 1024,
  cacheCapMs: hour,
} as const
