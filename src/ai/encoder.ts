import { embedDefaults } from '../config/defaults.ts'
import { verifyWeights, type Weights } from './weights.ts'

/** A model in memory, in a thread of its own: it computes in the thread that calls it. */
export interface Encoder {
  encode(this: void, text: string, as: 'query' | 'passage'): Promise<Float32Array>
  close(this: void): Promise<void>
}

/** Loads transformers.js and the weights: about 0.4 s and 80 MB. Throws Refused when the files are not what they should be. */
export async function loadEncoder(weights: Weights): Promise<Encoder> {
  await verifyWeights(weights)
  const { env, LogLevel, pipeline } = await import('@huggingface/transformers')
  env.localModelPath = weights.folder
  env.allowRemoteModels = false
  // What goes wrong comes back as an error, and whoever asked has a log.
  env.logLevel = LogLevel.NONE
  const extract = await pipeline('feature-extraction', weights.model, {
    dtype: 'q8',
    // One core: the others belong to the road.
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1 },
  })
  return {
    /** One text at a time: int8 scales are made over a whole batch, so that neighbours would change each other's vectors. */
    async encode(text, as) {
      const input = weights.prefixes[as] + text.slice(0, embedDefaults.textLength)
      const { data } = await extract(input, { pooling: 'mean', normalize: true })
      return Float32Array.from(data as Float32Array) // what feature extraction gives with a q8 model
    },
    async close() {
      await extract.dispose()
    },
  }
}
