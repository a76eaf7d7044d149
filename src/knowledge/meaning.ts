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
  // Asked first: where nobody keeps them, none are made.
  const collection = await store.vectors.of(base, embedder.dimensions)
  const windows = spoken.map(windowsOf)
  const made = await embedder.embed(windows.flat(), 'passage')
  let at = 0
  const vectors = spoken.map(({ id }, index) => {
    const end = at + (windows[index]?.length ?? 0)
    const vector = together(made.slice(at, end), embedder.dimensions)
    at = end
    return { id, vector }
  })
  await collection.add(vectors)
  await store.chunks.markVectors(
    vectors.map(({ id }) => id),
    model,
  )
  return last.id
}

/**
 * Whoever keeps vectors may have lost some, or kept some of chunks that are gone: a disk was lost, a backup brought back,
 * a removal not heard. What is missing counts as not made from now on, and what is too much is removed. The tenant's rows
 * are the truth. Throws Busy.
 */
export async function mendVectors(store: KnowledgeStore, base: KnowledgeBase): Promise<void> {
  const collection = await store.vectors.existing(base)
  if (((await collection?.count()) ?? 0) === store.chunks.withVector(base)) return
  const spare = new Set<number>()
  if (collection !== undefined) {
    for (let offset = 0, more = true; more; offset += defaults.vectorsCompared) {
      const ids = await collection.ids(offset, defaults.vectorsCompared)
      for (const id of ids) spare.add(id)
      more = ids.length === defaults.vectorsCompared
    }
  }
  for (let after = 0, more = true; more;) {
    const said = store.chunks.idsWithVector(base, after, defaults.vectorsCompared)
    const missing = said.filter((id) => !spare.delete(id))
    if (missing.length > 0) await store.chunks.markVectors(missing, undefined)
    more = said.length === defaults.vectorsCompared
    after = said.at(-1) ?? after
  }
  const unknown = [...spare]
  for (let from = 0; from < unknown.length; from += defaults.vectorsCompared)
    await collection?.remove(unknown.slice(from, from + defaults.vectorsCompared))
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
