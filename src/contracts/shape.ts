/**
 * A Field is a JSON Schema with a TypeScript type attached; a Shape is a record of fields. One line serves the form,
 * the check, the question and a model's tool call. Functions never appear in it, so it crosses the wire as it is.
 */
declare const value: unique symbol

export interface FieldSchema {
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object'
  readonly title?: string
  readonly description?: string
  readonly format?: string
  readonly enum?: readonly string[]
  readonly items?: FieldSchema
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly required?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly pattern?: string
  readonly default?: unknown
  /** What other properties than the named ones are: none, anything, or of one kind. */
  readonly additionalProperties?: boolean | FieldSchema
  readonly propertyNames?: FieldSchema
  readonly minProperties?: number
  readonly maxProperties?: number
  /** The question a person is asked for it (Markdown). */
  readonly 'x-ask'?: string
  /** Labels of the options of `enum`, in its order. */
  readonly 'x-labels'?: readonly string[]
  /** A name of the chatbot's own entities: the text is one of its values. */
  readonly 'x-entity'?: string
  /** Sealed at rest, never logged, never returned. */
  readonly 'x-secret'?: true
  readonly 'x-optional'?: true
}

export interface Field<Value> extends FieldSchema {
  /** Never present at run time: carries the type alone. */
  readonly [value]?: Value
}

export type Shape = Readonly<Record<string, Field<unknown>>>
export type ValueOf<F> = F extends Field<infer Value> ? Value : never

type OptionalKeys<S extends Shape> = {
  [K in keyof S]: S[K] extends { readonly 'x-optional': true } ? K : never
}[keyof S]

/** The values of a shape; optional fields may be absent. */
export type Values<S extends Shape> = {
  readonly [K in Exclude<keyof S, OptionalKeys<S>>]: ValueOf<S[K]>
} & { readonly [K in OptionalKeys<S>]?: ValueOf<S[K]> }

interface Wording {
  /** The question a person is asked for it. */
  readonly ask?: string
  readonly title?: string
  readonly description?: string
}

function worded<Value>(schema: FieldSchema, { ask, title, description }: Wording = {}): Field<Value> {
  return {
    ...schema,
    ...(ask === undefined ? {} : { 'x-ask': ask }),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
  }
}

/** Free text. Lengths count UTF-16 units. */
export function text(
  options: Wording & { minLength?: number; maxLength?: number; pattern?: string } = {},
): Field<string> {
  const { minLength, maxLength, pattern } = options
  return worded(
    {
      type: 'string',
      ...(minLength === undefined ? {} : { minLength }),
      ...(maxLength === undefined ? {} : { maxLength }),
      ...(pattern === undefined ? {} : { pattern }),
    },
    options,
  )
}

export function number(
  options: Wording & { minimum?: number; maximum?: number; integer?: boolean } = {},
): Field<number> {
  const { minimum, maximum, integer } = options
  return worded(
    {
      type: integer === true ? 'integer' : 'number',
      ...(minimum === undefined ? {} : { minimum }),
      ...(maximum === undefined ? {} : { maximum }),
    },
    options,
  )
}

export function yesNo(options: Wording = {}): Field<boolean> {
  return worded({ type: 'boolean' }, options)
}

/** An absolute http or https URL, kept as text. */
export function url(options: Wording = {}): Field<string> {
  return worded({ type: 'string', format: 'uri', pattern: '^https?://' }, options)
}

export function email(options: Wording = {}): Field<string> {
  return worded({ type: 'string', format: 'email' }, options)
}

/** A phone number, kept as E.164: `+4930901820`. */
export function phone(options: Wording = {}): Field<string> {
  return worded({ type: 'string', format: 'phone' }, options)
}

/** A value of one of the chatbot's own entities, by any of its names; free text in a chatbot that has none of this name. */
export function entity(name: string, options: Wording = {}): Field<string> {
  return { ...worded<string>({ type: 'string' }, options), 'x-entity': name }
}

/** Sealed at rest, never logged, never returned. */
export function secret(options: Wording = {}): Field<string> {
  return { ...worded<string>({ type: 'string', minLength: 1 }, options), 'x-secret': true }
}

/** A day, `YYYY-MM-DD`, or a moment, ISO 8601 with a zone. */
export function date(options: Wording & { time?: boolean } = {}): Field<string> {
  return worded({ type: 'string', format: options.time === true ? 'date-time' : 'date' }, options)
}

/** One of the given words; buttons where the platform has them. `choice('small', 'large')` */
export function choice<const Word extends string>(...words: readonly [Word, ...Word[]]): Field<Word> {
  return { type: 'string', enum: words }
}

/** One of the keys, shown by its label. `choiceOf({ s: 'Small', l: 'Large' }, { ask: 'What size?' })` */
export function choiceOf<const Labels extends Readonly<Record<string, string>>>(
  labels: Labels,
  options: Wording = {},
): Field<keyof Labels & string> {
  return worded({ type: 'string', enum: Object.keys(labels), 'x-labels': Object.values(labels) }, options)
}

export function list<Value>(
  item: Field<Value>,
  options: Wording & { minItems?: number; maxItems?: number } = {},
): Field<readonly Value[]> {
  const { minItems, maxItems } = options
  return worded(
    {
      type: 'array',
      items: item,
      ...(minItems === undefined ? {} : { minItems }),
      ...(maxItems === undefined ? {} : { maxItems }),
    },
    options,
  )
}

/** A record with fields of its own: `list(object({ sku: text(), count: number() }))`. */
export function object<S extends Shape>(shape: S, options: Wording = {}): Field<Values<S>> {
  return worded(schemaOf(shape), options)
}

/** Values by names that the one who fills it in chooses: `record(number())`. Names begin with a letter. */
export function record<Value>(
  item: Field<Value>,
  options: Wording & { maxProperties?: number } = {},
): Field<Readonly<Record<string, Value>>> {
  const { maxProperties } = options
  return worded(
    {
      type: 'object',
      additionalProperties: item,
      propertyNames: { pattern: '^[A-Za-z][A-Za-z0-9_-]{0,39}$' },
      ...(maxProperties === undefined ? {} : { maxProperties }),
    },
    options,
  )
}

/** An object of any JSON: what is in it is the plugin's own to check. */
export function json(options: Wording = {}): Field<Readonly<Record<string, unknown>>> {
  return worded({ type: 'object', additionalProperties: true }, options)
}

/** A text in one language or several: `{ "en": "Hello", "pt-BR": "Olá" }`. Lengths count UTF-16 units, of each. */
export function texts(options: Wording & { maxLength?: number } = {}): Field<Readonly<Record<string, string>>> {
  const { maxLength } = options
  return worded(
    {
      type: 'object',
      additionalProperties: { type: 'string', minLength: 1, ...(maxLength === undefined ? {} : { maxLength }) },
      propertyNames: { pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$' },
      minProperties: 1,
    },
    options,
  )
}

/** May be absent; a person is not asked for it. */
export function optional<Value>(field: Field<Value>): Field<Value> & { readonly 'x-optional': true } {
  return { ...field, 'x-optional': true }
}

/** The JSON Schema of a whole shape, for Ajv, a form or a model's tool. */
export function schemaOf(shape: Shape): FieldSchema {
  return {
    type: 'object',
    properties: shape,
    required: Object.keys(shape).filter(
      (name) => shape[name]?.['x-optional'] !== true && shape[name]?.default === undefined,
    ),
    additionalProperties: false,
  }
}

/** The names of a shape's fields that are secrets. */
export function secretsOf(shape: Shape): readonly string[] {
  return Object.keys(shape).filter((name) => shape[name]?.['x-secret'] === true)
}
