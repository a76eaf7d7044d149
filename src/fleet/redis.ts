import { Redis } from 'ioredis'
import { fleetDefaults } from '../config/defaults.ts'

/**
 * The door of ioredis. Every key of ours begins with one hash tag, so that scripts may touch several of them on a Redis
 * Cluster too.
 */
export const tag = '{colloquy}'

/** `waits`: for connections that hang on a blocking command and should come back by themselves, however long it takes. */
export function connectRedis(url: string, { waits = false }: { readonly waits?: boolean } = {}): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: fleetDefaults.connectMs,
    maxRetriesPerRequest: waits ? null : 1,
    // What cannot be said now is not said later: bells would pile up in memory, and the sweep rings them anyway.
    enableOfflineQueue: waits,
    retryStrategy: (times) => Math.min(50 * times, 1000),
  })
  // Whoever asks is told by its own call.
  redis.on('error', () => undefined)
  return redis
}

/** What comes of it in time; undefined when nothing does, or when it fails. */
export async function inTime<Value>(
  asked: Promise<Value>,
  ms: number = fleetDefaults.answerMs,
): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, ms, undefined)))
  try {
    return await Promise.race([asked.catch(() => undefined), late])
  } finally {
    clearTimeout(timer)
  }
}

export interface Script {
  /** Absent: the first argument of a call says how many keys follow. */
  readonly numberOfKeys?: number
  readonly lua: string
}

/** Scripts as functions; sent once to a Redis that does not know them. `kind` is part of their names. */
export function scriptsOn<Name extends string>(
  redis: Redis,
  kind: string,
  scripts: Readonly<Record<Name, Script>>,
): (name: Name, ...given: readonly (string | number)[]) => Promise<unknown> {
  for (const [name, script] of Object.entries<Script>(scripts)) redis.defineCommand(`${kind}:${name}`, script)
  return async (name, ...given) => {
    const command: unknown = Reflect.get(redis, `${kind}:${name}`)
    return (command as (...given: unknown[]) => unknown).apply(redis, [...given]) // as defined above
  }
}
