import { minute, second } from './units.ts'

// The client of the API, in other people's programs.

export const clientDefaults = {
  /** How often a request is sent in all, when it meets 429, 503 or a broken connection. */
  attempts: 4,
  /** Waited before the second one where the answer names no time, twice as long before each further one; and the longest wait that is taken upon oneself. */
  firstWaitMs: second / 2,
  longestWaitMs: minute,
  /** How long one attempt may take: longer than the gateway itself gives a request. */
  attemptMs: 90 * second,
} as const
