import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { describeEvery, nextOf, takeEvery } from './repeats.ts'
import type { Every } from './repeats.ts'
import { wallClock } from './zones.ts'

const daily: Every = { unit: 'day', each: 1 }
const onMondays: Every = { unit: 'week', each: 1, days: [1] }

describe('what comes again', () => {
  test.each<readonly [string, string, Every]>([
    ['en', 'remind me every day at 9 to stretch', daily],
    ['en', 'every other day water the plants', { unit: 'day', each: 2 }],
    ['en', 'on Mondays and Thursdays at 8', { unit: 'week', each: 1, days: [1, 4] }],
    ['en', 'each weekday at 7', { unit: 'week', each: 1, days: [1, 2, 3, 4, 5] }],
    ['en', 'on the 1st of each month', { unit: 'month', each: 1, date: 1 }],
    ['en', 'weekly report', { unit: 'week', each: 1 }],
    ['es', 'recuérdame todos los días a las 9', daily],
    ['es', 'cada lunes', onMondays],
    ['es', 'el 15 de cada mes', { unit: 'month', each: 1, date: 15 }],
    ['pt', 'toda segunda', onMondays],
    ['pt', 'todos os dias', daily],
    ['fr', 'tous les lundis', onMondays],
    ['fr', 'chaque jour', daily],
    ['de', 'jeden zweiten Tag', { unit: 'day', each: 2 }],
    ['de', 'jeden Montag und Freitag', { unit: 'week', each: 1, days: [1, 5] }],
    ['de', 'am 1. jedes Monats', { unit: 'month', each: 1, date: 1 }],
    ['it', 'ogni lunedì', onMondays],
    ['nl', 'elke maandag', onMondays],
    ['pl', 'w każdy poniedziałek', onMondays],
    ['pl', 'codziennie', daily],
    ['tr', 'her pazartesi', onMondays],
    ['tr', 'her gün', daily],
    ['ru', 'каждую пятницу', { unit: 'week', each: 1, days: [5] }],
    ['ru', 'каждый день', daily],
    ['ar', 'كل يوم اثنين', onMondays],
    ['ar', 'كل يوم', daily],
    ['hi', 'हर सोमवार', onMondays],
    ['hi', 'हर दिन', daily],
    ['id', 'setiap Senin', onMondays],
    ['id', 'setiap hari', daily],
    ['zh', '每周一', onMondays],
    ['zh', '每天', daily],
    ['ja', '毎週月曜日に', onMondays],
    ['ja', '毎日', daily],
  ])('is found in %s: %s', (language, text, every) => {
    expect(takeEvery(text, language)?.every).toEqual(every)
  })

  test.each([
    ['en', 'remind me on monday'],
    ['en', 'everything is fine'],
    ['de', 'morgen um 9'],
    ['zh', '周一提醒我'],
  ])('is not heard in %s: %s', (language, text) => {
    expect(takeEvery(text, language)).toBeUndefined()
  })

  test('keeps its clock when the clocks are changed, and its day in short months', () => {
    const zone = 'Europe/Berlin'
    const before = Date.parse('2026-03-28T08:00Z')
    expect(new Date(nextOf(daily, 9 * 60, zone, before, before)).toISOString()).toBe('2026-03-29T07:00:00.000Z')
    const last: Every = { unit: 'month', each: 1, date: 31 }
    expect(new Date(nextOf(last, 600, 'UTC', Date.parse('2026-02-01T00:00Z'), before)).toISOString()).toBe(
      '2026-02-28T10:00:00.000Z',
    )
  })

  test('counts every other one from the last that came', () => {
    const monday = Date.parse('2026-01-05T09:00Z')
    const every: Every = { unit: 'week', each: 2, days: [1] }
    expect(new Date(nextOf(every, 540, 'UTC', monday, monday)).toISOString()).toBe('2026-01-19T09:00:00.000Z')
  })

  test('always comes later, at its clock, on a day of its own', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1e12, max: 4e12 }),
        fc.integer({ min: 0, max: 1439 }),
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'UTC'),
        fc.constantFrom<Every>(daily, onMondays, { unit: 'day', each: 2 }, { unit: 'month', each: 1, date: 31 }),
        (now, minute, zone, every) => {
          const at = nextOf(every, minute, zone, now, now)
          expect(at).toBeGreaterThan(now)
          expect(at - now).toBeLessThan(63 * 86_400_000)
          const wall = wallClock(at, zone)
          // The hour that is skipped in spring comes an hour later.
          expect([minute, minute + 60]).toContain(Math.floor((wall % 86_400_000) / 60_000))
          if (every === onMondays) expect(new Date(wall).getUTCDay()).toBe(1)
        },
      ),
    )
  })

  test('is said in words of the language', () => {
    expect(describeEvery({ unit: 'week', each: 1, days: [1, 5] }, 0, 'UTC', 'de')).toEqual([
      'everyWeek',
      { days: 'Montag und Freitag' },
    ])
    expect(describeEvery({ unit: 'week', each: 1, days: [1, 2, 3, 4, 5] }, 0, 'UTC', 'en')).toEqual([
      'everyWorkday',
      {},
    ])
  })
})
