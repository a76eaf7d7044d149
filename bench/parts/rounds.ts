import type { Emulator } from './emulator.ts'
import { percentile } from './figures.ts'
import { createLoad } from './load.ts'
import type { Load, Outcome, Target, Wrong } from './load.ts'
import type { Server } from './server.ts'

/** What is measured against what: a server, and what is asked of it. */
export interface Contender {
  readonly name: string
  readonly way: 'ingest' | 'road'
  /** Starts it with so many tenants, each with a bot. */
  start(emulator: Emulator, tenants: number): Promise<{ readonly server: Server; readonly targets: readonly Target[] }>
  /** Before anything is measured. */
  prepare?(load: Load, tenants: number): Promise<void>
  /** At constant rates, messages a second; `half`: of what it did at the most. */
  readonly rates?: readonly (number | 'half')[]
}

export interface Measured {
  /** Messages a second, with `inFlight` always under way. */
  readonly perSecond: number
  readonly cpuMs: number
  readonly residentMb: number
  readonly saturated: Latency
  readonly atRate: readonly Latency[]
  readonly wrong: Wrong
}

export interface Latency {
  readonly p50: number
  readonly p99: number
}

export const rounds = 3
const inFlight = 128
/** Enough for the compiler to have seen everything. */
const warmUp = 12_000
const messages = 24_000
/**
 * Chats over all tenants. Each hears three messages in a few seconds, and a chat may have a burst of five: what is
 * measured is the gateway, not the pace that Telegram asks for.
 */
const chats = 12_000
const rateSeconds = 6

/** Measures each in turn, round after round: whatever else the machine does hits all of them alike. */
export async function measure(
  contenders: readonly Contender[],
  emulator: Emulator,
  tenants: number,
): Promise<ReadonlyMap<Contender, readonly Measured[]>> {
  const results = new Map<Contender, Measured[]>(contenders.map((contender) => [contender, []]))
  for (let round = 1; round <= rounds; round++) {
    for (const contender of contenders) {
      const measured = await once(contender, emulator, tenants)
      results.get(contender)!.push(measured)
      console.error(
        `round ${round}, ${tenants} tenants, ${contender.name}: ${Math.round(measured.perSecond)}/s, ${measured.cpuMs.toFixed(3)} ms of CPU a message`,
      )
    }
  }
  return results
}

async function once(contender: Contender, emulator: Emulator, tenants: number): Promise<Measured> {
  const { server, targets } = await contender.start(emulator, tenants)
  const { way } = contender
  const load = createLoad(emulator, { targets, chats: Math.ceil(chats / tenants) })
  try {
    await contender.prepare?.(load, tenants)
    const outcomes = [await load.run({ way, messages: warmUp, inFlight })]
    const before = server.cpuMs()
    const full = await load.run({ way, messages, inFlight })
    const cpuMs = (server.cpuMs() - before) / messages
    const residentMb = server.residentMb()
    outcomes.push(full)
    const atRate: Latency[] = []
    for (const wanted of contender.rates ?? []) {
      const rate = wanted === 'half' ? full.perSecond / 2 : wanted
      const outcome = await load.run({ way, messages: Math.round(rate * rateSeconds), rate })
      outcomes.push(outcome)
      atRate.push(latency(outcome, way))
    }
    return {
      perSecond: full.perSecond,
      cpuMs,
      residentMb,
      saturated: latency(full, way),
      atRate,
      wrong: sum(outcomes),
    }
  } finally {
    load.close()
    await server.stop()
  }
}

function latency({ keptMs, repliedMs }: Outcome, way: Contender['way']): Latency {
  const times = way === 'road' ? repliedMs : keptMs
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) }
}

function sum(outcomes: readonly Outcome[]): Wrong {
  const total: Wrong = { lost: 0, doubled: 0, misplaced: 0, refused: 0 }
  for (const { wrong } of outcomes) {
    for (const kind of Object.keys(total) as (keyof Wrong)[]) total[kind] += wrong[kind]
  }
  return total
}
