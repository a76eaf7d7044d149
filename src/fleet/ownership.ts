import { randomUUID } from 'node:crypto'
import { fleetDefaults } from '../config/defaults.ts'
import type { Owned, Ownership } from '../contracts/fleet.ts'
import { openLeases } from './leases.ts'
import type { Lease } from './leases.ts'
import { inTime, scriptsOn, tag } from './redis.ts'
import type { Connection } from './redis.ts'

const scripts = {
  // KEYS: processes. ARGV: this process, milliseconds. Gives how many there are.
  here: {
    numberOfKeys: 1,
    lua: `local time = redis.call('time')
          local now = time[1] * 1000 + math.floor(time[2] / 1000)
          redis.call('zadd', KEYS[1], now + ARGV[2], ARGV[1])
          redis.call('zremrangebyscore', KEYS[1], '-inf', now)
          redis.call('pexpire', KEYS[1], ARGV[2])
          return redis.call('zcard', KEYS[1])`,
  },
} as const

export interface SharedOwnership extends Ownership {
  /** Asks for nothing any more. What is owned is given back by its owners. */
  close(): Promise<void>
}

export interface OwnershipOptions {
  /** Keeps fleets that share a Redis apart. */
  readonly name?: string
  readonly leaseMs?: number
  /** How often what nobody owns is looked for. */
  readonly everyMs?: number
}

/**
 * Ownership by leases. A process that has its share of all it wants leaves what comes up to the others, and takes it at
 * the next look if none of them did. Nobody is made to give anything back: to listen anew costs a platform's patience.
 */
export function openOwnership(redis: Connection, options: OwnershipOptions = {}): SharedOwnership {
  const { name = 'owned', leaseMs = fleetDefaults.leaseMs, everyMs = fleetDefaults.ownMs } = options
  const me = randomUUID()
  const call = scriptsOn(redis, name, scripts)
  const leases = openLeases(redis, name, leaseMs)
  const wanted = new Map<string, Set<(owned: Owned) => void>>()
  const owned = new Map<string, Lease>()
  /** Left to the others at the last look. */
  let left = new Set<string>()
  let looking = false
  /** Whoever never wanted anything has no share. */
  let wants = false

  async function look(): Promise<void> {
    if (looking || !wants) return
    looking = true
    try {
      const processes = await inTime(call('here', `${tag}:${name}-processes`, me, leaseMs))
      if (typeof processes !== 'number' || wanted.size === 0) return
      const share = Math.ceil((owned.size + wanted.size) / processes)
      const leftNow = new Set<string>()
      for (const one of (await leases.free([...wanted.keys()])) ?? []) {
        if (owned.size < share || left.has(one)) await take(one)
        else leftNow.add(one)
      }
      left = leftNow
    } finally {
      looking = false
    }
  }

  function unwant(one: string, give: (owned: Owned) => void): void {
    const all = wanted.get(one)
    all?.delete(give)
    if (all?.size === 0) wanted.delete(one)
  }

  async function take(one: string): Promise<void> {
    const lease = await leases.take(one)
    if (typeof lease === 'string') return
    const [give] = wanted.get(one) ?? []
    if (give === undefined) {
      await lease.release()
      return
    }
    unwant(one, give)
    owned.set(one, lease)
    const drop = () => {
      if (owned.get(one) === lease) owned.delete(one)
    }
    lease.lost.addEventListener('abort', drop, { once: true })
    give({
      lost: lease.lost,
      holds: () => lease.holds(),
      async release() {
        drop()
        await lease.release()
      },
    })
  }

  const timer = setInterval(() => void look(), everyMs).unref()

  return {
    own: (one, signal) =>
      new Promise((resolve) => {
        const give = (given: Owned) => {
          signal.removeEventListener('abort', stop)
          resolve(given)
        }
        const stop = () => {
          unwant(one, give)
          resolve(undefined)
        }
        if (signal.aborted) {
          stop()
          return
        }
        signal.addEventListener('abort', stop, { once: true })
        wants = true
        wanted.set(one, (wanted.get(one) ?? new Set()).add(give))
        setImmediate(() => void look())
      }),
    owns: (one) => owned.get(one)?.holds() === true,
    async close() {
      clearInterval(timer)
      leases.close()
      await inTime(redis.zrem(`${tag}:${name}-processes`, me))
    },
  }
}
