import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible'
import type { RateLimit, Rates, Taken } from '../contracts/fleet.ts'

/** Counted in this process alone. */
export const ownRates: Rates = {
  limit: (_name, { points, seconds }) => limitOf(new RateLimiterMemory({ points, duration: seconds })),
}

/** A refusal is an answer too. */
export function limitOf(limiter: RateLimiterAbstract): RateLimit {
  const told = ({ remainingPoints, msBeforeNext }: RateLimiterRes, allowed: boolean): Taken => ({
    allowed,
    left: remainingPoints,
    resetMs: msBeforeNext,
  })
  return {
    points: limiter.points,
    async take(who) {
      try {
        return told(await limiter.consume(who), true)
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return told(refusal, false)
        throw refusal
      }
    },
  }
}
