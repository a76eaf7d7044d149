import type { ButtonEvent, CommandEvent, PlatformEvent } from '../../contracts/message.ts'
import { field, integerIn, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { typed } from './content.ts'
import { addressOf, isShared, keysOf, personFrom, teamOf, timeOf } from './place.ts'

const longestName = 64

/** https://docs.slack.dev/interactivity/implementing-slash-commands */
export function readCommand(command: JsonObject): PlatformEvent {
  const name = /^\/(\S{1,100})$/.exec(textIn(command, 'command') ?? '')?.[1]
  const chat = textIn(command, 'channel_id')
  const user = textIn(command, 'user_id')
  const trigger = textIn(command, 'trigger_id')
  const keys = keysOf(command, trigger === undefined ? undefined : `c:${trigger}`)
  const at = integerIn(command, 'at') ?? 0
  if (name === undefined || chat === undefined || user === undefined) {
    return { kind: 'unsupported', keys, at, native: 'slash_command' }
  }
  const username = textIn(command, 'user_name')
  const respondTo = textIn(command, 'response_url')
  const event: CommandEvent = {
    kind: 'command',
    keys,
    address: addressOf(chat, command),
    from: { id: user, ...(username === undefined ? {} : { username }) },
    at,
    ...(isShared(chat) && field(command, 'channel_name') !== 'directmessage' ? { group: true } : {}),
    id: trigger ?? keys[0],
    name: name.toLowerCase(),
    text: typed(textIn(command, 'text') ?? '').trim(),
    ...(respondTo === undefined ? {} : { respondTo }),
  }
  return event
}

/** Buttons and menus of messages; everything else (views, shortcuts, dialogs of old) is kept as `unsupported`. */
export function readInteraction(body: JsonObject): PlatformEvent {
  return readPress(body) ?? unsupported(body)
}

/** https://docs.slack.dev/reference/interaction-payloads/block_actions-payload */
function readPress(body: JsonObject): ButtonEvent | undefined {
  if (field(body, 'type') !== 'block_actions') return undefined
  const [action] = objectsIn(body, 'actions')
  const chosen = action && chosenOf(action)
  const from = personFrom(objectIn(body, 'user'))
  if (action === undefined || chosen === undefined || from === undefined) return undefined
  const container = objectIn(body, 'container')
  const shown = objectIn(body, 'message')
  const channel = textIn(objectIn(body, 'channel'), 'id') ?? textIn(container, 'channel_id')
  const ts = textIn(shown, 'ts') ?? textIn(container, 'message_ts')
  const thread = textIn(shown, 'thread_ts') ?? textIn(container, 'thread_ts')
  const place: JsonObject = {
    ...(ts === undefined ? {} : { ts }),
    ...(thread === undefined ? {} : { thread_ts: thread }),
  }
  const isHidden = field(container, 'is_ephemeral') === true
  const respondTo = isHidden ? textIn(body, 'response_url') : undefined
  return {
    kind: 'button',
    keys: keysOf(body, pressKey(body, action, from.id)),
    // In a view there is no channel: the person is all there is.
    address: channel === undefined ? { chat: from.id } : addressOf(channel, place),
    from,
    at: timeOf(textIn(action, 'action_ts')),
    ...(channel !== undefined && isShared(channel) ? { group: true } : {}),
    ...chosen,
    ...(ts === undefined ? {} : { message: ts }),
    ...(respondTo === undefined ? {} : { respondTo }),
  }
}

function pressKey(body: JsonObject, action: JsonObject, user: string): string | undefined {
  const ts = textIn(action, 'action_ts')
  if (ts === undefined) return undefined
  return `a:${teamOf(body)}/${user}/${textIn(action, 'block_id') ?? ''}/${textIn(action, 'action_id') ?? ''}/${ts}`
}

/** A button's value, or a menu's one choice. */
function chosenOf(action: JsonObject): Pick<ButtonEvent, 'option' | 'label'> | undefined {
  const selected = objectIn(action, 'selected_option')
  const isButton = field(action, 'type') === 'button' || (selected === undefined && field(action, 'type') === undefined)
  const option =
    selected === undefined
      ? isButton
        ? (textIn(action, 'value') ?? textIn(action, 'action_id'))
        : undefined
      : textIn(selected, 'value')
  if (option === undefined) return undefined
  const label = textIn(objectIn(selected ?? action, 'text'), 'text')
  return { option, ...(label === undefined ? {} : { label }) }
}

function unsupported(body: JsonObject): PlatformEvent {
  const from = personFrom(objectIn(body, 'user'))
  const chat = textIn(objectIn(body, 'channel'), 'id') ?? textIn(body, 'channel_id')
  const trigger = textIn(body, 'trigger_id')
  return {
    kind: 'unsupported',
    keys: keysOf(body, trigger === undefined ? undefined : `i:${trigger}`),
    ...(chat === undefined ? {} : { address: { chat } }),
    ...(from && { from }),
    at: timeOf(textIn(body, 'action_ts')),
    native: (
      textIn(body, 'type') ?? (textIn(body, 'trigger_word') === undefined ? 'interaction' : 'outgoing_webhook')
    ).slice(0, longestName),
  }
}
