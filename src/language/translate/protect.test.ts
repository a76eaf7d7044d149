import fc from 'fast-check'
import { describe, expect, test } from '@jest/globals'
import { hasWords, protect, restore } from './protect.ts'

describe('what must come through a translation', () => {
  test.each([
    ['`npm test` runs it', ['`npm test`']],
    ['```\nrm -rf /\n\nls\n``` is code', ['```\nrm -rf /\n\nls\n```']],
    ['see https://shop.example/a?b=1 there', ['https://shop.example/a?b=1']],
    ['[our page](https://shop.example/a)', ['https://shop.example/a']],
    ['write to help@pizza.example.', ['help@pizza.example']],
    ['Hello {name}!', ['{name}']],
    ['say /language or and/or', ['/language']],
    ['order P-12 of 2026-01-05 costs 1.234,50 euros', ['P-12', '2026-01-05', '1.234,50']],
    ['@ann and #news', ['@ann', '#news']],
    ['٣ طلبات', ['٣']],
  ])('%j keeps %j', (text, kept) => {
    const { text: masked, kept: found } = protect(text)
    expect(found).toEqual(kept)
    expect(restore(masked, found)).toBe(text)
  })

  test('are names, as whole words', () => {
    expect(protect('Ann, Annette and Ann-Marie', ['Ann']).kept).toEqual(['Ann', 'Ann'])
    expect(protect('Call C++ (now)', ['C++ (now)']).kept).toEqual(['C++ (now)'])
  })

  test.each([
    ['a sign that is lost', 'nur Text'],
    ['a sign that is doubled', '⟦0⟧ ⟦0⟧ ⟦1⟧'],
    ['a sign that is made up', '⟦0⟧ ⟦1⟧ ⟦2⟧'],
    ['half a sign', '⟦0⟧ ⟦1⟧ ⟦'],
  ])('spoils it with %s', (_, translated) => {
    expect(restore(translated, ['P-1', 'P-2'])).toBeUndefined()
  })

  test('may change its place and have spaces in its sign', () => {
    expect(restore('⟦ 1 ⟧ vor ⟦0⟧', ['P-1', 'P-2'])).toBe('P-2 vor P-1')
  })

  test('is all of it, whatever a text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.array(fc.string()), (text, keep) => {
        fc.pre(!/[⟦⟧]/.test(text))
        const { text: masked, kept } = protect(text, keep)
        expect(restore(masked, kept)).toBe(text)
      }),
    )
  })

  test('leaves nothing to translate where there is nothing else', () => {
    expect(hasWords(protect('https://a.example 12 👍'))).toBe(false)
    expect(hasWords(protect('12 pizzas'))).toBe(true)
  })
})
