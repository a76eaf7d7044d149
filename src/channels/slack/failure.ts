import type { WebAPICallResult } from '@slack/web-api'
import { slackDefaults } from '../../config/defaults.ts'
import { Busy, GatewayError, Refused, Unauthorized } from '../../contracts/errors.ts'
import { field, integerIn, objectIn, textIn } from '../json.ts'

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors, and what all methods have in common. */
const credentials: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'org_login_required',
  'not_allowed_token_type',
  'team_access_not_granted',
  'invalid_refresh_token',
  'bad_client_secret',
  'invalid_client_id',
])

const passing: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'external_channel_migrating',
])

/** The platform's own word for why a call failed; undefined when it did not answer. */
export function slackError(error: unknown): string | undefined {
  return textIn(objectIn(asRecord(error), 'data'), 'error')
}

/** Blocks that Slack does not take: an image it cannot fetch, more than it says. */
export function isAboutBlocks(error: unknown): boolean {
  return /^(?:invalid_blocks|invalid_blocks_format|msg_blocks_too_long|invalid_attachments)$/.test(
    slackError(error) ?? '',
  )
}

/** Nobody may speak in the channel, or nobody knows it: whoever asked there can still be answered. */
export function isElsewhere(error: unknown): boolean {
  return /^(?:not_in_channel|channel_not_found)$/.test(slackError(error) ?? '')
}

/** What to do about a call that failed. `secrets` never show up in the words. */
export function asGatewayError(error: unknown, method: string, secrets: readonly string[]): GatewayError | Error {
  if (error instanceof GatewayError) return error
  const record = asRecord(error)
  const say = (words: string) =>
    secrets.reduce((said, secret) => said.replaceAll(secret, '…'), words).slice(0, slackDefaults.reasonLength)
  switch (textIn(record, 'code')) {
    case 'slack_webapi_rate_limited_error':
      return new Busy(`Slack answered ${method}: too many requests.`, (integerIn(record, 'retryAfter') ?? 1) * 1000)
    case 'slack_webapi_platform_error':
      return refusal(textIn(objectIn(record, 'data'), 'error') ?? 'an error without a name', method, record, say)
    case 'slack_webapi_http_error': {
      const status = integerIn(record, 'statusCode') ?? 0
      const said = `Slack answered ${method} with HTTP ${status}.`
      return status >= 500 || status === 429 || status === 408 ? new Busy(said) : new Refused(said, { status })
    }
    default:
      // Whatever else goes wrong on the way is the network's; its words may name addresses, so they stay inside.
      return new Busy(`Slack could not be reached (${method}).`)
  }
}

function refusal(name: string, method: string, record: object, say: (words: string) => string): GatewayError {
  const said = say(`Slack answered ${method}: ${name}`)
  if (credentials.has(name)) return new Unauthorized(`${said}. Install the app again, or copy its bot token anew.`)
  if (passing.has(name)) return new Busy(said, retryAfter(record))
  if (name === 'missing_scope')
    return new Refused(`${said}. The app lacks the scope ${say(neededScope(record))}: install it again with it.`)
  return new Refused(said)
}

function neededScope(record: object): string {
  return textIn(objectIn(record, 'data'), 'needed') ?? 'that it needs'
}

function retryAfter(record: object): number | undefined {
  const seconds = integerIn(objectIn(objectIn(record, 'data'), 'response_metadata'), 'retryAfter')
  return seconds === undefined ? undefined : seconds * 1000
}

/** Errors of the client are classes of a library that is loaded later: they are known by their fields. */
function asRecord(error: unknown): object {
  if (typeof error !== 'object' || error === null) return {}
  const names = ['code', 'data', 'retryAfter', 'statusCode'] as const
  return Object.fromEntries(names.map((name) => [name, (error as Record<string, unknown>)[name]])) // any object has fields
}

/** An answer is good when it says so; the client threw otherwise. */
export function answerText(answer: WebAPICallResult, name: string): string | undefined {
  const value = field(answer, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}
