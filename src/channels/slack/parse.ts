import type { MembershipEvent, MessageEvent, PlatformEvent } from '../../contracts/message.ts'
import { field, isObject, objectIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { partsOf } from './content.ts'
import { readCommand, readInteraction } from './interaction.ts'
import { addressOf, eventTime, isShared, keysOf, messageKey, orderOf, ownIds, teamOf, timeOf } from './place.ts'
import type { Keys } from './place.ts'
import type { Native } from './native.ts'

/** An event and what it came in. */
interface Delivered {
  readonly body: JsonObject
  readonly event: JsonObject
  readonly team: string
  /** Ids of the bot itself. */
  readonly own: readonly string[]
}

/**
 * Pure and total: whatever JSON it is given, it is an event, and `unsupported` with Slack's own name for it when
 * nothing fits.
 */
export function parse(native: Native): PlatformEvent | undefined {
  if (!isObject(native)) return undefined
  const event = objectIn(native, 'event')
  if (event !== undefined) return readEvent({ body: native, event, team: teamOf(native), own: ownIds(native) })
  if (textIn(native, 'command') !== undefined) return readCommand(native)
  return readInteraction(native)
}

type Read = (delivered: Delivered) => PlatformEvent | undefined

/** Every other type is kept as `unsupported`. https://docs.slack.dev/reference/events */
const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['message', readMessage],
  ['app_mention', (delivered) => readSaid(delivered, true)],
  ['reaction_added', (delivered) => readReaction(delivered, 'added')],
  ['reaction_removed', (delivered) => readReaction(delivered, 'removed')],
  ['member_joined_channel', (delivered) => readMembership(delivered, 'joined')],
  ['member_left_channel', (delivered) => readMembership(delivered, 'left')],
  ['channel_left', (delivered) => readMembership(delivered, 'left')],
  ['group_left', (delivered) => readMembership(delivered, 'left')],
  ['channel_rename', readRename],
  ['group_rename', readRename],
  ['channel_id_changed', readMove],
  ['assistant_thread_started', readAssistantThread],
  ['tokens_revoked', readRevocation],
  ['app_uninstalled', (delivered) => revoked(delivered, 'The app was removed from the workspace: install it again.')],
])

const longestName = 64

function readEvent(delivered: Delivered): PlatformEvent {
  const type = textIn(delivered.event, 'type') ?? 'event'
  return readers.get(type)?.(delivered) ?? unsupported(delivered, textIn(delivered.event, 'subtype') ?? type)
}

function unsupported({ body, event, team }: Delivered, native: string): PlatformEvent {
  const chat = textIn(event, 'channel')
  const ts = textIn(event, 'ts')
  const user = textIn(event, 'user')
  const named = chat === undefined || ts === undefined ? undefined : messageKey(team, chat, ts, subtypeKey(event))
  return {
    kind: 'unsupported',
    keys: keysOf(body, named),
    ...(chat === undefined ? {} : { address: addressOf(chat, event) }),
    ...(user === undefined ? {} : { from: { id: user } }),
    at: eventTime(body, event),
    native: native.slice(0, longestName),
  }
}

// ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────────

function readMessage(delivered: Delivered): PlatformEvent | undefined {
  switch (textIn(delivered.event, 'subtype')) {
    case undefined:
    case 'file_share':
    case 'thread_broadcast':
    case 'me_message':
      return readSaid(delivered, false)
    case 'message_changed':
      return readChange(delivered)
    case 'message_deleted':
      return readDeletion(delivered)
    case 'channel_join':
    case 'group_join':
      return readMembership(delivered, 'joined')
    case 'channel_leave':
    case 'group_leave':
      return readMembership(delivered, 'left')
    default:
      return undefined
  }
}

/** A message that says something new has one name, whichever way it comes; news about one has another. */
function subtypeKey(event: JsonObject): string | undefined {
  const subtype = textIn(event, 'subtype')
  return subtype?.startsWith('message_') === true ? subtype : undefined
}

/** The bot itself, another bot, an integration, or Slack: nobody who waits for an answer. */
function isBot(message: JsonObject | undefined): boolean {
  const user = textIn(message, 'user')
  return (
    textIn(message, 'bot_id') !== undefined ||
    objectIn(message, 'bot_profile') !== undefined ||
    field(message, 'subtype') === 'bot_message' ||
    user === 'USLACK' ||
    user === 'USLACKBOT'
  )
}

/** `message` and `app_mention` tell of one message: they have a key in common, and whichever comes first counts. */
function readSaid(delivered: Delivered, mention: boolean): PlatformEvent | undefined {
  const { body, event, team, own } = delivered
  const chat = textIn(event, 'channel')
  const ts = textIn(event, 'ts')
  const user = textIn(event, 'user')
  if (isBot(event)) return unsupported(delivered, 'bot_message')
  if (chat === undefined || ts === undefined || user === undefined) return undefined
  const parts = partsOf(event, own)
  if (parts.length === 0) return undefined
  const address = addressOf(chat, event)
  const order = orderOf(ts)
  const group = isShared(chat, channelType(event))
  const mentioned = group && (mention || isMentioned(event, own))
  const message: MessageEvent = {
    kind: 'message',
    keys: keysOf(body, messageKey(team, chat, ts)),
    address,
    from: { id: user, ...nameIn(event) },
    at: timeOf(ts),
    ...(order === undefined ? {} : { order }),
    ...(group ? { group } : {}),
    id: ts,
    parts,
    ...(mentioned ? { mentioned } : {}),
  }
  return message
}

/** By name, or by an answer in a thread that the bot began. Where Slack does not say who we are, any name may be ours. */
function isMentioned(event: JsonObject, own: readonly string[]): boolean {
  const named = [...(textIn(event, 'text') ?? '').matchAll(/<@([A-Z0-9_]+)/g)].map(([, id = '']) => id)
  const parent = textIn(event, 'parent_user_id')
  if (parent !== undefined && own.includes(parent)) return true
  return own.length === 0 ? named.length > 0 : named.some((id) => own.includes(id))
}

function nameIn(event: JsonObject): { readonly name?: string } {
  const profile = objectIn(event, 'user_profile')
  const name = textIn(profile, 'display_name') ?? textIn(profile, 'real_name')
  return name === undefined ? {} : { name }
}

/** Slack says "changed" too when it unfolds a link or counts answers: that is no edit. */
function readChange(delivered: Delivered): PlatformEvent | undefined {
  const { body, event, team, own } = delivered
  const message = objectIn(event, 'message')
  const before = objectIn(event, 'previous_message')
  const chat = textIn(event, 'channel')
  const id = textIn(message, 'ts')
  if (chat === undefined || message === undefined || id === undefined) return undefined
  if (field(message, 'subtype') === 'tombstone') return deletion(delivered, chat, id, before ?? message)
  if (isBot(message)) return undefined
  const parts = partsOf(message, own)
  if (before !== undefined && JSON.stringify(parts) === JSON.stringify(partsOf(before, own))) return undefined
  const user = textIn(message, 'user')
  return {
    kind: 'edit',
    keys: keysOf(body, changeKey(team, chat, event)),
    address: addressOf(chat, message),
    ...(user === undefined ? {} : { from: { id: user } }),
    at: eventTime(body, event),
    ...ordered(textIn(event, 'ts')),
    ...shared(chat, event),
    id,
    parts,
  }
}

function readDeletion(delivered: Delivered): PlatformEvent | undefined {
  const { event } = delivered
  const before = objectIn(event, 'previous_message')
  const chat = textIn(event, 'channel')
  const id = textIn(event, 'deleted_ts') ?? textIn(before, 'ts')
  return chat === undefined || id === undefined ? undefined : deletion(delivered, chat, id, before)
}

function deletion(
  { body, event, team }: Delivered,
  chat: string,
  id: string,
  before: JsonObject | undefined,
): PlatformEvent | undefined {
  if (isBot(before)) return undefined
  const user = textIn(before, 'user')
  return {
    kind: 'edit',
    keys: keysOf(body, changeKey(team, chat, event)),
    address: addressOf(chat, before),
    ...(user === undefined ? {} : { from: { id: user } }),
    at: eventTime(body, event),
    ...ordered(textIn(event, 'ts')),
    ...shared(chat, event),
    id,
    parts: [],
    deleted: true,
  }
}

function changeKey(team: string, chat: string, event: JsonObject): string | undefined {
  const ts = textIn(event, 'ts') ?? textIn(event, 'event_ts')
  return ts === undefined ? undefined : messageKey(team, chat, ts, textIn(event, 'subtype'))
}

function ordered(ts: string | undefined): { readonly order?: number } {
  const order = orderOf(ts)
  return order === undefined ? {} : { order }
}

function shared(chat: string, event: JsonObject): { readonly group?: true } {
  return isShared(chat, channelType(event)) ? { group: true } : {}
}

/** Slack's letters for kinds of channels in some events (`C`, `G`) say nothing that the id does not. */
function channelType(event: JsonObject): string | undefined {
  const type = textIn(event, 'channel_type')
  return type === undefined || type.length < 2 ? undefined : type
}

// ── Reactions, members, channels ─────────────────────────────────────────────────────────────────────────────────

function readReaction(delivered: Delivered, how: 'added' | 'removed'): PlatformEvent | undefined {
  const { body, event, team, own } = delivered
  const item = objectIn(event, 'item')
  const chat = textIn(item, 'channel')
  const message = textIn(item, 'ts')
  const reaction = textIn(event, 'reaction')
  const user = textIn(event, 'user')
  if (chat === undefined || message === undefined || reaction === undefined || field(item, 'type') !== 'message')
    return undefined
  if (user !== undefined && own.includes(user)) return undefined
  const ts = textIn(event, 'event_ts')
  return {
    kind: 'reaction',
    keys: keysOf(body, ts === undefined ? undefined : `r:${team}/${chat}/${message}/${user ?? ''}/${reaction}/${ts}`),
    address: { chat },
    ...(user === undefined ? {} : { from: { id: user } }),
    at: eventTime(body, event),
    ...ordered(ts),
    ...shared(chat, event),
    message,
    added: how === 'added' ? [reaction] : [],
    removed: how === 'removed' ? [reaction] : [],
  }
}

/** Told twice, as an event and as a message of the channel, within the same second: hence a key for the person. */
function readMembership(delivered: Delivered, change: 'joined' | 'left'): PlatformEvent | undefined {
  const { body, event, team } = delivered
  const chat = textIn(event, 'channel')
  const user = textIn(event, 'user')
  if (chat === undefined) return undefined
  const at = eventTime(body, event)
  const again =
    user === undefined || at === 0 ? undefined : `${change}:${team}/${chat}/${user}/${Math.floor(at / 1000)}`
  return {
    kind: 'membership',
    keys: keysOf(body, again),
    address: { chat },
    ...(user === undefined ? {} : { from: { id: user }, who: [{ id: user }] }),
    at,
    ...shared(chat, event),
    change,
  }
}

function readRename(delivered: Delivered): PlatformEvent | undefined {
  const channel = objectIn(delivered.event, 'channel')
  const chat = textIn(channel, 'id')
  return chat === undefined ? undefined : membership(delivered, { address: { chat }, change: 'renamed' }, true)
}

function readMove(delivered: Delivered): PlatformEvent | undefined {
  const from = textIn(delivered.event, 'old_channel_id')
  const to = textIn(delivered.event, 'new_channel_id')
  if (from === undefined || to === undefined) return undefined
  return membership(delivered, { address: { chat: from }, change: 'moved', to: { chat: to } }, true)
}

/** Somebody opened a new talk with the assistant: it may speak first. */
function readAssistantThread(delivered: Delivered): PlatformEvent | undefined {
  const started = objectIn(delivered.event, 'assistant_thread')
  const chat = textIn(started, 'channel_id')
  const thread = textIn(started, 'thread_ts')
  const user = textIn(started, 'user_id')
  if (chat === undefined || thread === undefined) return undefined
  const who = user === undefined ? {} : { from: { id: user }, who: [{ id: user }] }
  return membership(
    delivered,
    { address: { chat, thread }, change: 'joined', ...who },
    false,
    `t:${delivered.team}/${chat}/${thread}`,
  )
}

function membership(
  { body, event }: Delivered,
  about: Pick<MembershipEvent, 'address' | 'change' | 'to' | 'from' | 'who'>,
  group: boolean,
  name?: string,
): MembershipEvent {
  return {
    kind: 'membership',
    keys: keysOf(body, name) satisfies Keys,
    at: eventTime(body, event),
    ...(group ? { group } : {}),
    ...about,
  }
}

// ── The end of an installation ───────────────────────────────────────────────────────────────────────────────────

/** People's own tokens are none of ours. */
function readRevocation(delivered: Delivered): PlatformEvent | undefined {
  const bots = field(objectIn(delivered.event, 'tokens'), 'bot')
  if (!Array.isArray(bots) || bots.length === 0) return undefined
  return revoked(delivered, 'The bot token was revoked: install the app again.')
}

function revoked(delivered: Delivered, why: string): PlatformEvent {
  const event = unsupported(delivered, textIn(delivered.event, 'type') ?? 'event')
  return event.kind === 'unsupported' ? { ...event, revoked: why } : event
}
