import { LRUCache } from 'lru-cache'
import { authDefaults } from '../config/defaults.ts'
import { OverLimit } from '../contracts/errors.ts'
import type { News } from '../contracts/fleet.ts'

/**
 * Slows down who guesses passwords: after a few wrong ones an account, and an address, must wait, twice as long each
 * time. It is told before the password is looked at, so that a right guess within the wait is not recognised.
 */
export interface Attempts {
  /** Throws OverLimit while any of the names must wait. */
  check(...names: readonly string[]): void
  failed(...names: readonly string[]): void
  /** Forgets the mistakes of a name. */
  succeeded(name: string): void
}

export function createAttempts(clock: () => number): Attempts {
  const known = new LRUCache<string, { readonly failures: number; readonly until: number }>({
    max: authDefaults.rememberedNames,
    ttl: authDefaults.rememberedMs,
  })
  return {
    check(...names) {
      const wait = Math.max(...names.map((name) => (known.get(name)?.until ?? 0) - clock()))
      if (wait > 0) throw new OverLimit(`Too many wrong tries: wait ${Math.ceil(wait / 1000)} seconds.`)
    },
    failed(...names) {
      for (const name of names) {
        const failures = (known.get(name)?.failures ?? 0) + 1
        const beyond = failures - authDefaults.freeFailures
        const waitMs = beyond < 0 ? 0 : Math.min(authDefaults.firstWaitMs * 2 ** beyond, authDefaults.longestWaitMs)
        known.set(name, { failures, until: clock() + waitMs })
      }
    },
    succeeded: (name) => void known.delete(name),
  }
}

const subject = 'attempts'

/** Whoever guesses at one process is slowed down at all of them. */
export function shareAttempts(own: Attempts, news: News): Attempts {
  news.hear(subject, (heard) => {
    const { failed = [], succeeded } = heard as Partial<Told> // as told below
    own.failed(...failed)
    if (succeeded !== undefined) own.succeeded(succeeded)
  })
  const tell = (told: Partial<Told>) => news.tell(subject, told)
  return {
    check: (...names) => own.check(...names),
    failed(...names) {
      own.failed(...names)
      tell({ failed: names })
    },
    succeeded(name) {
      own.succeeded(name)
      tell({ succeeded: name })
    },
  }
}

interface Told {
  readonly failed: readonly string[]
  readonly succeeded: string
}
