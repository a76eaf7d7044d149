import { telemetryDefaults } from '../config/defaults.ts'

const { logDepth, logEntries, logText, logStack } = telemetryDefaults
const secretName =
  /token|secret|authorization|password|passphrase|cookie|credential|signature|api[-_]?key|private[-_]?key|master[-_]?key|data[-_]?key/i
const redacted = '[redacted]'

/**
 * A bounded, plain copy for a log line: values behind secret-like names are taken out, errors are reduced to what tells
 * one from another, and nothing is deeper, wider or longer than a person would read. Never throws.
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
    // Numbers and flags behind such names are counts and states: `tokens: 12`.
    const hidden = secretName.test(key) && value !== null && !['undefined', 'number', 'boolean'].includes(typeof value)
    return hidden ? redacted : tidy(value, depth - 1)
  } catch {
    return '[unreadable]' // a getter that throws
  }
}

function tidyError(error: Error, depth: number): Record<string, unknown> {
  const code: unknown = Reflect.get(error, 'code')
  return {
    type: clean(error.name),
    message: clean(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code: tidy(code) } : {}),
    // What an HTTP client hangs on its errors (request, response, options) is left out: long, and full of secrets.
    ...(error.stack === undefined ? {} : { stack: clean(frames(error.stack), logStack) }),
    ...(error.cause === undefined ? {} : { cause: tidy(error.cause, depth - 1) }),
    ...(error instanceof AggregateError ? { errors: tidyList(error.errors, depth) } : {}),
  }
}

/** The stack without the message, which stands beside it. */
function frames(stack: string): string {
  const start = stack.search(/^\s+at /m)
  return start < 0 ? '' : stack.slice(start).replaceAll(/^\s+/gm, '').trimEnd()
}

const secretForms: readonly (readonly [RegExp, string])[] = [
  // Telegram: 123456:AA…, also in the path of its URLs.
  [/\d{5,}(?::|%3A)[\w-]{30,}/gi, redacted],
  [/\b(Bearer|Basic) +[\w.~+/=-]{8,}/gi, `$1 ${redacted}`],
  // Slack, OpenAI and Anthropic, Stripe, Meta, a JWT, and ours.
  [/\b(?:xox[a-z]-|xapp-|sk-|[sr]k_(?:live|test)_|whsec_|EAA|cqy_)[\w-]{10,}/g, redacted],
  [/\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+/g, redacted],
  // What stands in URLs: our receive tokens, credentials, and parameters that carry secrets.
  [/(\/tokens\/)[^/?#\s"\\]+/g, `$1${redacted}`],
  [/(\/\/)[^\s/"@\\]+@/g, `$1${redacted}@`],
  [/([?&][\w.-]*(?:token|secret|key|password|signature)=)[^&\s"\\#]+/gi, `$1${redacted}`],
]

/** Without what has the form of a secret, and no longer than `length`. */
export function clean(text: string, length: number = logText): string {
  // Secrets go before the cut, because half of one no longer has its form; what is far beyond it is not looked at.
  const whole = secretForms.reduce(
    (rest, [form, replacement]) => rest.replaceAll(form, replacement),
    text.slice(0, 2 * length),
  )
  if (text.length <= 2 * length && whole.length <= length) return whole
  return `${whole.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}… (${text.length} characters)`
}

/** What terminals obey and readers do not see, beyond what JSON escapes: C1 controls, line separators, text direction. */
const unseen = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** The same JSON, with nothing in it that is not seen. */
export function escapeUnseen(json: string): string {
  return json.replaceAll(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
