import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { correctionIn, exceptIn } from './corrections.ts'

test.each([
  ['en', 'no, Tuesday', 'Tuesday'],
  ['en', 'Actually make it 5', '5'],
  ['en', 'oh wait, I meant large please', 'large'],
  ['en', 'not 3, 4', '4'],
  ['es', 'no, el martes', 'el martes'],
  ['es', 'quise decir grande', 'grande'],
  ['pt', 'não, terça', 'terça'],
  ['fr', 'non, plutôt mardi', 'mardi'],
  ['fr', 'pas 3, 4', '4'],
  ['de', 'nein, lieber Dienstag', 'Dienstag'],
  ['de', 'nicht 3, sondern 4', '4'],
  ['it', 'no scusa, volevo dire grande', 'grande'],
  ['nl', 'nee, dinsdag', 'dinsdag'],
  ['pl', 'nie, wtorek', 'wtorek'],
  ['tr', 'hayır, salı', 'salı'],
  ['ru', 'нет, вторник', 'вторник'],
  ['ru', 'не 3, а 4', '4'],
  ['ar', 'لا، الثلاثاء', 'الثلاثاء'],
  ['hi', 'नहीं, मंगलवार', 'मंगलवार'],
  ['id', 'bukan 3, 4', '4'],
  ['zh', '不是三，是四', '四'],
  ['zh', '改成5', '5'],
  ['ja', '火曜日じゃなくて水曜日', '水曜日'],
  ['pl', 'no, Tuesday', 'Tuesday'],
])('in %s "%s" means %s', (language, said, instead) => {
  expect(correctionIn(said, language)?.instead).toBe(instead)
})

test.each([
  ['en', 'Tuesday'],
  ['en', 'no'],
  ['en', 'nothing'],
  ['en', 'November'],
  ['de', 'Neinkirchen'],
  ['en', `no, ${'x'.repeat(200)}`],
])('in %s "%s" takes nothing back', (language, said) => {
  expect(correctionIn(said, language)).toBeUndefined()
})

test.each([
  ['en', 'anything but red', 'red'],
  ['de', 'alles außer Rot', 'Rot'],
  ['fr', 'tout sauf rouge', 'rouge'],
  ['tr', 'kırmızı hariç', 'kırmızı'],
  ['zh', '除了红色都行', '红色'],
  ['ja', '赤以外', '赤'],
])('in %s "%s" leaves out %s', (language, said, not) => {
  expect(exceptIn(said, language)).toBe(not)
})

test('whatever is said, nothing throws and nothing takes long', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc.constantFrom('en', 'zh', 'ja', 'tr', 'xx'),
      (text, language) => {
        correctionIn(`no, ${text}`, language)
        exceptIn(text, language)
      },
    ),
  )
})
