import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import type { Dispatcher } from 'undici'
import { signalDefaults } from '../../config/defaults.ts'
import type { Media, Network } from '../../contracts/channel.ts'
import { opening } from '../sockets.ts'
import { HttpFailure } from './failure.ts'
import { requestOf, resultIn, unreachable } from './rpc.ts'
import type { Params } from './rpc.ts'
import { eventsIn } from './sse.ts'
import type { ServerSentEvent } from './sse.ts'

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** How long the answer may take, milliseconds; `answerMs` by default. */
  readonly answerMs?: number
}

/** The way to one daemon, for one account. */
export interface Transport {
  /** A method's result. Throws RpcFailure and HttpFailure for what was answered, Busy when nothing was. */
  call(method: string, params: Params, options?: CallOptions): Promise<unknown>
  /** The same with a body that is written piece by piece; it is JSON in the end. */
  send(body: AsyncIterable<string>, options?: CallOptions): Promise<unknown>
  /** The body of an answer as it comes: for results that are files. */
  read(method: string, params: Params, options?: CallOptions): Promise<Media['body']>
  /** What the account receives, in batches, after `lastEventId` where the daemon keeps it. Throws HttpFailure and Busy. */
  events(account: string, lastEventId: string | undefined, signal: AbortSignal): Promise<EventStream>
  close(): Promise<void>
}

export type EventStream = AsyncIterable<readonly ServerSentEvent[]>

export function createTransport(url: string, network?: Network): Transport {
  const { origin, pathname } = new URL(url)
  const root = pathname.replace(/\/(?:api\/v1(?:\/rpc)?\/?)?$/, '')
  const pool = new Pool(origin, {
    connections: signalDefaults.connections,
    allowH2: false,
    connect: opening(signalDefaults.connectMs, network),
    keepAliveTimeout: signalDefaults.keepAliveMs,
    bodyTimeout: signalDefaults.silenceMs,
  })

  async function ask(
    options: Omit<Dispatcher.RequestOptions, 'origin'>,
    signal: AbortSignal | undefined,
  ): Promise<Dispatcher.ResponseData> {
    let answer: Dispatcher.ResponseData
    try {
      answer = await pool.request({ ...options, signal: signal ?? null })
    } catch (error) {
      throw unreachable(error)
    }
    if (answer.statusCode < 300) return answer
    const said = await text(answer.body, signalDefaults.reasonLength).catch(() => '')
    throw new HttpFailure(answer.statusCode, said, Number(answer.headers['retry-after']) || undefined)
  }

  const post = (body: string | Readable, { signal, answerMs = signalDefaults.answerMs }: CallOptions) =>
    ask(
      {
        method: 'POST',
        path: `${root}/api/v1/rpc`,
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body,
        headersTimeout: answerMs,
      },
      signal,
    )

  async function resultOf(pending: Promise<Dispatcher.ResponseData>): Promise<unknown> {
    const { body } = await pending
    return resultIn(await text(body, signalDefaults.answerBytes))
  }

  return {
    call: (method, params, options = {}) => resultOf(post(requestOf(method, params), options)),
    send: (body, options = {}) => resultOf(post(Readable.from(body), options)),
    async read(method, params, options = {}) {
      const { body } = await post(requestOf(method, params), options)
      return body
    },
    async events(account, lastEventId, signal) {
      const { body } = await ask(
        {
          method: 'GET',
          path: `${root}/api/v1/events?account=${encodeURIComponent(account)}`,
          headers: {
            accept: 'text/event-stream',
            ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
          },
          headersTimeout: signalDefaults.answerMs,
        },
        signal,
      )
      return interrupted(eventsIn(body, signalDefaults.answerBytes))
    },
    async close() {
      await Promise.race([pool.close(), delay(signalDefaults.closeMs, undefined, { ref: false })])
      await pool.destroy()
    },
  }
}

async function text(body: AsyncIterable<Uint8Array>, limit: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of body) {
      bytes += chunk.length
      if (bytes > limit) break
      chunks.push(chunk)
    }
  } catch (error) {
    throw unreachable(error)
  }
  return Buffer.concat(chunks).toString()
}

async function* interrupted(events: EventStream): AsyncGenerator<readonly ServerSentEvent[]> {
  try {
    yield* events
  } catch (error) {
    throw unreachable(error)
  }
}
