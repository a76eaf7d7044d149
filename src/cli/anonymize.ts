import { createHash, randomBytes } from 'node:crypto'

/** Words of the platforms' own, which say what a payload is and nothing about anybody. */
const kept = new Set([
  'type',
  'kind',
  'event',
  'object',
  'field',
  'status',
  'subtype',
  'mime_type',
  'language_code',
  'messaging_product',
  'emoji',
  'currency',
])
/** Moments are kept: their order is what a fixture may be about. */
const moment = /(^|_)(date|time|timestamp|ts|at)$/
/** Smaller numbers are counts, sizes, offsets and durations. */
const smallestId = 10_000

/**
 * Makes payloads anonymous: everything that may name or locate somebody, or be something they said, becomes other letters
 * and digits of the same length and form (so offsets into a text still fit), the same wherever the same stood. What the
 * replacement is, is decided anew by every anonymizer: it cannot be guessed backwards.
 */
export function anonymizer(salt: Buffer = randomBytes(16)): (payload: unknown) => unknown {
  /** As many numbers below `below` as are asked for, from the text alone. */
  function* draws(text: string, below: number): Generator<number> {
    for (let block = 0; ; block += 1) {
      for (const byte of createHash('sha256').update(salt).update(`${block}:${text}`).digest()) yield byte % below
    }
  }

  function scramble(text: string): string {
    const letters = draws(text, 26)
    const digits = draws(text, 10)
    const next = (from: Generator<number>) => from.next().value as number // it never ends
    return text.replaceAll(/\p{L}|\d/gu, (character) => {
      if (/\d/.test(character)) return String(next(digits))
      const letter = String.fromCharCode(97 + next(letters)).repeat(character.length)
      return character === character.toLowerCase() ? letter : letter.toUpperCase()
    })
  }

  function ofText(text: string): string {
    const url = /^(https?:\/\/)[^/]*(.*)$/s.exec(text)
    if (url !== null) return `${url[1]}example.org${scramble(url[2] ?? '')}`
    // Commands are the bot's words, not the person's.
    const command = /^\/\w+/.exec(text)?.[0] ?? ''
    return command + scramble(text.slice(command.length))
  }

  function ofNumber(value: number): number {
    if (!Number.isInteger(value)) return 0.5
    if (Math.abs(value) < smallestId) return value
    const [first = '1', ...rest] = String(Math.abs(value))
    return Math.sign(value) * Number(first + scramble(rest.join('')))
  }

  function of(value: unknown, name: string): unknown {
    if (Array.isArray(value)) return value.map((item) => of(item, name))
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, of(inner, key)]))
    }
    if (kept.has(name) || moment.test(name)) return value
    if (typeof value === 'string') return ofText(value)
    return typeof value === 'number' ? ofNumber(value) : value
  }

  return (payload) => of(payload, '')
}
