import type { Address, CardPart, ContactPart, LocationPart, MediaPart, Option, Part } from '../../contracts/message.ts'
import { numbered } from '../numbered.ts'
import { split } from '../split.ts'
import { isVisible, joined, plain, readMarkdown, styled } from '../styled.ts'
import type { Span, SpanKind, StyledText } from '../styled.ts'
import { abilities, limits } from './abilities.ts'
import type { File } from './attachments.ts'
import { stickerOf } from './content.ts'
import { recipientOf } from './place.ts'

/** One `send`: what it is given, and the files that go along. */
export interface Call {
  readonly params: Target & {
    readonly message?: string
    /** `start:length:STYLE` in UTF-16 units. */
    readonly textStyle?: readonly string[]
    readonly sticker?: string
  }
  readonly files: readonly File[]
}

type Target = ReturnType<typeof recipientOf>

/**
 * Pure and total. Formatting travels beside the text, as ranges: no text can make a message fail. What Signal has no
 * place for is said in text.
 */
export function render(parts: readonly Part[], to: Address): readonly Call[] {
  const target = recipientOf(to)
  const calls: Call[] = []
  for (let index = 0; index < parts.length;) {
    const album = albumAt(parts, index)
    if (album.length > 1) calls.push(...sendFiles(album, target))
    else calls.push(...parts.slice(index, index + 1).flatMap((part) => sendPart(part, target)))
    index += Math.max(1, album.length)
  }
  return calls
}

function sendPart(part: Part, target: Target): readonly Call[] {
  switch (part.type) {
    case 'text':
      return sendText(read(part.text), target)
    case 'choices':
      return sendText(offered(read(part.text), part.options), target)
    case 'card':
      return sendCard(part, target)
    case 'chosen':
      return sendText(plain(part.label ?? part.id), target)
    case 'location':
      return sendText(placeOf(part), target)
    case 'contact':
      return sendText(contactOf(part), target)
    case 'sticker':
      return sendSticker(part, target)
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
      return sendFiles([part], target)
  }
}

/** No address hides behind words: apps show none but what they find in the text. */
function read(markdown: string): StyledText {
  return readMarkdown(markdown, () => false)
}

// ── Text ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function sendText(text: StyledText, target: Target): readonly Call[] {
  return piecesOf(text).map((piece) => ({ params: { ...target, ...bodyOf(piece) }, files: [] }))
}

function piecesOf(text: StyledText): readonly StyledText[] {
  return split(text, { units: abilities.textLimit.value, spans: limits.styles }).filter((piece) =>
    isVisible(piece.text),
  )
}

function bodyOf({ text, spans }: StyledText): Pick<Call['params'], 'message' | 'textStyle'> {
  const textStyle = spans.flatMap(styleOf)
  return { message: text, ...(textStyle.length === 0 ? {} : { textStyle }) }
}

function styleOf({ kind, offset, length }: Span): readonly string[] {
  const style = styles[kind]
  return style === undefined ? [] : [`${offset}:${length}:${style}`]
}

/** Signal knows spoilers besides, and no quotes: what was quoted leans. */
const styles: Readonly<Partial<Record<SpanKind, string>>> = {
  bold: 'BOLD',
  italic: 'ITALIC',
  strike: 'STRIKETHROUGH',
  code: 'MONOSPACE',
  pre: 'MONOSPACE',
  quote: 'ITALIC',
}

function offered(text: StyledText, options: readonly Option[]): StyledText {
  return joined([text, numbered(options)], '\n\n')
}

// ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** By id or by address, of the kind that is fetched; anything else (a path) would have the daemon read its disk. */
function fileOf({ mediaId, url, mime, name }: MediaPart): File | undefined {
  const named = { mime, ...(name === undefined ? {} : { name }) }
  if (mediaId !== undefined && /^[\w.:-]+$/.test(mediaId)) return { mediaId, ...named }
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url) ? { url, ...named } : undefined
}

/** What is said beside them goes along while it fits, and follows where it does not. */
function sendFiles(parts: readonly MediaPart[], target: Target): readonly Call[] {
  const caption = joined(
    parts.map((part) => read(part.caption ?? '')),
    '\n\n',
  )
  const files = parts.flatMap((part) => fileOf(part) ?? [])
  const unsent = parts
    .filter((part) => fileOf(part) === undefined)
    .flatMap(({ name, url }) => [plain(name ?? ''), plain(url ?? '')])
  const text = joined([...unsent, caption], '\n')
  if (files.length === 0) return sendText(text, target)
  const [first, ...more] = piecesOf(text)
  if (more.length > 0) return [{ params: target, files }, ...sendText(text, target)]
  return [{ params: { ...target, ...(first ? bodyOf(first) : {}) }, files }]
}

/** Pictures and films that follow one another from here on, while only the first of them has something said beside it. */
function albumAt(parts: readonly Part[], from: number): readonly MediaPart[] {
  const items: MediaPart[] = []
  for (const part of parts.slice(from, from + abilities.albumLimit.value)) {
    if ((part.type !== 'image' && part.type !== 'video') || fileOf(part) === undefined) break
    if (items.length > 0 && isVisible(part.caption ?? '')) break
    items.push(part)
  }
  return items
}

/** One of Signal's own goes as one, any other picture as a picture. */
function sendSticker(part: MediaPart, target: Target): readonly Call[] {
  const sticker = stickerOf(part.mediaId ?? '')
  if (!sticker) return sendFiles([part], target)
  const caption = sendText(read(part.caption ?? ''), target)
  return [{ params: { ...target, sticker: `${sticker.pack}:${sticker.number}` }, files: [] }, ...caption]
}

// ── Cards, places, people ────────────────────────────────────────────────────────────────────────────────────────

function sendCard({ title, text, imageUrl, options = [] }: CardPart, target: Target): readonly Call[] {
  const words = offered(joined([styled(title, 'bold'), read(text ?? '')], '\n'), options)
  const file = imageUrl === undefined ? undefined : fileOf({ type: 'image', mime: 'image/jpeg', url: imageUrl })
  if (file === undefined) return sendText(joined([words, plain(imageUrl ?? '')], '\n\n'), target)
  const [first, ...more] = piecesOf(words)
  if (more.length > 0) return [{ params: target, files: [file] }, ...sendText(words, target)]
  return [{ params: { ...target, ...(first ? bodyOf(first) : {}) }, files: [file] }]
}

/** As apps share a place: by an address that shows it. */
function placeOf({ latitude, longitude, name = '', address = '' }: LocationPart): StyledText {
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  const where = isPlace ? `https://maps.google.com/maps?q=${latitude}%2C${longitude}` : `${latitude}, ${longitude}`
  return joined([name, address].filter(isVisible).concat(where).map(plain), '\n')
}

function contactOf({ name, phones, emails }: ContactPart): StyledText {
  return joined([name, ...phones, ...emails].filter(isVisible).map(plain), '\n')
}
