import type * as api from '@opentelemetry/api'
import type { Attributes, HrTime } from '@opentelemetry/api'
import type * as sdk from '@opentelemetry/sdk-metrics'
import type { DataPoint, Histogram, MetricData } from '@opentelemetry/sdk-metrics'

/**
 * What is counted several times a message. OpenTelemetry's own instruments make and hash an object of labels at every
 * call, 15 µs a message in all; here a call walks a map to a number, and OpenTelemetry asks for the numbers when the
 * metrics are read.
 */

/** OpenTelemetry's words for what is counted: it is not loaded before somebody reads, so they are handed in. */
export type Vocabulary = Pick<typeof sdk, 'AggregationTemporality' | 'DataPointType'> & Pick<typeof api, 'ValueType'>

export interface Counter {
  /** One more. Labels in the order in which they were named. */
  add(...labels: readonly string[]): void
}

export interface Distribution {
  record(value: number, ...labels: readonly string[]): void
}

interface Metric {
  collect(words: Vocabulary, from: HrTime, to: HrTime): MetricData
}

export class Tally {
  readonly #labelSets: number
  readonly #metrics: Metric[] = []
  readonly #startedAt = now()

  /** Of more different labels than `labelSets`, a metric counts the rest together, as OpenTelemetry does. */
  constructor(labelSets: number) {
    this.#labelSets = labelSets
  }

  counter(name: string, description: string, labels: readonly string[]): Counter {
    const cells = new Cells(labels, this.#labelSets, () => ({ count: 0 }))
    this.#metrics.push({
      collect: ({ ValueType, AggregationTemporality, DataPointType }, from, to) => ({
        descriptor: { name, description, unit: '', valueType: ValueType.INT },
        aggregationTemporality: AggregationTemporality.CUMULATIVE,
        dataPointType: DataPointType.SUM,
        isMonotonic: true,
        dataPoints: cells.points(from, to, ({ count }) => count),
      }),
    })
    return {
      add(...values) {
        cells.of(values).count++
      },
    }
  }

  /** `boundaries`: upper ends of the buckets, ascending. */
  distribution(
    name: string,
    description: string,
    labels: readonly string[],
    boundaries: readonly number[],
  ): Distribution {
    const cells = new Cells(labels, this.#labelSets, () => ({ counts: boundaries.map(() => 0).concat(0), sum: 0 }))
    this.#metrics.push({
      collect: ({ ValueType, AggregationTemporality, DataPointType }, from, to) => ({
        descriptor: { name, description, unit: '', valueType: ValueType.DOUBLE },
        aggregationTemporality: AggregationTemporality.CUMULATIVE,
        dataPointType: DataPointType.HISTOGRAM,
        dataPoints: cells.points(from, to, ({ counts, sum }): Histogram => ({
          buckets: { boundaries: [...boundaries], counts: [...counts] },
          sum,
          count: counts.reduce((all, one) => all + one),
        })),
      }),
    })
    return {
      record(value, ...values) {
        const cell = cells.of(values)
        let bucket = 0
        // Most values are small: the first buckets are the likely ones.
        while (bucket < boundaries.length && value > (boundaries[bucket] ?? Infinity)) bucket++
        cell.counts[bucket] = (cell.counts[bucket] ?? 0) + 1
        cell.sum += value
      },
    }
  }

  /** All that was counted so far, without what nothing was counted of. */
  collect(words: Vocabulary): MetricData[] {
    const to = now()
    return this.#metrics
      .map((metric) => metric.collect(words, this.#startedAt, to))
      .filter(({ dataPoints }) => dataPoints.length > 0)
  }
}

type Branch<Cell> = Map<string, Branch<Cell> | Cell>

/** One cell for each set of labels, found label by label. */
class Cells<Cell extends object> {
  readonly #labels: readonly string[]
  readonly #limit: number
  readonly #make: () => Cell
  readonly #root: Branch<Cell> = new Map()
  readonly #all: { readonly attributes: Attributes; readonly cell: Cell }[] = []
  #overflow: Cell | undefined

  constructor(labels: readonly string[], limit: number, make: () => Cell) {
    this.#labels = labels
    this.#limit = limit
    this.#make = make
  }

  of(values: readonly string[]): Cell {
    let branch = this.#root
    for (const value of values) {
      const next = branch.get(value)
      if (next === undefined) return this.#add(values)
      if (!(next instanceof Map)) return next
      branch = next
    }
    return this.#add(values)
  }

  points<Value>(startTime: HrTime, endTime: HrTime, read: (cell: Cell) => Value): DataPoint<Value>[] {
    const point = (cell: Cell, attributes: Attributes) => ({ startTime, endTime, attributes, value: read(cell) })
    return [
      ...this.#all.map(({ cell, attributes }) => point(cell, attributes)),
      ...(this.#overflow === undefined ? [] : [point(this.#overflow, { 'otel.metric.overflow': true })]),
    ]
  }

  #add(values: readonly string[]): Cell {
    if (this.#all.length >= this.#limit) return (this.#overflow ??= this.#make())
    const cell = this.#make()
    let branch = this.#root
    for (const value of values.slice(0, -1)) {
      const next = branch.get(value)
      const inner: Branch<Cell> = next instanceof Map ? next : new Map<string, Branch<Cell> | Cell>()
      branch.set(value, inner)
      branch = inner
    }
    branch.set(values.at(-1) ?? '', cell)
    this.#all.push({ attributes: Object.fromEntries(this.#labels.map((name, index) => [name, values[index]])), cell })
    return cell
  }
}

/** OpenTelemetry's time: seconds and nanoseconds since 1970. */
function now(): HrTime {
  const ms = Date.now()
  return [Math.floor(ms / 1000), (ms % 1000) * 1e6]
}
