import { createHmac } from 'node:crypto'
import type { Server } from 'node:http'
import { Pool } from 'undici'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { Payload } from './slack-methods.ts'

/** What Slack sends: an event, an interaction or a slash command. */
export interface Outgoing {
  readonly kind: 'events_api' | 'interactive' | 'slash_commands'
  readonly payload: Payload
}

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface SlackDelivery {
  /** One after the other in each channel, by the socket that is open or to the address that was told. */
  add(outgoing: Outgoing): void
  /** Where requests go; what waited goes first. */
  setUrl(url: string | undefined): void
  /** Asks the clients that listen to come again, as Slack does every few hours. */
  refresh(reason?: 'warning' | 'refresh_requested' | 'link_disabled'): void
  /** Cuts the sockets without a word. */
  cut(): void
  readonly sockets: number
  /** Resolves when everything was taken or given up. */
  idle(): Promise<void>
  close(): Promise<void>
}

export interface SlackDeliveryOptions {
  readonly secret: string
  readonly server: Server
  /** Multiplies the waits between tries: 1 waits as long as Slack does. */
  readonly timeScale: number
  readonly onAnswer: (outgoing: Outgoing, status: number, body: string) => void
}

/** https://docs.slack.dev/apis/events-api#errors: at once, after a minute, after five. */
const retriesMs = [0, 60_000, 300_000]
const answerMs = 3000

/** As Slack signs it. `at`: seconds since 1970, now by default. */
export function sign(
  secret: string,
  body: string,
  contentType: string,
  at = Math.floor(Date.now() / 1000),
): SignedRequest {
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')
  return {
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  }
}

/** As Slack writes it: JSON for events, forms for the rest. */
export function written({ kind, payload }: Outgoing): { readonly body: string; readonly type: string } {
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' }
  const type = 'application/x-www-form-urlencoded'
  if (kind === 'interactive')
    return { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), type }
  return { body: new URLSearchParams(payload as Record<string, string>).toString(), type }
}

export function createSlackDelivery({ secret, server, timeScale, onAnswer }: SlackDeliveryOptions): SlackDelivery {
  const queues = new Map<string, Outgoing[]>()
  const working = new Set<string>()
  const idlers = new Set<() => void>()
  const timers = new Map<NodeJS.Timeout, () => void>()
  const sockets = new Set<WebSocket>()
  const acknowledgements = new Map<string, () => void>()
  const accept = new WebSocketServer({ noServer: true })
  let url: URL | undefined
  let pool: Pool | undefined
  let envelopes = 0
  let closed = false

  server.on('upgrade', (request, socket, head) => {
    accept.handleUpgrade(request, socket, head, (opened) => {
      sockets.add(opened)
      opened.on('close', () => sockets.delete(opened))
      opened.on('message', (data: Buffer) => {
        const { envelope_id: id } = JSON.parse(data.toString()) as { readonly envelope_id: string }
        acknowledgements.get(id)?.()
        acknowledgements.delete(id)
      })
      opened.send(
        JSON.stringify({ type: 'hello', num_connections: sockets.size, connection_info: { app_id: 'A0EMULATED' } }),
      )
      workAll()
    })
  })

  const isOpen = () => sockets.size > 0 || url !== undefined

  function workAll(): void {
    for (const key of queues.keys()) work(key)
  }

  function work(key: string): void {
    if (closed || working.has(key) || !isOpen()) return
    working.add(key)
    void drain(key).finally(() => {
      working.delete(key)
      if ((queues.get(key)?.length ?? 0) === 0) queues.delete(key)
      if (queues.size === 0) for (const idler of idlers) idler()
    })
  }

  async function drain(key: string): Promise<void> {
    for (let queue = queues.get(key); queue?.[0] !== undefined && !closed && isOpen(); queue = queues.get(key)) {
      await deliver(queue[0])
      queue.shift()
    }
  }

  /** Until it was taken, or for so often as Slack tries. What nobody can take waits. */
  async function deliver(outgoing: Outgoing): Promise<void> {
    let reason = ''
    for (let tries = 0; tries <= retriesMs.length && !closed; tries += 1) {
      if (tries > 0) await wait((retriesMs[tries - 1] ?? 0) * timeScale)
      const [socket] = sockets
      const status =
        socket === undefined ? await post(outgoing, tries, reason) : await push(socket, outgoing, tries, reason)
      if (status >= 200 && status < 300) return
      reason = status === 0 ? 'http_timeout' : 'http_error'
    }
  }

  async function post(outgoing: Outgoing, tries: number, reason: string): Promise<number> {
    const { body, type } = written(outgoing)
    const signed = sign(secret, body, type)
    const retry = tries === 0 ? {} : { 'x-slack-retry-num': String(tries), 'x-slack-retry-reason': reason }
    let status = 0
    let answer = ''
    try {
      const path = `${url?.pathname ?? '/'}${url?.search ?? ''}`
      const response = await pool?.request({ method: 'POST', path, headers: { ...signed.headers, ...retry }, body })
      status = response?.statusCode ?? 0
      answer = (await response?.body.text()) ?? ''
    } catch {
      status = 0
    }
    onAnswer(outgoing, status, answer)
    return status
  }

  async function push(socket: WebSocket, { kind, payload }: Outgoing, tries: number, reason: string): Promise<number> {
    envelopes += 1
    const id = `envelope-${envelopes}`
    const acknowledged = new Promise<number>((resolve) => {
      acknowledgements.set(id, () => resolve(200))
      socket.once('close', () => resolve(0))
    })
    socket.send(
      JSON.stringify({
        envelope_id: id,
        type: kind,
        payload,
        accepts_response_payload: kind !== 'events_api',
        ...(kind === 'events_api' ? { retry_attempt: tries, retry_reason: reason } : {}),
      }),
    )
    const status = await acknowledged
    onAnswer({ kind, payload }, status, '')
    return status
  }

  function wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        resolve()
      }, ms)
      timers.set(timer, resolve)
    })
  }

  return {
    add(outgoing) {
      const key = channelOf(outgoing.payload)
      queues.set(key, [...(queues.get(key) ?? []), outgoing])
      work(key)
    },
    setUrl(next) {
      void pool?.destroy()
      url = next === undefined ? undefined : new URL(next)
      pool = url && new Pool(url.origin, { connections: 16, headersTimeout: answerMs, bodyTimeout: answerMs })
      workAll()
    },
    refresh(reason = 'refresh_requested') {
      for (const socket of sockets) socket.send(JSON.stringify({ type: 'disconnect', reason }))
    },
    cut() {
      for (const socket of sockets) socket.terminate()
    },
    get sockets() {
      return sockets.size
    },
    idle: () => (queues.size === 0 ? Promise.resolve() : new Promise((resolve) => void idlers.add(resolve))),
    async close() {
      closed = true
      for (const [timer, done] of timers) {
        clearTimeout(timer)
        done()
      }
      for (const socket of sockets) socket.terminate()
      accept.close()
      await pool?.destroy()
    },
  }
}

function channelOf(payload: Payload): string {
  const event = (payload['event'] ?? {}) as Payload
  const channel = event['channel'] ?? payload['channel_id'] ?? (payload['channel'] as Payload | undefined)?.['id']
  return typeof channel === 'string' ? channel : ''
}
