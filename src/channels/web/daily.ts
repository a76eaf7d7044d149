import { LRUCache } from 'lru-cache'
import { OverLimit } from '../../contracts/errors.ts'
import type { RateLimit, Rates } from '../../contracts/fleet.ts'
import type { Channel } from '../../contracts/tenant.ts'
import { webDefaults } from '../../config/defaults.ts'

/** Counts one more message of a connection; undefined where nothing is counted. Rejects with OverLimit. */
export type Spend = (channel: Channel) => Promise<void> | undefined

/** What a channel's visitors may say within a day, by its tenant's word. Each connection has its own `Spend`. */
export function dailyBudgets(rates: Rates): () => Spend {
  const limits = new LRUCache<number, RateLimit>({ max: webDefaults.dailyLimits })

  async function take({ id }: Channel, points: number): Promise<void> {
    const limit = limits.get(points) ?? rates.limit('web-daily', { points, seconds: webDefaults.dailySeconds })
    limits.set(points, limit)
    if (!(await limit.take(id)).allowed)
      throw new OverLimit('This chat has had as many messages as it may within a day. Please come back tomorrow.')
  }

  return () => {
    let before: Promise<unknown> = Promise.resolve()
    return (channel) => {
      const { dailyMessages: points } = channel.settings
      if (typeof points !== 'number') return undefined
      // What was said first is counted first: messages stay in their order.
      const spent = before.then(() => take(channel, points))
      before = spent.catch(() => undefined)
      return spent
    }
  }
}
