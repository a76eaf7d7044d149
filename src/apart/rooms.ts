import { Busy } from '../contracts/errors.ts'

export interface RoomsOptions {
  readonly atOnce: number
  /** Those that may wait besides. */
  readonly waiting: number
  /** Told to whoever finds no place to wait. */
  readonly full: string
}

/** So many at once; the others wait in the order in which they came. */
export class Rooms {
  readonly #options: RoomsOptions
  readonly #waiting: (() => void)[] = []
  #taken = 0

  constructor(options: RoomsOptions) {
    this.#options = options
  }

  /** Throws Busy, what the work throws, and the signal's reason while it waits. */
  async within<Value>(work: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
    await this.#enter(signal)
    try {
      return await work()
    } finally {
      this.#leave()
    }
  }

  async #enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#taken < this.#options.atOnce) {
      this.#taken++
      return
    }
    if (this.#waiting.length >= this.#options.waiting) throw new Busy(this.#options.full)
    await new Promise<void>((resolve, reject) => {
      const come = () => {
        signal.removeEventListener('abort', go)
        resolve()
      }
      const go = () => {
        this.#waiting.splice(this.#waiting.indexOf(come), 1)
        reject(signal.reason as Error) // always aborted with an error
      }
      signal.addEventListener('abort', go, { once: true })
      this.#waiting.push(come)
    })
  }

  #leave(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#taken--
    else next()
  }
}
