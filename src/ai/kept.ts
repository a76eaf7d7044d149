import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { IntentExample } from '../contracts/ports.ts'
import type { Trained } from './trained.ts'

/** What training came to, in a file: a restart need not train again, and a change makes vectors of what is new alone. */
export interface Kept {
  /** Of what it was trained from. */
  readonly hash: string
  /** Of the vectors. */
  readonly model: string | undefined
  /** Whose vectors its machine of meaning has, in their order. */
  readonly texts: readonly string[]
  readonly trained: Trained
}

/** Goes into every hash: another way of training, or another form of the file, is another classifier. */
const form = 'intents 1'

export function hashOf(examples: readonly IntentExample[], model: string | undefined): string {
  const rows = examples.map(({ plugin, intent, text, language = 'en' }) => [plugin, intent, text, language])
  return createHash('sha256')
    .update(JSON.stringify([form, model ?? null, rows]))
    .digest('base64')
}

/** Undefined when there is none, or none that can be read: it is only ever a copy of what can be made again. */
export async function readKept(file: string): Promise<Kept | undefined> {
  try {
    const bytes = await readFile(file)
    const kept = deserialize(bytes) as Kept & { readonly form?: string } // written below, or refused in the next line
    return kept.form === form ? kept : undefined
  } catch {
    return undefined
  }
}

/** Renamed into place when it is on the disk: a crash leaves the old one or the new one. */
export async function keep(file: string, kept: Kept): Promise<void> {
  const unfinished = `${file}.new`
  const handle = await open(unfinished, 'w', 0o600)
  try {
    await handle.writeFile(serialize({ form, ...kept }))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(unfinished, file)
}

/** Before training, and not after: a tenant that was removed meanwhile gets no folder again. */
export async function prepareFolder(file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
}
