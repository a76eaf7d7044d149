import { Busy } from '../contracts/errors.ts'
import type { GatewayError } from '../contracts/errors.ts'

/** A call of a provider that came to nothing. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure'
  /** What it is to whoever asked. */
  readonly reason: GatewayError
  /** The provider said no, or was never reached: nothing is charged. What broke off halfway may have cost all it could. */
  readonly free: boolean
  constructor(reason: GatewayError, free: boolean) {
    super(reason.message, { cause: reason })
    this.reason = reason
    this.free = free
  }
}

/** Whoever asked does not wait any more: nothing of the provider's. */
export class GivenUp extends Busy {}
