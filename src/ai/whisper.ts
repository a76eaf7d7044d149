import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { readingDefaults } from '../config/defaults.ts'
import { JobsApart } from '../apart/jobs.ts'

/** Speech heard on this machine: where an operator has put whisper's weights into the models' folder. */
export interface Whisper {
  /** The name of the weights; undefined: there are none. Cheap. */
  readonly model: string | undefined
  /** Throws Refused and Busy. */
  hear(recording: Uint8Array, language: string, signal: AbortSignal): Promise<string>
  close(): Promise<void>
}

export interface WhisperJob {
  readonly bytes: Uint8Array
  /** ISO 639-1. */
  readonly language: string
  readonly weights: { readonly folder: string; readonly name: string }
  /** The longest recording that is heard. */
  readonly seconds: number
}

/** The files without which the library does not begin. */
const needed = ['config.json', 'tokenizer.json', 'preprocessor_config.json', 'onnx/encoder_model_quantized.onnx']

/** `<folder>/<publisher>/whisper-…`, in the layout of transformers.js; the largest that is there, by its name. */
export function findWhisper(folder: string): string | undefined {
  const names = foldersIn(folder).flatMap((publisher) =>
    foldersIn(path.join(folder, publisher))
      .filter((name) => name.startsWith('whisper-'))
      .map((name) => `${publisher}/${name}`),
  )
  const complete = names.filter((name) => needed.every((file) => existsSync(path.join(folder, name, file))))
  return complete.sort((a, b) => sizeOf(b) - sizeOf(a)).at(0)
}

const sizes = ['tiny', 'base', 'small', 'medium', 'large']
const sizeOf = (name: string): number => sizes.findIndex((size) => name.includes(`whisper-${size}`))

function foldersIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map(({ name }) => name)
}

export function createWhisper(folder: string): Whisper {
  const apart = new JobsApart<WhisperJob, string>({
    script: new URL('./whisper-worker.ts', import.meta.url),
    jobMs: readingDefaults.ownSpeechMs,
    idleMs: readingDefaults.idleMs,
    waiting: readingDefaults.waiting,
    heapMb: readingDefaults.heapMb,
  })
  const name = findWhisper(folder)
  return {
    model: name,
    hear(bytes, language, signal) {
      const job = {
        bytes,
        language: language.split('-', 1)[0] ?? 'en',
        weights: { folder: folder.endsWith(path.sep) ? folder : folder + path.sep, name: name ?? '' },
        seconds: readingDefaults.ownSpeechSeconds,
      }
      return apart.run(job, signal)
    },
    close: () => apart.close(),
  }
}
