import type { ErrorObject } from 'ajv'
import type { FieldSchema } from '../contracts/shape.ts'
import type { Phrase, PhraseKey } from '../language/phrasebook.ts'
import meanings from './meanings.json' with { type: 'json' }

/** The words that are understood everywhere, and which sentence a person is told about an answer that is none. */

/** What a word can mean to every dialogue; its words are in `meanings.json`, by language. */
type Meaning = 'leave' | 'startOver' | 'back' | 'skip' | 'yes' | 'no'

type Lists = Readonly<Record<string, Readonly<Partial<Record<Meaning, readonly string[]>>>>>

/** Case, width, marks of punctuation and spaces at the edges make no difference between words. */
export function normalWord(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase()
  // From behind by hand: an expression would try every beginning in a text that is nothing but marks.
  let end = plain.length
  while (end > 0 && edge.test(plain.charAt(end - 1))) end--
  return plain
    .slice(0, end)
    .replace(/^[\s\p{P}]+/u, '')
    .replaceAll(/\s+/gu, ' ')
}
const edge = /[\s\p{P}]/u

/** Marks between words make no difference either: "sí, por favor". */
const plain = (text: string): string => normalWord(text).replaceAll(/[\s\p{P}]+/gu, ' ')

function wordsFor(meaning: Meaning): {
  readonly all: ReadonlySet<string>
  readonly by: ReadonlyMap<string, ReadonlySet<string>>
} {
  const by = new Map(
    Object.entries(meanings as Lists).map(
      ([language, lists]) => [language, new Set(lists[meaning]?.map(plain))] as const,
    ),
  )
  return { by, all: new Set([...by.values()].flatMap((words) => [...words])) }
}

const leave = wordsFor('leave')
const startOver = wordsFor('startOver')
const back = wordsFor('back')
const skip = wordsFor('skip')
const yes = wordsFor('yes')
const no = wordsFor('no')

/** In any language: whoever is lost is let go, whatever language they were thought to speak. */
export const meansLeave = (text: string): boolean => leave.all.has(plain(text))
export const meansStartOver = (text: string): boolean => startOver.all.has(plain(text))
export const meansBack = (text: string): boolean => back.all.has(plain(text))
export const meansSkip = (text: string): boolean => skip.all.has(plain(text))

/** In the language, else in English, else in any other: "no" is yes to a Pole. */
export function meansYesOrNo(text: string, language: string): boolean | undefined {
  const word = sign(text) ?? plain(text)
  for (const tag of [language.split('-')[0] ?? '', 'en']) {
    if (yes.by.get(tag)?.has(word) === true) return true
    if (no.by.get(tag)?.has(word) === true) return false
  }
  const [isYes, isNo] = [yes.all.has(word), no.all.has(word)]
  return isYes === isNo ? undefined : isYes
}

/** A thumb, whatever the colour of its skin. */
function sign(text: string): string | undefined {
  return /^(\p{Extended_Pictographic})[\p{Emoji_Modifier}\uFE0F]*$/u.exec(text.trim())?.[1]
}

/** What a person is told about an answer that is none, by the kind of the field. */
export function phraseFor(field: FieldSchema): Phrase {
  return { key: keyFor(field) }
}

function keyFor({ enum: words, format, type }: FieldSchema): PhraseKey {
  if (words !== undefined) return 'chooseOne'
  if (format === 'email') return 'needEmail'
  if (format === 'uri') return 'needUrl'
  if (format === 'phone') return 'needPhone'
  if (format === 'date') return 'needDay'
  if (format === 'date-time') return 'needMoment'
  if (type === 'integer') return 'needWholeNumber'
  if (type === 'number') return 'needNumber'
  if (type === 'boolean') return 'needYesOrNo'
  return type === 'array' ? 'needList' : 'needWords'
}

type Limit = { readonly limit: number }

/** What a person is told about an answer of the right kind that breaks a rule of the field. */
export function phraseOf(field: FieldSchema, error: ErrorObject): Phrase {
  const { limit = 0 } = error.params as Partial<Limit> // present for exactly the keywords that read it below
  switch (error.keyword) {
    case 'minimum':
      return { key: 'atLeast', values: { limit } }
    case 'maximum':
      return { key: 'atMost', values: { limit } }
    case 'minLength':
      return limit === 1 ? { key: 'needWords' } : { key: 'minLength', values: { count: limit } }
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
      return { key: error.keyword, values: { count: limit } }
    case 'pattern':
      if (field.format === 'uri') return phraseFor(field)
      return field.title === undefined ? { key: 'notRight' } : { key: 'notRightFor', values: { title: field.title } }
    default:
      return phraseFor(field)
  }
}
