import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { apiDefaults } from '../config/defaults.ts'
import { TooMany } from './errors.ts'
import type { Api } from './schemas.ts'
import { isLook } from './showing.ts'

const headersOf = (limit: number, { remainingPoints, msBeforeNext }: RateLimiterRes) => ({
  'ratelimit-limit': String(limit),
  'ratelimit-remaining': String(remainingPoints),
  'ratelimit-reset': String(Math.ceil(msBeforeNext / 1000)),
})

async function consume(limiter: RateLimiterMemory, name: string, reply: FastifyReply): Promise<void> {
  try {
    void reply.headers(headersOf(limiter.points, await limiter.consume(name)))
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    void reply.headers(headersOf(limiter.points, refusal))
    throw new TooMany('This is too often: wait, and go on more slowly.', refusal.msBeforeNext)
  }
}

/** So that no tenant's program keeps the API from the others. Who administers the platform may do what it takes. */
export function limitCallers(api: Api): void {
  const limiter = new RateLimiterMemory({ points: apiDefaults.requestsPerMinute, duration: 60 })
  api.addHook('onRequest', async (request, reply) => {
    const { caller } = request
    if (caller?.grants.scope === 'tenants' && !isLook(request)) await consume(limiter, caller.id, reply)
  })
}

/** Of routes for everyone that cost something (a password's hash, a write): by address. */
export function limitStrangers(): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const limiter = new RateLimiterMemory({ points: apiDefaults.strangersPerMinute, duration: 60 })
  return ({ ip }, reply) => consume(limiter, ip, reply)
}
