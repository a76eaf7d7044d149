import { mouth } from '../numbers.ts'
import { type TimedViseme, type Viseme, visemes, vowels } from '../visemes.ts'
import { cyrillic, latin, otherLatin } from './latin.ts'
import { hangulShapes, kanaShapes } from './syllables.ts'

/**
 * Which shapes a mouth goes through when it says a word, by the rules of its spelling. A script that no table knows
 * opens and closes the mouth once per sign: a syllable looks like that from afar.
 */
export function visemesOf(word: string, language: string): readonly Viseme[] {
  const letters = word.normalize('NFC').toLowerCase()
  const said: Viseme[] = []
  for (let at = 0; at < letters.length;) {
    const sign = String.fromCodePoint(letters.codePointAt(at) ?? 0)
    const syllable = kanaShapes(sign) ?? hangulShapes(sign)
    if (syllable !== undefined) {
      said.push(...syllable)
      at += sign.length
      continue
    }
    const table = tableFor(sign, language)
    const rule = table && ruleAt(table, letters, at)
    if (rule === undefined) said.push(...unknown(sign, at))
    else said.push(...rule.shapes)
    at += rule?.letters ?? sign.length
  }
  return said.filter((shape, index) => shape !== said[index - 1])
}

/** The same with times: from 0, over `spanMs`, vowels longer than consonants. */
export function timedWord(word: string, language: string, spanMs: number): readonly TimedViseme[] {
  const shapes = visemesOf(word, language)
  const total = shapes.reduce((sum, shape) => sum + lengthOf(shape), 0)
  let at = 0
  return shapes.map((shape) => {
    const begins = at
    at += (spanMs * lengthOf(shape)) / total
    return [begins, shape] as const
  })
}

/** How long a word takes at an unhurried pace, milliseconds. */
export function paceOf(word: string, language: string): number {
  const shapes = visemesOf(word, language)
  const syllables = shapes.filter((shape) => vowels.includes(shape)).length
  const natural = shapes.reduce((sum, shape) => sum + lengthOf(shape) * mouth.consonantMs, 0)
  // Nobody speaks faster than six syllables a second, or would look as if they could.
  return Math.max(natural, syllables * mouth.syllableMs)
}

const lengthOf = (shape: Viseme): number => (vowels.includes(shape) ? mouth.vowelLength : 1)

interface Rule {
  /** How many letters it takes. */
  readonly letters: number
  readonly shapes: readonly Viseme[]
}

type Rules = ReadonlyMap<string, readonly Viseme[]>

const parsed = new Map<string, Rules>()

function rulesOf(table: string): Rules {
  const known = parsed.get(table)
  if (known !== undefined) return known
  const rules = new Map(
    table
      .trim()
      .split(/\s+/)
      .map((rule) => {
        const [letters = '', shapes = ''] = rule.split(':')
        return [letters, visemesIn(shapes)] as const
      }),
  )
  parsed.set(table, rules)
  return rules
}

const visemesIn = (names: string): readonly Viseme[] =>
  names.split('.').flatMap((name) => visemes.filter((viseme) => viseme === name))

function tableFor(sign: string, language: string): Rules | undefined {
  if (/\p{Script=Cyrillic}/u.test(sign)) return rulesOf(cyrillic)
  if (!/\p{Script=Latin}/u.test(sign)) return undefined
  const primary = language.split('-', 1)[0]?.toLowerCase() ?? ''
  return rulesOf(Object.hasOwn(latin, primary) ? (latin[primary] ?? otherLatin) : otherLatin)
}

/** No rule is longer than this. */
const longest = 5

function ruleAt(rules: Rules, word: string, at: number): Rule | undefined {
  for (let letters = Math.min(longest, word.length - at); letters > 0; letters--) {
    const piece = word.slice(at, at + letters)
    const shapes =
      (at + letters === word.length ? rules.get(`${piece}$`) : undefined) ??
      (at === 0 ? rules.get(`^${piece}`) : undefined) ??
      splitVowel(rules, word, at, letters) ??
      rules.get(piece)
    if (shapes !== undefined) return { letters, shapes }
  }
  // A letter with a mark that the language does not use: as without it.
  const bare = word
    .slice(at, at + 1)
    .normalize('NFD')
    .slice(0, 1)
  const shapes = bare === word[at] ? undefined : rules.get(bare)
  return shapes && { letters: 1, shapes }
}

/** “name”, “line”, “home”: a vowel, one consonant, and an e at the end that only changes the vowel. */
function splitVowel(rules: Rules, word: string, at: number, letters: number): readonly Viseme[] | undefined {
  if (letters !== 1 || word.length !== at + 3 || !word.endsWith('e')) return undefined
  return /[^aeiou]/.test(word[at + 1] ?? '') ? rules.get(`${word[at]}_e`) : undefined
}

/** Signs that are said and that nobody here can read, and those that are not said at all. */
function unknown(sign: string, at: number): readonly Viseme[] {
  if (!/[\p{L}\p{N}]/u.test(sign)) return []
  const vowel = vowels[((sign.codePointAt(0) ?? 0) + at) % vowels.length] ?? 'aa'
  return ['DD', vowel]
}
