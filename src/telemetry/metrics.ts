import { telemetryDefaults } from '../config/defaults.ts'
import type { Awaitable } from '../contracts/channel.ts'
import type { Metrics, Standing } from '../contracts/metrics.ts'
import type { MetricsOptions, Readers } from './readers.ts'
import { Tally } from './tally.ts'

/** What is counted on the road is counted by `Tally`, at a tenth of a microsecond a call. */
export interface MeteredProcess extends Metrics {
  /** Where `Standing` comes from; asked at every read. A source that fails leaves a gap, never an error. */
  watch(standing: () => Awaitable<Standing>): void
  /** For `GET /metrics`: Prometheus's text format. */
  text(): Promise<string>
  /** Pushes what was not pushed yet, and ends. */
  close(): Promise<void>
}

export async function openMetrics({ version, otlpEndpoint }: MetricsOptions): Promise<MeteredProcess> {
  const tally = new Tally(telemetryDefaults.labelSets)
  let standing: (() => Awaitable<Standing>) | undefined
  let opened: Promise<Readers> | undefined
  // Loaded when somebody reads: most gateways are read by nobody, and it is a twentieth of an idle one's memory.
  const readers = () =>
    (opened ??= import('./readers.ts').then(({ openReaders }) =>
      openReaders({ version, otlpEndpoint, tally, standing: () => standing?.() }),
    ))
  if (otlpEndpoint !== undefined) await readers()
  const counter = (name: string, description: string, ...labels: readonly string[]) =>
    tally.counter(`colloquy_${name}`, description, labels)

  const stages = tally.distribution(
    'colloquy_stage_seconds',
    'How long a stage of the road took.',
    ['stage'],
    telemetryDefaults.stageBuckets,
  )
  const messages = counter('messages', 'Messages that came in and went out.', 'platform', 'tenant', 'direction')
  const bells = counter('bells', 'Bells rung and worked on.', 'kind', 'what')
  const turns = counter('turns', 'Turns by what came of them.', 'result')
  const sends = counter('sends', 'Calls to platforms by what came of them.', 'platform', 'result')
  const deadLetters = counter('dead_letters', 'What was set aside.', 'side')
  const backups = counter('backups', 'Scheduled backups by what came of them.', 'result')
  const doubled = counter(
    'maybe_doubled_sends',
    'Sends repeated because the outcome of the first was never recorded.',
    'platform',
  )

  return {
    stage: (stage, seconds) => stages.record(seconds, stage),
    message: (platform, tenant, direction) => messages.add(platform, tenant, direction),
    bell: (kind, what) => bells.add(kind, what),
    turn: (result) => turns.add(result),
    send: (platform, result) => sends.add(platform, result),
    deadLetter: (side) => deadLetters.add(side),
    backup: (result) => backups.add(result),
    maybeDoubled: (platform) => doubled.add(platform),
    watch: (source) => void (standing = source),
    text: async () => (await readers()).text(),
    close: async () => (await opened)?.close(),
  }
}
