/** Readers for JSON that strangers wrote: nothing is trusted to have the type it should have, and only own properties count. */

export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An own property, or undefined for whatever has none. */
export function field(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

export function objectIn(value: unknown, name: string): JsonObject | undefined {
  const found = field(value, name)
  return isObject(found) ? found : undefined
}

/** A string that is not empty. */
export function textIn(value: unknown, name: string): string | undefined {
  const found = field(value, name)
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** A number that JSON carried exactly; `-0`, which JSON can say and a copy of it cannot, is 0. */
export function integerIn(value: unknown, name: string): number | undefined {
  const found = field(value, name)
  return typeof found === 'number' && Number.isSafeInteger(found) ? found + 0 : undefined
}

export function numberIn(value: unknown, name: string): number | undefined {
  const found = field(value, name)
  return typeof found === 'number' && Number.isFinite(found) ? found + 0 : undefined
}

/** The objects of a list; none where there is no list. */
export function objectsIn(value: unknown, name: string): readonly JsonObject[] {
  const found = field(value, name)
  return Array.isArray(found) ? found.filter(isObject) : []
}
