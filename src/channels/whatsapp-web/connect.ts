import { whatsappWebDefaults } from '../../config/defaults.ts'
import type { ConnectContext } from '../../contracts/channel.ts'
import type { ChannelId } from '../../contracts/id.ts'
import type { WebBrowser } from './browser.ts'
import type { Settings } from './settings.ts'

/** A browser that is ready: what it said lately of its own accord. */
export interface Live {
  readonly browser: WebBrowser
  /** `15550100@c.us` */
  readonly account: string
  /** Messages that we sent, by WhatsApp's id: all others from this account a person wrote on the phone. */
  readonly sent: Map<string, true>
  /** How far messages from this account got, by WhatsApp's id. */
  readonly acks: Map<string, number>
  /** Of calls that were made: a call that is made again is the same message still. */
  readonly made: Map<string, string>
  /** What a poll of ours asked, by its message. */
  readonly polls: Map<string, readonly { readonly id: string; readonly label: string }[]>
  /** Messages that are on their way into the page, whose ids are not known yet. */
  readonly underway: Set<Promise<unknown>>
  /** Called when something is said of a message of ours. */
  readonly waiting: Set<() => void>
}

export interface WhatsappWebClient {
  readonly settings: Settings
  readonly context: ConnectContext
  /** Ends what runs for this connection. */
  readonly stop: AbortController
  /** Who has the session's one browser. */
  owner: 'listen' | 'pair' | undefined
  live: Live | undefined
  /** What is the matter when it is not live. */
  problem: string | undefined
}

/**
 * Browsers that are being closed, by channel: a session is in one browser at a time, and the next one begins with what
 * the last one left behind.
 */
const closing = new Map<ChannelId, Promise<void>>()

/** Opens nothing yet: the browser is the listener's. */
export function connect(settings: Settings, context: ConnectContext): WhatsappWebClient {
  return { settings, context, stop: new AbortController(), owner: undefined, live: undefined, problem: undefined }
}

export async function disconnect({ stop, context }: WhatsappWebClient): Promise<void> {
  stop.abort(new Error('The connection is closed.'))
  await closing.get(context.channel)
}

/** Lets a browser end in its own time. */
export function close({ context: { channel } }: WhatsappWebClient, browser: WebBrowser, keep: boolean): Promise<void> {
  const ended = browser.close(keep).finally(() => {
    if (closing.get(channel) === ended) closing.delete(channel)
  })
  closing.set(channel, ended)
  return ended
}

export async function closed({ context: { channel } }: WhatsappWebClient): Promise<void> {
  await closing.get(channel)
}

/** Says what an operator should know; undefined: all is well. */
export function report(client: WhatsappWebClient, problem: string | undefined): void {
  client.problem = problem
  client.context.report(problem)
}

/** What the page gave up may still go in the end; what the server has it keeps. */
export function noteAck({ acks }: Live, id: string, ack: number): void {
  const before = acks.get(id) ?? 0
  remember(acks, id, ack < 0 && before < 1 ? ack : Math.max(ack, before), whatsappWebDefaults.remembered)
}

/** The newest are remembered. */
export function remember<Key, Value>(known: Map<Key, Value>, key: Key, value: Value, most: number): void {
  known.delete(key)
  known.set(key, value)
  for (const oldest of known.keys()) {
    if (known.size <= most) return
    known.delete(oldest)
  }
}
