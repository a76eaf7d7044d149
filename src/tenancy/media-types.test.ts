import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { typeOf } from './media-types.ts'

const bytes = (...parts: (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))
const type = (content: Uint8Array, declared = 'image/png') => typeOf(content, declared)

/** The beginning of a ZIP whose first file has this name. */
const zip = (name: string, content = '') =>
  bytes('PK\x03\x04', Array(22).fill(0), [name.length, 0, 0, 0], name, deflateRawSync(content).toString('latin1'))

describe('a file is what its bytes say, whatever it was sent as', () => {
  test.each([
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
    ['image/png', bytes([0x89], 'PNG\r\n\x1a\n')],
    ['image/gif', bytes('GIF89a')],
    ['image/webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
    ['image/heic', bytes([0, 0, 0, 24], 'ftypheic')],
    ['image/avif', bytes([0, 0, 0, 24], 'ftypavif')],
    ['video/mp4', bytes([0, 0, 0, 24], 'ftypisom')],
    ['audio/mp4', bytes([0, 0, 0, 24], 'ftypM4A ')],
    ['video/quicktime', bytes([0, 0, 0, 24], 'ftypqt  ')],
    ['video/3gpp', bytes([0, 0, 0, 24], 'ftyp3gp4')],
    ['video/webm', bytes([0x1a, 0x45, 0xdf, 0xa3], '\x9fB\x86\x81\x01B\x82\x84webm')],
    ['audio/ogg', bytes('OggS', Array(24).fill(0), 'OpusHead')],
    ['audio/mpeg', bytes('ID3\x04')],
    ['audio/mpeg', bytes([0xff, 0xfb, 0x90])],
    ['audio/aac', bytes([0xff, 0xf1, 0x50])],
    ['audio/amr', bytes('#!AMR\n')],
    ['audio/wav', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt ')],
    ['application/pdf', bytes('%PDF-1.7')],
    ['application/zip', zip('a.txt', 'hello')],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', zip('word/document.xml', '<w/>')],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', zip('xl/workbook.xml', '<x/>')],
    ['application/vnd.openxmlformats-officedocument.presentationml.presentation', zip('ppt/presentation.xml', '<p/>')],
    ['application/gzip', gzipSync('{}')],
  ])('%s', (expected, content) => {
    expect(type(content)).toBe(expected)
    expect(type(Buffer.concat([content, Buffer.alloc(100)]), 'text/html')).toBe(expected)
  })

  test('except where several kinds begin alike: then it may be said which', () => {
    expect(type(gzipSync('{}'), 'application/x-tgsticker')).toBe('application/x-tgsticker')
    expect(type(bytes([0, 0, 0, 24], 'ftypisom'), 'audio/mp4')).toBe('audio/mp4')
    expect(type(bytes([0x1a, 0x45, 0xdf, 0xa3], 'webm'), 'audio/webm')).toBe('audio/webm')
    const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    expect(type(zip('[Content_Types].xml', '<Types/>'), docx)).toBe(docx)
    expect(type(zip('a.txt'), docx)).toBe('application/zip')
  })

  test('plain text is what it was called; what a browser could run never is', () => {
    expect(type(bytes('a;b\n1;2'), 'text/csv')).toBe('text/csv')
    expect(type(Buffer.from('Grüße'), 'text/plain; charset=utf-8')).toBe('text/plain')
    expect(type(Buffer.from('Grüße').subarray(0, 4), 'text/plain')).toBe('text/plain')
    for (const declared of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/xml', 'text/javascript', ''])
      expect(type(bytes('<svg onload="alert(1)">'), declared)).toBe('application/octet-stream')
    expect(type(bytes('\x00\x01\x02'), 'text/plain')).toBe('application/octet-stream')
    expect(type(bytes([0xc3, 0x28]), 'text/plain')).toBe('application/octet-stream')
  })

  test('and anything at all is some type that is safe in a header', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (content, declared) => {
        expect(typeOf(content, declared)).toMatch(/^[a-z]+\/[\w.+-]{1,90}$/)
      }),
    )
    expect(type(zip(`mimetypeapplication/${'x'.repeat(200)}`))).toBe('application/zip')
  })
})
