import { Queue, Worker } from 'bullmq'
import { fleetDefaults, turnDefaults } from '../config/defaults.ts'
import type { Awaitable } from '../contracts/channel.ts'
import type { Bell, BellKind, BellOutcome, Hold, Scheduler } from '../contracts/ports.ts'
import { openLeases } from './leases.ts'
import { connectRedis, inTime, scriptsOn, tag } from './redis.ts'

/**
 * The scheduler of a fleet. BullMQ carries bells from whoever rings to whoever works; it holds each once while it waits.
 * A worker takes a bell out and answers for it by a lease of its own: a job's state says nothing about who works, because
 * it takes a minute and more until BullMQ notices that a worker has died, and a lease ends in seconds.
 *
 * Fairness: a tenant's next bell is a round behind its last one, and rounds are the priorities of the queue. A tenant
 * that rings for the first time in a while begins in the round that is being worked on.
 */
export interface SharedBellsOptions {
  readonly redisUrl: string
  /** Lanes of this process: who of those that were taken goes first, and how many at once. */
  readonly lanes: Scheduler
  /** By default as the lanes themselves. */
  readonly retryMs?: number
  onError(bell: Bell, error: unknown): void
  /** Told when bells could not be rung for want of Redis: the sweep rings them again. */
  onSilence?(bells: number): void
  /** Keeps fleets that share a Redis apart. */
  readonly name?: string
  readonly leaseMs?: number
  /** True when the bell was passed on to the one process that can work on it. */
  passes?(bell: Bell): Awaitable<boolean>
}

interface Carried {
  readonly tenant: Bell['tenant']
  readonly subject: Bell['subject']
}

const scripts = {
  // KEYS: rounds, delayed, waiting. ARGV: lane lifetime, highest priority, then tenant and bell in turn.
  // Gives how many wait, then the priority of each bell.
  place: {
    numberOfKeys: 3,
    lua: `local waiting = redis.call('zcard', KEYS[3])
          local now = tonumber(redis.call('hget', KEYS[1], 'now') or 0)
          local base = tonumber(redis.call('hget', KEYS[1], 'base') or 0)
          if waiting == 0 then
            base = now
            redis.call('hset', KEYS[1], 'base', base)
          end
          local placed = { waiting }
          for i = 3, #ARGV, 2 do
            local lane = KEYS[1] .. ':' .. ARGV[i]
            local round = math.max(now, tonumber(redis.call('get', lane) or 0)) + 1
            redis.call('set', lane, round, 'px', ARGV[1])
            redis.call('zrem', KEYS[2], ARGV[i + 1])
            placed[#placed + 1] = math.min(round - base, tonumber(ARGV[2]))
          end
          return placed`,
  },
  // KEYS: rounds. ARGV: the priority of what was taken.
  served: {
    numberOfKeys: 1,
    lua: `local base = tonumber(redis.call('hget', KEYS[1], 'base') or 0)
          local now = tonumber(redis.call('hget', KEYS[1], 'now') or 0)
          if base + ARGV[1] - 1 > now then redis.call('hset', KEYS[1], 'now', base + ARGV[1] - 1) end`,
  },
  // KEYS: delayed. ARGV: milliseconds, bell. Moves it forward, never backward.
  later: {
    numberOfKeys: 1,
    lua: `local time = redis.call('time')
          redis.call('zadd', KEYS[1], 'lt', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1], ARGV[2])`,
  },
  // KEYS: delayed. ARGV: how many. Takes those whose time has come.
  ripe: {
    numberOfKeys: 1,
    lua: `local time = redis.call('time')
          local now = time[1] * 1000 + math.floor(time[2] / 1000)
          local found = redis.call('zrangebyscore', KEYS[1], '-inf', now, 'limit', 0, ARGV[1])
          if #found > 0 then redis.call('zrem', KEYS[1], unpack(found)) end
          return found`,
  },
} as const

/** https://docs.bullmq.io/guide/jobs/prioritized: 2^21 - 1 is the lowest. */
const lowestPriority = 2_097_151

export interface SharedBells extends Scheduler {
  /** Rings for this process alone. */
  ringHere(bell: Bell): void
  /** Undefined: all is well. A sentence: Redis does not answer. */
  trouble(): Promise<string | undefined>
}

export async function openSharedBells(options: SharedBellsOptions): Promise<SharedBells> {
  const { redisUrl, lanes, retryMs = turnDefaults.retryMs, name = 'bells', leaseMs = fleetDefaults.leaseMs } = options
  const redis = connectRedis(redisUrl)
  const blocking = connectRedis(redisUrl, { waits: true })
  await Promise.all([redis.connect(), blocking.connect()])
  const call = scriptsOn(redis, name, scripts)
  const queue = new Queue<Carried>(name, {
    connection: redis,
    prefix: tag,
    skipVersionCheck: true,
    streams: { events: { maxLen: fleetDefaults.events } },
  })
  // Its own way out is the caller's.
  queue.on('error', () => undefined)
  const leases = openLeases(redis, name, leaseMs)
  // BullMQ has keys of its own under the queue's name, `delayed` among them.
  const [rounds, delayed, prioritized] = [`${tag}:${name}-rounds`, `${tag}:${name}-later`, queue.toKey('prioritized')]

  /** Rung in this turn of the event loop. */
  let rung = new Map<string, Bell>()
  let ringing: Promise<void> | undefined
  /** Taken out of the queue, and not begun here. */
  const taken = new Map<string, Bell>()
  const atWork = new Set<string>()
  let shared = 0
  let worker: Worker<Carried> | undefined
  let draining = false
  /** Whoever waits until there is room in the lanes. */
  const waitingForRoom: (() => void)[] = []

  function ring(bell: Bell, afterMs = 0): Promise<void> {
    if (draining) return Promise.resolve()
    // What is due in a tenant is looked after by whoever has it open, and nobody opens it for that.
    if (bell.kind === 'due' || bell.kind === 'event') return Promise.resolve(lanes.ring(bell, afterMs))
    // What a turn said is sent by the process that may have begun to show it while it was being written.
    if (bell.kind === 'send' && afterMs === 0 && atWork.has(keyOf({ ...bell, kind: 'turn' }))) {
      ringHere(bell)
      return Promise.resolve()
    }
    if (afterMs > 0) return said(call('later', delayed, Math.ceil(afterMs), keyOf(bell)), 1)
    rung.set(keyOf(bell), bell)
    ringing ??= new Promise<void>((resolve) => setImmediate(resolve)).then(ringAll)
    return ringing
  }

  function ringHere(bell: Bell): void {
    taken.set(keyOf(bell), bell)
    void lanes.ring(bell)
  }

  function ringAll(): Promise<void> {
    const bells = [...rung]
    rung = new Map()
    ringing = undefined
    return said(add(bells), bells.length)
  }

  async function add(bells: readonly (readonly [string, Bell])[]): Promise<void> {
    const lane = bells.flatMap(([key, { tenant }]) => [tenant, key])
    const [waiting = 0, ...priorities] = (await call(
      'place',
      rounds,
      delayed,
      prioritized,
      fleetDefaults.laneMs,
      lowestPriority,
      ...lane,
    )) as readonly number[] // what the script gives
    await queue.addBulk(
      bells.map(([key, { kind, tenant, subject }], index) => ({
        name: kind,
        data: { tenant, subject },
        opts: {
          deduplication: { id: key },
          priority: priorities[index] ?? lowestPriority,
          removeOnComplete: true,
          removeOnFail: true,
        },
      })),
    )
    shared = waiting + bells.length
  }

  /** Nobody waits for a Redis that is away: whoever rings has something durable to go on with. */
  async function said(saying: Promise<unknown>, bells: number): Promise<void> {
    const done = saying.then(() => true)
    if ((await inTime(done)) !== true) options.onSilence?.(bells)
  }

  async function ringRipe(): Promise<void> {
    const ripe = (await inTime(call('ripe', delayed, fleetDefaults.delayedBatch))) as readonly string[] | undefined // what the script gives
    for (const key of ripe ?? []) void ring(bellOf(key))
  }

  async function count(): Promise<void> {
    if (shared > 0) shared = (await inTime(redis.zcard(prioritized))) ?? shared
  }

  const timers = [
    setInterval(() => void ringRipe(), fleetDefaults.delayedMs).unref(),
    setInterval(() => void count(), fleetDefaults.countMs).unref(),
  ]

  /** A tenant that has hardly anything waiting here never waits for another one, which may have all the rest. */
  function hasRoom({ tenant }: Bell): boolean {
    if (lanes.waiting() < fleetDefaults.ahead) return true
    let waiting = 0
    for (const bell of taken.values()) if (bell.tenant === tenant) waiting++
    return waiting < fleetDefaults.aheadOfTenant
  }

  /** One bell on its way from the queue into a lane of this process. */
  async function take(bell: Bell, priority: number): Promise<void> {
    while (!hasRoom(bell) && !draining) await new Promise<void>((resolve) => waitingForRoom.push(resolve))
    shared = Math.max(0, shared - 1)
    void inTime(call('served', rounds, priority))
    ringHere(bell)
  }

  return {
    ring,
    ringHere,
    start(work) {
      lanes.start(async (bell, hold) => {
        const key = keyOf(bell)
        taken.delete(key)
        waitingForRoom.shift()?.()
        if (await options.passes?.(bell)) return undefined
        const lease = await leases.take(key)
        if (typeof lease === 'string') {
          // Whoever holds it is told, and rings when it is done; if it dies, this is heard when its lease has ended.
          void ring(bell, lease === 'busy' ? leaseMs : retryMs)
          return undefined
        }
        atWork.add(key)
        const outcome = await tried(bell, {
          signal: AbortSignal.any([hold.signal, lease.lost]),
          holds: () => hold.holds() && lease.holds(),
          unclean: lease.unclean,
        })
        atWork.delete(key)
        const wanted = await lease.release()
        if (wanted) void ring(bell)
        else if (outcome !== undefined) void ring(bell, outcome.againAfterMs)
        return undefined
      })

      async function tried(bell: Bell, hold: Hold): Promise<BellOutcome> {
        try {
          return await Promise.race([work(bell, hold), abortOf(hold.signal)])
        } catch (error) {
          if (!draining) options.onError(bell, error)
          return { againAfterMs: retryMs }
        }
      }

      worker = new Worker<Carried>(
        name,
        ({ name: kind, data: { tenant, subject }, opts }) =>
          take({ kind: kind as BellKind, tenant, subject }, opts.priority ?? 1), // as `add` named it
        {
          connection: blocking,
          prefix: tag,
          concurrency: fleetDefaults.taking,
          // A job lasts as long as it takes to hand it on.
          lockDuration: leaseMs,
          stalledInterval: leaseMs,
          skipVersionCheck: true,
        },
      )
      worker.on('error', () => undefined)
    },
    async drain(graceMs) {
      for (const timer of timers) clearInterval(timer)
      await ringing
      draining = true
      for (const goOn of waitingForRoom.splice(0)) goOn()
      await inTime(worker?.close(true) ?? Promise.resolve(), graceMs)
      await lanes.drain(graceMs)
      // Others may have what nobody began here.
      if (taken.size > 0) await inTime(add([...taken]), graceMs)
      leases.close()
      await inTime(queue.close())
      redis.disconnect()
      blocking.disconnect()
    },
    waiting: () => shared + lanes.waiting(),
    async trouble() {
      const answer = await inTime(redis.ping())
      return answer === 'PONG' ? undefined : 'Redis does not answer: what is to be done waits until it does.'
    },
  }
}

const keyOf = ({ kind, tenant, subject }: Bell): string => `${kind}:${tenant}:${subject}`

/** Neither a tenant's code nor an id has a colon in it. */
function bellOf(key: string): Bell {
  const [kind, tenant, subject] = key.split(':') as [BellKind, Bell['tenant'], Bell['subject']] // as `keyOf` wrote it
  return { kind, tenant, subject }
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(signal.reason as Error) // always aborted with an error
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}
