import { documentDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'

export interface ZipEntry {
  readonly name: string
  readonly deflated: boolean
  /** Where its bytes are in the archive. */
  readonly packed: { readonly start: number; readonly end: number }
}

/**
 * The table of contents of a ZIP archive (APPNOTE.TXT 4.3.12 and 4.3.16), for looking at it before anybody unpacks it.
 * Throws Refused for what is damaged, encrypted, or larger than a document is.
 */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endRecord(view)
  const count = view.getUint16(end + 10, true)
  if (count > documentDefaults.zipEntries) throw new Refused('The archive has more parts than any document.')
  const entries: ZipEntry[] = []
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw damaged()
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const commentLength = view.getUint16(at + 32, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      deflated: method(view.getUint16(at + 8, true), view.getUint16(at + 10, true)),
      packed: packedAt(view, view.getUint32(at + 42, true), view.getUint32(at + 20, true)),
    })
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

function endRecord(view: DataView): number {
  // At the end of the file, before a comment of at most 65535 bytes.
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--)
    if (view.getUint32(at, true) === 0x06054b50) return at
  throw damaged()
}

function method(flags: number, number: number): boolean {
  if ((flags & 1) === 1) throw new Refused('The document is locked with a password. Upload it without one.')
  if (number !== 0 && number !== 8) throw new Refused('The document is packed in a way that cannot be read.')
  return number === 8
}

function packedAt(view: DataView, header: number, size: number): ZipEntry['packed'] {
  if (header + 30 > view.byteLength || view.getUint32(header, true) !== 0x04034b50) throw damaged()
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
  if (start + size > view.byteLength) throw damaged()
  return { start, end: start + size }
}

function damaged(): Refused {
  return new Refused('The document is damaged: it is incomplete.')
}
