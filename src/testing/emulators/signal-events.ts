import type { ServerResponse } from 'node:http'

export interface SignalEvents {
  /** Told to whoever listens; kept until somebody does, as Signal's servers do. */
  add(event: object): void
  /** A stream of events, after one that was had before where that is known. Its end is noticed. */
  connect(response: ServerResponse, lastEventId: string | undefined): void
  /** Ends every stream, as a daemon that stops. One that starts again knows nothing of the events before. */
  disconnect(restart: boolean): void
  readonly streams: number
  close(): void
}

export interface SignalEventsOptions {
  /** Numbers the events and keeps the last of them, as daemons from 0.14.7 on do. */
  readonly numbered: boolean
  readonly keepAliveMs: number
}

/** https://github.com/AsamK/signal-cli: SseEventBuffer */
const kept = 1000

export function createSignalEvents({ numbered, keepAliveMs }: SignalEventsOptions): SignalEvents {
  const streams = new Set<ServerResponse>()
  const waiting: object[] = []
  let buffer: { readonly sequence: number; readonly event: object }[] = []
  let prefix = `${Date.now()}-`
  let sequence = 0
  const alive = setInterval(() => {
    for (const stream of streams) stream.write(':\n')
  }, keepAliveMs)
  alive.unref()

  function write(stream: ServerResponse, event: object, number: number): void {
    stream.write(`${numbered ? `id:${prefix}${number}\n` : ''}event:receive\ndata:${JSON.stringify(event)}\n\n`)
  }

  function deliver(event: object): void {
    sequence += 1
    buffer.push({ sequence, event })
    if (buffer.length > kept) buffer.shift()
    for (const stream of streams) write(stream, event, sequence)
  }

  return {
    add(event) {
      if (streams.size === 0) waiting.push(event)
      else deliver(event)
    },
    connect(response, lastEventId) {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.flushHeaders()
      response.once('close', () => streams.delete(response))
      if (numbered && lastEventId !== undefined) {
        const after = lastEventId.startsWith(prefix) ? Number(lastEventId.slice(prefix.length)) || 0 : 0
        for (const one of buffer) if (one.sequence > after) write(response, one.event, one.sequence)
      }
      streams.add(response)
      for (const event of waiting.splice(0)) deliver(event)
    },
    disconnect(restart) {
      for (const stream of streams) stream.end()
      streams.clear()
      if (!restart) return
      buffer = []
      prefix = `${Date.now()}${sequence}-`
    },
    get streams() {
      return streams.size
    },
    close() {
      clearInterval(alive)
      for (const stream of streams) stream.destroy()
    },
  }
}
