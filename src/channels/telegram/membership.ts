import type { MembershipEvent, MessageEvent, Sender } from '../../contracts/message.ts'
import { field, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { idIn, personFrom, placeOf, senderOf, timeOf } from './place.ts'

type Base = Pick<MessageEvent, 'keys' | 'order'>
type Common = Base & Pick<MessageEvent, 'address' | 'group' | 'from' | 'at'>

/** What a service message says about who is in the chat, and where the chat is. */
export function membershipIn(message: JsonObject, common: Common): MembershipEvent | undefined {
  const chat = common.address.chat
  const movedTo = idIn(message, 'migrate_to_chat_id')
  if (movedTo !== undefined) return moved(common, chat, movedTo)
  const movedFrom = idIn(message, 'migrate_from_chat_id')
  if (movedFrom !== undefined) return moved(common, movedFrom, chat)
  const joined = objectsIn(message, 'new_chat_members').flatMap(personFrom)
  if (joined.length > 0) return came('joined', joined, common)
  const left = [objectIn(message, 'left_chat_member')].flatMap(personFrom)
  if (left.length > 0) return came('left', left, common)
  if (textIn(message, 'new_chat_title') !== undefined) return { kind: 'membership', ...common, change: 'renamed' }
  return undefined
}

/** Said twice, in the old chat and in the new one: the second key makes it one event. */
function moved(common: Common, from: string, to: string): MembershipEvent {
  const keys: Common['keys'] = [common.keys[0], `moved:${from}:${to}`]
  return { kind: 'membership', ...common, keys, address: { chat: from }, change: 'moved', to: { chat: to } }
}

/** Said twice where the bot is an administrator, as a message and as a change of a member; hence a key for each person. */
function came(change: 'joined' | 'left', who: readonly Sender[], common: Common): MembershipEvent {
  const again = who.map(({ id }) => `${change}:${common.address.chat}:${id}:${common.at}`)
  return { kind: 'membership', ...common, keys: [common.keys[0], ...again], change, who }
}

export function ownMembership(update: JsonObject, base: Base): MembershipEvent | undefined {
  const place = placeOf(update)
  if (place === undefined || place.group === true) return membership(update, base)
  const was = field(objectIn(update, 'old_chat_member'), 'status')
  const is = field(objectIn(update, 'new_chat_member'), 'status')
  const change = is === 'kicked' ? 'blocked' : was === 'kicked' && is === 'member' ? 'unblocked' : undefined
  if (!change || was === is) return undefined
  const who = [objectIn(update, 'from')].flatMap(personFrom)
  return { kind: 'membership', ...base, ...place, ...(who[0] && { from: who[0] }), at: timeOf(update), change, who }
}

export function membership(update: JsonObject, base: Base): MembershipEvent | undefined {
  const place = placeOf(update)
  const was = isIn(objectIn(update, 'old_chat_member'))
  const is = isIn(objectIn(update, 'new_chat_member'))
  const who = [objectIn(objectIn(update, 'new_chat_member'), 'user')].flatMap(personFrom)
  // Anything else is a change of rights.
  if (!place || was === is || who.length === 0) return undefined
  const from = senderOf(update)
  return came(is ? 'joined' : 'left', who, { ...base, ...place, ...(from && { from }), at: timeOf(update) })
}

function isIn(member: JsonObject | undefined): boolean {
  const status = field(member, 'status')
  if (status === 'restricted') return field(member, 'is_member') === true
  return status === 'creator' || status === 'administrator' || status === 'member'
}
