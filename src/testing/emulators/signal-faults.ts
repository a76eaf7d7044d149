import { codes, recipientsOf } from './signal-methods.ts'
import type { Failure, Payload, SignalHost } from './signal-methods.ts'

/** What goes wrong with calls, or with what is delivered. */
export type SignalFault = (
  | { readonly kind: 'tooMany'; /** Seconds. */ readonly retryAfter: number; readonly token?: string }
  /** The way that sends without a recipient's fate have of saying it. */
  | { readonly kind: 'tooManyInWords' }
  /** An HTTP status, as a proxy has it while the daemon is away. */
  | { readonly kind: 'unavailable'; readonly status?: number }
  /** The daemon is there, and Signal is not. */
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'unregistered' | 'untrusted' }
  /** The account was signed out by its phone. */
  | { readonly kind: 'revoked' }
  /** Takes the call and never answers. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** The connection breaks before anything happened. */
  | { readonly kind: 'reset' }
  /** It was done, and the connection breaks before the answer. */
  | { readonly kind: 'lost' }
  /** The next event comes twice; the next two come in the wrong order. */
  | { readonly kind: 'duplicate' | 'reorder' }
) & {
  /** Calls of this method alone; `events` is the stream. */
  readonly method?: string
  /** Calls about this person or group alone. */
  readonly chat?: string
  /** How often; 1 by default, Infinity until it is lifted. */
  readonly times?: number
}

export interface SignalFaults {
  /** Adds one; the function it gives lifts it. */
  add(fault: SignalFault): () => void
  /** The first that concerns a call; one time of it is used up. */
  take(method: string, params: Payload): SignalFault | undefined
  /** The next disturbance of what is delivered. */
  disturbance(): 'duplicate' | 'reorder' | undefined
}

/** Calls that a gateway makes before it listens: a fault that names no method is not meant for them. */
const preparing = new Set(['listAccounts', 'subscribeReceive', 'events'])

export function createSignalFaults(): SignalFaults {
  const active: { readonly fault: SignalFault; left: number }[] = []

  function takeFirst(fits: (fault: SignalFault) => boolean): SignalFault | undefined {
    const found = active.find(({ fault, left }) => left > 0 && fits(fault))
    if (!found) return undefined
    found.left -= 1
    if (found.left <= 0) active.splice(active.indexOf(found), 1)
    return found.fault
  }
  const isDisturbance = ({ kind }: SignalFault) => kind === 'duplicate' || kind === 'reorder'
  const isAbout = (chat: string, params: Payload) =>
    [params['recipient'], params['groupId']].flat().some((one) => one === chat)

  return {
    add(fault) {
      const one = { fault, left: fault.times ?? 1 }
      active.push(one)
      return () => {
        one.left = 0
      }
    },
    take: (method, params) =>
      takeFirst(
        (fault) =>
          !isDisturbance(fault) &&
          (fault.method === undefined ? !preparing.has(method) : fault.method === method) &&
          (fault.chat === undefined || isAbout(fault.chat, params)),
      ),
    disturbance: () => takeFirst(isDisturbance)?.kind as 'duplicate' | 'reorder' | undefined, // it is one of these
  }
}

/** The real one's words for a fault that is an error of the call; undefined for one that is none. */
export function failureOf(fault: SignalFault, params: Payload, host: SignalHost): Failure | undefined {
  const failed = (code: number, message: string, type: string, more: Payload = {}): Failure => {
    const results = namedIn(params, host).map((one) => ({ ...one, type, ...more }))
    return { code, message, data: { response: { timestamp: host.nextTimestamp(), results } } }
  }
  switch (fault.kind) {
    case 'tooMany': {
      const { retryAfter, token = 'a-token-of-the-challenge' } = fault
      return failed(codes.rateLimit, 'Failed to send message due to rate limiting', 'RATE_LIMIT_FAILURE', {
        token,
        retryAfterSeconds: retryAfter,
      })
    }
    case 'tooManyInWords': {
      const message =
        'Failed to send message: [429] Rate limit exceeded: 429 (RateLimitException) (UnexpectedErrorException)'
      return { code: codes.internal, message, data: null }
    }
    case 'offline':
      return failed(codes.user, 'Failed to send message', 'NETWORK_FAILURE')
    case 'refused':
      return { code: codes.user, message: fault.message, data: null }
    case 'unregistered':
      return failed(codes.user, 'Failed to send message', 'UNREGISTERED_FAILURE')
    case 'untrusted':
      return failed(codes.untrusted, 'Failed to send message due to untrusted identities', 'IDENTITY_FAILURE')
    case 'revoked':
      return { code: codes.invalidParams, message: 'Specified account does not exist', data: null }
    default:
      return undefined
  }
}

/** Whom a call was for; nobody, where it says that in no way that is understood. */
function namedIn(params: Payload, host: SignalHost): readonly Payload[] {
  try {
    return recipientsOf(params, host)
  } catch {
    return []
  }
}
