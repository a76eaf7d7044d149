import { parentPort, workerData } from 'node:worker_threads'
import { loadEncoder } from './encoder.ts'
import type { Weights } from './weights.ts'

/** The thread that makes vectors, one job after another; embed.ts gives it the next when it has answered. */

export interface EmbedJob {
  readonly texts: readonly string[]
  readonly as: 'query' | 'passage'
}

/** `vectors`: all of them one behind another. */
export type EmbedAnswer = { readonly vectors: Float32Array } | { readonly problem: string }

const weights = workerData as Weights // given by embed.ts
const port = parentPort
if (port === null) throw new Error('embed-worker.ts is run as a thread.')
const encoder = loadEncoder(weights)
let ending = false
/** The job under way. */
let work: Promise<unknown> = Promise.resolve()

async function answer({ texts, as }: EmbedJob): Promise<EmbedAnswer> {
  try {
    const { encode } = await encoder
    const vectors = new Float32Array(texts.length * weights.dimensions)
    for (const [index, text] of texts.entries()) {
      if (ending) return { problem: 'The thread is ending.' }
      vectors.set(await encode(text, as), index * weights.dimensions)
    }
    return { vectors }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

// Undefined: there is nothing more to do, and the memory is wanted back.
port.on('message', (job: EmbedJob | undefined) => {
  if (job === undefined) {
    ending = true
    // A thread that ends in the middle of a computation takes the whole process with it.
    void work
      .then(() => encoder)
      .then(({ close }) => close())
      .finally(() => process.exit(0))
    return
  }
  work = answer(job).then((done) =>
    port.postMessage(done, 'vectors' in done ? [done.vectors.buffer as ArrayBuffer] : []),
  )
})
