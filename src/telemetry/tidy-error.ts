import { fileURLToPath } from 'node:url'
import { telemetryDefaults } from '../config/defaults.ts'
import { GatewayError } from '../contracts/errors.ts'
import { clean } from './clean.ts'

const ours = fileURLToPath(new URL('..', import.meta.url))
const oursAsUrl = new URL('..', import.meta.url).href

/** What the runtime, the network and the database say of themselves, in which nobody is quoted: as far as it matches. */
const impersonal = [
  /^(?:(?:connect|read|write|listen|getaddrinfo) )?E[A-Z_]{3,}\b/,
  /^Cannot (?:read|set) properties of (?:undefined|null)/,
  /^(?:UNIQUE|FOREIGN KEY|NOT NULL|CHECK) constraint failed(?:: [\w., ]+$)?/,
  /^(?:database is locked|database or disk is full|disk I\/O error|database disk image is malformed)/,
  /^(?:fetch failed|terminated|Maximum call stack size exceeded|The operation was aborted(?: due to timeout)?)/,
]

/** Stands where a sentence is left out: the stack says where it was written. */
const leftOut = '[left out]'

/**
 * What an error may tell an operator. Whoever throws writes the message, and may quote what a person said: only sentences
 * that the gateway wrote itself are shown, without what they quote and without what follows their colon, which is where
 * platforms, providers and parsers speak. Of all others, what is known to quote nobody.
 */
export function sentenceOf(error: Error): string {
  const message: unknown = error.message // anything can be put there
  if (typeof message !== 'string') return leftOut
  if (error instanceof GatewayError && isOurs(error)) return clean(withoutQuotes(message))
  const known = impersonal.map((form) => form.exec(message)?.[0]).find((found) => found !== undefined)
  return known ?? (message === '' ? '' : leftOut)
}

/** Made by the gateway's own code, not by a plugin's, which is given the same classes. */
function isOurs(error: Error): boolean {
  const first = framesOf(error).split('\n', 1)[0] ?? ''
  return first.includes(ours) || first.includes(oursAsUrl)
}

/** The stack without the message: that may have lines that look like frames, so that it is cut off by its length. */
export function framesOf({ stack, message }: Error): string {
  if (typeof stack !== 'string') return ''
  const quoted = typeof message === 'string' && message !== '' ? stack.indexOf(message) : -1
  const rest = quoted < 0 ? stack : stack.slice(quoted + message.length)
  return rest
    .split('\n')
    .filter((line) => frame.test(line))
    .slice(0, telemetryDefaults.logFrames)
    .map((line) => line.trim())
    .join('\n')
}

/** A message may have been changed after the stack was made: only what has the whole form of a frame is one. */
const frame = /^\s+at (?:.* \()?(?:async )?(?:file:|node:|\/|[A-Z]:\\|<anonymous>|native)[^()]*\)?$/

function withoutQuotes(message: string): string {
  const quotesGone = message
    .replaceAll(/"[^"]*"?|“[^”]*”?|`[^`]*`?|«[^»]*»?/g, '"…"')
    .replaceAll(/(?<![\p{L}\p{N}])'.*'(?![\p{L}\p{N}])/gsu, '"…"')
  const colon = quotesGone.search(/: /)
  return colon < 0 ? quotesGone : `${quotesGone.slice(0, colon)}: …`
}
