import { BlockList, isIPv6 } from 'node:net'
import type { RawResponse } from '../contracts/channel.ts'
import { NotFound } from '../contracts/errors.ts'
import type { ReceiveDoor } from '../contracts/ports.ts'
import type { Catalog, Channel, Tenant } from '../contracts/tenant.ts'
import type { Admission } from './admission.ts'
import type { Pipeline } from './index.ts'

/** A tenant as the front door needs it. */
export interface Receiving {
  readonly tenant: Pick<Tenant, 'code'>
  readonly configuration: Catalog
  readonly pipeline: Pipeline
}

/** One answer for everything that is not there: a stranger learns nothing from it. */
const nothingHere = () => new NotFound('There is nothing here.')
const refusedCalls =
  'Calls with the right token came from addresses that the channel does not listen to, and were refused.'
const kept: RawResponse = { status: 200, body: '' }

/** `find` gives an open scope at once where it can: the hot path has nothing to wait for. Undefined: no such tenant, or not active. */
export function createReceiveDoor(
  find: (tenantCode: string) => Receiving | undefined | Promise<Receiving | undefined>,
  callsFrom: (platform: string) => readonly string[],
  admit: Admission,
): ReceiveDoor {
  /** A channel that changed is another object. */
  const networks = new WeakMap<Channel, BlockList>()

  function mayCall(channel: Channel, from: string): boolean {
    let allowed = networks.get(channel)
    if (allowed === undefined) {
      allowed = listOf(channel.allowFrom === 'platform' ? callsFrom(channel.platform) : channel.allowFrom)
      networks.set(channel, allowed)
    }
    return allowed.check(from, isIPv6(from) ? 'ipv6' : 'ipv4')
  }

  return {
    async receive(tenantCode, platform, token, request, from) {
      const found = find(tenantCode)
      const tenant = found instanceof Promise ? await found : found
      const channel = tenant?.configuration.channelByToken(platform, token)
      // A channel whose credentials are refused still listens: what people say is kept until it is mended.
      if (tenant === undefined || channel === undefined || channel.status === 'disabled') throw nothingHere()
      if (channel.allowFrom !== 'anywhere' && !mayCall(channel, from)) {
        await tenant.configuration.reportChannel(channel.id, refusedCalls)
        throw nothingHere()
      }
      const { answer } = await admit(tenant.tenant.code, request.body.length, () =>
        tenant.pipeline.ingest({ channel, request }),
      )
      return answer ?? kept
    },
  }
}

function listOf(cidrs: readonly string[] | string): BlockList {
  const list = new BlockList()
  for (const cidr of typeof cidrs === 'string' ? [] : cidrs) {
    const [address = '', bits] = cidr.split('/')
    list.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4')
  }
  return list
}
