import { knowledgeIngestDefaults as defaults } from '../config/defaults.ts'
import type { KeptChunk, KnowledgeBase, KnowledgeStore } from '../contracts/knowledge-store.ts'
import type { Embedder } from '../contracts/understanding.ts'

/**
 * Gives the next chunks of a base their vectors, some at a time; undefined: there are none left. Which have one is
 * written beside each chunk, so a process that was killed goes on where it ended. Throws Busy.
 */
export async function giveVectors(
  { store, embedder }: { readonly store: KnowledgeStore; readonly embedder: Embedder },
  base: KnowledgeBase,
  after: number,
): Promise<number | undefined> {
  const { model } = embedder
  if (after === 0 && (await store.chunks.forgetOtherModels(base, model))) await store.vectors.drop(base)
  const chunks = store.chunks.withoutVector(base, model, after, defaults.vectorsAtOnce)
  const last = chunks.at(-1)
  if (last === undefined) return undefined
  const spoken = chunks.filter(({ language }) => embedder.speaks(language))
  if (spoken.length === 0) return last.id
  const windows = spoken.map(windowsOf)
  const made = await embedder.embed(windows.flat(), 'passage')
  let at = 0
  const vectors = spoken.map(({ id }, index) => {
    const end = at + (windows[index]?.length ?? 0)
    const vector = together(made.slice(at, end), embedder.dimensions)
    at = end
    return { id, vector }
  })
  const collection = await store.vectors.of(base, embedder.dimensions)
  await collection.add(vectors)
  await store.chunks.markVectors(
    vectors.map(({ id }) => id),
    model,
  )
  return last.id
}

/** What the model reads at once: a chunk is longer. Each window begins with what the chunk is about. */
function windowsOf({ title, headings, text }: KeptChunk): readonly string[] {
  const words = text.split(/\s+/)
  const count = Math.max(1, Math.ceil(words.length / defaults.vectorWords))
  const length = Math.ceil(words.length / count)
  const above = [title, ...headings].filter((line) => line !== '').join(' – ')
  return Array.from({ length: count }, (_, index) =>
    `${above}\n${words.slice(index * length, (index + 1) * length).join(' ')}`.trim(),
  )
}

/** The direction between them. */
function together(vectors: readonly Float32Array[], dimensions: number): Float32Array {
  const sum = new Float32Array(dimensions)
  for (const vector of vectors)
    for (let index = 0; index < dimensions; index++) sum[index] = (sum[index] ?? 0) + (vector[index] ?? 0)
  const length = Math.hypot(...sum) || 1
  return sum.map((value) => value / length)
}
