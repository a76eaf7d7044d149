import type { Awaitable } from '../contracts/channel.ts'
import type { Fleet } from '../contracts/fleet.ts'
import type { Bell, Scheduler } from '../contracts/ports.ts'
import { openSharedBells } from './bells.ts'
import { shareChanges } from './changes.ts'
import { openNews } from './news.ts'
import { openOwnership } from './ownership.ts'
import { sharedPacing } from './pacing.ts'
import { sharedRates } from './shared-rates.ts'
import { connectRedis } from './redis.ts'

export interface FleetOptions {
  readonly redisUrl: string
  /** Keeps apart installations that share a Redis. Without a colon, which BullMQ takes for its own. */
  readonly installation: string
  /** Lanes of this process. */
  readonly lanes: Scheduler
  onError(bell: Bell, error: unknown): void
  onSilence(bells: number): void
  /** The channel whose owner alone can work on the bell; undefined: everybody can. */
  ownerOf(this: void, bell: Bell): Awaitable<string | undefined>
}

export interface OpenFleet extends Fleet {
  readonly scheduler: Scheduler
  /** Undefined: all is well. A sentence: Redis does not answer. */
  trouble(): Promise<string | undefined>
  /** After the scheduler is drained, and when nothing is owned any more. */
  close(): Promise<void>
}

const subject = 'bell'

/** What processes share through one Redis. Throws when it does not answer. */
export async function openFleet({ ownerOf, installation, ...options }: FleetOptions): Promise<OpenFleet> {
  const redis = connectRedis(options.redisUrl)
  const hearing = connectRedis(options.redisUrl, { waits: true })
  await Promise.all([redis.connect(), hearing.connect()])
  const news = await openNews(redis, hearing, `news-${installation}`)
  const ownership = openOwnership(redis, { name: `owned-${installation}` })

  /** A bell whose owner nobody is at the moment is rung again by the sweep. */
  async function passes(bell: Bell): Promise<boolean> {
    const channel = await ownerOf(bell)
    if (channel === undefined || ownership.owns(channel)) return false
    news.tell(subject, { channel, bell })
    return true
  }

  const scheduler = await openSharedBells({ ...options, name: `bells-${installation}`, passes })
  news.hear(subject, (heard) => {
    const { channel, bell } = heard as { readonly channel: string; readonly bell: Bell } // as `passes` told it
    if (ownership.owns(channel)) scheduler.ringHere(bell)
  })

  return {
    news,
    ownership,
    rates: sharedRates(redis, `rate-${installation}`),
    pacer: sharedPacing(redis),
    changes: shareChanges(news),
    scheduler,
    trouble: () => scheduler.trouble(),
    async close() {
      news.close()
      await ownership.close()
      redis.disconnect()
      hearing.disconnect()
    },
  }
}
