import { crawlDefaults, knowledgeIngestDefaults as defaults } from '../config/defaults.ts'
import { Invalid, NotFound, OverLimit } from '../contracts/errors.ts'
import type { DocumentId, KnowledgeBaseId } from '../contracts/id.ts'
import type { Limits } from '../contracts/limits.ts'
import type { KnowledgeBases } from '../contracts/knowledge.ts'
import type { KnowledgeBase, KnowledgeDocument, KnowledgeStore, NewDocument } from '../contracts/knowledge-store.ts'
import { sourceOf } from './answer.ts'
import { keepSource } from './ingest.ts'
import type { createSearch } from './search.ts'

export interface BasesHost {
  readonly store: KnowledgeStore
  readonly search: ReturnType<typeof createSearch>
  readonly limits: Pick<Limits, 'need'>
  readonly languageOf: (base: KnowledgeBase, sample: string) => Promise<string>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** There is something to do; `quiet`: without vectors for now. */
  readonly begin: (quiet?: boolean) => void
}

/** What operators do with a tenant's knowledge. */
export function createBases({ store, search, limits, languageOf, clock, begin }: BasesHost): KnowledgeBases {
  const find = (id: string): KnowledgeBase => {
    const base = store.bases.find(id)
    if (base === undefined) throw new NotFound('There is no such knowledge base.')
    return base
  }
  const document = (base: KnowledgeBaseId, id: string): KnowledgeDocument => {
    const found = store.documents.find(id)
    if (found?.base !== base || found.status === 'removing') throw new NotFound('There is no such document.')
    return found
  }

  /** Its bytes first: only what is complete becomes due, and what a dead process left incomplete never does. */
  async function add(
    made: NewDocument,
    body: AsyncIterable<Uint8Array> | undefined,
    quiet = false,
  ): Promise<KnowledgeDocument> {
    if (store.documents.total() >= defaults.documents)
      throw new OverLimit(`There are ${defaults.documents} documents already. Remove some first.`)
    limits.need('documents')
    const { id } = await store.documents.create(made)
    try {
      const { size, hash } = body === undefined ? { size: 0, hash: undefined } : await keepSource(store, id, body)
      const same = hash === undefined ? undefined : store.documents.withSource(made.base, hash)
      if (same !== undefined) {
        await discard(id)
        return same
      }
      limits.need('storage', size)
      await store.documents.change(id, { size, dueAt: clock(), ...(hash === undefined ? {} : { sourceHash: hash }) })
    } catch (error) {
      await discard(id)
      throw error
    }
    begin(quiet)
    return document(made.base, id)
  }

  async function discard(id: DocumentId): Promise<void> {
    await store.sources.clear(id)
    await store.documents.forget(id)
  }

  return {
    async create(chatbot, name) {
      if (store.bases.all().length >= defaults.bases)
        throw new OverLimit(`There are ${defaults.bases} knowledge bases already. Remove one first.`)
      return store.bases.create(chatbot, name)
    },
    find,
    list: (chatbot) => store.bases.all().filter((base) => base.chatbot === chatbot),
    async remove(id) {
      await store.bases.close(find(id))
      // One without documents has nothing to wait for.
      await store.bases.dropClosed()
      begin()
    },
    addFile: (base, { name, mime, title, body, quiet }) =>
      add({ base: find(base).id, kind: 'file', title: title ?? name, mime }, body, quiet),
    addText: (base, { title, text }) => {
      if (text.trim() === '') throw new Invalid('The text is empty.', 'text')
      return add(
        { base: find(base).id, kind: 'text', title, mime: 'text/markdown' },
        once(Buffer.from(text.toWellFormed())),
      )
    },
    async addUrl(base, { url, title = '', site = false, everyMs }) {
      const parsed = URL.parse(url)
      if (parsed === null || !/^https?:$/.test(parsed.protocol)) throw new Invalid('A URL begins with https://.', 'url')
      parsed.hash = ''
      const before = store.documents.atUrl(find(base).id, parsed.href)
      if (before !== undefined) {
        // Asked for again: it is looked at again, now.
        await store.documents.change(before.id, { status: 'queued', dueAt: clock(), attempts: 0, reason: null })
        begin()
        return document(base, before.id)
      }
      const every = everyMs === undefined ? {} : { everyMs: clamped(everyMs) }
      return add({ base, kind: site ? 'site' : 'url', title, mime: '', url: parsed.href, ...every }, undefined)
    },
    documents: (base, limit, cursor) => store.documents.list(find(base).id, limit, cursor),
    document: (base, id) => document(find(base).id, id),
    async removeDocument(base, id) {
      await store.documents.change(document(find(base).id, id).id, { status: 'removing', dueAt: clock() })
      begin()
    },
    async search(id, query, { limit, language, signal }) {
      const base = find(id)
      const found = await search([base], query, {
        limit,
        signal,
        language: language ?? (await languageOf(base, query)),
      })
      return found.map((one) => ({ text: one.chunk.text, source: sourceOf(one), score: one.score }))
    },
    async stats(id) {
      const base = find(id)
      return {
        documents: store.documents.counts(base.id),
        chunks: store.chunks.count(base),
        vectors: store.chunks.withVector(base),
        questions: store.questions.open(base.chatbot, 50),
      }
    },
  }
}

function clamped(everyMs: number): number {
  return Math.min(Math.max(everyMs, crawlDefaults.everyMinMs), crawlDefaults.everyMaxMs)
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield await Promise.resolve(bytes)
}
