import { createHmac, timingSafeEqual } from 'node:crypto'
import { slackDefaults } from '../../config/defaults.ts'
import type { RawRequest, RawResponse } from '../../contracts/channel.ts'
import { Invalid, Unauthorized } from '../../contracts/errors.ts'
import { isObject } from '../json.ts'
import type { JsonObject } from '../json.ts'
import type { Settings, SlackClient } from './connect.ts'
import { isNative, splitNative } from './native.ts'
import type { Native } from './native.ts'

/**
 * Events, interactions and slash commands all come to one address. A retry is taken like a first try: after a downtime
 * it is the only one, and otherwise its keys are known. https://docs.slack.dev/apis/events-api
 */
export function webhook(
  request: RawRequest,
  { signingSecret }: Pick<Settings, 'signingSecret'>,
): readonly Native[] | RawResponse {
  const sentAt = verified(request, signingSecret)
  const body = read(request)
  if (body['type'] === 'url_verification' && typeof body['challenge'] === 'string') {
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: body['challenge'] }
  }
  // Slack looks whether our certificate is good; there is nothing to keep.
  if (body['ssl_check'] === '1') return { status: 200, body: '' }
  return splitNative(body, sentAt)
}

/**
 * When the request was sent, milliseconds since 1970. Over the raw bytes and in constant time, and against our clock in
 * both directions; Bolt's own check reads the body as text, and takes what comes from the future.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
function verified({ headers, body }: RawRequest, secret: string): number {
  const stamp = headers['x-slack-request-timestamp'] ?? ''
  if (!/^\d{1,12}$/.test(stamp)) throw new Unauthorized('The request carries no timestamp of Slack’s.')
  const sentAt = Number(stamp) * 1000
  const expected = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${stamp}:`).update(body).digest('hex')}`)
  const given = Buffer.from(headers['x-slack-signature'] ?? '')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Unauthorized('The request is not signed with the signing secret of the app.')
  }
  if (Math.abs(Date.now() - sentAt) > slackDefaults.signatureMs) {
    throw new Unauthorized('The request is older than five minutes, or the clock of this machine is wrong.')
  }
  return sentAt
}

/** JSON, or a form: its `payload` is JSON again, and without one it is a slash command. */
function read({ headers, body }: RawRequest): JsonObject {
  const isForm = (headers['content-type'] ?? '').toLowerCase().startsWith('application/x-www-form-urlencoded')
  const text = body.toString('utf8')
  const value = isForm || !/^\s*\{/.test(text) ? formOf(text) : parsed(text)
  if (isObject(value) && isNative(value)) return value
  throw new Invalid('The body is nothing that Slack sends: JSON with a type, or a form with a payload or a command.')
}

function formOf(text: string): unknown {
  const form = new URLSearchParams(text)
  const payload = form.get('payload')
  return payload === null ? Object.fromEntries(form) : parsed(payload)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** With an app-level token Slack is listened to; without one it calls. */
export function listens({ appToken }: Settings): boolean {
  return appToken !== undefined
}

/** Socket Mode, loaded where it is used. */
export async function* listen(client: SlackClient, signal: AbortSignal): AsyncGenerator<readonly Native[]> {
  const { socketMode } = await import('./socket.ts')
  yield* socketMode(client, signal)
}
