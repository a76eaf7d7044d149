import type { Awaitable } from '../contracts/channel.ts'
import type { Metrics } from '../contracts/metrics.ts'

/** One step of the road: takes what the steps before learned, gives it back with what it learned itself. */
export interface Stage<In, Out> {
  (input: In): Awaitable<Out>
  /** For the histogram of stages; stages are named by `stage`. */
  readonly stage: string
}

export function stage<In, Out>(name: string, run: (input: In) => Awaitable<Out>): Stage<In, Out> {
  return Object.assign((input: In) => run(input), { stage: name })
}

/** Stages in the wrong order do not compile: what one gives must be what the next one takes. */
export function pipe<A, B, C>(metrics: Metrics, a: Stage<A, B>, b: Stage<B, C>): (input: A) => Promise<C>
export function pipe<A, B, C, D, E, F, G, H>(
  metrics: Metrics,
  a: Stage<A, B>,
  b: Stage<B, C>,
  c: Stage<C, D>,
  d: Stage<D, E>,
  e: Stage<E, F>,
  f: Stage<F, G>,
  g: Stage<G, H>,
): (input: A) => Promise<H>
export function pipe(
  metrics: Metrics,
  ...stages: readonly Stage<never, unknown>[]
): (input: never) => Promise<unknown> {
  return async (input) => {
    let value: unknown = input
    let began = performance.now()
    for (const next of stages) {
      const result = next(value as never) // the overloads above checked that this stage takes what the last one gave
      // A stage that has nothing to wait for costs no turn of the microtask queue.
      value = result instanceof Promise ? await result : result
      const ended = performance.now()
      metrics.stage(next.stage, (ended - began) / 1000)
      began = ended
    }
    return value
  }
}
