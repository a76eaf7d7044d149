import { setTimeout as delay } from 'node:timers/promises'
import { Readable } from 'node:stream'
import { Agent } from 'undici'
import type { Dispatcher } from 'undici'
import { whatsappDefaults } from '../../config/defaults.ts'
import type { Media, Network } from '../../contracts/channel.ts'
import { Busy, GatewayError, Refused } from '../../contracts/errors.ts'
import { field } from '../json.ts'
import { opening } from '../sockets.ts'
import { asGatewayError } from './failure.ts'
import type { About } from './failure.ts'

export interface Upload {
  readonly fields: Readonly<Record<string, string>>
  readonly file: { readonly name: string; readonly mime: string; readonly size: number; readonly body: Media['body'] }
}

/** The way to one number's part of the Graph API. Everything throws Busy, Refused or Unauthorized. */
export interface Graph {
  get(path: string, about: About, signal?: AbortSignal): Promise<unknown>
  post(path: string, payload: object, about: About, signal?: AbortSignal): Promise<unknown>
  upload(path: string, upload: Upload, signal: AbortSignal): Promise<unknown>
  /** A file by the address that the Graph API gave it; the token goes along. */
  download(url: string, signal: AbortSignal): Promise<Media['body']>
  close(): Promise<void>
}

/** Where Meta keeps files; others are taken from the Graph API's own host alone: nobody else is shown the token. */
const fileHosts = /\.(?:fbsbx\.com|fbcdn\.net|facebook\.com|whatsapp\.net|whatsapp\.com)$/

/** The token is in a header of every call, and in no error. */
export function createGraph(graphUrl: string, token: string, network?: Network): Graph {
  const base = new URL(graphUrl.replace(/\/*$/, '/'))
  const agent = new Agent({
    connections: whatsappDefaults.connections,
    pipelining: 1,
    allowH2: false,
    connect: opening(whatsappDefaults.connectMs, network),
    keepAliveTimeout: whatsappDefaults.keepAliveMs,
    headersTimeout: whatsappDefaults.answerMs,
    bodyTimeout: whatsappDefaults.answerMs,
  })
  const authorization = `Bearer ${token.replaceAll(/[^\x21-\x7e]/g, '')}`
  const headers = { authorization, 'user-agent': 'colloquy' }
  /** Some errors repeat what was sent. */
  const scrubbed = (text: string) => text.replaceAll(token, '…')

  function open(
    url: URL,
    options: Omit<Dispatcher.RequestOptions, 'origin' | 'path'>,
  ): Promise<Dispatcher.ResponseData> {
    return agent
      .request({ ...options, origin: url.origin, path: url.pathname + url.search })
      .catch((error: unknown) => Promise.reject(unreachable(error)))
  }

  async function ask(
    path: string,
    options: Omit<Dispatcher.RequestOptions, 'origin' | 'path'>,
    about: About,
  ): Promise<unknown> {
    const { statusCode: status, headers: answered, body } = await open(new URL(path, base), options)
    const answer = parsed(scrubbed(await textOf(body)))
    if (status < 300 && field(answer, 'error') === undefined && answer !== undefined) return answer
    throw asGatewayError({ status, error: field(answer, 'error'), retryAfterMs: retryAfter(answered) }, about)
  }

  return {
    get: (path, about, signal) => ask(path, { method: 'GET', headers, signal: signal ?? null }, about),

    post: (path, payload, about, signal) =>
      ask(
        path,
        {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(payload),
          signal: signal ?? null,
        },
        about,
      ),

    upload(path, { fields, file }, signal) {
      const boundary = `colloquy-${crypto.randomUUID()}`
      const head = Buffer.from(
        Object.entries(fields)
          .map(([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
          .join('') +
          `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: ${file.mime}\r\n\r\n`,
      )
      const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
      async function* whole() {
        yield head
        yield* file.body
        yield tail
      }
      return ask(
        path,
        {
          method: 'POST',
          headers: {
            ...headers,
            'content-type': `multipart/form-data; boundary=${boundary}`,
            'content-length': String(head.length + file.size + tail.length),
          },
          body: Readable.from(whole(), { objectMode: false }),
          headersTimeout: whatsappDefaults.uploadMs,
          signal,
        },
        'number',
      )
    },

    async download(address, signal) {
      const url = URL.parse(address)
      const isKnown = url?.protocol === 'https:' && fileHosts.test(url.hostname)
      if (!url || (!isKnown && !isSameHost(url, base))) {
        throw new Refused('The file is said to be where WhatsApp keeps none.')
      }
      const {
        statusCode: status,
        headers: answered,
        body,
      } = await open(url, {
        method: 'GET',
        headers,
        bodyTimeout: whatsappDefaults.downloadMs,
        signal,
      })
      if (status === 200) return body
      const error = field(parsed(scrubbed(await textOf(body))), 'error')
      if (status === 404 || status === 410) throw new Refused('WhatsApp has this file no longer.', { status })
      throw asGatewayError({ status, error, retryAfterMs: retryAfter(answered) }, 'media')
    },

    async close() {
      // A message that is on its way is told what became of it.
      await Promise.race([agent.close(), delay(whatsappDefaults.closeMs, undefined, { ref: false })])
      await agent.destroy()
    },
  }
}

/** Any of its ports; a machine has several names for itself. */
function isSameHost(url: URL, base: URL): boolean {
  const isHere = ({ hostname }: URL) => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)
  return /^https?:$/.test(url.protocol) && (url.hostname === base.hostname || (isHere(url) && isHere(base)))
}

/** Bounded: nothing the Graph API says is long. */
async function textOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > whatsappDefaults.answerBytes) throw new Busy('The Graph API answered with far too much.')
      chunks.push(chunk)
    }
  } catch (error) {
    throw unreachable(error)
  }
  return Buffer.concat(chunks).toString()
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Seconds, or a date, which is not worth reading: Graph sends seconds. */
function retryAfter(headers: Dispatcher.ResponseData['headers']): number | undefined {
  const seconds = Number(headers['retry-after'] ?? NaN)
  return seconds > 0 && seconds < whatsappDefaults.longestRetryAfterSeconds ? seconds * 1000 : undefined
}

/** A reason without an address; our own errors on the way (a file that cannot be read) stay what they are. */
function unreachable(error: unknown): Error {
  if (error instanceof GatewayError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
  return new Busy(`WhatsApp could not be reached (${code}).`)
}
