import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { mediaDefaults } from '../config/defaults.ts'
import { plainName } from './media-names.ts'

const corpus = join(
  process.env.CORPUS_DIR ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url)),
  'nasty/path_traversal_names.jsonl',
)

/** Neither a path, nor hidden, nor a header of its own, nor written backwards. */
function expectHarmless(name: string | undefined): void {
  if (name === undefined) return
  expect(name).not.toMatch(/[/\\<>:"|?*%;$`\p{Cc}\p{Cf}]|^[.~\s-]|[.\s]$/u)
  expect(Array.from(name).length).toBeLessThanOrEqual(mediaDefaults.nameLength)
  expect(name.isWellFormed()).toBe(true)
}

describe('a file’s name', () => {
  test.each([
    ['report.pdf', 'report.pdf'],
    ['Übersicht 2026 (final).xlsx', 'Übersicht 2026 (final).xlsx'],
    ['写真.jpg', '写真.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\a.txt', 'a.txt'],
    ['.htaccess', 'htaccess'],
    ['photo\u202Egpj.exe', 'photogpj.exe'],
    ['a"b\r\nset-cookie: x.txt', 'a bset-cookie x.txt'],
    ['...', undefined],
    ['', undefined],
    ['/', undefined],
  ])('%j becomes %j', (given, expected) => {
    expect(plainName(given)).toBe(expected)
  })

  test('that is long is cut before its extension', () => {
    expect(plainName(`${'x'.repeat(300)}.docx`)).toBe(`${'x'.repeat(mediaDefaults.nameLength - 5)}.docx`)
  })

  test('is harmless, whatever it was', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => expectHarmless(plainName(name))))
  })

  test('is harmless, of the hostile ones that were collected', () => {
    if (!existsSync(corpus)) {
      if (process.env.CI === 'true') throw new Error(`There is no ${corpus}.`)
      console.warn(`There is no ${corpus} (CORPUS_DIR): what needs it is not tested.`)
      return
    }
    const names = readFileSync(corpus, 'utf8').split('\n').filter(Boolean)
    for (const line of names) expectHarmless(plainName((JSON.parse(line) as { s: string }).s))
    expect(names.length).toBeGreaterThan(10)
  })
})
