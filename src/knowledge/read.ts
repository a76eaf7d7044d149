import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { documentDefaults } from '../config/defaults.ts'
import { Rooms } from '../apart/rooms.ts'
import { Refused } from '../contracts/errors.ts'
import type { DocumentReader, DocumentText } from '../contracts/knowledge.ts'
import type { File } from './formats/index.ts'
import type { ReadAnswer } from './read-worker.ts'

type Limits = { -readonly [Name in 'bytes' | 'readMs' | 'memoryBytes' | 'readAtOnce' | 'readWaiting']: number }

/**
 * Reads documents, each in a thread of its own that is ended when it takes too long or too much memory: nothing of one
 * document, and of one tenant, is left when the next is read.
 */
export function createDocumentReader(changed: Partial<Limits> = {}): DocumentReader {
  const limits: Limits = { ...documentDefaults, ...changed }
  const { readAtOnce: atOnce, readWaiting: waiting } = limits
  const rooms = new Rooms({ atOnce, waiting, full: 'Many documents are being read already.' })
  return {
    async read(document, signal) {
      if (document.bytes.length > limits.bytes)
        throw new Refused(`The file is larger than the ${limits.bytes} bytes that are read.`)
      return rooms.within(() => readInThread(document, limits, signal), signal)
    },
  }
}

function readInThread(document: File, limits: Limits, signal: AbortSignal): Promise<DocumentText> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(`./read-worker${path.extname(import.meta.url)}`, import.meta.url), {
      workerData: document,
      // Nothing of ours is known in there, and what libraries print is nobody's.
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: documentDefaults.heapMib },
    })
    const finish = () => {
      clearTimeout(timer)
      clearInterval(watch)
      signal.removeEventListener('abort', abort)
      void worker.terminate()
    }
    const fail = (reason: Error) => {
      finish()
      reject(reason)
    }
    const abort = () => fail(signal.reason as Error) // always aborted with an error
    const timer = setTimeout(
      () => fail(new Refused(`Reading the document took longer than ${limits.readMs / 1000} s.`)),
      limits.readMs,
    )
    const watch = setInterval(() => void checkMemory(), documentDefaults.watchMs)
    const checkMemory = async () => {
      const used = await worker.getHeapStatistics().catch(() => undefined)
      if (used !== undefined && used.used_heap_size + used.external_memory > limits.memoryBytes) fail(tooMuchMemory())
    }
    signal.addEventListener('abort', abort, { once: true })
    worker.once('message', (answer: ReadAnswer) => {
      finish()
      if ('text' in answer) resolve(answer.text)
      else reject(new Refused(answer.refused))
    })
    worker.once('error', (error) => fail(reasonOf(error)))
    worker.once('exit', () => fail(new Refused('The document cannot be read.')))
    if (signal.aborted) abort()
  })
}

function reasonOf(error: unknown): Refused {
  const code = (error as { readonly code?: string }).code // Node's errors carry one
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? tooMuchMemory()
    : new Refused('The document cannot be read.', { cause: error })
}

function tooMuchMemory(): Refused {
  return new Refused('Reading the document takes more memory than there is for one. Split it into several.')
}
