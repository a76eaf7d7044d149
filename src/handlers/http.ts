import { Agent, request } from 'undici'
import type { Dispatcher } from 'undici'
import { pluginHttpDefaults } from '../config/defaults.ts'
import { Busy, GatewayError, Invalid, Refused } from '../contracts/errors.ts'
import { checkAnswer } from './check.ts'
import type { HttpCall, HttpClient } from './grants.ts'
import { createGuard } from './guard.ts'
import type { GuardOptions } from './guard.ts'

/** The `http` capability: JSON over HTTP to public addresses, bounded in time, size and redirects. */

export interface ClosableHttpClient extends HttpClient {
  close(): Promise<void>
}

export interface HttpClientOptions extends Pick<GuardOptions, 'allow' | 'resolve'> {
  readonly limits?: Partial<{ -readonly [Name in keyof typeof pluginHttpDefaults]: number }>
}

type Limits = { readonly [Name in keyof typeof pluginHttpDefaults]: number }

export function createHttpClient({ limits: changed = {}, ...where }: HttpClientOptions = {}): ClosableHttpClient {
  const limits: Limits = { ...pluginHttpDefaults, ...changed }
  const guard = createGuard({ ...where, connectMs: limits.connectMs })
  const agent = new Agent({ connect: guard.connect, connections: limits.connectionsPerHost })
  return {
    async json(call) {
      const totalMs = Math.min(limits.totalMs, call.timeoutMs ?? Infinity)
      const signal = AbortSignal.any([call.signal, AbortSignal.timeout(totalMs)])
      try {
        const { url, response } = await follow(call, signal)
        return await readAnswer(call, url, response, limits)
      } catch (error) {
        throw reasonOf(error, call, { totalMs })
      }
    },
    close: () => agent.destroy(),
  }

  /** Redirects are followed by hand: each target is checked, and another host gets no headers of the plugin's. */
  async function follow(
    call: HttpCall,
    signal: AbortSignal,
  ): Promise<{ readonly url: URL; readonly response: Dispatcher.ResponseData }> {
    let url = urlOf(call.url)
    let { method } = call
    let body = call.body === undefined ? null : JSON.stringify(call.body)
    let headers = ownHeaders(call.headers)
    for (let hops = 0; hops <= limits.redirects; hops++) {
      guard.checkUrl(url)
      const response = await request(url, {
        dispatcher: agent,
        method,
        body,
        signal,
        headers: {
          'user-agent': 'colloquy',
          accept: 'application/json',
          // Nothing is unpacked, so nothing small can become large.
          'accept-encoding': 'identity',
          ...(body === null ? {} : { 'content-type': 'application/json' }),
          ...headers,
          'idempotency-key': call.idempotencyKey,
        },
      })
      const location = isRedirect(response.statusCode) ? response.headers.location : undefined
      if (typeof location !== 'string') return { url, response }
      await response.body.dump()
      const next = URL.parse(location, url.href)
      if (next === null) throw new Refused(`${url.host} redirects to something that is no URL.`)
      if (next.origin !== url.origin) headers = {}
      if (response.statusCode === 303 || (response.statusCode < 303 && method === 'POST')) {
        method = 'GET'
        body = null
      }
      url = next
    }
    throw new Refused(`${url.host} redirects more than ${limits.redirects} times.`)
  }
}

export const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status)

export function urlOf(text: string): URL {
  const url = URL.parse(text)
  if (url === null) throw new Refused('That is no URL: it should begin with https://.')
  return url
}

/** Connections are the gateway's business. */
const notYours = new Set(
  'host,connection,content-length,transfer-encoding,accept-encoding,idempotency-key,upgrade,te,trailer,expect,keep-alive,proxy-authorization'.split(
    ',',
  ),
)

function ownHeaders(headers: HttpCall['headers']): Record<string, string> {
  const own: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase()
    if (notYours.has(lower)) throw new Invalid(`The header "${name}" is set by the gateway.`, `headers.${name}`)
    own[lower] = value
  }
  return own
}

async function readAnswer(
  call: HttpCall,
  url: URL,
  response: Dispatcher.ResponseData,
  limits: Limits,
): Promise<unknown> {
  const { statusCode: status, headers } = response
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    await response.body.dump()
    throw new Busy(`${url.host} answers ${status}.`, retryAfterMs(headers['retry-after'], limits))
  }
  const text = await bounded(response.body, url, limits.responseBytes)
  if (status >= 400 || status < 200 || isRedirect(status))
    throw new Refused(`${url.host} answers ${status}.`, { status })
  const answer = text === '' ? undefined : parse(text, url, status)
  if (call.expect === undefined) return answer
  const fit = checkAnswer(call.expect, answer)
  if (fit.fits) return fit.value
  const where = fit.path === '' ? '' : ` at "${fit.path}"`
  throw new Refused(`${url.host} answers something else than expected${where}.`, { status })
}

async function bounded(body: AsyncIterable<Uint8Array>, url: URL, limit: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > limit) throw new Refused(`${url.host} answers with more than ${limit} bytes.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parse(text: string, url: URL, status: number): unknown {
  try {
    // A key that would become the prototype of whatever the object is copied into is nothing an API means.
    return JSON.parse(
      text,
      text.includes('__proto__') ? (key, value: unknown) => (key === '__proto__' ? undefined : value) : undefined,
    )
  } catch {
    throw new Refused(`${url.host} does not answer with JSON.`, { status })
  }
}

export function retryAfterMs(
  header: string | string[] | undefined,
  { retryAfterCapMs }: Pick<Limits, 'retryAfterCapMs'>,
): number | undefined {
  if (typeof header !== 'string') return undefined
  const seconds = Number(header)
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(wait) && wait > 0 ? Math.min(wait, retryAfterCapMs) : undefined
}

/** What a caller sees: ours as they are, and everything of the network as "try again". */
export function reasonOf(
  error: unknown,
  call: Pick<HttpCall, 'signal' | 'url'>,
  { totalMs }: Pick<Limits, 'totalMs'>,
): Error {
  if (error instanceof GatewayError) return error
  if (call.signal.aborted && call.signal.reason instanceof Error) return call.signal.reason
  const host = URL.parse(call.url)?.host ?? 'the other side'
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return new Busy(`${host} does not answer within ${totalMs} ms.`, undefined, { cause: error })
  const { code = '' } = error as { readonly code?: string } // undici's and Node's errors carry one
  if (code === 'UND_ERR_INVALID_ARG') return new Invalid(`This cannot be sent to ${host}: ${(error as Error).message}`) // an Error, by its code
  return new Busy(`${host} cannot be reached${code === '' ? '' : ` (${code})`}.`, undefined, { cause: error })
}
