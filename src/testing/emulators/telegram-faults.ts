import type { Failure } from './telegram-methods.ts'

/** What goes wrong with calls, or with what is delivered. */
export type TelegramFault = (
  | { readonly kind: 'tooMany'; /** Seconds. */ readonly retryAfter: number }
  | { readonly kind: 'unavailable'; readonly status?: number }
  | { readonly kind: 'refused'; readonly description: string }
  /** The person blocked the bot. */
  | { readonly kind: 'blocked' }
  /** The token was revoked. */
  | { readonly kind: 'revoked' }
  /** The group became a supergroup. */
  | { readonly kind: 'moved'; readonly to: number }
  /** Takes the call and never answers. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** The connection breaks before anything happened. */
  | { readonly kind: 'reset' }
  /** The message was sent, and the connection breaks before the answer. */
  | { readonly kind: 'lost' }
  /** The next update comes twice; the next two come in the wrong order. */
  | { readonly kind: 'duplicate' | 'reorder' }
) & {
  /** Calls of this method alone. */
  readonly method?: string
  /** Calls about this chat alone. */
  readonly chat?: number
  /** How often; 1 by default, Infinity until it is lifted. */
  readonly times?: number
}

export interface Faults {
  /** Adds one; the function it gives lifts it. */
  add(fault: TelegramFault): () => void
  /** The first that concerns a call; one time of it is used up. */
  take(method: string, chat: unknown): TelegramFault | undefined
}

export function createFaults(): Faults {
  const active: { readonly fault: TelegramFault; left: number }[] = []
  return {
    add(fault) {
      const one = { fault, left: fault.times ?? 1 }
      active.push(one)
      return () => {
        one.left = 0
      }
    },
    take(method, chat) {
      if (active.length === 0) return undefined
      const found = active.find(
        ({ fault, left }) =>
          left > 0 &&
          (fault.method === undefined || fault.method === method) &&
          (fault.chat === undefined || String(fault.chat) === String(chat)),
      )
      if (!found) return undefined
      found.left -= 1
      if (found.left <= 0) active.splice(active.indexOf(found), 1)
      return found.fault
    },
  }
}

/** The real one's words for a fault that is an answer; undefined for one that is none. */
export function failureOf(fault: TelegramFault): Failure | undefined {
  switch (fault.kind) {
    case 'tooMany': {
      const description = `Too Many Requests: retry after ${fault.retryAfter}`
      return { status: 429, description, parameters: { retry_after: fault.retryAfter } }
    }
    case 'unavailable':
      return {
        status: fault.status ?? 502,
        description: fault.status === 500 ? 'Internal Server Error' : 'Bad Gateway',
      }
    case 'refused':
      return { status: 400, description: `Bad Request: ${fault.description}` }
    case 'blocked':
      return { status: 403, description: 'Forbidden: bot was blocked by the user' }
    case 'revoked':
      return { status: 401, description: 'Unauthorized' }
    case 'moved': {
      const description = 'Bad Request: group chat was upgraded to a supergroup chat'
      return { status: 400, description, parameters: { migrate_to_chat_id: fault.to } }
    }
    default:
      return undefined
  }
}
