import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { avatarDefaults } from '../config/defaults.ts'
import type { AvatarFile } from '../contracts/ports.ts'

export type Encoding = 'br' | 'gzip'

/** The smallest that the caller takes; undefined: as it is. https://www.rfc-editor.org/rfc/rfc9110#field.accept-encoding */
export function encodingFor(accepted: string | readonly string[] | undefined): Encoding | undefined {
  const taken = String(accepted ?? '')
    .split(',')
    .map((one) => one.trim().split(/\s*;\s*/))
    .flatMap(([name = '', quality]) => (/^q=0(?:\.0*)?$/.test(quality ?? '') ? [] : [name.toLowerCase()]))
  return (['br', 'gzip'] as const).find((encoding) => taken.includes(encoding))
}

/** What never changes is packed once, as small as it gets, and kept while there is room. */
export class Packed {
  readonly #kept = new LRUCache<string, Buffer>({
    maxSize: avatarDefaults.packedBytes,
    sizeCalculation: (bytes) => bytes.length,
  })
  readonly #underWay = new Map<string, Promise<Buffer>>()

  async get(name: string, encoding: Encoding, file: AvatarFile): Promise<Buffer> {
    const key = `${encoding} ${name}`
    const kept = this.#kept.get(key)
    if (kept !== undefined) return kept
    const begun = this.#underWay.get(key) ?? pack(file, encoding)
    this.#underWay.set(key, begun)
    try {
      const bytes = await begun
      this.#kept.set(key, bytes)
      return bytes
    } finally {
      this.#underWay.delete(key)
    }
  }
}

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

async function pack(file: AvatarFile, encoding: Encoding): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of file.read(0, file.size)) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  if (encoding === 'gzip') return gzipped(bytes, { level: 9 })
  return brotli(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: avatarDefaults.brotliQuality,
      [constants.BROTLI_PARAM_SIZE_HINT]: file.size,
    },
  })
}
