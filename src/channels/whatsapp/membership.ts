import type { Address, MembershipEvent, Sender } from '../../contracts/message.ts'
import { field, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { addressOf, completed, groupChat, senderOf } from './place.ts'
import type { Ids } from './place.ts'

type Base = Pick<MembershipEvent, 'keys' | 'at'>

/**
 * A person has another number, or another id with it. WhatsApp says it up to three times: as a message about the
 * number, as one about the id, and as a change of the id. The old id is named as such or in the words alone.
 */
export function movedIn(message: JsonObject, base: Base): MembershipEvent | undefined {
  const system = objectIn(message, 'system')
  const type = field(system, 'type')
  if (type !== 'user_changed_number' && type !== 'user_changed_user_id' && type !== 'customer_changed_number')
    return undefined
  const [, said, next] = / from (\S+) to (\S+?)\.?$/.exec(textIn(system, 'body') ?? '') ?? []
  const isNumber = type !== 'user_changed_user_id'
  const before: Ids = {
    phone: textIn(message, 'from') ?? (isNumber ? said : undefined),
    user: textIn(system, 'previous_user_id') ?? textIn(message, 'from_user_id') ?? (isNumber ? undefined : said),
  }
  const after: Ids = {
    phone: textIn(system, 'wa_id') ?? textIn(system, 'new_wa_id') ?? (isNumber ? next : undefined),
    user: textIn(system, 'user_id') ?? (isNumber ? undefined : next),
  }
  return moved(addressOf(before), addressOf(after), base)
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids (user_id_update) */
export function movedPerson(update: JsonObject, beside: JsonObject, at: number): MembershipEvent | undefined {
  const user = objectIn(update, 'user_id')
  const [before, after] = [textIn(user, 'previous'), textIn(user, 'current')]
  if (before === undefined || after === undefined) return undefined
  const phone = textIn(update, 'wa_id') ?? completed({ user: after }, beside).phone
  return moved({ chat: before }, addressOf({ user: after, phone }), { keys: [`id:${before}:${after}`], at })
}

/** Said several times in different webhooks; the second key makes the same change one event. */
function moved(from: Address | undefined, to: Address | undefined, { keys, at }: Base): MembershipEvent | undefined {
  if (!from || !to || from.chat === to.chat) return undefined
  const [first] = keys
  const again = `id:${from.chat}:${to.chat}`
  return {
    kind: 'membership',
    keys: first === again ? [first] : [first, again],
    address: from,
    at,
    change: 'moved',
    from: { id: from.chat },
    who: [{ id: to.chat }],
    to,
  }
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/groups/webhooks (group_participants_update) */
export function groupNews(group: JsonObject, at: number): MembershipEvent | undefined {
  const id = textIn(group, 'group_id')
  const type = textIn(group, 'type')
  const change =
    type === 'group_participants_add' ? 'joined' : type === 'group_participants_remove' ? 'left' : undefined
  if (id === undefined || change === undefined) return undefined
  const who = objectsIn(group, change === 'joined' ? 'added_participants' : 'removed_participants').flatMap(participant)
  if (who.length === 0) return undefined
  const names = who.map((person) => person.id).join(',')
  return {
    kind: 'membership',
    keys: [`g:${id}:${change}:${names}:${at}`],
    address: { chat: groupChat + id },
    group: true,
    at,
    change,
    who,
  }
}

function participant(person: JsonObject): readonly Sender[] {
  const ids = { phone: textIn(person, 'wa_id') ?? textIn(person, 'input'), user: textIn(person, 'user_id') }
  const sender = senderOf(ids, {})
  return sender === undefined ? [] : [sender]
}
