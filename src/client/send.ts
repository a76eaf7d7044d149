import { clientDefaults } from '../config/defaults.ts'
import { ApiError } from './errors.ts'
import type { Session } from './session.ts'

/** A request as it goes out, with everything in its place. */
export interface Outgoing {
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal | undefined
}

export interface SendOptions {
  readonly url: string
  readonly session: Session
  readonly fetch: typeof fetch
  /** Waits so many milliseconds, or until the signal ends it. */
  readonly wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>
}

/**
 * Sends until there is an answer: again after 429 and 503, when the gateway says so, and after a broken connection.
 * Everything that is sent may be sent twice: a POST has an idempotency key. Throws ApiError.
 */
export async function send(outgoing: Outgoing, options: SendOptions): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt >= clientDefaults.attempts
    const outcome = await tried(outgoing, options)
    if (outcome instanceof Response && outcome.ok) return parsed(await outcome.text())
    if (!(outcome instanceof Response)) {
      if (isLast || outgoing.signal?.aborted === true) throw outcome.broken
      await options.wait(backOff(attempt), outgoing.signal)
      continue
    }
    const error = new ApiError(outcome.status, parsed(await outcome.text()), retryAfter(outcome.headers))
    const isLater = error.status === 429 || error.status === 503
    const ms = error.retryAfterMs ?? backOff(attempt)
    if (!isLater || isLast || ms > clientDefaults.longestWaitMs) throw error
    await options.wait(ms, outgoing.signal)
  }
}

/** With the token that is good now; an expired one is exchanged, once. */
async function tried(
  outgoing: Outgoing,
  { url, session, fetch }: SendOptions,
): Promise<Response | { broken: unknown }> {
  const once = async (token: string | undefined) => {
    const { method, path, body, headers, signal } = outgoing
    const time = AbortSignal.timeout(clientDefaults.attemptMs)
    return fetch(url + path, {
      method,
      headers: {
        accept: 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal === undefined ? time : AbortSignal.any([signal, time]),
    })
  }
  try {
    const token = session.token()
    const answer = await once(token)
    if (answer.status !== 401 || !session.canRenew) return answer
    await answer.body?.cancel()
    return await once(await session.renewed(token))
  } catch (broken) {
    // What the gateway said about the renewal is an answer, and no broken connection.
    if (broken instanceof ApiError) throw broken
    return { broken }
  }
}

function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Seconds, as the gateway says it. */
function retryAfter(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds * 1000 : undefined
}

const backOff = (attempt: number): number => clientDefaults.firstWaitMs * 2 ** (attempt - 1)
