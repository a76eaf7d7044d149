import { expect, test } from '@jest/globals'
import { answerDefaults } from '../config/defaults.ts'
import { extract } from './answer.ts'
import { codeBlock } from './code.ts'
import { relevanceOf, wantedOf } from './relevance.ts'
import type { Found } from './search.ts'
import { wordsOf } from './terms.ts'

/** What is quoted of a passage to whoever asks for these words. */
function quoted(text: string, question: string): string | undefined {
  const wanted = wantedOf(wordsOf(question, 'en'), 'en', (stems) => stems.map(() => 1))
  const chunk = { text, title: 'Manual', document: 'd', headings: [], pages: [] }
  const found = { chunk, score: 1, relevance: relevanceOf(wanted, { text, above: '' }, 'en') }
  return extract([found as unknown as Found], 'en')?.text // what is read of it
}

test('code is quoted as code, and everything else as it is written', () => {
  const block = codeBlock('if (x < 1) {\n  *go*()\n}', 'js')
  const text = `Start the **engine** with \`npm *run* go\` like this:\n\n${block}\n\nIt is warm then.`
  expect(quoted(text, 'start engine')).toBe(
    `Start the \\*\\*engine\\*\\* with \`npm *run* go\` like this:\n\n${block}\n\nIt is warm then.`,
  )
  expect(quoted(`One \` mark <b> of ${block}`, 'mark')).toContain('One \\` mark \\<b\\>')
})

test('code is quoted whole, wherever in it the answer is, and in part where it is long', () => {
  const block = codeBlock('first()\nsecond()\nthird()', 'js')
  expect(quoted(`${'Nothing here at all. '.repeat(40)}\n\n${block}`, 'second')).toContain(block)
  const lines = Array.from({ length: 200 }, (_, index) => (index === 150 ? '  ignite()' : `  step${index}()`))
  const part = quoted(codeBlock(lines.join('\n'), 'js'), 'ignite') ?? ''
  expect(part).toMatch(/^```js\n(?: {2}\w+\(\)\n)+```$/)
  expect(part).toContain('  ignite()\n  step151()')
  expect(part.length).toBeLessThan(answerDefaults.codeLength)
})
