import { parseArgs } from 'node:util'
import { simulateFleet } from './fleet-simulation.ts'
import { simulate } from './simulation.ts'
import type { Report } from './report.ts'
import type { Doubled } from './verdict.ts'

/**
 * `npm run simulate -- --seed 42`: the whole gateway as a process of its own, under kill -9 at every stage, duplicates,
 * reordering, and a platform on its bad days. Says what came of it in a line for each seed; a broken promise is told in
 * full, and the exit code is 1.
 *
 * `--fleet`: two gateways and two workers over a MySQL and a Redis of their own; `--kills` blows, each kind in turn, Redis
 * away for `--redis-away` seconds.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    messages: { type: 'string', default: '600' },
    kills: { type: 'string', default: '5' },
    jobs: { type: 'string', default: '2' },
    verbose: { type: 'boolean', default: false },
    fleet: { type: 'boolean', default: false },
    'redis-away': { type: 'string', default: '30' },
  },
})

const first = Number(values.seed)
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => first + index)
const reports: Report[] = []

function lineOf(report: Report): string {
  const { seed, messages, acknowledged, ends, duplicates, retries, doubledReplies, repeatedCalls, broken, ms } = report
  return [
    `seed ${String(seed).padEnd(4)}`,
    `${messages} messages, ${acknowledged} acknowledged`,
    `${duplicates} duplicates, ${retries} retries`,
    `ended ${Object.entries(ends)
      .map(([by, count]) => (count === 1 ? by : `${by} ×${count}`))
      .join(', ')}`,
    `doubled replies: ${reasons(doubledReplies)}; repeated calls: ${reasons(repeatedCalls)}`,
    `${(ms / 1000).toFixed(1)} s`,
    broken.length === 0 ? 'kept' : `BROKEN ×${broken.length}`,
  ].join(' · ')
}

function reasons({ lost, killed }: Doubled): string {
  return `${lost} after a lost answer, ${killed} after a kill`
}

/** As many seeds at a time as there are jobs. */
async function work(): Promise<void> {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    const lines: string[] = []
    const run = {
      seed,
      messages: Number(values.messages),
      onLine: values.verbose ? console.log : (line: string) => void lines.push(line),
    }
    const report = values.fleet
      ? await simulateFleet({ ...run, blows: Number(values.kills), redisAwayMs: Number(values['redis-away']) * 1000 })
      : await simulate({ ...run, kills: Number(values.kills) })
    reports.push(report)
    console.log(lineOf(report))
    if (report.broken.length > 0 && lines.length > 0) console.log(lines.join('\n'))
    for (const sentence of report.broken) console.log(`  ✗ ${sentence}`)
  }
}

await Promise.all(Array.from({ length: Number(values.jobs) }, () => work()))

const sum = (of: (report: Report) => number) => reports.reduce((total, report) => total + of(report), 0)
const broken = reports.filter((report) => report.broken.length > 0)
console.log(
  [
    `${reports.length} seeds`,
    `${sum(({ messages }) => messages)} messages`,
    `${sum(({ ends }) => Object.values(ends).reduce((total, count) => total + count, 0))} ends of the process`,
    `${sum(({ doubledReplies: { lost, killed } }) => lost + killed)} replies doubled, each explained`,
    broken.length === 0
      ? 'nothing lost, nothing handled twice, everything in order'
      : `promises broken in seeds ${broken.map(({ seed }) => seed).join(', ')}`,
  ].join(' · '),
)
// Once more where a long log is cut.
for (const { seed, broken: sentences } of broken)
  for (const sentence of sentences) console.log(`  ✗ seed ${seed}: ${sentence}`)
process.exitCode = broken.length === 0 ? 0 : 1
