import type { FieldSchema, Shape } from '../contracts/shape.ts'

/**
 * A shape as models are shown it. Providers differ in the keywords they take, and some refuse a request for one that they
 * do not know: so only what all of them take is left, and the rest is said in words. Whoever asked checks the values.
 */
export interface PlainSchema {
  readonly type: string | readonly string[]
  readonly description?: string
  readonly enum?: readonly (string | null)[]
  readonly items?: PlainSchema
  readonly properties?: Readonly<Record<string, PlainSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: false
}

/** For structured output: every field is named, and one that may be absent may be null. */
export function answerSchema(shape: Shape): PlainSchema {
  return objectSchema(shape, (field) => field['x-optional'] === true || field.default !== undefined)
}

/** For a tool: every field may be left out, so that a model need not make up what nobody said. */
export function toolSchema(shape: Shape): PlainSchema {
  const { required: _, ...schema } = objectSchema(shape, () => false)
  return schema
}

function objectSchema(
  fields: Readonly<Record<string, FieldSchema>>,
  maybeNull: (field: FieldSchema, name: string) => boolean,
): PlainSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => {
        const schema = plain(field)
        return [name, maybeNull(field, name) ? orNull(schema) : schema]
      }),
    ),
    required: Object.keys(fields),
    additionalProperties: false,
  }
}

function plain(field: FieldSchema): PlainSchema {
  const description = describe(field)
  const said = description === '' ? {} : { description }
  if (field.type === 'object') {
    const { properties = {}, required = [] } = field
    return { ...objectSchema(properties, (_, name) => !required.includes(name)), ...said }
  }
  return {
    type: field.type ?? 'string',
    ...said,
    ...(field.enum === undefined ? {} : { enum: field.enum }),
    ...(field.type === 'array' ? { items: plain(field.items ?? { type: 'string' }) } : {}),
  }
}

function orNull(schema: PlainSchema): PlainSchema {
  return {
    ...schema,
    type: [...(typeof schema.type === 'string' ? [schema.type] : schema.type), 'null'],
    ...(schema.enum === undefined ? {} : { enum: [...schema.enum, null] }),
  }
}

function describe(field: FieldSchema): string {
  const labels = field['x-labels']
  return [
    field.description ?? field.title ?? field['x-ask'],
    field.format === undefined ? undefined : `Format: ${field.format}.`,
    field.pattern === undefined ? undefined : `Fits the pattern ${field.pattern}.`,
    field.minimum === undefined ? undefined : `At least ${field.minimum}.`,
    field.maximum === undefined ? undefined : `At most ${field.maximum}.`,
    field.maxLength === undefined ? undefined : `At most ${field.maxLength} characters.`,
    field.minItems === undefined ? undefined : `At least ${field.minItems} of them.`,
    field.maxItems === undefined ? undefined : `At most ${field.maxItems} of them.`,
    labels === undefined ? undefined : `Meaning: ${labels.join(', ')}.`,
  ]
    .filter((line) => line !== undefined)
    .join(' ')
}

/** What was null is absent: to whoever asked it is the same. */
export function withoutNulls(values: unknown): unknown {
  if (Array.isArray(values)) return values.map(withoutNulls)
  if (typeof values !== 'object' || values === null) return values
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, withoutNulls(value)]),
  )
}
