import { deflateSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { Busy, Refused } from '../contracts/errors.ts'
import { createDocumentReader } from './read.ts'

const never = new AbortController().signal
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )
const file = { bytes: Buffer.from('here'), mime: 'text/plain' }
const here = { blocks: [{ kind: 'text', text: 'here' }] }

describe('the reader of documents', () => {
  test('gives the text, or a reason, from a thread of its own', async () => {
    const reader = createDocumentReader({ bytes: 10 })
    expect(await reader.read(file, never)).toEqual(here)
    const empty = await failure(reader.read({ bytes: Buffer.from(''), mime: '' }, never))
    expect(empty).toBeInstanceOf(Refused)
    expect(empty).toMatchObject({ message: 'The file is empty.' })
    expect(await failure(reader.read({ bytes: Buffer.alloc(11), mime: '' }, never))).toBeInstanceOf(Refused)
  })

  test('is given up when it takes too much memory or time', async () => {
    const hungry = createDocumentReader({ memoryBytes: 24 * 1024 * 1024 })
    const bomb = pdfWith(deflateSync(Buffer.alloc(100 * 1024 * 1024, 'q Q ')))
    const error = await failure(hungry.read({ bytes: bomb, mime: 'application/pdf' }, never))
    expect(error).toMatchObject({ message: expect.stringContaining('memory') })
    const hasty = createDocumentReader({ readMs: 1 })
    expect(await failure(hasty.read({ bytes: Buffer.from('late'), mime: '' }, never))).toMatchObject({
      message: expect.stringContaining('took longer'),
    })
  })

  test('reads so many at once, and so many that wait', async () => {
    const narrow = createDocumentReader({ readAtOnce: 1, readWaiting: 1 })
    const gone = new AbortController()
    const first = narrow.read(file, never)
    const second = failure(narrow.read(file, gone.signal))
    expect(await failure(narrow.read(file, never))).toBeInstanceOf(Busy)
    gone.abort(new Busy('Nobody waits.'))
    expect(await second).toBeInstanceOf(Busy)
    expect(await first).toEqual(here)
    expect(await narrow.read(file, never)).toEqual(here)
  })
})

/** One page with this content; pdf.js finds its way without a table of contents. */
function pdfWith(content: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from(
      `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n` +
        `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Filter/FlateDecode/Length ${content.length}>>stream\n`,
    ),
    content,
    Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF'),
  ])
}
