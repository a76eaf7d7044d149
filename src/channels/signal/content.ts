import type { ContactPart, MediaPart, MediaType, Part } from '../../contracts/message.ts'
import { integerIn, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'

/** What an app cannot fit into a body comes as an attachment: the whole text. */
export const longText = 'text/x-signal-plain'

/** Begins the id of a sticker: its pack and its number in it. */
const stickerId = 'sticker:'

/** The parts of a message; none for content there is no part for (a payment, a poll). */
export function partsOf(data: JsonObject): readonly Part[] {
  const text = textOf(data)
  const files = objectsIn(data, 'attachments')
    .filter((file) => textIn(file, 'contentType') !== longText)
    .map(attachment)
  const others = [...stickers(data), ...objectsIn(data, 'contacts').flatMap(contact)]
  // What is said beside files is shown under them: it belongs to the first.
  const [first, ...more] = files
  if (first) return [{ ...first, ...(text === undefined ? {} : { caption: text }) }, ...more, ...others]
  return [...(text === undefined ? [] : [{ type: 'text', text } as const]), ...others]
}

/** Where somebody is called by name the body has a placeholder only. Styles are left out: they are not typed. */
function textOf(data: JsonObject): string | undefined {
  const body = textIn(data, 'message')
  if (body === undefined || !body.includes('\ufffc')) return body
  const mentions = objectsIn(data, 'mentions')
    .map((mention) => ({
      start: integerIn(mention, 'start') ?? -1,
      length: integerIn(mention, 'length') ?? 0,
      name: textIn(mention, 'number') ?? textIn(mention, 'name') ?? textIn(mention, 'uuid') ?? '',
    }))
    .filter(({ start, length }) => body.slice(start, start + length) === '\ufffc' && start >= 0)
    .sort((one, other) => other.start - one.start)
  return mentions.reduce(
    (text, { start, length, name }) => `${text.slice(0, start)}@${name}${text.slice(start + length)}`,
    body,
  )
}

function attachment(file: JsonObject): MediaPart {
  const mime = textIn(file, 'contentType') ?? 'application/octet-stream'
  const mediaId = textIn(file, 'id')
  const name = textIn(file, 'filename')
  const caption = textIn(file, 'caption')
  const size = integerIn(file, 'size')
  return {
    type: typeOf(mime),
    mime,
    ...(mediaId === undefined ? {} : { mediaId }),
    ...(name === undefined ? {} : { name }),
    ...(caption === undefined ? {} : { caption }),
    ...(size === undefined || size < 0 ? {} : { size }),
  }
}

function typeOf(mime: string): MediaType {
  const [kind] = mime.toLowerCase().split('/')
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'document'
}

function stickers(data: JsonObject): readonly MediaPart[] {
  const sticker = objectIn(data, 'sticker')
  const pack = textIn(sticker, 'packId')
  const number = integerIn(sticker, 'stickerId')
  if (pack === undefined || number === undefined) return []
  return [{ type: 'sticker', mime: 'image/webp', mediaId: `${stickerId}${pack}:${number}` }]
}

/** `<pack>:<number>`, as a daemon takes it. */
export function stickerOf(mediaId: string): { readonly pack: string; readonly number: number } | undefined {
  const [, pack, number] = /^sticker:([\da-f]+):(\d{1,9})$/.exec(mediaId) ?? []
  return pack === undefined ? undefined : { pack, number: Number(number) }
}

function contact(shared: JsonObject): readonly ContactPart[] {
  const name = objectIn(shared, 'name')
  const words = ['prefix', 'given', 'middle', 'family', 'suffix'].map((part) => textIn(name, part))
  const whole = words.filter((word) => word !== undefined).join(' ')
  const values = (list: string) => objectsIn(shared, list).flatMap((entry) => textIn(entry, 'value') ?? [])
  return [
    {
      type: 'contact',
      name: textIn(name, 'display') ?? (whole || (textIn(name, 'nickname') ?? textIn(shared, 'organization') ?? '')),
      phones: values('phone'),
      emails: values('email'),
    },
  ]
}
