import { parentPort } from 'node:worker_threads'
import { env, pipeline } from '@huggingface/transformers'
import type { AutomaticSpeechRecognitionPipeline } from '@huggingface/transformers'
import { decodeSpeech } from './audio.ts'
import type { JobAnswer } from './job-thread.ts'
import type { WhisperJob } from './whisper.ts'

/** Whisper, in a thread; whisper.ts gives it the next recording when it has answered. */

const port = parentPort
if (port === null) throw new Error('whisper-worker.ts is run as a thread.')

let model: Promise<AutomaticSpeechRecognitionPipeline> | undefined

function load({ folder, name }: WhisperJob['weights']): Promise<AutomaticSpeechRecognitionPipeline> {
  env.localModelPath = folder
  env.allowLocalModels = true
  env.allowRemoteModels = false
  return pipeline('automatic-speech-recognition', name, { dtype: 'q8' })
}

async function answer({ bytes, language, weights, seconds }: WhisperJob): Promise<JobAnswer<string>> {
  const speech = await decodeSpeech(bytes, seconds)
  if ('refused' in speech) return speech
  try {
    model ??= load(weights)
    const heard = await (
      await model
    )(speech.samples, {
      task: 'transcribe',
      // English-only weights take no language.
      ...(weights.name.endsWith('.en') ? {} : { language }),
      chunk_length_s: 30,
      stride_length_s: 5,
    })
    const pieces: readonly { readonly text: string }[] = Array.isArray(heard) ? heard : [heard]
    return { value: pieces.map(({ text }) => text.trim()).join(' ') }
  } catch (error) {
    model = undefined
    return { refused: `The recording cannot be heard: ${error instanceof Error ? error.message : String(error)}` }
  }
}

port.on('message', (job: WhisperJob) => void answer(job).then((done) => port.postMessage(done)))
