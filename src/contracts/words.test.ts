import fc from 'fast-check'
import { describe, expect, test } from '@jest/globals'
import { placesIn, pluralFormsOf, sentenceIn, tagsOf, textIn, verbatim } from './words.ts'
import type { WordsByLanguage } from './words.ts'

const words: WordsByLanguage = {
  en: {
    hello: 'Hello {name}!',
    only: 'Only in English.',
    items: { one: '{count} item', other: '{count} items' },
    thanks: ['Thanks!', 'Thank you!'],
  },
  pl: {
    hello: 'Cześć {name}!',
    items: { one: '{count} rzecz', few: '{count} rzeczy', many: '{count} rzeczy', other: '{count} rzeczy' },
  },
  de: { items: { one: '{count} Ding', other: '{count} Dinge' } },
  ar: {
    items: {
      zero: 'لا شيء',
      one: 'شيء',
      two: 'شيئان',
      few: '{count} أشياء',
      many: '{count} شيئًا',
      other: '{count} شيء',
    },
  },
  'pt-BR': { hello: 'Oi {name}!' },
}

describe('a sentence', () => {
  test('is said in the language, else in its base language, else in English', () => {
    expect(sentenceIn(words, 'pl', 'hello', { name: 'Ewa' })).toBe('Cześć Ewa!')
    expect(sentenceIn(words, 'pl-PL', 'hello', { name: 'Ewa' })).toBe('Cześć Ewa!')
    expect(sentenceIn(words, 'pl', 'only')).toBe('Only in English.')
    expect(sentenceIn(words, 'pt-BR', 'hello', { name: 'Zé' })).toBe('Oi Zé!')
    expect(sentenceIn(words, 'pt', 'hello', { name: 'Zé' })).toBe('Hello Zé!')
    expect(tagsOf('zh-Hant-TW')).toEqual(['zh-Hant-TW', 'zh-Hant', 'zh', 'en'])
  })

  test('that nobody wrote is an error that names it', () => {
    expect(() => sentenceIn(words, 'pl', 'nothing')).toThrow('"nothing"')
    expect(() => sentenceIn(words, 'pl', 'constructor')).toThrow('"constructor"')
    expect(() => sentenceIn(words, '__proto__', 'toString')).toThrow('"toString"')
  })

  test('has the plural form of its count', () => {
    expect([1, 2, 5, 22, 112].map((count) => sentenceIn(words, 'pl', 'items', { count }))).toEqual([
      '1 rzecz',
      '2 rzeczy',
      '5 rzeczy',
      '22 rzeczy',
      '112 rzeczy',
    ])
    expect([0, 1, 2, 3, 11, 100].map((count) => sentenceIn(words, 'ar', 'items', { count }))).toEqual([
      'لا شيء',
      'شيء',
      'شيئان',
      '3 أشياء',
      '11 شيئًا',
      '100 شيء',
    ])
    expect(sentenceIn(words, 'en', 'items', { count: '1' })).toBe('1 items')
  })

  test('writes numbers as its language does, and text as it is', () => {
    expect(sentenceIn(words, 'de', 'items', { count: 1234.5 })).toBe('1.234,5 Dinge')
    expect(sentenceIn(words, 'en', 'hello', { name: '{count}' })).toBe('Hello {count}!')
    expect(sentenceIn(words, 'en', 'hello')).toBe('Hello {name}!')
  })

  test('that can be said in several ways is said as chance has it', () => {
    expect(sentenceIn(words, 'en', 'thanks')).toBe('Thanks!')
    expect(sentenceIn(words, 'en', 'thanks', {}, () => 0.99)).toBe('Thank you!')
  })

  test('keeps every value that it has a place for', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(sentenceIn(words, 'en', 'hello', { name })).toBe(`Hello ${name}!`)
      }),
    )
  })
})

test('a text that an operator wrote is said in the language, its base, English, or what there is', () => {
  const texts = { en: 'Hello {name}', pt: 'Olá {name}' }
  expect(textIn(texts, 'pt-BR', { name: 'Ada' })).toBe('Olá Ada')
  expect(textIn(texts, 'de', { name: 'Ada' })).toBe('Hello Ada')
  expect(textIn({ fi: 'Hei' }, 'de')).toBe('Hei')
  expect(textIn({}, 'de')).toBe('')
  expect(textIn({ en: 'Hi' }, 'constructor')).toBe('Hi')
})

test('what a person wrote stays what it is, and one line', () => {
  expect(verbatim(' **bold** [link](https://bad.example)\nnext ')).toBe(
    '\\*\\*bold\\*\\* \\[link\\](https://bad.example) next',
  )
})

test('the plural forms of a language are those of counts, and other', () => {
  expect(pluralFormsOf('pl')).toEqual(['many', 'one', 'few', 'other'])
  expect(pluralFormsOf('es')).toEqual(['other', 'one'])
  expect(pluralFormsOf('ja')).toEqual(['other'])
  expect(() => pluralFormsOf('not a tag')).toThrow(RangeError)
})

test('the places of a sentence are found in their order', () => {
  expect(placesIn('{a} and {b_c}, not { d } or {}')).toEqual(['a', 'b_c'])
})
