import { createHmac, timingSafeEqual } from 'node:crypto'
import type { RawRequest, RawResponse } from '../../contracts/channel.ts'
import { Invalid, Unauthorized } from '../../contracts/errors.ts'
import { field, integerIn, isObject, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'
import type { Settings } from './connect.ts'

/** One thing out of a webhook, with what was said about it beside it. */
export interface Native {
  /** The webhook's field: `messages`. */
  readonly field: string
  /** The list that `item` stood in; absent for a change that is one thing by itself. */
  readonly list?: string
  readonly item: JsonObject
  /** What stood beside the list: `metadata` and `contacts`. */
  readonly beside: JsonObject
  /** The account it happened to, and when by the webhook's own clock, where it says. */
  readonly account?: string
  readonly time?: unknown
  /** It is about another number of the same app: kept, never handled. */
  readonly foreign: boolean
  /** Milliseconds since 1970. */
  readonly receivedAt?: number
}

/** Lists whose entries happen independently of each other, by the field they come in. */
const lists: Readonly<Record<string, readonly string[]>> = {
  messages: ['messages', 'statuses', 'errors'],
  smb_message_echoes: ['message_echoes'],
  user_id_update: ['user_id_update'],
  group_participants_update: ['groups'],
}

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint */
export function webhook(request: RawRequest, settings: Settings): readonly Native[] | RawResponse {
  if (request.method === 'GET') return verified(request.query, settings)
  if (!isSigned(request, settings.appSecret)) {
    throw new Unauthorized('The request is not signed with the app secret of this channel (X-Hub-Signature-256).')
  }
  const body = parsed(request.body)
  if (!isObject(body) || !Array.isArray(field(body, 'entry'))) {
    throw new Invalid('The body is not a webhook of WhatsApp’s: a JSON object with a list `entry`.')
  }
  const receivedAt = Date.now()
  return objectsIn(body, 'entry').flatMap((entry) =>
    objectsIn(entry, 'changes').flatMap((change) =>
      splitChange(entry, change, settings.phoneNumberId).map((native) => ({ ...native, receivedAt })),
    ),
  )
}

/** The challenge is sent back as plain text: it came from whoever asks. */
function verified(query: RawRequest['query'], { verifyToken }: Settings): RawResponse {
  const { 'hub.mode': mode, 'hub.verify_token': token = '', 'hub.challenge': challenge } = query
  if (mode !== 'subscribe' || challenge === undefined) {
    throw new Invalid('This address takes webhooks of WhatsApp’s, and its verification (hub.mode=subscribe).')
  }
  if (!isSame(token, verifyToken)) throw new Unauthorized('The verify token is not the one of this channel.')
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' }
  return { status: 200, headers, body: challenge }
}

function isSigned({ headers, body }: RawRequest, appSecret: string): boolean {
  const expected = createHmac('sha256', appSecret).update(body).digest('hex')
  return isSame((headers['x-hub-signature-256'] ?? '').toLowerCase(), `sha256=${expected}`)
}

/** In constant time; how long a secret is, is none. */
function isSame(given: string, secret: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(secret)]
  return one.length === other.length && timingSafeEqual(one, other)
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function splitChange(entry: JsonObject, change: JsonObject, phoneNumberId: string): readonly Native[] {
  const name = textIn(change, 'field') ?? 'unknown'
  const value = objectIn(change, 'value') ?? {}
  const metadata = objectIn(value, 'metadata')
  const number = textIn(metadata, 'phone_number_id') ?? integerIn(metadata, 'phone_number_id')?.toString()
  const account = textIn(entry, 'id')
  const names = Object.hasOwn(lists, name) ? (lists[name] ?? []) : []
  const common = {
    field: name,
    ...(account === undefined ? {} : { account }),
    time: field(entry, 'time'),
    // What belongs to the account says no number; what belongs to a number always does.
    foreign: number === undefined ? names.length > 0 : number !== phoneNumberId,
  }
  const beside = Object.fromEntries(Object.entries(value).filter(([key]) => !names.includes(key)))
  const items = names.flatMap((list) => objectsIn(value, list).map((item) => ({ ...common, list, item, beside })))
  return items.length > 0 ? items : [{ ...common, item: value, beside: {} }]
}
