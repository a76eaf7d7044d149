/** What goes wrong with calls, or with what is delivered. */
export type SlackFault = (
  | { readonly kind: 'tooMany'; /** Seconds. */ readonly retryAfter: number }
  | { readonly kind: 'unavailable'; readonly status?: number }
  /** Answered `{ok: false}` with this error. */
  | { readonly kind: 'refused'; readonly error: string }
  /** The token was revoked. */
  | { readonly kind: 'revoked' }
  /** Takes the call and never answers. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** The connection breaks before anything happened. */
  | { readonly kind: 'reset' }
  /** It was done, and the connection breaks before the answer. */
  | { readonly kind: 'lost' }
  /** The next event comes twice, under two ids; the next two come in the wrong order. */
  | { readonly kind: 'duplicate' | 'reorder' }
) & {
  /** Calls of this method alone. */
  readonly method?: string
  /** Calls about this channel alone. */
  readonly channel?: string
  /** How often; 1 by default, Infinity until it is lifted. */
  readonly times?: number
}

export interface SlackFaults {
  /** Adds one; the function it gives lifts it. */
  add(fault: SlackFault): () => void
  /** The first that concerns a call; one time of it is used up. */
  take(method: string, channel: unknown): SlackFault | undefined
  /** The next disturbance of deliveries. */
  disturbance(): 'duplicate' | 'reorder' | undefined
}

export function createSlackFaults(): SlackFaults {
  const active: { readonly fault: SlackFault; left: number }[] = []

  function takeFirst(fits: (fault: SlackFault) => boolean): SlackFault | undefined {
    const found = active.find(({ fault, left }) => left > 0 && fits(fault))
    if (found === undefined) return undefined
    found.left -= 1
    if (found.left <= 0) active.splice(active.indexOf(found), 1)
    return found.fault
  }
  const isDisturbance = ({ kind }: SlackFault) => kind === 'duplicate' || kind === 'reorder'

  return {
    add(fault) {
      const one = { fault, left: fault.times ?? 1 }
      active.push(one)
      return () => {
        one.left = 0
      }
    },
    take: (method, channel) =>
      takeFirst(
        (fault) =>
          !isDisturbance(fault) &&
          (fault.method === undefined || fault.method === method) &&
          (fault.channel === undefined || fault.channel === channel),
      ),
    disturbance() {
      const kind = takeFirst(isDisturbance)?.kind
      return kind === 'duplicate' || kind === 'reorder' ? kind : undefined
    },
  }
}

export interface SlackFailure {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
}

/** The real one's answer to a call that something is wrong with; undefined for a fault that is no answer. */
export function failureOf(fault: SlackFault): SlackFailure | undefined {
  switch (fault.kind) {
    case 'tooMany':
      return {
        status: 429,
        headers: { 'retry-after': String(fault.retryAfter) },
        body: { ok: false, error: 'ratelimited' },
      }
    case 'unavailable':
      return { status: fault.status ?? 503, body: { ok: false, error: 'service_unavailable' } }
    case 'refused':
      return { status: 200, body: { ok: false, error: fault.error } }
    case 'revoked':
      return { status: 200, body: { ok: false, error: 'token_revoked' } }
    default:
      return undefined
  }
}
