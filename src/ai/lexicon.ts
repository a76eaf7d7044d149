import { intentDefaults } from '../config/defaults.ts'
import type { Grams } from './grams.ts'

/** What was counted over all examples: which grams there are, and how telling each is. Plain, so that a thread can hand it over. */
export interface Lexicon {
  /** Hashes of grams, ascending: the place of one is its number. */
  readonly hashes: Int32Array
  /** Inverse document frequency by number. */
  readonly rarity: Float32Array
  /** Of a gram that no example has. */
  readonly unseenRarity: number
}

/** A text as numbered grams with weights; of length 1, the grams that no example has included. */
export interface Words {
  readonly numbers: number[]
  readonly weights: number[]
}

/** The examples that have a gram, and its weight in them: those of gram `n` are from `starts[n]` to before `starts[n + 1]`. */
export interface Postings {
  readonly starts: Uint32Array
  readonly examples: Uint32Array
  readonly weights: Float32Array
}

export function lexiconOf(texts: readonly Grams[]): Lexicon {
  const documents = new Map<number, number>()
  for (const { words, pieces } of texts)
    for (const gram of new Set([...words, ...pieces])) documents.set(gram, (documents.get(gram) ?? 0) + 1)
  const hashes = Int32Array.from(documents.keys()).sort()
  const rarityIn = (count: number): number => Math.log((1 + texts.length) / (1 + count)) + 1
  return {
    hashes,
    rarity: Float32Array.from(hashes, (hash) => rarityIn(documents.get(hash) ?? 0)),
    unseenRarity: rarityIn(0),
  }
}

export function wordsOf({ words, pieces }: Grams, lexicon: Lexicon): Words {
  const found: Words = { numbers: [], weights: [] }
  addGroup(words, Math.sqrt(intentDefaults.wordShare), lexicon, found)
  addGroup(pieces, Math.sqrt(1 - intentDefaults.wordShare), lexicon, found)
  return found
}

/** Words and pieces are brought to their shares of the length separately, for there are many more pieces than words. */
function addGroup(grams: readonly number[], length: number, lexicon: Lexicon, found: Words): void {
  const { rarity, unseenRarity } = lexicon
  const times = new Map<number, number>()
  let squares = 0
  for (const gram of grams) {
    const number = numberOf(gram, lexicon.hashes)
    if (number < 0) squares += unseenRarity ** 2
    else times.set(number, (times.get(number) ?? 0) + 1)
  }
  const first = found.weights.length
  for (const [number, repeats] of times) {
    const weight = (1 + Math.log(repeats)) * (rarity[number] ?? 0)
    squares += weight ** 2
    found.numbers.push(number)
    found.weights.push(weight)
  }
  const scale = length / Math.sqrt(squares)
  for (let at = first; at < found.weights.length; at++) found.weights[at] = (found.weights[at] ?? 0) * scale
}

/** -1: no example has it. */
function numberOf(hash: number, hashes: Int32Array): number {
  let low = 0
  let high = hashes.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const there = hashes[middle] ?? 0
    if (there === hash) return middle
    if (there < hash) low = middle + 1
    else high = middle - 1
  }
  return -1
}

export function postingsOf(texts: readonly Words[], { hashes }: Lexicon): Postings {
  const starts = new Uint32Array(hashes.length + 1)
  for (const { numbers } of texts) for (const number of numbers) starts[number + 1] = (starts[number + 1] ?? 0) + 1
  for (let number = 0; number < hashes.length; number++)
    starts[number + 1] = (starts[number + 1] ?? 0) + (starts[number] ?? 0)
  const next = starts.slice()
  const size = starts[hashes.length] ?? 0
  const examples = new Uint32Array(size)
  const weights = new Float32Array(size)
  for (const [example, text] of texts.entries()) {
    for (const [at, number] of text.numbers.entries()) {
      const place = next[number] ?? 0
      next[number] = place + 1
      examples[place] = example
      weights[place] = text.weights[at] ?? 0
    }
  }
  return { starts, examples, weights }
}

/** The cosine of a text with every one of `size` examples. */
export function likenessTo({ numbers, weights }: Words, postings: Postings, size: number): Float64Array {
  const likeness = new Float64Array(size)
  for (let at = 0; at < numbers.length; at++) {
    const number = numbers[at] ?? 0
    const weight = weights[at] ?? 0
    const end = postings.starts[number + 1] ?? 0
    for (let place = postings.starts[number] ?? 0; place < end; place++) {
      const example = postings.examples[place] ?? 0
      likeness[example] = (likeness[example] ?? 0) + weight * (postings.weights[place] ?? 0)
    }
  }
  return likeness
}
