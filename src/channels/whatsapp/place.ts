import type { Address, Sender } from '../../contracts/message.ts'
import { field, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'

/** How WhatsApp names a person: by phone number, by an id of the business's own (BSUID), or by both. */
export interface Ids {
  readonly phone?: string | undefined
  readonly user?: string | undefined
}

/** Begins the chat of a group: its id looks like nothing in particular. */
export const groupChat = 'group:'

/**
 * A person's chat is the id that is the business's own, where there is one: numbers are given up and given to others,
 * and from some people none comes at all. What was begun under the number goes on under the id: the number is its alias.
 */
export function addressOf({ phone, user }: Ids): Address | undefined {
  if (user !== undefined) return { chat: user, ...(phone === undefined ? {} : { alias: phone }) }
  return phone === undefined ? undefined : { chat: phone }
}

/** Where a message goes: a number wins where both are given. https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids */
export function recipientOf({ chat, alias }: Address) {
  if (chat.startsWith(groupChat)) return { recipient_type: 'group', to: chat.slice(groupChat.length) } as const
  const to = isPhone(chat) ? chat : alias
  return {
    recipient_type: 'individual',
    ...(to === undefined ? {} : { to }),
    ...(isPhone(chat) ? {} : { recipient: chat }),
  } as const
}

/** Numbers are WhatsApp's own to verify: the id of a person, or beside it, in a chat that is theirs. */
export function phone({ id }: Sender, { chat, alias }: Address): string | undefined {
  const number = [id, ...(chat === id && alias !== undefined ? [alias] : [])].find(isPhone)
  return number === undefined ? undefined : international(number)
}

function international(number: string): string | undefined {
  const digits = number.replaceAll(/\D/g, '')
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : undefined
}

function isPhone(id: string): boolean {
  return /^\+?[\d\s().-]+$/.test(id)
}

/** Ids of a person as `messages` has them, completed from what is said about people beside it. */
export function completed(ids: Ids, beside: JsonObject): Ids {
  const { phone, user } = ids
  const contact = contactOf(ids, beside)
  return { phone: phone ?? textIn(contact, 'wa_id'), user: user ?? textIn(contact, 'user_id') }
}

/** The person behind completed ids. */
export function senderOf(ids: Ids, beside: JsonObject): Sender | undefined {
  const id = ids.user ?? ids.phone
  if (id === undefined) return undefined
  const contacts = objectsIn(beside, 'contacts')
  const profile = objectIn(contactOf(ids, beside) ?? (contacts.length === 1 ? contacts[0] : undefined), 'profile')
  const name = textIn(profile, 'name')
  const username = textIn(profile, 'username')
  return { id, ...(name === undefined ? {} : { name }), ...(username === undefined ? {} : { username }) }
}

function contactOf({ phone, user }: Ids, beside: JsonObject): JsonObject | undefined {
  const contacts = objectsIn(beside, 'contacts')
  if (phone === undefined && user === undefined) return contacts.length === 1 ? contacts[0] : undefined
  return contacts.find(
    (contact) =>
      (user !== undefined && field(contact, 'user_id') === user) ||
      (phone !== undefined && field(contact, 'wa_id') === phone),
  )
}
