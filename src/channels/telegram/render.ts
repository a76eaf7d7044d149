import type { InlineKeyboardMarkup, MessageEntity, Opts } from 'grammy/types'
import type { Address, CardPart, ContactPart, LocationPart, MediaPart, Option, Part } from '../../contracts/message.ts'
import { split } from '../split.ts'
import { isVisible, joined, plain, readMarkdown, styled } from '../styled.ts'
import type { Span, StyledText } from '../styled.ts'
import { abilities, limits } from './abilities.ts'
import { offer } from './keyboard.ts'
import { directTopic } from './place.ts'

type Method = 'sendMessage' | 'sendMediaGroup' | 'sendLocation' | 'sendVenue' | 'sendContact' | MediaMethod
type MediaMethod = (typeof ways)[keyof typeof ways]['method']

/** A method of the Bot API and what it is given. */
export type Call = { [M in Method]: { readonly method: M; readonly payload: Opts<M> } }[Method]

type Target = ReturnType<typeof targetOf>

/**
 * Pure and total. Formatting travels as entities, never as markup that Telegram would have to parse: no text can make
 * a message fail. What Telegram has no place for is said in text.
 */
export function render(parts: readonly Part[], to: Address): readonly Call[] {
  const target = targetOf(to)
  const calls: Call[] = []
  for (let index = 0; index < parts.length;) {
    const album = albumAt(parts, index)
    if (album.length > 1) calls.push(...sendAlbum(album, target))
    else calls.push(...parts.slice(index, index + 1).flatMap((part) => sendPart(part, target)))
    index += Math.max(1, album.length)
  }
  return calls
}

/** Ids of Telegram's are numbers; a channel may be named `@name` too. */
export function targetOf({ chat, thread, via }: Address) {
  const number = (id: string) => (/^-?\d{1,15}$/.test(id) ? Number(id) : undefined)
  const topic = thread?.startsWith(directTopic) === true ? number(thread.slice(directTopic.length)) : undefined
  const forum = thread === undefined ? undefined : number(thread)
  return {
    chat_id: number(chat) ?? chat,
    ...(forum === undefined ? {} : { message_thread_id: forum }),
    ...(topic === undefined ? {} : { direct_messages_topic_id: topic }),
    ...(via === undefined ? {} : { business_connection_id: via }),
  }
}

function sendPart(part: Part, target: Target): readonly Call[] {
  switch (part.type) {
    case 'text':
      return sendText(read(part.text), target)
    case 'choices':
      return sendOffer(read(part.text), part.options, target)
    case 'card':
      return sendCard(part, target)
    case 'chosen':
      return sendText(plain(part.label ?? part.id), target)
    case 'location':
      return sendLocation(part, target)
    case 'contact':
      return sendContact(part, target)
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return sendMedia(part, target)
  }
}

function read(markdown: string): StyledText {
  return readMarkdown(markdown, isLinkable)
}

/** Telegram drops links to hosts without a dot, and takes `mailto:` for a host: it finds mail addresses by itself. */
function isLinkable(url: string): boolean {
  if (/[\s\p{Cc}]/u.test(url)) return false
  if (/^tg:\/\//i.test(url)) return true
  if (!/^https?:\/\//i.test(url)) return false
  const { hostname = '' } = URL.parse(url) ?? {}
  return hostname.includes('.') || hostname.startsWith('[')
}

// ── Text and options ─────────────────────────────────────────────────────────────────────────────────────────────

/** Stands for text where Telegram wants some and there is none. */
const nothingToSay = plain('…')

function sendText(text: StyledText, target: Target, keyboards: readonly InlineKeyboardMarkup[] = []): readonly Call[] {
  const said = split(text, { units: abilities.textLimit.value, spans: limits.entities }).filter((piece) =>
    isVisible(piece.text),
  )
  const pieces = said.length === 0 && keyboards.length > 0 ? [nothingToSay] : said
  const messages = pieces.map((piece, index) =>
    message(piece, target, index === pieces.length - 1 ? keyboards[0] : undefined),
  )
  return [...messages, ...keyboards.slice(1).map((keyboard) => message(nothingToSay, target, keyboard))]
}

function message({ text, spans }: StyledText, target: Target, keyboard: InlineKeyboardMarkup | undefined): Call {
  return {
    method: 'sendMessage',
    payload: {
      ...target,
      text,
      ...(spans.length === 0 ? {} : { entities: spans.map(entity) }),
      ...(keyboard && { reply_markup: keyboard }),
    },
  }
}

function sendOffer(text: StyledText, options: readonly Option[], target: Target): readonly Call[] {
  const { explained, keyboards } = offer(options)
  return sendText(joined([text, explained], '\n\n'), target, keyboards)
}

function entity({ kind, offset, length, language, url }: Span): MessageEntity {
  switch (kind) {
    case 'bold':
    case 'italic':
    case 'code':
      return { type: kind, offset, length }
    case 'strike':
      return { type: 'strikethrough', offset, length }
    case 'quote':
      return { type: 'blockquote', offset, length }
    case 'pre':
      return { type: 'pre', offset, length, ...(language === undefined ? {} : { language }) }
    case 'link':
      return { type: 'text_link', offset, length, url: url ?? '' }
  }
}

// ── Media ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** How each kind of file is sent; the key is the name of the method's parameter. */
const ways = {
  photo: { method: 'sendPhoto', captioned: true },
  animation: { method: 'sendAnimation', captioned: true },
  video: { method: 'sendVideo', captioned: true },
  video_note: { method: 'sendVideoNote', captioned: false },
  audio: { method: 'sendAudio', captioned: true },
  voice: { method: 'sendVoice', captioned: true },
  document: { method: 'sendDocument', captioned: true },
  sticker: { method: 'sendSticker', captioned: false },
} as const

type Way = keyof typeof ways

export function isWay(name: string): name is Way {
  return Object.hasOwn(ways, name)
}

/** Media that the gateway keeps: uploaded when it is sent. */
export function isOwnMedia(source: unknown): source is string {
  return typeof source === 'string' && source.startsWith('md_')
}

/** A file id begins with its kind, and can be sent as nothing else: what came as a voice message goes as one. */
const waysByFileId: ReadonlyMap<string, Way> = new Map([
  ['Ag', 'photo'],
  ['Aw', 'voice'],
  ['BA', 'video'],
  ['BQ', 'document'],
  ['CA', 'sticker'],
  ['CQ', 'audio'],
  ['Cg', 'animation'],
  ['DQ', 'video_note'],
])

/** By id or by URL; anything else (`file:`, `attach:`) would have a Bot API server of one's own read its disk. */
function sourceOf({ mediaId, url }: MediaPart): string | undefined {
  if (mediaId !== undefined && /^[\w-]+$/.test(mediaId)) return mediaId
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined
}

function wayOf({ type, mime }: MediaPart, source: string): Way {
  const known = waysByFileId.get(source.slice(0, 2))
  if (known !== undefined && !source.includes(':')) return known
  switch (type) {
    case 'image':
      if (/gif/i.test(mime)) return 'animation'
      return /svg|tiff|heic|avif/i.test(mime) ? 'document' : 'photo'
    case 'audio':
      return /ogg|opus/i.test(mime) ? 'voice' : 'audio'
    default:
      return type
  }
}

function sendMedia(part: MediaPart, target: Target, keyboard?: InlineKeyboardMarkup): readonly Call[] {
  const caption = read(part.caption ?? '')
  const source = sourceOf(part)
  if (source === undefined) {
    return sendText(
      joined([plain(part.name ?? ''), plain(part.url ?? ''), caption], '\n'),
      target,
      keyboard && [keyboard],
    )
  }
  const way = wayOf(part, source)
  const { method, captioned } = ways[way]
  const fits = captioned && isCaption(caption)
  const markup = fits && keyboard ? { reply_markup: keyboard } : {}
  const payload = { ...target, [way]: source, ...(fits ? captionOf(caption) : {}), ...markup }
  const call = { method, payload } as unknown as Call // `way` is the parameter of that method
  return fits ? [call] : [call, ...sendText(caption, target, keyboard && [keyboard])]
}

function isCaption({ text, spans }: StyledText): boolean {
  return text.length <= abilities.captionLimit.value && spans.length <= limits.entities
}

function captionOf({ text, spans }: StyledText) {
  if (!isVisible(text)) return {}
  return { caption: text, ...(spans.length === 0 ? {} : { caption_entities: spans.map(entity) }) }
}

interface AlbumItem {
  readonly type: 'photo' | 'video'
  readonly media: string
  readonly caption: StyledText
}

/** The photos and videos that follow one another from here on, at most an album's worth. */
function albumAt(parts: readonly Part[], from: number): readonly AlbumItem[] {
  const items: AlbumItem[] = []
  for (const part of parts.slice(from, from + abilities.albumLimit.value)) {
    if (part.type !== 'image' && part.type !== 'video') break
    const media = sourceOf(part)
    const type = media === undefined ? undefined : wayOf(part, media)
    if (media === undefined || (type !== 'photo' && type !== 'video')) break
    items.push({ type, media, caption: read(part.caption ?? '') })
  }
  return items
}

function sendAlbum(items: readonly AlbumItem[], target: Target): readonly Call[] {
  const media = items.map(({ type, media, caption }) => ({
    type,
    media,
    ...(isCaption(caption) ? captionOf(caption) : {}),
  }))
  const tooLong = items.filter(({ caption }) => !isCaption(caption))
  return [
    { method: 'sendMediaGroup', payload: { ...target, media } },
    ...tooLong.flatMap(({ caption }) => sendText(caption, target)),
  ]
}

// ── Cards, places, people ────────────────────────────────────────────────────────────────────────────────────────

function sendCard({ title, text, imageUrl, options = [] }: CardPart, target: Target): readonly Call[] {
  const { explained, keyboards } = offer(options)
  const words = joined([joined([styled(title, 'bold'), read(text ?? '')], '\n'), explained], '\n\n')
  const image: MediaPart = { type: 'image', mime: 'image/jpeg', ...(imageUrl === undefined ? {} : { url: imageUrl }) }
  const source = sourceOf(image)
  if (source === undefined) return sendText(joined([words, plain(imageUrl ?? '')], '\n\n'), target, keyboards)
  const [first, ...more] = keyboards
  if (!isCaption(words) || more.length > 0) return [...sendMedia(image, target), ...sendText(words, target, keyboards)]
  const payload = { ...target, photo: source, ...captionOf(words), ...(first && { reply_markup: first }) }
  return [{ method: 'sendPhoto', payload }]
}

function sendLocation({ latitude, longitude, name = '', address = '' }: LocationPart, target: Target): readonly Call[] {
  const where = `${latitude}, ${longitude}`
  const words = [name.toWellFormed(), address.toWellFormed()].filter(isVisible)
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
    return sendText(plain([...words, where].join('\n')), target)
  if (words.some((text) => text.length > limits.venueText)) {
    return [
      ...sendText(plain(words.join('\n')), target),
      { method: 'sendLocation', payload: { ...target, latitude, longitude } },
    ]
  }
  const [title, place = isVisible(name) ? where : title] = words
  if (title === undefined || place === undefined)
    return [{ method: 'sendLocation', payload: { ...target, latitude, longitude } }]
  return [{ method: 'sendVenue', payload: { ...target, latitude, longitude, title, address: place } }]
}

function sendContact({ name, phones, emails }: ContactPart, target: Target): readonly Call[] {
  const [phone] = phones
  const vcard = vcardOf(name, phones, emails)
  if (
    phone === undefined ||
    !isVisible(phone) ||
    name.length > limits.contactName ||
    Buffer.byteLength(vcard) > limits.vcardBytes
  ) {
    return sendText(plain([name, ...phones, ...emails].filter(isVisible).join('\n')), target)
  }
  const payload = {
    ...target,
    phone_number: phone.toWellFormed(),
    first_name: isVisible(name) ? name.toWellFormed() : phone.toWellFormed(),
    ...(phones.length > 1 || emails.length > 0 ? { vcard } : {}),
  }
  return [{ method: 'sendContact', payload }]
}

/** https://www.rfc-editor.org/rfc/rfc2426 */
function vcardOf(name: string, phones: readonly string[], emails: readonly string[]): string {
  const value = (text: string) =>
    text
      .toWellFormed()
      .replaceAll(/[\\;,]/g, String.raw`\$&`)
      .replaceAll(/\s+/g, ' ')
      .trim()
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${value(name)}`,
    ...phones.map((phone) => `TEL:${value(phone)}`),
    ...emails.map((email) => `EMAIL:${value(email)}`),
    'END:VCARD',
  ].join('\n')
}
