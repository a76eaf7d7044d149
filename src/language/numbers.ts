import { languageDefaults } from '../config/defaults.ts'
import { hanNumeral, hanValue } from './han-numbers.ts'
import { numberWordsOf } from './number-words.ts'
import type { NumberWords } from './number-words.ts'

/** Numbers in a text: with the digits of any script, grouped as the language groups, and in words. */

export interface FoundNumber {
  readonly value: number
  /** The first UTF-16 unit, and one past the last. */
  readonly start: number
  readonly end: number
}

/** In the order of the text. What is a date, a time, a version or a code is none. */
export function numbersIn(text: string, language: string): readonly FoundNumber[] {
  const said = text.slice(0, languageDefaults.numberLength)
  const found = hasDigit.test(said) ? written(said, language) : []
  const base = language.split('-', 1)[0]
  const spoken = base === 'zh' || base === 'ja' ? inHan(said) : inWords(said, language)
  return spoken.length === 0 ? found : [...found, ...spoken].sort((a, b) => a.start - b.start)
}

/** When a number is all that was said: then an article is one, too (`un`, `eine`). */
export function numberAlone(text: string, language: string): number | undefined {
  const said = text.trim().replaceAll(edges, '')
  const found = numbersIn(said, language)
  const [only] = found
  if (only !== undefined && found.length === 1 && only.start === 0 && only.end === said.length) return only.value
  const words = numberWordsOf(language)
  const word = said.toLowerCase()
  return words?.values.get(word) ?? (words?.articles.has(word) === true ? 1 : hanValueOf(said))
}

/** A sign before a digit is no mark around it. */
const edges = /^(?:(?![-−]\p{Nd})[\s\p{P}])+|[\s\p{P}]+$/gu
const hasDigit = /\p{Nd}/u
const onlyHan = new RegExp(`^${hanNumeral}+$`, 'u')
const hanValueOf = (text: string): number | undefined => (onlyHan.test(text) ? hanValue(text) : undefined)

// ── With digits ──────────────────────────────────────────────────────────────────────────────────────────────────

/** Scripts whose words stand beside digits without a space: 3個, 3개. */
const spaceless = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Thai}'
/** What makes a day or an hour of the number before it. */
const calendar = '月日号號時时點点월일시'

/** Thousands in groups of three (in India of two, up to the last), a decimal part, and nothing around it that makes it something else. */
const numberPattern = new RegExp(
  String.raw`(?<![[\p{L}\p{N}_.,:\/–\-]--[${spaceless}]])[\-+]?(?:\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}([.,' ])\d{3}(?:\1\d{3})*|\d+)(?:[.,]\d+)?(?![[\p{L}\p{N}_]--[${spaceless}]]|[${calendar}]|[.,:\/'–\-]\d)`,
  'gv',
)

function written(text: string, language: string): FoundNumber[] {
  const plain = plainDigits(text)
  const found: FoundNumber[] = []
  for (const match of plain.matchAll(numberPattern)) {
    const value = valueOf(match[0], language)
    if (value !== undefined) found.push({ value, start: match.index, end: match.index + match[0].length })
  }
  return found
}

const otherDigits = /[\p{Nd}--[0-9]]|[\u00A0\u2007\u2009\u202F’−．٫٬]/gv
const signs: ReadonlyMap<string, string> = new Map([
  ['’', "'"],
  ['−', '-'],
  ['．', '.'],
  ['٫', '.'],
  ['٬', ','],
])

/** The same length, so that places stay: digits of other scripts become ours, and signs of one meaning one sign. */
function plainDigits(text: string): string {
  return text.replaceAll(otherDigits, (sign) => {
    if (sign.length > 1) return sign
    if (!hasDigit.test(sign)) return signs.get(sign) ?? ' '
    // The digits of a script stand together, from zero on: how many of them are before this one?
    let value = 0
    while (value < 9 && hasDigit.test(String.fromCodePoint((sign.codePointAt(0) ?? 0) - value - 1))) value++
    return String(value)
  })
}

/** `1,234.5`, `1.234,5`, `1 234`, `3,5`: where one sign could be either, the language says which it is. */
function valueOf(writtenNumber: string, language: string): number | undefined {
  const plain = writtenNumber.replaceAll(/['\s]/gu, '')
  const marks = [...plain.matchAll(/[.,]/g)]
  const last = marks.at(-1)
  if (last === undefined) return finite(plain)
  const kinds = new Set(marks.map(([sign]) => sign))
  const inGroups = /^[-+]?[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(plain) || /^[-+]?\d{1,2}(?:,\d{2})+,\d{3}$/.test(plain)
  const isDecimal = kinds.size === 2 || (marks.length === 1 && !(inGroups && last[0] !== decimalSign(language)))
  if (!isDecimal) return inGroups ? finite(plain.replaceAll(/[.,]/g, '')) : undefined
  return finite(`${plain.slice(0, last.index).replaceAll(/[.,]/g, '')}.${plain.slice(last.index + 1)}`)
}

function finite(text: string): number | undefined {
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}

const decimalSigns = new Map<string, string>()

function decimalSign(language: string): string {
  let sign = decimalSigns.get(language)
  if (sign === undefined) {
    const parts = new Intl.NumberFormat([language, 'en'], { numberingSystem: 'latn' }).formatToParts(1.5)
    sign = parts.find(({ type }) => type === 'decimal')?.value ?? '.'
    decimalSigns.set(language, sign)
  }
  return sign
}

// ── In words ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface Word {
  readonly word: string
  readonly start: number
  readonly end: number
}

const wordPattern = /[\p{L}\p{M}]+/gu

function inWords(text: string, language: string): FoundNumber[] {
  const words = numberWordsOf(language)
  if (words === undefined) return []
  const all: Word[] = []
  // Not the whole text at once: a letter in lower case may be longer, and places would move.
  for (const match of text.matchAll(wordPattern))
    all.push({ word: match[0].toLowerCase(), start: match.index, end: match.index + match[0].length })
  const found: FoundNumber[] = []
  for (let at = 0; at < all.length;) {
    const read = readFrom(all, at, words)
    if (read === undefined) at++
    else {
      const start = all[at]?.start ?? 0
      const end = all[read.next - 1]?.end ?? start
      if (!isFigureOfSpeech(all, at, read.next, language)) found.push({ value: read.value, start, end })
      at = read.next
    }
  }
  return found
}

/** "two hundred and five": phrases and powers as far as they make one number. */
function readFrom(all: readonly Word[], from: number, words: NumberWords): { value: number; next: number } | undefined {
  let total = 0
  let current: number | undefined
  let next = from
  for (;;) {
    const isFirst = next === from
    const gap = !isFirst && words.and === all[next]?.word ? 1 : 0
    const phrase = phraseAt(all, next + gap, words)
    const power = gap === 0 ? words.powers.get(all[next]?.word ?? '') : undefined
    if (phrase !== undefined && (current === undefined || (current >= 100 && phrase.value < 100))) {
      // What follows without a power between them is another number: "two three".
      current = (current ?? 0) + phrase.value
      next = phrase.next
    } else if (power !== undefined && !(isFirst && words.articles.has(all[next]?.word ?? ''))) {
      const scaled = (current ?? 1) * power
      if (power > 100) {
        total += scaled
        current = undefined
      } else current = scaled
      next++
    } else break
    if (total > 0 && current === undefined && phraseAt(all, next, words) === undefined) break
  }
  return next === from ? undefined : { value: total + (current ?? 0), next }
}

/** The longest phrase that begins here. */
function phraseAt(all: readonly Word[], from: number, words: NumberWords) {
  for (let length = Math.min(words.longest, all.length - from); length > 0; length--) {
    const phrase = all.slice(from, from + length).map(({ word }) => word)
    const value = words.values.get(phrase.join(' '))
    if (value === undefined) continue
    if (length === 1 && all.length > 1 && words.articles.has(phrase[0] ?? '')) return undefined
    return { value, next: from + length }
  }
  return undefined
}

const beforeOne = new Set(
  'the this that which no any some every each another last next big small large other'.split(' '),
)

/** "The large one", "one of them", "no one": no number is meant. */
function isFigureOfSpeech(all: readonly Word[], from: number, next: number, language: string): boolean {
  if (!language.startsWith('en') || next - from !== 1 || all[from]?.word !== 'one' || all.length === 1) return false
  return beforeOne.has(all[from - 1]?.word ?? '') || next === all.length || all[next]?.word === 'of'
}

// ── In Chinese characters ────────────────────────────────────────────────────────────────────────────────────────

/** One sign alone is a number only before a measure: 一起 and 四川 are words. */
const hanPattern = new RegExp(
  `(?<!${hanNumeral})(${hanNumeral}+)(?!${hanNumeral}|[${calendar}])([个個张張份件杯次天年位名人元円块本枚つ台回泊歳岁碗瓶只匹双条間间晚])?`,
  'gu',
)

function inHan(text: string): FoundNumber[] {
  const found: FoundNumber[] = []
  for (const { 0: all, 1: numeral = '', 2: measure, index } of text.matchAll(hanPattern)) {
    const alone = all.length === text.replaceAll(edges, '').length
    const value = numeral.length > 1 || measure !== undefined || alone ? hanValue(numeral) : undefined
    if (value !== undefined) found.push({ value, start: index, end: index + numeral.length })
  }
  return found
}
