import type { ChatbotId, ConversationId, DocumentId, KnowledgeBaseId } from './id.ts'
import type { Page } from './store.ts'

/** What is kept of a tenant's knowledge, and how it is found. The tables of one tenant, and nobody else's. */

export interface KnowledgeBase {
  readonly id: KnowledgeBaseId
  /** Names its tables. */
  readonly number: number
  readonly chatbot: ChatbotId
  readonly name: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** `site`: a sitemap, whose pages are documents of their own. */
export type DocumentKind = 'file' | 'text' | 'url' | 'site'

/** In the order in which a document goes through them; `failed` says why, and is tried again when its source is fetched anew. */
export type DocumentStatus = 'queued' | 'reading' | 'indexing' | 'ready' | 'failed' | 'removing'

export interface KnowledgeDocument {
  readonly id: DocumentId
  readonly base: KnowledgeBaseId
  readonly kind: DocumentKind
  readonly title: string
  readonly url?: string
  /** As it was declared by whoever brought it. */
  readonly mime: string
  readonly status: DocumentStatus
  /** A sentence: why it failed, or what is left out of it. */
  readonly reason?: string
  /** IETF tag; empty until it was read. */
  readonly language: string
  /** Bytes. */
  readonly size: number
  readonly pages: number
  readonly chunks: number
  /** The site it was found on. */
  readonly site?: DocumentId
  /** Milliseconds between two looks at its URL; undefined: it is fetched once. */
  readonly everyMs?: number
  readonly freshness: Freshness
  /** SHA-256 of the text that is searched, hex; empty before there is one. */
  readonly textHash: string
  /** Failed tries in a row. */
  readonly attempts: number
  /** When it is to be worked on, milliseconds since 1970; undefined: not by itself. */
  readonly dueAt?: number
  readonly createdAt: number
  readonly updatedAt: number
}

/** What a web server said of a page, sent back to it to ask whether there is another. */
export interface Freshness {
  readonly etag?: string
  readonly lastModified?: string
  /** When it was looked at last, milliseconds since 1970. */
  readonly checkedAt?: number
}

export interface NewDocument extends Pick<KnowledgeDocument, 'base' | 'kind' | 'title' | 'mime'> {
  readonly url?: string
  readonly site?: DocumentId
  readonly everyMs?: number
}

export type DocumentChange = Partial<
  Pick<
    KnowledgeDocument,
    'title' | 'mime' | 'status' | 'language' | 'size' | 'pages' | 'freshness' | 'textHash' | 'attempts'
  >
> & {
  /** SHA-256 of the bytes that were uploaded, hex. */
  readonly sourceHash?: string
  /** Null: none any more. */
  readonly reason?: string | null
  readonly dueAt?: number | null
}

/** A piece of a document, as it is found and cited. */
export interface Chunk {
  readonly text: string
  /** The headings above it, outermost first. */
  readonly headings: readonly string[]
  /** Pages by where they begin in the text: UTF-16 units, pages count from 1. */
  readonly pages: readonly (readonly [start: number, page: number])[]
}

/** A chunk with what it is compared by. */
export interface ChunkToKeep extends Chunk {
  readonly words: readonly string[]
  readonly grams: readonly string[]
}

export interface KeptChunk extends Chunk {
  readonly id: number
  readonly document: DocumentId
  readonly title: string
  readonly url?: string
  readonly language: string
}

export type TermKind = 'words' | 'grams'

export interface Match {
  readonly chunk: number
  /** The higher the better; comparable within one answer. */
  readonly score: number
}

export interface KnowledgeStore {
  readonly bases: {
    create(chatbot: ChatbotId, name: string): Promise<KnowledgeBase>
    find(id: string): KnowledgeBase | undefined
    /** Also one that is on its way out. */
    findClosed(id: string): KnowledgeBase | undefined
    /** The same list until it changes. */
    all(): readonly KnowledgeBase[]
    /** Those whose chatbot is gone. */
    orphans(): readonly KnowledgeBase[]
    /** It is found no more, and its documents are to be removed. */
    close(base: KnowledgeBase): Promise<void>
    /** Closed ones without documents: their tables are dropped. */
    dropClosed(): Promise<void>
  }
  readonly documents: {
    create(document: NewDocument): Promise<KnowledgeDocument>
    find(id: string): KnowledgeDocument | undefined
    list(base: KnowledgeBaseId, limit: number, cursor?: string): Page<KnowledgeDocument>
    change(id: DocumentId, change: DocumentChange): Promise<void>
    /** The one that is due first, when it is due by `now`. */
    next(now: number): KnowledgeDocument | undefined
    /** When the next one is due. */
    nextAt(): number | undefined
    /** Those of a base whose text is found and that were `indexing` are ready: what else was to be made of it is there. */
    ready(base: KnowledgeBaseId): Promise<void>
    /** In this base, found, with this text. */
    withText(base: KnowledgeBaseId, textHash: string): KnowledgeDocument | undefined
    /** In this base, not failed, of these bytes. */
    withSource(base: KnowledgeBaseId, sourceHash: string): KnowledgeDocument | undefined
    atUrl(base: KnowledgeBaseId, url: string): KnowledgeDocument | undefined
    ofSite(site: DocumentId): readonly KnowledgeDocument[]
    counts(base: KnowledgeBaseId): Readonly<Partial<Record<DocumentStatus, number>>>
    total(): number
    /** Those that came before this moment and whose bytes never came to their end: they are to be removed. */
    abandon(before: number): Promise<void>
    /** The row itself: when nothing else of it is left. */
    forget(id: DocumentId): Promise<void>
  }
  /** The bytes of a document, until they are read. */
  readonly sources: {
    append(document: DocumentId, position: number, bytes: Uint8Array): Promise<void>
    read(document: DocumentId): AsyncIterable<Uint8Array>
    clear(document: DocumentId): Promise<void>
  }
  readonly chunks: {
    /**
     * Begins the next version of a document, of the text with this hash; the one before is found until `publish`.
     * Gives how many chunks it has already: of a process that ended in the middle.
     */
    begin(document: DocumentId, textHash: string): Promise<number>
    /** Puts them behind those that the next version has. */
    append(document: KnowledgeDocument, base: KnowledgeBase, chunks: readonly ChunkToKeep[]): Promise<void>
    /** The next version is what is found from now on. */
    publish(document: DocumentId, change: DocumentChange): Promise<void>
    /** Some that no search finds any more, or of the whole document. */
    stale(document: DocumentId, whole: boolean, limit: number): readonly number[]
    remove(base: KnowledgeBase, ids: readonly number[]): Promise<void>
    /** One more step to where nothing of what was removed is in the index; false: it was the last. */
    tidy(base: KnowledgeBase): Promise<boolean>
    find(ids: readonly number[]): readonly KeptChunk[]
    count(base: KnowledgeBase): number
    /** How many chunks have the term, for each. */
    frequencies(base: KnowledgeBase, kind: TermKind, terms: readonly string[]): readonly number[]
    /** Best first (BM25). */
    match(base: KnowledgeBase, kind: TermKind, terms: readonly string[], limit: number): readonly Match[]
    /** Some that are found and have no vector of the model yet, behind the chunk `after`. */
    withoutVector(base: KnowledgeBase, model: string, after: number, limit: number): readonly KeptChunk[]
    /** Undefined: they have none. */
    markVectors(ids: readonly number[], model: string | undefined): Promise<void>
    /** How many are said to have a vector, whatever model made it. */
    withVector(base: KnowledgeBase): number
    /** Some of them, in their order, behind the chunk `after`. */
    idsWithVector(base: KnowledgeBase, after: number, limit: number): readonly number[]
    /** True: some were made by another model, and count as none from now on. */
    forgetOtherModels(base: KnowledgeBase, model: string): Promise<boolean>
  }
  readonly vectors: VectorCollections
  readonly questions: Questions
}

// ── Vectors ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Vectors of one knowledge base, all of one model. */
export interface VectorCollection {
  /** Replaces what is there under the same ids. Durable when it resolves. */
  add(vectors: readonly { readonly id: number; readonly vector: Float32Array }[]): Promise<void>
  remove(ids: readonly number[]): Promise<void>
  /** Cosine, best first. */
  nearest(vector: Float32Array, limit: number): Promise<readonly Match[]>
  count(): Promise<number>
  /** Some of the ids that are there, in an order that stays as long as nothing comes and goes. */
  ids(offset: number, limit: number): Promise<readonly number[]>
}

/** Those that are kept elsewhere throw Busy while whoever keeps them is away. */
export interface VectorCollections {
  /** A document is ready when its vectors are there, too; otherwise they come when they are wanted. */
  readonly awaited: boolean
  /** The collection of a base for vectors of this many dimensions, made where there is none. */
  of(base: KnowledgeBase, dimensions: number): Promise<VectorCollection>
  /** Undefined: there are none of this base. */
  existing(base: KnowledgeBase): Promise<VectorCollection | undefined>
  /** With everything that is in it. Harmless where there is none. */
  drop(base: KnowledgeBase): Promise<void>
}

// ── What people asked ────────────────────────────────────────────────────────────────────────────────────────────

export interface Asked {
  readonly chatbot: ChatbotId
  readonly conversation?: ConversationId
  readonly question: string
  readonly answered: boolean
}

/** A question that was asked in about the same words. */
export interface OpenQuestion {
  readonly question: string
  readonly asked: number
  readonly unanswered: number
  readonly unhelpful: number
  /** Milliseconds since 1970. */
  readonly lastAt: number
}

export interface Questions {
  record(asked: Asked): Promise<void>
  /** Of the last time it was asked (in this conversation). */
  rate(rated: Omit<Asked, 'answered'> & { readonly helpful: boolean }): Promise<void>
  /** Those without a good answer, the most wanted first. */
  open(chatbot: ChatbotId, limit: number): readonly OpenQuestion[]
}
