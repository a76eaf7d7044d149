import { Busy, Refused } from '../contracts/errors.ts'
import { startApart, type Apart } from './start.ts'

/** What a process answers to a job: what came of it, or why nothing did. */
export type JobAnswer<Value> = { readonly value: Value } | { readonly refused: string }

export interface JobsOptions {
  readonly script: URL
  /** One job takes so long at the most, milliseconds; then the process is ended, whatever it does. */
  readonly jobMs: number
  /** Without a job for so long the process is ended. */
  readonly idleMs: number
  /** Jobs that wait, the one at work included. */
  readonly waiting: number
  readonly heapMb: number
}

/**
 * A process that is started with its first job and does one after another. What goes wrong in it, a crash of a library
 * included, is the job's failure and nobody else's.
 */
export class JobsApart<Job, Value> {
  readonly #options: JobsOptions
  #worker: Apart | undefined
  /** Undefined: it has ended. */
  #told: ((answer: JobAnswer<Value> | undefined) => void) | undefined
  #idle: NodeJS.Timeout | undefined
  #waiting = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: JobsOptions) {
    this.#options = options
  }

  /** Throws Refused with what the process said, Busy, and the signal's reason. */
  async run(job: Job, signal: AbortSignal): Promise<Value> {
    if (this.#waiting >= this.#options.waiting) throw new Busy('Too much waits to be read already.')
    this.#waiting++
    const turn = this.#last.then(() => this.#next(job, signal))
    this.#last = turn.catch(() => undefined)
    try {
      return await turn
    } finally {
      this.#waiting--
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle)
    const worker = this.#worker
    this.#worker = undefined
    await worker?.terminate()
  }

  async #next(job: Job, signal: AbortSignal): Promise<Value> {
    signal.throwIfAborted()
    clearTimeout(this.#idle)
    try {
      return await this.#ask(this.#started(), job, signal)
    } finally {
      this.#idle = setTimeout(() => void this.close(), this.#options.idleMs).unref()
    }
  }

  #started(): Apart {
    if (this.#worker !== undefined) return this.#worker
    const { script, heapMb } = this.#options
    const worker = startApart(script, undefined, heapMb)
    const told = (answer: JobAnswer<Value> | undefined) => {
      if (this.#worker === worker) this.#told?.(answer)
    }
    worker.on('message', told)
    worker.on('error', () => told(undefined))
    worker.on('exit', () => told(undefined))
    worker.unref()
    this.#worker = worker
    return worker
  }

  #ask(worker: Apart, job: Job, signal: AbortSignal): Promise<Value> {
    const { jobMs } = this.#options
    return new Promise<Value>((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
        this.#told = undefined
      }
      /** Whatever it is doing, it is of no use any more. */
      const giveUp = (reason: Error) => {
        finish()
        void this.close()
        reject(reason)
      }
      this.#told = (answer) => {
        if (answer === undefined) {
          giveUp(new Refused('It cannot be read: what reads it broke.'))
          return
        }
        finish()
        if ('value' in answer) resolve(answer.value)
        else reject(new Refused(answer.refused))
      }
      const abort = () => giveUp(signal.reason as Error) // always aborted with an error
      const timer = setTimeout(() => giveUp(new Refused(`Reading it took longer than ${jobMs / 1000} s.`)), jobMs)
      signal.addEventListener('abort', abort, { once: true })
      worker.postMessage(job)
    })
  }
}
