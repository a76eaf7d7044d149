import { createHmac } from 'node:crypto'
import type { Channel } from '../contracts/tenant.ts'

/** One call of a platform's, as it would make it itself. */
export interface PlatformCall {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

interface Impersonation {
  /** The payload as it would come for this channel: some name the account that they are for. */
  readonly addressed?: (payload: Json, settings: Channel['settings']) => Json
  /** The same said once more: what is known by its number or time already would not be handled twice. */
  readonly renewed: (payload: Json, now: number) => Json
  readonly call: (payload: Json, channel: Channel) => PlatformCall
}

type Json = Readonly<Record<string, unknown>>

const jsonType = { 'content-type': 'application/json' }

/** By platform: how it numbers what it says, and what it sends along so that it is believed. */
const impersonations: Readonly<Record<string, Impersonation>> = {
  telegram: {
    renewed: (update, now) => ({ ...update, update_id: now }),
    call: (update, { webhookSecret }) => ({
      body: JSON.stringify(update),
      // Empty: Telegram was told no secret, and the URL's token vouches alone.
      headers: webhookSecret === '' ? jsonType : { ...jsonType, 'x-telegram-bot-api-secret-token': webhookSecret },
    }),
  },
  slack: {
    renewed: renewedSlack,
    call(payload, { settings }) {
      const isEvent = isJson(payload['event']) || typeof payload['challenge'] === 'string'
      const body = isEvent ? JSON.stringify(payload) : formOf(payload)
      const stamp = String(Math.floor(Date.now() / 1000))
      return {
        body,
        headers: {
          'content-type': isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
          'x-slack-request-timestamp': stamp,
          'x-slack-signature': `v0=${hmac(settings['signingSecret'], `v0:${stamp}:${body}`)}`,
        },
      }
    },
  },
  whatsapp: {
    addressed: (payload, { phoneNumberId }) =>
      changed(payload, (name, value) => (name === 'phone_number_id' ? phoneNumberId : value)),
    renewed: (payload, now) =>
      changed(payload, (name, value, list) =>
        name === 'id' && (list === 'messages' || list === 'statuses') ? `${String(value)}.${now}` : value,
      ),
    call(payload, { settings }) {
      const body = JSON.stringify(payload)
      return { body, headers: { ...jsonType, 'x-hub-signature-256': `sha256=${hmac(settings['appSecret'], body)}` } }
    },
  },
}

/** `again`: with new numbers, so that it is not known already. A platform that signs nothing is believed as it is. */
export function asPlatform(channel: Channel, payload: unknown, again: boolean, now = Date.now()): PlatformCall {
  const impersonation = impersonations[channel.platform]
  if (impersonation === undefined || !isJson(payload)) return { body: JSON.stringify(payload), headers: jsonType }
  const { addressed, renewed, call } = impersonation
  const mine = addressed?.(payload, channel.settings) ?? payload
  return call(again ? renewed(mine, now) : mine, channel)
}

/** Events have an id and a time; interactions and commands are known by a trigger, and presses by their time. */
function renewedSlack(payload: Json, now: number): Json {
  const time = (now / 1000).toFixed(6)
  const renew = (name: string, value: unknown, inside: string): unknown => {
    if (name === 'event_id' || name === 'trigger_id') return `${String(value)}.${now}`
    if (name === 'event_ts' || name === 'action_ts') return time
    return name === 'ts' && inside === 'event' ? time : value
  }
  return changed(payload, renew)
}

/** Interactions come as a form with JSON in it, commands as a form. */
function formOf(payload: Json): string {
  const fields = payload['command'] === undefined ? { payload: JSON.stringify(payload) } : payload
  const texts = Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)])
  return new URLSearchParams(texts).toString()
}

function hmac(secret: unknown, text: string): string {
  return createHmac('sha256', String(secret)).update(text).digest('hex')
}

/** A copy with other values; `inside` is the name of the nearest list or object that a value stands in. */
function changed(payload: Json, change: (name: string, value: unknown, inside: string) => unknown): Json {
  const copy = (value: unknown, name: string, inside: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => copy(item, name, inside))
    if (isJson(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner, key, name)]))
    }
    return change(name, value, inside)
  }
  return copy(payload, '', '') as Json // an object's copy is one
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
