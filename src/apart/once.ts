import { readFile } from 'node:fs/promises'
import { Refused } from '../contracts/errors.ts'
import type { JobAnswer } from './jobs.ts'
import { startApart } from './start.ts'

export interface OnceOptions {
  readonly script: URL
  /** Milliseconds; then the process is ended, whatever it does. */
  readonly jobMs: number
  /** Of the whole process, native libraries included. Looked at where the system tells (Linux). */
  readonly memoryBytes: number
  /** Of JavaScript's objects. */
  readonly heapMb: number
  /** How often its memory is looked at, milliseconds. */
  readonly watchMs: number
  /** What it is that is done, as the beginning of a sentence: `Reading the model`. */
  readonly what: string
}

/**
 * One job in a process of its own, which ends with it: nothing of it is left for the next. Throws Refused with what the
 * process said, or how it ended, and the signal's reason.
 */
export async function once<Value>(job: unknown, options: OnceOptions, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted()
  const { script, jobMs, memoryBytes, heapMb, watchMs, what } = options
  const process = startApart(script, undefined, heapMb)
  const { promise, resolve, reject } = Promise.withResolvers<Value>()
  const broke = () => reject(new Refused(`${what} broke off.`))
  process.on('message', (answer: JobAnswer<Value>) =>
    'value' in answer ? resolve(answer.value) : reject(new Refused(answer.refused)),
  )
  process.on('error', broke)
  process.on('exit', broke)
  const abort = () => reject(signal.reason as Error) // always aborted with an error
  signal.addEventListener('abort', abort, { once: true })
  const timer = setTimeout(() => reject(new Refused(`${what} took longer than ${jobMs / 1000} s.`)), jobMs)
  const watch = setInterval(
    () =>
      void residentBytes(process.pid).then((bytes) => {
        if (bytes > memoryBytes) reject(new Refused(`${what} takes more memory than there is for one.`))
      }),
    watchMs,
  )
  process.postMessage(job)
  try {
    return await promise
  } finally {
    clearTimeout(timer)
    clearInterval(watch)
    signal.removeEventListener('abort', abort)
    await process.terminate()
  }
}

/** 0 where nothing tells. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
async function residentBytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0)
}
