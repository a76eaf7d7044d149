import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Chance } from './chance.ts'
import type { Witness } from './fate.ts'

/** A message that the platform took, and so the person saw. */
export interface Sent {
  readonly life: number
  readonly tenant: string
  readonly chat: number
  readonly text: string
  readonly at: number
  /** Its answer went out whole. */
  answered: boolean
}

/** Telegram's end of the road, on its bad days. */
export interface Telegram {
  readonly url: string
  readonly sent: readonly Sent[]
  /** How often what went wrong. */
  readonly faults: Readonly<Record<string, number>>
  /** What the bot told it to send along with webhooks. */
  secretOf(bot: string): string | undefined
  /** For a bot that polls; resolves when it confirms the update. */
  offer(bot: string, update: { readonly update_id: number }): Promise<void>
  /** What hangs is cut off. */
  release(): void
  /** The life is over: what its connections still hold is of no one. */
  cut(): void
  close(): Promise<void>
}

interface Bot {
  secret: string | undefined
  readonly waiting: { readonly update: { readonly update_id: number }; confirm(): void }[]
  /** Ends the wait of a long poll. */
  wake(): void
}

type Fault = 'none' | 'slow' | 'limited' | 'broken' | 'foreign' | 'cut before' | 'cut after' | 'hang'
const weights: Record<Fault, number> = {
  none: 84,
  slow: 4,
  limited: 2,
  broken: 3,
  foreign: 1,
  'cut before': 2,
  'cut after': 2,
  hang: 2,
}
/** Failures of one chat in a row: more would only cost time. */
const inARow = 3
const retryAfterSeconds = 1

export async function startTelegram(seed: number, fate: Witness): Promise<Telegram> {
  const bots = new Map<string, Bot>()
  const sent: Sent[] = []
  const faults: Record<string, number> = {}
  const chats = new Map<string, { readonly chance: Chance; failures: number }>()
  const hanging = new Set<ServerResponse>()
  let ids = 0

  function botOf(token: string): Bot {
    const known = bots.get(token)
    if (known !== undefined) return known
    const bot: Bot = { secret: undefined, waiting: [], wake: () => undefined }
    bots.set(token, bot)
    return bot
  }

  function faultFor(place: string): Fault {
    const chat = chats.get(place) ?? { chance: new Chance(seed, 'platform', place), failures: 0 }
    chats.set(place, chat)
    let fault = chat.chance.pick(weights)
    if ((fault === 'hang' && !fate.isNear) || chat.failures >= inARow) fault = 'none'
    chat.failures = fault === 'none' || fault === 'slow' ? 0 : chat.failures + 1
    if (fault !== 'none') faults[fault] = (faults[fault] ?? 0) + 1
    return fault
  }

  async function sendMessage(bot: string, body: { chat_id: number; text: string }, response: ServerResponse) {
    const { caller: life } = fate
    const { chat_id: chat, text } = body
    fate.see('sending')
    const fault = faultFor(`${bot}/${chat}`)
    switch (fault) {
      case 'cut before':
        response.socket?.destroy()
        return
      case 'limited':
        fail(response, 429, 'Too Many Requests', { retry_after: retryAfterSeconds })
        return
      case 'broken':
        fail(response, 500, 'Internal Server Error')
        return
      case 'foreign':
        response.writeHead(502).end('<h1>Bad Gateway</h1>')
        return
      case 'hang':
        hanging.add(response)
        // Whether it was accepted is what nobody knows of a call without an answer.
        if (chat % 2 === 0) return
        break
      case 'slow':
      case 'cut after':
      case 'none':
    }
    const message: Sent = { life, tenant: bot.split(':')[1] ?? '', chat, text, at: performance.now(), answered: false }
    sent.push(message)
    fate.see('accepted')
    if (fault === 'hang') return
    // After it was shown: what a dead process sent must not overtake what the next one sends.
    if (fault === 'slow') await later(new Chance(seed, 'slow', text).whole(100, 600))
    if (fault === 'cut after') response.socket?.destroy()
    else
      succeed(response, { message_id: ++ids, date: 1, chat: { id: chat, type: 'private' }, text }, () => {
        message.answered = true
        fate.see('sent')
      })
  }

  async function getUpdates(bot: Bot, body: { offset?: number; timeout?: number }, response: ServerResponse) {
    const { offset = 0, timeout = 0 } = body
    while ((bot.waiting[0]?.update.update_id ?? Infinity) < offset) {
      bot.waiting.shift()?.confirm()
      fate.see('acknowledged')
    }
    bot.wake()
    if (bot.waiting.length === 0) {
      await Promise.race([
        new Promise((resolve) => setTimeout(resolve, timeout * 1000).unref()),
        new Promise<void>((resolve) => (bot.wake = resolve)),
        once(response, 'close'),
      ])
    }
    if (response.destroyed) return
    fate.see('receiving')
    succeed(
      response,
      bot.waiting.slice(0, 100).map(({ update }) => update),
    )
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const [, path = '', method = ''] = request.url?.split('/') ?? []
    const token = path.slice('bot'.length)
    const body = JSON.parse((await textOf(request)) || '{}')
    if (method === 'sendMessage') return sendMessage(token, body, response)
    if (method === 'getUpdates') return getUpdates(botOf(token), body, response)
    if (method === 'setWebhook') botOf(token).secret = body.secret_token
    const isInfo = method === 'getWebhookInfo'
    succeed(response, isInfo ? { url: '', has_custom_certificate: false, pending_update_count: 0 } : true)
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    // Whoever called may be dead by now.
    answer(request, response).catch(() => response.socket?.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    sent,
    faults,
    secretOf: (bot) => bots.get(bot)?.secret,
    offer: (token, update) =>
      new Promise((confirm) => {
        const bot = botOf(token)
        bot.waiting.push({ update, confirm })
        bot.wake()
      }),
    release() {
      for (const response of hanging) response.socket?.destroy()
      hanging.clear()
    },
    cut: () => server.closeAllConnections(),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export function succeed(response: ServerResponse, result: unknown, answered?: () => void): void {
  // Written whole into the connection: whether its receiver lives to read it is another question.
  if (answered !== undefined) response.on('finish', answered)
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result }))
}

function fail(response: ServerResponse, code: number, description: string, parameters = {}): void {
  response
    .writeHead(code, { 'content-type': 'application/json' })
    .end(JSON.stringify({ ok: false, error_code: code, description, parameters }))
}

export async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk)
  return text
}

export function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
