import { tenancyDefaults } from '../config/defaults.ts'
import { Invalid } from '../contracts/errors.ts'

const { jsonDepth, jsonLength, nameLength } = tenancyDefaults

/** Names that reach what every object inherits. */
const special = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * A copy of what a tenant sent, as plain JSON: bounded, and with no key that could reach a prototype. `field` is named in
 * the refusal. Throws Invalid.
 */
export function plainRecord(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Invalid(`${field} must be an object.`, field)
  const copy = plainObject(value, field, 1)
  if (JSON.stringify(copy).length > jsonLength)
    throw new Invalid(`${field} must not be longer than ${jsonLength} characters.`, field)
  return copy
}

function plain(value: unknown, field: string, depth: number): unknown {
  if (depth > jsonDepth) throw new Invalid(`${field} is nested too deeply.`, field)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (Array.isArray(value)) return value.map((item, index) => plain(item, `${field}.${index}`, depth + 1))
  if (typeof value === 'object') return plainObject(value, field, depth + 1)
  throw new Invalid(`${field} must be JSON.`, field)
}

function plainObject(value: object, field: string, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => {
        if (special.has(key)) throw new Invalid(`${field} must not have a key named ${key}.`, field)
        return [key, plain(item, `${field}.${key}`, depth)]
      }),
  )
}

/** What people read in a list: trimmed, on one line. Throws Invalid. */
export function checkedName(name: string, field = 'name'): string {
  const trimmed = name.trim()
  if (trimmed === '' || trimmed.length > nameLength || /\p{Cc}/u.test(trimmed))
    throw new Invalid(`${field} must have 1 to ${nameLength} characters on one line.`, field)
  return trimmed
}
