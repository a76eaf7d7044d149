import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { hanValue } from './han-numbers.ts'
import { numberAlone, numbersIn } from './numbers.ts'

const values = (text: string, language = 'en') => numbersIn(text, language).map(({ value }) => value)
const fifteen = 'en es pt fr de it nl pl tr ru ar id zh ja hi'.split(' ')

describe('numbers with digits', () => {
  test.each([
    ['en', '1,234', 1234],
    ['de', '1.234', 1234],
    ['de', '1,234', 1.234],
    ['en', '1.234', 1.234],
    ['es', '1.234,5', 1234.5],
    ['en', '0.500', 0.5],
    ['de', '0.500', 0.5],
    ['hi', '12,34,567', 1234567],
    ['hi', '१२३', 123],
    ['ar', '١٢٫٥', 12.5],
    ['ar', '١٬٢٣٤', 1234],
    ['fa', '۴۵', 45],
    ['fr', '12 345,6', 12345.6],
    ['de-CH', '1’234.5', 1234.5],
    ['zh', '我要3个', 3],
    ['ja', '３個ください', 3],
    ['ko', '3개 주세요', 3],
    ['en', '−7', -7],
  ])('in %s: %s', (language, text, value) => {
    expect(values(text, language)).toEqual([value])
  })

  test('dates, hours, versions and codes are none', () => {
    expect(values('v1.2 A-17 x3 3x 2026-01-05 12:30 3-4 1.2.3 and 7')).toEqual([7])
    expect(values('3月5日 10時', 'ja')).toEqual([])
  })

  test.each(fifteen.filter((language) => language !== 'en'))('in %s are read as they are written there', (language) => {
    const format = new Intl.NumberFormat(language, { maximumFractionDigits: 3 })
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 999 }), (whole, thousandths) => {
        const value = whole + thousandths / 1000
        // Marks of direction are no part of the number.
        const text = format.format(value).replaceAll(/[\u200e\u200f\u061c]/g, '')
        expect(values(`x ${text} y`, language)[0]).toBeCloseTo(value, 3)
      }),
      { numRuns: 40 },
    )
  })
})

describe('numbers in words', () => {
  test.each([
    ['en', 'two hundred and five', 205],
    ['en', 'twenty-five', 25],
    ['en', 'one thousand two hundred', 1200],
    ['es', 'treinta y cinco', 35],
    ['es', 'veintidós', 22],
    ['pt', 'vinte e três', 23],
    ['fr', 'vingt et un', 21],
    ['fr', 'soixante-quinze', 75],
    ['fr', 'quatre-vingt-dix-neuf', 99],
    ['fr', 'deux cents', 200],
    ['de', 'fünfundzwanzig', 25],
    ['de', 'zweihundert', 200],
    ['it', 'ventotto', 28],
    ['it', 'trentatré', 33],
    ['nl', 'tweeëntwintig', 22],
    ['pl', 'dwadzieścia pięć', 25],
    ['tr', 'on iki', 12],
    ['tr', 'iki yüz elli', 250],
    ['ru', 'сорок два', 42],
    ['ar', 'خمسة وعشرون', 25],
    ['hi', 'पच्चीस', 25],
    ['hi', 'तीन सौ', 300],
    ['id', 'dua puluh lima', 25],
    ['id', 'tiga ratus', 300],
    ['zh', '三十五', 35],
    ['zh', '两千零一', 2001],
    ['ja', '一億二千万', 120_000_000],
    ['ko', '스물다섯', 25],
  ])('in %s: %s', (language, text, value) => {
    expect(numberAlone(text, language)).toBe(value)
  })

  test.each([
    ['en', 'a table for four please', [4]],
    ['en', 'two or three', [2, 3]],
    ['en', 'the large one', []],
    ['en', 'one of them', []],
    ['en', 'one pizza and two colas', [1, 2]],
    ['de', 'ein Zimmer für zwei', [2]],
    ['fr', 'une table pour quatre', [4]],
    ['es', 'una mesa para cuatro', [4]],
    ['zh', '我要两张票', [2]],
    ['zh', '我们一起去四川', []],
    ['ja', '二人です', [2]],
    ['tr', 'bir masa dört kişi', [4]],
  ])('in %s in a sentence: %s', (language, text, found) => {
    expect(values(text, language)).toEqual(found)
  })

  test.each([
    ['de', 'eine', 1],
    ['fr', 'un', 1],
    ['en', ' Two! ', 2],
  ])('alone in %s: %s', (language, text, value) => {
    expect(numberAlone(text, language)).toBe(value)
  })

  test('one to twelve are known in every language', () => {
    const words: Readonly<Record<string, string>> = {
      en: 'one twelve',
      es: 'uno doce',
      pt: 'um doze',
      fr: 'un douze',
      de: 'eins zwölf',
      it: 'uno dodici',
      nl: 'één twaalf',
      pl: 'jeden dwanaście',
      tr: 'bir düzine',
      ru: 'один двенадцать',
      ar: 'واحد صفر',
      hi: 'एक बारह',
      id: 'satu sebelas',
      zh: '一 十二',
      ja: '一 十二',
    }
    for (const [language, pair] of Object.entries(words)) {
      const [one, many] = pair.split(' ')
      expect([language, numberAlone(one ?? '', language)]).toEqual([language, 1])
      expect([language, numberAlone(many ?? '', language)]).not.toEqual([language, undefined])
    }
  })

  test('Chinese numerals are what they say', () => {
    const say = (value: number): string => {
      const signs = '〇一二三四五六七八九'
      if (value < 10) return signs.charAt(value)
      if (value < 100)
        return `${value < 20 ? '' : signs.charAt(Math.floor(value / 10))}十${value % 10 === 0 ? '' : signs.charAt(value % 10)}`
      return `${signs.charAt(Math.floor(value / 100))}百${value % 100 === 0 ? '' : value % 100 < 10 ? `零${signs.charAt(value % 100)}` : value % 100 < 20 ? `一${say(value % 100)}` : say(value % 100)}`
    }
    for (let value = 0; value < 1000; value++) expect([value, hanValue(say(value))]).toEqual([value, value])
  })
})

test('whatever is said, places are within the text and nothing throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...fifteen), (text, language) => {
      for (const { start, end, value } of numbersIn(text, language)) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeLessThanOrEqual(text.length)
        expect(end).toBeGreaterThan(start)
        expect(Number.isFinite(value)).toBe(true)
      }
    }),
  )
})
