import { createHmac } from 'node:crypto'
import { Agent } from 'undici'

export interface Delivery {
  /** Where webhooks go; undefined: nowhere, they wait. */
  target: string | undefined
  /** On its way at once, beside all others: WhatsApp keeps no order. */
  add(body: string): void
  /** Sends the next webhook twice, or lets the one after it overtake it. */
  disturb(how: 'duplicate' | 'reorder'): void
  /** Asks the target with the verify token, as Meta does before it takes an address. Throws when it does not agree. */
  verify(url: string, verifyToken: string): Promise<void>
  /** Resolves when nothing waits to be delivered. */
  idle(): Promise<void>
  close(): Promise<void>
}

export interface DeliveryOptions {
  readonly appSecret: string
  /** Multiplies every wait between tries. */
  readonly timeScale: number
  /** Told of every answer to a webhook: its status, 0 for none. */
  readonly onAnswer: (body: string, status: number) => void
}

/** Again and again for up to seven days, with growing waits. */
const firstWaitMs = 1000
const longestWaitMs = 3_600_000

export function createDelivery({ appSecret, timeScale, onAnswer }: DeliveryOptions): Delivery {
  const agent = new Agent({ connections: 64 })
  const waiting: string[] = []
  const underWay = new Set<Promise<void>>()
  const disturbances: ('duplicate' | 'reorder')[] = []
  const stop = new AbortController()
  let held: string | undefined
  let target: string | undefined

  async function deliver(body: string): Promise<void> {
    for (let failures = 0; !stop.signal.aborted; failures += 1) {
      const status = await post(body)
      onAnswer(body, status)
      if (status === 200) return
      await wait(Math.min(longestWaitMs, firstWaitMs * 2 ** failures) * timeScale)
    }
  }

  async function post(body: string): Promise<number> {
    const url = new URL(target ?? '')
    const signature = createHmac('sha256', appSecret).update(body).digest('hex')
    try {
      const answer = await agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
        body,
        signal: stop.signal,
      })
      await answer.body.dump()
      return answer.statusCode
    } catch {
      return 0
    }
  }

  function wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      stop.signal.addEventListener('abort', () => {
        clearTimeout(timer)
        resolve()
      })
    })
  }

  function begin(body: string): void {
    if (target === undefined) {
      waiting.push(body)
      return
    }
    const one = deliver(body).finally(() => underWay.delete(one))
    underWay.add(one)
  }

  return {
    get target() {
      return target
    },
    set target(url) {
      target = url
      if (url !== undefined) for (const body of waiting.splice(0)) begin(body)
    },
    add(body) {
      const next = disturbances.shift()
      if (next === 'reorder') {
        held = body
        return
      }
      begin(body)
      if (next === 'duplicate') begin(body)
      if (held !== undefined) begin(held)
      held = undefined
    },
    disturb: (how) => void disturbances.push(how),
    async verify(url, verifyToken) {
      const challenge = String(Math.floor(Math.random() * 1e9))
      const asked = new URL(url)
      asked.searchParams.set('hub.mode', 'subscribe')
      asked.searchParams.set('hub.verify_token', verifyToken)
      asked.searchParams.set('hub.challenge', challenge)
      const answer = await agent.request({ origin: asked.origin, path: asked.pathname + asked.search, method: 'GET' })
      const said = await answer.body.text()
      if (answer.statusCode !== 200 || said !== challenge) {
        throw new Error(`The webhook was not verified: it answered ${answer.statusCode} ${said.slice(0, 100)}`)
      }
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    async close() {
      stop.abort()
      await Promise.all(underWay)
      await agent.destroy()
    },
  }
}
