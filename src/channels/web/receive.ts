import { Invalid } from '../../contracts/errors.ts'
import type {
  ChosenPart,
  ContactPart,
  LocationPart,
  MediaPart,
  MediaType,
  Part,
  TextPart,
} from '../../contracts/message.ts'
import type { WireAuth } from '../../contracts/wire.ts'
import { webDefaults } from '../../config/defaults.ts'

/** What a visitor said, checked: what this adapter calls native. */
export interface VisitorMessage {
  readonly visitor: string
  /** Made by the client; the same again is the same message. */
  readonly id: string
  readonly parts: readonly Part[]
  /** Our clock, milliseconds since 1970: a browser's is not to be trusted. */
  readonly at: number
}

type Fields = Readonly<Record<string, unknown>>

const idPattern = /^[^\p{Cc}]+$/u
const mimePattern = /^[\w.+-]+\/[\w.+-]+$/
const uploadPattern = /^up_[0-9a-f]{32}$/
const mediaTypes: readonly MediaType[] = ['image', 'audio', 'video', 'document', 'sticker']

/** Everything here comes from a stranger: a new object is built from the fields we know, and nothing else is looked at. */
export function readMessage(payload: unknown, visitor: string, at: number): VisitorMessage {
  const message = object(payload, 'message')
  const id = word(message.id, 'id', webDefaults.messageIdLength)
  if (!idPattern.test(id)) throw new Invalid('There are control characters in the id.', 'id')
  const given = array(message.parts, 'parts', webDefaults.partsPerMessage)
  if (given.length === 0) throw new Invalid('A message has at least one part.', 'parts')
  const parts = given.map((part, index) => readPart(part, `parts.${index}`))
  if (parts.length > 1 && parts.some(({ type }) => type === 'chosen')) {
    throw new Invalid('A choice is a message of its own.', 'parts')
  }
  return { visitor, id, parts, at }
}

/** A message that was read before, and written down since. */
export function readAgain(native: unknown): VisitorMessage {
  const message = object(native, 'message')
  return readMessage(native, word(message.visitor, 'visitor', webDefaults.wordLength), count(message.at, 'at'))
}

export function readAuth(payload: unknown): Required<Pick<WireAuth, 'embedId' | 'lastSeq'>> & WireAuth {
  const auth = object(payload, 'auth')
  const embedId = word(auth.embedId, 'auth.embedId', webDefaults.wordLength)
  const visitorToken = optional(auth.visitorToken === '' ? undefined : auth.visitorToken, (token) =>
    word(token, 'auth.visitorToken', webDefaults.tokenLength),
  )
  const lastSeq = optional(auth.lastSeq, (seq) => count(seq, 'auth.lastSeq')) ?? 0
  const identity = optional(auth.identity, (token) => word(token, 'auth.identity', webDefaults.identityLength))
  const solution = optional(auth.solution, (given) => word(given, 'auth.solution', webDefaults.solutionLength))
  const forgotten = optional(auth.forgotten, (given) => word(given, 'auth.forgotten', webDefaults.wordLength))
  return { embedId, lastSeq, ...present({ visitorToken, identity, solution, forgotten }) }
}

/** Animations are chosen by the gateway; what a visitor did with the avatar is only ever a hint. */
export function readInteraction(payload: unknown): { readonly type: string } {
  return { type: word(object(payload, 'interaction').type, 'type', webDefaults.wordLength) }
}

/** Whether a tab wants to hear what is said. */
export function readVoiceWish(payload: unknown): { readonly on: boolean } {
  const { on } = object(payload, 'wish')
  if (typeof on !== 'boolean') throw new Invalid('Yes or no is expected here.', 'on')
  return { on }
}

/** Of a message of ours, by the id that it was sent with. */
export function readMessageId(payload: unknown): string {
  return word(object(payload, 'message').id, 'id', webDefaults.messageIdLength)
}

export function readVerdict(payload: unknown): 'up' | 'down' | null {
  const { verdict } = object(payload, 'message')
  if (verdict === 'up' || verdict === 'down' || verdict === null) return verdict
  throw new Invalid('A verdict is up, down or null.', 'verdict')
}

function readPart(given: unknown, field: string): Part {
  const part = object(given, field)
  const type = part.type
  switch (type) {
    case 'text':
      return readText(part, field)
    case 'chosen':
      return readChosen(part, field)
    case 'location':
      return readLocation(part, field)
    case 'contact':
      return readContact(part, field)
    default: {
      const media = mediaTypes.find((known) => known === type)
      if (media !== undefined) return readMedia(media, part, field)
      throw new Invalid('A visitor may send text, chosen, location, contact and media by URL.', `${field}.type`)
    }
  }
}

function readText(part: Fields, field: string): TextPart {
  const text = words(part.text, `${field}.text`)
  if (text.trim() === '') throw new Invalid('There is no text in it.', `${field}.text`)
  return { type: 'text', text }
}

function readChosen(part: Fields, field: string): ChosenPart {
  const id = word(part.id, `${field}.id`, webDefaults.wordLength)
  const label = optional(part.label, (given) => words(given, `${field}.label`))
  return { type: 'chosen', id, ...present({ label }) }
}

function readLocation(part: Fields, field: string): LocationPart {
  const latitude = number(part.latitude, `${field}.latitude`, 90)
  const longitude = number(part.longitude, `${field}.longitude`, 180)
  const name = optional(part.name, (given) => word(given, `${field}.name`, webDefaults.wordLength))
  const address = optional(part.address, (given) => word(given, `${field}.address`, webDefaults.wordLength))
  return { type: 'location', latitude, longitude, ...present({ name, address }) }
}

function readContact(part: Fields, field: string): ContactPart {
  const each = (given: unknown, name: string) =>
    array(given ?? [], `${field}.${name}`, webDefaults.partsPerMessage).map((item, index) =>
      word(item, `${field}.${name}.${index}`, webDefaults.wordLength),
    )
  return {
    type: 'contact',
    name: word(part.name, `${field}.name`, webDefaults.wordLength),
    phones: each(part.phones, 'phones'),
    emails: each(part.emails, 'emails'),
  }
}

/** By a URL of the web, or by the id of an upload: whether that is the visitor's own is not known here. */
function readMedia(type: MediaType, part: Fields, field: string): MediaPart {
  const mime = word(part.mime, `${field}.mime`, webDefaults.wordLength)
  if (!mimePattern.test(mime)) throw new Invalid('A media type looks like image/png.', `${field}.mime`)
  return {
    type,
    ...readPlace(part, field),
    mime,
    ...present({
      name: optional(part.name, (given) => word(given, `${field}.name`, webDefaults.wordLength)),
      caption: optional(part.caption, (given) => words(given, `${field}.caption`)),
      size: optional(part.size, (given) => count(given, `${field}.size`)),
      durationMs: optional(part.durationMs, (given) => count(given, `${field}.durationMs`)),
    }),
  }
}

function readPlace(part: Fields, field: string): Pick<MediaPart, 'url' | 'mediaId'> {
  if (part.mediaId !== undefined) {
    const mediaId = word(part.mediaId, `${field}.mediaId`, webDefaults.wordLength)
    if (!uploadPattern.test(mediaId)) throw new Invalid('An upload has an id such as up_….', `${field}.mediaId`)
    return { mediaId }
  }
  const url = URL.parse(word(part.url, `${field}.url`, webDefaults.urlLength))
  if (url === null || !isWeb(url)) throw new Invalid('Media are given by an http or https URL.', `${field}.url`)
  return { url: url.href }
}

/** Names and passwords in a URL are a way to lie about where it leads. */
function isWeb({ protocol, username, password }: URL): boolean {
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === ''
}

function object(value: unknown, field: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Invalid('An object is expected here.', field)
  }
  return value as Fields // an object of any kind: every field is checked before it is used
}

function array(value: unknown, field: string, limit: number): readonly unknown[] {
  if (!Array.isArray(value)) throw new Invalid('A list is expected here.', field)
  if (value.length > limit) throw new Invalid(`There are more than ${limit} here.`, field)
  return value
}

/** Half a character (a lone surrogate) cannot be stored as UTF-8 by anyone: it becomes the replacement character. */
function words(value: unknown, field: string, limit: number = webDefaults.textLength): string {
  if (typeof value !== 'string') throw new Invalid('Text is expected here.', field)
  if (value.length > limit) throw new Invalid(`It is longer than ${limit} characters.`, field)
  return value.toWellFormed()
}

function word(value: unknown, field: string, limit: number): string {
  const text = words(value, field, limit)
  if (text === '') throw new Invalid('It is empty.', field)
  return text
}

function number(value: unknown, field: string, limit: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > limit) {
    throw new Invalid(`A number from -${limit} to ${limit} is expected here.`, field)
  }
  return value
}

function count(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new Invalid('A whole number from 0 is expected here.', field)
  }
  return value
}

function optional<Value>(value: unknown, read: (given: unknown) => Value): Value | undefined {
  return value === undefined || value === null ? undefined : read(value)
}

/** Leaves out what is undefined. */
function present<Given extends object>(given: Given): { [Name in keyof Given]?: Exclude<Given[Name], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Given]?: Exclude<Given[Name], undefined> // exactly what the filter keeps
  }
}
