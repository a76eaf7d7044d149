/** The gateway said no. `code` is what a program looks at, the message is for a person. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  /** `E_NOT_FOUND` and the like; `E_UNKNOWN` when what answered was not the gateway. */
  readonly code: string
  /** What did not fit, as a path. */
  readonly field: string | undefined
  /** Names the request in the gateway's log. */
  readonly requestId: string | undefined
  /** When the answer says how long to wait, milliseconds. */
  readonly retryAfterMs: number | undefined

  constructor(status: number, body: unknown, retryAfterMs: number | undefined) {
    const { code = 'E_UNKNOWN', message, field, requestId } = errorIn(body)
    super(message ?? `The gateway answered ${status}.`)
    this.status = status
    this.code = code
    this.field = field
    this.requestId = requestId
    this.retryAfterMs = retryAfterMs
  }
}

interface Told {
  readonly code?: string
  readonly message?: string
  readonly field?: string
  readonly requestId?: string
}

function errorIn(body: unknown): Told {
  if (typeof body !== 'object' || body === null || !('error' in body)) return {}
  const { error } = body
  return typeof error === 'object' && error !== null ? error : {}
}
