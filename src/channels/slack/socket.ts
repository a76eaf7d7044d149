import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { WebSocket } from 'undici'
import type { Dispatcher } from 'undici'
import { slackDefaults } from '../../config/defaults.ts'
import { Busy, Unauthorized } from '../../contracts/errors.ts'
import { field, objectIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { failure } from './connect.ts'
import type { SlackClient } from './connect.ts'
import { answerText } from './failure.ts'
import { splitNative } from './native.ts'
import type { Native } from './native.ts'

/**
 * Socket Mode. An envelope is acknowledged when the caller comes back for more: then it is durable. What was not
 * acknowledged comes again, and is known by its keys. https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export async function* socketMode(client: SlackClient, signal: AbortSignal): AsyncGenerator<readonly Native[]> {
  const { appToken } = client.settings
  if (appToken === undefined) {
    await aborted(signal)
    return
  }
  while (!signal.aborted) {
    const url = await address(client, appToken, signal)
    await client.context.network?.check(url.replace(/^ws/, 'http'))
    const socket = await open(url, client.transport.dispatcher, signal)
    try {
      for (let batch = await socket.next(); batch.length > 0; batch = await socket.next()) {
        const natives = batch.flatMap((envelope) => splitNative(objectIn(envelope, 'payload') ?? {}, Date.now()))
        if (natives.length > 0) yield natives
        for (const envelope of batch) socket.acknowledge(envelope)
      }
      if (isAborted(signal)) return
      if (socket.farewell === 'link_disabled')
        throw new Unauthorized('Socket Mode was switched off in the settings of the app.')
      if (socket.farewell === undefined) throw new Busy('The socket to Slack broke off.')
      // Slack moves its connections now and then, and says so: the next one is opened at once.
    } finally {
      socket.close()
    }
  }
}

async function address({ transport, ...client }: SlackClient, appToken: string, signal: AbortSignal): Promise<string> {
  const method = 'apps.connections.open'
  try {
    const answer = await transport.within(signal, () => transport.client(appToken).apiCall(method))
    const url = answerText(answer, 'url')
    if (url === undefined || !/^wss?:/.test(url)) throw new Busy('Slack named no address for Socket Mode.')
    return url
  } catch (error) {
    throw failure({ transport, ...client }, method, error)
  }
}

interface Socket {
  /** What has arrived, at least one envelope; none at the end. */
  next(): Promise<readonly JsonObject[]>
  acknowledge(envelope: JsonObject): void
  /** Why Slack asked for the end; undefined when it did not. */
  readonly farewell: string | undefined
  close(): void
}

function open(url: string, dispatcher: Dispatcher, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { dispatcher })
    const waiting: JsonObject[] = []
    let farewell: string | undefined
    let ended = false
    let wake: () => void = () => undefined
    let watch = setTimeout(end, slackDefaults.socketOpenMs)

    function end(): void {
      ended = true
      clearTimeout(watch)
      unsubscribe(pings, pinged)
      signal.removeEventListener('abort', end)
      if (socket.readyState <= WebSocket.OPEN) socket.close()
      wake()
      reject(new Busy('The socket to Slack could not be opened.'))
    }

    /** Whoever pings once does so every few seconds: silence after that is a connection that is gone. */
    function pinged(message: unknown): void {
      if ((message as { readonly websocket?: unknown }).websocket !== socket || ended) return // undici's own message
      clearTimeout(watch)
      watch = setTimeout(end, slackDefaults.socketSilenceMs)
    }

    function take(text: unknown): void {
      const envelope = parsed(text)
      const type = field(envelope, 'type')
      if (type === 'hello') {
        clearTimeout(watch)
        resolve(opened)
      } else if (type === 'disconnect') {
        farewell = textIn(envelope, 'reason') ?? 'unknown'
        wake()
      } else if (envelope !== undefined && textIn(envelope, 'envelope_id') !== undefined) {
        waiting.push(envelope)
        wake()
      }
    }

    const opened: Socket = {
      async next() {
        while (waiting.length === 0 && !ended && farewell === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
        return signal.aborted ? [] : waiting.splice(0, slackDefaults.socketBatch)
      },
      acknowledge(envelope) {
        if (socket.readyState === WebSocket.OPEN)
          socket.send(JSON.stringify({ envelope_id: field(envelope, 'envelope_id') }))
      },
      get farewell() {
        return farewell
      },
      close: end,
    }
    subscribe(pings, pinged)
    signal.addEventListener('abort', end, { once: true })
    socket.addEventListener('message', ({ data }) => take(data))
    socket.addEventListener('close', end)
    socket.addEventListener('error', end)
    if (signal.aborted) end()
  })
}

const pings = 'undici:websocket:ping'

function parsed(text: unknown): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(String(text))
    return objectIn({ value }, 'value')
  } catch {
    return undefined
  }
}

/** Read anew: the compiler believes that a signal stays as it was seen. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
