import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** One text of a set of labelled texts. */
export interface Row {
  readonly text: string
  readonly label: string
  readonly split: string
  readonly lang: string
}

/** Public benchmarks, in a folder of their own each. */
export interface Datasets {
  /** Undefined where there is no such file. */
  file(name: string): string | undefined
  /** Of `<name>/data.jsonl`, or of the file that is named. Undefined where there is none. */
  rows(name: string): readonly Row[] | undefined
}

/** Throws when there is no such folder: nothing would be measured, and everything would look fine. */
export function openDatasets(folder: string): Datasets {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}; give one with benchmarks as an argument.`)
  const file = (name: string): string | undefined => {
    const found = path.join(folder, name)
    return existsSync(found) ? readFileSync(found, 'utf8') : undefined
  }
  return {
    file,
    rows(name) {
      const text = file(name.endsWith('.jsonl') ? name : `${name}/data.jsonl`)
      return text
        ?.split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as Row) // the sets are made in this form
    },
  }
}
