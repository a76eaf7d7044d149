import { createHash } from 'node:crypto'
import { createRecord } from './record.ts'
import type { CallRecord, RecordedCall } from './record.ts'
import { createSignalAccounts } from './signal-accounts.ts'
import { createSignalEvents } from './signal-events.ts'
import { createSignalFaults, failureOf } from './signal-faults.ts'
import type { SignalFault } from './signal-faults.ts'
import { serveSignal } from './signal-http.ts'
import type { Answer } from './signal-http.ts'
import { checkSend, codes, MethodFailure, textsOf } from './signal-methods.ts'
import type { Failure, Payload, Person, SentFile, SignalHost } from './signal-methods.ts'
import { aciOf, isGroup, numberOf } from './signal-people.ts'

export type { SignalFault } from './signal-faults.ts'

export interface SignalEmulatorOptions {
  /** 0, the default: any free one. */
  readonly port?: number
  /** The account's number. */
  readonly account?: string
  /** Started for this account alone (`-a`): it lists and links none, and takes calls without one. */
  readonly single?: boolean
  /** Numbers its events and keeps them for whoever comes back, as newer daemons do; true by default. */
  readonly numbered?: boolean
  /** Between two signs of life on a stream, milliseconds. */
  readonly keepAliveMs?: number
  /** Calls that `record` keeps; 10,000 by default. */
  readonly keep?: number
  readonly onCall?: (call: RecordedCall) => void
}

export interface SignalSayOptions {
  /** Who says it in a group. */
  readonly from?: string
  /** Calls the account by name. */
  readonly mention?: boolean
  /** Answers a message. */
  readonly quote?: { readonly author: string; readonly timestamp: number }
  readonly attachments?: readonly Payload[]
  /** Anything else the message has. */
  readonly extra?: Payload
}

/** A message that the account sent, in a few words. */
export interface SignalReply {
  readonly text: string
  /** `start:length:STYLE` */
  readonly styles: readonly string[]
  readonly files: readonly SentFile[]
  readonly timestamp: number
}

/** Something that was said: what edits, reactions and quotes name it by. */
export interface Said {
  readonly author: string
  readonly timestamp: number
}

/**
 * signal-cli's HTTP daemon for tests, and the people who write to an account. People are named by number or account id;
 * groups by an id that ends with `=`.
 *
 * ```ts
 * const signal = await createSignalEmulator()
 * // … settings of the channel: { account: signal.account, url: signal.url } …
 * signal.say('+15550100001', 'Hello')
 * const [reply] = await signal.waitForReply('+15550100001')
 * signal.fault({ kind: 'tooMany', retryAfter: 1 })
 * await signal.close()
 * ```
 */
export interface SignalEmulator {
  readonly url: string
  readonly account: string
  /** The account's id. */
  readonly aci: string
  /** Every call, good or bad. */
  readonly record: CallRecord
  /** The account id of a person. */
  aciOf(person: string): string
  /** A new group with these people in it; its id. */
  addGroup(...people: readonly string[]): string
  say(chat: string, text: string | null, options?: SignalSayOptions): Said
  edit(chat: string, message: Said, text: string): Said
  remove(chat: string, message: Said): Said
  react(
    chat: string,
    message: Said,
    emoji: string,
    options?: { readonly from?: string; readonly remove?: boolean },
  ): Said
  /** A tick for messages that the account sent. */
  receipt(person: string, type: 'DELIVERY' | 'READ' | 'VIEWED', timestamps: readonly number[]): void
  /** Somebody writes with the account's own phone. */
  sayFromPhone(chat: string, text: string): Said
  /** Any envelope of a person's. */
  envelope(person: string, content: Payload): void
  /** Anything at all as an event. */
  event(event: Payload): void
  /** Keeps a file that getAttachment knows from then on. */
  addFile(id: string, bytes: Uint8Array): void
  addSticker(pack: string, number: number, bytes: Uint8Array): void
  /** Lets something go wrong; the function it gives lifts it. */
  fault(fault: SignalFault): () => void
  /** The account is signed out: nothing for it is known any more, until it is linked again. */
  signOut(): void
  /** The picture that is shown is scanned, with the phone of this account; or nobody did in time. */
  scan(account?: string): Promise<void>
  expireLink(): Promise<void>
  /** Ends all streams of events; with `restart` the daemon forgets the events that it kept. */
  disconnect(restart?: boolean): void
  readonly streams: number
  waitForReply(chat: string, count?: number, withinMs?: number): Promise<readonly SignalReply[]>
  waitForCall(method: string, count?: number, withinMs?: number): Promise<readonly RecordedCall[]>
  close(): Promise<void>
}

export async function createSignalEmulator(options: SignalEmulatorOptions = {}): Promise<SignalEmulator> {
  const { port = 0, account = '+15550100100', single = false, numbered = true, keep = 10_000, onCall } = options
  const aci = aciOf(account)
  const record = createRecord(keep)
  const faults = createSignalFaults()
  const events = createSignalEvents({ numbered, keepAliveMs: options.keepAliveMs ?? 15_000 })
  const files = new Map<string, Uint8Array>()
  const groups = new Map<string, readonly Person[]>()
  const slow = new Set<NodeJS.Timeout>()
  const accounts = createSignalAccounts(account, single)
  let last = Date.now()
  let held: Payload | undefined

  const host: SignalHost = {
    nextTimestamp() {
      last = Math.max(last + 1, Date.now())
      return last
    },
    person: (name) => ({ uuid: aciOf(name), number: numberOf(name) }),
    members: (groupId) => groups.get(groupId),
    file: (id) => files.get(id),
    sticker: (pack, number) => files.get(`${pack}:${number}`),
  }

  // ── Calls ──────────────────────────────────────────────────────────────────────────────────────────────────────

  function call(method: string, params: Payload, answer: Answer): void {
    const recorded = { method, payload: params, at: Date.now() }
    const finish = (status: number, result: unknown, end: () => void) => {
      const one = { ...recorded, status, answer: result }
      if (keep > 0) record.add(one)
      onCall?.(one)
      end()
    }
    const fail = (failure: Failure) => finish(200, failure, () => answer.error(failure))
    const perform = (isLost = false) => {
      accounts.perform(method, params, host).then(
        (result) => finish(isLost ? 0 : 200, result, () => (isLost ? answer.destroy() : answer.result(result))),
        (error: unknown) =>
          fail(error instanceof MethodFailure ? error.failure : { code: codes.internal, message: String(error) }),
      )
    }
    const fault = faults.take(method, params)
    const failure = fault && failureOf(fault, params, host)
    if (failure) {
      fail(failure)
      return
    }
    switch (fault?.kind) {
      case 'unavailable': {
        const { status = 502 } = fault
        finish(status, undefined, () => answer.status(status))
        return
      }
      case 'silent': {
        finish(0, undefined, () => undefined)
        return
      }
      case 'reset': {
        finish(0, undefined, () => answer.destroy())
        return
      }
      case 'slow': {
        const timer = setTimeout(() => {
          slow.delete(timer)
          perform()
        }, fault.ms)
        slow.add(timer)
        return
      }
      default: {
        perform(fault?.kind === 'lost')
        return
      }
    }
  }

  // ── Events ─────────────────────────────────────────────────────────────────────────────────────────────────────

  function event(raw: Payload): void {
    const next = faults.disturbance()
    if (next === 'reorder') {
      held = raw
      return
    }
    events.add(raw)
    if (next === 'duplicate') events.add(raw)
    if (held) events.add(held)
    held = undefined
  }

  function envelope(person: string, content: Payload, timestamp = host.nextTimestamp()): number {
    const { uuid, number } = host.person(person)
    const at = Date.now()
    event({
      account,
      envelope: {
        source: number ?? uuid,
        sourceNumber: number,
        sourceUuid: uuid,
        sourceName: person === account ? 'The bot' : `Person ${uuid.slice(0, 4)}`,
        sourceDevice: 1,
        timestamp,
        serverReceivedTimestamp: at,
        serverDeliveredTimestamp: at,
        ...content,
      },
    })
    return timestamp
  }

  const speakerIn = (chat: string, from?: string) =>
    from ?? (isGroup(chat) ? groups.get(chat)?.[0]?.uuid : chat) ?? chat
  const groupIn = (chat: string, type = 'DELIVER') =>
    isGroup(chat) ? { groupInfo: { groupId: chat, groupName: 'A group', revision: 1, type } } : {}

  function data(chat: string, from: string | undefined, content: Payload): Said {
    const speaker = speakerIn(chat, from)
    const timestamp = host.nextTimestamp()
    const plain = { timestamp, message: null, expiresInSeconds: 0, isExpirationUpdate: false, viewOnce: false }
    envelope(speaker, { dataMessage: { ...plain, ...content, ...groupIn(chat) } }, timestamp)
    return { author: aciOf(speaker), timestamp }
  }

  const named = (name: string, prefix: string) => {
    const { uuid, number } = host.person(name)
    return { [prefix]: number ?? uuid, [`${prefix}Number`]: number, [`${prefix}Uuid`]: uuid }
  }
  const authorOf = (id: string) => (id === aci ? account : id)

  const server = await serveSignal({
    port,
    call,
    events(name, lastEventId, response) {
      const fault = faults.take('events', {})
      if (fault?.kind === 'unavailable') response.writeHead(fault.status ?? 502).end()
      else if (fault?.kind === 'reset') response.destroy()
      else if (!single && name !== undefined && !accounts.has(name)) response.writeHead(400).end()
      else events.connect(response, lastEventId)
    },
  })

  return {
    url: server.url,
    account,
    aci,
    record,
    aciOf,
    addGroup(...people) {
      const id = createHash('sha256').update(`group ${groups.size}`).digest('base64')
      groups.set(id, people.map(host.person))
      return id
    },
    say(chat, text, { from, mention = false, quote, attachments, extra } = {}) {
      const message = mention ? `\ufffc ${text ?? ''}` : text
      const mentions = [{ name: account, number: account, uuid: aci, start: 0, length: 1 }]
      return data(chat, from, {
        message,
        ...(mention ? { mentions } : {}),
        ...(quote
          ? { quote: { id: quote.timestamp, ...named(authorOf(quote.author), 'author'), text: '', attachments: [] } }
          : {}),
        ...(attachments ? { attachments } : {}),
        ...extra,
      })
    },
    edit(chat, message, text) {
      const timestamp = host.nextTimestamp()
      const dataMessage = { timestamp, message: text, expiresInSeconds: 0, viewOnce: false, ...groupIn(chat) }
      envelope(message.author, { editMessage: { targetSentTimestamp: message.timestamp, dataMessage } }, timestamp)
      return { author: message.author, timestamp }
    },
    remove: (chat, message) => data(chat, message.author, { remoteDelete: { timestamp: message.timestamp } }),
    react(chat, message, emoji, { from, remove = false } = {}) {
      const target = { ...named(authorOf(message.author), 'targetAuthor'), targetSentTimestamp: message.timestamp }
      return data(chat, from, { reaction: { emoji, ...target, isRemove: remove } })
    },
    receipt(person, type, timestamps) {
      const when = Date.now()
      const is = { isDelivery: type === 'DELIVERY', isRead: type === 'READ', isViewed: type === 'VIEWED' }
      envelope(person, { receiptMessage: { when, ...is, timestamps } })
    },
    sayFromPhone(chat, text) {
      const timestamp = host.nextTimestamp()
      const to = isGroup(chat)
        ? { destination: null, destinationNumber: null, destinationUuid: null, ...groupIn(chat) }
        : named(chat, 'destination')
      const sentMessage = { ...to, timestamp, message: text, expiresInSeconds: 0, viewOnce: false }
      envelope(account, { syncMessage: { sentMessage } }, timestamp)
      return { author: aci, timestamp }
    },
    envelope: (person, content) => void envelope(person, content),
    event,
    addFile: (id, bytes) => void files.set(id, bytes),
    addSticker: (pack, number, bytes) => void files.set(`${pack}:${number}`, bytes),
    fault: (fault) => faults.add(fault),
    signOut: () => accounts.signOut(),
    scan: (linked = account) => accounts.finishLink(linked),
    expireLink: () => accounts.finishLink(undefined),
    disconnect: (restart = false) => events.disconnect(restart),
    get streams() {
      return events.streams
    },
    async waitForReply(chat, count = 1, withinMs = 5000) {
      const isReply = ({ method, payload, answer }: RecordedCall) =>
        method === 'send' && hasTimestamp(answer) && sentTo(payload).includes(isGroup(chat) ? chat : aciOf(chat))
      return (await record.waitFor(isReply, count, withinMs)).map(replyOf)
    },
    waitForCall: (method, count = 1, withinMs = 5000) =>
      record.waitFor((one) => one.method === method, count, withinMs),
    async close() {
      for (const timer of slow) clearTimeout(timer)
      events.close()
      await server.close()
    },
  }
}

/** A message whose answer was lost on the way was sent all the same. */
function hasTimestamp(answer: unknown): answer is { readonly timestamp: number } {
  return typeof answer === 'object' && answer !== null && 'timestamp' in answer
}

function sentTo(payload: Payload): readonly string[] {
  return [...textsOf(payload, 'recipient').map(aciOf), ...textsOf(payload, 'groupId')]
}

function replyOf({ payload, answer }: RecordedCall): SignalReply {
  return {
    text: textsOf(payload, 'message')[0] ?? '',
    styles: textsOf(payload, 'textStyle'),
    files: checkSend(payload),
    timestamp: hasTimestamp(answer) ? answer.timestamp : 0,
  }
}
