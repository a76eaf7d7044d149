import { textSearchDefaults } from '../../config/defaults.ts'
import type { Part } from '../../contracts/message.ts'

/**
 * Texts as the index has them: words in one form for one word, and, of scripts that write no spaces, every two letters
 * that stand beside each other. Trigrams would find nothing of two letters, which is most words in Chinese, and take
 * 2.8 times the text where these take as much as the text is.
 */
export interface Word {
  /** As it is compared: lower case, without accents. */
  readonly plain: string
  /** Of a script that writes no spaces: what stands between two others that do. */
  readonly unspaced: boolean
  /** UTF-16 units of the text that it is from. */
  readonly start: number
  readonly end: number
}

const unspacedLetters =
  '[[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]&&[\\p{L}\\p{M}\\p{N}]]'
const runs = new RegExp(`(${unspacedLetters}+)|(?:(?!${unspacedLetters})[\\p{L}\\p{M}\\p{N}])+`, 'gv')

export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(runs)) {
    const plain = folded(match[0])
    const end = match.index + match[0].length
    if (plain !== '') words.push({ plain, unspaced: match[1] !== undefined, start: match.index, end })
  }
  return words
}

/** What is written into the index, spaces between the terms. */
export function indexed(text: string): string {
  return wordsOf(text.slice(0, textSearchDefaults.messageLength))
    .flatMap(({ plain, unspaced }) => (unspaced ? pairs(plain) : [plain]))
    .join(' ')
}

/** Every two letters, and the last alone, so that one letter is the beginning of something wherever it stands. */
function pairs(plain: string): readonly string[] {
  const letters = Array.from(plain)
  return letters.map((letter, index) => letter + (letters[index + 1] ?? ''))
}

/** Accents and vowels that writers leave out, and letters that they write for one another. */
function folded(word: string): string {
  const plain = word.normalize('NFKC').toLowerCase()
  if (/^[\da-z]*$/.test(plain)) return plain
  return plain
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f\u0591-\u05bd\u0640\u064b-\u065f\u0670]/gu, '')
    .normalize('NFC')
    .replaceAll(/[أإآٱ]/gu, 'ا')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
}

// ── What somebody looks for ──────────────────────────────────────────────────────────────────────────────────────

/** Words that must all be there; the last may be the beginning of one. */
export interface Sought {
  readonly words: readonly Word[]
  readonly lastMayBegin: boolean
  /** What must all be in the index. */
  readonly terms: readonly Term[]
}

export interface Term {
  /** Terms of the index that stand beside each other. */
  readonly phrase: readonly string[]
  /** The only one of them is the beginning of one. */
  readonly begins: boolean
}

/** Undefined where no word is in it. */
export function soughtIn(text: string, prefixLetters: number): Sought | undefined {
  const words = wordsOf(text.slice(0, textSearchDefaults.length)).slice(0, textSearchDefaults.terms)
  const last = words.at(-1)
  if (last === undefined) return undefined
  // A syllable of Hangul is two or three letters.
  const letters = last.plain.normalize('NFD').length
  const lastMayBegin = !last.unspaced && letters >= prefixLetters && /[\p{L}\p{M}\p{N}]$/u.test(text)
  const terms = words.map(({ plain, unspaced }, index) => {
    if (!unspaced) return { phrase: [plain], begins: lastMayBegin && index === words.length - 1 }
    const all = pairs(plain)
    return all.length === 1 ? { phrase: all, begins: true } : { phrase: all.slice(0, -1), begins: false }
  })
  return { words, lastMayBegin, terms }
}

/** Where in a text the sought words are, as [start, end). */
export function marksIn(text: string, { words, lastMayBegin }: Sought): readonly (readonly [number, number])[] {
  return wordsOf(text).flatMap(({ plain, unspaced, start, end }) => {
    if (!unspaced) {
      const found = words.some(
        (word, index) =>
          word.plain === plain || (lastMayBegin && index === words.length - 1 && plain.startsWith(word.plain)),
      )
      return found ? [[start, end] as const] : []
    }
    return words
      .filter((word) => word.unspaced)
      .flatMap((word) => {
        const at = plain.indexOf(word.plain)
        if (at < 0) return []
        // One form may be longer than what was written: then all of the run is marked.
        return end - start === plain.length
          ? [[start + at, start + at + word.plain.length] as const]
          : [[start, end] as const]
      })
  })
}

/** All that can be read in the parts of a message, `read` of its media included. */
export function textOf(
  parts: readonly Part[],
  read: (mediaId: string) => string | undefined = () => undefined,
): string {
  return parts.flatMap((part) => textsOf(part, read)).join('\n')
}

function textsOf(part: Part, read: (mediaId: string) => string | undefined): readonly string[] {
  switch (part.type) {
    case 'text':
      return [part.text]
    case 'choices':
      return [part.text, ...part.options.map(({ label }) => label)]
    case 'chosen':
      return [part.label ?? part.id]
    case 'card':
      return present([part.title, part.text, ...(part.options ?? []).map(({ label }) => label)])
    case 'location':
      return present([part.name, part.address])
    case 'contact':
      return [part.name, ...part.phones, ...part.emails]
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return present([part.caption, part.name, part.mediaId === undefined ? undefined : read(part.mediaId)])
  }
}

const present = (texts: readonly (string | undefined)[]) =>
  texts.filter((text) => text !== undefined && text !== '') as string[] // filtered
