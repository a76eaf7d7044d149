import { OverLimit } from '../../contracts/errors.ts'
import type { Rates } from '../../contracts/fleet.ts'
import type { WebChannel } from '../../contracts/ports.ts'
import { webDefaults } from '../../config/defaults.ts'

/** Counts one more message of a connection; undefined where nothing is counted. Rejects with OverLimit. */
export type Spend = (web: WebChannel) => Promise<void> | undefined

/**
 * What a chatbot's visitors may say within a day, over all of its web channels: a channel that is made anew has no budget of
 * its own. Each connection has its own `Spend`.
 */
export function dailyBudgets(rates: Rates): () => Spend {
  const points = webDefaults.dailyCounted
  // One count whatever the limit is: a tenant that changes the limit has not made yesterday's messages unsaid.
  const said = rates.limit('web-daily', { points, seconds: webDefaults.dailySeconds })

  async function take({ chatbot }: WebChannel, limit: number): Promise<void> {
    const { left } = await said.take(chatbot.id)
    if (points - left > limit)
      throw new OverLimit('This chat has had as many messages as it may within a day. Please come back tomorrow.')
  }

  return () => {
    let before: Promise<unknown> = Promise.resolve()
    return (web) => {
      const { dailyMessages: limit } = web.channel.settings
      if (typeof limit !== 'number') return undefined
      // What was said first is counted first: messages stay in their order.
      const spent = before.then(() => take(web, limit))
      before = spent.catch(() => undefined)
      return spent
    }
  }
}
