import type { Knowledge, KnowledgeAnswer, Passage } from '../contracts/knowledge.ts'

export interface FakeDocument {
  readonly title: string
  readonly text: string
  readonly url?: string
  readonly page?: number
}

export interface FakeKnowledge extends Knowledge {
  /** One more document, of one passage; every chatbot knows it. */
  teach(document: FakeDocument): void
  /** Questions that were answered, or not, in order. */
  readonly asked: readonly { readonly question: string; readonly answered: boolean }[]
  readonly ratings: readonly { readonly question: string; readonly helpful: boolean }[]
}

/** Documents in memory: a passage is as good as the share of the question's longer words that are in it. */
export function fakeKnowledge(): FakeKnowledge {
  const passages: Omit<Passage, 'score'>[] = []
  const asked: { readonly question: string; readonly answered: boolean }[] = []
  const ratings: { readonly question: string; readonly helpful: boolean }[] = []
  const found = (question: string): readonly Passage[] => {
    const words = wordsOf(question)
    return passages
      .map((passage) => {
        const known = new Set(wordsOf(`${passage.source.title} ${passage.text}`))
        return { ...passage, score: words.filter((word) => known.has(word)).length / Math.max(1, words.length) }
      })
      .filter(({ score }) => score > 0)
      .toSorted((one, other) => other.score - one.score)
  }
  return {
    asked,
    ratings,
    teach({ title, text, url, page }) {
      const document = `doc_fakes${String(passages.length).padStart(6, '0')}`
      passages.push({
        text,
        source: {
          document,
          title,
          ...(url === undefined ? {} : { url }),
          ...(page === undefined ? {} : { page }),
        },
      })
    },
    has: () => passages.length > 0,
    search: (_chatbot, query, { limit }) => Promise.resolve(found(query).slice(0, limit)),
    answer(_chatbot, question) {
      const [best] = found(question)
      const answered = best !== undefined && best.score >= 0.5
      asked.push({ question, answered })
      const answer: KnowledgeAnswer | undefined = answered
        ? { text: best.text, sources: [best.source], confidence: best.score }
        : undefined
      return Promise.resolve(answer)
    },
    rate(_chatbot, question, helpful) {
      ratings.push({ question, helpful })
      return Promise.resolve()
    },
  }
}

/** Short words are in every text. */
function wordsOf(text: string): readonly string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 3)
}
