import type { KnowledgeBase, TermKind } from '../../contracts/ports.ts'

/** What names the tables of a base. */
export type TermsBase = Pick<KnowledgeBase, 'number'>

/** By which terms chunks are found: one index for words and one for pieces of them. What is written is written inside a write. */
export interface Terms {
  create(base: TermsBase): void
  drop(base: TermsBase): void
  add(base: TermsBase, kind: TermKind, chunk: number, terms: readonly string[]): void
  /** Of chunks that are still there. */
  remove(base: TermsBase, kind: TermKind, chunks: readonly number[]): void
  /** Rewrites some of it, so that nothing of what was removed is left in it. Whether there may be more to do. */
  tidy(base: TermsBase): boolean
  /** How many chunks have each of the terms. */
  frequencies(base: TermsBase, kind: TermKind, terms: readonly string[]): readonly number[]
  /** Those with any of the terms, the best by BM25 first. */
  match(
    base: TermsBase,
    kind: TermKind,
    terms: readonly string[],
    limit: number,
  ): readonly { readonly chunk: number; readonly score: number }[]
}

export const termKinds = ['words', 'grams'] as const
