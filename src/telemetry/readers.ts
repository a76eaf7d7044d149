import { ValueType } from '@opentelemetry/api'
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AggregationTemporality,
  DataPointType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import type { IMetricReader, MetricProducer } from '@opentelemetry/sdk-metrics'
import { telemetryDefaults } from '../config/defaults.ts'
import type { Awaitable } from '../contracts/channel.ts'
import type { Standing } from '../contracts/metrics.ts'
import type { Tally } from './tally.ts'

/** The door to OpenTelemetry: what was counted, for whoever reads it or has it sent. */
export interface Readers {
  /** Prometheus's text format. */
  text(): Promise<string>
  /** Pushes what was not pushed yet, and ends. */
  close(): Promise<void>
}

export interface MetricsOptions {
  readonly version: string
  /** Base URL of a collector; metrics are pushed there as OTLP over HTTP besides being readable. */
  readonly otlpEndpoint?: string | undefined
}

export interface ReadersOptions extends MetricsOptions {
  readonly tally: Tally
  /** Asked at every read; undefined while nothing stands. */
  readonly standing: () => Awaitable<Standing> | undefined
}

export async function openReaders({ version, otlpEndpoint, tally, standing }: ReadersOptions): Promise<Readers> {
  const resource = resourceFromAttributes({ 'service.name': 'colloquy', 'service.version': version })
  const counted: MetricProducer = {
    collect() {
      const metrics = tally.collect({ ValueType, AggregationTemporality, DataPointType })
      const scopeMetrics = [{ scope: { name: 'colloquy' }, metrics }]
      return Promise.resolve({ resourceMetrics: { resource, scopeMetrics }, errors: [] })
    },
  }
  const prometheus = new PrometheusExporter({ preventServerStart: true, metricProducers: [counted] })
  const provider = new MeterProvider({
    resource,
    readers: [prometheus, ...(otlpEndpoint === undefined ? [] : [await pushTo(otlpEndpoint, counted)])],
  })
  const serializer = new PrometheusSerializer(undefined, false, undefined, false, true)
  watch(provider, standing)
  return {
    async text() {
      const { resourceMetrics } = await prometheus.collect({ timeoutMillis: telemetryDefaults.collectMs })
      return serializer.serialize(resourceMetrics)
    },
    async close() {
      await provider.shutdown({ timeoutMillis: telemetryDefaults.pushMs }).catch(() => undefined) // a collector that is gone must not hold up a stop
    },
  }
}

function watch(provider: MeterProvider, standing: ReadersOptions['standing']): void {
  const meter = provider.getMeter('colloquy')
  const gauge = (name: string, description: string) => meter.createObservableGauge(`colloquy_${name}`, { description })
  const gauges = {
    pendingEvents: gauge('pending_events', 'Events that are durable and not worked on yet.'),
    oldestEventSeconds: gauge('oldest_event_seconds', 'Age of the oldest pending event.'),
    pendingMessages: gauge('pending_messages', 'Messages that wait to be sent.'),
    oldestMessageSeconds: gauge('oldest_message_seconds', 'Age of the oldest pending message.'),
    openScopes: gauge('open_scopes', 'Tenants that are open in this process.'),
    waitingBells: gauge('waiting_bells', 'Bells that wait to be worked on.'),
    backupAgeSeconds: gauge('backup_age_seconds', 'Since the last scheduled backup was begun.'),
  } satisfies Record<keyof Standing, unknown>
  const names = Object.keys(gauges) as (keyof Standing)[] // the keys of the literal above
  meter.addBatchObservableCallback(
    async (result) => {
      const now = await standing()
      if (now === undefined) return
      for (const name of names) {
        const value = now[name]
        if (value !== undefined) result.observe(gauges[name], value)
      }
    },
    names.map((name) => gauges[name]),
  )
}

/** Loaded only where a collector is configured: most installations are scraped. */
async function pushTo(endpoint: string, counted: MetricProducer): Promise<IMetricReader> {
  const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-http')
  return new PeriodicExportingMetricReader({
    metricProducers: [counted],
    exporter: new OTLPMetricExporter({
      // The variable names the collector; the signal's path is the protocol's.
      url: `${endpoint.replace(/\/+$/, '')}/v1/metrics`,
      timeoutMillis: telemetryDefaults.pushMs,
    }),
    exportIntervalMillis: telemetryDefaults.pushEveryMs,
    exportTimeoutMillis: telemetryDefaults.pushMs,
  })
}
