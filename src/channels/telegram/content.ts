import type { ContactPart, LocationPart, MediaPart, MediaType, Part } from '../../contracts/message.ts'
import { field, integerIn, isObject, numberIn, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'

/** The parts of a message; undefined for content there is no part for (a poll, a dice, a gift). */
export function partsOf(message: JsonObject): readonly Part[] | undefined {
  const text = textIn(message, 'text') ?? richText(objectIn(message, 'rich_message'))
  if (text !== undefined) return [{ type: 'text', text }]
  for (const [name, read] of contents) {
    const part = read(message, name)
    if (part) return [part]
  }
  return undefined
}

type Reader = (message: JsonObject, name: string) => Part | undefined

/** In this order: an animation comes with a document, a live photo with a photo, and a venue with a location. */
const contents: readonly (readonly [string, Reader])[] = [
  ['animation', file('video', 'video/mp4')],
  ['photo', photo],
  ['video', file('video', 'video/mp4')],
  ['video_note', file('video', 'video/mp4')],
  ['voice', file('audio', 'audio/ogg')],
  ['audio', file('audio', 'audio/mpeg')],
  ['document', file('document', 'application/octet-stream')],
  ['sticker', sticker],
  ['venue', venue],
  ['location', (message, name) => location(objectIn(message, name))],
  ['contact', contact],
]

function file(type: MediaType, mime: string): Reader {
  return (message, name) => {
    const content = objectIn(message, name)
    return content && media(type, textIn(content, 'mime_type') ?? mime, content, textIn(message, 'caption'))
  }
}

/** Telegram lists the sizes of a photo; the largest is the one that was sent. */
function photo(message: JsonObject): MediaPart | undefined {
  const area = (size: JsonObject) => (numberIn(size, 'width') ?? 0) * (numberIn(size, 'height') ?? 0)
  const [best] = [...objectsIn(message, 'photo')].sort((one, other) => area(other) - area(one))
  return best && media('image', 'image/jpeg', best, textIn(message, 'caption'))
}

function sticker(message: JsonObject, name: string): MediaPart | undefined {
  const content = objectIn(message, name)
  if (!content) return undefined
  const moving = field(content, 'is_animated') === true ? 'application/x-tgsticker' : undefined
  return media('sticker', moving ?? (field(content, 'is_video') === true ? 'video/webm' : 'image/webp'), content)
}

function media(type: MediaType, mime: string, content: JsonObject, caption?: string): MediaPart {
  const mediaId = textIn(content, 'file_id')
  const name = textIn(content, 'file_name')
  const size = integerIn(content, 'file_size')
  const seconds = integerIn(content, 'duration')
  return {
    type,
    mime,
    ...(mediaId === undefined ? {} : { mediaId }),
    ...(name === undefined ? {} : { name }),
    ...(caption === undefined ? {} : { caption }),
    ...(size === undefined || size < 0 ? {} : { size }),
    ...(seconds === undefined || seconds < 0 ? {} : { durationMs: seconds * 1000 }),
  }
}

function location(content: JsonObject | undefined): LocationPart | undefined {
  const latitude = numberIn(content, 'latitude')
  const longitude = numberIn(content, 'longitude')
  return latitude === undefined || longitude === undefined ? undefined : { type: 'location', latitude, longitude }
}

function venue(message: JsonObject, kind: string): LocationPart | undefined {
  const content = objectIn(message, kind)
  const place = location(objectIn(content, 'location'))
  if (!place) return undefined
  const name = textIn(content, 'title')
  const address = textIn(content, 'address')
  return { ...place, ...(name === undefined ? {} : { name }), ...(address === undefined ? {} : { address }) }
}

function contact(message: JsonObject, kind: string): ContactPart | undefined {
  const content = objectIn(message, kind)
  if (!content) return undefined
  const name = [textIn(content, 'first_name'), textIn(content, 'last_name')].filter(Boolean).join(' ')
  const phone = textIn(content, 'phone_number')
  const vcard = textIn(content, 'vcard') ?? ''
  const digits = (number: string) => number.replaceAll(/\D/g, '')
  const others = lines(vcard, 'TEL').filter((number) => phone === undefined || digits(number) !== digits(phone))
  return {
    type: 'contact',
    name,
    phones: [...(phone === undefined ? [] : [phone]), ...others],
    emails: lines(vcard, 'EMAIL'),
  }
}

/** The values of one property of a vCard. */
function lines(vcard: string, property: 'TEL' | 'EMAIL'): readonly string[] {
  const pattern = new RegExp(String.raw`^(?:item\d+\.)?${property}(?:;[^:\r\n]*)?:(.+)$`, 'gim')
  return [...vcard.matchAll(pattern)].map(([, value = '']) => value.trim()).filter((value) => value !== '')
}

/** The words of a rich message, a line for each block: its formatting has no counterpart in parts. */
function richText(message: JsonObject | undefined): string | undefined {
  const text = blocks(field(message, 'blocks'), 0).trim()
  return text === '' ? undefined : text
}

/** Telegram nests 16 levels at the most; what is deeper was not made by it. */
const deepest = 64

function blocks(value: unknown, depth: number): string {
  if (depth > deepest) return ''
  if (Array.isArray(value))
    return value
      .map((block) => blocks(block, depth + 1))
      .filter(Boolean)
      .join('\n')
  if (!isObject(value)) return ''
  const own = ['text', 'summary', 'expression'].map((name) => inline(field(value, name), depth))
  const inner = ['blocks', 'items', 'cells', 'caption'].map((name) => blocks(field(value, name), depth + 1))
  return [...own, ...inner].filter(Boolean).join('\n')
}

function inline(value: unknown, depth: number): string {
  if (typeof value === 'string') return value
  if (depth > deepest) return ''
  if (Array.isArray(value)) return value.map((run) => inline(run, depth + 1)).join('')
  return isObject(value) ? inline(field(value, 'text') ?? field(value, 'expression'), depth + 1) : ''
}
