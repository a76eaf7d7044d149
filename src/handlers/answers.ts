import type { ChoicesPart, Option, Part, TextPart } from '../contracts/message.ts'
import type { FieldSchema } from '../contracts/shape.ts'
import type { EntityDefinition, ValueReader } from '../contracts/understanding.ts'
import { checkField } from './check.ts'
import { chosenIndex } from './choices.ts'
import { phrase } from '../language/phrasebook.ts'
import type { Phrase } from '../language/phrasebook.ts'
import { meansBack, meansSkip, meansYesOrNo, normalWord, phraseFor } from './sentences.ts'

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
  /** ISO 3166-1, two letters. */
  readonly country?: string
  /** What the tenant's people name. */
  readonly definitions?: readonly EntityDefinition[]
}

export type Reading = { readonly value: unknown } | { readonly problem: Phrase }

export function readAnswer(field: FieldSchema, saying: Saying, reader: ValueReader): Reading {
  const value = valueIn(field, saying, reader)
  if (value === undefined) return { problem: phraseFor(field) }
  const fit = checkField(field, value)
  return fit.fits ? { value: fit.value } : { problem: fit.phrase }
}

function valueIn(field: FieldSchema, saying: Saying, reader: ValueReader): unknown {
  const said = saying.text.trim()
  if (field.enum !== undefined) return chosenWord(field, saying, reader)
  switch (field.type) {
    case 'boolean':
      return yesOrNoIn(said, saying)
    case 'number':
    case 'integer':
      return reader.number(said, saying.language) ?? onlyOne(reader.numbers(said, saying.language))
    case 'array':
      return field.items === undefined || said === '' ? undefined : readList(field.items, saying, reader)
    case 'object':
      return undefined
    default:
      return textIn(field, said, saying, reader)
  }
}

/** By button, by word, or by the number it has where buttons are numbered lines. */
function yesOrNoIn(said: string, { chosen, language }: Saying): boolean | undefined {
  const option = yesOrNo.findIndex((id, index) => id === chosen || said === String(index + 1))
  return option < 0 ? meansYesOrNo(said, language) : option === 0
}

function textIn(field: FieldSchema, said: string, saying: Saying, reader: ValueReader): string | undefined {
  if (said === '') return undefined
  const definition = definitionOf(field, saying)
  if (definition !== undefined) return onlyOne([...new Set(reader.custom(said, definition))])
  switch (field.format) {
    case 'phone':
      return onlyOne(reader.phones(said, saying.country))
    case 'email':
      return onlyOne(reader.emails(said))
    case 'uri':
      return onlyOne(reader.urls(said))
    case 'date':
    case 'date-time':
      return dateIn(field, saying, reader)
    default:
      return said
  }
}

/** The tenant's list or pattern that the field is of, where it still has it. */
export function definitionOf(field: FieldSchema, { definitions = [] }: Saying): EntityDefinition | undefined {
  const name = field['x-entity']
  return name === undefined ? undefined : definitions.find((definition) => definition.name === name)
}

/** A day or moment in the text, written out or in words. */
export function dateIn(field: FieldSchema, saying: Saying, reader: ValueReader): string | undefined {
  const said = saying.text.trim()
  if (checkField(field, said).fits) return said
  const { now, language, timeZone } = saying
  return reader.date(said, { now, language, timeZone, time: field.format === 'date-time' })
}

function readList(item: FieldSchema, saying: Saying, reader: ValueReader): unknown[] | undefined {
  const values: unknown[] = []
  for (const piece of saying.text.split(/[,;\n、，]+/u)) {
    if (piece.trim() === '') continue
    const { chosen: _, ...rest } = saying
    const reading = readAnswer(item, { ...rest, text: piece }, reader)
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
function chosenWord(field: FieldSchema, { text, chosen, language }: Saying, reader: ValueReader): string | undefined {
  const words = field.enum ?? []
  if (chosen !== undefined && words.includes(chosen)) return chosen
  const names = words.map((word, index) => [word, field['x-labels']?.[index] ?? word])
  return words[chosenIndex(text, names, (said) => reader.number(said, language)) ?? -1]
}

// ── Things found in text ─────────────────────────────────────────────────────────────────────────────────────────

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

const yesOrNo = ['yes', 'no'] as const

/** Whether the person chose to go back: by word, by button, or by its number after the options. */
export function choseBack({ field, back }: Question, { text, chosen }: Saying): boolean {
  if (!back) return false
  const before = choicesOf(field) + (isOptional(field) ? 1 : 0)
  return chosen === 'back' || meansBack(text) || (before > 0 && text.trim() === String(before + 1))
}

/** Whether the person chose to leave the question out, which may be: in the same ways. */
export function choseSkip({ field }: Pick<Question, 'field'>, { text, chosen }: Saying): boolean {
  if (!isOptional(field)) return false
  return chosen === 'skip' || meansSkip(text) || (choicesOf(field) > 0 && text.trim() === String(choicesOf(field) + 1))
}

const isOptional = (field: FieldSchema): boolean => field['x-optional'] === true

const choicesOf = ({ type, enum: words }: FieldSchema): number =>
  type === 'boolean' ? yesOrNo.length : (words?.length ?? 0)

function optionsOf(field: FieldSchema, language: string): readonly Option[] {
  if (field.type === 'boolean') return yesOrNo.map((id) => ({ id, label: phrase(language, id) }))
  return (field.enum ?? []).map((id, index) => ({ id, label: field['x-labels']?.[index] ?? id }))
}

/** A question as it is sent: buttons where there is something to choose, words where there is not. */
export function questionParts(
  { question, field, back }: Question,
  language: string,
): readonly [ChoicesPart | TextPart] & readonly Part[] {
  const options = [
    ...optionsOf(field, language),
    ...(isOptional(field) ? [{ id: 'skip', label: phrase(language, 'skip') }] : []),
  ]
  if (options.length === 0) return [{ type: 'text', text: question }]
  const all = back ? [...options, { id: 'back', label: phrase(language, 'back') }] : options
  return [{ type: 'choices', text: question, options: all }]
}
