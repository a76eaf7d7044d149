import { minute, second } from './units.ts'

// The process itself: what it tells of, its command line, its demo.

export const telemetryDefaults = {
  /** Different label sets per metric; tenants are among the labels. More are counted together. */
  labelSets: 5000,
  /** Seconds: from what a stage costs in memory to what a person no longer waits for. */
  stageBuckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  /** The longest the sources of the gauges may take when the metrics are read: scrapers give up after 10 s. */
  collectMs: 5 * second,
  /** How often metrics are pushed, and the longest a push may take. */
  pushEveryMs: 30 * second,
  pushMs: 3 * second,
  /** A health check without an answer has failed: probes ask every few seconds. */
  checkMs: 2 * second,
  /** What a log line may hold: levels of nesting, entries per list or object, characters per text and per stack. */
  logDepth: 5,
  logEntries: 50,
  logText: 2000,
  logStack: 3000,
  /** As many as the runtime keeps by itself. */
  logFrames: 10,
} as const

export const cliDefaults = {
  /** Free disk space under which the doctor warns, and under which it says that something is wrong, bytes. */
  diskWarnBytes: 1024 * 1024 * 1024,
  diskFailBytes: 100 * 1024 * 1024,
  /** Connections of one account that a process may need: of the owner's one that reads, one that writes, one that makes tenants. */
  connectionsOfAccount: 3,
  /** A conversation in the terminal waits so long to be let in. */
  connectMs: 10 * second,
  /** Input that came from a file or a pipe is at its end: answers are waited for until it was quiet for so long. */
  quietMs: 2 * second,
  /** One request that a command makes of a running server. */
  requestMs: 30 * second,
  /** Where publishers of models keep them, and how long one file may take: 120 MB on a slow line. */
  modelsUrl: 'https://huggingface.co',
  downloadMs: 15 * minute,
  /** How what a server is at goes on is looked at that often, by a command that waits for it. */
  lookMs: second / 4,
  /** Rows that a command lists at once. */
  pageSize: 200,
} as const

export const demoDefaults = {
  /** The demo begins to read its own pages so long after it is ready. */
  teachAfterMs: second,
  /** Whether it is done is looked at that often. */
  lookMs: second,
} as const
