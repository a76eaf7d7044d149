import { createHash } from 'node:crypto'
import type { MessageEvent, PlatformEvent, TakeoverEvent, UnsupportedEvent } from '../../contracts/message.ts'
import { field, isObject, numberIn, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { limits } from './abilities.ts'
import { contentName, formText, jsonOf, partsOf } from './content.ts'
import { reasonOf } from './failure.ts'
import { groupNews, movedIn, movedPerson } from './membership.ts'
import { addressOf, completed, groupChat, senderOf } from './place.ts'
import type { Ids } from './place.ts'
import type { Native } from './receive.ts'

/**
 * Pure and total: whatever JSON it is given, it is an event, and `unsupported` with WhatsApp's own name for it when
 * nothing fits. What is about another number of the same app is `unsupported` and without an address: nobody here said it.
 */
export function parse(native: Native): PlatformEvent | undefined {
  // What comes from a file or a queue is not known to be one.
  const given: unknown = native
  const item = objectIn(given, 'item')
  if (!item) return undefined
  const thing: Thing = {
    name: textIn(given, 'field') ?? 'unknown',
    list: textIn(given, 'list') ?? '',
    item,
    beside: objectIn(given, 'beside') ?? {},
    account: textIn(given, 'account') ?? '',
    time: field(given, 'time'),
    receivedAt: numberIn(given, 'receivedAt'),
  }
  if (field(given, 'foreign') === true) return unsupported(thing, `foreign:${nameOf(thing)}`)
  const read = Object.hasOwn(readers, thing.list) ? readers[thing.list] : undefined
  return (read ?? unsupportedChange)(thing)
}

interface Thing {
  readonly name: string
  readonly list: string
  readonly item: JsonObject
  readonly beside: JsonObject
  readonly account: string
  readonly time: unknown
  readonly receivedAt: number | undefined
}

const readers: Readonly<Record<string, ((thing: Thing) => PlatformEvent) | undefined>> = {
  messages: readMessage,
  statuses: readStatus,
  message_echoes: readEcho,
  user_id_update: (thing) => movedPerson(thing.item, thing.beside, timeOf(thing)) ?? unsupportedChange(thing),
  groups: (thing) => groupNews(thing.item, timeOf(thing)) ?? unsupportedChange(thing),
}

// ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────────

type Common = Required<Pick<MessageEvent, 'keys' | 'address' | 'from' | 'at' | 'id'>> &
  Pick<MessageEvent, 'order' | 'group' | 'replyTo'>

function readMessage(thing: Thing): PlatformEvent {
  const { item: message, beside } = thing
  const id = textIn(message, 'id')
  const ids = completed({ phone: textIn(message, 'from'), user: textIn(message, 'from_user_id') }, beside)
  const group = textIn(message, 'group_id')
  const address = group === undefined ? addressOf(ids) : { chat: groupChat + group }
  const from = senderOf(ids, beside)
  const type = contentName(message)
  if (id === undefined) return unsupported(thing, type)
  if (type === 'system') {
    const at = timeOf(thing)
    return movedIn(message, { keys: [`m:${id}`], at }) ?? unsupported(thing, systemName(message), address)
  }
  if (!address || !from) return unsupported(thing, type)
  const order = secondsIn(message, 'timestamp')
  const replyTo = textIn(objectIn(message, 'context'), 'id')
  const common: Common = {
    keys: [`m:${id}`],
    address,
    from,
    at: timeOf(thing),
    ...(order === undefined ? {} : { order }),
    ...(group === undefined ? {} : { group: true }),
    id,
    ...(replyTo === undefined ? {} : { replyTo }),
  }
  return (
    readContent(message, type, common, thing) ?? unsupported(thing, unsupportedName(message, type), address, common)
  )
}

/** `/orders track 1234`, but not `/home/user` and not `/ 2`. */
const commandPattern = /^\/([a-z][a-z0-9_-]{0,31})(?:\s+([\s\S]*))?$/i

function readContent(message: JsonObject, type: string, common: Common, { beside }: Thing): PlatformEvent | undefined {
  const { replyTo, ...event } = common
  switch (type) {
    case 'reaction':
      return readReaction(message, event)
    case 'interactive':
      return readInteractive(message, common)
    case 'button':
      return readButton(objectIn(message, 'button'), 'payload', 'text', common)
    case 'edit':
    case 'revoke':
      return readEdit(message, type, event)
  }
  const parts = partsOf(message)
  if (!parts) return undefined
  const [first] = parts
  const [, name, rest = ''] = (first?.type === 'text' && commandPattern.exec(first.text.trim())) || []
  if (name !== undefined) return { kind: 'command', ...common, name: name.toLowerCase(), text: rest.trim() }
  return { kind: 'message', ...common, parts, ...(isMentioned(message, beside, common) ? { mentioned: true } : {}) }
}

/** In a group nobody is called by name: an answer to what the bot said is meant for it. */
function isMentioned(message: JsonObject, beside: JsonObject, { group }: Common): boolean {
  if (group !== true) return false
  const digits = (text: string | undefined) => text?.replaceAll(/\D/g, '') ?? ''
  const to = digits(textIn(objectIn(message, 'context'), 'from'))
  return to !== '' && to === digits(textIn(objectIn(beside, 'metadata'), 'display_phone_number'))
}

/** A person has one reaction to a message at most; that it was taken back names no emoji. */
function readReaction(message: JsonObject, event: Omit<Common, 'replyTo'>): PlatformEvent | undefined {
  const reaction = objectIn(message, 'reaction')
  const about = textIn(reaction, 'message_id')
  const emoji = textIn(reaction, 'emoji')
  if (about === undefined) return undefined
  const { id: _, ...rest } = event
  return {
    kind: 'reaction',
    ...rest,
    message: about,
    added: emoji === undefined ? [] : [emoji],
    removed: emoji === undefined ? [''] : [],
  }
}

function readInteractive(message: JsonObject, common: Common): PlatformEvent | undefined {
  const interactive = objectIn(message, 'interactive')
  switch (field(interactive, 'type')) {
    case 'button_reply':
      return readButton(objectIn(interactive, 'button_reply'), 'id', 'title', common)
    case 'list_reply':
      return readButton(objectIn(interactive, 'list_reply'), 'id', 'title', common)
    case 'nfm_reply': {
      const text = formText(objectIn(interactive, 'nfm_reply'))
      return text === undefined ? undefined : { kind: 'message', ...common, parts: [{ type: 'text', text }] }
    }
    default:
      return undefined
  }
}

function readButton(
  pressed: JsonObject | undefined,
  idName: string,
  labelName: string,
  { replyTo, ...event }: Common,
): PlatformEvent | undefined {
  const label = textIn(pressed, labelName)
  const option = textIn(pressed, idName) ?? label
  if (option === undefined) return undefined
  return {
    kind: 'button',
    ...event,
    option,
    ...(label === undefined ? {} : { label }),
    ...(replyTo === undefined ? {} : { message: replyTo }),
  }
}

function readEdit(
  message: JsonObject,
  type: 'edit' | 'revoke',
  event: Omit<Common, 'replyTo'>,
): PlatformEvent | undefined {
  const body = objectIn(message, type)
  const id = textIn(body, 'original_message_id')
  if (id === undefined) return undefined
  if (type === 'revoke') return { kind: 'edit', ...event, id, parts: [], deleted: true }
  const parts = partsOf(objectIn(body, 'message') ?? {})
  return parts && { kind: 'edit', ...event, id, parts }
}

function systemName(message: JsonObject): string {
  return `system:${textIn(objectIn(message, 'system'), 'type') ?? 'unknown'}`
}

/** With what WhatsApp says is wrong with it, or which of several kinds it is. */
function unsupportedName(message: JsonObject, type: string): string {
  const inner = type === 'interactive' ? textIn(objectIn(message, 'interactive'), 'type') : undefined
  const code = scalarIn(objectsIn(message, 'errors')[0], 'code')
  return [type, inner, code].filter((part) => part !== undefined).join(':')
}

// ── Receipts ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** WhatsApp's words for what became of a message: who heard a voice message has seen it. */
const statuses = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
] as const)

function readStatus(thing: Thing): PlatformEvent {
  const { item, beside } = thing
  const message = textIn(item, 'id')
  const name = textIn(item, 'status') ?? 'unknown'
  const status = new Map<string, 'sent' | 'delivered' | 'read' | 'failed'>(statuses).get(name)
  const recipient = textIn(item, 'recipient_id')
  const isGroup = field(item, 'recipient_type') === 'group'
  const ids = completed({ phone: recipient, user: textIn(item, 'recipient_user_id') }, beside)
  const address =
    isGroup && recipient !== undefined ? { chat: groupChat + recipient } : isGroup ? undefined : addressOf(ids)
  if (message === undefined || status === undefined || !address) return unsupported(thing, `status:${name}`, address)
  // In a group each participant's copy has a history of its own.
  const participant = isGroup
    ? (textIn(item, 'recipient_participant_user_id') ?? textIn(item, 'recipient_participant_id'))
    : undefined
  const [error] = objectsIn(item, 'errors')
  return {
    kind: 'receipt',
    keys: [`s:${message}:${name}${participant === undefined ? '' : `:${participant}`}`],
    address,
    ...(isGroup ? { group: true } : {}),
    at: timeOf(thing),
    message,
    status,
    ...(status === 'failed' ? { reason: error === undefined ? 'WhatsApp gave no reason.' : reasonOf(error) } : {}),
  }
}

// ── What a person wrote on the business's own phone ──────────────────────────────────────────────────────────────

function readEcho(thing: Thing): PlatformEvent {
  const { item, beside } = thing
  const id = textIn(item, 'id')
  const ids: Ids = completed({ phone: textIn(item, 'to'), user: textIn(item, 'to_user_id') }, beside)
  const address = addressOf(ids)
  const parts = partsOf(item)
  if (id === undefined || !address || !parts) return unsupported(thing, `echo:${contentName(item)}`, address)
  const order = secondsIn(item, 'timestamp')
  const takeover: TakeoverEvent = {
    kind: 'takeover',
    keys: [`m:${id}`],
    address,
    at: timeOf(thing),
    ...(order === undefined ? {} : { order }),
    id,
    parts,
  }
  return takeover
}

// ── Everything else ──────────────────────────────────────────────────────────────────────────────────────────────

const longestName = 64

function unsupportedChange(thing: Thing): UnsupportedEvent {
  return unsupported(thing, nameOf(thing))
}

function nameOf({ name, list, item }: Thing): string {
  const detail = list === 'errors' ? `errors:${scalarIn(item, 'code') ?? 'unknown'}` : textIn(item, 'event')
  return detail === undefined ? name : `${name}:${detail}`
}

function unsupported(
  thing: Thing,
  native: string,
  address?: MessageEvent['address'],
  common?: Pick<MessageEvent, 'from' | 'group' | 'order'>,
): UnsupportedEvent {
  return {
    kind: 'unsupported',
    keys: [keyOf(thing)],
    ...(address && { address }),
    ...(common?.from && { from: common.from }),
    ...(common?.group === true ? { group: true } : {}),
    at: timeOf(thing),
    native: native.slice(0, longestName),
  }
}

/** What has no id of its own is known by what it says: a repetition says the same. */
function keyOf({ name, list, item, beside, account, time }: Thing): string {
  const id = textIn(item, 'id')
  if (list === 'messages' && id !== undefined) return `m:${id}`
  const said = jsonOf([name, list, account, time, beside, item])
  return `x:${createHash('sha256').update(said).digest('base64url')}`
}

/**
 * When it happened, milliseconds since 1970. What is older when it arrives than WhatsApp ever delivers comes from a clock
 * that is wrong: it happened when it arrived.
 */
function timeOf({ item, time, receivedAt }: Thing): number {
  const said = secondsIn(item, 'timestamp') ?? (typeof time === 'number' && Number.isSafeInteger(time) ? time : 0)
  const at = said * 1000
  return receivedAt !== undefined && at < receivedAt - limits.redeliveryMs ? receivedAt : at
}

/** Seconds since 1970, as text or as a number. */
function secondsIn(item: unknown, name: string): number | undefined {
  const found = field(item, name)
  const seconds = typeof found === 'string' && /^\d{1,11}$/.test(found) ? Number(found) : found
  return typeof seconds === 'number' && Number.isSafeInteger(seconds) && seconds >= 0 && seconds < 1e11
    ? seconds
    : undefined
}

function scalarIn(item: unknown, name: string): string | undefined {
  const found = field(item, name)
  return isObject(item) && (typeof found === 'string' || typeof found === 'number') ? String(found) : undefined
}
