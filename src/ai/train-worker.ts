import { constants, setPriority } from 'node:os'
import type { IntentExample } from '../contracts/ports.ts'
import { loadEncoder, type Encoder } from './encoder.ts'
import { keep, readKept, type Kept } from './kept.ts'
import { judge, train, type Judged, type Meaning, type Trained } from './trained.ts'
import { given, parent } from '../apart/parent.ts'
import { speaks, type Weights } from './weights.ts'

/** The process that trains and evaluates, one job after another; trainer.ts gives it the next when it has answered. */

export interface TrainJob {
  readonly examples: readonly IntentExample[]
  /** Where the result is kept, and what an earlier one left to use again. */
  readonly file: string
  readonly hash: string
  readonly kind: 'train' | 'evaluate'
  /** Whether meaning is to be compared where the model can. */
  readonly meaning: boolean
}

export type TrainAnswer =
  { readonly trained: Trained } | { readonly judged: readonly Judged[] } | { readonly problem: string }

const weights = given() as Weights // by trainer.ts

// It takes what nobody else wants.
setPriority(constants.priority.PRIORITY_LOW)

let encoder: Promise<Encoder> | undefined

async function answer(job: TrainJob): Promise<TrainAnswer> {
  try {
    const earlier = await readKept(job.file)
    const texts: string[] = []
    const meaning = job.meaning ? meaningOf(earlier, texts) : undefined
    if (job.kind === 'evaluate') return { judged: await judge(job.examples, meaning) }
    const trained = await train(job.examples, meaning)
    // Whoever asked has the result all the same.
    await keep(job.file, { hash: job.hash, model: weights.model, texts, trained }).catch(() => undefined)
    return { trained }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

/** `asked`: is told every text that a vector was asked of, in their order. */
function meaningOf(earlier: Kept | undefined, asked: string[]): Meaning {
  const known = vectorsOf(earlier)
  return {
    speaks: (language) => speaks(weights, language),
    async embed(texts) {
      asked.push(...texts)
      const vectors: Float32Array[] = []
      for (const text of texts) {
        const vector = known.get(text) ?? (await (await loaded()).encode(text, 'query'))
        known.set(text, vector)
        vectors.push(vector)
      }
      return vectors
    },
  }
}

function loaded(): Promise<Encoder> {
  return (encoder ??= loadEncoder(weights))
}

function vectorsOf(earlier: Kept | undefined): Map<string, Float32Array> {
  const vectors = earlier?.model === weights.model ? earlier.trained.meaning?.machine.vectors : undefined
  const { dimensions } = weights
  if (earlier === undefined || vectors === undefined || vectors.length !== earlier.texts.length * dimensions)
    return new Map()
  return new Map(earlier.texts.map((text, at) => [text, vectors.slice(at * dimensions, (at + 1) * dimensions)]))
}

parent.on((job: TrainJob) => void answer(job).then((done) => parent.postMessage(done)))
