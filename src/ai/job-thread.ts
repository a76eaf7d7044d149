import { Worker } from 'node:worker_threads'
import { Busy, Refused } from '../contracts/errors.ts'

/** What a thread answers to a job: what came of it, or why nothing did. */
export type JobAnswer<Value> = { readonly value: Value } | { readonly refused: string }

export interface JobThreadOptions {
  readonly script: URL
  /** One job takes so long at the most, milliseconds; then the thread is ended, whatever it does. */
  readonly jobMs: number
  /** Without a job for so long the thread is ended. */
  readonly idleMs: number
  /** Jobs that wait, the one at work included. */
  readonly waiting: number
  readonly heapMib: number
}

/**
 * A thread that is started with its first job and does one after another. What goes wrong in it, a crash of a library
 * included, is the job's failure and nobody else's.
 */
export class JobThread<Job, Value> {
  readonly #options: JobThreadOptions
  #worker: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #waiting = 0
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: JobThreadOptions) {
    this.#options = options
  }

  /** Throws Refused with what the thread said, Busy, and the signal's reason. */
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

  #started(): Worker {
    const { script, heapMib } = this.#options
    this.#worker ??= new Worker(script, {
      // Nothing of ours is known in there, and what libraries print is nobody's.
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: heapMib },
    }).on('error', () => undefined)
    this.#worker.unref()
    return this.#worker
  }

  #ask(worker: Worker, job: Job, signal: AbortSignal): Promise<Value> {
    const { jobMs } = this.#options
    return new Promise<Value>((resolve, reject) => {
      const finish = (end: () => void) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
        worker.off('message', answered)
        worker.off('error', broken)
        end()
      }
      /** Whatever it is doing, it is of no use any more. */
      const giveUp = (reason: Error) =>
        finish(() => {
          if (this.#worker === worker) void this.close()
          reject(reason)
        })
      const answered = (answer: JobAnswer<Value>) =>
        finish(() => {
          if ('value' in answer) resolve(answer.value)
          else reject(new Refused(answer.refused))
        })
      const broken = (cause: unknown) => giveUp(new Refused('It cannot be read: what reads it broke.', { cause }))
      const abort = () => giveUp(signal.reason as Error) // always aborted with an error
      const timer = setTimeout(() => giveUp(new Refused(`Reading it took longer than ${jobMs / 1000} s.`)), jobMs)
      signal.addEventListener('abort', abort, { once: true })
      worker.on('message', answered)
      worker.on('error', broken)
      worker.postMessage(job)
    })
  }
}
