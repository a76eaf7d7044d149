import { Ajv } from 'ajv'
import type { ErrorObject, ValidateFunction } from 'ajv'
import { LRUCache } from 'lru-cache'
import { handlerDefaults } from '../config/defaults.ts'
import { schemaOf } from '../contracts/shape.ts'
import type { Field, FieldSchema, Shape } from '../contracts/shape.ts'
import { phrase } from '../language/phrasebook.ts'
import type { Phrase } from '../language/phrasebook.ts'
import { phraseOf } from './sentences.ts'

/** The door of Ajv: whether values fit the fields and shapes that plugins declare. */

export interface Fitting {
  readonly fits: true
  readonly value: unknown
}

export interface Unfit {
  readonly fits: false
  readonly path: string
  /** For operators, in English. */
  readonly sentence: string
}

/** `phrase`: for the person who gave it. */
export type Fit = Fitting | (Unfit & { readonly phrase: Phrase })

const day = /^\d{4}-\d{2}-\d{2}$/
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i
const mailbox = /^[^\s@"(),:;<>[\\\]]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/u

const isDate = (text: string): boolean => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().length > 0
/** `Date` reads 30 February as 2 March. */
const isDay = (text: string): boolean =>
  day.test(text) && isDate(`${text}T00:00:00Z`) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)

function newAjv(removeAdditional: boolean): Ajv {
  const ajv = new Ajv({ allErrors: false, strict: false, removeAdditional, useDefaults: true, coerceTypes: false })
  ajv.addFormat('uri', { type: 'string', validate: URL.canParse.bind(URL) })
  ajv.addFormat('email', { type: 'string', validate: mailbox })
  ajv.addFormat('phone', { type: 'string', validate: /^\+\d{7,15}$/ })
  ajv.addFormat('date', { type: 'string', validate: isDay })
  ajv.addFormat('date-time', {
    type: 'string',
    validate: (text) => moment.test(text) && isDate(text) && isDay(text.slice(0, 10)),
  })
  return ajv
}

class Checks {
  readonly #ajv: Ajv
  readonly #bySchema = new WeakMap<object, ValidateFunction>()
  /** A dialogue makes its fields anew each time it runs, and a question that waited comes back as JSON. */
  readonly #byText = new LRUCache<string, ValidateFunction>({ max: handlerDefaults.compiledChecks })

  constructor(ajv: Ajv) {
    this.#ajv = ajv
  }

  of(source: object, schema: () => FieldSchema): ValidateFunction {
    const known = this.#bySchema.get(source)
    if (known !== undefined) return known
    const text = JSON.stringify(schema())
    let validate = this.#byText.get(text)
    if (validate === undefined) {
      const fresh = JSON.parse(text) as FieldSchema // our own text, one line up
      validate = this.#ajv.compile(fresh)
      this.#ajv.removeSchema(fresh)
      this.#byText.set(text, validate)
    }
    this.#bySchema.set(source, validate)
    return validate
  }
}

const strict = new Checks(newAjv(false))
/** For what others answer: what nobody declared is taken off, so that a journal keeps only what was asked for. */
const trimming = new Checks(newAjv(true))

function fit(validate: ValidateFunction, value: unknown, schema: FieldSchema): Fit {
  if (validate(value)) return { fits: true, value }
  const [error] = validate.errors ?? []
  return error === undefined ? { fits: true, value } : { fits: false, ...explain(error, schema) }
}

function explain(error: ErrorObject, schema: FieldSchema): Omit<Unfit, 'fits'> & { readonly phrase: Phrase } {
  const missing: unknown = error.params['missingProperty'] ?? error.params['additionalProperty']
  const path = [...error.instancePath.split('/').slice(1), ...(typeof missing === 'string' ? [missing] : [])].join('.')
  const told = phraseOf(fieldAt(schema, error.instancePath), error)
  if (error.keyword === 'required') return { path, sentence: `"${path}" is missing.`, phrase: told }
  if (error.keyword === 'additionalProperties') return { path, sentence: `"${path}" is not known here.`, phrase: told }
  return { path, sentence: phrase('en', told.key, told.values), phrase: told }
}

/** The field that a JSON pointer of ours leads to. */
function fieldAt(schema: FieldSchema, pointer: string): FieldSchema {
  let field = schema
  for (const step of pointer.split('/').slice(1)) {
    const others = typeof field.additionalProperties === 'object' ? field.additionalProperties : undefined
    const next = field.items ?? field.properties?.[step] ?? others
    if (next === undefined) break
    field = next
  }
  return field
}

export function isField(candidate: Field<unknown> | Shape): candidate is Field<unknown> {
  return typeof candidate.type === 'string' || Array.isArray(candidate.enum)
}

/** Whether one value fits one field, and what to tell the person who gave it. */
export function checkField(field: FieldSchema, value: unknown): Fit {
  return fit(
    strict.of(field, () => field),
    value,
    field,
  )
}

/** Whether values fit a shape; fields with a default are filled in (in a copy). `path` names the field that does not fit. */
export function checkShape(shape: Shape, values: unknown): Fit {
  const schema = (): FieldSchema => schemaOf(shape)
  return fit(strict.of(shape, schema), structuredClone(values), schema())
}

/** Whether an answer from outside is what was expected; fields that nobody declared are taken off it. */
export function checkAnswer(expect: Field<unknown> | Shape, answer: unknown): Fit {
  const schema = (): FieldSchema => (isField(expect) ? expect : schemaOf(expect))
  return fit(trimming.of(expect, schema), answer, schema())
}
