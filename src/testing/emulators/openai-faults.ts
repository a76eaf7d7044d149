/** What goes wrong with calls of a model's API. */
export type OpenaiFault = (
  | { readonly kind: 'tooMany'; /** Seconds. */ readonly retryAfter?: number }
  | { readonly kind: 'unavailable'; readonly status?: number }
  | { readonly kind: 'refused'; readonly status?: number; readonly message: string }
  /** The key was revoked. */
  | { readonly kind: 'revoked' }
  /** Takes the call and never answers. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'slow'; readonly ms: number }
  /** The connection breaks after so many pieces of a stream; before anything, where nothing is streamed. */
  | { readonly kind: 'cut'; readonly afterPieces: number }
  /** The stream stands still after so many pieces. */
  | { readonly kind: 'stalled'; readonly afterPieces: number }
  /** Answers 200 with something that is no JSON. */
  | { readonly kind: 'garbage' }
) & {
  /** Calls of this method alone: `chat.completions`, `embeddings`, `audio.transcriptions`. */
  readonly method?: string
  /** Calls for this model alone. */
  readonly model?: string
  /** How often; 1 by default, Infinity until it is lifted. */
  readonly times?: number
}

export interface OpenaiFaults {
  /** Adds one; the function it gives lifts it. */
  add(fault: OpenaiFault): () => void
  /** The first that concerns a call; one time of it is used up. */
  take(method: string, model: unknown): OpenaiFault | undefined
}

export function createOpenaiFaults(): OpenaiFaults {
  const active: { readonly fault: OpenaiFault; left: number }[] = []
  return {
    add(fault) {
      const one = { fault, left: fault.times ?? 1 }
      active.push(one)
      return () => {
        one.left = 0
      }
    },
    take(method, model) {
      const found = active.find(
        ({ fault, left }) =>
          left > 0 &&
          (fault.method === undefined || fault.method === method) &&
          (fault.model === undefined || fault.model === model),
      )
      if (found === undefined) return undefined
      found.left -= 1
      return found.fault
    },
  }
}

export interface OpenaiFailure {
  readonly status: number
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}

/** The real one's words for a fault that is an answer; undefined for one that is none. */
export function openaiFailureOf(fault: OpenaiFault): OpenaiFailure | undefined {
  switch (fault.kind) {
    case 'tooMany': {
      const { retryAfter } = fault
      const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
      return { status: 429, message: 'Rate limit reached for requests.', headers }
    }
    case 'unavailable':
      return { status: fault.status ?? 503, message: 'The server is overloaded or not ready yet.' }
    case 'refused':
      return { status: fault.status ?? 400, message: fault.message }
    case 'revoked':
      return { status: 401, message: 'Incorrect API key provided.' }
    case 'silent':
    case 'slow':
    case 'cut':
    case 'stalled':
    case 'garbage':
      return undefined
  }
}
