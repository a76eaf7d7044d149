import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Invalid } from '../contracts/errors.ts'
import { compilePattern } from './patterns.ts'

const found = (pattern: string, text: string) =>
  compilePattern(pattern)
    .find(text)
    .map(({ start, end }) => text.slice(start, end))

describe('a pattern of a tenant', () => {
  test.each([
    ['AB-\\d{4}', 'my order ab-1234, please', ['ab-1234']],
    ['AB-\\d{4}', 'ab-12345 and xab-1234', []],
    ['[A-Z]{2}\\d+', 'AA1 bb22, c3', ['AA1', 'bb22']],
    ['(red|green)ish?', 'greenish reddis redish', ['greenish', 'redish']],
    ['a(b|c)*d', 'ad abcbcd abe', ['ad', 'abcbcd']],
    ['\\d{2,3}', '1 22 333 4444', ['22', '333']],
    ['\\d{3,}', '12 123 123456', ['123', '123456']],
    ['room [^0-4]', 'Room 3, room 7', ['room 7']],
    ['x\\.y', 'x.y xzy', ['x.y']],
    ['\\d+ ?kg', '12 kg or 7kg', ['12 kg', '7kg']],
    ['ü+', 'ÜÜ', ['ÜÜ']],
    ['', '', []],
  ] as const)('%s in "%s"', (pattern, text, expected) => {
    if (pattern === '') expect(() => compilePattern(pattern)).toThrow(Invalid)
    else expect(found(pattern, text)).toEqual(expected)
  })

  test.each([
    '(',
    ')',
    '[a',
    'a{',
    'a{2,1}',
    '*a',
    '\\',
    '\\b',
    '(?=a)',
    '^a$',
    'a*',
    '[z-a]',
    '('.repeat(30),
    'a'.repeat(300),
    '((a{50}){50}){50}',
  ])('that is none is refused with a sentence: %s', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(Invalid)
  })

  test('agrees with regular expressions on whole words', () => {
    const piece = fc.constantFrom('a', 'b', '[ab]', '\\d', 'a?', 'b*', '(a|bb)', 'a{1,2}', '(ab)+')
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 5 }),
        fc.stringMatching(/^[ab1 ]{0,12}$/),
        (pieces, text) => {
          const source = `1${pieces.join('')}`
          const longest = new RegExp(`^(?:${source})$`)
          const words = text.split(' ').filter((word) => longest.test(word))
          expect(found(source, text)).toEqual(words)
        },
      ),
    )
  })

  test('takes no time that grows with anything but its size', () => {
    expect(found('(a+)+b', `${'a'.repeat(2000)}c`)).toEqual([])
    expect(found('(a|a)*(a|a)*(a|a)*!', 'a'.repeat(2000))).toEqual([])
  })
})
