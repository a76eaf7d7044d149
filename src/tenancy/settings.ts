import { Ajv } from 'ajv'
import type { ErrorObject, ValidateFunction } from 'ajv'
import { Invalid } from '../contracts/errors.ts'
import { schemaOf, secretsOf } from '../contracts/shape.ts'
import type { Shape } from '../contracts/shape.ts'
import { plainRecord } from './plain.ts'

export type Settings = Readonly<Record<string, unknown>>

const dayPattern = /^\d{4}-\d{2}-\d{2}$/
const momentPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

const ajv = new Ajv({
  // Texts of the operator's forms; what a shape may say is fixed by its type.
  keywords: ['x-ask', 'x-labels', 'x-secret', 'x-optional'],
  formats: {
    uri: (text: string) => URL.canParse(text),
    email: /^[^\s@]{1,64}@[^\s@]{1,253}$/,
    date: (text: string) => dayPattern.test(text) && !Number.isNaN(Date.parse(text)),
    'date-time': (text: string) => momentPattern.test(text) && !Number.isNaN(Date.parse(text)),
  },
})

/** Compiled once per shape and process: shapes are constants of their adapters. */
const compiled = new WeakMap<Shape, ValidateFunction>()

/** A bounded copy of settings that fit the shape. Throws Invalid with the field that does not, and never its value. */
export function fitting(settings: unknown, shape: Shape): Settings {
  const copy = plainRecord(settings, 'settings')
  let validate = compiled.get(shape)
  if (validate === undefined) {
    validate = ajv.compile(schemaOf(shape))
    compiled.set(shape, validate)
  }
  if (!validate(copy)) throw refusal(validate.errors?.[0])
  return copy
}

/** With the shape's defaults for what is not set. */
export function withDefaults(settings: Settings, shape: Shape): Settings {
  const defaults = Object.entries(shape).flatMap(([name, field]) =>
    field.default === undefined ? [] : [[name, field.default] as const],
  )
  return { ...Object.fromEntries(defaults), ...settings }
}

/** `before` with what is given; null takes an entry away. What is not given stays, above all secrets, which nobody can read back. */
export function merged(before: Settings, given: Settings): Settings {
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== null))
}

export interface SplitSettings {
  readonly shown: Settings
  /** By name. */
  readonly secret: Readonly<Record<string, string>>
}

/** What may be shown, and what may not. */
export function split(settings: Settings, secretNames: readonly string[]): SplitSettings {
  const entries = Object.entries(settings)
  const isSecret = ([name]: readonly [string, unknown]) => secretNames.includes(name)
  return {
    shown: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
    secret: Object.fromEntries(entries.filter(isSecret).map(([name, value]) => [name, textOf(name, value)])),
  }
}

/** What may be shown of settings. */
export function shownOf(settings: Settings, shape: Shape): Settings {
  return split(settings, secretsOf(shape)).shown
}

function textOf(name: string, value: unknown): string {
  if (typeof value !== 'string') throw new Invalid(`${name} must be text.`, `settings.${name}`)
  return value
}

function refusal(error: ErrorObject | undefined): Invalid {
  if (error === undefined) return new Invalid('The settings do not fit.', 'settings')
  const { keyword, instancePath, params, message } = error
  const named = params as { missingProperty?: string; additionalProperty?: string } // what these two keywords of Ajv tell
  const path = ['settings', ...instancePath.split('/').slice(1)]
  if (keyword === 'required') return invalid([...path, named.missingProperty ?? ''], 'is required')
  if (keyword === 'additionalProperties')
    return invalid([...path, named.additionalProperty ?? ''], 'is not a setting here')
  if (keyword === 'enum') {
    const { allowedValues } = params as { allowedValues: readonly string[] } // as above
    return invalid(path, `must be one of ${allowedValues.join(', ')}`)
  }
  return invalid(path, message ?? 'does not fit')
}

function invalid(path: readonly string[], what: string): Invalid {
  const field = path.join('.')
  return new Invalid(`${field} ${what}.`, field)
}
