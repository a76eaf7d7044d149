import type { Gesture } from './gestures.ts'
import type { ChannelId, ConversationId, MessageId } from './id.ts'
import type { Address, InboundEvent, MediaType, Part, PlatformEvent, Sender } from './message.ts'
import type { Shape, Values } from './shape.ts'

export type Awaitable<Value> = Value | Promise<Value>
/** A platform's name: those that come along, and whatever an author of an adapter calls another. */
export type Platform = 'telegram' | 'web' | 'slack' | 'whatsapp' | 'whatsapp-web' | 'signal' | (string & {})

/** A request as it came: `body` is the raw bytes, because signatures are over bytes. */
export interface RawRequest {
  readonly method: 'GET' | 'POST'
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly query: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

/** An answer a platform wants in a form of its own (a challenge); nothing is kept. */
export interface RawResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * What a tenant's own addresses may lead to. `lookup` is what Node's sockets ask for the addresses of a name: it gives
 * such alone as may be reached, each time, so a name that leads elsewhere the next time leads nowhere.
 */
export interface Network {
  /** For addresses that are spelled out, which nobody looks up. Throws Refused. */
  check(url: string): Promise<void>
  readonly lookup: (
    host: string,
    options: { readonly all?: boolean | undefined },
    found: (error: Error | null, address: string | { address: string; family: number }[], family?: number) => void,
  ) => void
}

/** What the verification of a webhook needs besides the channel's settings. */
export interface WebhookContext {
  /** Names the channel where one process keeps something for many of them (the rooms of live sockets). */
  readonly channel: ChannelId
  /**
   * The secret the gateway told the platform to send along with webhooks (from `register`). Empty when it was told none:
   * the token in the URL vouches alone, and a request that claims to know a secret is refused.
   */
  readonly webhookSecret: string
}

/** What a channel's connection is lent besides its settings; all of it is this channel's alone. */
export interface ConnectContext extends WebhookContext {
  /**
   * Settings that the platform changed itself (rotated tokens): merged, sealed, durable when it resolves. The connection
   * goes on; the next one begins with them.
   */
  changeSettings(change: Readonly<Record<string, unknown>>): Promise<void>
  /**
   * Set where the tenant itself said which servers are called: they are reached through it, and redirects are not
   * followed. Absent where whoever runs the gateway said so.
   */
  readonly network?: Network
  /** Files that belong to the connection (a paired session). Names are plain: letters, digits, `.`, `_`, `-`. */
  readonly files: ChannelFiles
  /** What an operator should know about the connection now; undefined: all is well. */
  report(problem: string | undefined): void
}

export interface ChannelFiles {
  read(name: string): Promise<Uint8Array | undefined>
  /** Whole or not at all. */
  write(name: string, content: Uint8Array): Promise<void>
  remove(name: string): Promise<void>
}

/** A step on the way of pairing an account: what the operator has to scan or type, and how it ended. */
export type PairStep =
  | { readonly step: 'qr'; readonly text: string }
  | { readonly step: 'code'; readonly code: string }
  | { readonly step: 'waiting'; readonly sentence: string }
  | { readonly step: 'paired'; readonly account: string }
  | { readonly step: 'failed'; readonly reason: string }

/** Joining an account by the platform's own page (OAuth). */
export interface Install<Settings extends Shape> {
  /** Where the operator's browser is sent. `state` comes back unchanged; `returnTo` is our address that it comes back to. */
  begin(settings: Values<Settings>, request: { readonly state: string; readonly returnTo: string }): string
  /** What the platform's answer adds to the settings. Throws Refused. */
  complete(
    settings: Values<Settings>,
    answer: { readonly query: Readonly<Record<string, string | undefined>>; readonly returnTo: string },
    network?: Network,
  ): Promise<Readonly<Record<string, unknown>>>
}

export interface WebhookState {
  readonly registered: boolean
  readonly url?: string
  readonly pending?: number
  readonly lastError?: string
  readonly lastErrorAt?: number
}

/** A number and where it is written down. */
export interface Sourced<Value> {
  readonly value: Value
  readonly source: string
}

/** A steady rate with the burst that the platform tolerates. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

/** What a platform can show, as data: degradation, pacing and the published table come from it. */
export interface Abilities {
  readonly parts: Readonly<Record<Part['type'], 'native' | 'degraded' | 'inbound'>>
  /** UTF-16 units of one text message. */
  readonly textLimit: Sourced<number>
  readonly captionLimit: Sourced<number>
  readonly buttons: Sourced<number>
  readonly buttonLabelLimit: Sourced<number>
  /** Bytes of an option's id; longer ones are kept server-side. */
  readonly optionIdBytes: Sourced<number>
  readonly albumLimit: Sourced<number>
  readonly downloadBytes: Sourced<number>
  readonly uploadBytes: Sourced<number>
  readonly media: readonly MediaType[]
  readonly edits: boolean
  readonly reactions: boolean
  readonly typing: boolean
  readonly threads: boolean
  readonly streaming: 'native' | 'none'
  /** How long a person's next fragment is awaited before a burst is taken as one turn, milliseconds; 0: each message is a turn. */
  readonly burstMs: Sourced<number>
  /** What one chat may receive, always kept. `groupRate` for shared chats where it differs. */
  readonly chatRate: Sourced<Rate>
  readonly groupRate?: Sourced<Rate>
  /** What one account may send over all chats once the platform said "too many"; unlimited before it does. */
  readonly accountRate: Sourced<Rate>
}

export interface MediaRef {
  readonly mediaId: string
}

export interface Media {
  readonly mime: string
  readonly name?: string
  /** Bytes, when the platform says. */
  readonly size?: number
  readonly body: AsyncIterable<Uint8Array>
}

/** A piece of a reply that is still being written. Best effort, never durable: the finished message follows by `send`. */
export interface StreamPiece {
  /** The same as the finished message's id. */
  readonly id: string
  /** Counts from 0. */
  readonly index: number
  readonly text: string
  readonly done: boolean
}

export interface SendContext {
  /** Stable over retries: a platform with an idempotency key gets it. */
  readonly idempotencyKey: string
  readonly signal: AbortSignal
  /** The message that the call is a piece of, as it is kept. */
  readonly message: SentMessage
  /** When the person last said something in this conversation, milliseconds since 1970: WhatsApp's window hangs on it. */
  lastHeardAt(): Promise<number | undefined>
  /** The bytes of media that the gateway keeps itself (`mediaId` begins with `md_`). Throws Refused when there is none. */
  media(mediaId: string): Promise<Media>
  /**
   * What is at a URL that a part names, for platforms that do not fetch by themselves: from public addresses only, bounded
   * in time and size. Throws Busy, and Refused for what may not or will never be fetched.
   */
  fetch(url: string): Promise<Media>
}

export interface SentMessage {
  readonly id: MessageId
  readonly seq: number
  readonly conversation: ConversationId
  readonly author: 'bot' | 'agent'
  /** Milliseconds since 1970. */
  readonly at: number
}

/**
 * A platform's adapter: one object, written in the order things happen. No retry loop, queue, lock, dedupe, tenant or
 * logger in it: the gateway's are written once. Every adapter passes `testChannel`.
 */
export interface Adapter<Settings extends Shape = Shape, Client = unknown, Native = unknown, Call = unknown> {
  readonly platform: Platform
  readonly settings: Settings
  readonly abilities: Abilities
  connect(settings: Values<Settings>, context: ConnectContext): Awaitable<Client>
  /** Tells the platform where to call; asks it; makes it forget. */
  register?(client: Client, webhook: { readonly url: string; readonly secret: string }): Promise<WebhookState>
  inspect?(client: Client): Promise<WebhookState>
  unregister?(client: Client): Promise<WebhookState>
  /** Push: verifies over the raw bytes (throws Unauthorized), then splits. Throws Invalid for what is no webhook at all. */
  webhook?(
    request: RawRequest,
    settings: Values<Settings>,
    context: WebhookContext,
  ): Awaitable<readonly Native[] | RawResponse>
  /** Where the platform calls from, where it publishes that: CIDRs. */
  readonly callsFrom?: Sourced<readonly string[]>
  /** Whether an account with these settings is listened to; every account, when absent. */
  listens?(settings: Values<Settings>): boolean
  /**
   * Set where the account is a session of the process that listens to it: what is sent and fetched goes through that, and
   * no other process can.
   */
  readonly sendsWhereItListens?: true
  /** Pull: each batch is durable before the next one is asked for. Ends or throws: connected again by the supervisor. */
  listen?(client: Client, signal: AbortSignal): AsyncIterable<readonly Native[]>
  /** Pure. Undefined only for what carries nothing at all; a kind it does not know is an `unsupported` event. */
  parse(native: Native): PlatformEvent | undefined
  /** Pure: the phone number (E.164) that the platform has verified of somebody who writes from an address. */
  phone?(sender: Sender, address: Address): string | undefined
  /** Pure, and total: any parts give calls within the platform's limits, and no text is lost. */
  render(parts: readonly Part[], to: Address): readonly Call[]
  /** One call. Platform errors become Busy, Refused, Unauthorized or Moved. */
  send(client: Client, call: Call, context: SendContext): Promise<{ readonly id: string }>
  /** Best effort, at once after an event is durable (Telegram answerCallbackQuery). */
  acknowledge?(client: Client, event: InboundEvent): Promise<void>
  /** Best effort: the person's messages were read (WhatsApp, Signal); called when their turn begins. */
  seen?(client: Client, events: readonly InboundEvent[]): Promise<void>
  /** Best effort: "is typing" while a turn takes its time. `about` is the platform's id of the message being answered. */
  typing?(client: Client, to: Address, about?: string): Promise<void>
  /** Best effort: a reply while it is being written. */
  stream?(client: Client, to: Address, piece: StreamPiece, about?: string): Promise<void>
  /** Best effort: what an avatar does while a reply is said, just before it is. */
  animate?(client: Client, to: Address, gesture: Gesture): void
  /** Best effort: the conversation was ended from our side; a live page shows it. */
  ended?(client: Client, to: Address, conversation: ConversationId): void
  /** Best effort: somebody else has the conversation now; a live page shows it. */
  handed?(
    client: Client,
    to: Address,
    now: {
      readonly conversation: ConversationId
      readonly state: 'bot' | 'waiting' | 'human'
      /** The name of the person who has it. */
      readonly agent?: string
      /** The person was asked for an e-mail address, and has left none yet. */
      readonly asksEmail?: boolean
    },
  ): void
  fetchMedia?(client: Client, ref: MediaRef, signal: AbortSignal): Promise<Media>
  /** Pairs an account with the channel; ends after `paired` or `failed`, or when aborted. `how` asks for a code instead of a picture. */
  pair?(client: Client, how: { readonly phone?: string }, signal: AbortSignal): AsyncIterable<PairStep>
  readonly install?: Install<Settings>
  /** What the platform wants to be given to make an app for this channel (Slack's manifest). Pure. */
  manifest?(urls: { readonly receive: string; readonly install: string; readonly name: string }): unknown
  disconnect?(client: Client): Awaitable<void>
}

/** When the next message of one account may go. */
export interface Pacer {
  /** 0: send now, the permission is taken. Otherwise milliseconds after which to ask again; nothing is taken. */
  delayFor(chat: string, group: boolean): Awaitable<number>
  /**
   * The platform said "too many". Without `chat` the whole account waits that long, and keeps to its `accountRate` for
   * some minutes afterwards; with it, that chat alone, unless another chat was told so just before.
   */
  tooMany(retryAfterMs: number, chat?: string): Awaitable<void>
}

/** A channel's live end: its adapter, the client it made of the channel's settings, and what paces it. */
export interface Connection {
  readonly adapter: AnyAdapter
  readonly client: unknown
  readonly pacer: Pacer
}

/** Any adapter, its own types hidden: what lists of adapters hold. */
export type AnyAdapter = Adapter

/** Gives full inference to an adapter's author. */
export function defineAdapter<Settings extends Shape, Client, Native, Call>(
  adapter: Adapter<Settings, Client, Native, Call>,
): Adapter<Settings, Client, Native, Call> {
  return adapter
}
