import { createHash } from 'node:crypto'
import type { MessageEvent, PlatformEvent, Sender, UnsupportedEvent } from '../../contracts/message.ts'
import { field, integerIn, isObject, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { partsOf } from './content.ts'
import {
  addressOf,
  groupAddress,
  idOf,
  idsIn,
  isOwn,
  messageId,
  ownMessageId,
  ownOf,
  senderOf,
  sourceOf,
} from './place.ts'
import type { Ids, Own } from './place.ts'

/** What a daemon tells: `{envelope, account}`. `listen` adds what it knows besides, `self` (see `receive.ts`). */
export type Native = JsonObject

/** What every content of an envelope is read with. */
interface Letter {
  readonly envelope: JsonObject
  readonly source: Ids | undefined
  readonly own: Own
  /** By the sender's clock; undefined where nothing says. */
  readonly timestamp: number | undefined
  /** By the server's clock: the order in which it was given what it delivers. */
  readonly order: number | undefined
}

type Read = (content: JsonObject, letter: Letter, name: string) => PlatformEvent

/** Pure and total: whatever JSON it is given, it is an event, and `unsupported` with signal-cli's own name for it when nothing fits. */
export function parse(native: Native): PlatformEvent | undefined {
  const told = unwrapped(native)
  const envelope = objectIn(told, 'envelope')
  if (!envelope) return undefined
  const source = sourceOf(envelope)
  const letter: Letter = {
    envelope,
    source,
    own: ownOf(textIn(told, 'account'), selfOf(told, envelope, source)),
    timestamp: timeIn(envelope, 'timestamp'),
    order: timeIn(envelope, 'serverReceivedTimestamp') ?? timeIn(envelope, 'timestamp'),
  }
  for (const [name, read] of Object.entries(readers)) {
    const content = objectIn(envelope, name)
    if (content) return read(content, letter, name)
  }
  const exception = textIn(objectIn(told, 'exception'), 'type') ?? textIn(objectIn(told, 'error'), 'type')
  return unsupported(letter, exception ?? Object.keys(envelope).find((name) => name.endsWith('Message')) ?? 'envelope')
}

const readers: Readonly<Record<string, Read>> = {
  dataMessage: readData,
  editMessage: readEdit,
  syncMessage: readSync,
  receiptMessage: readReceipt,
  typingMessage: unsupportedContent,
  callMessage: (call, letter, name) => unsupported(letter, [name, ...Object.keys(call).slice(0, 1)].join('.')),
  storyMessage: unsupportedContent,
}

/** A notification of JSON-RPC, and a subscription's, as other transports of the daemon have them. */
export function unwrapped(native: unknown): JsonObject {
  const params = objectIn(native, 'params') ?? native
  const told = objectIn(params, 'result') ?? params
  return isObject(told) ? told : {}
}

/** What syncs comes from the account's own devices: that tells its ACI. */
function selfOf(told: JsonObject, envelope: JsonObject, source: Ids | undefined): string | undefined {
  const isSync = objectIn(envelope, 'syncMessage') !== undefined
  return textIn(told, 'self') ?? (isSync && source ? idOf(source) : undefined)
}

// ── What people say ──────────────────────────────────────────────────────────────────────────────────────────────

/** `/orders track 1234`, but not `/home/user` and not `/ 2`. */
const commandPattern = /^\/([a-z][a-z0-9_-]{0,31})(?:\s+([\s\S]*))?$/i

function readData(data: JsonObject, letter: Letter): PlatformEvent {
  const said = saidIn(data, letter, 'd')
  if (!said) return unsupported(letter, contentName(data))
  const { author, common } = said
  const reaction = objectIn(data, 'reaction')
  if (reaction) return readReaction(reaction, said) ?? unsupported(letter, 'reaction')
  const deleted = deletedIn(data, author, letter.own, common)
  if (deleted !== undefined) return { kind: 'edit', ...common, id: deleted, parts: [], deleted: true }
  const parts = partsOf(data)
  if (parts.length === 0) return groupNews(data, common) ?? unsupported(letter, contentName(data), common)

  const id = messageId(author, common.at, letter.own)
  const replied = repliedTo(data, said)
  const replyTo = replied === undefined ? {} : { replyTo: replied.id }
  const [first] = parts
  const [, name, rest = ''] = (first?.type === 'text' && commandPattern.exec(first.text.trim())) || []
  if (name !== undefined) {
    return { kind: 'command', ...common, id, name: name.toLowerCase(), text: rest.trim(), ...replyTo }
  }
  const mentioned = common.group === true && (replied?.own === true || isMentioned(data, letter.own))
  return { kind: 'message', ...common, id, parts, ...replyTo, ...(mentioned ? { mentioned } : {}) }
}

type Common = Required<Pick<MessageEvent, 'keys' | 'address' | 'at'>> &
  Pick<MessageEvent, 'order' | 'group'> & { readonly from: Sender }

interface Said {
  readonly author: Ids
  readonly common: Common
  readonly own: Own
}

/** Undefined where it is not said by whom and when. `kind` keeps apart what a sender does in one millisecond. */
function saidIn(data: JsonObject, { envelope, source, own, timestamp, order }: Letter, kind: string): Said | undefined {
  const at = timeIn(data, 'timestamp') ?? timestamp
  if (!source || at === undefined) return undefined
  const group = textIn(objectIn(data, 'groupInfo'), 'groupId')
  const common: Common = {
    keys: [`${kind}:${messageId(source, at, own)}`],
    address: group === undefined ? addressOf(source) : groupAddress(group),
    ...(group === undefined ? {} : { group: true }),
    from: senderOf(source, envelope),
    at,
    ...(order === undefined ? {} : { order }),
  }
  return { author: source, common, own }
}

/**
 * The id of another message. Between two people an author who is not the sender is the account itself, whatever it is
 * called there.
 */
function targetId(author: Ids | undefined, timestamp: number | undefined, { author: sender, common, own }: Said) {
  if (timestamp === undefined) return undefined
  const isSender =
    author === undefined ||
    (author.aci !== undefined && author.aci === sender.aci) ||
    (author.number !== undefined && author.number === sender.number)
  const isOurs = author !== undefined && (isOwn(author, own) || (common.group !== true && !isSender))
  return {
    own: isOurs,
    id: isOurs ? ownMessageId(own, timestamp) : messageId(isSender ? sender : author, timestamp, own),
  }
}

const targetAuthorOf = (body: JsonObject) => idsIn(body, 'targetAuthor', 'targetAuthorUuid', 'targetAuthorNumber')

/** A quote, or the story that is answered. */
function repliedTo(data: JsonObject, said: Said) {
  const quote = objectIn(data, 'quote')
  if (quote) return targetId(idsIn(quote, 'author', 'authorUuid', 'authorNumber'), timeIn(quote, 'id'), said)
  const story = objectIn(data, 'storyContext')
  return story && targetId(idsIn(story, 'author', 'authorUuid', 'authorNumber'), timeIn(story, 'sentTimestamp'), said)
}

function readReaction(reaction: JsonObject, said: Said): PlatformEvent | undefined {
  const emoji = textIn(reaction, 'emoji')
  const target = targetId(targetAuthorOf(reaction), timeIn(reaction, 'targetSentTimestamp'), said)
  if (emoji === undefined || target === undefined) return undefined
  const isRemoved = field(reaction, 'isRemove') === true
  return {
    kind: 'reaction',
    ...said.common,
    message: target.id,
    added: isRemoved ? [] : [emoji],
    removed: isRemoved ? [emoji] : [],
  }
}

/** Everybody deletes their own, an administrator of a group anybody's. */
function deletedIn(data: JsonObject, author: Ids, own: Own, common: Common): string | undefined {
  const timestamp = timeIn(objectIn(data, 'remoteDelete'), 'timestamp')
  if (timestamp !== undefined) return messageId(author, timestamp, own)
  const byAdmin = objectIn(data, 'adminDelete')
  return (
    byAdmin && targetId(targetAuthorOf(byAdmin), timeIn(byAdmin, 'targetSentTimestamp'), { author, common, own })?.id
  )
}

function isMentioned(data: JsonObject, own: Own): boolean {
  return objectsIn(data, 'mentions').some((mention) => {
    const ids = idsIn(mention, 'name', 'uuid', 'number')
    return ids !== undefined && isOwn(ids, own)
  })
}

/** That a group is another than before is all that is told, and not what changed: its name is what is read anew. */
function groupNews(data: JsonObject, common: Common): PlatformEvent | undefined {
  const group = objectIn(data, 'groupInfo')
  const content = contentName(data)
  if (!group || content !== 'dataMessage') return undefined
  const type = textIn(group, 'type')
  if (type === 'QUIT') return { kind: 'membership', ...common, change: 'left', who: [common.from] }
  return type === 'UPDATE' ? { kind: 'membership', ...common, change: 'renamed' } : undefined
}

function readEdit(edit: JsonObject, letter: Letter, name: string): PlatformEvent {
  const data = objectIn(edit, 'dataMessage')
  const target = timeIn(edit, 'targetSentTimestamp')
  const said = data && saidIn(data, letter, 'e')
  if (!said || target === undefined) return unsupported(letter, name)
  return { kind: 'edit', ...said.common, id: messageId(said.author, target, letter.own), parts: partsOf(data) }
}

// ── What the account's own devices and servers tell ──────────────────────────────────────────────────────────────

/** A person wrote with the account's own phone. Everything else that devices tell each other is theirs. */
function readSync(sync: JsonObject, letter: Letter, name: string): PlatformEvent {
  const sent = objectIn(sync, 'sentMessage')
  if (!sent) return unsupported(letter, [name, textIn(sync, 'type') ?? Object.keys(sync)[0] ?? ''].join('.'))
  const parts = objectIn(sent, 'reaction') ? [] : partsOf(sent)
  const group = textIn(objectIn(sent, 'groupInfo'), 'groupId')
  const to = idsIn(sent, 'destination', 'destinationUuid', 'destinationNumber')
  const address = group !== undefined ? groupAddress(group) : to && addressOf(to)
  if (parts.length === 0 || !address) return unsupported(letter, `${name}.sentMessage.${contentName(sent)}`)
  const at = timeIn(sent, 'timestamp') ?? letter.timestamp
  const id = ownMessageId(letter.own, at ?? digest(letter.envelope))
  return {
    kind: 'takeover',
    keys: [`d:${id}`],
    address,
    ...(group === undefined ? {} : { group: true }),
    ...(letter.source ? { from: senderOf(letter.source, letter.envelope) } : {}),
    at: at ?? letter.order ?? 0,
    ...(letter.order === undefined ? {} : { order: letter.order }),
    id,
    parts,
  }
}

/** One of the messages that a receipt is about: several come one by one (see `split`). */
function readReceipt(receipt: JsonObject, letter: Letter, name: string): PlatformEvent {
  const [timestamp] = timestampsIn(receipt)
  const status = statusOf(receipt)
  const { source } = letter
  if (!source || timestamp === undefined || status === undefined) return unsupported(letter, name)
  return {
    kind: 'receipt',
    keys: [`r:${idOf(source)}:${status}:${timestamp}`],
    address: addressOf(source),
    from: senderOf(source, letter.envelope),
    at: timeIn(receipt, 'when') ?? letter.timestamp ?? timestamp,
    message: ownMessageId(letter.own, timestamp),
    status,
  }
}

export function timestampsIn(receipt: JsonObject): readonly number[] {
  const list = field(receipt, 'timestamps')
  const isTime = (one: unknown): one is number => Number.isSafeInteger(one) && Number(one) > 0
  return Array.isArray(list) ? list.filter(isTime) : []
}

/** Viewed is what media are, once they were opened: more than read, and the same to us. */
function statusOf(receipt: JsonObject): 'delivered' | 'read' | undefined {
  const is = (name: string, type: string) => field(receipt, name) === true || textIn(receipt, 'type') === type
  if (is('isRead', 'READ') || is('isViewed', 'VIEWED')) return 'read'
  return is('isDelivery', 'DELIVERY') ? 'delivered' : undefined
}

// ── What is left ─────────────────────────────────────────────────────────────────────────────────────────────────

const longestName = 64

function unsupportedContent(_: JsonObject, letter: Letter, name: string): PlatformEvent {
  return unsupported(letter, name)
}

/** In a conversation only where there is one: that somebody types or was called begins none. */
function unsupported(
  { envelope, source, timestamp, order }: Letter,
  native: string,
  common?: Common,
): UnsupportedEvent {
  const at = timestamp ?? order ?? 0
  const rest = common ?? { ...(source ? { from: senderOf(source, envelope) } : {}), at }
  return { kind: 'unsupported', ...rest, keys: [`x:${digest(envelope)}`], native: native.slice(0, longestName) }
}

/** What else a message may have besides its content. */
// prettier-ignore
const wrapping: ReadonlySet<string> = new Set([
  'timestamp', 'message', 'expiresInSeconds', 'viewOnce', 'quote', 'mentions', 'previews', 'attachments', 'contacts',
  'textStyles', 'groupInfo', 'destination', 'destinationNumber', 'destinationUuid', 'storyContext',
])

/** signal-cli's name for what a message is about, known to us or not. */
function contentName(data: JsonObject): string {
  const isContent = (value: unknown) => Boolean(value) && !(Array.isArray(value) && value.length === 0)
  return Object.keys(data).find((name) => !wrapping.has(name) && isContent(data[name])) ?? 'dataMessage'
}

/** What tells one envelope from another where nothing in it does. */
function digest(envelope: JsonObject): string {
  return createHash('sha256').update(JSON.stringify(envelope)).digest('base64url')
}

/** Milliseconds since 1970; old daemons leave out what they do not know, and some say 0. */
function timeIn(body: JsonObject | undefined, name: string): number | undefined {
  const time = integerIn(body, name)
  return time === undefined || time <= 0 ? undefined : time
}
