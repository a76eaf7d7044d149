import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createEmbedder } from '../../src/ai/embed.ts'
import type { OwnEmbedder } from '../../src/ai/embed.ts'
import { idMint } from '../../src/contracts/id.ts'
import type { ChatbotId, TenantCode, TenantKey } from '../../src/contracts/id.ts'
import type { KnowledgeBase, KnowledgeStore } from '../../src/contracts/ports.ts'
import { createSearch } from '../../src/knowledge/search.ts'
import { termsOf } from '../../src/knowledge/terms.ts'
import { openDatabases } from '../../src/tenancy/databases.ts'
import { openKnowledgeStore } from '../../src/tenancy/knowledge/index.ts'
import { randomId } from '../../src/tenancy/random.ts'
import type { Finding } from '../parts/finding.ts'
import { absent, duration, type Section } from './section.ts'

interface Collection {
  readonly docs: readonly { readonly id: string; readonly text: string }[]
  readonly queries: readonly { readonly text: string; readonly rel: Readonly<Record<string, number>> }[]
}

/** nDCG@10, in per cent, that has to be reached; every language of XQuAD that is there is measured. */
const sets = [
  { name: 'cranfield', languages: ['en'], atLeast: 39 },
  {
    name: 'xquad',
    languages: ['en', 'es', 'de', 'ar', 'el', 'hi', 'ro', 'ru', 'th', 'tr', 'vi', 'zh'],
    atLeast: 95,
  },
] as const

export const retrieval: Section = async (datasets) => {
  const findings: Finding[] = []
  const embedder = createEmbedder()
  try {
    for (const { name, languages, atLeast } of sets) {
      const measured = languages.flatMap((language) => {
        const text = datasets.file(`${name}/${language}.json`)
        return text === undefined ? [] : [{ language, collection: JSON.parse(text) as Collection }] // the sets are made in this form
      })
      if (measured.length === 0) findings.push(absent('retrieval', name))
      for (const { language, collection } of measured)
        findings.push(...(await measure(`${name}, ${language}`, collection, language, atLeast, embedder)))
    }
  } finally {
    await embedder.close()
  }
  return findings
}

async function measure(
  what: string,
  { docs, queries }: Collection,
  language: string,
  atLeast: number,
  embedder: OwnEmbedder,
): Promise<readonly Finding[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'colloquy-retrieval-'))
  const databases = await openDatabases(folder)
  try {
    const code = 'bench' as TenantCode // a bench's own
    await databases.provision(code)
    const database = await databases.open(code)
    const store = openKnowledgeStore({ database, mint: idMint('bench' as TenantKey, randomId), clock: Date.now }) // as above
    const base = await store.bases.create('bot_bench0000001' as ChatbotId, what) // as above
    const ids = await index(store, base, docs, language, embedder)
    const search = createSearch({ store, embedder })
    const signal = new AbortController().signal
    let sum = 0
    const times: number[] = []
    for (const { text, rel } of queries) {
      const begun = performance.now()
      const found = await search([base], text, { language, limit: 10, signal })
      times.push(performance.now() - begun)
      sum += ndcg(
        found.map(({ chunk }) => ids.get(chunk.document) ?? ''),
        rel,
      )
    }
    database.close()
    const value = (100 * sum) / queries.length
    const median = times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0
    return [
      {
        bench: 'understanding',
        what: `retrieval, nDCG@10, ${what}`,
        measured: value.toFixed(1),
        budget: `≥ ${atLeast}`,
        kept: value >= atLeast,
      },
      duration(`retrieval, a question, ${what}`, median),
    ]
  } finally {
    databases.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Gives the set's own ids by ours. */
async function index(
  store: KnowledgeStore,
  base: KnowledgeBase,
  docs: Collection['docs'],
  language: string,
  embedder: OwnEmbedder,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (const { id, text } of docs) {
    const document = await store.documents.create({ base: base.id, kind: 'text', title: '', mime: 'text/plain' })
    ids.set(document.id, id)
    await store.chunks.begin(document.id, id)
    await store.chunks.append(document, base, [{ text, headings: [], pages: [], ...termsOf(text, language) }])
    await store.chunks.publish(document.id, { status: 'ready', language })
  }
  if (!embedder.speaks(language)) return ids
  const chunks = store.chunks.withoutVector(base, embedder.model, 0, docs.length)
  const vectors = await store.vectors.of(base, embedder.dimensions)
  for (let from = 0; from < chunks.length; from += 64) {
    const batch = chunks.slice(from, from + 64)
    const made = await embedder.embed(
      batch.map(({ text }) => text),
      'passage',
    )
    await vectors.add(
      batch.flatMap(({ id }, place) => (made[place] === undefined ? [] : [{ id, vector: made[place] }])),
    )
  }
  return ids
}

/** Gain by the grade, as it is in the set. */
function ndcg(found: readonly string[], rel: Readonly<Record<string, number>>): number {
  const gain = (grades: readonly number[]) =>
    grades.reduce((sum, grade, place) => sum + grade / Math.log2(place + 2), 0)
  const ideal = gain(
    Object.values(rel)
      .toSorted((one, other) => other - one)
      .slice(0, 10),
  )
  return ideal === 0 ? 0 : gain(found.slice(0, 10).map((id) => rel[id] ?? 0)) / ideal
}
