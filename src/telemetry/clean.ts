import { telemetryDefaults } from '../config/defaults.ts'

export const redacted = '[redacted]'

const secretForms: readonly (readonly [RegExp, string])[] = [
  // Telegram: 123456:AA…, also in the path of its URLs.
  [/\d{5,}(?::|%3A)[\w-]{30,}/gi, redacted],
  [/\b(Bearer|Basic) +[\w.~+/=-]{8,}/gi, `$1 ${redacted}`],
  // Slack, OpenAI and Anthropic, Stripe, Meta, a JWT, and ours.
  [/\b(?:xox[a-z]-|xapp-|sk-|[sr]k_(?:live|test)_|whsec_|EAA|cqy_)[\w-]{10,}/g, redacted],
  [/\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+/g, redacted],
  // What stands in URLs: our receive tokens, credentials, and parameters that carry secrets.
  [/(\/tokens\/)[^/?#\s"\\]+/g, `$1${redacted}`],
  [/(\/\/)[^\s/"@\\]+@/g, `$1${redacted}@`],
  [/([?&][\w.-]*(?:token|secret|key|password|signature)=)[^&\s"\\#]+/gi, `$1${redacted}`],
  // Whatever else is this long, of letters and digits: no id of ours is.
  [/(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{40,}/g, redacted],
]

const mailForm = /(?<![\p{L}\p{N}_.+%-])[\p{L}\p{N}_.+%-]{1,64}(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/giu
const phoneForm = /(?:\+|(?<![\p{L}\p{N}_.-]))\(?\p{Nd}(?:[ ()./\u00a0\u202f-]{0,2}\p{Nd}){7,17}(?![\p{L}\p{N}_])/gu
/** Moments and addresses of machines have as many digits. */
const noPhone = /^(?:\d{4}-\d\d-\d\d(?!\d)|\d{1,3}(?:\.\d{1,3}){3}$)/

/** Without what has the form of an address or a number of somebody. */
function withoutPeople(text: string): string {
  const mailless = /@|%40/.test(text) ? text.replaceAll(mailForm, redacted) : text
  return mailless.replaceAll(phoneForm, (found) => (noPhone.test(found) ? found : redacted))
}

/** The last guard: without what has the form of a secret, a mail address or a telephone number; at most `length`. */
export function clean(text: string, length: number = telemetryDefaults.logText): string {
  // Secrets go before the cut, because half of one no longer has its form; what is far beyond it is not looked at.
  const whole = withoutPeople(
    secretForms.reduce((rest, [form, replacement]) => rest.replaceAll(form, replacement), text.slice(0, 2 * length)),
  )
  if (text.length <= 2 * length && whole.length <= length) return whole
  return `${whole.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}… (${text.length} characters)`
}

/** What terminals obey and readers do not see, beyond what JSON escapes: C1 controls, line separators, text direction. */
const unseen = /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** The same JSON, with nothing in it that is not seen. */
export function escapeUnseen(json: string): string {
  return json.replaceAll(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
