import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { TextBlock } from '../contracts/knowledge.ts'
import { chunksOf, tokensIn } from './chunk.ts'
import { stretchesOf } from './code.ts'

const heading = (text: string, level = 1): TextBlock => ({ kind: 'heading', text, level })
const paragraph = (text: string, page?: number): TextBlock => ({
  kind: 'text',
  text,
  ...(page === undefined ? {} : { page }),
})
const cut = (blocks: readonly TextBlock[], language = 'en') => [...chunksOf({ blocks }, language)]
const sentences = (count: number, words = 20) =>
  Array.from({ length: count }, (_, index) => `Sentence ${index} has ${'word '.repeat(words)}in it.`).join(' ')

describe('a document is cut', () => {
  test('at its headings, which each piece knows', () => {
    const chunks = cut([
      heading('Manual'),
      heading('Start', 2),
      paragraph(sentences(10)),
      heading('Stop', 2),
      paragraph(sentences(10)),
    ])
    expect(chunks.map(({ headings }) => headings)).toEqual([
      ['Manual', 'Start'],
      ['Manual', 'Stop'],
    ])
  })

  test('not where a section is short: it shares a piece with the next, and its heading stays with it', () => {
    const chunks = cut([heading('A'), paragraph('One.'), heading('B'), paragraph('Two.')])
    expect(chunks).toEqual([{ text: 'One.\n\nB\n\nTwo.', headings: ['A'], pages: [] }])
  })

  test('between sentences, with the end of one piece at the beginning of the next', () => {
    const chunks = cut([paragraph(sentences(200))])
    expect(chunks.length).toBeGreaterThan(5)
    for (const [index, { text }] of chunks.entries()) {
      expect(text).toMatch(/^Sentence \d+ .*in it\.$/s)
      expect(tokensIn(text)).toBeLessThanOrEqual(1001)
      const next = chunks[index + 1]
      if (next === undefined) continue
      const repeated = text.slice(text.indexOf(next.text.slice(0, 12)))
      expect(next.text.startsWith(repeated)).toBe(true)
      expect(tokensIn(repeated)).toBeGreaterThan(130)
    }
  })

  test('and knows where in it each page begins', () => {
    const [chunk] = cut([paragraph('First page.', 1), paragraph('Second page.', 2), paragraph('And more.', 2)])
    expect(chunk?.pages.map(([start, page]) => [chunk.text.slice(start, start + 6), page])).toEqual([
      ['First ', 1],
      ['Second', 2],
    ])
  })

  test('not within code, and between its lines where there is too much of it', () => {
    const code: TextBlock = { kind: 'code', text: 'if (a) {\n  b()\n}', language: 'js' }
    expect(cut([paragraph('Say:'), code])[0]?.text).toBe('Say:\n\n```js\nif (a) {\n  b()\n}\n```')
    const lines = Array.from({ length: 400 }, (_, index) => `  const value${index} = compute(${index})`)
    const chunks = cut([paragraph('Say:'), { ...code, text: lines.join('\n') }])
    expect(chunks.length).toBeGreaterThan(1)
    expect(chunks.every(({ text }) => tokensIn(text) <= 1000)).toBe(true)
    const stretches = chunks.flatMap(({ text }) => [...stretchesOf(text)].flatMap(({ code: one }) => one ?? []))
    expect(stretches.map(({ text }) => text).join('\n')).toBe(lines.join('\n'))
  })

  test('also where there are no spaces, and no sentences', () => {
    expect(cut([paragraph('猫'.repeat(5000))], 'zh').every(({ text }) => tokensIn(text) <= 1000)).toBe(true)
    expect(cut([heading('Only'), heading('Headings')]).map(({ text }) => text)).toEqual(['Only\n\nHeadings'])
  })

  test('so that no word of it is lost, whatever it is', () => {
    const block = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => paragraph(text)),
      fc
        .record({ text: fc.string({ minLength: 1 }), level: fc.integer({ min: 1, max: 6 }) })
        .map(({ text, level }) => heading(text, level)),
      fc.integer({ min: 30, max: 60 }).map((count) => paragraph(sentences(count))),
    )
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
        const said = cut(blocks)
          .flatMap(({ text, headings }) => [...headings, text])
          .join(' ')
          .replaceAll(/\s/g, '')
        const words = new Set(blocks.flatMap(({ text }) => text.split(/\s+/)))
        expect([...words].filter((word) => !said.includes(word))).toEqual([])
      }),
      { numRuns: 25 },
    )
  })
})
