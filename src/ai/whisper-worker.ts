import { env, pipeline } from '@huggingface/transformers'
import type { AutomaticSpeechRecognitionPipeline } from '@huggingface/transformers'
import { decodeSpeech } from './audio.ts'
import type { JobAnswer } from '../apart/jobs.ts'
import { parent } from '../apart/parent.ts'
import type { WhisperJob } from './whisper.ts'

/** Whisper, in a process apart; whisper.ts gives it the next recording when it has answered. */

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

parent.on((job: WhisperJob) => void answer(job).then((done) => parent.postMessage(done)))
