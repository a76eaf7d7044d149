import { sentimentDefaults } from '../config/defaults.ts'
import type { Feeling } from '../contracts/gestures.ts'
import { feelingWords } from './feeling-words.ts'
import type { FeelingWords } from './feeling-words.ts'

/** How somebody feels, by their words and emoji: for an avatar's face and a chart, and nothing that matters more. */

/** `language`: an IETF tag; of a language without a lexicon, emoji alone speak. Pure. */
export function feelingOf(text: string, language: string): Feeling {
  const said = text.slice(0, sentimentDefaults.textLength).normalize('NFC')
  const lexicon = lexiconOf(language)
  const found = [...(lexicon === undefined ? [] : lexicon.find(said)), ...emojiIn(said)]
  const loud = /[!！]{1,3}/u.test(said) ? sentimentDefaults.loud : 1
  const sum = found.reduce((total, { weight }) => total + weight, 0) * loud
  const score = sum / Math.sqrt(sum * sum + sentimentDefaults.evenness)
  const { threshold } = sentimentDefaults
  return {
    sentiment: score > threshold ? 'positive' : score < -threshold ? 'negative' : 'neutral',
    score: Math.round(score * 1000) / 1000,
    because: found.map(({ what }) => what).slice(0, sentimentDefaults.reasons),
  }
}

interface Found {
  readonly what: string
  readonly weight: number
}

interface Lexicon {
  find(text: string): readonly Found[]
}

const lexicons = new Map<string, Lexicon | undefined>()

/** Built when a language is first felt. */
function lexiconOf(language: string): Lexicon | undefined {
  const base = language.split('-', 1)[0]?.toLowerCase() ?? ''
  if (!lexicons.has(base)) {
    const words = Object.hasOwn(feelingWords, base) ? feelingWords[base] : undefined
    const make = base === 'zh' || base === 'ja' ? unspaced : spaced
    lexicons.set(base, words === undefined ? undefined : make(words))
  }
  return lexicons.get(base)
}

const weights = { great: 3, good: 1.5, bad: -1.5, awful: -3 } as const
const kinds = ['great', 'good', 'bad', 'awful'] as const

function listOf(words: string | undefined): readonly string[] {
  return (words ?? '')
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => word.replaceAll('_', ' '))
}

// ── Words between spaces ─────────────────────────────────────────────────────────────────────────────────────────

/** Words as they are, and the beginnings of words. */
class WordList {
  readonly #whole = new Map<string, number>()
  readonly #beginnings = new Map<string, number>()
  #shortest = Infinity

  add(word: string, weight: number): void {
    if (!word.endsWith('*')) {
      this.#whole.set(word, weight)
      return
    }
    const beginning = word.slice(0, -1)
    this.#shortest = Math.min(this.#shortest, beginning.length)
    this.#beginnings.set(beginning, weight)
  }

  of(word: string): number | undefined {
    const whole = this.#whole.get(word)
    if (whole !== undefined) return whole
    for (let length = word.length; length >= this.#shortest; length--) {
      const weight = this.#beginnings.get(word.slice(0, length))
      if (weight !== undefined) return weight
    }
    return undefined
  }
}

/** Words, and the marks behind which another thing is said. */
const wordPattern = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|[.,;:!?…،؛।]/gu

/** An article or a pronoun that stands before its word without a space: j'adore, dell'amore; but not don't. */
function pieces(word: string): readonly string[] {
  const [, before, after] = /^(\p{L}{1,5})'(\p{L}{2,})$/u.exec(word) ?? []
  return before === undefined || after === undefined ? [word] : [`${before}'`, after]
}

const isMark = (word: string): boolean => /^\p{P}$/u.test(word)

function spaced(words: FeelingWords): Lexicon {
  const feelings = new WordList()
  for (const kind of kinds) for (const word of listOf(words[kind])) feelings.add(word, weights[kind])
  const not = new WordList()
  for (const word of listOf(words.not)) not.add(word, 1)
  const notBehind = new WordList()
  for (const word of listOf(words.notBehind)) notBehind.add(word, 1)
  const very = new Set(listOf(words.very))

  return {
    find(text) {
      const said = (text.toLowerCase().match(wordPattern) ?? []).flatMap((word) => pieces(word.replaceAll('’', "'")))
      return said.flatMap((word, at): readonly Found[] => {
        const pair = at > 0 ? feelings.of(`${said[at - 1] ?? ''} ${word}`) : undefined
        const weight = pair ?? feelings.of(word)
        if (weight === undefined) return []
        const near = said.slice(Math.max(0, at - sentimentDefaults.reach), at)
        const before = near.slice(near.findLastIndex(isMark) + 1)
        const behind = said.slice(at + 1, at + 1 + sentimentDefaults.reach)
        const end = behind.findIndex(isMark)
        const after = end < 0 ? behind : behind.slice(0, end)
        const turned =
          before.some((other) => not.of(other) !== undefined) ||
          after.slice(0, 2).some((other) => notBehind.of(other) !== undefined)
        const strong = before.slice(-1).some((other) => very.has(other))
        return [
          {
            what: word,
            weight: weight * (strong ? sentimentDefaults.very : 1) * (turned ? -sentimentDefaults.turned : 1),
          },
        ]
      })
    },
  }
}

// ── Words without spaces ─────────────────────────────────────────────────────────────────────────────────────────

function unspaced(words: FeelingWords): Lexicon {
  const feelings = kinds
    .flatMap((kind) => listOf(words[kind]).map((word) => [word, weights[kind]] as const))
    .sort((a, b) => b[0].length - a[0].length)
  const not = listOf(words.not)
  const notBehind = listOf(words.notBehind)
  const very = listOf(words.very)

  return {
    find(text) {
      const found: Found[] = []
      for (let at = 0; at < text.length;) {
        const match = feelings.find(([word]) => text.startsWith(word, at))
        if (match === undefined) {
          at++
          continue
        }
        const [word, weight] = match
        const before = text.slice(Math.max(0, at - sentimentDefaults.reach), at)
        const after = text.slice(at + word.length, at + word.length + 2 * sentimentDefaults.reach)
        const turned = not.some((sign) => before.includes(sign)) || notBehind.some((sign) => after.includes(sign))
        const strong = very.some((sign) => before.endsWith(sign))
        found.push({
          what: word,
          weight: weight * (strong ? sentimentDefaults.very : 1) * (turned ? -sentimentDefaults.turned : 1),
        })
        at += word.length
      }
      return found
    },
  }
}

// ── Signs that everyone understands ──────────────────────────────────────────────────────────────────────────────

const emoji: ReadonlyMap<string, number> = new Map([
  ...Array.from(
    '😀😃😄😁😊🙂😉😍🥰😘😎🤩🥳👍👏🙌💪❤💖💕💙💚💜🎉✨🌟⭐😂🤣😇🤗💯🔥😋☺♥',
    (sign) => [sign, 1.5] as const,
  ),
  ...Array.from('😢😭😞😔😟🙁☹😕😣😖😫😩😠😡🤬👎💔😒🙄😤😰😨😱🤮🤢😷😓💩🖕😪😿', (sign) => [sign, -1.5] as const),
])

const faces = /(?<![\p{L}\p{N}])(?:(?<good>[:;=]-?[)D\]]|<3|\^_?\^)|(?<bad>[:=]['’]?-?[(/\\\[]|-_-))/gu

function emojiIn(text: string): readonly Found[] {
  const signs = Array.from(text).flatMap((sign): readonly Found[] => {
    const weight = emoji.get(sign)
    return weight === undefined ? [] : [{ what: sign, weight }]
  })
  // A row of the same sign says it once, and a little more.
  const once = signs.filter(({ what }, index) => signs.findIndex((other) => other.what === what) === index)
  const typed = [...text.replaceAll(/https?:\/\/\S+/gu, '').matchAll(faces)].map(({ 0: what, groups }) => ({
    what,
    weight: groups?.['good'] === undefined ? -1.5 : 1.5,
  }))
  return [...once, ...typed]
}
