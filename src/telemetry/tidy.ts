import { telemetryDefaults } from '../config/defaults.ts'
import { clean, redacted } from './clean.ts'
import { framesOf, sentenceOf } from './tidy-error.ts'

const { logDepth, logEntries, logStack } = telemetryDefaults
const secretName =
  /token|secret|authorization|password|passphrase|cookie|credential|signature|api[-_]?key|private[-_]?key|master[-_]?key|data[-_]?key/i

/** Whole names of what people are and say, as platforms, forms and our own types call it. */
const personalName = new RegExp(
  `^(?:${[
    'text|texts|caption|body|content|contents|said|saying|transcript|translated|summary|quote|quoted|note|notes|comment',
    'message|messages|part|parts|input|inputs|payload|value|values|slots|store|answer|answers|reply|replies|question|query|prompt',
    'name|(?:first|last|full|given|family|sur|middle|display|sender|push|profile|contact|user|file)[-_]?name|formatted[-_]?name|nick(?:name)?',
    'e?-?mails?|e?-?mail[-_]?address|phones?|phone[-_]?numbers?|mobile|tel|msisdn|wa[-_]?id|address(?:es)?|street|city|birth(?:day|date)',
    'person|people|visitor|contact|contacts|sender|recipient|recipients|title|label|subject|location|latitude|longitude|vcard|ip',
  ].join('|')})$`,
  'i',
)

/**
 * A bounded, plain copy for a log line: values behind names of secrets and of what people are and say are taken out,
 * errors are reduced to what tells one from another, and nothing is deeper, wider or longer than a person would read. Never throws.
 */
export function tidy(value: unknown, depth: number = logDepth): unknown {
  switch (typeof value) {
    case 'string':
      return clean(value)
    case 'bigint':
      return String(value)
    case 'object':
      return value === null ? null : tidyObject(value, depth)
    case 'function':
    case 'symbol':
      return undefined
    default:
      return value
  }
}

function tidyObject(value: object, depth: number): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
  if (value instanceof URL) return clean(value.href)
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (depth <= 0) return Array.isArray(value) ? `[${value.length} items]` : '[object]'
  if (value instanceof Error) return tidyError(value, depth)
  if (Array.isArray(value) || value instanceof Set) return tidyList([...value.values()], depth)
  if (value instanceof Map) return tidyList([...(value as Map<unknown, unknown>)], depth) // entries, whatever their types
  return tidyRecord(value, depth)
}

function tidyList(items: readonly unknown[], depth: number): unknown[] {
  const kept = items.slice(0, logEntries).map((item) => tidy(item, depth - 1))
  return items.length > logEntries ? [...kept, `… ${items.length - logEntries} more`] : kept
}

function tidyRecord(record: object, depth: number): Record<string, unknown> {
  const keys = Object.keys(record)
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown> // so that no key is special
  for (const key of keys.slice(0, logEntries)) copy[clean(key)] = tidyEntry(record, key, depth)
  if (keys.length > logEntries) copy['…'] = `${keys.length - logEntries} more`
  return copy
}

function tidyEntry(record: object, key: string, depth: number): unknown {
  try {
    const value: unknown = Reflect.get(record, key)
    if (value === null || typeof value === 'boolean' || value === undefined) return value
    // Numbers behind such names are counts: `tokens: 12`. Behind a person's they may be a telephone's.
    const hidden = (secretName.test(key) && typeof value !== 'number') || (isPersonal(key) && !isId(value))
    return hidden ? redacted : tidy(depth === logDepth && key === 'error' ? thrown(value) : value, depth - 1)
  } catch {
    return '[unreadable]' // a getter that throws
  }
}

function tidyError(error: Error, depth: number): Record<string, unknown> {
  const code: unknown = Reflect.get(error, 'code')
  return {
    type: clean(typeOf(error)),
    message: sentenceOf(error),
    ...(isCode(code) ? { code } : {}),
    // What an HTTP client hangs on its errors (request, response, options) is left out: long, and full of secrets.
    ...(error.stack === undefined ? {} : { stack: clean(framesOf(error), logStack) }),
    // Whatever else was thrown is as free in its words as a message.
    ...(error.cause === undefined
      ? {}
      : { cause: error.cause instanceof Error ? tidy(error.cause, depth - 1) : `[${typeof error.cause}]` }),
    ...(error instanceof AggregateError ? { errors: tidyList(error.errors, depth) } : {}),
  }
}

/** An error's name is anybody's to set; a class has a name of one word. */
function typeOf({ name }: Error): string {
  return /^[A-Za-z_$][\w$]{0,63}$/.test(name) ? name : 'Error'
}

function isCode(code: unknown): code is string | number {
  return typeof code === 'number' || (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code))
}

function isPersonal(key: string): boolean {
  return personalName.test(key)
}

/** An id of ours says which thing it was, and of nobody who that is. */
function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z]{1,4}_\w{10,40}$/.test(value)
}

/** Anything can be thrown: a text is no sentence of ours, and a record may be an answer with all that was said. */
function thrown(value: unknown): unknown {
  return value instanceof Error ? value : `[${typeof value}]`
}
