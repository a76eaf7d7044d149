import type { Address, Sender } from '../../contracts/message.ts'
import { textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'

/** How Signal names a person: by an account id (ACI), which stays, and by a number, which may be hidden or change. */
export interface Ids {
  readonly aci: string | undefined
  readonly number: string | undefined
}

/** `source` + `sourceUuid` + `sourceNumber`, and the same with other beginnings; old daemons have the first alone. */
export function idsIn(body: JsonObject | undefined, legacy: string, uuid: string, number: string): Ids | undefined {
  const old = textIn(body, legacy)
  const aci = textIn(body, uuid)
  const known =
    textIn(body, number) ?? (old !== undefined && old !== aci && (aci === undefined || isNumber(old)) ? old : undefined)
  return aci === undefined && known === undefined ? undefined : { aci, number: known }
}

export const sourceOf = (envelope: JsonObject | undefined) => idsIn(envelope, 'source', 'sourceUuid', 'sourceNumber')

export function idOf({ aci, number }: Ids): string {
  return aci ?? number ?? ''
}

/** A person's chat is the ACI where it is known; what was begun under the number goes on there. */
export function addressOf({ aci, number }: Ids): Address {
  if (aci === undefined) return { chat: number ?? '' }
  return { chat: aci, ...(number === undefined ? {} : { alias: number }) }
}

export function senderOf(ids: Ids, envelope: JsonObject): Sender {
  const name = textIn(envelope, 'sourceName')
  return { id: idOf(ids), ...(name === undefined ? {} : { name }) }
}

/** Marks the address of a group by whose id nobody would know that it is one. */
const asGroup = 'group'

export function groupAddress(groupId: string): Address {
  return isGroupId(groupId) ? { chat: groupId } : { chat: groupId, via: asGroup }
}

/** Whom a call is for, in the names of its parameters. */
export function recipientOf({
  chat,
  via,
}: Address): { readonly groupId: string } | { readonly recipient: readonly string[] } {
  return via === asGroup || isGroupId(chat) ? { groupId: chat } : { recipient: [chat] }
}

/** A group's id is 32 bytes, an old one's 16, in base64: it ends with a sign that no number, account id or name has. */
function isGroupId(chat: string): boolean {
  return /^[\w+/-]+={1,2}$/.test(chat)
}

/** The number that Signal registered: the id of a person, or beside it, in a chat that is theirs. */
export function phone({ id }: Sender, { chat, alias }: Address): string | undefined {
  return [id, ...(chat === id && alias !== undefined ? [alias] : [])].find((one) => /^\+[1-9]\d{6,14}$/.test(one))
}

function isNumber(id: string): boolean {
  return /^\+?\d+$/.test(id)
}

// ── The account itself ───────────────────────────────────────────────────────────────────────────────────────────

/** The account of the channel: by the name it has in the settings, and all that it is known by. */
export interface Own {
  readonly account: string
  readonly names: ReadonlySet<string>
}

/** `self`: its ACI, where somebody knows it. */
export function ownOf(account: string | undefined, self: string | undefined): Own {
  return { account: account ?? self ?? 'self', names: new Set([account, self].filter((name) => name !== undefined)) }
}

export function isOwn({ aci, number }: Ids, { names }: Own): boolean {
  return (aci !== undefined && names.has(aci)) || (number !== undefined && names.has(number))
}

/**
 * A message's id: who wrote it, and when by their clock. The account's own go by the name in the settings, because a
 * receipt tells nothing but the time, and the answer to a send no more.
 */
export function messageId(author: Ids, timestamp: number, own: Own): string {
  return `${isOwn(author, own) ? own.account : idOf(author)}:${timestamp}`
}

export function ownMessageId({ account }: Pick<Own, 'account'>, timestamp: number | string): string {
  return `${account}:${timestamp}`
}

/** The time in a message's id, milliseconds since 1970. */
export function timestampOf(id: string): number {
  return Number(id.slice(id.lastIndexOf(':') + 1))
}
