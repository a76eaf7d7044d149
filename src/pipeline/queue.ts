import { turnDefaults } from '../config/defaults.ts'
import type { TenantCode } from '../contracts/id.ts'
import type { Bell, BellOutcome, Hold, Scheduler } from '../contracts/ports.ts'

/**
 * The scheduler of one process: bells in memory. Losing them all loses nothing, because the sweep finds the work again.
 *
 * Fairness: every tenant has a lane of its own and the lanes take turns, so that a tenant with ten thousand bells delays
 * another's single bell by one bell of its own. A few are begun per turn of the event loop, so that requests are served
 * in between however many wait.
 */
export interface SchedulerOptions {
  readonly concurrency: number
  readonly perTenant: number
  readonly perTick: number
  /** Work that takes longer has lost its lease: its signal is aborted and the bell may be worked on again. Milliseconds. */
  readonly leaseMs: number
  /** Told of work that threw; the bell is rung again after `retryMs`. */
  onError(bell: Bell, error: unknown): void
  readonly retryMs: number
}

type State = 'waiting' | 'running' | 'rung' // rung: it runs, and rang again meanwhile

interface Lane {
  readonly waiting: string[]
  /** Read position in `waiting`: shifting a long array would cost its length. */
  head: number
  running: number
}

type Work = (bell: Bell, hold: Hold) => Promise<BellOutcome>

export function createScheduler(options: Partial<SchedulerOptions> = {}): Scheduler {
  const { concurrency, perTenant, perTick, leaseMs, retryMs, onError } = {
    ...turnDefaults,
    onError: () => undefined,
    ...options,
  }
  const bells = new Map<string, { readonly bell: Bell; state: State }>()
  const delayed = new Map<string, { readonly at: number; readonly timer: NodeJS.Timeout }>()
  const lanes = new Map<TenantCode, Lane>()
  /** Lanes that have something waiting, in the order in which they take turns. */
  let turns: TenantCode[] = []
  const running = new Map<AbortController, Promise<void>>()
  let work: Work | undefined
  let draining = false
  let pumping = false
  let waitingCount = 0

  function ring(bell: Bell, afterMs = 0): void {
    if (draining) return
    const key = `${bell.kind}:${bell.tenant}:${bell.subject}`
    if (afterMs > 0) {
      later(key, bell, afterMs)
      return
    }
    cancelTimer(key)
    const known = bells.get(key)
    if (known === undefined) {
      bells.set(key, { bell, state: 'waiting' })
      enqueue(key, bell.tenant)
    } else if (known.state === 'running') {
      known.state = 'rung'
    }
  }

  function later(key: string, bell: Bell, afterMs: number): void {
    if (bells.get(key)?.state === 'waiting') return
    const at = Date.now() + afterMs
    const before = delayed.get(key)
    if (before !== undefined && before.at <= at) return
    cancelTimer(key)
    const timer = setTimeout(
      () => {
        delayed.delete(key)
        ring(bell)
      },
      Math.min(afterMs, longestTimer),
    )
    delayed.set(key, { at, timer })
  }

  function cancelTimer(key: string): void {
    const before = delayed.get(key)
    if (before === undefined) return
    clearTimeout(before.timer)
    delayed.delete(key)
  }

  function enqueue(key: string, tenant: TenantCode): void {
    let lane = lanes.get(tenant)
    if (lane === undefined) lanes.set(tenant, (lane = { waiting: [], head: 0, running: 0 }))
    if (lane.waiting.length === lane.head) turns.push(tenant)
    lane.waiting.push(key)
    waitingCount++
    pump()
  }

  function pump(): void {
    if (pumping || work === undefined || draining) return
    pumping = true
    setImmediate(() => {
      pumping = false
      if (takeSome() && waitingCount > 0) pump()
    })
  }

  /** Begins up to `perTick` bells, one lane after the other. False when nothing more can begin before something ends. */
  function takeSome(): boolean {
    let begun = 0
    let passedOver = 0
    while (begun < perTick && running.size < concurrency && passedOver < turns.length) {
      const tenant = turns.shift()
      const lane = tenant === undefined ? undefined : lanes.get(tenant)
      if (tenant === undefined || lane === undefined) break
      if (lane.running >= perTenant) {
        turns.push(tenant)
        passedOver++
        continue
      }
      passedOver = 0
      const key = next(lane)
      if (lane.waiting.length > lane.head) turns.push(tenant)
      if (key === undefined) continue
      begun++
      begin(key, tenant, lane)
    }
    return begun === perTick
  }

  function next(lane: Lane): string | undefined {
    const key = lane.waiting[lane.head++]
    waitingCount--
    if (lane.head > 1024 && lane.head * 2 > lane.waiting.length) {
      lane.waiting.splice(0, lane.head)
      lane.head = 0
    } else if (lane.head === lane.waiting.length) {
      lane.waiting.length = 0
      lane.head = 0
    }
    return key
  }

  function begin(key: string, tenant: TenantCode, lane: Lane): void {
    const entry = bells.get(key)
    if (entry === undefined || work === undefined) return
    entry.state = 'running'
    lane.running++
    const lease = new AbortController()
    const until = performance.now() + leaseMs
    const holds = () => !lease.signal.aborted && performance.now() < until
    const run = withLease(work(entry.bell, { signal: lease.signal, holds, unclean: false }), lease)
      .catch((error: unknown): BellOutcome => {
        if (!draining) onError(entry.bell, error)
        return { againAfterMs: retryMs }
      })
      .then((outcome) => {
        running.delete(lease)
        lane.running--
        const rung = entry.state === 'rung'
        bells.delete(key)
        if (lane.running === 0 && lane.waiting.length === lane.head) lanes.delete(tenant)
        if (rung) ring(entry.bell)
        else if (outcome !== undefined) ring(entry.bell, outcome.againAfterMs)
        if (waitingCount > 0) pump()
      })
    running.set(lease, run)
  }

  /** The lease ends with the work or with the time, whichever comes first: work that hangs holds its conversation no longer. */
  function withLease(result: Promise<BellOutcome>, lease: AbortController): Promise<BellOutcome> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const lost = new Error(`The work took longer than its lease of ${leaseMs} ms.`)
        lease.abort(lost)
        reject(lost)
      }, leaseMs)
      const over = () => clearTimeout(timer)
      result.then(over, over)
      result.then(resolve, reject)
    })
  }

  return {
    ring,
    start(begun) {
      work = begun
      pump()
    },
    async drain(graceMs) {
      draining = true
      for (const { timer } of delayed.values()) clearTimeout(timer)
      delayed.clear()
      turns = []
      await within(graceMs, Promise.all(running.values()))
      const stopping = new Error('The gateway is stopping.')
      for (const lease of running.keys()) lease.abort(stopping)
      await within(abortedMs, Promise.all(running.values()))
    },
    waiting: () => waitingCount,
  }
}

/** setTimeout's own limit (2^31 - 1 ms); a later bell rings early and finds nothing to do. */
const longestTimer = 2 ** 31 - 1

/** What was aborted gets this long to notice. */
const abortedMs = 500

/** The timer ends with the work: a process that has nothing else to do may end. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, ms)))])
  clearTimeout(timer)
}
