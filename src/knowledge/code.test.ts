import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { codeBlock, codeSpan, stretchesOf } from './code.ts'

const marked = fc.string({ unit: fc.constantFrom('`', '~', '*', 'a', ' ', '\\', '\n', '<'), minLength: 1 })

test('a span of code is read as that code by every reader of Markdown', () => {
  fc.assert(
    fc.property(
      marked.filter((code) => code.trim() !== ''),
      (code) => {
        const [paragraph] = fromMarkdown(`Say ${codeSpan(code)} now.`).children
        expect(paragraph).toMatchObject({
          children: [
            { value: 'Say ' },
            { type: 'inlineCode', value: code.replaceAll(/\s+/g, ' ').trim() },
            { value: ' now.' },
          ],
        })
      },
    ),
  )
})

test('a block of code is read as that code, and found again between what stands beside it', () => {
  fc.assert(
    fc.property(marked, (code) => {
      const block = codeBlock(code, 'ts')
      expect(fromMarkdown(block).children).toMatchObject([{ type: 'code', lang: 'ts', value: code }])
      const passage = `Before.\n\n${block}\n\nAfter.`
      const stretches = [...stretchesOf(passage)]
      expect(stretches.map(({ text }) => text).join('')).toBe(passage)
      const [, found] = stretches
      expect(found?.code).toEqual({
        text: code,
        language: 'ts',
        start: passage.indexOf(block) + block.indexOf('\n') + 1,
      })
    }),
  )
})

test('whatever a passage is, nothing of it is lost', () => {
  fc.assert(
    fc.property(marked, (passage) => {
      expect([...stretchesOf(passage)].map(({ text }) => text).join('')).toBe(passage)
    }),
  )
})
