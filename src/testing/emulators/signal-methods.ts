/** The parameters of a call, as they came. */
export type Payload = Readonly<Record<string, unknown>>

/** What goes wrong with a call, in signal-cli's words. */
export interface Failure {
  readonly code: number
  readonly message: string
  readonly data?: unknown
}

export class MethodFailure extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

/** https://github.com/AsamK/signal-cli: SignalJsonRpcCommandHandler, JsonRpcResponse.Error */
export const codes = {
  user: -1,
  io: -3,
  untrusted: -4,
  rateLimit: -5,
  captcha: -6,
  invalidRequest: -32_600,
  methodNotFound: -32_601,
  invalidParams: -32_602,
  internal: -32_603,
  parse: -32_700,
} as const

export function refuse(message: string, code: number = codes.user): never {
  throw new MethodFailure({ code, message })
}

/** Somebody, as `recipientAddress` names them. */
export interface Person {
  readonly uuid: string
  readonly number: string | null
}

export interface SignalHost {
  /** A millisecond that no message of the account has yet. */
  nextTimestamp(): number
  person(name: string): Person
  /** Members of a group besides the account; undefined where there is none. */
  members(groupId: string): readonly Person[] | undefined
  file(id: string): Uint8Array | undefined
  sticker(pack: string, number: number): Uint8Array | undefined
}

export interface SentFile {
  readonly mime: string
  readonly name: string | undefined
  readonly bytes: Uint8Array
}

/**
 * The methods of one account that a gateway needs, as strict as signal-cli is. Parameters that take several may be named
 * in the plural as well.
 */
export const methods: ReadonlyMap<string, (params: Payload, host: SignalHost) => unknown> = new Map<
  string,
  (params: Payload, host: SignalHost) => unknown
>([
  ['send', send],
  ['sendReaction', sendReaction],
  ['sendReceipt', sendReceipt],
  ['sendTyping', (params, host) => sentTo(params, host)],
  ['remoteDelete', remoteDelete],
  ['getAttachment', getAttachment],
  ['getSticker', getSticker],
  ['submitRateLimitChallenge', submitRateLimitChallenge],
])

/** Everything that `send` says no to, and what it makes of the rest. */
export function checkSend(params: Payload): readonly SentFile[] {
  const message = textOf(params, 'message') ?? ''
  if (!message.isWellFormed()) refuse('Cannot encode the message', codes.internal)
  const files = textsOf(params, 'attachment').map(dataUri)
  const sticker = textOf(params, 'sticker')
  if (sticker !== undefined && !/^(?:[\da-f]{2})+:\d+$/.test(sticker)) {
    refuse(`Invalid sticker syntax (${sticker}) expected 'stickerPackId:stickerId'`)
  }
  if (message === '' && files.length === 0 && sticker === undefined) {
    refuse('Sending empty message is not allowed, either a message, attachment or sticker must be given.')
  }
  for (const style of textsOf(params, 'textStyle')) checkStyle(style, message)
  if (params['quoteTimestamp'] !== undefined && textOf(params, 'quoteAuthor') === undefined) refuse('No quote author')
  return files
}

function send(params: Payload, host: SignalHost): unknown {
  checkSend(params)
  return sentTo(params, host)
}

/** Stricter than the real one, which lets apps ignore what is out of place. */
function checkStyle(style: string, message: string): void {
  const [, start, length, name] = /^(\d+):(\d+):(.+)$/.exec(style) ?? []
  if (start === undefined || length === undefined) {
    return refuse(`Invalid textStyle syntax (${style}) expected 'start:length:STYLE'`)
  }
  if (!['NONE', 'BOLD', 'ITALIC', 'SPOILER', 'STRIKETHROUGH', 'MONOSPACE'].includes(name ?? '')) {
    refuse(`Invalid style: ${name}`)
  }
  const [from, to] = [Number(start), Number(start) + Number(length)]
  if (Number(length) === 0 || to > message.length) refuse(`A style ends after the message: ${style}`)
  for (const at of [from, to]) {
    if (/[\ud800-\udbff]/.test(message[at - 1] ?? '') && /[\udc00-\udfff]/.test(message[at] ?? '')) {
      refuse(`A style begins or ends within a character: ${style}`)
    }
  }
}

/** A path would be read from the daemon's disk: nobody who speaks HTTP should send one. https://www.rfc-editor.org/rfc/rfc2397 */
function dataUri(uri: string): SentFile {
  const found = /^data:([\w.+-]+\/[\w.+-]+)(?:;filename=([^;,]+))?;base64,/.exec(uri)
  if (!found) {
    return refuse(
      `Failed to send message: ${uri.slice(0, 50)}: attachment (AttachmentInvalidException)`,
      codes.internal,
    )
  }
  const base64 = uri.slice(found[0].length)
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.toString('base64') !== base64) refuse('Illegal base64 character', codes.internal)
  return { mime: found[1] ?? '', name: found[2] && decodeURIComponent(found[2]), bytes }
}

function sendReaction(params: Payload, host: SignalHost): unknown {
  const emoji = textOf(params, 'emoji') ?? refuse('No emoji given')
  if ([...new Intl.Segmenter().segment(emoji)].length !== 1) refuse('Emoji must be a single grapheme cluster')
  if (textOf(params, 'targetAuthor') === undefined) refuse('No target author given')
  if (!Number.isSafeInteger(params['targetTimestamp'])) refuse('No target timestamp given')
  return sentTo(params, host)
}

function sendReceipt(params: Payload, host: SignalHost): unknown {
  const [recipient] = textsOf(params, 'recipient')
  if (recipient === undefined) return refuse('No recipient given')
  const timestamps = listOf(params, 'targetTimestamp')
  if (timestamps.length === 0 || !timestamps.every(Number.isSafeInteger)) refuse('No target timestamp given')
  const type = textOf(params, 'type')
  if (type !== undefined && type !== 'read' && type !== 'viewed') refuse(`Unknown receipt type: ${type}`)
  return sentTo({ recipient }, host)
}

function remoteDelete(params: Payload, host: SignalHost): unknown {
  if (!Number.isSafeInteger(params['targetTimestamp'])) refuse('No target timestamp given')
  return sentTo(params, host)
}

function getAttachment(params: Payload, host: SignalHost): unknown {
  const id = textOf(params, 'id') ?? ''
  const bytes = host.file(id)
  if (!bytes) return refuse(`An error occurred reading attachment: ${id}`, codes.internal)
  return { data: Buffer.from(bytes).toString('base64') }
}

function getSticker(params: Payload, host: SignalHost): unknown {
  const bytes = host.sticker(textOf(params, 'packId') ?? '', Number(params['stickerId']))
  if (!bytes) return refuse('Sticker not found')
  return { data: Buffer.from(bytes).toString('base64') }
}

function submitRateLimitChallenge(params: Payload): unknown {
  if (textOf(params, 'challenge') === undefined || textOf(params, 'captcha') === undefined) refuse('No captcha given')
  return {}
}

/** `{timestamp, results}`: what every sending method answers. */
function sentTo(params: Payload, host: SignalHost): unknown {
  return {
    timestamp: host.nextTimestamp(),
    results: recipientsOf(params, host).map((one) => ({ ...one, type: 'SUCCESS' })),
  }
}

export function recipientsOf(params: Payload, host: SignalHost): readonly Payload[] {
  const people = textsOf(params, 'recipient')
  const groups = textsOf(params, 'groupId')
  if (people.length === 0 && groups.length === 0) refuse('No recipients given')
  return [
    ...people.map((name) => ({ recipientAddress: host.person(checkedName(name)) })),
    ...groups.flatMap((groupId) => {
      if (![16, 32].includes(Buffer.from(groupId, 'base64').length)) refuse(`Invalid group id: ${groupId}`)
      const members = host.members(groupId) ?? refuse('Group not found.')
      return members.map((recipientAddress) => ({ recipientAddress, groupId }))
    }),
  ]
}

function checkedName(name: string): string {
  const isKnown = /^\+\d{3,18}$/.test(name) || /^(?:PNI:)?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(name)
  return isKnown || name.startsWith('u:') ? name : refuse(`Invalid phone number '${name}'`)
}

function textOf(params: Payload, name: string): string | undefined {
  const value = params[name]
  return typeof value === 'string' ? value : undefined
}

/** One value, a list of them, or either under the plural of the name. */
function listOf(params: Payload, name: string): readonly unknown[] {
  const value = params[name] ?? params[`${name}s`]
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
}

export function textsOf(params: Payload, name: string): readonly string[] {
  return listOf(params, name).map((one) =>
    typeof one === 'string' ? one : refuse(`Invalid ${name}`, codes.invalidRequest),
  )
}
