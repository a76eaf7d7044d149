import { Agent, request } from 'undici'
import type { Dispatcher } from 'undici'
import { mediaDefaults, pluginHttpDefaults } from '../config/defaults.ts'
import type { Media } from '../contracts/channel.ts'
import { Busy, Refused } from '../contracts/errors.ts'
import type { FetchPage } from '../contracts/knowledge.ts'
import type { Freshness } from '../contracts/knowledge-store.ts'
import { createGuard } from './guard.ts'
import type { GuardOptions } from './guard.ts'
import { isRedirect, reasonOf, retryAfterMs, urlOf } from './http.ts'

/** Files at URLs that somebody named, for platforms that do not fetch by themselves: from where plugins may call, too. */
export interface RemoteMedia {
  /** Throws Busy, and Refused for what may not or will never be fetched. */
  fetch(url: string, signal: AbortSignal): Promise<Media>
  /** The same for what is looked at again and again: with what its server said the last time. */
  readonly page: FetchPage
  close(): Promise<void>
}

export interface RemoteMediaOptions extends Pick<GuardOptions, 'allow' | 'resolve'> {
  readonly limits?: Partial<Limits>
}

interface Limits {
  /** Bytes. */
  readonly bytes: number
  /** With all redirects and all bytes, milliseconds. */
  readonly totalMs: number
  readonly connectMs: number
  readonly redirects: number
}

export function createRemoteMedia({ limits: changed = {}, ...where }: RemoteMediaOptions = {}): RemoteMedia {
  const limits: Limits = {
    bytes: mediaDefaults.bytes,
    totalMs: mediaDefaults.remoteMs,
    connectMs: pluginHttpDefaults.connectMs,
    redirects: pluginHttpDefaults.redirects,
    ...changed,
  }
  const guard = createGuard({ ...where, connectMs: limits.connectMs })
  const agent = new Agent({ connect: guard.connect, connections: pluginHttpDefaults.connectionsPerHost })

  async function follow(first: string, signal: AbortSignal, asking: Readonly<Record<string, string>> = {}) {
    let url = urlOf(first)
    for (let hops = 0; hops <= limits.redirects; hops++) {
      guard.checkUrl(url)
      const headers = { 'user-agent': 'colloquy', accept: '*/*', 'accept-encoding': 'identity', ...asking }
      const response = await request(url, { dispatcher: agent, method: 'GET', signal, headers })
      const { location } = response.headers
      if (!isRedirect(response.statusCode) || typeof location !== 'string') return { url, response }
      await response.body.dump()
      const next = URL.parse(location, url.href)
      if (next === null) throw new Refused(`${url.host} redirects to something that is no URL.`)
      url = next
    }
    throw new Refused(`${url.host} redirects more than ${limits.redirects} times.`)
  }

  return {
    async fetch(given, outer) {
      const signal = AbortSignal.any([outer, AbortSignal.timeout(limits.totalMs)])
      const failed = (error: unknown) => reasonOf(error, { url: given, signal: outer }, limits)
      try {
        const { url, response } = await follow(given, signal)
        return await mediaOf(url, response, limits, failed)
      } catch (error) {
        throw failed(error)
      }
    },
    async page(given, { etag, lastModified }, outer) {
      const signal = AbortSignal.any([outer, AbortSignal.timeout(limits.totalMs)])
      const failed = (error: unknown) => reasonOf(error, { url: given, signal: outer }, limits)
      try {
        const { url, response } = await follow(given, signal, {
          accept: 'text/html, application/xhtml+xml, application/pdf, text/*;q=0.9, */*;q=0.5',
          ...(etag === undefined ? {} : { 'if-none-match': etag }),
          ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
        })
        if (response.statusCode === 304) {
          await response.body.dump()
          return { unchanged: true }
        }
        const { body } = await mediaOf(url, response, limits, failed)
        const mime = sendable(response.headers['content-type']) ?? 'application/octet-stream'
        return { mime, freshness: freshnessOf(response.headers), body }
      } catch (error) {
        throw failed(error)
      }
    },
    close: () => agent.destroy(),
  }
}

function freshnessOf({ etag: tag, 'last-modified': modified }: Dispatcher.ResponseData['headers']): Freshness {
  const etag = sendable(tag)
  const lastModified = sendable(modified)
  return { ...(etag === undefined ? {} : { etag }), ...(lastModified === undefined ? {} : { lastModified }) }
}

/** A header that can be sent back as it came. */
function sendable(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && /^[\x20-\x7e]{1,200}$/.test(value) ? value : undefined
}

async function mediaOf(
  url: URL,
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  { bytes }: Limits,
  failed: (error: unknown) => Error,
): Promise<Media> {
  const length = Number(headers['content-length'] ?? NaN)
  const refusal = refusalOf(url, status, headers['retry-after']) ?? (length > bytes ? tooLarge(url, bytes) : undefined)
  if (refusal !== undefined) {
    await body.dump()
    throw refusal
  }
  // Whoever reads it is told; while nobody does, an error that nobody listens for would end the process.
  body.on('error', () => undefined)
  const type = headers['content-type']
  const name = nameIn(url)
  return {
    mime: (typeof type === 'string' ? type.split(';', 1)[0]?.trim().toLowerCase() : '') || 'application/octet-stream',
    ...(name === undefined ? {} : { name }),
    ...(Number.isSafeInteger(length) ? { size: length } : {}),
    body: bounded(body, url, bytes, failed),
  }
}

function refusalOf({ host }: URL, status: number, retryAfter: string | string[] | undefined): Error | undefined {
  if (status === 200) return undefined
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return new Busy(`${host} answers ${status}.`, retryAfterMs(retryAfter, pluginHttpDefaults))
  return new Refused(`${host} answers ${status}.`, { status })
}

function tooLarge({ host }: URL, bytes: number): Refused {
  return new Refused(`${host} answers with more than ${bytes} bytes.`)
}

/** The last piece of the path, where it looks like a file's name. */
function nameIn({ pathname }: URL): string | undefined {
  const last = pathname.split('/').at(-1) ?? ''
  return /^[\w.-]{1,100}\.\w{1,10}$/.test(last) ? last : undefined
}

async function* bounded(
  body: AsyncIterable<Uint8Array>,
  url: URL,
  limit: number,
  failed: (error: unknown) => Error,
): AsyncIterable<Uint8Array> {
  let size = 0
  try {
    for await (const chunk of body) {
      size += chunk.byteLength
      if (size > limit) throw tooLarge(url, limit)
      yield chunk
    }
  } catch (error) {
    throw failed(error)
  }
}
