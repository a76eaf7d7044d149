import { APICallError } from 'ai'
import { modelDefaults } from '../config/defaults.ts'
import { Busy, GatewayError, Refused, Unauthorized } from '../contracts/errors.ts'
import { ProviderFailure } from './failure.ts'

/** Connections that were never made. */
const unreached = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** `name` is the provider's, for sentences; a provider's own words may repeat the key, so those about it are not kept. */
export function failureOf(error: unknown, name: string): ProviderFailure {
  if (error instanceof ProviderFailure) return error
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if (cause instanceof GatewayError) return new ProviderFailure(cause, true)
    if (APICallError.isInstance(cause) && cause.statusCode !== undefined && cause.statusCode >= 400)
      return new ProviderFailure(answered(cause, cause.statusCode, name), true)
    const { code } = cause as { readonly code?: unknown } // errors of Node and undici carry one
    if (typeof code === 'string' && unreached.has(code))
      return new ProviderFailure(new Busy(`${name} cannot be reached (${code}).`, undefined, { cause: error }), true)
  }
  return new ProviderFailure(new Busy(`${name} broke off: ${wordsOf(error)}`, undefined, { cause: error }), false)
}

function answered(error: APICallError, status: number, name: string): GatewayError {
  if (status === 401 || status === 403) return new Unauthorized(`${name} refuses its key (${status}).`)
  if (status === 408 || status === 409 || status === 425 || status === 429 || status >= 500)
    return new Busy(`${name} answers ${status}.`, waitOf(error.responseHeaders ?? {}))
  return new Refused(`${name} answers ${status}: ${wordsOf(error)}`, { status })
}

function waitOf(headers: Readonly<Record<string, string>>): number | undefined {
  const seconds = Number(headers['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined
}

function wordsOf(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error)
  return words.replaceAll(/\s+/gu, ' ').slice(0, modelDefaults.reasonLength)
}
