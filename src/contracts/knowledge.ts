import type { ChatbotId, ConversationId, DocumentId, KnowledgeBaseId } from './id.ts'
import type { DocumentStatus, Freshness, KnowledgeBase, KnowledgeDocument, OpenQuestion } from './knowledge-store.ts'
import type { Page } from './store.ts'

/** What a chatbot knows from documents. */

export interface PassageSource {
  /** Id of the document. */
  readonly document: string
  readonly title: string
  readonly url?: string
  /** Counts from 1. */
  readonly page?: number
  /** The headings above it, outermost first. */
  readonly headings?: readonly string[]
}

export interface Passage {
  readonly text: string
  readonly source: PassageSource
  /** 0…1; comparable between queries of one knowledge base. */
  readonly score: number
}

/** An answer that stands on passages. */
export interface KnowledgeAnswer {
  /** Markdown, in the words of the sources or of a model that was given them. */
  readonly text: string
  readonly sources: readonly PassageSource[]
  /** 0…1 */
  readonly confidence: number
}

/** The knowledge of one tenant. */
export interface Knowledge {
  /** Whether the chatbot has anything to search in. Cheap. */
  has(chatbot: ChatbotId): boolean
  /** Best first; only of this chatbot's knowledge bases. */
  search(
    chatbot: ChatbotId,
    query: string,
    options: { readonly language: string; readonly limit: number; readonly signal: AbortSignal },
  ): Promise<readonly Passage[]>
  /**
   * Undefined when nothing found is good enough: "I don't know" is an answer. Extractive, with a model's words where one
   * is configured. What found no answer is counted for the tenant.
   */
  answer(chatbot: ChatbotId, question: string, options: AnswerOptions): Promise<KnowledgeAnswer | undefined>
  /** "Not helpful", or helpful: ranks questions without good answers. */
  rate(chatbot: ChatbotId, question: string, helpful: boolean, conversation?: ConversationId): Promise<void>
}

export interface AnswerOptions {
  /** IETF tag of the question, and of the answer where a model words it. */
  readonly language: string
  readonly signal: AbortSignal
  /** Where it is asked: so that what a person asked can be erased with what they said. */
  readonly conversation?: ConversationId
  /** Told each piece of an answer that a model writes, as it comes; best effort. */
  readonly onPiece?: (text: string) => void
}

// ── What operators do with it ────────────────────────────────────────────────────────────────────────────────────

export interface KnowledgeFile {
  readonly name: string
  readonly mime: string
  readonly title?: string
  readonly body: AsyncIterable<Uint8Array>
  /** Vectors of it can wait until somebody searches: they take the memory of a model. */
  readonly quiet?: boolean
}

export interface KnowledgeUrl {
  readonly url: string
  readonly title?: string
  /** It is a sitemap: its pages become documents, and come and go with it. */
  readonly site?: boolean
  /** Milliseconds between two looks; undefined: it is read once. */
  readonly everyMs?: number
}

export interface KnowledgeStats {
  readonly documents: Readonly<Partial<Record<DocumentStatus, number>>>
  readonly chunks: number
  /** Those that have a vector of meaning. */
  readonly vectors: number
  readonly questions: readonly OpenQuestion[]
}

/** The knowledge bases of one tenant. Everything throws NotFound for what is not there. */
export interface KnowledgeBases {
  /** Throws OverLimit. */
  create(chatbot: ChatbotId, name: string): Promise<KnowledgeBase>
  find(id: string): KnowledgeBase
  list(chatbot: ChatbotId): readonly KnowledgeBase[]
  /** Found no more at once; its documents are removed in the background, completely. */
  remove(id: KnowledgeBaseId): Promise<void>
  /** Durable when it resolves, and read in the background. The same bytes again are the document that is there. */
  addFile(base: KnowledgeBaseId, file: KnowledgeFile): Promise<KnowledgeDocument>
  addText(base: KnowledgeBaseId, text: { readonly title: string; readonly text: string }): Promise<KnowledgeDocument>
  addUrl(base: KnowledgeBaseId, url: KnowledgeUrl): Promise<KnowledgeDocument>
  documents(base: KnowledgeBaseId, limit: number, cursor?: string): Page<KnowledgeDocument>
  document(base: KnowledgeBaseId, id: string): KnowledgeDocument
  removeDocument(base: KnowledgeBaseId, id: DocumentId): Promise<void>
  search(
    base: KnowledgeBaseId,
    query: string,
    options: { readonly limit: number; readonly language?: string; readonly signal: AbortSignal },
  ): Promise<readonly Passage[]>
  stats(base: KnowledgeBaseId): Promise<KnowledgeStats>
}

// ── What it reads ────────────────────────────────────────────────────────────────────────────────────────────────

/** What a web server answered. */
export type PageAnswer =
  | { readonly unchanged: true }
  | { readonly mime: string; readonly freshness: Freshness; readonly body: AsyncIterable<Uint8Array> }

/** A page of the web, from public addresses only, bounded in time and size. Throws Busy and Refused. */
export type FetchPage = (url: string, freshness: Freshness, signal: AbortSignal) => Promise<PageAnswer>

/** Makes text of a file, in a worker, within limits of time and memory. */
export interface DocumentReader {
  /** Throws Refused with the reason when it cannot be read: a sentence for whoever uploaded it. */
  read(
    document: { readonly bytes: Uint8Array; readonly mime: string; readonly name?: string },
    signal: AbortSignal,
  ): Promise<DocumentText>
}

export interface DocumentText {
  readonly title?: string
  readonly blocks: readonly TextBlock[]
}

export interface TextBlock {
  readonly kind: 'heading' | 'text' | 'row' | 'code'
  /** Inline code is between backticks. */
  readonly text: string
  /** Of code, as the document names it. */
  readonly language?: string
  /** Of a heading: 1…6. */
  readonly level?: number
  /** Counts from 1. */
  readonly page?: number
}
