import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { channelDefaults } from '../config/defaults.ts'
import type { Api } from './schemas.ts'

export interface ServerSentEvent {
  readonly event: string
  /** Sent as JSON. */
  readonly data: unknown
}

/** For what may take long: a signal that is aborted when the caller hangs up, and when the server stops. */
export function waitingCallers(api: Api): (reply: FastifyReply) => AbortSignal {
  const waiting = new Set<AbortController>()
  api.addHook('preClose', async () => {
    for (const caller of waiting) caller.abort()
  })
  return ({ raw }) => {
    const caller = new AbortController()
    waiting.add(caller)
    raw.once('close', () => {
      caller.abort()
      waiting.delete(caller)
    })
    return caller.signal
  }
}

/** Begins at once, and says something now and then: whoever is in between would take silence for the end. */
export function sendEvents(
  reply: FastifyReply,
  events: AsyncIterable<ServerSentEvent>,
  failed: (error: unknown) => ServerSentEvent,
): FastifyReply {
  const stream = new PassThrough()
  const say = ({ event, data }: ServerSentEvent) => stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  const breathe = () => stream.write(':\n\n')
  const breathing = setInterval(breathe, channelDefaults.pairPingMs)
  breathe()
  const told = async () => {
    for await (const event of events) {
      // Nothing gathers here for a reader that does not read.
      if (!say(event) && !stream.destroyed) await Promise.race([once(stream, 'drain'), once(stream, 'close')])
    }
  }
  told()
    .catch((error: unknown) => say(failed(error)))
    .finally(() => {
      clearInterval(breathing)
      stream.end()
    })
  const headers = { 'cache-control': 'no-store', 'x-accel-buffering': 'no' }
  return reply.type('text/event-stream; charset=utf-8').headers(headers).send(stream)
}
