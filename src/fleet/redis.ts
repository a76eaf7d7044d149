import { Cluster, Redis } from 'ioredis'
import { fleetDefaults } from '../config/defaults.ts'

/**
 * The door of ioredis. Every key of ours begins with one hash tag, so that scripts may touch several of them on a Redis
 * Cluster too.
 */
export const tag = '{colloquy}'

export type Connection = Redis | Cluster

/**
 * A connection that is not opened yet, to one Redis (`redis://`, `rediss://`) or to a cluster of them
 * (`redis+cluster://one:7000,two:7000`). `waits`: for connections that hang on a blocking command and should come back by
 * themselves, however long it takes.
 */
export function connectRedis(url: string, { waits = false }: { readonly waits?: boolean } = {}): Connection {
  const options = {
    connectTimeout: fleetDefaults.connectMs,
    maxRetriesPerRequest: waits ? null : 1,
  }
  const whole = {
    lazyConnect: true,
    // What cannot be said now is not said later: bells would pile up in memory, and the sweep rings them anyway.
    enableOfflineQueue: waits,
  }
  const retry = (times: number) => Math.min(50 * times, 1000)
  const cluster = clusterIn(url)
  const redis =
    cluster === undefined
      ? new Redis(url, { ...options, ...whole, retryStrategy: retry })
      : new Cluster([...cluster.nodes], {
          ...whole,
          clusterRetryStrategy: retry,
          redisOptions: { ...options, ...cluster.access },
        })
  // Whoever asks is told by its own call.
  redis.on('error', () => undefined)
  return redis
}

/** Undefined for one Redis. */
function clusterIn(url: string) {
  const [first = '', ...others] = url.split(',')
  const { protocol, username, password, host } = new URL(first)
  if (!protocol.endsWith('+cluster:')) return undefined
  const access = {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss+cluster:' ? { tls: {} } : {}),
  }
  const nodes = [host, ...others].map((node) => {
    const { hostname, port } = new URL(`redis://${node}`)
    return { host: hostname, port: port === '' ? 6379 : Number(port) }
  })
  return { nodes, access }
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

/**
 * Asks what may be away: undefined when no answer comes in time, and at once for a while after that, so that whoever asks
 * for every message is not slowed down for every message.
 */
export function patience(): <Value>(ask: () => Promise<Value>) => Promise<Value | undefined> {
  let silentUntil = -Infinity
  return async (ask) => {
    if (performance.now() < silentUntil) return undefined
    const answer = await inTime(ask())
    if (answer === undefined) silentUntil = performance.now() + fleetDefaults.silenceMs
    return answer
  }
}

export interface Script {
  /** Absent: the first argument of a call says how many keys follow. */
  readonly numberOfKeys?: number
  readonly lua: string
}

/** Scripts as functions; sent once to a Redis that does not know them. `kind` is part of their names. */
export function scriptsOn<Name extends string>(
  redis: Connection,
  kind: string,
  scripts: Readonly<Record<Name, Script>>,
): (name: Name, ...given: readonly (string | number)[]) => Promise<unknown> {
  for (const [name, script] of Object.entries<Script>(scripts)) redis.defineCommand(`${kind}:${name}`, script)
  return async (name, ...given) => {
    const command: unknown = Reflect.get(redis, `${kind}:${name}`)
    return (command as (...given: unknown[]) => unknown).apply(redis, [...given]) // as defined above
  }
}
