import type { Update } from 'grammy/types'
import { Pool } from 'undici'

/** Where the platform calls, as setWebhook was told. */
export interface Webhook {
  readonly url: string
  readonly secret: string | undefined
  readonly maxConnections: number
  readonly allowed: ReadonlySet<string> | undefined
}

export interface DeliveryState {
  readonly pending: number
  readonly lastError: string | undefined
  readonly lastErrorAt: number | undefined
}

export interface Delivery {
  /** Queues an update for whichever way is open. Kinds that were not asked for are dropped, as the real one does. */
  add(update: Update): void
  /** Sends the next update twice, or lets the one after it overtake it. */
  disturb(how: 'duplicate' | 'reorder'): void
  setWebhook(webhook: Webhook | undefined): void
  readonly webhook: Webhook | undefined
  /** Confirms everything before `offset`, and answers as soon as there is something, at the latest after `waitMs`. */
  poll(offset: number, limit: number, waitMs: number): Promise<readonly Update[] | 'replaced'>
  state(): DeliveryState
  /** Resolves when nothing waits to be delivered. */
  idle(): Promise<void>
  close(): Promise<void>
}

export interface DeliveryOptions {
  /** Multiplies every wait between tries: 1 waits as long as Telegram does. */
  readonly timeScale: number
  /** Told of every answer to a delivery: its status, 0 for none. */
  readonly onAnswer: (update: Update, status: number) => void
}

/** What an empty list of allowed updates leaves out. https://core.telegram.org/bots/api#setwebhook */
const onRequest = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])

/** https://github.com/tdlib/telegram-bot-api (WebhookActor): at once, then doubling, up to one or two minutes. */
const firstWaitMs = 1000
const longestWaitMs = 60_000
const longestRetryAfterMs = 3_600_000
const answerMs = 60_000

/**
 * Updates on their way to a bot. As Telegram does it: one chat strictly in order, its next update only after the one
 * before was answered 2xx; different chats, and other kinds of updates, side by side.
 */
export function createDelivery({ timeScale, onAnswer }: DeliveryOptions): Delivery {
  const queues = new Map<string, Update[]>()
  const working = new Set<string>()
  const waitingForRoom: string[] = []
  const idlers = new Set<() => void>()
  const timers = new Set<NodeJS.Timeout>()
  const disturbances: ('duplicate' | 'reorder')[] = []
  let held: Update | undefined
  let webhook: Webhook | undefined
  let pool: Pool | undefined
  let poller: ((updates: 'wake' | 'replaced') => void) | undefined
  let lastError: string | undefined
  let lastErrorAt: number | undefined
  let closed = false

  const all = () => [...queues.values()].flat().sort((one, other) => one.update_id - other.update_id)

  function enqueue(update: Update): void {
    const key = queueOf(update)
    const queue = queues.get(key)
    if (queue) queue.push(update)
    else queues.set(key, [update])
    if (webhook) work(key)
    else poller?.('wake')
  }

  function work(key: string): void {
    if (closed || working.has(key)) return
    if (working.size >= (webhook?.maxConnections ?? 0)) {
      if (webhook) waitingForRoom.push(key)
      return
    }
    working.add(key)
    void drain(key).finally(() => {
      working.delete(key)
      const next = waitingForRoom.shift()
      if (next !== undefined) work(next)
      settle()
    })
  }

  async function drain(key: string): Promise<void> {
    for (let queue = queues.get(key); queue?.[0] !== undefined && !closed; queue = queues.get(key)) {
      await deliver(queue[0])
      queue.shift()
      if (queue.length === 0) queues.delete(key)
    }
  }

  /** Until it was taken. */
  async function deliver(update: Update): Promise<void> {
    for (let failures = 0; webhook && !closed; failures += 1) {
      const { status, retryAfterMs } = await post(webhook, update)
      onAnswer(update, status)
      if (status >= 200 && status < 300) return
      lastError = status === 0 ? 'Connection failed' : `Wrong response from the webhook: ${status}`
      lastErrorAt = Date.now()
      const doubled = failures === 0 ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1))
      await wait(Math.max(doubled, Math.min(retryAfterMs, longestRetryAfterMs)) * timeScale)
    }
  }

  async function post({ url, secret }: Webhook, update: Update): Promise<{ status: number; retryAfterMs: number }> {
    const { pathname, search } = new URL(url)
    try {
      const answer = await pool?.request({
        method: 'POST',
        path: pathname + search,
        headers: {
          'content-type': 'application/json',
          ...(secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }),
        },
        body: JSON.stringify(update),
      })
      if (!answer) return { status: 0, retryAfterMs: 0 }
      await answer.body.dump()
      return { status: answer.statusCode, retryAfterMs: Number(answer.headers['retry-after'] ?? 0) * 1000 || 0 }
    } catch {
      return { status: 0, retryAfterMs: 0 }
    }
  }

  function wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        resolve()
      }, ms)
      timers.add(timer)
    })
  }

  function settle(): void {
    if (queues.size > 0) return
    for (const idler of idlers) idler()
    idlers.clear()
  }

  function isAllowed(update: Update, allowed: ReadonlySet<string> | undefined): boolean {
    const kind = kindOf(update)
    return allowed === undefined || allowed.size === 0 ? !onRequest.has(kind) : allowed.has(kind)
  }

  return {
    get webhook() {
      return webhook
    },
    add(update) {
      if (webhook && !isAllowed(update, webhook.allowed)) return
      const next = disturbances.shift()
      if (next === 'reorder') {
        held = update
        return
      }
      enqueue(update)
      if (next === 'duplicate') enqueue(update)
      if (held) enqueue(held)
      held = undefined
    },
    disturb: (how) => void disturbances.push(how),
    setWebhook(next) {
      void pool?.destroy()
      webhook = next
      pool =
        next &&
        new Pool(new URL(next.url).origin, {
          connections: next.maxConnections,
          headersTimeout: answerMs,
          bodyTimeout: answerMs,
        })
      if (next) for (const key of queues.keys()) work(key)
    },
    async poll(offset, limit, waitMs) {
      poller?.('replaced')
      for (const [key, queue] of queues) {
        const left = queue.filter(({ update_id }) => update_id >= offset)
        if (left.length > 0) queues.set(key, left)
        else queues.delete(key)
      }
      settle()
      if (queues.size > 0 || waitMs === 0) return all().slice(0, limit)
      const woken = await new Promise<'wake' | 'replaced' | 'late'>((resolve) => {
        const timer = setTimeout(() => {
          timers.delete(timer)
          poller = undefined
          resolve('late')
        }, waitMs)
        timers.add(timer)
        poller = (why) => {
          poller = undefined
          timers.delete(timer)
          clearTimeout(timer)
          resolve(why)
        }
      })
      return woken === 'replaced' ? 'replaced' : all().slice(0, limit)
    },
    state: () => ({ pending: all().length, lastError, lastErrorAt }),
    idle: () => (queues.size === 0 ? Promise.resolve() : new Promise((resolve) => void idlers.add(resolve))),
    async close() {
      closed = true
      poller?.('wake')
      for (const timer of timers) clearTimeout(timer)
      await pool?.destroy()
    },
  }
}

function kindOf(update: Update): string {
  return Object.keys(update).find((name) => name !== 'update_id') ?? ''
}

/** Messages of a chat are one queue; every other kind of update has its own, and no order against them. */
function queueOf(update: Update): string {
  const body = update.message ?? update.edited_message ?? update.channel_post ?? update.edited_channel_post
  if (body) return `chat:${body.chat.id}`
  if (update.callback_query) return `chat:${update.callback_query.message?.chat.id ?? update.callback_query.from.id}`
  return kindOf(update)
}
