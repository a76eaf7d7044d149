import { handlerDefaults } from '../config/defaults.ts'
import type { FieldSchema, Shape } from '../contracts/shape.ts'
import type { Say } from '../contracts/words.ts'
import type { ValueReader } from '../contracts/understanding.ts'
import { choicesIn, dateIn, definitionOf, readAnswer } from './answers.ts'
import type { Question, Saying } from './answers.ts'
import { checkField } from './check.ts'
import { spoken } from './words.ts'
import { phrase } from '../language/phrasebook.ts'

/** Fills the slots of an intent or command: from a command's text, from a message, and by asking for the rest. */

export type Slots = Record<string, unknown>

/** In place: the first slot takes the first word, and so on; the last one takes all that is left. A misfit is skipped. */
export function slotsOfCommand(shape: Shape, saying: Saying, reader: ValueReader): Slots {
  const slots: Slots = {}
  const names = Object.keys(shape)
  let rest = saying.text.trim()
  names.forEach((name, index) => {
    const field = shape[name]
    if (field === undefined || rest === '') return
    const isLast = index === names.length - 1
    const piece = isLast ? rest : (/^(?:"[^"]*"|“[^”]*”|\S+)/u.exec(rest)?.[0] ?? rest)
    const reading = readAnswer(field, { ...saying, text: piece.replaceAll(/^["“]|["”]$/gu, '') }, reader)
    if ('problem' in reading) return
    slots[name] = reading.value
    rest = rest.slice(piece.length).trim()
  })
  return slots
}

/**
 * What a message says by the way: numbers, addresses, days, words of a choice, texts that fit a pattern, and whatever
 * stands where an example has `{slot}`. What could be two things is none, and is asked for.
 */
export function slotsOfMessage(shape: Shape, examples: readonly string[], saying: Saying, reader: ValueReader): Slots {
  const slots: Slots = {}
  for (const [name, found] of Object.entries(templated(examples, saying.text))) {
    const field = shape[name]
    const reading = field === undefined ? undefined : readAnswer(field, { ...saying, text: found }, reader)
    if (reading !== undefined && 'value' in reading) slots[name] = reading.value
  }
  for (const [name, field] of Object.entries(shape)) {
    if (Object.hasOwn(slots, name) || sameKind(shape, field) > 1) continue
    const found = foundIn(shape, field, saying, reader)
    if (found !== undefined && checkField(field, found).fits) slots[name] = found
  }
  return slots
}

/** Two numbers wanted and one said: nobody knows which. */
function sameKind(shape: Shape, field: FieldSchema): number {
  if (field.enum !== undefined || field.pattern !== undefined) return 1
  return Object.values(shape).filter(
    (other) => other.type === field.type && other.format === field.format && other['x-entity'] === field['x-entity'],
  ).length
}

function foundIn(shape: Shape, field: FieldSchema, saying: Saying, reader: ValueReader): unknown {
  const one = (values: readonly unknown[]): unknown => (values.length === 1 ? values[0] : undefined)
  if (field.enum !== undefined) return one(choicesIn(field, saying.text))
  if (field.type === 'number' || field.type === 'integer') return one(numbersFor(shape, saying, reader))
  if (field.format === 'email') return one(reader.emails(saying.text))
  if (field.format === 'uri') return one(reader.urls(saying.text))
  if (field.format === 'phone') return one(reader.phones(saying.text, saying.country))
  const definition = definitionOf(field, saying)
  if (definition !== undefined) return one([...new Set(reader.custom(saying.text, definition))])
  if (field.format === 'date' || field.format === 'date-time') return dateIn(field, saying, reader)
  if (field.type === 'string' && field.pattern !== undefined) {
    const words = saying.text
      .split(/\s+/u)
      .filter((word) => word.length <= handlerDefaults.templateLength)
      .map((word) => word.replaceAll(/^[\p{Ps}\p{Pi}"']+|[\p{Pe}\p{Pf}"'.,!?:;]+$/gu, ''))
    return one([...new Set(words)].filter((word) => word !== '' && checkField(field, word).fits))
  }
  return undefined
}

/** Where a day or a phone number is wanted as well, its digits are no number. */
function numbersFor(shape: Shape, { text, timeZone, ...saying }: Saying, reader: ValueReader): readonly unknown[] {
  if (!Object.values(shape).some(({ format }) => format !== undefined)) return reader.numbers(text, saying.language)
  const question = { ...saying, ...(timeZone === undefined ? {} : { timeZone }) }
  return reader.entities(text, question).flatMap(({ kind, value }) => (kind === 'number' ? [value] : []))
}

// ── Examples with slots in them: `where is order {order}?` ───────────────────────────────────────────────────────

const placeholder = /\{([A-Za-z_]\w*)\}/g

/** The names in braces. */
export function slotsInExample(example: string): readonly string[] {
  return [...example.matchAll(placeholder)].map(([, name]) => name ?? '')
}

/** The example as a person would write it, for the classifier. */
export const exampleText = (example: string): string => example.replaceAll(placeholder, '$1')

const patterns = new WeakMap<readonly string[], readonly RegExp[]>()

function patternsOf(examples: readonly string[]): readonly RegExp[] {
  let known = patterns.get(examples)
  if (known === undefined) {
    known = examples.filter((example) => slotsInExample(example).length > 0).map(patternOf)
    patterns.set(examples, known)
  }
  return known
}

function patternOf(example: string): RegExp {
  const source = plainly(example)
    .split(placeholder)
    .map((piece, index) => (index % 2 === 1 ? `(?<${piece}>\\S.*?)` : RegExp.escape(piece)))
    .join('')
  return new RegExp(`^${source}$`, 'iu')
}

/** One space between words, and no marks at the end: so that a pattern has nothing to try out. */
const plainly = (text: string): string =>
  text
    .trim()
    .replaceAll(/\s+/gu, ' ')
    .replace(/[ .!?…]+$/u, '')

function templated(examples: readonly string[], text: string): Readonly<Record<string, string>> {
  if (text.length > handlerDefaults.templateLength) return {}
  const plain = plainly(text)
  for (const pattern of patternsOf(examples)) {
    const groups = pattern.exec(plain)?.groups
    if (groups !== undefined) return groups
  }
  return {}
}

// ── Asking for the rest ──────────────────────────────────────────────────────────────────────────────────────────

/** The first slot that must be asked for; defaults are filled in on the way. */
export function nextQuestion(
  shape: Shape,
  slots: Slots,
  say: Say,
  language: string,
): (Question & { readonly name: string }) | undefined {
  for (const name in shape) {
    const field = shape[name]
    if (field === undefined || Object.hasOwn(slots, name) || field['x-optional'] === true) continue
    if (field.default !== undefined) slots[name] = field.default
    else {
      const title = spoken(field.title ?? name, say)
      return { name, question: field['x-ask'] ?? phrase(language, 'ask', { title }), field, back: false }
    }
  }
  return undefined
}
