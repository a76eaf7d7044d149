/** A call that an emulator was sent, and how it went. */
export interface RecordedCall {
  readonly method: string
  readonly payload: Readonly<Record<string, unknown>>
  /** Milliseconds since 1970. */
  readonly at: number
  /** HTTP status of the answer; 0 when there was none. */
  readonly status: number
  /** What was answered: the result, or the description of what was wrong. */
  readonly answer: unknown
}

/** The latest calls, in the order they came. */
export interface CallRecord {
  readonly calls: readonly RecordedCall[]
  of(method: string): readonly RecordedCall[]
  clear(): void
}

export interface KeptRecord extends CallRecord {
  add(call: RecordedCall): void
  /**
   * The calls that match, as soon as there are `count`; rejects after `withinMs` with what came instead. Calls from
   * before count as well.
   */
  waitFor(matches: (call: RecordedCall) => boolean, count: number, withinMs: number): Promise<readonly RecordedCall[]>
}

interface Waiter {
  check(): void
}

/** `limit`: how many calls are kept; older ones are forgotten. */
export function createRecord(limit: number): KeptRecord {
  let calls: RecordedCall[] = []
  const waiters = new Set<Waiter>()
  return {
    get calls() {
      return calls
    },
    of: (method) => calls.filter((call) => call.method === method),
    clear() {
      calls = []
    },
    add(call) {
      calls.push(call)
      if (calls.length > limit * 2) calls = calls.slice(-limit)
      if (waiters.size > 0) for (const waiter of waiters) waiter.check()
    },
    waitFor(matches, count, withinMs) {
      return new Promise((resolve, reject) => {
        const waiter = { check }
        const timer = setTimeout(() => {
          waiters.delete(waiter)
          const came = calls.map(({ method, status }) => `${method} ${status}`).join(', ')
          reject(
            new Error(
              `Waited ${withinMs} ms for ${count} calls; there were ${calls.filter(matches).length}. All calls: ${came || 'none'}.`,
            ),
          )
        }, withinMs)
        function check(): void {
          const found = calls.filter(matches)
          if (found.length < count) return
          clearTimeout(timer)
          waiters.delete(waiter)
          resolve(found)
        }
        waiters.add(waiter)
        check()
      })
    },
  }
}
