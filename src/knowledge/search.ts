import { searchDefaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import type { KeptChunk, KnowledgeBase, KnowledgeStore, Match, TermKind } from '../contracts/knowledge-store.ts'
import type { Embedder } from '../contracts/understanding.ts'
import { functionWords } from './function-words.ts'
import { relevanceOf, wantedOf } from './relevance.ts'
import type { Relevance } from './relevance.ts'
import { gramsOf, wordsOf } from './terms.ts'

/** A chunk that was found. */
export interface Found {
  readonly chunk: KeptChunk
  /** 0…1; comparable between questions of one knowledge base. */
  readonly score: number
  readonly relevance: Relevance
}

export interface SearchHost {
  readonly store: Pick<KnowledgeStore, 'chunks' | 'vectors'>
  readonly embedder: Embedder
}

export interface SearchOptions {
  /** IETF tag of the question. */
  readonly language: string
  readonly limit: number
  readonly signal: AbortSignal
}

/**
 * Hybrid: BM25 over words and over pieces of words, and the likeness of meaning where there are vectors that understand
 * the language. Scores are brought to one scale and added, because a ranking by ranks (RRF) lets vectors of the wrong
 * language do harm: Russian falls from 96 to 54. What is found best is then read sentence by sentence.
 */
export function createSearch({ store, embedder }: SearchHost) {
  return async (
    bases: readonly KnowledgeBase[],
    question: string,
    options: SearchOptions,
  ): Promise<readonly Found[]> => {
    const { language, limit } = options
    const all = wordsOf(question, language)
    if (all.length === 0) return []
    const idle = functionWords(language)
    const telling = all.filter(({ plain }) => !idle.has(plain))
    const words = telling.length === 0 ? all : telling
    const vector = await vectorOf(bases, question, options)
    const candidates: Candidate[] = []
    for (const base of bases) {
      for (const candidate of lexical(base, words)) candidates.push(candidate)
      if (vector !== undefined) await addMeaning(base, vector, candidates)
      await breathe()
    }
    const ranked = blended(candidates, language).slice(0, Math.max(limit, searchDefaults.read))
    const chunks = new Map(store.chunks.find(ranked.map(({ chunk }) => chunk)).map((chunk) => [chunk.id, chunk]))
    const wanted = wantedOf(all, language, (stems) => rarities(bases, stems))
    const read: Reading[] = []
    for (const { chunk: id, blend, cosine } of ranked) {
      const chunk = chunks.get(id)
      if (chunk === undefined) continue
      const above = [chunk.title, ...chunk.headings].join('\n')
      const relevance = relevanceOf(wanted, { text: chunk.text, above }, language)
      read.push({ chunk, relevance, blend: blend + searchDefaults.focusWeight * relevance.focus, cosine })
      await breathe()
    }
    return scored(read).slice(0, limit)
  }

  /** Undefined where nothing could be compared with it, and when it takes too long: words find most of it. */
  async function vectorOf(
    bases: readonly KnowledgeBase[],
    question: string,
    { language, signal }: SearchOptions,
  ): Promise<Float32Array | undefined> {
    if (!embedder.speaks(language)) return undefined
    const existing = await Promise.all(bases.map((base) => unlessAway(store.vectors.existing(base))))
    if (existing.every((collection) => collection === undefined)) return undefined
    const wait = AbortSignal.any([signal, AbortSignal.timeout(searchDefaults.vectorMs)])
    const late = new Promise<undefined>((resolve) => {
      wait.addEventListener('abort', () => resolve(undefined), { once: true })
    })
    const made = unlessAway(embedder.embed([question], 'query'))
    return Promise.race([made.then((vectors) => vectors?.[0]), late])
  }

  function lexical(base: KnowledgeBase, words: Parameters<typeof gramsOf>[0]): readonly Candidate[] {
    const candidates = new Map<number, Candidate>()
    const add = (kind: TermKind, matches: readonly Match[]) => {
      for (const { chunk, score } of matches) {
        const before = candidates.get(chunk) ?? { base, chunk, words: 0, grams: 0, cosine: undefined }
        candidates.set(chunk, { ...before, [kind]: score })
      }
    }
    const size = store.chunks.count(base)
    const terms = { words: words.map(({ stem }) => stem), grams: gramsOf(words) }
    for (const kind of ['words', 'grams'] as const)
      add(kind, store.chunks.match(base, kind, rarest(base, kind, terms[kind], size), searchDefaults.candidates))
    return [...candidates.values()]
  }

  /** The rarest terms first, as many as can be looked up in a few milliseconds: the common ones tell little. */
  function rarest(base: KnowledgeBase, kind: TermKind, terms: readonly string[], size: number): readonly string[] {
    const distinct = [...new Set(terms)]
    if (distinct.length * size <= searchDefaults.postings) return distinct
    const counts = store.chunks.frequencies(base, kind, distinct)
    const counted = distinct
      .map((term, index) => ({ term, count: counts[index] ?? 0 }))
      .filter(({ count }) => count > 0)
      .toSorted((one, other) => one.count - other.count)
    let left: number = searchDefaults.postings
    return counted.filter(({ count }, index) => (left -= count) >= 0 || index === 0).map(({ term }) => term)
  }

  /** What is not among the nearest is as far as the farthest of them: asking for each would cost more than the search. */
  async function addMeaning(base: KnowledgeBase, vector: Float32Array, candidates: Candidate[]): Promise<void> {
    const collection = await unlessAway(store.vectors.existing(base))
    const near = (await unlessAway(collection?.nearest(vector, searchDefaults.nearest))) ?? []
    const cosines = new Map(near.map(({ chunk, score }) => [chunk, score]))
    const farthest = near.at(-1)?.score
    for (const [index, candidate] of candidates.entries()) {
      if (candidate.base !== base) continue
      const cosine = cosines.get(candidate.chunk) ?? farthest
      candidates[index] = { ...candidate, cosine }
      cosines.delete(candidate.chunk)
    }
    for (const { chunk } of near.slice(0, searchDefaults.candidates)) {
      const cosine = cosines.get(chunk)
      if (cosine !== undefined) candidates.push({ base, chunk, words: 0, grams: 0, cosine })
    }
  }

  /** Inverse document frequency over all of the bases. */
  function rarities(bases: readonly KnowledgeBase[], stems: readonly string[]): readonly number[] {
    const counts = stems.map(() => 0)
    let size = 1
    for (const base of bases) {
      size += store.chunks.count(base)
      for (const [index, count] of store.chunks.frequencies(base, 'words', stems).entries())
        counts[index] = (counts[index] ?? 0) + count
    }
    // From 0 to 1 in a base of any size: a document or two say little about how rare a word is. What is in none of them
    // may be another word for what is.
    const rarity = (count: number) =>
      count === 0 ? searchDefaults.unknownRarity : Math.log(1 + size / (count + 1)) / Math.log(1 + size)
    return counts.map((count) => searchDefaults.leastRarity + rarity(count))
  }
}

/** Who makes or keeps vectors may be away at the moment: words find most of it. */
async function unlessAway<Value>(asked: Promise<Value> | undefined): Promise<Value | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Busy) return undefined
    throw error
  }
}

interface Candidate {
  readonly base: KnowledgeBase
  readonly chunk: number
  readonly words: number
  readonly grams: number
  readonly cosine: number | undefined
}

interface Blended {
  readonly chunk: number
  readonly blend: number
  readonly cosine: number | undefined
}

interface Reading {
  readonly chunk: KeptChunk
  readonly relevance: Relevance
  readonly blend: number
  readonly cosine: number | undefined
}

function blended(candidates: readonly Candidate[], language: string): readonly Blended[] {
  const { meaning, pieces } = /^en\b/i.test(language) ? searchDefaults.weights.english : searchDefaults.weights.others
  const most = (of: (candidate: Candidate) => number) => Math.max(1e-9, ...candidates.map(of))
  const words = most((candidate) => candidate.words)
  const grams = most((candidate) => candidate.grams)
  const cosines = candidates.flatMap(({ cosine }) => (cosine === undefined ? [] : [cosine]))
  const least = Math.min(...cosines)
  const span = Math.max(1e-9, Math.max(...cosines) - least)
  return candidates
    .map(({ chunk, cosine, ...candidate }) => ({
      chunk,
      cosine,
      blend:
        (candidate.words / words + (pieces * candidate.grams) / grams) / (1 + pieces) +
        (cosine === undefined ? 0 : meaning * ((cosine - least) / span)),
    }))
    .toSorted((one, other) => other.blend - one.blend)
}

/** The best one's score says how likely it answers; the others' how far they are behind it. */
function scored(read: readonly Reading[]): readonly Found[] {
  const sorted = read.toSorted((one, other) => other.blend - one.blend)
  const [first] = sorted
  if (first === undefined) return []
  const confidence = Math.max(...sorted.slice(0, searchDefaults.judged).map(confidenceOf))
  return sorted.map((reading) => ({
    chunk: reading.chunk,
    relevance: reading.relevance,
    // Where the best has nothing for it, nothing tells them apart.
    score: first.blend > 0 ? Math.min(confidence * Math.max(0, reading.blend / first.blend), 1) : 0,
  }))
}

/** By the words that are there, and by the meaning where it is known. */
function confidenceOf({ relevance: { coverage, focus }, cosine }: Reading): number {
  const said = (coverage + focus) / 2
  if (cosine === undefined) return said
  const { unlike, alike, meaningShare } = searchDefaults
  const meant = Math.min(1, Math.max(0, (cosine - unlike) / (alike - unlike)))
  return said * (1 - meaningShare) + meant * meaningShare
}

/** Between two pieces of work, others come first. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
