import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Refused } from '../../contracts/errors.ts'
import type { DocumentText } from '../../contracts/knowledge.ts'
import { createDocumentReader } from '../read.ts'
import { readFile } from './index.ts'

const reader = createDocumentReader()
const never = new AbortController().signal

const read = (bytes: string | Uint8Array, mime = '', name = 'file') =>
  readFile({ bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes, mime, name })
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )
const lines = ({ blocks }: DocumentText) => blocks.map(({ kind, text, level }) => `${kind}${level ?? ''} ${text}`)

describe('a document', () => {
  test('of Markdown has headings, lists, and rows that name their columns', async () => {
    const source =
      '---\ntitle: "Manual"\n---\n\n# Start\n\nTo *begin*:\n\n- press\n- wait\n\n| Key | Does |\n|---|---|\n| A | `go` |\n'
    const text = await read(source, 'text/markdown')
    expect(text.title).toBe('Manual')
    expect(lines(text)).toEqual([
      'heading1 Start',
      'text To begin:',
      'text - press',
      'text - wait',
      'row Key: A; Does: `go`',
    ])
  })

  test('of HTML is what is written in it, without what stands around and runs in it', async () => {
    const page = `<!doctype html><title>Shop – Hours</title><nav>Home</nav><script>alert(1)</script>
      <main><h1>Hours</h1><p>We open<br>at <b>nine</b>.</p><table><tr><th>Day<th>From</tr><tr><td>Monday<td>9</tr></table>
      <h2>The <code>code</code></h2><p>Use <code>a  \`b\`</code>.</p><pre><code class="language-ts">a\n\n  b  \n</code></pre></main><footer>Imprint</footer>`
    const text = await read(page, 'text/html; charset=utf-8')
    expect(text.title).toBe('Hours')
    expect(lines(text)).toEqual([
      'heading1 Hours',
      'text We open\nat nine.',
      'row Day: Monday; From: 9',
      'heading2 The code',
      'text Use `` a `b` ``.',
      'code a\n\n  b',
    ])
    expect(text.blocks.at(-1)?.language).toBe('ts')
  })

  test('of Markdown keeps its code, line by line as it is indented', async () => {
    const source = '# `run`\n\nSay `npm *run*`:\n\n~~~js hot\nif (a) {\n\n  b()\n}\n~~~\n\n    old\n      code\n'
    const text = await read(source, 'text/markdown')
    expect(lines(text)).toEqual([
      'heading1 run',
      'text Say `npm *run*`:',
      'code if (a) {\n\n  b()\n}',
      'code old\n  code',
    ])
    expect(text.blocks.map(({ language }) => language)).toEqual([undefined, undefined, 'js', undefined])
  })

  test('of CSV is a row for each line, whatever stands between its cells', async () => {
    expect(lines(await read('name;price\n"Tea; green";3,50\nMilk;1', 'text/csv'))).toEqual([
      'row name: Tea; green; price: 3,50',
      'row name: Milk; price: 1',
    ])
  })

  test('of plain text is read in any encoding', async () => {
    expect(lines(await read(Buffer.from('\ufeffZürich', 'utf16le')))).toEqual(['text Zürich'])
    expect(lines(await read(Buffer.from('Größe und Maß, für alle Füße', 'latin1')))).toEqual([
      'text Größe und Maß, für alle Füße',
    ])
  })

  test.each([
    ['nothing', '', 'The file is empty.'],
    ['spaces', ' \n\u200b\n', 'There is no text in the document.'],
    ['a program', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1]), 'This is no document that can be read'],
    ['half a PDF', '%PDF-1.7\n1 0 obj <<', 'damaged'],
    ['half a ZIP', 'PK\u0003\u0004...', 'damaged'],
    ['an old Word file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'old or a locked Office file'],
    ['a ZIP of something', zip({ 'a.txt': Buffer.from('a') }), 'no Word document'],
  ])('that is %s is refused with a reason', async (_, bytes, reason) => {
    const error = await failure(read(bytes))
    expect(error).toBeInstanceOf(Refused)
    expect((error as Refused).message).toContain(reason)
  })
})

describe('a document that means harm', () => {
  test('does not unpack to more than there is room for', async () => {
    const bomb = zip({ 'word/document.xml': Buffer.alloc(51 * 1024 * 1024, ' ') })
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect(await failure(read(bomb))).toMatchObject({ message: expect.stringContaining('when it is unpacked') })
  })

  test('nests as deep as it likes', async () => {
    const deep = 2000
    expect(lines(await read(`<body>${'<div>'.repeat(deep)}here`, 'text/html'))).toEqual(['text here'])
    expect(lines(await read(`${'> '.repeat(deep)}here`, 'text/markdown')).join()).toContain('here')
  })

  test('ends as text or as a reason, whatever is in it', async () => {
    const kinds = ['text/html', 'text/markdown', 'text/csv', 'text/plain']
    const pieces = fc.constantFrom(
      '<table>',
      '<tr>',
      '<td>',
      '</table>',
      '<p>',
      '<!--',
      '"',
      ',',
      ';',
      '\n',
      '|',
      '|-|',
      '# ',
      '> ',
      '- ',
      '`',
      '%PDF-',
      'PK\u0005\u0006',
      'a',
      '\ud800',
      '\0',
    )
    const file = fc.tuple(fc.constantFrom(...kinds), fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }))
    await fc.assert(
      fc.asyncProperty(file, async ([mime, words]) => {
        const outcome = await read(Buffer.from(words.join('')), mime).catch((error: unknown) => error)
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(Refused)
        else expect((outcome as DocumentText).blocks.every(({ text }) => text !== '')).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})

describe('the documents that others had trouble with', () => {
  const corpus = process.env['CORPUS_DIR'] ?? fileURLToPath(new URL('../../../../shared/corpus', import.meta.url))
  const folder = join(corpus, 'docs')
  const isThere = existsSync(join(folder, 'manifest.json'))
  if (!isThere && process.env['CI'] === 'true') throw new Error(`There is no ${folder}.`)

  test('end as text that has their facts, or as a reason', async () => {
    if (!isThere) {
      console.warn(`There is no ${folder} (CORPUS_DIR): what needs it is not tested.`)
      return
    }
    const { files } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
      readonly files: readonly {
        readonly file: string
        readonly reference?: { readonly chars?: number; readonly error?: string; readonly head?: string }
      }[]
    }
    const told: Record<string, string> = {}
    for (const { file, reference = {} } of files) {
      const bytes = readFileSync(join(folder, file))
      // pdf.js does not run in a context of the test runner's: these are read where they are in the product.
      const reading = file.endsWith('.pdf')
        ? reader.read({ bytes, mime: '', name: file }, never)
        : read(bytes, '', file)
      const outcome = await reading.catch((error: unknown) => error)
      if (reference.error !== undefined || reference.chars === 0)
        expect([file, outcome]).toEqual([file, expect.any(Refused)])
      told[file] = outcome instanceof Error ? outcome.message : lines(outcome as DocumentText).join('\n')
      // What another reader found first is found here, too, in whatever blocks.
      for (const word of (reference.error === undefined ? (reference.head ?? '') : '').split(/\s+/).slice(0, -2))
        expect([file, told[file].replaceAll(/[\s|]+/g, ' ')]).toEqual([file, expect.stringContaining(word)])
    }
    expect(told['pypdf_r6-user-password.pdf']).toContain('password')
    expect(told['tika_testOCR.pdf']).toContain('only pictures')
    expect(told['tika_testHTMLNoisyMetaEncoding_1.html']).toContain('الاتحاد الجزائري')
    expect(told['mammoth_footnotes.docx']).toContain('A tachyon walks into a bar.')
  })
})

/** An archive as any program writes it. */
function zip(files: Readonly<Record<string, Uint8Array>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(packed.length, 14)
    // It says that it is small.
    fields.writeUInt32LE(100, 18)
    fields.writeUInt16LE(name.length, 22)
    parts.push(Buffer.from('PK\u0003\u0004'), fields, Buffer.from(name), packed)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), fields, place, Buffer.from(name))
    at += 30 + name.length + packed.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(files).length, 4)
  end.writeUInt16LE(Object.keys(files).length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...parts, ...directory, Buffer.from('PK\u0005\u0006'), end])
}
