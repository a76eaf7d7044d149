import { Ajv } from 'ajv'
import type { ValidateFunction } from 'ajv'
import { Invalid } from '../contracts/errors.ts'
import { schemaOf, type Shape } from '../contracts/shape.ts'
import type { PluginShape } from './needs.ts'

export type Settings = Readonly<Record<string, unknown>>

const ajv = new Ajv({ strict: false, validateFormats: false })
/** Compiled once for each plugin that is loaded. */
const compiled = new WeakMap<Shape, ValidateFunction>()

/** Throws Invalid with the setting that does not fit the plugin's shape. */
export function checkShape({ settings: shape }: PluginShape, settings: Settings): void {
  const validate = compiled.get(shape) ?? ajv.compile(schemaOf(shape))
  compiled.set(shape, validate)
  if (validate(settings)) return
  const { instancePath = '', message = 'does not fit', params = {} } = validate.errors?.[0] ?? {}
  const { additionalProperty: unknown, missingProperty: needed } = params as Record<string, unknown> // of every keyword
  const path = ['settings', ...instancePath.split('/').slice(1)]
  if (typeof unknown === 'string') throw new Invalid('There is no such field.', [...path, unknown].join('.'))
  if (typeof needed === 'string') throw new Invalid('This setting is needed.', [...path, needed].join('.'))
  throw new Invalid(`This setting ${message}.`, path.join('.'))
}

/** As above, and with what the plugin itself says of them. Throws Invalid with its sentence. */
export function checkSettings(plugin: PluginShape, settings: Settings): void {
  checkShape(plugin, settings)
  try {
    plugin.check?.(settings)
  } catch (error) {
    if (error instanceof Invalid)
      throw new Invalid(error.message, ['settings', ...(error.field === undefined ? [] : [error.field])].join('.'))
    throw error
  }
}
