import type { Update } from 'grammy/types'
import type { Address, CommandEvent, EditEvent, MessageEvent, PlatformEvent } from '../../contracts/message.ts'
import { field, integerIn, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { partsOf } from './content.ts'
import { membership, membershipIn, ownMembership } from './membership.ts'
import { idIn, personFrom, placeOf, senderOf, timeOf } from './place.ts'

/** What every event of one update has. Telegram counts updates up, which is also their order. */
type Base = Required<Pick<MessageEvent, 'keys' | 'order'>>

type Read = (body: JsonObject, base: Base, kind: string) => PlatformEvent

/**
 * Pure and total: whatever JSON it is given, it is an event, and `unsupported` with Telegram's own name for it when
 * nothing fits. Of several kinds in one update (Telegram never sends that) the first one known counts.
 *
 * `at` is 0 where Telegram tells no time.
 */
export function parse(update: Update): PlatformEvent | undefined {
  const number = integerIn(update, 'update_id')
  if (number === undefined) return undefined
  const base: Base = { keys: [`u:${number}`], order: number }
  for (const [kind, read] of readers) {
    const body = objectIn(update, kind)
    if (body) return read(body, base, kind)
  }
  const kind = Object.keys(update).find((name) => name !== 'update_id') ?? 'update'
  return unsupported(objectIn(update, kind) ?? {}, base, kind)
}

/** Every kind of Bot API 10.x; the compiler knows when there is a new one. */
const kinds: Readonly<Record<Exclude<keyof Update, 'update_id'>, Read>> = {
  message: readMessage,
  edited_message: readEdit,
  channel_post: readMessage,
  edited_channel_post: readEdit,
  business_message: readMessage,
  edited_business_message: readEdit,
  deleted_business_messages: readDeletion,
  callback_query: readButton,
  message_reaction: readReaction,
  my_chat_member: (update, base, kind) => ownMembership(update, base) ?? unsupported(update, base, kind),
  chat_member: (update, base, kind) => membership(update, base) ?? unsupported(update, base, kind),
  business_connection: unsupported,
  // Answered with a method of its own, in a chat the bot is no member of.
  guest_message: unsupported,
  stopped_message_generation: unsupported,
  message_reaction_count: unsupported,
  inline_query: unsupported,
  chosen_inline_result: unsupported,
  shipping_query: unsupported,
  pre_checkout_query: unsupported,
  purchased_paid_media: unsupported,
  poll: unsupported,
  poll_answer: unsupported,
  chat_join_request: unsupported,
  chat_boost: unsupported,
  removed_chat_boost: unsupported,
  managed_bot: unsupported,
  subscription: unsupported,
}

/** What is asked for when a webhook is registered: an empty list would leave reactions and members out. */
export const allowedUpdates = Object.keys(kinds) as readonly (keyof typeof kinds)[] // the keys are what it was made of

const readers = Object.entries(kinds)

const longestName = 64

function unsupported(body: JsonObject, base: Base, kind: string): PlatformEvent {
  const place = placeOf(body)
  const from = senderOf(body)
  return {
    kind: 'unsupported',
    ...base,
    ...place,
    ...(from && { from }),
    at: timeOf(body),
    native: kind.slice(0, longestName),
  }
}

function readMessage(message: JsonObject, base: Base, kind: string): PlatformEvent {
  const place = placeOf(message)
  const id = idIn(message, 'message_id')
  if (!place || id === undefined) return unsupported(message, base, kind)
  if (isOwners(message, place.address)) return readOwners(message, base, place, id, kind)
  const common = { ...base, ...place, from: senderOf(message) ?? { id: place.address.chat }, at: timeOf(message) }
  const news = membershipIn(message, common)
  if (news) return news
  const parts = partsOf(message)
  if (!parts) return unsupported(message, base, contentName(message) ?? kind)

  const reply = repliedTo(message)
  const replyTo = reply === undefined ? {} : { replyTo: reply }
  const command = commandIn(message)
  if (command) return { kind: 'command', ...common, id, ...command, ...replyTo }
  const album = textIn(message, 'media_group_id')
  return {
    kind: 'message',
    ...common,
    id,
    parts,
    ...replyTo,
    ...(album === undefined ? {} : { album }),
    ...(place.group === true && isMentioned(message) ? { mentioned: true } : {}),
  }
}

/** The owner of a business account answers a customer himself: a person has taken over. What a bot wrote for him is no news. */
function readOwners(
  message: JsonObject,
  base: Base,
  place: NonNullable<ReturnType<typeof placeOf>>,
  id: string,
  kind: string,
): PlatformEvent {
  const parts = partsOf(message)
  if (!parts || objectIn(message, 'sender_business_bot')) return unsupported(message, base, kind)
  return { kind: 'takeover', ...base, ...place, at: timeOf(message), id, parts }
}

/** The owner of a business account, or the bot for him, writes to a customer: nobody asked the bot. */
function isOwners(message: JsonObject, { chat, via }: Address): boolean {
  return via !== undefined && idIn(objectIn(message, 'from'), 'id') !== chat
}

/** `/name text` and `/name@bot text`; old servers and bridges leave the entity out. */
function commandIn(message: JsonObject): Pick<CommandEvent, 'name' | 'text'> | undefined {
  const text = textIn(message, 'text')
  const [, name, rest] = /^\/([a-z0-9_]{1,64})(?:@\w+)?(?![^\s])([\s\S]*)$/i.exec(text ?? '') ?? []
  if (name === undefined || rest === undefined) return undefined
  const isMarked = objectsIn(message, 'entities').some(
    (entity) => field(entity, 'type') === 'bot_command' && field(entity, 'offset') === 0,
  )
  return isMarked || !Array.isArray(field(message, 'entities'))
    ? { name: name.toLowerCase(), text: rest.trim() }
    : undefined
}

/** In a forum everything points to the message that opened its topic; that is no reply. */
function repliedTo(message: JsonObject): string | undefined {
  const replied = objectIn(message, 'reply_to_message')
  return objectIn(replied, 'forum_topic_created') ? undefined : idIn(replied, 'message_id')
}

/** By name (bots' names end in `bot`), by command, or by a reply to a bot. */
function isMentioned(message: JsonObject): boolean {
  if (field(objectIn(objectIn(message, 'reply_to_message'), 'from'), 'is_bot') === true) {
    return repliedTo(message) !== undefined
  }
  const text = textIn(message, 'text') ?? textIn(message, 'caption') ?? ''
  return [...objectsIn(message, 'entities'), ...objectsIn(message, 'caption_entities')].some((entity) => {
    const offset = integerIn(entity, 'offset') ?? 0
    const said = text.slice(offset, offset + (integerIn(entity, 'length') ?? 0))
    const type = field(entity, 'type')
    if (type === 'text_mention') return field(objectIn(entity, 'user'), 'is_bot') === true
    return (type === 'mention' || type === 'bot_command') && /@\w*bot$/i.test(said)
  })
}

function readEdit(message: JsonObject, base: Base, kind: string): PlatformEvent {
  const place = placeOf(message)
  const id = idIn(message, 'message_id')
  const parts = partsOf(message)
  if (!place || id === undefined || !parts || isOwners(message, place.address)) return unsupported(message, base, kind)
  const from = senderOf(message) ?? { id: place.address.chat }
  const edited = integerIn(message, 'edit_date') ?? integerIn(message, 'date') ?? 0
  return { kind: 'edit', ...base, ...place, from, at: edited * 1000, id, parts }
}

/** Several messages deleted at once come one by one (see `splitUpdate`), each with a key of its own. */
function readDeletion(deleted: JsonObject, base: Base, kind: string): PlatformEvent {
  const place = placeOf(deleted)
  const ids = field(deleted, 'message_ids')
  const id: unknown = Array.isArray(ids) ? ids[0] : undefined
  if (!place || !Number.isSafeInteger(id)) return unsupported(deleted, base, kind)
  const edit: EditEvent = { kind: 'edit', ...base, ...place, at: 0, id: String(id), parts: [], deleted: true }
  return { ...edit, keys: [`${base.keys[0]}:${String(id)}`] }
}

function readButton(query: JsonObject, base: Base, kind: string): PlatformEvent {
  const option = textIn(query, 'data')
  const from = personFrom(objectIn(query, 'from'))[0]
  const acknowledge = textIn(query, 'id')
  if (option === undefined || !from || acknowledge === undefined) return unsupported(query, base, kind)
  const message = objectIn(query, 'message')
  // Under a message sent inline, in a chat that the bot may not see: the person is all there is.
  const place = (message && placeOf(message)) ?? { address: { chat: from.id } }
  const label = labelOf(message, option)
  const id = idIn(message, 'message_id')
  return {
    kind: 'button',
    ...base,
    ...place,
    from,
    // Telegram does not say when: not before the message.
    at: timeOf(message),
    option,
    ...(label === undefined ? {} : { label }),
    ...(id === undefined ? {} : { message: id }),
    acknowledge,
  }
}

function labelOf(message: JsonObject | undefined, option: string): string | undefined {
  const rows = field(objectIn(message, 'reply_markup'), 'inline_keyboard')
  if (!Array.isArray(rows)) return undefined
  return textIn(
    rows.flat().find((button: unknown) => field(button, 'callback_data') === option),
    'text',
  )
}

function readReaction(update: JsonObject, base: Base, kind: string): PlatformEvent {
  const place = placeOf(update)
  const message = idIn(update, 'message_id')
  if (!place || message === undefined) return unsupported(update, base, kind)
  const before = objectsIn(update, 'old_reaction').map(reactionName)
  const after = objectsIn(update, 'new_reaction').map(reactionName)
  const from = senderOf(update)
  return {
    kind: 'reaction',
    ...base,
    ...place,
    ...(from && { from }),
    at: timeOf(update),
    message,
    added: after.filter((name) => !before.includes(name)),
    removed: before.filter((name) => !after.includes(name)),
  }
}

function reactionName(reaction: JsonObject): string {
  const custom = textIn(reaction, 'custom_emoji_id')
  return textIn(reaction, 'emoji') ?? (custom === undefined ? String(field(reaction, 'type')) : `custom:${custom}`)
}

/** What else a message may have besides its content. */
// prettier-ignore
const envelope: ReadonlySet<string> = new Set([
  'message_id', 'message_thread_id', 'from', 'sender_chat', 'date', 'guest_query_id', 'business_connection_id', 'chat',
  'is_topic_message', 'direct_messages_topic', 'sender_tag', 'receiver_user', 'ephemeral_message_id',
  'sender_boost_count', 'sender_business_bot', 'forward_origin', 'forward_from', 'forward_from_chat',
  'forward_from_message_id', 'forward_signature', 'forward_sender_name', 'forward_date', 'is_automatic_forward',
  'reply_to_message', 'reply_to_checklist_task_id', 'reply_to_poll_option_id', 'is_paid_post', 'external_reply',
  'quote', 'reply_to_story', 'via_bot', 'guest_bot_caller_user', 'guest_bot_caller_chat', 'edit_date',
  'has_protected_content', 'show_caption_above_media', 'is_from_offline', 'author_signature', 'link_preview_options',
  'effect_id', 'paid_star_count', 'reply_markup', 'caption', 'caption_entities', 'media_group_id',
  'has_media_spoiler', 'entities',
])

/** Telegram's name for what a message is about, known to us or not. */
function contentName(message: JsonObject): string | undefined {
  return Object.keys(message).find((name) => {
    const value = message[name]
    return !envelope.has(name) && Boolean(value) && !(Array.isArray(value) && value.length === 0)
  })
}
