import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readDate } from './dates.ts'

/** A Friday afternoon in Warsaw, 15:30 by the clock on the wall. */
const now = Date.parse('2026-03-27T14:30:00Z')
const day = (language: string, text: string) =>
  readDate(text, { now, language, timeZone: 'Europe/Warsaw', time: false })
const moment = (language: string, text: string) =>
  readDate(text, { now, language, timeZone: 'Europe/Warsaw', time: true })

describe('a day in words', () => {
  test.each([
    ['tr', 'yarın', '2026-03-28'],
    ['tr', 'öbür gün olsun', '2026-03-29'],
    ['tr', 'pazartesi günü', '2026-03-30'],
    ['tr', 'Cumartesi', '2026-03-28'],
    ['tr', '3 gün sonra', '2026-03-30'],
    ['tr', 'iki hafta sonra', '2026-04-10'],
    ['tr', '5 Mayıs', '2026-05-05'],
    ['tr', "12 Ocak 2027'de", '2027-01-12'],
    ['pl', 'jutro', '2026-03-28'],
    ['pl', 'pojutrze proszę', '2026-03-29'],
    ['pl', 'w poniedziałek', '2026-03-30'],
    ['pl', 'w piątek', '2026-04-03'],
    ['pl', 'za trzy dni', '2026-03-30'],
    ['pl', 'za tydzień', '2026-04-03'],
    ['pl', '5 maja', '2026-05-05'],
    ['pl', '3 stycznia', '2027-01-03'],
    ['pl', '5.05.2026', '2026-05-05'],
    ['hi', 'कल', '2026-03-28'],
    ['hi', 'परसों', '2026-03-29'],
    ['hi', 'सोमवार को', '2026-03-30'],
    ['hi', 'तीन दिन बाद', '2026-03-30'],
    ['hi', '५ मई', '2026-05-05'],
    ['ko', '내일', '2026-03-28'],
    ['ko', '모레요', '2026-03-29'],
    ['ko', '월요일에', '2026-03-30'],
    ['ko', '3일 후', '2026-03-30'],
    ['ko', '5월 5일', '2026-05-05'],
    ['ko', '2027년 1월 12일', '2027-01-12'],
  ])('in %s: %s', (language, text, expected) => {
    expect(day(language, text)).toBe(expected)
  })

  test('is none where none is named, or two are', () => {
    for (const [language, text] of [
      ['pl', 'poproszę pizzę'],
      ['pl', 'w poniedziałek albo we wtorek'],
      ['tr', 'merhaba'],
      ['hi', 'नमस्ते'],
      ['ko', '안녕하세요'],
      ['pl', '31 lutego'],
    ] as const)
      expect([text, day(language, text)]).toEqual([text, undefined])
  })
})

describe('a moment in words', () => {
  test.each([
    ['tr', 'yarın saat 9', '2026-03-28T08:00:00.000Z'],
    ['tr', "yarın sabah 9'da", '2026-03-28T08:00:00.000Z'],
    ['tr', 'yarın akşam saat 8 buçuk', '2026-03-28T19:30:00.000Z'],
    ['tr', '5 dakika sonra', '2026-03-27T14:35:00.000Z'],
    ['tr', 'bir saat sonra', '2026-03-27T15:30:00.000Z'],
    ['pl', 'jutro o 9', '2026-03-28T08:00:00.000Z'],
    ['pl', 'jutro o 18:30', '2026-03-28T17:30:00.000Z'],
    ['pl', 'za 5 minut', '2026-03-27T14:35:00.000Z'],
    ['pl', 'za godzinę', '2026-03-27T15:30:00.000Z'],
    ['pl', 'o 20', '2026-03-27T19:00:00.000Z'],
    ['pl', 'o 9', '2026-03-28T08:00:00.000Z'],
    ['hi', 'कल सुबह 9 बजे', '2026-03-28T08:00:00.000Z'],
    ['hi', 'आज शाम 7 बजे', '2026-03-27T18:00:00.000Z'],
    ['hi', '५ मिनट में', '2026-03-27T14:35:00.000Z'],
    ['hi', 'एक घंटे बाद', '2026-03-27T15:30:00.000Z'],
    ['ko', '내일 오전 9시', '2026-03-28T08:00:00.000Z'],
    ['ko', '내일 오후 3시 30분', '2026-03-28T14:30:00.000Z'],
    ['ko', '5분 후', '2026-03-27T14:35:00.000Z'],
    ['ko', '한 시간 뒤', '2026-03-27T15:30:00.000Z'],
  ])('in %s: %s', (language, text, expected) => {
    expect(moment(language, text)).toBe(expected)
  })

  test('in five minutes is in five minutes also where the clocks change', () => {
    const before = Date.parse('2026-03-29T00:58:00Z')
    expect(readDate('za 5 minut', { now: before, language: 'pl', timeZone: 'Europe/Warsaw', time: true })).toBe(
      '2026-03-29T01:03:00.000Z',
    )
  })
})

test('a day that is written out as people there write it is that day', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('tr', 'pl', 'hi', 'ko'),
      fc.date({ min: new Date('2026-04-01'), max: new Date('2030-12-31'), noInvalidDate: true }),
      (language, date) => {
        const text = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(date)
        expect([text, day(language, text)]).toEqual([text, date.toISOString().slice(0, 10)])
      },
    ),
    { numRuns: 60 },
  )
})

test('nothing that is said makes it throw', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('tr', 'pl', 'hi', 'ko'),
      (text, language) => {
        day(language, text)
        moment(language, `${text} 9 jutro 내일 कल yarın`)
      },
    ),
  )
})
