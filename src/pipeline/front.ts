import { ingestDefaults } from '../config/defaults.ts'
import type { RawResponse } from '../contracts/channel.ts'
import { NotFound } from '../contracts/errors.ts'
import type { ReceiveDoor } from '../contracts/ports.ts'
import type { Catalog } from '../contracts/tenant.ts'
import type { Pipeline } from './index.ts'

/** A tenant as the front door needs it. */
export interface Receiving {
  readonly configuration: Catalog
  readonly pipeline: Pipeline
}

/** One answer for everything that is not there: a stranger learns nothing from it. */
const nothingHere = () => new NotFound('There is nothing here.')
const kept: RawResponse = { status: 200, body: '' }

/**
 * The requests of one tenant: so many in one turn of the event loop, the others in the next ones. A tenant with hundreds
 * of connections then delays whoever has one by no more than that.
 */
class Lane {
  readonly #waiting: (() => void)[] = []
  #taken = 0

  /** Undefined: at once. */
  turn(): Promise<void> | undefined {
    if (this.#taken === 0) setImmediate(() => this.#next())
    if (this.#taken < ingestDefaults.requestsPerTick) {
      this.#taken++
      return undefined
    }
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #next(): void {
    const taken = this.#waiting.splice(0, ingestDefaults.requestsPerTick)
    this.#taken = taken.length
    for (const resolve of taken) resolve()
    if (taken.length > 0) setImmediate(() => this.#next())
  }
}

/** `find` gives an open scope at once where it can: the hot path has nothing to wait for. Undefined: no such tenant, or not active. */
export function createReceiveDoor(
  find: (tenantCode: string) => Receiving | undefined | Promise<Receiving | undefined>,
): ReceiveDoor {
  const lanes = new WeakMap<Receiving, Lane>()

  function laneOf(tenant: Receiving): Lane {
    const lane = lanes.get(tenant) ?? new Lane()
    lanes.set(tenant, lane)
    return lane
  }

  return {
    async receive(tenantCode, platform, token, request) {
      const found = find(tenantCode)
      const tenant = found instanceof Promise ? await found : found
      const channel = tenant?.configuration.channelByToken(platform, token)
      // A channel whose credentials are refused still listens: what people say is kept until it is mended.
      if (tenant === undefined || channel === undefined || channel.status === 'disabled') throw nothingHere()
      const turn = laneOf(tenant).turn()
      if (turn !== undefined) await turn
      const { answer } = await tenant.pipeline.ingest({ channel, request })
      return answer ?? kept
    },
  }
}
