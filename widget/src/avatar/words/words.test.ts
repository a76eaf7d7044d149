import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { mouth } from '../numbers.ts'
import { visemes, vowels } from '../visemes.ts'
import { paceOf, timedWord, visemesOf } from './index.ts'

describe('a mouth that says', () => {
  test.each([
    ['en', 'baby', 'PP aa PP I'],
    ['en', 'phone', 'FF O nn'],
    ['en', 'name', 'nn E PP'],
    ['en', 'night', 'nn aa I DD'],
    ['en', 'think', 'TH I nn kk'],
    ['en', 'station', 'SS DD aa CH nn'],
    ['de', 'Schule', 'CH U nn E'],
    ['de', 'sprechen', 'CH PP RR E kk E nn'],
    ['de', 'Grüße', 'kk RR U SS E'],
    ['es', 'queso', 'kk E SS O'],
    ['es', 'gente', 'kk E nn DD E'],
    ['fr', 'beaucoup', 'PP O kk U'],
    ['fr', 'moi', 'PP U aa'],
    ['it', 'ciao', 'CH aa O'],
    ['it', 'chiesa', 'kk I E SS aa'],
    ['pt', 'caminho', 'kk aa PP I nn I U'],
    ['pt', 'dia', 'CH I aa'],
    ['pl', 'szczęście', 'CH E nn CH DD SS I E'],
    ['ru', 'мама', 'PP aa PP aa'],
    ['ja', 'こんばんは', 'kk O nn PP aa nn aa'],
    ['ja', 'アプリ', 'aa PP U RR I'],
    ['ko', '안녕', 'aa nn I O nn'],
    ['ko', '밥', 'PP aa PP'],
    ['xx', 'hello', 'aa E nn O'],
  ])('in %s: %s', (language, word, shapes) => {
    expect([word, visemesOf(word, language).join(' ')]).toEqual([word, shapes])
  })

  test('something nobody here can read opens and closes, once for each sign', () => {
    for (const word of ['你好', 'नमस्ते', 'مرحبا', '12']) {
      const shapes = visemesOf(word, 'und')
      expect(shapes.some((shape) => vowels.includes(shape))).toBe(true)
      expect(shapes.some((shape) => !vowels.includes(shape))).toBe(true)
    }
  })

  test('anything at all makes shapes that there are, never the same twice in a row, in order and within its time', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.constantFrom('en', 'de', 'fr', 'es', 'it', 'pt', 'ja', 'constructor', ''),
        (word, language) => {
          const shapes = visemesOf(word, language)
          expect(shapes.every((shape, index) => visemes.includes(shape) && shape !== shapes[index - 1])).toBe(true)
          const timed = timedWord(word, language, 500)
          expect(timed.every(([at], index) => at >= (timed[index - 1]?.[0] ?? 0) && at < 500)).toBe(true)
        },
      ),
    )
  })

  test('nothing faster than six syllables a second', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', 'i', 'o', 't'), minLength: 1 }), (word) => {
        const syllables = visemesOf(word, 'es').filter((shape) => vowels.includes(shape)).length
        expect(paceOf(word, 'es')).toBeGreaterThanOrEqual(syllables * mouth.syllableMs)
      }),
    )
  })
})
