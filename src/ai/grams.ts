import { intentDefaults } from '../config/defaults.ts'

/** The pieces of a text that a classifier counts, as 32-bit hashes, with repeats. */
export interface Grams {
  /** Words and pairs of neighbours. */
  readonly words: readonly number[]
  /** Pieces of words of 2 to 4 letters, the edges of a word counting as one: they survive typos and endings. */
  readonly pieces: readonly number[]
}

const wordSeed = 0x811c9dc5
const pieceSeed = 0x1b873593
const prime = 0x01000193
const edge = 0x20
const digit = 0x30

/**
 * Lower case, without accents (people leave them out), apostrophes (likewise) and punctuation. Plain ASCII, the most
 * common text, is spared the tables of Unicode.
 */
function fold(text: string): string {
  const lower = text.slice(0, intentDefaults.textLength).toLowerCase().replaceAll(/['’]/g, '')
  if (/^[\x00-\x7f]*$/.test(lower)) return lower
  const bare = lower.normalize('NFKD').replaceAll(/[\u0300-\u036f]/g, '')
  return bare
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .replaceAll('ı', 'i')
}

/** Han, kana and the scripts of South-East Asia leave no space between words: there a character stands for a word. */
function standsAlone(code: number): boolean {
  return (code >= 0x0e00 && code <= 0x109f) || (code >= 0x1780 && code <= 0x17ff) || (code >= 0x2e80 && code <= 0x9fff)
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code >= 0x80
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/**
 * All grams of a text. Which number it is says nothing about what is wanted: "order 17" and "order 4711" are the same
 * request, "A17" and "B4" the same kind of word, and a number alone is nothing.
 */
export function gramsOf(text: string): Grams {
  const folded = fold(text)
  const words: number[] = []
  const pieces: number[] = []
  const letters: number[] = []
  let before = 0

  const addWord = (hash: number): void => {
    words.push(hash)
    if (before !== 0) words.push(Math.imul(before ^ (hash >>> 7), prime) ^ hash)
    before = hash
  }
  const endWord = (): void => {
    if (letters.length === 0) return
    if (letters.length === 1 && letters[0] === digit) {
      letters.length = 0
      return
    }
    let hash = wordSeed
    let whole = true
    for (const code of letters) {
      if (standsAlone(code)) {
        addWord(Math.imul(wordSeed ^ code, prime))
        whole = false
      } else hash = Math.imul(hash ^ code, prime)
    }
    if (whole) addWord(hash)
    addPieces(letters, pieces)
    letters.length = 0
  }

  for (let index = 0; index < folded.length; index++) {
    const code = folded.charCodeAt(index)
    if (!isLetter(code)) endWord()
    else if (!isDigit(code)) letters.push(code)
    else if (letters.at(-1) !== digit) letters.push(digit)
  }
  endWord()
  return { words, pieces }
}

function addPieces(letters: readonly number[], pieces: number[]): void {
  const length = letters.length + 2
  for (let start = 0; start < length - 1; start++) {
    let hash = pieceSeed
    const end = Math.min(start + intentDefaults.longestPiece, length)
    for (let index = start; index < end; index++) {
      hash = Math.imul(hash ^ (letters[index - 1] ?? edge), prime)
      hash ^= hash >>> 15
      if (index > start) pieces.push(hash)
    }
  }
}
