import { analyse } from 'chardet'
import iconv from 'iconv-lite'

/** Bytes as text, whatever their encoding: what the file says (a byte order mark, a declaration), UTF-8, or a guess. */
export function decode(bytes: Uint8Array, declared?: string): string {
  const marked = markOf(bytes)
  if (marked !== undefined) return iconv.decode(Buffer.from(bytes), marked)
  if (declared !== undefined && iconv.encodingExists(declared)) return iconv.decode(Buffer.from(bytes), declared)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return iconv.decode(Buffer.from(bytes), guess(bytes))
  }
}

/** What an HTML or XML file says of itself, however much noise stands around it. */
export function declaredIn(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, declarationWithin)).toString('latin1')
  const name =
    /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})/iu.exec(head)?.[1] ??
    /^<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{2,40})["']/iu.exec(head)?.[1]
  // A declaration that can be read byte by byte is not in an encoding of two bytes: its author was wrong.
  return name !== undefined && /^utf-?(?:16|32)/i.test(name) ? undefined : name
}

/** Whether these bytes are letters at all. */
export function looksLikeText(bytes: Uint8Array): boolean {
  if (markOf(bytes) !== undefined) return true
  const head = bytes.subarray(0, declarationWithin)
  let control = 0
  for (const byte of head) {
    if (byte === 0) return false
    if (byte < 9 || (byte > 13 && byte < 27)) control++
  }
  return control <= head.length / 100
}

/** Bytes: browsers look at 1024, and mail programs write their styles before it. */
const declarationWithin = 16 * 1024

function markOf([first, second, third, fourth]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? 'utf-32le' : 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return 'utf-32be'
  return undefined
}

function guess(bytes: Uint8Array): string {
  const guesses = analyse(bytes.subarray(0, 64 * 1024)).map(({ name }) => name)
  // It is no UTF-8: that was tried, and is what the guesser says of nearly everything.
  return guesses.find((name) => name !== 'UTF-8' && name !== 'ASCII' && iconv.encodingExists(name)) ?? 'windows-1252'
}
