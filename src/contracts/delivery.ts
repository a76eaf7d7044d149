import type { Http, Log } from './capabilities.ts'
import { Busy } from './errors.ts'
import { json, number, text, url } from './shape.ts'
import type { Values } from './shape.ts'

/**
 * A call that a tenant's own program must hear of in the end: made by a handler of `due`, so that nobody in the
 * conversation waits for it, and scheduled again while the other side is busy, always under the same `Idempotency-Key`.
 */

/** Of the handler of `due` that delivers. */
export const deliveryPayload = {
  url: url(),
  /** Sent as JSON by POST. */
  body: json(),
  /** The `Idempotency-Key`. */
  key: text({ minLength: 1, maxLength: 200 }),
  /** Counts from 0. */
  attempt: number({ integer: true, minimum: 0 }),
}
export type Delivery = Values<typeof deliveryPayload>

const minute = 60_000
/** The first wait doubles with each attempt: 1, 2, 4 … minutes, six hours at the most; a day and a half in all. */
const firstWaitMs = minute
const longestWaitMs = 6 * 60 * minute
const attempts = 14

/**
 * Makes the call. Gives what to schedule when it has to be made again, in milliseconds from now; undefined when it was
 * taken, or was refused or given up, which is in the log.
 */
export async function deliver(
  { http, log }: { readonly http: Http; readonly log: Log },
  delivery: Delivery,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly afterMs: number; readonly payload: Delivery } | undefined> {
  const { url: to, body, key, attempt } = delivery
  try {
    await http.json(to, { method: 'POST', body, headers, idempotencyKey: key })
    return undefined
  } catch (error) {
    const fields = { attempt, error }
    if (error instanceof Busy && attempt + 1 < attempts) {
      log.warn('A webhook could not be called and is called again later.', fields)
      const afterMs = Math.min(firstWaitMs * 2 ** attempt, longestWaitMs)
      return { afterMs: Math.max(afterMs, error.afterMs ?? 0), payload: { ...delivery, attempt: attempt + 1 } }
    }
    log.error('A webhook was given up.', fields)
    return undefined
  }
}
