import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Chance } from './chance.ts'
import type { Witness } from './fate.ts'
import { later, textOf } from './telegram.ts'

/** One call of a handler, as it arrived. */
export interface Call {
  readonly life: number
  readonly key: string
  readonly step: string
  readonly of: readonly string[]
  readonly at: number
  /** A result went out that whoever called will not ask for again, if it lives. */
  answered: boolean
}

/** What handlers call: it counts, and honours idempotency keys as it should. */
export interface Counter {
  readonly url: string
  readonly calls: readonly Call[]
  /** Marks by idempotency key: what was really done. */
  readonly effects: ReadonlyMap<string, readonly string[]>
  /** The life is over: what its connections still hold is of no one. */
  cut(): void
  close(): Promise<void>
}

type Fault = 'none' | 'slow' | 'busy' | 'cut before' | 'cut after'
const weights: Record<Fault, number> = { none: 80, slow: 8, busy: 4, 'cut before': 4, 'cut after': 4 }
/** Failures of one call in a row: a turn has a bounded number of attempts, and these are not to use them up. */
const inARow = 1

export async function startCounter(seed: number, fate: Witness): Promise<Counter> {
  const calls: Call[] = []
  const effects = new Map<string, readonly string[]>()
  const failures = new Map<string, number>()

  function faultFor(key: string, name: string): Fault {
    const before = failures.get(key) ?? 0
    const fault = before >= inARow ? 'none' : new Chance(seed, 'counter', name).pick(weights)
    if (fault !== 'none') failures.set(key, before + 1)
    return fault
  }

  async function count(request: IncomingMessage, response: ServerResponse) {
    const { caller: life } = fate
    const step = request.url?.slice(1) ?? ''
    const key = String(request.headers['idempotency-key'])
    const { of } = JSON.parse(await textOf(request)) as { of: readonly string[] }
    fate.see('calling')
    const fault = faultFor(key, `${step}/${of[0]}`)
    const call: Call = { life, key, step, of, at: performance.now(), answered: false }
    calls.push(call)
    if (fault === 'cut before') return void response.socket?.destroy()
    if (fault === 'busy') return void response.writeHead(503).end()
    if (fault === 'slow') await later(200)
    if (!effects.has(key)) effects.set(key, of)
    if (fault === 'cut after') return void response.socket?.destroy()
    response.on('finish', () => {
      call.answered = true
      fate.see('called')
    })
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ count: effects.size }))
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    // Whoever called may be dead by now.
    count(request, response).catch(() => response.socket?.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    effects,
    cut: () => server.closeAllConnections(),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
