import { entityDefaults, languageDefaults } from '../config/defaults.ts'
import { Invalid } from '../contracts/errors.ts'
import type { EntityDefinition, EntityEntry } from '../contracts/understanding.ts'
import { compilePattern } from './patterns.ts'

/** Things that a tenant has named: the entries of its lists, and codes that fit its patterns. */

export interface FoundNamed {
  readonly value: string
  readonly start: number
  readonly end: number
}

type Finder = (text: string) => readonly FoundNamed[]

/** Made once for a definition, which never changes: another one takes its place. */
const finders = new WeakMap<EntityDefinition, Finder>()

export function namedIn(text: string, definition: EntityDefinition): readonly FoundNamed[] {
  let finder = finders.get(definition)
  if (finder === undefined) {
    finder = definition.kind === 'list' ? listFinder(definition.entries) : patternFinder(definition.pattern)
    finders.set(definition, finder)
  }
  return finder(text.slice(0, languageDefaults.numberLength))
}

/** Throws Invalid with the field that is wrong. */
export function checkDefinitions(definitions: readonly EntityDefinition[]): void {
  const names = new Set<string>()
  definitions.forEach((definition, index) => {
    const field = `entities.${index}`
    if (names.has(definition.name))
      throw new Invalid(`There are two entities named "${definition.name}".`, `${field}.name`)
    names.add(definition.name)
    if (definition.kind === 'pattern') checkPattern(definition.pattern, `${field}.pattern`)
  })
}

function checkPattern(pattern: string, field: string): void {
  try {
    compilePattern(pattern)
  } catch (error) {
    throw error instanceof Invalid ? new Invalid(error.message, field) : error
  }
}

function patternFinder(source: string): Finder {
  const pattern = compilePattern(source)
  return (text) => pattern.find(text).map(({ start, end }) => ({ value: text.slice(start, end), start, end }))
}

// ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A word for the comparison: case, width and accents make no difference. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()

const wordPattern = /[\p{L}\p{M}\p{N}]+/gu
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u

function listFinder(entries: readonly EntityEntry[]): Finder {
  /** Names as words beside each other, and what they stand for. */
  const names = new Map<string, string>()
  /** Names in scripts without spaces: looked for anywhere. */
  const within: (readonly [string, string])[] = []
  for (const { value, synonyms = [] } of entries) {
    for (const name of [value, ...synonyms]) {
      const key = (plain(name).match(wordPattern) ?? []).join(' ')
      if (key === '') continue
      if (unspaced.test(key)) within.push([name.toLowerCase(), value])
      else if (!names.has(key)) names.set(key, value)
    }
  }
  const longest = Math.min(
    entityDefaults.nameWords,
    Math.max(0, ...[...names.keys()].map((name) => name.split(' ').length)),
  )
  const mistyped = [...names].filter(([name]) => name.length >= entityDefaults.typoLength)
  return (text) => [...wordsOf(text, names, longest, mistyped), ...anywhere(text, within)]
}

function wordsOf(
  text: string,
  names: ReadonlyMap<string, string>,
  longest: number,
  mistyped: readonly (readonly [string, string])[],
): FoundNamed[] {
  const words = [...text.matchAll(wordPattern)].map(({ 0: word, index }) => ({
    word: plain(word),
    start: index,
    end: index + word.length,
  }))
  const found: FoundNamed[] = []
  for (let at = 0; at < words.length && found.length < entityDefaults.found;) {
    const match =
      longestAt(words, at, longest, (said) => names.get(said)) ??
      longestAt(words, at, longest, (said) => slipOf(said, mistyped))
    if (match === undefined) at++
    else {
      found.push({ value: match.value, start: words[at]?.start ?? 0, end: words[at + match.length - 1]?.end ?? 0 })
      at += match.length
    }
  }
  return found
}

function longestAt(
  words: readonly { readonly word: string }[],
  from: number,
  longest: number,
  find: (said: string) => string | undefined,
): { readonly value: string; readonly length: number } | undefined {
  for (let length = Math.min(longest, words.length - from); length > 0; length--) {
    const value = find(
      words
        .slice(from, from + length)
        .map(({ word }) => word)
        .join(' '),
    )
    if (value !== undefined) return { value, length }
  }
  return undefined
}

/** The one name that is a slip away; two of them are none. */
function slipOf(said: string, names: readonly (readonly [string, string])[]): string | undefined {
  if (said.length < entityDefaults.typoLength - 1) return undefined
  let value: string | undefined
  for (const [name, of] of names) {
    if (Math.abs(name.length - said.length) > 1 || !isOneSlip(said, name)) continue
    if (value !== undefined && value !== of) return undefined
    value = of
  }
  return value
}

/** One letter missing, too many, wrong, or two neighbours swapped. */
function isOneSlip(said: string, name: string): boolean {
  let from = 0
  while (from < said.length && said[from] === name[from]) from++
  let left = said.length
  let right = name.length
  while (left > from && right > from && said[left - 1] === name[right - 1]) {
    left--
    right--
  }
  const [a, b] = [said.slice(from, left), name.slice(from, right)]
  return (a.length <= 1 && b.length <= 1) || (a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0])
}

function anywhere(text: string, names: readonly (readonly [string, string])[]): FoundNamed[] {
  if (names.length === 0 || !unspaced.test(text)) return []
  const lower = text.toLowerCase()
  return names.flatMap(([name, value]) => {
    const start = lower.indexOf(name)
    return start < 0 ? [] : [{ value, start, end: start + name.length }]
  })
}
