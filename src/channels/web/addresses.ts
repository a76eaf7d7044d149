import ipaddr from 'ipaddr.js'
import type { RateLimit, Rates } from '../../contracts/fleet.ts'
import { webDefaults } from '../../config/defaults.ts'
import { type Headcount, headcount } from './limits.ts'
import { TooFast } from './refusals.ts'

export interface AddressLimits {
  /** One more tab. Gives the function that takes it back; throws TooFast. */
  enter(address: string): () => void
  /** One more visitor. Throws TooFast. */
  meet(address: string): Promise<void>
  /** One more visitor who wants to be forgotten: a tenant's database is written over for each. Throws TooFast. */
  forget(address: string): Promise<void>
}

/**
 * What one address may open. Only a public one says anything of who is behind it: others are proxies of ours, whose
 * visitors would all be one.
 */
export function addressLimits(rates: Rates, seats: Headcount = headcount()): AddressLimits {
  const visitors = rates.limit('web-visitors', webDefaults.visitorsPerAddress)
  const forgets = rates.limit('web-forgets', webDefaults.forgetsPerAddress)

  async function count(limit: RateLimit, address: string, refusal: string): Promise<void> {
    const network = publicNetwork(address)
    if (network === undefined) return
    const { allowed, resetMs } = await limit.take(network)
    if (!allowed) throw new TooFast(refusal, resetMs)
  }

  return {
    enter(address) {
      const network = publicNetwork(address)
      if (network === undefined) return () => undefined
      const leave = seats.enter(network, webDefaults.connectionsPerAddress)
      if (leave === undefined) throw new TooFast('There are too many open connections.', webDefaults.retryAfterMs)
      return leave
    },
    meet: (address) => count(visitors, address, 'There are too many new visitors from this address.'),
    forget: (address) => count(forgets, address, 'Too much is deleted from this address. Please try again later.'),
  }
}

/** Of IPv6 the /64 that one customer has; undefined for what is no public address. */
export function publicNetwork(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return undefined
  const known = ipaddr.process(address)
  if (known.range() !== 'unicast') return undefined
  return known.kind() === 'ipv4' ? known.toString() : known.toNormalizedString().split(':').slice(0, 4).join(':')
}
