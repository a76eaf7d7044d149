import { AsyncLocalStorage } from 'node:async_hooks'
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { LogLevel, WebClient } from '@slack/web-api'
import type { Logger, WebClientOptions } from '@slack/web-api'
import { Agent, fetch, request } from 'undici'
import type { Dispatcher, RequestInit } from 'undici'
import { slackDefaults } from '../../config/defaults.ts'
import type { Media, Network } from '../../contracts/channel.ts'
import { Busy } from '../../contracts/errors.ts'
import { opening } from '../sockets.ts'

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Media['body']
}

/** The ways to one workspace: the methods of its API, and addresses that Slack named. */
export interface Transport {
  /** What connections are opened by. */
  readonly dispatcher: Dispatcher
  /** Slack's own client with a token of its own. Nothing in it waits in a queue, is repeated or logged. */
  client(token: string | undefined): WebClient
  /** A call of the client that is given up with the signal. Throws what the client throws. */
  within<Answer>(signal: AbortSignal | undefined, call: () => Promise<Answer>): Promise<Answer>
  get(url: string, token: string, signal: AbortSignal): Promise<HttpAnswer>
  post(url: string, content: PostContent, signal: AbortSignal): Promise<number>
  /** True for the host of the API and those below it: a token is shown to no other, and no other is asked for anything. */
  isSlack(url: string): boolean
  close(): Promise<void>
}

export interface PostContent {
  readonly type: string
  readonly body: string | Uint8Array | Media['body']
  readonly length?: number
}

/** With what it imports it is a tenth of a second and forty megabytes: `connect` loads it, and nothing else does. */
export function createTransport(apiUrl: string, network?: Network): Transport {
  const { hostname } = new URL(apiUrl)
  const agent = new Agent({
    connections: slackDefaults.connections,
    connect: opening(slackDefaults.connectMs, network),
    keepAliveTimeout: slackDefaults.keepAliveMs,
    headersTimeout: slackDefaults.answerMs,
    bodyTimeout: slackDefaults.answerMs,
  })
  // The client hands no signal down. It begins a call in the context of its caller, because its queue never fills.
  const signals = new AsyncLocalStorage<AbortSignal | undefined>()
  const send = (input: string, init: RequestInit = {}) =>
    fetch(input, { ...init, redirect: 'error', signal: signals.getStore() ?? null, dispatcher: agent })
  const options: WebClientOptions = {
    slackApiUrl: apiUrl,
    // undici's own fetch: its types differ from those of Node's in names alone, and the client sends texts.
    fetch: send as unknown as typeof globalThis.fetch,
    logger: silent,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    maxRequestConcurrency: Infinity,
    allowAbsoluteUrls: false,
  }

  async function dispatched<Answer>(what: string, call: () => Promise<Answer>): Promise<Answer> {
    try {
      return await call()
    } catch {
      throw new Busy(`Slack could not be reached (${what}).`)
    }
  }

  return {
    dispatcher: agent,
    client: (token) => new WebClient(token, options),
    within: (signal, call) => signals.run(signal, call),
    get: (url, token, signal) =>
      dispatched('a file', async () => {
        const headers = { authorization: `Bearer ${token}` }
        const answer = await request(url, { headers, dispatcher: agent, signal, bodyTimeout: slackDefaults.fileMs })
        // Whoever reads it is told; while nobody does, an error that nobody listens for would end the process.
        answer.body.on('error', () => undefined)
        return { status: answer.statusCode, headers: answer.headers, body: answer.body }
      }),
    post: (url, { type, body, length }, signal) =>
      dispatched('an address it named', async () => {
        const answer = await request(url, {
          method: 'POST',
          headers: { 'content-type': type, ...(length === undefined ? {} : { 'content-length': String(length) }) },
          body: typeof body === 'string' || body instanceof Uint8Array ? body : Readable.from(body),
          dispatcher: agent,
          signal,
          headersTimeout: slackDefaults.fileMs,
        })
        await answer.body.dump()
        return answer.statusCode
      }),
    isSlack(url) {
      const address = URL.parse(url)
      if (address === null || !/^https?:$/.test(address.protocol)) return false
      return address.hostname === hostname || address.hostname.endsWith(`.${hostname}`)
    },
    async close() {
      await Promise.race([agent.close(), delay(slackDefaults.closeMs, undefined, { ref: false })])
      await agent.destroy()
    },
  }
}

const nothing = () => undefined
const silent: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
}
