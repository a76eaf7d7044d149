import { loadEncoder } from './encoder.ts'
import { given, parent } from '../apart/parent.ts'
import type { Weights } from './weights.ts'

/** The process that makes vectors, one job after another; embed.ts gives it the next when it has answered. */

export interface EmbedJob {
  readonly texts: readonly string[]
  readonly as: 'query' | 'passage'
}

/** `vectors`: all of them one behind another. */
export type EmbedAnswer = { readonly vectors: Float32Array } | { readonly problem: string }

const weights = given() as Weights // by embed.ts
const encoder = loadEncoder(weights)

async function answer({ texts, as }: EmbedJob): Promise<EmbedAnswer> {
  try {
    const { encode } = await encoder
    const vectors = new Float32Array(texts.length * weights.dimensions)
    for (const [index, text] of texts.entries()) vectors.set(await encode(text, as), index * weights.dimensions)
    return { vectors }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

parent.on((job: EmbedJob) => void answer(job).then((done) => parent.postMessage(done)))
