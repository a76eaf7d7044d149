import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { fleetDefaults } from '../config/defaults.ts'
import { inTime, scriptsOn, tag } from './redis.ts'

/** One holder at a time in the whole fleet, for as long as it says that it lives. */
export interface Lease {
  /** Greater than that of whoever held it before: what is written with an older one may be refused. */
  readonly fence: number
  /** Aborted when it was not renewed in time: another may hold it by now. */
  readonly lost: AbortSignal
  /** True when somebody wanted it meanwhile. */
  release(): Promise<boolean>
}

export interface Leases {
  /** `busy`: another holds it, and is told that it is wanted. `unknown`: Redis does not answer. */
  take(name: string): Promise<Lease | 'busy' | 'unknown'>
  close(): void
}

const scripts = {
  // KEYS: lease, wanted, fences. ARGV: holder, milliseconds.
  take: {
    numberOfKeys: 3,
    lua: `if redis.call('set', KEYS[1], ARGV[1], 'nx', 'px', ARGV[2]) then
            redis.call('del', KEYS[2])
            return redis.call('incr', KEYS[3])
          end
          redis.call('set', KEYS[2], 1, 'px', ARGV[2])
          return 0`,
  },
  // KEYS: leases. ARGV: milliseconds, holders. Gives 1 for each that was renewed.
  renew: {
    lua: `local renewed = {}
          for i, key in ipairs(KEYS) do
            if redis.call('get', key) == ARGV[i + 1] then
              redis.call('pexpire', key, ARGV[1])
              renewed[i] = 1
            else
              renewed[i] = 0
            end
          end
          return renewed`,
  },
  // KEYS: lease, wanted. ARGV: holder.
  release: {
    numberOfKeys: 2,
    lua: `if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
          redis.call('del', KEYS[1])
          return redis.call('del', KEYS[2])`,
  },
} as const

interface Held {
  readonly holder: string
  readonly ending: AbortController
  /** Monotonic, milliseconds. */
  renewedAt: number
}

/** Leases of one process; `kind` keeps those of conversations apart from those of channels. */
export function openLeases(redis: Redis, kind: string, leaseMs: number = fleetDefaults.leaseMs): Leases {
  const call = scriptsOn(redis, kind, scripts)
  const held = new Map<string, Held>()
  const keyOf = (name: string) => `${tag}:${kind}-lease:${name}`
  const wantedOf = (name: string) => `${tag}:${kind}-wanted:${name}`

  function lose(name: string, one: Held): void {
    if (held.get(name) !== one) return
    held.delete(name)
    one.ending.abort(new Error(`The lease of ${name} was lost.`))
  }

  async function renewAll(): Promise<void> {
    const now = performance.now()
    const all = [...held]
    // A process that stood still for longer than its leases has lost them, whatever it believes.
    for (const [name, one] of all) if (now - one.renewedAt > leaseMs) lose(name, one)
    const left = all.filter(([, one]) => !one.ending.signal.aborted)
    if (left.length === 0) return
    const keys = left.map(([name]) => keyOf(name))
    const holders = left.map(([, { holder }]) => holder)
    const asked = call('renew', keys.length, ...keys, leaseMs, ...holders)
    const renewed = (await inTime(asked)) as readonly number[] | undefined // what the script gives
    left.forEach(([name, one], index) => {
      if (renewed?.[index] === 1) one.renewedAt = now
      else if (renewed !== undefined) lose(name, one)
    })
  }

  const timer = setInterval(() => void renewAll(), Math.min(fleetDefaults.renewMs, leaseMs / 3)).unref()

  return {
    async take(name) {
      const holder = randomUUID()
      const began = performance.now()
      const fence = (await inTime(
        call('take', keyOf(name), wantedOf(name), `${tag}:${kind}-fences`, holder, leaseMs),
      )) as number | undefined // what the script gives
      if (fence === undefined) return 'unknown'
      if (fence === 0) return 'busy'
      const one: Held = { holder, ending: new AbortController(), renewedAt: began }
      held.set(name, one)
      return {
        fence,
        lost: one.ending.signal,
        async release() {
          if (held.get(name) === one) held.delete(name)
          return (await inTime(call('release', keyOf(name), wantedOf(name), holder))) === 1
        },
      }
    },
    close: () => clearInterval(timer),
  }
}
