import type { FastifyReply, FastifyRequest } from 'fastify'
import { apiDefaults } from '../config/defaults.ts'
import type { RateLimit, Rates } from '../contracts/fleet.ts'
import { TooMany } from './errors.ts'
import type { Api } from './schemas.ts'
import { isLook } from './showing.ts'

async function consume(limit: RateLimit, name: string, reply: FastifyReply): Promise<void> {
  const { allowed, left, resetMs } = await limit.take(name)
  void reply.headers({
    'ratelimit-limit': String(limit.points),
    'ratelimit-remaining': String(left),
    'ratelimit-reset': String(Math.ceil(resetMs / 1000)),
  })
  if (!allowed) throw new TooMany('This is too often: wait, and go on more slowly.', resetMs)
}

/** So that no tenant's program keeps the API from the others. Who administers the platform may do what it takes. */
export function limitCallers(api: Api, rates: Rates): void {
  const limit = rates.limit('callers', { points: apiDefaults.requestsPerMinute, seconds: 60 })
  api.addHook('onRequest', async (request, reply) => {
    const { caller } = request
    if (caller?.grants.scope === 'tenants' && !isLook(request)) await consume(limit, caller.id, reply)
  })
}

/** Of routes for everyone that cost something (a password's hash, a write): by address. `name` says of which. */
export function limitStrangers(
  rates: Rates,
  name: string,
): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const limit = rates.limit(`strangers-${name}`, { points: apiDefaults.strangersPerMinute, seconds: 60 })
  return ({ ip }, reply) => consume(limit, ip, reply)
}
