import type { ChatbotId } from './id.ts'

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
  answer(
    chatbot: ChatbotId,
    question: string,
    options: {
      readonly language: string
      readonly signal: AbortSignal
      /** Told each piece of an answer that a model writes, as it comes; best effort. */
      readonly onPiece?: (text: string) => void
    },
  ): Promise<KnowledgeAnswer | undefined>
  /** "Not helpful", or helpful: ranks questions without good answers. */
  rate(chatbot: ChatbotId, question: string, helpful: boolean): Promise<void>
}

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
  readonly kind: 'heading' | 'text' | 'row'
  readonly text: string
  /** Of a heading: 1…6. */
  readonly level?: number
  /** Counts from 1. */
  readonly page?: number
}
