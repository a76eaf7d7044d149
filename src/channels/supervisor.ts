import { listenDefaults } from '../config/defaults.ts'
import type { Adapter } from '../contracts/channel.ts'
import { Busy, Unauthorized } from '../contracts/errors.ts'
import type { Owned, Ownership } from '../contracts/fleet.ts'
import type { Log } from '../contracts/log.ts'
import type { Channel } from '../contracts/tenant.ts'

/** What the supervisor needs of a tenant to pull for one of its channels. */
export interface ListenHost {
  connect(channel: Channel): Promise<{ readonly adapter: Adapter; readonly client: unknown }>
  /** Durable when it resolves. */
  keep(channel: Channel, natives: readonly unknown[]): Promise<void>
  unauthorized(channel: Channel, reason: string): Promise<void>
  /** Of channels, by their ids. */
  readonly ownership: Pick<Ownership, 'own'>
  readonly log: Log
  readonly random: () => number
}

interface Listening {
  readonly version: string
  readonly stop: AbortController
  readonly ended: Promise<void>
}

/**
 * Keeps `listen` alive for every channel that pulls: one owner per channel among all processes, connected again with
 * growing waits when it ends or throws, and no batch asked for before the last one is durable.
 */
export interface Supervisor {
  /** Makes what runs equal to what should: channels that changed are connected anew. Does nothing after `stop`. */
  update(channels: readonly Channel[]): Promise<void>
  stop(): Promise<void>
  size(): number
}

export function createSupervisor(host: ListenHost): Supervisor {
  const listening = new Map<string, Listening>()
  let stopped = false
  let last: Promise<void> = Promise.resolve()

  /** One change after the other: what is asked for last holds, and no channel has two owners in between. */
  function inTurn(change: () => Promise<void>): Promise<void> {
    last = last.then(change)
    return last
  }

  async function end(id: string): Promise<void> {
    const one = listening.get(id)
    if (one === undefined) return
    listening.delete(id)
    one.stop.abort(new Error('The channel is not listened to any more.'))
    const enough = new AbortController()
    const left = pause(listenDefaults.stopMs, enough.signal).then(() => {
      if (isAborted(enough.signal)) return
      host.log.error({ channel: id }, 'Listening did not end when it was told to and is left behind.')
    })
    await Promise.race([one.ended, left])
    enough.abort()
  }

  /** Whoever loses a channel stops at once, and asks for it anew. */
  async function listenAsOwner(channel: Channel, signal: AbortSignal): Promise<void> {
    for (;;) {
      const owned = await host.ownership.own(channel.id, signal)
      if (owned === undefined) return
      try {
        await listen(channel, owned, AbortSignal.any([signal, owned.lost]))
      } finally {
        await owned.release()
      }
      if (isAborted(signal) || !isAborted(owned.lost)) return
      host.log.warn({ channel: channel.id }, 'Another process may listen to the channel: this one stopped.')
    }
  }

  async function listen(channel: Channel, owned: Owned, signal: AbortSignal): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      try {
        const { adapter, client } = await host.connect(channel)
        if (isAborted(signal)) return
        for await (const natives of adapter.listen?.(client, signal) ?? []) {
          await kept(channel, natives, owned, signal)
          failures = 0
        }
      } catch (error) {
        if (isAborted(signal)) return
        if (error instanceof Unauthorized) return unauthorized(channel, error)
        const longestMs = Math.min(listenDefaults.retryCapMs, listenDefaults.retryMs * 2 ** failures++)
        host.log.warn(
          { channel: channel.id, platform: channel.platform, failures, error },
          'Listening broke off and is begun again.',
        )
        const waitMs = longestMs * (0.5 + host.random() / 2)
        await pause(
          error instanceof Busy && error.afterMs !== undefined ? Math.max(error.afterMs, waitMs) : waitMs,
          signal,
        )
        continue
      }
      await pause(listenDefaults.retryMs, signal)
    }
  }

  /** The channel is begun again when it changes; that it could not be marked must end nothing else. */
  async function unauthorized(channel: Channel, refusal: Unauthorized): Promise<void> {
    try {
      await host.unauthorized(channel, refusal.message)
    } catch (error) {
      host.log.error({ channel: channel.id, error }, 'A channel whose credentials are refused could not be marked.')
    }
  }

  /** A database that is busy for a moment must not cost the batch: it is kept before anything else is asked for. */
  async function kept(channel: Channel, natives: readonly unknown[], owned: Owned, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && owned.holds()) {
      try {
        await host.keep(channel, natives)
        return
      } catch (error) {
        if (!(error instanceof Busy)) throw error
        await pause(error.afterMs ?? listenDefaults.retryMs, signal)
      }
    }
    // Not kept, so not confirmed either: the platform will give it again.
    throw signal.reason
  }

  return {
    update: (channels) =>
      inTurn(async () => {
        const wanted = new Map(channels.map((channel) => [channel.id as string, channel]))
        await Promise.all(
          [...listening].filter(([id, { version }]) => wanted.get(id)?.updatedAt !== version).map(([id]) => end(id)),
        )
        for (const [id, channel] of wanted) {
          if (stopped || listening.has(id)) continue
          const stop = new AbortController()
          listening.set(id, { version: channel.updatedAt, stop, ended: listenAsOwner(channel, stop.signal) })
        }
      }),
    stop() {
      stopped = true
      return inTurn(async () => {
        await Promise.all([...listening.keys()].map((id) => end(id)))
      })
    },
    size: () => listening.size,
  }
}

/** Read anew: the compiler believes that a signal stays as it was seen. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}
