import { describe, expect, test } from '@jest/globals'
import { readDate } from './dates.ts'
import type { DateQuestion } from './dates.ts'

/** A Friday afternoon, two days before the clocks are put forward in Europe. */
const now = Date.parse('2026-03-27T14:30:00Z')
const ask = (text: string, question: Partial<DateQuestion> = {}): string | undefined =>
  readDate(text, { now, language: 'en', timeZone: 'Europe/Berlin', time: false, ...question })

describe('a day in words', () => {
  test.each([
    ['en', 'tomorrow'],
    ['de', 'morgen bitte'],
    ['fr', 'demain'],
    ['es', 'mañana'],
    ['it', 'domani'],
    ['pt-BR', 'amanhã'],
    ['nl', 'morgen'],
    ['ja', '明日'],
    ['ru', 'завтра'],
    ['uk', 'завтра'],
    ['zh', '明天'],
    ['sv', 'imorgon'],
    ['fi', 'huomenna'],
    ['pl', 'tomorrow'],
    ['de', 'tomorrow'],
  ])('is found in %s: %s', (language, text) => {
    expect(ask(text, { language })).toBe('2026-03-28')
  })

  test('is the day where the person is', () => {
    expect(ask('today', { timeZone: 'Asia/Tokyo' })).toBe('2026-03-27')
    expect(ask('today', { timeZone: 'Pacific/Auckland' })).toBe('2026-03-28')
    expect(ask('today', { timeZone: undefined })).toBe('2026-03-27')
  })

  test('is still to come when no year is said', () => {
    expect(ask('on the 3rd of January')).toBe('2027-01-03')
    expect(ask('on Friday')).toBe('2026-04-03')
  })

  test('in figures is read as people do where they are', () => {
    expect(ask('04/05/2026')).toBe('2026-05-04')
    expect(ask('04/05/2026', { timeZone: 'America/New_York' })).toBe('2026-04-05')
  })

  test('is not guessed where there is none, or more than one', () => {
    for (const text of ['', 'whenever you like', '31 february', 'on monday or on thursday'])
      expect(ask(text)).toBeUndefined()
  })
})

describe('a moment in words', () => {
  test.each([
    ['en', 'tomorrow at 9', '2026-03-28T08:00:00.000Z'],
    ['en', 'on Monday at 9', '2026-03-30T07:00:00.000Z'],
    ['en', 'in 2 hours', '2026-03-27T16:30:00.000Z'],
    ['en', 'at 9:30 pm UTC', '2026-03-27T21:30:00.000Z'],
    ['en', '29 March at 2:30', '2026-03-29T01:30:00.000Z'],
    ['de', 'nächsten Freitag um 15 Uhr', '2026-04-03T13:00:00.000Z'],
    ['fr', 'demain à 15h', '2026-03-28T14:00:00.000Z'],
  ])('is one moment, in %s: %s', (language, text, expected) => {
    expect(ask(text, { language, time: true })).toBe(expected)
  })

  test('needs a time', () => {
    expect(ask('tomorrow', { time: true })).toBeUndefined()
  })
})
