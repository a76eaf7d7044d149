/** What a file is, by its first bytes: neither the name nor the word of whoever sent it is proof. */

const unknown = 'application/octet-stream'

/**
 * The type of a file that begins with `head`. What has no signature of its own (text) is what it was `declared`, if that
 * is a kind of plain text and the bytes are; what could run in a browser (HTML, SVG, XML) is bytes like any other.
 */
export function typeOf(head: Uint8Array, declared: string): string {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength)
  for (const [offset, magic, mime] of signatures) {
    if (bytes.subarray(offset, offset + magic.length).equals(magic)) {
      return typeof mime === 'string' ? mime : mime(bytes, declared.toLowerCase())
    }
  }
  return textType(bytes, declared.toLowerCase().split(';', 1)[0]?.trim() ?? '')
}

type Type = string | ((head: Buffer, declared: string) => string)

const at = (offset: number, magic: string | readonly number[], type: Type) =>
  [offset, typeof magic === 'string' ? Buffer.from(magic, 'latin1') : Buffer.from(magic), type] as const

/** In this order: the first that fits. https://www.iana.org/assignments/media-types, https://mimesniff.spec.whatwg.org */
const signatures: readonly (readonly [offset: number, magic: Buffer, type: Type])[] = [
  at(0, [0xff, 0xd8, 0xff], 'image/jpeg'),
  at(0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'image/png'),
  at(0, 'GIF87a', 'image/gif'),
  at(0, 'GIF89a', 'image/gif'),
  at(0, 'RIFF', riff),
  at(4, 'ftyp', isoMedia),
  at(0, [0x1a, 0x45, 0xdf, 0xa3], matroska),
  at(0, 'OggS', ogg),
  at(0, '%PDF-', 'application/pdf'),
  at(0, [0x50, 0x4b, 0x03, 0x04], zip),
  at(0, [0x50, 0x4b, 0x05, 0x06], 'application/zip'),
  at(0, [0x1f, 0x8b], gzip),
  at(0, 'ID3', 'audio/mpeg'),
  at(0, '#!AMR-WB\n', 'audio/amr-wb'),
  at(0, '#!AMR', 'audio/amr'),
  at(0, 'fLaC', 'audio/flac'),
  at(0, [0xff, 0xf1], 'audio/aac'),
  at(0, [0xff, 0xf9], 'audio/aac'),
  // MPEG audio without an ID3 tag: layer III with and without a checksum, of MPEG 1, 2 and 2.5.
  ...[0xfb, 0xfa, 0xf3, 0xf2, 0xe3, 0xe2].map((second) => at(0, [0xff, second], 'audio/mpeg')),
  at(0, 'BM', (head) => (head.length > 18 && head.readUInt32LE(14) <= 124 ? 'image/bmp' : unknown)),
  at(0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], oldOffice),
  at(0, '{\\rtf', 'application/rtf'),
  at(0, [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], 'application/x-7z-compressed'),
  at(0, 'Rar!\x1a\x07', 'application/vnd.rar'),
]

function riff(head: Buffer): string {
  switch (head.toString('latin1', 8, 12)) {
    case 'WEBP':
      return 'image/webp'
    case 'WAVE':
      return 'audio/wav'
    case 'AVI ':
      return 'video/x-msvideo'
    default:
      return unknown
  }
}

/** MP4 and its relatives say their brand: https://mp4ra.org/registered-types/brands */
function isoMedia(head: Buffer, declared: string): string {
  const brand = head.toString('latin1', 8, 12)
  if (/^(?:heic|heix|heim|heis|mif1|msf1)$/.test(brand)) return 'image/heic'
  if (/^avi[fs]$/.test(brand)) return 'image/avif'
  if (brand === 'qt  ') return 'video/quicktime'
  if (/^M4[AB] $/.test(brand)) return 'audio/mp4'
  if (/^3g[2gp]/.test(brand)) return declared.startsWith('audio/') ? 'audio/3gpp' : 'video/3gpp'
  return declared.startsWith('audio/') ? 'audio/mp4' : 'video/mp4'
}

function matroska(head: Buffer, declared: string): string {
  const kind = declared.startsWith('audio/') ? 'audio' : 'video'
  return head.includes('webm') ? `${kind}/webm` : `${kind}/x-matroska`
}

function ogg(head: Buffer): string {
  const isVideo = head.includes('theora') || head.includes('OVP80')
  return isVideo ? 'video/ogg' : 'audio/ogg'
}

/** Office documents are ZIPs whose first names tell; OpenDocument and EPUB begin with their type. */
function zip(head: Buffer, declared: string): string {
  const own = /^mimetype(application\/[\w.+-]{1,80}?)(?=PK|[^\w.+-])/.exec(head.toString('latin1', 30, 140))?.[1]
  if (own !== undefined) return own
  const office = openXml.find(([folder]) => head.includes(folder))
  if (office !== undefined) return office[1]
  // Their folders may stand behind the first names: then whoever sent it may say which of the three it is.
  const said = openXml.find(([, mime]) => mime === declared)
  return said !== undefined && head.includes('[Content_Types].xml') ? said[1] : 'application/zip'
}

const openXml = [
  ['word/', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
] as const

/** Telegram's animated stickers are gzipped JSON, and look like any other gzip. */
function gzip(_head: Buffer, declared: string): string {
  return declared === 'application/x-tgsticker' ? declared : 'application/gzip'
}

function oldOffice(_head: Buffer, declared: string): string {
  return oldOfficeTypes.has(declared) ? declared : 'application/x-cfb'
}
const oldOfficeTypes = new Set(['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'])

const plainTexts = new Set([
  'text/plain',
  'text/csv',
  'text/markdown',
  'text/calendar',
  'text/vcard',
  'text/x-vcard',
  'application/json',
])

function textType(head: Buffer, declared: string): string {
  return plainTexts.has(declared) && isText(head) ? declared : unknown
}

/** UTF-8 without the controls that no text has; its last character may be cut off. */
function isText(head: Buffer): boolean {
  if (/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(head.toString('latin1'))) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch {
    return false
  }
}
