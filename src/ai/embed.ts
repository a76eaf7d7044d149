import path from 'node:path'
import { LRUCache } from 'lru-cache'
import { embedDefaults } from '../config/defaults.ts'
import { startApart, type Apart } from '../apart/start.ts'
import { Busy } from '../contracts/errors.ts'
import type { Embedder } from '../contracts/ports.ts'
import type { EmbedAnswer, EmbedJob } from './embed-worker.ts'
import { findWeights, speaks, type Weights } from './weights.ts'

export interface EmbedderOptions {
  /** Where an operator may have put better weights. */
  readonly modelsDir?: string
  readonly clock?: () => number
}

export interface OwnEmbedder extends Embedder {
  readonly weights: Weights
  /** Texts that wait, those in work included. */
  readonly waiting: number
  close(): Promise<void>
}

/** What somebody asked for, while parts of it are still to be made. */
interface Order {
  readonly texts: readonly string[]
  readonly as: EmbedJob['as']
  readonly vectors: (Float32Array | undefined)[]
  /** Texts before this one were given away. */
  taken: number
  readonly resolve: (vectors: readonly Float32Array[]) => void
  readonly reject: (error: unknown) => void
}

/** A part of an order, in the process apart. */
interface Taken {
  readonly order: Order
  readonly from: number
  readonly to: number
}

/** Vectors from a process apart that is started when first needed and ended when it was idle for long. Nothing is loaded here. */
export function createEmbedder(options: EmbedderOptions = {}): OwnEmbedder {
  return new ThreadEmbedder(findWeights(options.modelsDir), options.clock ?? Date.now)
}

class ThreadEmbedder implements OwnEmbedder {
  readonly weights: Weights
  readonly #clock: () => number
  readonly #orders: Order[] = []
  #taken: Taken | undefined
  #worker: Apart | undefined
  #idle: NodeJS.Timeout | undefined
  #failed: { readonly at: number; readonly reason: string } | undefined
  #closed = false
  /** Vectors depend on a text and nothing else: what is kept of it says nothing about who said it. */
  readonly #known = new LRUCache<string, Float32Array>({ max: embedDefaults.rememberedTexts })

  constructor(weights: Weights, clock: () => number) {
    this.weights = weights
    this.#clock = clock
  }

  get model(): string {
    return this.weights.model
  }

  get dimensions(): number {
    return this.weights.dimensions
  }

  get waiting(): number {
    const begun = this.#taken === undefined ? 0 : this.#taken.to - this.#taken.from
    return this.#orders.reduce((sum, { texts, taken }) => sum + texts.length - taken, begun)
  }

  speaks(language: string): boolean {
    return speaks(this.weights, language)
  }

  embed(texts: readonly string[], as: EmbedJob['as'] = 'query'): Promise<readonly Float32Array[]> {
    if (texts.length > embedDefaults.textsOfOrder)
      return Promise.reject(new Busy(`At most ${embedDefaults.textsOfOrder} texts become vectors at once.`))
    const vectors = texts.map((text) => this.#known.get(keyOf(text, as)))
    if (vectors.every((vector) => vector !== undefined)) return Promise.resolve(vectors)
    const refusal = this.#refusal(texts.length)
    if (refusal !== undefined) return Promise.reject(refusal)
    return new Promise((resolve, reject) => {
      this.#orders.push({ texts, as, vectors, taken: 0, resolve, reject })
      this.#next()
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#fail('The process is stopping.')
    await this.#end()
  }

  #refusal(texts: number): Busy | undefined {
    if (this.#closed) return new Busy('The process is stopping.')
    if (this.#failed !== undefined && this.#clock() - this.#failed.at < embedDefaults.retryMs)
      return new Busy(`There are no vectors of meaning at the moment: ${this.#failed.reason}`, embedDefaults.retryMs)
    if (this.waiting + texts > embedDefaults.waiting)
      return new Busy('Too many texts wait to become vectors.', embedDefaults.busyMs)
    return undefined
  }

  /** The order with the fewest texts left goes first: somebody who waits for one is not behind somebody's book. */
  #next(): void {
    if (this.#taken !== undefined) return
    clearTimeout(this.#idle)
    const [first, ...others] = this.#orders
    if (first === undefined) {
      this.#idle = setTimeout(() => void this.#end(), embedDefaults.idleMs).unref()
      return
    }
    const left = ({ texts, taken }: Order) => texts.length - taken
    const order = others.reduce((least, other) => (left(other) < left(least) ? other : least), first)
    const from = order.taken
    const to = Math.min(from + embedDefaults.textsOfJob, order.texts.length)
    order.taken = to
    if (to === order.texts.length) this.#orders.splice(this.#orders.indexOf(order), 1)
    this.#taken = { order, from, to }
    const worker = (this.#worker ??= this.#start())
    worker.ref()
    worker.postMessage({ texts: order.texts.slice(from, to), as: order.as } satisfies EmbedJob)
  }

  #start(): Apart {
    const file = new URL(`./embed-worker${path.extname(import.meta.url)}`, import.meta.url)
    const worker = startApart(file, this.weights)
    const broken = (reason: string) => {
      if (this.#worker === worker) this.#broken(reason)
    }
    worker.on('message', (answer: EmbedAnswer) => {
      if ('problem' in answer) broken(answer.problem)
      else this.#done(answer.vectors)
    })
    worker.on('error', (error: Error) => broken(error.message))
    worker.on('exit', (code) => broken(`it ended with code ${code}.`))
    return worker
  }

  #done(vectors: Float32Array): void {
    const taken = this.#taken
    this.#taken = undefined
    this.#failed = undefined
    // What runs is waited for; one without work keeps nobody alive.
    this.#worker?.unref()
    if (taken !== undefined) this.#give(taken, vectors)
    this.#next()
  }

  #give({ order, from, to }: Taken, made: Float32Array): void {
    for (let index = from; index < to; index++) {
      const start = (index - from) * this.dimensions
      const vector = made.slice(start, start + this.dimensions)
      order.vectors[index] = vector
      const text = order.texts[index] ?? ''
      if (text.length <= embedDefaults.rememberedLength) this.#known.set(keyOf(text, order.as), vector)
    }
    if (to < order.texts.length) return
    order.resolve(order.vectors.filter((vector) => vector !== undefined))
  }

  #broken(reason: string): void {
    void this.#worker?.terminate()
    this.#worker = undefined
    this.#failed = { at: this.#clock(), reason }
    this.#fail(reason)
  }

  #fail(reason: string): void {
    const failing = new Set(this.#orders.splice(0))
    if (this.#taken !== undefined) failing.add(this.#taken.order)
    this.#taken = undefined
    for (const { reject } of failing) reject(new Busy(`The texts did not become vectors: ${reason}`))
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle)
    const worker = this.#worker
    if (worker === undefined) return
    this.#worker = undefined
    // Its end is waited for: nothing else may keep this process alive until then.
    worker.ref()
    await worker.terminate()
  }
}

function keyOf(text: string, as: EmbedJob['as']): string {
  return `${as} ${text}`
}
