import { createHash } from 'node:crypto'
import { crawlDefaults, documentDefaults, knowledgeIngestDefaults as defaults } from '../config/defaults.ts'
import { Busy, Refused } from '../contracts/errors.ts'
import { OverPlan } from '../contracts/limits.ts'
import type { Limits } from '../contracts/limits.ts'
import type { DocumentReader, DocumentText } from '../contracts/knowledge.ts'
import type { KnowledgeBase, KnowledgeDocument, KnowledgeStore } from '../contracts/knowledge-store.ts'
import type { Log } from '../contracts/log.ts'
import type { Awaitable } from '../contracts/channel.ts'
import { chunksOf } from './chunk.ts'
import { bytesOf, tooLarge } from './fetch.ts'
import type { Web } from './fetch.ts'
import { removeDocument, sweepStale } from './removal.ts'
import { termsOf } from './terms.ts'

export interface IngestHost {
  readonly store: KnowledgeStore
  readonly reader: DocumentReader
  readonly web: Web
  readonly limits: Pick<Limits, 'need'>
  /** IETF tag of what a document of this base is written in. */
  readonly languageOf: (base: KnowledgeBase, sample: string) => Awaitable<string>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly log: Log
}

/**
 * Works on one document, as far as it goes. What it did is durable step by step: a process that was killed in the middle
 * goes on where it ended. Everything that a stranger's document or server does ends as a status with a reason.
 */
export function createIngest(host: IngestHost) {
  const { store, clock, log } = host

  return async function work(document: KnowledgeDocument, signal: AbortSignal): Promise<void> {
    if (document.status === 'removing') return removeDocument(store, document)
    const attempts = document.attempts + 1
    if (attempts > defaults.attempts) {
      await fail(document, 'It could not be read in several tries.')
      return
    }
    await store.documents.change(document.id, { attempts })
    try {
      await steps(document, signal)
    } catch (error) {
      // A stop is no failure: the next process goes on.
      if (signal.aborted) await store.documents.change(document.id, { attempts: document.attempts })
      else if (error instanceof Refused || error instanceof OverPlan) await fail(document, error.message)
      else await later(document, attempts, error)
    }
  }

  async function steps(document: KnowledgeDocument, signal: AbortSignal): Promise<void> {
    const base = store.bases.find(document.base)
    if (base === undefined) throw new Refused('Its knowledge base was removed.')
    if (document.kind === 'site') return readSite(document, signal)
    if (document.kind === 'url' && (await fetched(document, signal)) === 'unchanged') return
    await store.documents.change(document.id, { status: 'reading' })
    // As it is now: fetching changed what is known of it.
    const current = store.documents.find(document.id) ?? document
    const bytes = await bytesOf(store.sources.read(document.id))
    const text = await host.reader.read({ bytes, mime: current.mime, name: nameOf(current) }, signal)
    await index(current, base, text, bytes.length, signal)
    await store.sources.clear(document.id)
    await sweepStale(store, base, document.id)
  }

  /** Into the document's sources, unless the server says that nothing changed. */
  async function fetched(document: KnowledgeDocument, signal: AbortSignal): Promise<'unchanged' | 'fetched'> {
    const { id, url = '', freshness, everyMs, site, title } = document
    const known = document.textHash === '' ? {} : freshness
    const answer = await host.web.page(url, known, everyMs !== undefined || site !== undefined, signal)
    const checkedAt = clock()
    if ('unchanged' in answer) {
      await store.documents.change(id, { ...settled(document), freshness: { ...freshness, checkedAt } })
      return 'unchanged'
    }
    await store.sources.clear(id)
    await keepSource(store, id, answer.body)
    await store.documents.change(id, {
      mime: answer.mime,
      freshness: { ...answer.freshness, checkedAt },
      ...(title === '' ? { title: url } : {}),
    })
    return 'fetched'
  }

  async function index(
    document: KnowledgeDocument,
    base: KnowledgeBase,
    text: DocumentText,
    size: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { id } = document
    const textHash = createHash('sha256').update(JSON.stringify(text.blocks)).digest('hex')
    if (textHash === document.textHash) {
      await store.documents.change(id, settled(document))
      return
    }
    const same = store.documents.withText(base.id, textHash)
    if (same !== undefined && same.id !== id)
      throw new Refused(`Its text is the same as that of “${same.title}”, which is there already.`)
    const language = await host.languageOf(base, sampleOf(text))
    const found = document.title === '' || document.title === document.url ? text.title : undefined
    const title = found ?? (document.title === '' ? 'Document' : document.title)
    await store.documents.change(id, { status: 'indexing', language, title })
    const done = await store.chunks.begin(id, textHash)
    let position = 0
    let batch: Parameters<KnowledgeStore['chunks']['append']>[2] = []
    const flush = async () => {
      signal.throwIfAborted()
      if (batch.length > 0) await store.chunks.append(document, base, batch)
      batch = []
    }
    const room = defaults.chunks - store.chunks.count(base)
    for (const chunk of chunksOf(text, language)) {
      if (position++ < done) continue
      if (position - done > room) throw new Refused(`The knowledge base is full: it has ${defaults.chunks} chunks.`)
      batch = [...batch, { ...chunk, ...termsOf([title, ...chunk.headings, chunk.text].join('\n'), language) }]
      if (batch.length >= defaults.chunksAtOnce) await flush()
      else await new Promise((resolve) => setImmediate(resolve))
    }
    await flush()
    const pages = text.blocks.reduce((most, { page = 0 }) => Math.max(most, page), 0)
    await store.chunks.publish(id, { ...settled(document), textHash, size, pages })
  }

  /** Pages come and go with the sitemap. */
  async function readSite(document: KnowledgeDocument, signal: AbortSignal): Promise<void> {
    const { id, base, url = '', everyMs } = document
    const pages = new Set(await host.web.pagesOf(url, signal))
    for (const child of store.documents.ofSite(id))
      if (child.url !== undefined && !pages.has(child.url))
        await store.documents.change(child.id, { status: 'removing', dueAt: clock() })
    let dueAt = clock()
    for (const page of pages) {
      signal.throwIfAborted()
      if (store.documents.atUrl(base, page) !== undefined) continue
      if (store.documents.total() >= defaults.documents)
        throw new Refused(`There are ${defaults.documents} documents already.`)
      host.limits.need('documents')
      const child = await store.documents.create({
        base,
        kind: 'url',
        title: '',
        mime: '',
        url: page,
        site: id,
        ...(everyMs === undefined ? {} : { everyMs }),
      })
      await store.documents.change(child.id, { dueAt })
      dueAt += crawlDefaults.pauseMs
    }
    const title = document.title === '' ? (URL.parse(url)?.host ?? url) : document.title
    await store.documents.change(id, { ...settled(document), title, freshness: { checkedAt: clock() } })
  }

  /** Its words are found. Where vectors are awaited, it is ready with them. */
  function settled({ everyMs, kind }: KnowledgeDocument) {
    return {
      status: store.vectors.awaited && kind !== 'site' ? 'indexing' : 'ready',
      reason: null,
      attempts: 0,
      dueAt: everyMs === undefined ? null : clock() + everyMs,
    } as const
  }

  async function fail(document: KnowledgeDocument, reason: string): Promise<void> {
    const { everyMs, id } = document
    // What could be read before is still found: a page that is gone for an hour is not forgotten.
    await store.documents.change(id, {
      status: 'failed',
      reason,
      attempts: 0,
      dueAt: everyMs === undefined ? null : clock() + everyMs,
    })
    await store.sources.clear(id)
  }

  async function later(document: KnowledgeDocument, attempts: number, error: unknown): Promise<void> {
    const wait = Math.min(defaults.retryMs * 2 ** (attempts - 1), defaults.retryCapMs)
    const afterMs = error instanceof Busy ? Math.max(error.afterMs ?? 0, wait) : wait
    if (!(error instanceof Busy))
      log.error({ document: document.id, error }, 'A document could not be read and is tried again.')
    await store.documents.change(document.id, {
      dueAt: clock() + afterMs,
      reason: error instanceof Busy ? error.message : 'Something went wrong on our side; it is tried again.',
    })
  }
}

/** In pieces, each durable. Throws Refused for too much. */
export async function keepSource(
  store: Pick<KnowledgeStore, 'sources'>,
  document: KnowledgeDocument['id'],
  body: AsyncIterable<Uint8Array>,
): Promise<{ readonly size: number; readonly hash: string }> {
  const hash = createHash('sha256')
  let size = 0
  let position = 0
  let open: Uint8Array[] = []
  let opened = 0
  const flush = async () => {
    if (opened > 0) await store.sources.append(document, position++, Buffer.concat(open))
    open = []
    opened = 0
  }
  for await (const piece of body) {
    size += piece.length
    if (size > documentDefaults.bytes) throw tooLarge()
    hash.update(piece)
    for (let from = 0; from < piece.length; from += defaults.pieceBytes) {
      const part = piece.subarray(from, from + defaults.pieceBytes)
      open.push(part)
      opened += part.length
      if (opened >= defaults.pieceBytes) await flush()
    }
  }
  await flush()
  return { size, hash: hash.digest('hex') }
}

/** The end of a name tells what it is. */
function nameOf({ kind, title, url }: KnowledgeDocument): string {
  return kind === 'url' ? (URL.parse(url ?? '')?.pathname ?? '') : title
}

/** The beginning may be a table of contents: from the middle, too. */
function sampleOf({ blocks }: DocumentText): string {
  const middle = Math.floor(blocks.length / 2)
  return [...blocks.slice(0, 5), ...blocks.slice(middle, middle + 5)]
    .map(({ text }) => text)
    .join('\n')
    .slice(0, 2000)
}
