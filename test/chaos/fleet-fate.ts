import { setTimeout as later } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { fleetDefaults } from '../../src/config/defaults.ts'
import type { OwnFleet, Post } from '../parts/fleet.ts'
import type { Life } from '../parts/gateway.ts'
import { Chance } from './chance.ts'
import { unrecordedMs } from './fate.ts'
import type { Witness } from './fate.ts'
import { brief } from './people.ts'

/** What may befall a fleet. */
export const blows = [
  'worker killed',
  'gateway killed',
  'worker stopped', // SIGTERM, and another begins
  'gateway stopped',
  'worker stands still', // for longer than its lease
  'redis emptied',
  'redis away',
  'database killed',
] as const
export type FleetBlow = (typeof blows)[number]

export interface Struck {
  readonly blow: FleetBlow
  readonly at: number
  /** When it was over. */
  endedAt: number
}

export interface FleetFateOptions {
  readonly fleet: OwnFleet
  readonly seed: number
  /** How long Redis is away. */
  readonly redisAwayMs: number
  readonly onLine: (line: string) => void
  /** Told of processes that ended as they should not. */
  readonly onEnd: (post: Post, how: string, complaints: readonly string[]) => void
}

/**
 * Strikes a fleet, and knows what each blow excuses: who is killed, stands still or loses its lease may have had an answer
 * and not written it down. A database that goes away, and a stop, excuse nothing.
 */
export class FleetFate implements Witness {
  readonly caller = 0
  readonly isNear = false
  readonly struck: Struck[] = []
  readonly #options: FleetFateOptions
  readonly #chance: Chance
  /** Those that are meant to end. */
  readonly #ending = new Set<Life>()
  readonly #suffering = new Set<Post>()
  #over = false

  constructor(options: FleetFateOptions) {
    this.#options = options
    this.#chance = new Chance(options.seed, 'fleet')
  }

  see(): void {
    return
  }

  mayBeUnrecorded(_life: number, at: number): boolean {
    return isExcused(this.struck, at)
  }

  circumstances(_life: number, at: number): string {
    const near = this.struck.filter(({ at: from, endedAt }) => at > from - 10_000 && at < endedAt + 10_000)
    return ` (${near.map(({ blow, at: from }) => `${blow} ${Math.round(at - from)} ms before`).join(', ')})`
  }

  /** Begins a life and looks after it: one that ends by itself is told, and followed by another. */
  start(post: Post): void {
    if (this.#over) return
    const life = post.start()
    let isReady = false
    void life.ready.then(
      () => (isReady = true),
      () => undefined, // it ended before
    )
    void life.ended.then(async ({ code, signal }) => {
      for (const line of life.complaints) this.#options.onLine(`    ${post.name}: ${brief(line)}`)
      if (this.#over || this.#ending.has(life)) return
      // Without its servers nobody begins: it is tried again.
      if (!isReady && this.#isServerAway()) await later(retryMs)
      else this.#options.onEnd(post, signal ?? String(code), life.complaints)
      this.start(post)
    })
  }

  /** Until somebody at the post is ready. */
  async ready(post: Post): Promise<void> {
    while (!this.#over) {
      const isReady = await post.life?.ready.then(
        () => true,
        () => false,
      )
      if (isReady === true) return
      await later(retryMs)
    }
  }

  #isServerAway(): boolean {
    return this.struck.some(
      ({ blow, endedAt }) =>
        (blow === 'redis away' || blow === 'database killed') && performance.now() < endedAt + readyMs,
    )
  }

  /** From now on they may end, and nobody follows them. */
  close(): void {
    this.#over = true
  }

  async strike(blow: FleetBlow): Promise<void> {
    const { fleet, onLine } = this.#options
    const struck: Struck = { blow, at: performance.now(), endedAt: Infinity }
    this.struck.push(struck)
    const [one, other] = blow.startsWith('gateway') ? fleet.gateways : fleet.workers
    const wanted = this.#chance.is(0.5) ? one : other
    // One that suffers already is left alone.
    const post = !this.#suffering.has(wanted) ? wanted : wanted === one ? other : one
    this.#suffering.add(post)
    onLine(
      `  ${new Date().toISOString().slice(11, 23)} ${blow}${blow.includes('redis') || blow.includes('database') ? '' : ` (${post.name})`}`,
    )
    await this.#perform(blow, post)
    this.#suffering.delete(post)
    struck.endedAt = performance.now()
  }

  async #perform(blow: FleetBlow, post: Post): Promise<void> {
    const { fleet, redisAwayMs } = this.#options
    switch (blow) {
      case 'worker killed':
      case 'gateway killed':
        this.#end(post)?.kill()
        await post.life?.ended
        await later(this.#chance.whole(0, 1500))
        this.start(post)
        await this.ready(post)
        return
      case 'worker stopped':
      case 'gateway stopped': {
        const code = await this.#end(post)?.stop()
        if (code !== 0) this.#options.onEnd(post, `told to stop, ${code}`, [])
        this.start(post)
        await this.ready(post)
        return
      }
      case 'worker stands still':
        post.life?.signal('SIGSTOP')
        await later(fleetDefaults.leaseMs + this.#chance.whole(500, 3000))
        post.life?.signal('SIGCONT')
        return
      case 'redis emptied': {
        const redis = new Redis(fleet.redis.url)
        await redis.flushall()
        redis.disconnect()
        return
      }
      case 'redis away':
        await fleet.redis.stop()
        await later(redisAwayMs)
        await fleet.redis.start()
        return
      case 'database killed':
        await fleet.mysql.stop()
        await later(this.#chance.whole(0, 4000))
        await fleet.mysql.start()
        return
    }
  }

  #end({ life }: Post): Life | undefined {
    if (life !== undefined) this.#ending.add(life)
    return life
  }
}

/** Who could not begin tries again after so long. */
const retryMs = 300
/** Who begins may have found a server away that is back by now. */
const readyMs = 5000

/** Whether somebody who was answered at `at` may have been kept from writing it down. */
export function isExcused(struck: readonly Struck[], at: number): boolean {
  return struck.some(({ blow, at: from, endedAt }) => at > from - unrecordedMs && at < endedAt + excusedMs[blow])
}

/** So long after its end a blow may still keep somebody from writing an answer down. */
const excusedMs: Readonly<Record<FleetBlow, number>> = {
  'worker killed': 0,
  'gateway killed': -Infinity,
  'worker stopped': -Infinity,
  'gateway stopped': -Infinity,
  'worker stands still': 0,
  // Until who held a lease finds out that it is another's, and what was sent meanwhile is answered.
  'redis emptied': fleetDefaults.leaseMs,
  'redis away': 0,
  'database killed': -Infinity,
}
