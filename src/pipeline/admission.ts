import { ingestDefaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import type { TenantCode } from '../contracts/id.ts'

/**
 * Who may begin in this turn of the event loop with what arrived, whether by HTTP or by a live socket. Every tenant has a
 * lane and the lanes take turns, each with one at a time, until the turn's time is over: whoever has a thousand requests
 * delays whoever has one by no more than one turn. Of one tenant they begin in the order in which they came.
 */
export interface Admission {
  /**
   * Begins `work` when it is its turn; at once where the tenant has not begun anything in this turn. `bytes` are what it
   * holds in memory until it ends. Throws Busy when too much of the tenant is on its way already.
   */
  <Result>(tenant: TenantCode, bytes: number, work: () => Promise<Result>): Promise<Result>
}

export interface AdmissionOptions {
  readonly requestsPerTick: number
  readonly tickMs: number
  readonly requestsUnderWay: number
  readonly bytesUnderWay: number
  /** Milliseconds since any moment. */
  clock(): number
  /** In the next turn of the event loop. */
  soon(this: void, next: () => void): void
}

interface Lane {
  readonly waiting: (() => void)[]
  /** In this turn. */
  begun: number
  /** Waiting or begun, and not ended. */
  underWay: number
  bytes: number
}

export function createAdmission(options: Partial<AdmissionOptions> = {}): Admission {
  const { requestsPerTick, tickMs, requestsUnderWay, bytesUnderWay, clock, soon } = {
    ...ingestDefaults,
    clock: () => performance.now(),
    soon: setImmediate,
    ...options,
  }
  const lanes = new Map<TenantCode, Lane>()
  /** Undefined: nothing has begun in this turn. */
  let tickEnds: number | undefined

  function laneOf(tenant: TenantCode): Lane {
    let lane = lanes.get(tenant)
    if (lane === undefined) lanes.set(tenant, (lane = { waiting: [], begun: 0, underWay: 0, bytes: 0 }))
    return lane
  }

  function beginTick(): void {
    tickEnds = clock() + tickMs
    soon(nextTick)
  }

  function nextTick(): void {
    tickEnds = undefined
    let anyWaits = false
    for (const [tenant, lane] of lanes) {
      lane.begun = 0
      anyWaits ||= lane.waiting.length > 0
      if (lane.underWay === 0) lanes.delete(tenant)
    }
    if (!anyWaits) return
    beginTick()
    // Whole rounds: to be the first in them brings nothing.
    let turns = [...lanes.values()]
    do turns = turns.filter(beginNext)
    while (turns.length > 0 && hasTime())
  }

  const hasTime = () => tickEnds !== undefined && clock() < tickEnds

  function beginNext(lane: Lane): boolean {
    const begin = lane.begun < requestsPerTick ? lane.waiting.shift() : undefined
    if (begin === undefined) return false
    lane.begun++
    begin()
    return true
  }

  /** The first of a tenant waits for nobody: there are no more tenants than a process has open. */
  const mayBegin = ({ begun, waiting }: Lane): boolean =>
    waiting.length === 0 && (begun === 0 || (begun < requestsPerTick && hasTime()))

  return async (tenant, bytes, work) => {
    const lane = laneOf(tenant)
    const isFull = lane.underWay >= requestsUnderWay || (lane.underWay > 0 && lane.bytes + bytes > bytesUnderWay)
    if (isFull)
      throw new Busy('Too much of this tenant is on its way already.', ingestDefaults.retryAfterSeconds * 1000)
    lane.underWay++
    lane.bytes += bytes
    try {
      if (tickEnds === undefined) beginTick()
      if (!mayBegin(lane)) return await new Promise((resolve) => lane.waiting.push(() => resolve(work())))
      lane.begun++
      return await work()
    } finally {
      lane.underWay--
      lane.bytes -= bytes
    }
  }
}
