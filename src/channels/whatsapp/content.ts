import type { ContactPart, LocationPart, MediaPart, MediaType, Part } from '../../contracts/message.ts'
import { field, isObject, objectIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'

/** The parts of a message; undefined for content there is no part for. */
export function partsOf(message: JsonObject): readonly Part[] | undefined {
  const type = contentName(message)
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined
  const parts = read?.(message, type) ?? []
  return parts.length > 0 ? parts : undefined
}

/** What kind of content it is; some senders leave the type out where the content says it. */
export function contentName(message: JsonObject): string {
  return textIn(message, 'type') ?? Object.keys(readers).find((name) => Object.hasOwn(message, name)) ?? 'unknown'
}

type Reader = (message: JsonObject, name: string) => readonly Part[]

const readers: Readonly<Record<string, Reader>> = {
  text: (message, name) => said(textIn(objectIn(message, name), 'body')),
  image: file('image', 'image/jpeg'),
  video: file('video', 'video/mp4'),
  audio: file('audio', 'audio/ogg'),
  voice: file('audio', 'audio/ogg'),
  document: file('document', 'application/octet-stream'),
  sticker: file('sticker', 'image/webp'),
  location: (message, name) => location(objectIn(message, name)),
  contacts: (message, name) => objectsIn(message, name).map(contact),
  order: (message, name) => order(objectIn(message, name)),
}

function said(text: string | undefined): readonly Part[] {
  return text === undefined ? [] : [{ type: 'text', text }]
}

function file(type: MediaType, mime: string): Reader {
  return (message, name) => {
    const content = objectIn(message, name)
    const mediaId = textIn(content, 'id')
    if (mediaId === undefined) return []
    const fileName = textIn(content, 'filename')
    const caption = textIn(content, 'caption')
    const part: MediaPart = {
      type,
      mediaId,
      mime: textIn(content, 'mime_type') ?? mime,
      ...(fileName === undefined ? {} : { name: fileName }),
      ...(caption === undefined ? {} : { caption }),
    }
    return [part]
  }
}

function location(content: JsonObject | undefined): readonly LocationPart[] {
  const latitude = degrees(content, 'latitude', 90)
  const longitude = degrees(content, 'longitude', 180)
  if (latitude === undefined || longitude === undefined) return []
  const name = textIn(content, 'name')
  const address = textIn(content, 'address')
  return [
    {
      type: 'location',
      latitude,
      longitude,
      ...(name === undefined ? {} : { name }),
      ...(address === undefined ? {} : { address }),
    },
  ]
}

/** A number, also one that came as text. */
function degrees(content: unknown, name: string, most: number): number | undefined {
  const found = field(content, name)
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found
  return typeof number === 'number' && Math.abs(number) <= most ? number : undefined
}

function contact(content: JsonObject): ContactPart {
  const name = objectIn(content, 'name')
  const parts = ['first_name', 'middle_name', 'last_name'].map((part) => textIn(name, part))
  return {
    type: 'contact',
    name: textIn(name, 'formatted_name') ?? parts.filter(Boolean).join(' '),
    phones: objectsIn(content, 'phones').flatMap((phone) => textIn(phone, 'phone') ?? textIn(phone, 'wa_id') ?? []),
    emails: objectsIn(content, 'emails').flatMap((mail) => textIn(mail, 'email') ?? []),
  }
}

/** A basket has no part of its own: it is said as people would write it. */
function order(content: JsonObject | undefined): readonly Part[] {
  const lines = objectsIn(content, 'product_items').map((item) => {
    const price = [scalar(item, 'item_price'), textIn(item, 'currency')].filter(Boolean).join(' ')
    const words = `${scalar(item, 'quantity') || '1'} × ${scalar(item, 'product_retailer_id')}`
    return price === '' ? words : `${words} (${price})`
  })
  return said([...lines, textIn(content, 'text') ?? ''].filter(Boolean).join('\n') || undefined)
}

/** The answers of a form (a Flow): a line for each, without WhatsApp's own. */
export function formText(reply: JsonObject | undefined): string | undefined {
  const json = textIn(reply, 'response_json')
  const answers = json === undefined ? undefined : parsed(json)
  if (!isObject(answers)) return json ?? textIn(reply, 'body')
  const lines = Object.entries(answers)
    .filter(([name]) => name !== 'flow_token')
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : jsonOf(value)}`)
  return lines.join('\n') || textIn(reply, 'body')
}

/** Empty for what is nested too deep to be written. */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return ''
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

function scalar(content: unknown, name: string): string {
  const found = field(content, name)
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}
