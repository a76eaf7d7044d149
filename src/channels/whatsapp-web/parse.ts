import { createHash } from 'node:crypto'
import type { MembershipEvent, MessageEvent, PlatformEvent, UnsupportedEvent } from '../../contracts/message.ts'
import { field, integerIn, isObject, numberIn, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { partsOf } from './content.ts'
import { toldIn } from './native.ts'
import type { Native } from './native.ts'
import { addressOf, idOf, isGroup, keyIn, personOf, phonesIn, timeIn } from './place.ts'
import type { MessageKey, Phones } from './place.ts'

/**
 * Pure and total: whatever JSON it is given, it is an event, and `unsupported` with the library's own name for it when
 * nothing fits. `at` is 0 where nobody tells a time.
 */
export function parse(native: Native): PlatformEvent | undefined {
  const found = toldIn(native)
  if (!found) return undefined
  const { event, told } = found
  const [first] = told
  const news: News = {
    event,
    told,
    raw: objectIn(first, '_data') ?? (isObject(first) ? first : {}),
    read: isObject(first) ? first : {},
    phones: phonesIn(native),
    native,
  }
  return (Object.hasOwn(readers, event) ? readers[event]?.(news) : undefined) ?? unsupported(news, event)
}

/** What an event is read from: the library's structure, and what the page told it. */
interface News {
  readonly event: string
  readonly told: readonly unknown[]
  readonly raw: JsonObject
  readonly read: JsonObject
  readonly phones: Phones
  readonly native: unknown
}

type Read = (news: News) => PlatformEvent | undefined

const readers: Readonly<Record<string, Read>> = {
  message: readMessage,
  message_create: readMessage,
  message_ack: readReceipt,
  message_edit: readEdit,
  message_revoke_everyone: readRevocation,
  message_reaction: readReaction,
  message_ciphertext: (news) => unsupported(news, 'ciphertext'),
  message_ciphertext_failed: (news) => unsupported(news, 'ciphertext_failed'),
  group_join: readNotification,
  group_leave: readNotification,
  group_update: readNotification,
  vote_update: readVote,
  contact_changed: readMove,
}

const longestName = 64

function unsupported(news: News, native: string, key = keyOf(news)): UnsupportedEvent {
  const said = createHash('sha256')
    .update(jsonOf([news.event, news.told]))
    .digest('base64url')
  return {
    kind: 'unsupported',
    keys: [`x:${said}`],
    ...(key && { address: addressOf(key.chat, news.phones) }),
    ...(key && isGroup(key.chat) ? { group: true } : {}),
    at: timeOf(news),
    native: native.slice(0, longestName),
  }
}

/** Empty for what is nested too deep to be written. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return ''
  }
}

function keyOf({ raw, read }: News): MessageKey | undefined {
  return keyIn(field(raw, 'id') ?? field(read, 'id'), field(raw, 'author') ?? field(read, 'author'))
}

function typeOf({ raw, read }: News): string {
  return textIn(raw, 'type') ?? textIn(read, 'type') ?? 'unknown'
}

function timeOf({ raw, read, native }: News): number {
  const at = timeIn([raw, 't'], [read, 'timestamp'], [raw, 'timestamp'])
  return at === 0 ? (integerIn(native, 'receivedAt') ?? 0) : at
}

// ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────────

type Place = Pick<MessageEvent, 'address' | 'group'>

function placeOf({ chat }: MessageKey, phones: Phones): Place {
  return { address: addressOf(chat, phones), ...(isGroup(chat) ? { group: true } : {}) }
}

/** The same message may come again under the other id of its chat. */
function messageKeys({ id }: MessageKey, { address }: Place, kind = 'm'): readonly [string, ...string[]] {
  const again = address.alias === undefined ? [] : [`${kind}:${address.alias}:${id}`]
  return [`${kind}:${address.chat}:${id}`, ...again]
}

function senderOf(news: News, key: MessageKey) {
  return personOf(key.author ?? key.chat, news.phones, textIn(news.raw, 'notifyName'))
}

/** Nobody talks to the bot there: what friends show for a day, what a channel posts to all. */
function isPost({ chat }: MessageKey, { raw, read }: News): boolean {
  if (/@(?:broadcast|newsletter)$/.test(chat)) return true
  return field(raw, 'isStatusV3') === true || field(read, 'isStatus') === true
}

/** `/orders track 1234`, but not `/home/user` and not `/ 2`. */
const commandPattern = /^\/([a-z][a-z0-9_-]{0,31})(?:\s+([\s\S]*))?$/i

function readMessage(news: News): PlatformEvent | undefined {
  const type = typeOf(news)
  const notification = readNotification(news)
  if (notification) return notification
  const key = keyOf(news)
  if (!key || isPost(key, news)) return unsupported(news, key ? `post:${type}` : type, key)
  const place = placeOf(key, news.phones)
  const parts = partsOf({ raw: news.raw, read: news.read, whole: key.whole })
  const at = timeOf(news)
  const common = { keys: messageKeys(key, place), ...place, at, order: at, id: key.id }
  if (key.fromMe) return parts ? { kind: 'takeover', ...common, parts } : unsupported(news, type, key)

  const from = senderOf(news, key)
  const button = buttonIn(news.raw)
  if (button) return { kind: 'button', ...common, from, ...button }
  if (!parts) return unsupported(news, type, key)
  const reply = textIn(news.raw, 'quotedStanzaID')
  const replyTo = reply === undefined ? {} : { replyTo: reply }
  const [first] = parts
  const [, name, rest = ''] = (first?.type === 'text' && commandPattern.exec(first.text.trim())) || []
  if (name !== undefined)
    return { kind: 'command', ...common, from, name: name.toLowerCase(), text: rest.trim(), ...replyTo }
  const album = keyIn(field(news.raw, 'parentMsgKey'))?.id
  return {
    kind: 'message',
    ...common,
    from,
    parts,
    ...replyTo,
    ...(album === undefined ? {} : { album }),
    ...(place.group === true && isMentioned(news) ? { mentioned: true } : {}),
  }
}

/** Buttons of old apps, and of other programs that may still send them. */
function buttonIn(
  raw: JsonObject,
): { readonly option: string; readonly label?: string; readonly message?: string } | undefined {
  const row = textIn(objectIn(objectIn(raw, 'listResponse'), 'singleSelectReply'), 'selectedRowId')
  const option = row ?? textIn(raw, 'selectedButtonId') ?? textIn(raw, 'selectedId')
  if (option === undefined) return undefined
  const label = textIn(raw, 'body')
  const message = textIn(raw, 'quotedStanzaID')
  return { option, ...(label === undefined ? {} : { label }), ...(message === undefined ? {} : { message }) }
}

/** By name, or by a reply to what the bot said. */
function isMentioned(news: News): boolean {
  const own = new Set([...idsIn(news.native, 'own'), ...idsIn({ to: [news.raw['to'] ?? news.read['to']] }, 'to')])
  const meant = [...idsIn(news.raw, 'mentionedJidList'), ...idsIn(news.read, 'mentionedIds')]
  const replied = idOf(field(news.raw, 'quotedParticipant'))
  return [...meant, ...(replied === undefined ? [] : [replied])].some((id) => own.has(id) && !isGroup(id))
}

function idsIn(value: unknown, name: string): readonly string[] {
  const found = field(value, name)
  return Array.isArray(found) ? found.flatMap((id: unknown) => idOf(id) ?? []) : []
}

// ── What becomes of a message ────────────────────────────────────────────────────────────────────────────────────

/** https://docs.wwebjs.dev/global.html#MessageAck; 0 is a message that waits to be sent. */
const acknowledged = new Map([
  [-1, 'failed'],
  [1, 'sent'],
  [2, 'delivered'],
  [3, 'read'],
  [4, 'read'],
] as const)

function readReceipt(news: News): PlatformEvent | undefined {
  const key = keyOf(news)
  const [, told] = news.told
  const ack = typeof told === 'number' ? told : (numberIn(news.raw, 'ack') ?? NaN)
  const status = new Map<number, 'failed' | 'sent' | 'delivered' | 'read'>(acknowledged).get(ack)
  if (!key?.fromMe || status === undefined) return undefined
  const place = placeOf(key, news.phones)
  const keys = messageKeys(key, place, `a${ack}`)
  const reason = status === 'failed' ? { reason: 'WhatsApp could not send it.' } : {}
  return { kind: 'receipt', keys, ...place, at: timeOf(news), message: key.id, status, ...reason }
}

function readEdit(news: News): PlatformEvent | undefined {
  const key = keyOf(news)
  const [, , before] = news.told
  const editedAt = numberIn(news.raw, 'latestEditSenderTimestampMs')
  // A message that could be read only later than it came has changed too.
  if (editedAt === undefined && !(typeof before === 'string' && before !== '')) return undefined
  if (!key || key.fromMe || isPost(key, news)) return undefined
  const parts = partsOf({ raw: news.raw, read: news.read, whole: key.whole })
  if (!parts) return undefined
  const place = placeOf(key, news.phones)
  const said = createHash('sha256').update(jsonOf(parts)).digest('base64url').slice(0, 12)
  const keys = messageKeys(key, place, `e:${editedAt ?? said}`)
  return { kind: 'edit', keys, ...place, from: senderOf(news, key), at: editedAt ?? timeOf(news), id: key.id, parts }
}

/** Some versions of the page give the revocation a key of its own, and say whose it is. */
function readRevocation(news: News): PlatformEvent | undefined {
  const key = keyOf(news)
  if (!key || key.fromMe || isPost(key, news)) return undefined
  const place = placeOf(key, news.phones)
  const [, before] = news.told
  const id = textIn(objectIn(news.raw, 'protocolMessageKey'), 'id') ?? keyIn(field(before, 'id'))?.id ?? key.id
  const keys = messageKeys({ ...key, id }, place, 'd')
  return { kind: 'edit', keys, ...place, from: senderOf(news, key), at: timeOf(news), id, parts: [], deleted: true }
}

/** A person has one reaction to a message at most; that it was taken back names no emoji. */
function readReaction(news: News): PlatformEvent | undefined {
  const { raw, read, phones } = news
  const about = keyIn(field(read, 'msgId') ?? field(raw, 'msgId') ?? field(raw, 'parentMsgKey'))
  const own = keyIn(field(read, 'id') ?? field(raw, 'msgKey') ?? field(raw, 'id'))
  const who = idOf(field(read, 'senderId') ?? field(raw, 'senderUserJid'))
  if (!about || who === undefined || own?.fromMe === true) return undefined
  const emoji = textIn(read, 'reaction') ?? textIn(raw, 'reactionText')
  const at = timeIn([read, 'timestamp'], [raw, 'timestamp'])
  const place = placeOf(about, phones)
  const from = personOf(who, phones)
  return {
    kind: 'reaction',
    keys: messageKeys(about, place, `r:${from.id}:${at}:${emoji ?? ''}`),
    ...place,
    from,
    at,
    message: about.id,
    added: emoji === undefined ? [] : [emoji],
    removed: emoji === undefined ? [''] : [],
  }
}

/** An answer to a poll of ours is what a press is elsewhere. */
function readVote(news: News): PlatformEvent | undefined {
  const { raw, read, phones, native } = news
  const poll = keyIn(field(read, 'parentMsgKey') ?? field(raw, 'parentMsgKey'))
  const who = idOf(field(read, 'voter') ?? field(raw, 'sender'))
  const label = textIn(objectsIn(read, 'selectedOptions')[0], 'name')
  if (!poll?.fromMe || who === undefined || label === undefined) return undefined
  const at = integerIn(read, 'interractedAtTs') ?? timeOf(news)
  const place = placeOf(poll, phones)
  const from = personOf(who, phones)
  const keys = messageKeys(poll, place, `v:${from.id}:${at}:${label.slice(0, 40)}`)
  const option = textIn(objectIn(native, 'option'), 'id')
  if (option !== undefined)
    return { kind: 'button', keys, ...place, from, at, order: at, option, label, message: poll.id }
  // Which option it stood for is forgotten with the browser it was asked from: said aloud it is found by its label.
  return {
    kind: 'message',
    keys,
    ...place,
    from,
    at,
    order: at,
    id: `${poll.id}:${at}`,
    parts: [{ type: 'text', text: label }],
  }
}

// ── Groups and people ────────────────────────────────────────────────────────────────────────────────────────────

const changes: Readonly<Record<string, MembershipEvent['change'] | undefined>> = {
  add: 'joined',
  invite: 'joined',
  linked_group_join: 'joined',
  remove: 'left',
  leave: 'left',
  subject: 'renamed',
}

/** As the page has it (`gp2` with a subtype), or as the library does (the subtype is the type). */
function readNotification(news: News): PlatformEvent | undefined {
  const { raw, read, phones } = news
  const type = typeOf(news)
  const name = type === 'gp2' ? (textIn(raw, 'subtype') ?? '') : type
  const change = Object.hasOwn(changes, name) ? changes[name] : undefined
  const key = keyOf(news)
  if (!key || change === undefined || !isGroup(key.chat)) return undefined
  const place = placeOf(key, phones)
  const about = [...idsIn(raw, 'recipients'), ...idsIn(read, 'recipientIds')]
  const who = (about.length > 0 || key.author === undefined ? about : [key.author]).map((id) => personOf(id, phones))
  const from = key.author === undefined ? {} : { from: personOf(key.author, phones) }
  const people = change === 'renamed' ? {} : { who: distinct(who) }
  return {
    kind: 'membership',
    keys: messageKeys(key, place, 'g'),
    ...place,
    ...from,
    at: timeOf(news),
    change,
    ...people,
  }
}

function distinct<Person extends { readonly id: string }>(people: readonly Person[]): readonly Person[] {
  return [...new Map(people.map((person) => [person.id, person])).values()]
}

/** Somebody has another number: `contact_changed` says whose it was and whose it is. */
function readMove(news: News): PlatformEvent | undefined {
  const [, before, after, isContact] = news.told
  const [old, current] = [idOf(before), idOf(after)]
  if (old === undefined || current === undefined || isContact !== true || old === current) return undefined
  const to = addressOf(current, news.phones)
  return {
    kind: 'membership',
    keys: [`moved:${old}:${to.chat}`],
    address: addressOf(old, news.phones),
    from: personOf(old, news.phones),
    at: timeOf(news),
    change: 'moved',
    to,
    who: [personOf(current, news.phones)],
  }
}
