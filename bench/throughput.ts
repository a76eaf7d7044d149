// Budget: those of ceiling.ts, ingest.ts and road.ts, which are measured here in turn, with one tenant and with a hundred.
import { ceilingIngest, ceilingRoad } from './ceiling.ts'
import { ingest } from './ingest.ts'
import type { Emulator } from './parts/emulator.ts'
import { median, ms, percent, perSecond } from './parts/figures.ts'
import type { Finding } from './parts/finding.ts'
import { measure } from './parts/rounds.ts'
import type { Contender, Measured } from './parts/rounds.ts'
import { road } from './road.ts'

const against = new Map<string, readonly Contender[]>([
  ['ceiling', [ceilingIngest, ceilingRoad]],
  ['ingest', [ceilingIngest, ingest]],
  ['road', [ceilingRoad, road]],
])

export const throughputNames = [...against.keys()]

/** The named ones of ceiling, ingest and road, each with its ceiling. */
export async function throughput(names: readonly string[], emulator: Emulator): Promise<readonly Finding[]> {
  const contenders = [...new Set(names.flatMap((name) => against.get(name) ?? []))]
  const findings: Finding[] = []
  for (const tenants of [1, 100]) {
    const results = await measure(contenders, emulator, tenants)
    for (const contender of contenders) findings.push(...report(contender, tenants, results))
  }
  return findings
}

function report(
  contender: Contender,
  tenants: number,
  results: ReadonlyMap<Contender, readonly Measured[]>,
): readonly Finding[] {
  const own = results.get(contender) ?? []
  const ceiling = results.get(contender.way === 'road' ? ceilingRoad : ceilingIngest) ?? []
  const bench = `${contender.name}, ${tenants === 1 ? 'one tenant' : `${tenants} tenants`}`
  const rates = own.map(({ perSecond: rate }) => rate)
  const cpu = median(own.map(({ cpuMs }) => cpuMs))
  const wrong = own.reduce((sum, { wrong: one }) => sum + one.lost + one.doubled + one.misplaced + one.refused, 0)
  const saturated = pair(own.map((one) => one.saturated))
  const isCeiling = contender === ceilingRoad || contender === ceilingIngest
  const single = tenants === 1
  const findings: Finding[] = [
    {
      bench,
      what: 'throughput, median (least to most)',
      measured: `${perSecond(median(rates))} (${perSecond(Math.min(...rates))} to ${perSecond(Math.max(...rates))})`,
    },
    { bench, what: 'p50, p99 at that throughput', measured: `${ms(saturated.p50)}, ${ms(saturated.p99)}` },
    {
      bench,
      what: 'CPU a message',
      measured: `${cpu.toFixed(3)} ms`,
      ...(contender === road && single ? { budget: '≤ 0.2 ms', kept: cpu <= 0.2 } : {}),
    },
    {
      bench,
      what: 'resident memory afterwards',
      measured: `${Math.round(median(own.map((one) => one.residentMb)))} MB`,
    },
  ]
  if (!isCeiling) {
    // Round by round: what disturbed one disturbed the other.
    const ratio = median(own.map((one, round) => one.perSecond / (ceiling[round]?.perSecond ?? NaN)))
    const cpuRatio = median(own.map((one, round) => (ceiling[round]?.cpuMs ?? NaN) / one.cpuMs))
    const least = contender === road ? 0.3 : 0.8
    findings.push(
      {
        bench,
        what: 'ratio to the ceiling, by throughput',
        measured: percent(ratio),
        ...(single ? { budget: `≥ ${percent(least)}`, kept: ratio >= least } : {}),
      },
      { bench, what: 'ratio to the ceiling, by CPU', measured: percent(cpuRatio) },
      {
        bench,
        what: 'lost, doubled, misplaced or refused',
        measured: String(wrong),
        budget: '0',
        kept: wrong === 0,
      },
    )
  }
  for (const [index, rate] of (contender.rates ?? []).entries()) {
    const { p50, p99 } = pair(own.flatMap(({ atRate }) => atRate[index] ?? []))
    const half = rate === 'half'
    findings.push({
      bench,
      what: half ? 'p50, p99 at half of the throughput' : `p50, p99 at ${rate}/s`,
      measured: `${ms(p50)}, ${ms(p99)}`,
      budget: half ? 'p99 < 20 ms' : '≤ 1.5 ms, ≤ 8 ms',
      kept: half ? p99 < 20 : p50 <= 1.5 && p99 <= 8,
    })
  }
  return findings
}

function pair(latencies: readonly { readonly p50: number; readonly p99: number }[]) {
  return { p50: median(latencies.map(({ p50 }) => p50)), p99: median(latencies.map(({ p99 }) => p99)) }
}
