import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { parseMarkdown } from '../../widget/src/panel/markdown/parse.ts'
import { withoutMarks } from '../../widget/src/panel/plain.ts'

const corpus = process.env.CORPUS_DIR ?? new URL('../../../shared/corpus', import.meta.url).pathname
const path = `${corpus}/nasty/naughty_strings.jsonl`
const collected = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : []

/** Everything that is said in it, and nothing of how. */
function words(tree: unknown): string {
  if (Array.isArray(tree)) return tree.map(words).join('')
  if (typeof tree !== 'object' || tree === null) return ''
  const {
    type: _type,
    href: _href,
    language: _language,
    align: _align,
    text,
    ...inner
  } = tree as Readonly<Record<string, unknown>> // a block or an inline
  return typeof text === 'string' ? text : words(Object.values(inner))
}

const letters = (text: string) => text.replaceAll(/[^\p{L}]/gu, '')

const collection = collected.length > 0 || process.env.CI === 'true' ? test : test.skip
collection('the panel keeps every word of what was collected against others, and reads it out to the end', () => {
  expect(collected.length).toBeGreaterThan(0)
  for (const one of collected) {
    const { s: text } = JSON.parse(one) as { readonly s: string }
    expect(letters(words(parseMarkdown(text)))).toBe(letters(text))
    expect(typeof withoutMarks(text)).toBe('string')
  }
})
