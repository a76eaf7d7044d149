import type { Address } from './message.ts'

/**
 * One class per thing to do about it. `code` never changes; messages are sentences an operator can act on.
 * Anything that is none of these is a bug: retried a bounded number of times, then set aside as a dead letter.
 */
export abstract class GatewayError extends Error {
  abstract readonly code: `E_${string}`
  override get name(): string {
    return this.constructor.name
  }
}

/** Try again after `afterMs` milliseconds (undefined: when the sender's own back-off says so). */
export class Busy extends GatewayError {
  readonly code = 'E_BUSY'
  readonly afterMs: number | undefined
  constructor(message: string, afterMs?: number, options?: ErrorOptions) {
    super(message, options)
    this.afterMs = afterMs
  }
}

/** It will never work: set it aside with this reason. */
export class Refused extends GatewayError {
  readonly code = 'E_REFUSED'
  /** The HTTP status of the refusal, where there was one. */
  readonly status: number | undefined
  constructor(message: string, options?: ErrorOptions & { readonly status?: number }) {
    super(message, options)
    this.status = options?.status
  }
}

/** The credentials are wrong or revoked: mark the channel, tell the tenant. As an answer to a caller: 401. */
export class Unauthorized extends GatewayError {
  readonly code = 'E_UNAUTHORIZED'
}

/** A limit of the plan or of fairness is reached: tell the person kindly. As an answer to a caller: 429. */
export class OverLimit extends GatewayError {
  readonly code = 'E_OVER_LIMIT'
}

/** The caller sent something wrong: a 400 with the field and the sentence. */
export class Invalid extends GatewayError {
  readonly code = 'E_INVALID'
  readonly field: string | undefined
  constructor(message: string, field?: string) {
    super(message)
    this.field = field
  }
}

/** No such thing, or none that the caller may see: one indistinguishable answer. A 404. */
export class NotFound extends GatewayError {
  readonly code = 'E_NOT_FOUND'
}

/** It clashes with what is there already: a 409. */
export class Conflict extends GatewayError {
  readonly code = 'E_CONFLICT'
}

/** The chat lives at another address now (a Telegram group that became a supergroup): re-key and send again. */
export class Moved extends GatewayError {
  readonly code = 'E_MOVED'
  readonly to: Address
  constructor(message: string, to: Address) {
    super(message)
    this.to = to
  }
}
