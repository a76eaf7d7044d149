import type { ContactPart, MediaPart, MediaType, Part } from '../../contracts/message.ts'
import { field, integerIn, numberIn, objectsIn, textIn } from '../json.ts'
import type { JsonObject } from '../json.ts'

/** A message as the page has it, and what the library read out of it; the same object where only one is known. */
export interface Told {
  readonly raw: JsonObject
  readonly read: JsonObject
  /** What the library finds it by. */
  readonly whole: string
}

/** The parts of a message; undefined for content there is no part for (a poll, an order, a call). */
export function partsOf(told: Told): readonly Part[] | undefined {
  const type = textIn(told.raw, 'type') ?? ''
  const parts = Object.hasOwn(readers, type) ? (readers[type]?.(told) ?? []) : []
  return parts.length > 0 ? parts : undefined
}

type Reader = (told: Told) => readonly Part[]

const readers: Readonly<Record<string, Reader>> = {
  chat: ({ raw, read }) => said(textIn(raw, 'body') ?? textIn(read, 'body')),
  image: file('image', 'image/jpeg'),
  video: file('video', 'video/mp4'),
  ptv: file('video', 'video/mp4'),
  gif: file('video', 'video/mp4'),
  audio: file('audio', 'audio/mpeg'),
  ptt: file('audio', 'audio/ogg'),
  document: file('document', 'application/octet-stream'),
  sticker: file('sticker', 'image/webp'),
  location: ({ raw }) => location(raw),
  vcard: ({ raw, read }) => cards([textIn(raw, 'body') ?? textIn(read, 'body')]),
  multi_vcard: ({ raw }) => cards(objectsIn(raw, 'vcardList').map((card) => textIn(card, 'vcard'))),
}

function said(text: string | undefined): readonly Part[] {
  return text === undefined ? [] : [{ type: 'text', text }]
}

function file(type: MediaType, mime: string): Reader {
  return ({ raw, read, whole }) => {
    const there = textIn(raw, 'directPath') !== undefined || field(read, 'hasMedia') === true
    const name = textIn(raw, 'filename')
    // The body of a file's message is a small picture of it; the library puts the caption in its place.
    const caption = textIn(raw, 'caption') ?? (read === raw ? undefined : textIn(read, 'body'))
    const size = integerIn(raw, 'size')
    const seconds = Number(textIn(raw, 'duration') ?? numberIn(raw, 'duration') ?? NaN)
    const part: MediaPart = {
      type,
      mime: textIn(raw, 'mimetype') ?? mime,
      ...(there ? { mediaId: whole } : {}),
      ...(name === undefined ? {} : { name }),
      // Apps repeat the name of a document as its caption.
      ...(caption === undefined || caption === name ? {} : { caption }),
      ...(size === undefined || size < 0 ? {} : { size }),
      ...(seconds > 0 && seconds < 1e9 ? { durationMs: Math.round(seconds * 1000) } : {}),
    }
    return [part]
  }
}

function location(raw: JsonObject): readonly Part[] {
  const latitude = numberIn(raw, 'lat')
  const longitude = numberIn(raw, 'lng')
  if (latitude === undefined || longitude === undefined) return []
  const [name = '', ...address] = (textIn(raw, 'loc') ?? '').split('\n')
  const where = address.join(', ').trim()
  return [
    {
      type: 'location',
      latitude,
      longitude,
      ...(name.trim() === '' ? {} : { name: name.trim() }),
      ...(where === '' ? {} : { address: where }),
    },
  ]
}

// ── Contacts ─────────────────────────────────────────────────────────────────────────────────────────────────────

function cards(vcards: readonly (string | undefined)[]): readonly ContactPart[] {
  return vcards.flatMap((vcard) => (vcard?.includes('BEGIN:VCARD') === true ? [contactOf(vcard)] : []))
}

/** https://www.rfc-editor.org/rfc/rfc2426 */
function contactOf(vcard: string): ContactPart {
  const whole = vcard.replaceAll(/\r?\n[ \t]/g, '')
  const [name] = lines(whole, 'FN')
  const [structured = ''] = lines(whole, 'N')
  const [family = '', given = ''] = structured.split(';')
  return {
    type: 'contact',
    name: name ?? `${given} ${family}`.trim(),
    phones: lines(whole, 'TEL'),
    emails: lines(whole, 'EMAIL'),
  }
}

function lines(vcard: string, property: string): readonly string[] {
  const pattern = new RegExp(String.raw`^(?:item\d+\.)?${property}(?:;[^:\r\n]*)?:(.+)$`, 'gim')
  return [...vcard.matchAll(pattern)]
    .map(([, value = '']) => value.replaceAll(/\\([\\;,])/g, '$1').trim())
    .filter((value) => value !== '')
}
