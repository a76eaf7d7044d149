import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import type { IMetricReader } from '@opentelemetry/sdk-metrics'
import { telemetryDefaults } from '../config/defaults.ts'
import type { Awaitable } from '../contracts/channel.ts'
import type { Metrics, Standing } from '../contracts/metrics.ts'
import { Tally } from './tally.ts'

/** The door to OpenTelemetry. What is counted on the road is counted by `Tally`, at a tenth of a microsecond a call. */
export interface MeteredProcess extends Metrics {
  /** Where `Standing` comes from; asked at every read. A source that fails leaves a gap, never an error. */
  watch(standing: () => Awaitable<Standing>): void
  /** For `GET /metrics`: Prometheus's text format. */
  text(): Promise<string>
  /** Pushes what was not pushed yet, and ends. */
  close(): Promise<void>
}

export interface MetricsOptions {
  readonly version: string
  /** Base URL of a collector; metrics are pushed there as OTLP over HTTP besides being readable. */
  readonly otlpEndpoint?: string | undefined
}

export async function openMetrics({ version, otlpEndpoint }: MetricsOptions): Promise<MeteredProcess> {
  const resource = resourceFromAttributes({ 'service.name': 'colloquy', 'service.version': version })
  const tally = new Tally(resource, telemetryDefaults.labelSets)
  const prometheus = new PrometheusExporter({ preventServerStart: true, metricProducers: [tally] })
  const provider = new MeterProvider({
    resource,
    readers: [prometheus, ...(otlpEndpoint === undefined ? [] : [await pushTo(otlpEndpoint, tally)])],
  })
  const meter = provider.getMeter('colloquy')
  const counter = (name: string, description: string, ...labels: readonly string[]) =>
    tally.counter(`colloquy_${name}`, description, labels)
  const serializer = new PrometheusSerializer(undefined, false, undefined, false, true)

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
    maybeDoubled: (platform) => doubled.add(platform),
    watch(standing) {
      const gauge = (name: string, description: string) =>
        meter.createObservableGauge(`colloquy_${name}`, { description })
      const gauges = {
        pendingEvents: gauge('pending_events', 'Events that are durable and not worked on yet.'),
        oldestEventSeconds: gauge('oldest_event_seconds', 'Age of the oldest pending event.'),
        pendingMessages: gauge('pending_messages', 'Messages that wait to be sent.'),
        oldestMessageSeconds: gauge('oldest_message_seconds', 'Age of the oldest pending message.'),
        openScopes: gauge('open_scopes', 'Tenants that are open in this process.'),
        waitingBells: gauge('waiting_bells', 'Bells that wait to be worked on.'),
      } satisfies Record<keyof Standing, unknown>
      const names = Object.keys(gauges) as (keyof Standing)[] // the keys of the literal above
      meter.addBatchObservableCallback(
        async (result) => {
          const now = await standing()
          for (const name of names) result.observe(gauges[name], now[name])
        },
        names.map((name) => gauges[name]),
      )
    },
    async text() {
      const { resourceMetrics } = await prometheus.collect({ timeoutMillis: telemetryDefaults.collectMs })
      return serializer.serialize(resourceMetrics)
    },
    async close() {
      await provider.shutdown({ timeoutMillis: telemetryDefaults.pushMs }).catch(() => undefined) // a collector that is gone must not hold up a stop
    },
  }
}

/** Loaded only where a collector is configured: most installations are scraped. */
async function pushTo(endpoint: string, tally: Tally): Promise<IMetricReader> {
  const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-http')
  return new PeriodicExportingMetricReader({
    metricProducers: [tally],
    exporter: new OTLPMetricExporter({
      // The variable names the collector; the signal's path is the protocol's.
      url: `${endpoint.replace(/\/+$/, '')}/v1/metrics`,
      timeoutMillis: telemetryDefaults.pushMs,
    }),
    exportIntervalMillis: telemetryDefaults.pushEveryMs,
    exportTimeoutMillis: telemetryDefaults.pushMs,
  })
}
