import { whatsappDefaults } from '../../config/defaults.ts'
import { Busy, Refused, Unauthorized } from '../../contracts/errors.ts'
import { field, integerIn, objectIn, textIn } from '../json.ts'

/** What was asked for: an id that nobody knows means something else for a number than for a file. */
export type About = 'number' | 'media'

/** An answer of the Graph API's that is no success, or of something in between. */
export interface FailedAnswer {
  readonly status: number
  /** Its `error` object; undefined where the words are not the Graph API's. */
  readonly error: unknown
  /** What the answer asks to wait, milliseconds. */
  readonly retryAfterMs: number | undefined
}

/**
 * Codes are what counts: titles change, and will go.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
const advice: ReadonlyMap<number, string> = new Map([
  [368, 'The account is blocked for a while because it broke a policy: see Business Support Home.'],
  [130472, 'The person is part of an experiment of Meta’s and gets no marketing messages: do not send this one again.'],
  [130497, 'This account may not write to people in that country.'],
  [131008, 'A required parameter is missing.'],
  [131009, 'A parameter has a value that WhatsApp does not take.'],
  [131021, 'The number wrote to itself.'],
  [131026, 'It cannot be delivered: the person has no WhatsApp, an old version of it, or has not accepted its terms.'],
  [131031, 'The account is locked: see its state in WhatsApp Manager and ask for a review.'],
  [131042, 'There is a problem with the payment: set a valid way to pay in WhatsApp Manager, and replay this.'],
  [
    131047,
    'The person has not written for more than 24 hours: only a template may be sent (setting `reopenTemplate`).',
  ],
  [131048, 'Too many people blocked or reported this number: see its quality in WhatsApp Manager before sending more.'],
  [
    131049,
    'Meta held it back because the person gets enough marketing messages: do not send it again for a day or more.',
  ],
  [131050, 'The person has opted out of marketing messages: send them none.'],
  [131051, 'WhatsApp does not support this type of message.'],
  [131052, 'The file could not be fetched from where it was sent.'],
  [131053, 'The file could not be taken: see its type and its size.'],
  [132000, 'The template has another number of variables: `reopenTemplate` needs exactly one, in its body.'],
  [132001, 'There is no such template in that language, or it is not approved: see `reopenTemplate`.'],
  [132015, 'The template is paused because of its quality.'],
  [132016, 'The template was disabled because of its quality.'],
])

/** Waits for what passes by itself, milliseconds. */
const waits: ReadonlyMap<number, number> = new Map([
  [1, whatsappDefaults.troubleMs],
  [2, whatsappDefaults.troubleMs],
  [4, whatsappDefaults.accountLimitMs],
  [80007, whatsappDefaults.accountLimitMs],
  [130429, whatsappDefaults.throughputMs],
  [131000, whatsappDefaults.troubleMs],
  [131016, whatsappDefaults.troubleMs],
  [131056, whatsappDefaults.pairLimitMs],
  [131057, whatsappDefaults.maintenanceMs],
  [133004, whatsappDefaults.troubleMs],
])

/** The token, or what it may do. 200 to 299 are permissions. */
const credentials = new Set([0, 3, 10, 102, 190, 463, 467, 131005, 133010])

/** Why, in a sentence or two: what WhatsApp said, and what to do about it. */
export function reasonOf(error: unknown): string {
  const code = integerIn(error, 'code')
  const details = textIn(objectIn(error, 'error_data'), 'details') ?? textIn(error, 'details')
  const title = textIn(error, 'message') ?? textIn(error, 'title') ?? 'no reason'
  const said = details === undefined || title.includes(details) ? title : `${title}: ${details}`
  const words = `WhatsApp said ${code ?? 'without a code'}, ${said.slice(0, whatsappDefaults.reasonLength)}`
  const known = code === undefined ? undefined : advice.get(code)
  return `${/[.!?]$/.test(words) ? words : `${words}.`}${known === undefined ? '' : ` ${known}`}`
}

/** What to do about it, in this gateway's words. */
export function asGatewayError({ status, error, retryAfterMs }: FailedAnswer, about: About): Error {
  const code = integerIn(error, 'code')
  if (code === undefined) return asHttpError(status, retryAfterMs)
  const reason = reasonOf(error)
  const wait = waits.get(code)
  if (wait !== undefined) return new Busy(reason, retryAfterMs ?? wait)
  if (advice.has(code)) return new Refused(reason, { status })
  if (credentials.has(code) || (code >= 200 && code <= 299)) {
    return new Unauthorized(
      `${reason} The access token does not open this number: make a new one, or give it the rights.`,
    )
  }
  if (isNobodys(error)) {
    return about === 'media'
      ? new Refused(`${reason} WhatsApp has this file no longer.`, { status })
      : new Unauthorized(`${reason} The phone number id is wrong, or the access token has no right to it.`)
  }
  if (status === 401) return new Unauthorized(`${reason} The access token is not taken: make a new one.`)
  if (status === 429 || status >= 500 || field(error, 'is_transient') === true) return new Busy(reason, retryAfterMs)
  return new Refused(reason, { status })
}

/** "Object does not exist, cannot be loaded due to missing permissions": of an id in the address. */
function isNobodys(error: unknown): boolean {
  const code = integerIn(error, 'code')
  return code === 33 || (code === 100 && integerIn(error, 'error_subcode') === 33)
}

/** A proxy or a wrong address answers in its own way; its status says what to do all the same. */
function asHttpError(status: number, retryAfterMs: number | undefined): Error {
  const said = `HTTP ${status} came in words that are not the Graph API's.`
  if (status === 401 || status === 403 || status === 404) {
    return new Unauthorized(`${said} See the access token and the address of the Graph API.`)
  }
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return new Refused(said, { status })
  return new Busy(said, retryAfterMs)
}
