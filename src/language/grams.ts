import { readFile } from 'node:fs/promises'

/**
 * The door of eld (Apache-2.0), with its table of letter groups kept small: as the package ships it, it is 100,000 little
 * objects, 180 MB and more than a second of a blocked process. Here it is three arrays, 2 MB, read from the same file and
 * looked up by the package's own code, which gives the very same scores.
 */

interface Eld {
  detect(text: string): { getScores(): Readonly<Record<string, number>> }
}

interface EldModule {
  readonly createEld: () => {
    readonly instance: Eld
    readonly loadData: (given: Readonly<Record<string, unknown>>) => void
  }
}

/** How alike a text is to each language that eld knows, 0…1; absent: not at all. */
export type LikenessByGrams = (text: string) => Readonly<Record<string, number>>

export async function loadGrams(): Promise<LikenessByGrams> {
  const entry = import.meta.resolve('eld/medium')
  // Its code without its tables has no name of its own in the package's exports.
  const { createEld } = (await import(new URL('../languageDetector.js', entry).href)) as EldModule
  const source = await readFile(new URL('../ngrams/medium.js', entry), 'utf8')
  const { languages, grams } = readTable(source)
  const { instance, loadData } = createEld()
  loadData({ type: 'M60', languages, ngrams: asRecord(grams) })
  return (text) => instance.detect(text).getScores()
}

interface Grams {
  readonly keys: Float64Array
  /** Where the scores of the key at the same index begin. */
  readonly places: Uint32Array
  /** How many, then number of a language and score in turn. */
  readonly scores: Uint8Array
}

/** `languages:{0:'am',…}` and `ngrams:{'abc ':{9:131,37:60},…}` of the package's file. */
function readTable(source: string): { readonly languages: Readonly<Record<string, string>>; readonly grams: Grams } {
  const begin = source.indexOf('ngrams:{')
  const languages = Object.fromEntries(
    [...source.slice(0, begin).matchAll(/(\d+):'(\w+)'/g)].map(([, number = '', name = '']) => [number, name] as const),
  )
  return { languages, grams: sorted(readRows(source, begin + 'ngrams:{'.length)) }
}

const quote = 39
const backslash = 92
const colon = 58
const comma = 44
const closing = 125
const zero = 48
const nine = 57

/** By hand, letter by letter: what an expression leaves behind on the way would stay with the process as memory. */
function readRows(source: string, begin: number): Grams {
  const keys: number[] = []
  const places: number[] = []
  const scores = new Uint8Array(source.length / 3)
  let end = 0
  let at = begin
  while (at < source.length && source.charCodeAt(at) !== closing) {
    const isQuoted = source.charCodeAt(at) === quote
    const last = isQuoted ? quote : colon
    if (isQuoted) at++
    let key = 0
    for (; source.charCodeAt(at) !== last; at++) {
      if (source.charCodeAt(at) === backslash) at++
      key = withLetter(key, source.charCodeAt(at))
    }
    const count = end++
    keys.push(key)
    places.push(count)
    at += isQuoted ? ':{'.length + 1 : '{'.length + 1
    for (let value = 0; at < source.length; at++) {
      const sign = source.charCodeAt(at)
      if (sign >= zero && sign <= nine) value = value * 10 + sign - zero
      else {
        scores[end++] = value
        value = 0
        if (sign === closing) break
      }
    }
    scores[count] = (end - count - 1) / 2
    at++
    if (source.charCodeAt(at) === comma) at++
  }
  return { keys: Float64Array.from(keys), places: Uint32Array.from(places), scores: scores.slice(0, end) }
}

function sorted({ keys, places, scores }: Grams): Grams {
  const order = Uint32Array.from(keys.keys()).sort((left, right) => (keys[left] ?? 0) - (keys[right] ?? 0))
  return {
    keys: Float64Array.from(order, (index) => keys[index] ?? 0),
    places: Uint32Array.from(order, (index) => places[index] ?? 0),
    scores,
  }
}

/** At most six letters of at most eight bits: one exact number. */
const withLetter = (key: number, letter: number): number => key * 256 + letter

function keyOf(gram: string): number {
  let key = 0
  for (let index = 0; index < gram.length; index++) key = withLetter(key, gram.charCodeAt(index))
  return key
}

/** What the package looks a group up in. */
function asRecord({ keys, places, scores }: Grams): object {
  return new Proxy(Object.create(null) as object, {
    get(_, gram) {
      if (typeof gram !== 'string') return undefined
      const index = indexOf(keys, keyOf(gram))
      if (index < 0) return undefined
      const place = places[index] ?? 0
      const found: Record<number, number> = {}
      for (let entry = place + 1; entry < place + 1 + 2 * (scores[place] ?? 0); entry += 2)
        found[scores[entry] ?? 0] = scores[entry + 1] ?? 0
      return found
    },
  })
}

function indexOf(sorted: Float64Array, key: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = sorted[middle] ?? 0
    if (found === key) return middle
    if (found < key) low = middle + 1
    else high = middle - 1
  }
  return -1
}
