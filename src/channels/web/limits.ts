import { LRUCache } from 'lru-cache'
import { webDefaults } from '../../config/defaults.ts'
import type { Rate } from '../../contracts/channel.ts'
import type { Rates } from '../../contracts/fleet.ts'
import type { Where } from './rooms.ts'

export interface Bucket {
  /** 0: taken. Otherwise nothing was taken, and one may be after so many milliseconds. */
  take(): number
}

/** A token bucket: `burst` at once, `perSecond` in the long run. `now` in milliseconds, monotonic. */
export function bucket({ perSecond, burst }: Rate, now: () => number = () => performance.now()): Bucket {
  let tokens = burst
  let filledAt = now()
  return {
    take() {
      const at = now()
      tokens = Math.min(burst, tokens + ((at - filledAt) * perSecond) / 1000)
      filledAt = at
      if (tokens < 1) return Math.ceil(((1 - tokens) * 1000) / perSecond)
      tokens -= 1
      return 0
    },
  }
}

/**
 * What each visitor may spend, over all of their tabs and however often they connect again: at once by what came to this
 * process, and a moment later by what came to all of them, so that nobody who writes waits to be counted.
 */
export function visitorBuckets(rates: Rates, name: string, rate: Rate): (where: Where) => Bucket {
  const { perSecond, burst } = rate
  // As much as one process lets through while its bucket fills once.
  const everywhere = rates.limit(`visitors-${name}`, { points: 2 * burst, seconds: Math.ceil(burst / perSecond) })
  const buckets = new LRUCache<string, Bucket>({ max: webDefaults.ratedVisitors })

  function shared(visitor: string): Bucket {
    const here = bucket(rate)
    let heldUntil = -Infinity
    async function count(): Promise<void> {
      const { allowed, resetMs } = await everywhere.take(visitor)
      if (!allowed) heldUntil = performance.now() + resetMs
    }
    return {
      take() {
        const heldMs = Math.ceil(heldUntil - performance.now())
        if (heldMs > 0) return heldMs
        const waitMs = here.take()
        if (waitMs === 0) void count()
        return waitMs
      },
    }
  }

  return ({ channel, visitor }) => {
    const key = `${channel}:${visitor}`
    const found = buckets.get(key) ?? shared(key)
    buckets.set(key, found)
    return found
  }
}

export interface Headcount {
  /** Counts one more under the key and gives the function that takes it back (once); undefined when `limit` are there. */
  enter(key: string, limit: number): (() => void) | undefined
}

export function headcount(): Headcount {
  const counts = new Map<string, number>()
  return {
    enter(key, limit) {
      const count = counts.get(key) ?? 0
      if (count >= limit) return undefined
      counts.set(key, count + 1)
      let present = true
      return () => {
        if (!present) return
        present = false
        const left = (counts.get(key) ?? 1) - 1
        if (left === 0) counts.delete(key)
        else counts.set(key, left)
      }
    },
  }
}
