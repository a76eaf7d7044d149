import { deliveryDefaults } from '../config/defaults.ts'
import type { Connection } from '../contracts/channel.ts'
import { Busy, Moved, Refused, Unauthorized } from '../contracts/errors.ts'
import type { Hold, OutboxEntry } from '../contracts/ports.ts'
import { backOff } from './back-off.ts'
import type { Adapted } from './adapt.ts'
import type { PipelineHost } from './host.ts'
import { insist } from './insist.ts'
import { stage } from './pipe.ts'

/** `wait`: the row stays, to be looked at again after so long. */
export type Delivered =
  { readonly result: 'sent' | 'dead' | 'moved' } | { readonly result: 'wait'; readonly afterMs: number }

/** A call that the platform has answered. */
interface Made {
  readonly progress: number
  readonly id: string
  readonly finished: boolean
}

/**
 * Makes a message's calls one after the other, each recorded before the next. Between a platform's answer and our record
 * lies the one window in which a crash makes a platform without idempotency keys say something twice: it is counted. A
 * database that is gone for a while does not open it: what was answered is remembered until it is recorded.
 */
export function send(host: PipelineHost) {
  const unrecorded = new Map<number, Made>()

  return stage('send', async (outgoing: Adapted): Promise<Delivered> => {
    const { entry, channel, calls, connection, hold } = outgoing
    const before = unrecorded.get(entry.row)
    if (before !== undefined) await record(entry, before, hold)
    let made = before?.progress ?? entry.progress
    if (before?.finished !== true && made >= calls.length) {
      // Nothing (more) of it can be shown here; it is done, not stuck.
      await record(entry, { progress: made, id: '', finished: true }, hold)
    }
    while (made < calls.length) {
      const waitMs = await connection.pacer.delayFor(entry.address.chat, entry.group)
      if (waitMs > 0) return { result: 'wait', afterMs: waitMs }
      // Last of all: whoever stood still, or held what Redis forgot, must not say what another said meanwhile.
      if (!(await host.store.outbox.waits(entry, made)) || !hold.holds()) return { result: 'wait', afterMs: 1 }
      const { id } = await make(outgoing, made++)
      await record(entry, { progress: made, id, finished: made === calls.length }, hold)
    }
    host.metrics.message(channel.platform, host.tenant, 'out')
    host.metrics.send(channel.platform, 'sent')
    return { result: 'sent' }
  })

  function make({ entry, calls, connection, hold }: Adapted, index: number): Promise<{ readonly id: string }> {
    return within(deliveryDefaults.callMs, hold.signal, (signal) =>
      connection.adapter.send(connection.client, calls[index], {
        idempotencyKey: `${entry.message}-${index}`,
        signal,
        message: {
          id: entry.message,
          seq: entry.seq,
          conversation: entry.conversation,
          author: entry.author,
          at: entry.createdAt,
        },
        lastHeardAt: () => host.store.conversations.lastHeardAt(entry.conversation),
        media: (id) => host.media.open(id),
        fetch: (url) => host.fetch(url, signal),
      }),
    )
  }

  /** Tried while the conversation is held: whoever had it next would not know what was answered. */
  async function record(entry: OutboxEntry, made: Made, hold: Hold): Promise<void> {
    unrecorded.set(entry.row, made)
    await insist(
      () => host.store.outbox.sent(entry, made.progress, made.id, made.finished),
      () => hold.holds(),
    )
    unrecorded.delete(entry.row)
  }
}

/** What becomes of a message that could not be sent, for whatever reason. */
export function sendFailure(host: PipelineHost) {
  return async (
    { entry, channel, hold }: Pick<Adapted, 'entry' | 'channel' | 'hold'>,
    connection: Connection | undefined,
    error: unknown,
  ): Promise<Delivered> => {
    // A stop is nobody's failure: the next start goes on from what is recorded.
    if (!hold.holds()) return { result: 'wait', afterMs: 1 }
    const reason = error instanceof Error ? error.message : String(error)
    const log = { conversation: entry.conversation, message: entry.message, channel: channel.id }
    if (error instanceof Refused || entry.attempts + 1 >= deliveryDefaults.attempts) {
      await host.store.outbox.dead(entry, reason)
      host.metrics.send(channel.platform, 'dead')
      host.metrics.deadLetter('outbox')
      host.log.warn({ ...log, error }, 'A message was set aside.')
      return { result: 'dead' }
    }
    if (error instanceof Moved) {
      await host.store.outbox.moved(entry.conversation, error.to)
      // At once, and counted: a chat that moves in circles is left in the end.
      await host.store.outbox.retry(entry, reason, host.clock())
      return { result: 'moved' }
    }
    if (error instanceof Unauthorized) {
      await host.catalog.markChannel(channel.id, 'unauthorized', reason)
      host.log.error({ ...log, error }, 'The platform refuses the credentials of the channel.')
    }
    if (error instanceof Busy && error.afterMs !== undefined)
      await connection?.pacer.tooMany(error.afterMs, entry.address.chat)
    const afterMs = waitAfter(error, entry.attempts)
    // With other credentials it may go at once; until then the channel's status holds it back.
    await host.store.outbox.retry(entry, reason, host.clock() + (error instanceof Unauthorized ? 0 : afterMs))
    host.metrics.send(channel.platform, 'retried')
    return { result: 'wait', afterMs }
  }

  function waitAfter(error: unknown, attempts: number): number {
    const jittered = backOff(attempts, deliveryDefaults.retryMs, deliveryDefaults.retryCapMs, host.random)
    if (error instanceof Unauthorized) return deliveryDefaults.retryCapMs
    return error instanceof Busy && error.afterMs !== undefined ? Math.max(error.afterMs, jittered) : jittered
  }
}

/** One timer for a call; an adapter that ignores its signal is given up all the same. */
function within<Value>(ms: number, outer: AbortSignal, call: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const inner = new AbortController()
    const giveUp = (error: Error) => {
      inner.abort(error)
      reject(error)
    }
    const stop = () => giveUp(new Busy('The gateway is stopping.'))
    const timer = setTimeout(() => giveUp(new Busy(`The platform did not answer within ${ms / 1000} s.`)), ms)
    outer.addEventListener('abort', stop, { once: true })
    call(inner.signal)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer)
        outer.removeEventListener('abort', stop)
      })
  })
}
