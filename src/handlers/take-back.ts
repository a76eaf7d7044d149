import type { JournalEntry, DialogueState } from '../contracts/turn.ts'
import type { FieldSchema } from '../contracts/shape.ts'
import type { ValueReader } from '../contracts/understanding.ts'
import { choicesIn, readAnswer } from './answers.ts'
import type { Question, Saying } from './answers.ts'
import { correctionIn, exceptIn } from './corrections.ts'
import type { Correction } from './corrections.ts'
import type { Handler } from './registry.ts'
import type { Input } from './run.ts'

/**
 * A person takes back what they have just answered, or what they said at the beginning, while the next question is open:
 * the dialogue goes on as if they had said it so at once. Only what nothing was done with is changed.
 */
export type TakenBack =
  | { readonly kind: 'changed'; readonly state: DialogueState }
  /** They mean the open question, in other words. */
  | { readonly kind: 'answer'; readonly value: unknown }
  /** The open question again, with fewer choices. */
  | { readonly kind: 'fewer'; readonly question: Question }

export function takenBack(
  state: DialogueState,
  question: Question,
  handler: Handler,
  saying: Saying,
  reader: ValueReader,
): TakenBack | undefined {
  if (saying.chosen !== undefined) return undefined
  const fewer = withoutChoices(question, saying)
  if (fewer !== undefined) return fewer
  const correction = correctionIn(saying.text, saying.language)
  if (correction === undefined) return undefined
  const instead: Saying = { ...saying, text: correction.instead }
  const changed = changedAnswer(state, correction, instead, reader) ?? changedSlot(state, handler, instead, reader)
  const open = valueOf(question.field, instead, reader)
  // "Not 3, 4" to a question for a number is its answer, unless 3 was the answer before.
  if (
    open !== undefined &&
    !isFree(question.field) &&
    (changed === undefined || isAboutOpen(state, correction, reader, saying))
  )
    return { kind: 'answer', value: open }
  return changed === undefined ? undefined : { kind: 'changed', state: changed }
}

type Answered = Extract<JournalEntry, { readonly kind: 'answer' }>

/** The answer before the open question, when nothing was done since. */
function lastAnswer({
  journal,
  before,
}: DialogueState): { readonly entry: Answered; readonly field: FieldSchema } | undefined {
  const entry = journal.at(-1)
  const asked = before as Question | undefined // written by us, in `resume`
  return entry?.kind === 'answer' && asked !== undefined ? { entry, field: asked.field } : undefined
}

function changedAnswer(
  state: DialogueState,
  { clear }: Correction,
  instead: Saying,
  reader: ValueReader,
): DialogueState | undefined {
  const last = lastAnswer(state)
  // Any words answer a free question: only who says that they meant something else has changed it.
  if (last === undefined || (isFree(last.field) && !clear)) return undefined
  const value = valueOf(last.field, instead, reader)
  if (value === undefined || same(value, last.entry.value)) return undefined
  return { ...state, journal: [...state.journal.slice(0, -1), { ...last.entry, value, at: instead.now }] }
}

/** What was said at the beginning: one slot that it fits, while nothing was called. */
function changedSlot(
  state: DialogueState,
  { slots: shape = {} }: Handler,
  instead: Saying,
  reader: ValueReader,
): DialogueState | undefined {
  if (state.journal.some(({ kind }) => kind !== 'answer')) return undefined
  const input = state.input as Input // written by us, in `wait`
  const fitting = Object.entries(input.slots).flatMap(([name, before]) => {
    const field = shape[name]
    const value = field === undefined || isFree(field) ? undefined : valueOf(field, instead, reader)
    return value === undefined || same(value, before) ? [] : [[name, value] as const]
  })
  const [only] = fitting
  if (only === undefined || fitting.length > 1) return undefined
  return { ...state, input: { ...input, slots: { ...input.slots, [only[0]]: only[1] } } }
}

/** What is not meant was not the answer before: so it is about the open question. */
function isAboutOpen(state: DialogueState, { not }: Correction, reader: ValueReader, saying: Saying): boolean {
  const last = lastAnswer(state)
  if (not === undefined || last === undefined) return false
  const value = valueOf(last.field, { ...saying, text: not }, reader)
  return value !== undefined && !same(value, last.entry.value)
}

function withoutChoices(question: Question, saying: Saying): TakenBack | undefined {
  const { field } = question
  const not = field.enum === undefined ? undefined : exceptIn(saying.text, saying.language)
  if (not === undefined || field.enum === undefined) return undefined
  const excluded = choicesIn(field, not)
  const left = field.enum.filter((word) => !excluded.includes(word))
  if (excluded.length === 0 || left.length === 0) return undefined
  if (left.length === 1) return { kind: 'answer', value: left[0] }
  const labels = field['x-labels']
  const fewer: FieldSchema = {
    ...field,
    enum: left,
    ...(labels === undefined
      ? {}
      : { 'x-labels': left.map((word) => labels[field.enum?.indexOf(word) ?? -1] ?? word) }),
  }
  return { kind: 'fewer', question: { ...question, field: fewer } }
}

/** A number must be all that is said instead: "No. 5, Main Street" is an address. */
function valueOf(field: FieldSchema, saying: Saying, reader: ValueReader): unknown {
  const isNumber = field.type === 'number' || field.type === 'integer'
  if (isNumber && reader.number(saying.text, saying.language) === undefined) return undefined
  const reading = readAnswer(field, saying, reader)
  return 'value' in reading ? reading.value : undefined
}

/** Whether any words are an answer. */
const isFree = ({ type, enum: words, format, pattern, 'x-entity': entity }: FieldSchema): boolean =>
  type === 'string' && words === undefined && format === undefined && pattern === undefined && entity === undefined

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right)
