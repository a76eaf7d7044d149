import type { GraphFailure } from './whatsapp-checks.ts'

/** What goes wrong with calls, or with what is delivered. */
export type WhatsappFault =
  /** To this person (131056), from this number (130429), in this account (80007), or while it is being upgraded (131057). */
  (
    | {
        readonly kind: 'tooMany'
        readonly of?: 'pair' | 'number' | 'account' | 'upgrade'
        /** Seconds. */ readonly retryAfter?: number
      }
    | { readonly kind: 'unavailable'; readonly status?: number }
    /** The access token was revoked (190). */
    | { readonly kind: 'revoked' }
    | { readonly kind: 'refused'; readonly code: number; readonly message?: string }
    /** Taken, and then a status says that it failed: how WhatsApp tells most of what it refuses. */
    | { readonly kind: 'failed'; readonly code: number; readonly message?: string }
    /** Takes the call and never answers. */
    | { readonly kind: 'silent' }
    | { readonly kind: 'slow'; readonly ms: number }
    /** The connection breaks before anything happened. */
    | { readonly kind: 'reset' }
    /** The message was sent, and the connection breaks before the answer. */
    | { readonly kind: 'lost' }
    /** The statuses arrive before the answer to the call. */
    | { readonly kind: 'early' }
    /** The next webhook comes twice; the next two come in the wrong order. */
    | { readonly kind: 'duplicate' | 'reorder' }
  ) & {
    /** Calls of this kind alone; messages by default. */
    readonly method?: 'messages' | 'media' | 'file' | 'read'
    /** Calls about this person alone, by what they are sent to. */
    readonly to?: string
    /** How often; 1 by default, Infinity until it is lifted. */
    readonly times?: number
  }

export interface Faults {
  /** Adds one; the function it gives lifts it. */
  add(fault: WhatsappFault): () => void
  /** The first that concerns a call; one time of it is used up. */
  take(method: string, to: readonly unknown[]): WhatsappFault | undefined
}

export function createFaults(): Faults {
  const active: { readonly fault: WhatsappFault; left: number }[] = []
  return {
    add(fault) {
      const one = { fault, left: fault.times ?? 1 }
      active.push(one)
      return () => {
        one.left = 0
      }
    },
    take(method, to) {
      const found = active.find(
        ({ fault, left }) =>
          left > 0 && (fault.method ?? 'messages') === method && (fault.to === undefined || to.includes(fault.to)),
      )
      if (!found) return undefined
      found.left -= 1
      if (found.left <= 0) active.splice(active.indexOf(found), 1)
      return found.fault
    },
  }
}

const tooMany = {
  pair: { status: 400, code: 131056, message: '(#131056) (Business Account, Consumer Account) pair rate limit hit' },
  number: { status: 400, code: 130429, message: '(#130429) Rate limit hit' },
  account: { status: 400, code: 80007, message: '(#80007) Rate limit issues' },
  upgrade: { status: 400, code: 131057, message: '(#131057) Account in maintenance mode' },
} as const

/** The real one's words for a fault that is an answer; undefined for one that is none. */
export function failureOf(fault: WhatsappFault): GraphFailure | 'not JSON' | undefined {
  switch (fault.kind) {
    case 'tooMany':
      return {
        ...tooMany[fault.of ?? 'pair'],
        ...(fault.retryAfter === undefined ? {} : { retryAfter: fault.retryAfter }),
      }
    case 'unavailable':
      return fault.status === 500
        ? { status: 500, code: 131000, message: '(#131000) Something went wrong' }
        : 'not JSON'
    case 'revoked':
      return { status: 401, code: 190, message: 'Error validating access token: The session has been invalidated.' }
    case 'refused':
      return { status: 400, code: fault.code, message: fault.message ?? `(#${fault.code}) Refused` }
    default:
      return undefined
  }
}
