import { inflateRawSync } from 'node:zlib'
import mammoth from 'mammoth'
import { documentDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'
import type { DocumentText } from './blocks.ts'
import { readFragment } from './html.ts'
import { zipEntries } from './zip.ts'
import type { ZipEntry } from './zip.ts'

/** Word: headings by their styles, tables by their rows. Pictures are left where they are. */
export async function readDocx(bytes: Uint8Array): Promise<DocumentText> {
  const entries = zipEntries(bytes)
  if (!entries.some(({ name }) => name === 'word/document.xml'))
    throw new Refused(
      entries.some(({ name }) => name.startsWith('xl/') || name.startsWith('ppt/'))
        ? 'Spreadsheets and presentations are not read. Save it as CSV or PDF.'
        : 'This is a ZIP archive, and no Word document. Upload its files one by one.',
    )
  refuseBombs(bytes, entries)
  const { value } = await converted(bytes)
  return readFragment(value)
}

async function converted(bytes: Uint8Array) {
  try {
    return await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      {
        styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"],
        convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
        includeEmbeddedStyleMap: false,
        externalFileAccess: false,
      },
    )
  } catch (error) {
    throw new Refused('The Word document is damaged: it cannot be opened.', { cause: error })
  }
}

/** What an archive says of its sizes may be a lie: each part is unpacked once, up to the limit and no further. */
function refuseBombs(bytes: Uint8Array, entries: readonly ZipEntry[]): void {
  let left: number = documentDefaults.unpackedBytes
  for (const { packed, deflated, name } of entries) {
    const isRead = name.endsWith('.xml') || name.endsWith('.rels')
    if (!isRead) continue
    const part = bytes.subarray(packed.start, packed.end)
    left -= deflated ? unpackedSize(part, left) : part.length
    if (left <= 0) throw tooLarge()
  }
}

function unpackedSize(part: Uint8Array, limit: number): number {
  try {
    return inflateRawSync(part, { maxOutputLength: limit }).length
  } catch (error) {
    if (error instanceof RangeError || (error as { readonly code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge() // what zlib throws at its limit
    throw new Refused('The Word document is damaged: it cannot be unpacked.', { cause: error })
  }
}

function tooLarge(): Refused {
  return new Refused(`The document is larger than ${documentDefaults.unpackedBytes} bytes when it is unpacked.`)
}
