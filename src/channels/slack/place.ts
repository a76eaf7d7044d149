import { createHash } from 'node:crypto'
import type { Address, Sender } from '../../contracts/message.ts'
import { field, integerIn, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'

export type Keys = readonly [string, ...string[]]

/** Where something happened. The first message of a thread is still a message of the channel. */
export function addressOf(chat: string, message: JsonObject | undefined): Address {
  const thread = textIn(message, 'thread_ts')
  return { chat, ...(thread === undefined || thread === textIn(message, 'ts') ? {} : { thread }) }
}

/** True when many people share the channel. Ids of direct messages begin with D, and those of people with U or W. */
export function isShared(chat: string, type?: string): boolean {
  return type === undefined ? !/^[DUW]/.test(chat) : type !== 'im' && type !== 'app_home'
}

/** Milliseconds since 1970 of a timestamp like `1766458026.240809`; 0 where there is none. */
export function timeOf(ts: string | undefined): number {
  const micros = orderOf(ts)
  return micros === undefined ? 0 : Math.floor(micros / 1000)
}

/** Microseconds: timestamps name the messages of a channel in their order. */
export function orderOf(ts: string | undefined): number | undefined {
  const [, seconds, micros] = /^(\d{1,10})\.(\d{1,6})$/.exec(ts ?? '') ?? []
  return seconds === undefined || micros === undefined
    ? undefined
    : Number(seconds) * 1_000_000 + Number(micros.padEnd(6, '0'))
}

/** The workspace that it happened in, as far as Slack says. */
export function teamOf(body: JsonObject): string {
  return (
    textIn(body, 'team_id') ?? textIn(objectIn(body, 'team'), 'id') ?? textIn(objectIn(body, 'user'), 'team_id') ?? ''
  )
}

/**
 * Keys of an event: Slack's id of it where there is one, and the names it goes by otherwise. Slack delivers one message
 * under several ids (github.com/slackapi/node-slack-sdk/issues/2141), and a retry under the same.
 */
export function keysOf(body: JsonObject, ...names: readonly (string | undefined)[]): Keys {
  const id = textIn(body, 'event_id')
  const [first, ...rest] = [id === undefined ? undefined : `e:${id}`, ...names].filter((key) => key !== undefined)
  return first === undefined ? [fingerprint(body)] : [first, ...rest]
}

export function messageKey(team: string, chat: string, ts: string, subtype?: string): string {
  return `m:${team}/${chat}/${ts}${subtype === undefined ? '' : `/${subtype}`}`
}

/** Of what Slack gave no name: the same again has the same. */
function fingerprint(body: JsonObject): string {
  return `h:${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}`
}

/** The ids of the bot that an event was delivered to; none where Slack does not say. */
export function ownIds(body: JsonObject): readonly string[] {
  const authorized = objectsIn(body, 'authorizations').flatMap((one) => textIn(one, 'user_id') ?? [])
  if (authorized.length > 0) return authorized
  const users = field(body, 'authed_users')
  return Array.isArray(users) ? users.filter((user): user is string => typeof user === 'string' && user !== '') : []
}

/** A person as interactions describe one. */
export function personFrom(person: JsonObject | undefined): Sender | undefined {
  const id = textIn(person, 'id')
  if (id === undefined) return undefined
  const username = textIn(person, 'username') ?? textIn(person, 'name')
  const name = textIn(person, 'name')
  return {
    id,
    ...(name === undefined || name === username ? {} : { name }),
    ...(username === undefined ? {} : { username }),
  }
}

/** When an event happened, the more exact the better. */
export function eventTime(body: JsonObject, event: JsonObject | undefined): number {
  const exact = timeOf(textIn(event, 'event_ts') ?? textIn(event, 'ts'))
  return exact > 0 ? exact : (integerIn(body, 'event_time') ?? 0) * 1000
}
