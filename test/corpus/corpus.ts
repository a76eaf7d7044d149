import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const corpusFolder = process.env.CORPUS_DIR ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url))

/** A payload that somebody's tests recorded. */
export interface CorpusRecord {
  readonly id: string
  readonly kind: string
  readonly payload: unknown
}

/**
 * The lines of a file of real payloads, which are not ours to keep here. Undefined where there are none: the test says so
 * and is skipped, except in CI, where they have to be there.
 */
export function readCorpus<Line>(name: string): readonly Line[] | undefined {
  const lines = readCorpusFile(name)?.split('\n')
  return lines?.filter((line) => line !== '').map((line) => JSON.parse(line) as Line) // the caller knows the file
}

/** The same of a whole file. */
export function readCorpusFile(name: string): string | undefined {
  const path = join(corpusFolder, name)
  if (existsSync(path)) return readFileSync(path, 'utf8')
  const reason = `There is no ${path} (CORPUS_DIR): what needs it is not tested.`
  if (process.env.CI === 'true') throw new Error(reason)
  console.warn(reason)
  return undefined
}
