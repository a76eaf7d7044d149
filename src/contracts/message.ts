/** What people and bots say, and what platforms report: the words of every edge of the gateway. */

/** A part of a message: the same in and out, in the API, the sockets and the SDK (docs/reference). */
export type Part = TextPart | MediaPart | LocationPart | ContactPart | ChoicesPart | ChosenPart | CardPart

/** `text` is Markdown (CommonMark) outbound, and what the person typed, untouched, inbound. */
export interface TextPart {
  readonly type: 'text'
  readonly text: string
}

export type MediaType = 'image' | 'audio' | 'video' | 'document' | 'sticker'

/** Begins the ids of media that the gateway keeps itself; no platform's ids begin so. */
export const ownMedia = 'md_'

/**
 * Media by URL, or by an id: the gateway's own (`md_…`, on any channel; whoever can upload prefers it to the URL), or one
 * that the channel's platform knows.
 */
export interface MediaPart {
  readonly type: MediaType
  readonly url?: string
  readonly mediaId?: string
  readonly mime: string
  readonly name?: string
  /** Markdown outbound. */
  readonly caption?: string
  /** Bytes. */
  readonly size?: number
  readonly durationMs?: number
}

export function isMedia(part: Part): part is MediaPart {
  return Object.hasOwn(mediaTypes, part.type)
}
const mediaTypes: Readonly<Record<MediaType, true>> = {
  image: true,
  audio: true,
  video: true,
  document: true,
  sticker: true,
}

/** Media that the gateway keeps itself. */
export function isOwnMedia(part: Part): part is MediaPart & { readonly mediaId: string } {
  return isMedia(part) && part.mediaId?.startsWith(ownMedia) === true
}

export interface LocationPart {
  readonly type: 'location'
  readonly latitude: number
  readonly longitude: number
  readonly name?: string
  readonly address?: string
}

export interface ContactPart {
  readonly type: 'contact'
  readonly name: string
  readonly phones: readonly string[]
  readonly emails: readonly string[]
}

export interface Option {
  /** What comes back when the person chooses it. Any length: an id too long for a platform is kept server-side. */
  readonly id: string
  readonly label: string
  readonly description?: string
}

/** Begins an option id that stands for a longer one kept server-side. */
export const optionTokenPrefix = '~'

export interface ChoicesPart {
  readonly type: 'choices'
  /** Markdown. */
  readonly text: string
  readonly options: readonly Option[]
}

/** Inbound only: the person chose an option. */
export interface ChosenPart {
  readonly type: 'chosen'
  readonly id: string
  readonly label?: string
}

export interface CardPart {
  readonly type: 'card'
  readonly title: string
  readonly text?: string
  readonly imageUrl?: string
  readonly options?: readonly Option[]
}

/** Where a conversation is, in the platform's own ids. */
export interface Address {
  readonly chat: string
  /** A topic or thread inside the chat. */
  readonly thread?: string
  /** The account the bot speaks through on someone's behalf (Telegram business connection). */
  readonly via?: string
  /** Another id of the same chat, no part of its key: what was begun under that id goes on here (WhatsApp: a phone number beside a user id). */
  readonly alias?: string
}

/** Equal for equal addresses, different for different ones; the key of a conversation within its channel. */
export function addressKey({ chat, thread = '', via = '' }: Address): string {
  return thread === '' && via === '' ? chat : JSON.stringify([chat, thread, via])
}

export interface Sender {
  /** The platform's id of the person (or of the chat that speaks as one). */
  readonly id: string
  readonly name?: string
  readonly username?: string
  /** IETF tag the platform reports: a hint, never the truth. */
  readonly language?: string
  readonly isBot?: boolean
}

interface EventBase {
  /** Unique per channel. Several where one platform id is not enough; an event is a duplicate when any was seen. */
  readonly keys: readonly [string, ...string[]]
  readonly address: Address
  readonly from?: Sender
  /** When it happened by the platform's clock, milliseconds since 1970. */
  readonly at: number
  /** The platform's own order within the conversation: events that wait together are sorted by it. */
  readonly order?: number
  /** True when many people share the chat. */
  readonly group?: boolean
}

export interface MessageEvent extends EventBase {
  readonly kind: 'message'
  /** The platform's id of the message within its chat. */
  readonly id: string
  readonly parts: readonly Part[]
  readonly replyTo?: string
  /** Messages with the same album are one thing said. */
  readonly album?: string
  /** True when the bot is addressed by name in a group. */
  readonly mentioned?: boolean
}

export interface CommandEvent extends EventBase {
  readonly kind: 'command'
  readonly id: string
  /** Without the slash, lower-case. */
  readonly name: string
  /** What follows the name, trimmed. */
  readonly text: string
  readonly replyTo?: string
  /** Where the platform takes answers for this person alone, for a short while (Slack's `response_url`). */
  readonly respondTo?: string
}

export interface ButtonEvent extends EventBase {
  readonly kind: 'button'
  /** The platform's id of the press, where a press is a message of its own. */
  readonly id?: string
  readonly option: string
  readonly label?: string
  /** The message whose button it was. */
  readonly message?: string
  /** What the platform wants back when the press is acknowledged (Telegram callback query id). */
  readonly acknowledge?: string
  /** Where the platform takes answers for this person alone, for a short while (Slack's `response_url`). */
  readonly respondTo?: string
}

export interface EditEvent extends EventBase {
  readonly kind: 'edit'
  readonly id: string
  /** Empty when the message was deleted. */
  readonly parts: readonly Part[]
  readonly deleted?: boolean
}

export interface ReactionEvent extends EventBase {
  readonly kind: 'reaction'
  readonly message: string
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

export interface ReceiptEvent extends EventBase {
  readonly kind: 'receipt'
  readonly message: string
  readonly status: DeliveryStatus
  readonly reason?: string
}

export interface MembershipEvent extends EventBase {
  readonly kind: 'membership'
  readonly change: 'joined' | 'left' | 'blocked' | 'unblocked' | 'moved' | 'renamed'
  /** With `moved`: who they are now; `from` is who they were. */
  readonly who?: readonly Sender[]
  /** With `moved`: where the conversation lives now; of a person who changed number or id, the contact moves along. */
  readonly to?: Address
}

/**
 * Somebody wrote from the bot's own account, on the phone or in the platform's own inbox: a person has taken over. It
 * joins the history as an agent's message and hands the conversation to humans.
 */
export interface TakeoverEvent extends EventBase {
  readonly kind: 'takeover'
  readonly id: string
  readonly parts: readonly Part[]
}

/** Kept, answered with 200, never a turn. */
export interface UnsupportedEvent extends Omit<EventBase, 'address'> {
  readonly kind: 'unsupported'
  readonly address?: Address
  /** The platform's own name for it: `poll_answer`, `chat_boost`. */
  readonly native: string
  /** The platform took back the credentials of the channel: why, in a sentence for its operator. */
  readonly revoked?: string
}

/** A reminder or schedule that came due; made by the gateway itself. */
export interface DueEvent extends EventBase {
  readonly kind: 'due'
  readonly schedule: string
  readonly plugin: string
  readonly name: string
  readonly payload: unknown
}

/** The people who had taken over handed the conversation back; made by the gateway itself. */
export interface HandoffEndedEvent extends EventBase {
  readonly kind: 'handoffEnded'
  /** The queue whose people had it. */
  readonly queue: string
  /** When they took over, milliseconds since 1970. */
  readonly since: number
}

/** It waits for people, or somebody has it now, or somebody else; made by the gateway itself. */
export interface HandoffChangedEvent extends EventBase {
  readonly kind: 'handoffChanged'
  /** Who had it, and who has it now. */
  readonly before: 'bot' | 'waiting' | 'human'
  readonly after: 'waiting' | 'human'
  readonly queue: string
}

/** The conversation was ended, by the person, an agent or the tenant's own system; the last turn of it. Made by the gateway. */
export interface ConversationEndedEvent extends EventBase {
  readonly kind: 'conversationEnded'
}

/** What an adapter may parse. */
export type PlatformEvent =
  | MessageEvent
  | CommandEvent
  | ButtonEvent
  | EditEvent
  | ReactionEvent
  | ReceiptEvent
  | MembershipEvent
  | TakeoverEvent
  | UnsupportedEvent

export type InboundEvent = PlatformEvent | DueEvent | HandoffChangedEvent | HandoffEndedEvent | ConversationEndedEvent

/** In the order things happen; a history only moves right (`failed` may follow anything but `read`). */
export type DeliveryStatus = 'queued' | 'sent' | 'delivered' | 'read' | 'failed'
