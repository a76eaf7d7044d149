import { signalDefaults } from '../../config/defaults.ts'
import { Busy, GatewayError, Refused, Unauthorized } from '../../contracts/errors.ts'
import { integerIn, isObject, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'

/** The daemon answered with an error. https://www.jsonrpc.org/specification#error_object */
export class RpcFailure extends Error {
  readonly code: number
  readonly response: JsonObject | undefined
  constructor(code: number, message: string, data?: unknown) {
    super(message.replace(/\.?\s*$/, '').slice(0, signalDefaults.reasonLength))
    this.code = code
    this.response = objectIn(data, 'response') ?? (isObject(data) ? data : undefined)
  }
}

/** Something answered with a status: the daemon, or what stands before it. */
export class HttpFailure extends Error {
  readonly status: number
  /** Seconds. */
  readonly retryAfter: number | undefined
  constructor(status: number, message: string, retryAfter: number | undefined) {
    super(message.replaceAll(/\s+/g, ' ').trim().slice(0, signalDefaults.reasonLength))
    this.status = status
    this.retryAfter = retryAfter
  }
}

/** Whose call it was. */
export interface Caller {
  readonly account: string
  /** Without a path or a password. */
  readonly host: string
  report(problem: string): void
}

/** What to do about a call that failed; what is no answer of the daemon's is returned as it is. */
export function asGatewayError(error: unknown, caller: Caller): Error {
  if (error instanceof RpcFailure) return ofRpc(error, caller)
  if (error instanceof HttpFailure) return ofHttp(error, caller)
  if (error instanceof GatewayError) return error
  return error instanceof Error ? error : new Error('A call to signal-cli failed.')
}

/**
 * Codes and words as signal-cli 0.14 has them (SignalJsonRpcCommandHandler, SendMessageResultUtils). The words count too:
 * a refusal of Signal's servers comes as an unexpected error with their status in it.
 */
function ofRpc({ code, message, response }: RpcFailure, caller: Caller): Error {
  const failures = objectsIn(response, 'results').filter(isFailure)
  if (failures.length > 0) return ofResults(failures, caller)
  const said = `signal-cli answered ${code}: ${message}`
  if (code === codes.invalidParams && /account/i.test(message)) return unknownAccount(caller)
  if (/\b40[13]\b|authorization failed|^user .*is not registered/i.test(message)) {
    return new Unauthorized(
      `${said}. The account ${caller.account} is not signed in any more: link or register it again.`,
    )
  }
  if (code === codes.rateLimit || /\b(?:413|428|429)\b|rate ?limit|proof ?required/i.test(message)) {
    const token = textIn(response, 'token') ?? tokenIn(message)
    return tooMany({ token, retryAfter: integerIn(response, 'retryAfterSeconds') }, caller)
  }
  if (code === codes.io || code === codes.internal) {
    return /AttachmentInvalid|attachment/i.test(message) ? new Refused(`${said}.`) : new Busy(`${said}.`)
  }
  if (code === codes.untrusted) return untrusted(caller)
  return new Refused(`${said}.`)
}

const codes = { io: -3, untrusted: -4, rateLimit: -5, invalidParams: -32_602, internal: -32_603 } as const

/** `challenge token "…"`, where it is only said in words. */
function tokenIn(message: string): string | undefined {
  return /challenge token "([^"]+)"/.exec(message)?.[1]
}

function ofHttp({ status, message, retryAfter }: HttpFailure, caller: Caller): Error {
  const said = `${caller.host} answered ${status}${message === '' ? '' : `: ${message}`}`
  switch (status) {
    case 401:
    case 403:
      return new Unauthorized(`${said}. What stands before signal-cli does not let the gateway through.`)
    case 421:
      return new Unauthorized(
        `${said}. signal-cli takes requests under the host it was started with (--http=HOST:PORT) and no other: let the channel's URL name that one.`,
      )
    case 413:
    case 428:
    case 429:
      return tooMany({ token: tokenIn(message), retryAfter }, caller)
    case 400:
    case 405:
    case 415:
      return new Refused(`${said}. That is no JSON-RPC of signal-cli's.`)
    default:
      return new Busy(`${said}.`)
  }
}

// ── One recipient's fate ─────────────────────────────────────────────────────────────────────────────────────────

export function isFailure(result: JsonObject): boolean {
  const type = textIn(result, 'type')
  return type !== undefined && type !== 'SUCCESS'
}

/** Of several the one that says most about what to do: waiting may help before trying elsewhere does. */
export function ofResults(failures: readonly JsonObject[], caller: Caller): Error {
  const of = (type: string) => failures.find((result) => textIn(result, 'type') === type)
  // Versions before 0.11 call a limit a failure of the network, and give it a token all the same.
  const limited = of('RATE_LIMIT_FAILURE') ?? failures.find((result) => textIn(result, 'token') !== undefined)
  if (limited) {
    return tooMany({ token: textIn(limited, 'token'), retryAfter: integerIn(limited, 'retryAfterSeconds') }, caller)
  }
  if (of('NETWORK_FAILURE')) return new Busy('signal-cli could not reach Signal.')
  if (of('IDENTITY_FAILURE')) return untrusted(caller)
  if (of('UNREGISTERED_FAILURE')) return new Refused('The recipient is not registered with Signal, or is no longer.')
  return new Refused(`Signal did not take the message: ${failures.map((result) => textIn(result, 'type')).join(', ')}.`)
}

export function unknownAccount({ account, host }: Caller): Unauthorized {
  return new Unauthorized(
    `signal-cli at ${host} has no account ${account}: pair the channel, register the account there, or correct the channel's settings.`,
  )
}

function untrusted({ account }: Caller): Refused {
  return new Refused(
    `The recipient's safety number changed, and nobody said yet that it is still the same person: signal-cli -a ${account} trust.`,
  )
}

/** https://github.com/AsamK/signal-cli/wiki/FAQ: a proof lifts the limit, patience does too. */
function tooMany(
  { token, retryAfter }: { token?: string | undefined; retryAfter?: number | undefined },
  caller: Caller,
) {
  const wait = retryAfter === undefined || retryAfter < 0 ? undefined : retryAfter
  if (token !== undefined) caller.report(challenge(token, wait, caller))
  return new Busy(
    `Signal limits what ${caller.account} may send${wait === undefined ? '' : ` for ${wait} s`}${token === undefined ? '' : ', or until a captcha is solved'}.`,
    wait === undefined ? undefined : wait * 1000,
  )
}

function challenge(token: string, wait: number | undefined, { account, host }: Caller): string {
  const call = {
    method: 'submitRateLimitChallenge',
    params: { account, challenge: token, captcha: 'signalcaptcha://…' },
  }
  return `Signal wants a proof that ${account} is no robot before it may send again${wait === undefined ? '' : ` (or a wait of ${wait} s)`}: solve the captcha at https://signalcaptchas.org/challenge/generate.html, and give its answer to signal-cli at ${host} with submitRateLimitChallenge: ${JSON.stringify(call)}`
}
