import type { Rate } from '../../contracts/channel.ts'

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
