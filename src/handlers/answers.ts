import type { ChoicesPart, Option, Part, TextPart } from '../contracts/message.ts'
import type { FieldSchema } from '../contracts/shape.ts'
import { checkField } from './check.ts'
import { chosenIndex } from './choices.ts'
import { meansBack, meansYesOrNo, normalWord, sentenceFor, sentences } from './sentences.ts'

/** Reads what a person said as the value of a field, and shows a field as a question. */

/** What a person said, as far as an answer can be read from it. */
export interface Saying {
  readonly text: string
  /** The id of the button that was pressed. */
  readonly chosen?: string
  /** Milliseconds since 1970. */
  readonly now: number
  readonly language: string
  readonly timeZone?: string
}

/** Finds a day (`YYYY-MM-DD`) or a moment (ISO 8601 with a zone) in words; undefined when there is none. */
export type ReadDate = (
  text: string,
  how: {
    readonly now: number
    readonly language: string
    readonly timeZone: string | undefined
    readonly time: boolean
  },
) => string | undefined

export type Reading = { readonly value: unknown } | { readonly problem: string }

export function readAnswer(field: FieldSchema, saying: Saying, readDate?: ReadDate): Reading {
  const value = valueIn(field, saying, readDate)
  if (value === undefined) return { problem: sentenceFor(field) }
  const fit = checkField(field, value)
  return fit.fits ? { value: fit.value } : { problem: fit.sentence }
}

function valueIn(field: FieldSchema, saying: Saying, readDate: ReadDate | undefined): unknown {
  const said = saying.text.trim()
  if (field.enum !== undefined) return chosenWord(field, saying)
  switch (field.type) {
    case 'boolean':
      return yesOrNoIn(said, saying.chosen)
    case 'number':
    case 'integer':
      return onlyOne(numbersIn(said))
    case 'array':
      return field.items === undefined || said === '' ? undefined : readList(field.items, saying, readDate)
    case 'object':
      return undefined
    default:
      return textIn(field, said, saying, readDate)
  }
}

/** By button, by word, or by the number it has where buttons are numbered lines. */
function yesOrNoIn(said: string, chosen: string | undefined): boolean | undefined {
  const option = yesOrNo.findIndex(({ id }, index) => id === chosen || said === String(index + 1))
  return option < 0 ? meansYesOrNo(said) : option === 0
}

function textIn(field: FieldSchema, said: string, saying: Saying, readDate: ReadDate | undefined): string | undefined {
  if (said === '') return undefined
  switch (field.format) {
    case 'email':
      return onlyOne(emailsIn(said))
    case 'uri':
      return onlyOne(addressesIn(said))
    case 'date':
    case 'date-time':
      return dateIn(field, saying, readDate)
    default:
      return said
  }
}

/** A day or moment in the text, written out or (with `readDate`) in words. */
export function dateIn(field: FieldSchema, saying: Saying, readDate: ReadDate | undefined): string | undefined {
  const said = saying.text.trim()
  if (checkField(field, said).fits) return said
  const { now, language, timeZone } = saying
  return readDate?.(said, { now, language, timeZone, time: field.format === 'date-time' })
}

function readList(item: FieldSchema, saying: Saying, readDate: ReadDate | undefined): unknown[] | undefined {
  const values: unknown[] = []
  for (const piece of saying.text.split(/[,;\n、，]+/u)) {
    if (piece.trim() === '') continue
    const { chosen: _, ...rest } = saying
    const reading = readAnswer(item, { ...rest, text: piece }, readDate)
    if ('problem' in reading) return undefined
    values.push(reading.value)
  }
  return values
}

function onlyOne<Value>(values: readonly Value[]): Value | undefined {
  return values.length === 1 ? values[0] : undefined
}

// ── Choices ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** By button, word, label, number in the list, or a label with a slip in it that fits no other. */
function chosenWord(field: FieldSchema, { text, chosen, language }: Saying): string | undefined {
  const words = field.enum ?? []
  if (chosen !== undefined && words.includes(chosen)) return chosen
  const names = words.map((word, index) => [word, field['x-labels']?.[index] ?? word])
  return words[chosenIndex(text, names, language) ?? -1]
}

// ── Things found in text ─────────────────────────────────────────────────────────────────────────────────────────

/** Thousands in groups of three or none, a decimal part, and nothing around it that makes it a date, a time or a code. */
const numberPattern =
  /(?<![\p{L}\p{N}_.,:/–-])[-+−]?(?:\d{1,3}([.,'’ ])\d{3}(?:\1\d{3})*|\d+)(?:[.,]\d+)?(?![\p{L}\p{N}_]|[.,:/'’–-]\d)/gu

export function numbersIn(text: string): number[] {
  return (text.normalize('NFKC').match(numberPattern) ?? []).flatMap((written) => {
    const value = readNumber(written)
    return value === undefined ? [] : [value]
  })
}

/** `1,234.5`, `1.234,5`, `1 234`, `3,5`: the last sign is the decimal one, unless it groups thousands like all others. */
function readNumber(written: string): number | undefined {
  const plain = written.replaceAll(/['’ ]/gu, '').replace('−', '-')
  const signs = [...plain.matchAll(/[.,]/g)]
  const last = signs.at(-1)
  if (last === undefined) return Number(plain)
  const kinds = new Set(signs.map(([sign]) => sign))
  const groups = /^[-+]?\d{1,3}(?:[.,]\d{3})+$/.test(plain)
  const decimal = kinds.size === 2 || (signs.length === 1 && !(groups && last[0] === ','))
  if (!decimal) return groups ? Number(plain.replaceAll(/[.,]/g, '')) : undefined
  const whole = plain.slice(0, last.index).replaceAll(/[.,]/g, '')
  const value = Number(`${whole}.${plain.slice(last.index + 1)}`)
  return Number.isFinite(value) ? value : undefined
}

export function emailsIn(text: string): string[] {
  return (text.match(/[^\s@<>"(),:;[\]\\]{1,64}@[^\s@<>"(),:;[\]\\]{3,255}/gu) ?? []).map((found) =>
    found.replace(/[.!?]+$/u, ''),
  )
}

export function addressesIn(text: string): string[] {
  return (text.match(/https?:\/\/[^\s<>"]{1,2048}/giu) ?? []).map((found) => found.replace(/[.,!?;:)\]]+$/u, ''))
}

/** The words of the field that stand in the text as whole words. */
export function choicesIn(field: FieldSchema, text: string): string[] {
  const said = ` ${normalWord(text).replaceAll(/[\s\p{P}]+/gu, ' ')} `
  return (field.enum ?? []).filter((word, index) =>
    [word, field['x-labels']?.[index] ?? word].some((name) => {
      const plain = normalWord(name).replaceAll(/[\s\p{P}]+/gu, ' ')
      return plain !== '' && said.includes(` ${plain} `)
    }),
  )
}

// ── Showing a question ───────────────────────────────────────────────────────────────────────────────────────────

export interface Question {
  readonly question: string
  readonly field: FieldSchema
  readonly back: boolean
}

const yesOrNo: readonly Option[] = [
  { id: 'yes', label: sentences.yes },
  { id: 'no', label: sentences.no },
]

/** Whether the person chose to go back: by word, by button, or by its number after the options. */
export function choseBack({ field, back }: Question, { text, chosen }: Saying): boolean {
  if (!back) return false
  const options = optionsOf(field).length
  return chosen === 'back' || meansBack(text) || (options > 0 && text.trim() === String(options + 1))
}

function optionsOf(field: FieldSchema): readonly Option[] {
  if (field.type === 'boolean') return yesOrNo
  return (field.enum ?? []).map((id, index) => ({ id, label: field['x-labels']?.[index] ?? id }))
}

/** A question as it is sent: buttons where there is something to choose, words where there is not. */
export function questionParts({
  question,
  field,
  back,
}: Question): readonly [ChoicesPart | TextPart] & readonly Part[] {
  const options = optionsOf(field)
  if (options.length === 0) return [{ type: 'text', text: question }]
  const all = back ? [...options, { id: 'back', label: sentences.back }] : options
  return [{ type: 'choices', text: question, options: all }]
}
