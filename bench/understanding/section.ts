import type { Finding } from '../parts/finding.ts'
import type { Datasets } from './datasets.ts'

/** Measures one thing that understanding is made of. Sets that are not in the folder are left out, and said so. */
export type Section = (datasets: Datasets) => Promise<readonly Finding[]>

export function absent(what: string, name: string): Finding {
  return { bench: 'understanding', what: `${what}: no ${name} in the folder`, measured: '–' }
}

/** A share that has to be reached, in per cent. */
export function share(what: string, value: number, atLeast?: number): Finding {
  const measured = `${(100 * value).toFixed(1)} %`
  if (atLeast === undefined) return { bench: 'understanding', what, measured }
  return { bench: 'understanding', what, measured, budget: `≥ ${atLeast} %`, kept: 100 * value >= atLeast }
}

/** A time that must not be exceeded, in milliseconds. */
export function duration(what: string, value: number, atMost?: number): Finding {
  const measured = value < 1 ? `${Math.round(1000 * value)} µs` : `${value.toFixed(2)} ms`
  if (atMost === undefined) return { bench: 'understanding', what, measured }
  return { bench: 'understanding', what, measured, budget: `< ${atMost} ms`, kept: value < atMost }
}
