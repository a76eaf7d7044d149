import { RateLimiterRedis } from 'rate-limiter-flexible'
import type { Rates } from '../contracts/fleet.ts'
import { limitOf, ownRates } from './rates.ts'
import { patience, tag } from './redis.ts'
import type { Connection } from './redis.ts'

/** Counted in Redis; while it does not answer each process counts what comes to it. `kind` keeps fleets that share a Redis apart. */
export function sharedRates(redis: Connection, kind = 'rate'): Rates {
  const asked = patience()
  return {
    limit(name, most) {
      const { points, seconds } = most
      const keyPrefix = `${tag}:${kind}-${name}`
      const own = ownRates.limit(name, most)
      const shared = limitOf(new RateLimiterRedis({ storeClient: redis, keyPrefix, points, duration: seconds }))
      return {
        points,
        take: async (who) => (await asked(async () => shared.take(who))) ?? own.take(who),
      }
    },
  }
}
