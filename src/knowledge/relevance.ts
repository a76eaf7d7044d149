import { searchDefaults } from '../config/defaults.ts'
import { isFence } from './code.ts'
import { functionWords } from './function-words.ts'
import { sentencesOf, wordsOf } from './terms.ts'
import type { Word } from './terms.ts'

/** What a question asks for, word by word, with how much each says: rare ones say the most. */
export interface Wanted {
  readonly terms: readonly WantedTerm[]
  readonly total: number
}

interface WantedTerm {
  readonly stem: string
  readonly plain: string
  readonly weight: number
}

/** `rarity` of terms, in their order; by `weigh` of search.ts. */
export function wantedOf(
  words: readonly Word[],
  language: string,
  rarity: (stems: readonly string[]) => readonly number[],
): Wanted {
  const distinct = [...new Map(words.map(({ stem, plain }) => [stem, plain]))]
  const rarities = rarity(distinct.map(([stem]) => stem))
  const idle = functionWords(language)
  const terms = distinct.map(([stem, plain], index) => ({
    stem,
    plain,
    weight: (rarities[index] ?? 0) * (idle.has(plain) ? searchDefaults.functionWordWeight : 1),
  }))
  return { terms, total: terms.reduce((sum, { weight }) => sum + weight, 0) }
}

/** How well a passage answers, from what of the question is in it. */
export interface Relevance {
  /** Share of what is wanted that is anywhere in the passage, with its titles; 0…1. */
  readonly coverage: number
  /** Share of it that stands together, in one sentence and a little beside it; 0…1. */
  readonly focus: number
  /** The sentences with their places, in order, and the best of them. */
  readonly sentences: readonly Sentence[]
  readonly best: number
}

export interface Sentence {
  readonly text: string
  /** First UTF-16 unit of it in the passage. */
  readonly start: number
  /** Share of what is wanted that is in it; 0…1. */
  readonly share: number
}

export function relevanceOf(
  wanted: Wanted,
  passage: { readonly text: string; readonly above: string },
  language: string,
): Relevance {
  const inTitles = foundIn(wanted, passage.above, language)
  const sentences: Sentence[] = []
  const found: ReadonlySet<number>[] = []
  for (const { text, start } of lines(passage.text, language)) {
    const terms = foundIn(wanted, text, language)
    found.push(terms)
    sentences.push({ text, start, share: shareOf(wanted, terms) })
  }
  const everywhere = new Set(inTitles)
  for (const terms of found) for (const term of terms) everywhere.add(term)
  let best = 0
  let focus = 0
  for (const [index, own] of found.entries()) {
    const near = new Set([...own, ...(found[index - 1] ?? []), ...(found[index + 1] ?? []), ...inTitles])
    const together =
      shareOf(wanted, own) * (1 - searchDefaults.neighbours) + shareOf(wanted, near) * searchDefaults.neighbours
    if (together > focus) {
      focus = together
      best = index
    }
  }
  return { coverage: shareOf(wanted, everywhere), focus, sentences, best }
}

/** Sentences and lines. */
function* lines(text: string, language: string): Generator<{ readonly text: string; readonly start: number }> {
  for (const { segment, index } of sentencesOf(text, language)) {
    let at = index
    for (const line of segment.split('\n')) {
      const trimmed = line.trim()
      if (trimmed !== '' && !isFence(trimmed)) yield { text: trimmed, start: at + line.indexOf(trimmed) }
      at += line.length + 1
    }
  }
}

function shareOf({ terms, total }: Wanted, found: ReadonlySet<number>): number {
  if (total === 0) return 0
  let share = 0
  for (const index of found) share += terms[index]?.weight ?? 0
  return share / total
}

/** Which of the wanted terms are in a text, by their index. */
function foundIn({ terms }: Wanted, text: string, language: string): ReadonlySet<number> {
  if (text === '') return new Set()
  const words = wordsOf(text, language)
  const stems = new Set(words.map(({ stem }) => stem))
  const found = new Set<number>()
  for (const [index, { stem, plain }] of terms.entries())
    if (stems.has(stem) || words.some((word) => isAlike(plain, word.plain))) found.add(index)
  return found
}

/** Two forms of one word, in languages without a stemmer: the same beginning, and little that follows it. */
function isAlike(one: string, other: string): boolean {
  const longest = Math.max(one.length, other.length)
  if (Math.min(one.length, other.length) < searchDefaults.alikeLetters) return false
  let same = 0
  while (same < longest && one[same] === other[same]) same++
  return same >= longest * searchDefaults.alikeShare
}
