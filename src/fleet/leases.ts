import { randomUUID } from 'node:crypto'
import { fleetDefaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import { inTime, scriptsOn, tag } from './redis.ts'
import type { Connection } from './redis.ts'

/** One holder at a time in the whole fleet, for as long as it says that it lives. */
export interface Lease {
  /** Greater than that of whoever held it before: what is written with an older one may be refused. */
  readonly fence: number
  /** Whoever held it before never gave it back. */
  readonly unclean: boolean
  /** Aborted when it was not renewed in time: another may hold it by now. */
  readonly lost: AbortSignal
  /** Looked at by the clock; `lost` is aborted when not. */
  holds(): boolean
  /** True when somebody wanted it meanwhile. */
  release(): Promise<boolean>
}

export interface Leases {
  /** `busy`: another holds it, and is told that it is wanted. `unknown`: Redis does not answer, or was just emptied. */
  take(name: string): Promise<Lease | 'busy' | 'unknown'>
  /** Those that nobody holds; undefined when Redis does not answer. */
  free(names: readonly string[]): Promise<readonly string[] | undefined>
  close(): void
}

const scripts = {
  // KEYS: since. From when on this Redis knows of leases, by its clock.
  begin: {
    numberOfKeys: 1,
    lua: `local time = redis.call('time')
          redis.call('set', KEYS[1], time[1] * 1000 + math.floor(time[2] / 1000), 'nx')`,
  },
  // KEYS: lease, wanted, fences, taken, since. ARGV: holder, milliseconds, for how many a holder that died is remembered,
  // and how long it takes until all know of a Redis that was emptied. Gives the fence, 0 for none and -1 for nobody knows
  // yet, and whether the last holder died.
  take: {
    numberOfKeys: 5,
    lua: `local time = redis.call('time')
          local now = time[1] * 1000 + math.floor(time[2] / 1000)
          redis.call('set', KEYS[5], now, 'nx')
          if now - redis.call('get', KEYS[5]) < tonumber(ARGV[4]) then return { -1, 0 } end
          if redis.call('set', KEYS[1], ARGV[1], 'nx', 'px', ARGV[2]) then
            redis.call('del', KEYS[2])
            local unclean = redis.call('set', KEYS[4], 1, 'px', ARGV[3], 'get') and 1 or 0
            return { redis.call('incr', KEYS[3]), unclean }
          end
          redis.call('set', KEYS[2], 1, 'px', ARGV[2])
          return { 0, 0 }`,
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
  // KEYS: leases. Gives 1 for each that is held.
  held: {
    lua: `local held = {}
          for i, key in ipairs(KEYS) do held[i] = redis.call('exists', key) end
          return held`,
  },
  // KEYS: lease, wanted, taken. ARGV: holder.
  release: {
    numberOfKeys: 3,
    lua: `if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
          redis.call('del', KEYS[1], KEYS[3])
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
export function openLeases(redis: Connection, kind: string, leaseMs: number = fleetDefaults.leaseMs): Leases {
  const call = scriptsOn(redis, kind, scripts)
  const held = new Map<string, Held>()
  const everyMs = Math.min(fleetDefaults.renewMs, leaseMs / 4)
  // Whoever held what a Redis forgot finds out with the next renewal: until then nobody takes it.
  const quietMs = everyMs + fleetDefaults.answerMs
  const since = `${tag}:leases-since`
  const keyOf = (name: string) => `${tag}:${kind}-lease:${name}`
  const wantedOf = (name: string) => `${tag}:${kind}-wanted:${name}`
  const takenOf = (name: string) => `${tag}:${kind}-taken:${name}`

  function lose(name: string, one: Held): void {
    if (held.get(name) !== one) return
    held.delete(name)
    one.ending.abort(new Busy(`The lease of ${name} was lost.`))
  }

  async function renewAll(): Promise<void> {
    const now = performance.now()
    const all = [...held]
    // What ends before the next look is lost now: nobody believes to hold what another may have.
    for (const [name, one] of all) if (now + everyMs - one.renewedAt > leaseMs) lose(name, one)
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

  const timer = setInterval(() => void renewAll(), everyMs).unref()
  // So that a Redis that is new is known by the time the first lease is asked for.
  void inTime(call('begin', since))

  return {
    async take(name) {
      const holder = randomUUID()
      const began = performance.now()
      const keys = [keyOf(name), wantedOf(name), `${tag}:${kind}-fences`, takenOf(name), since]
      const taken = (await inTime(call('take', ...keys, holder, leaseMs, fleetDefaults.uncleanMs, quietMs))) as
        [fence: number, unclean: number] | undefined // what the script gives
      const [fence, unclean] = taken ?? [-1, 0]
      if (fence < 0) return 'unknown'
      if (fence === 0) return 'busy'
      const one: Held = { holder, ending: new AbortController(), renewedAt: began }
      held.set(name, one)
      return {
        fence,
        unclean: unclean === 1,
        lost: one.ending.signal,
        holds() {
          // A process that stood still for longer than its leases has lost them, whatever it believes.
          if (performance.now() - one.renewedAt > leaseMs) lose(name, one)
          return held.get(name) === one
        },
        async release() {
          if (held.get(name) === one) held.delete(name)
          return (await inTime(call('release', keyOf(name), wantedOf(name), takenOf(name), holder))) === 1
        },
      }
    },
    async free(names) {
      if (names.length === 0) return []
      const isHeld = (await inTime(call('held', names.length, ...names.map(keyOf)))) as readonly number[] | undefined // what the script gives
      return isHeld && names.filter((_, index) => isHeld[index] === 0)
    },
    close: () => clearInterval(timer),
  }
}
