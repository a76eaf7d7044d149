import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { weekdays } from '../contracts/handoff.ts'
import type { Hours } from '../contracts/handoff.ts'
import { describe as tell, opensAt } from './hours.ts'

const minute = 60_000
const office: Hours = {
  zone: 'Europe/Berlin',
  week: Object.fromEntries(weekdays.slice(0, 5).map((day) => [day, [{ from: '09:00', to: '18:00' }]])),
  exceptions: [
    { date: '2026-12-25', open: [] },
    { date: '2026-12-24', open: [{ from: '09:00', to: '12:00' }] },
    { date: '2026-11-28', open: [{ from: '10:00', to: '14:00' }] },
  ],
}
const opens = (now: string, hours = office) => {
  const at = opensAt(hours, Date.parse(now))
  return at === undefined ? undefined : new Date(at).toISOString().replace(':00.000Z', 'Z')
}

describe('people are back', () => {
  test.each([
    ['now, when they are there', '2026-11-20T09:30Z', '2026-11-20T09:30Z'],
    ['in the morning, by the clock of their zone', '2026-11-20T06:00Z', '2026-11-20T08:00Z'],
    ['after the weekend', '2026-11-20T17:00Z', '2026-11-23T08:00Z'],
    ['on a Saturday that is not like the others', '2026-11-27T20:00Z', '2026-11-28T09:00Z'],
    ['after the holidays', '2026-12-24T11:00Z', '2026-12-28T08:00Z'],
    ['an hour earlier, when the clocks were put forward', '2027-03-26T18:00Z', '2027-03-29T07:00Z'],
  ])('%s', (_sentence, now, expected) => {
    expect(opens(now)).toBe(expected)
  })

  test('never, where nobody ever is', () => {
    expect(opens('2026-11-20T09:30Z', { zone: 'UTC', week: {} })).toBeUndefined()
    const past = { zone: 'UTC', week: {}, exceptions: [{ date: '2020-01-01', open: [{ from: '00:00', to: '24:00' }] }] }
    expect(opens('2026-11-20T09:30Z', past)).toBeUndefined()
  })

  test('through midnight, where one day ends as the next begins', () => {
    const night: Hours = {
      zone: 'UTC',
      week: { fri: [{ from: '22:00', to: '24:00' }], sat: [{ from: '00:00', to: '02:00' }] },
    }
    expect(opens('2026-11-20T23:59Z', night)).toBe('2026-11-20T23:59Z')
    expect(opens('2026-11-21T00:00Z', night)).toBe('2026-11-21T00:00Z')
    expect(opens('2026-11-21T02:00Z', night)).toBe('2026-11-27T22:00Z')
  })
})

/** Moves of the clock: forward and back by an hour, by half an hour, over midnight, and by a whole day. */
const moves: readonly (readonly [string, string])[] = [
  ['Europe/Berlin', '2026-03-29T01:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00Z'],
  ['America/New_York', '2026-03-08T07:00Z'],
  ['America/New_York', '2026-11-01T06:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['America/Santiago', '2026-04-05T03:00Z'],
  ['America/Santiago', '2026-09-06T04:00Z'],
  ['Africa/Casablanca', '2026-02-15T02:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
]

const wallFormat = new Map<string, Intl.DateTimeFormat>()
/** What somebody with a watch in the zone reads. */
function wallAt(zone: string, at: number): { readonly weekday: string; readonly clock: string } {
  const options = { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const format = wallFormat.get(zone) ?? new Intl.DateTimeFormat('en-US', options)
  wallFormat.set(zone, format)
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return { weekday: parts['weekday']!.toLowerCase(), clock: `${parts['hour']}:${parts['minute']}` }
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const span = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 20 }))
  .map(([from, length]) => ({ from: clock(from * 15), to: clock(Math.min(from + length, 96) * 15) }))
const spans = fc.array(span, { maxLength: 2 })
const week = fc.record(Object.fromEntries(weekdays.map((day) => [day, spans])))

test('whenever the clock is moved, they are there exactly when the clock on the wall says so', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...moves),
      week,
      fc.integer({ min: -36 * 60, max: 30 * 60 }),
      ([zone, moved], open, offset) => {
        const hours: Hours = { zone, week: open }
        const isOpen = (at: number) => {
          const { weekday, clock: wall } = wallAt(zone, at)
          return open[weekday]!.some(({ from, to }) => from <= wall && wall < to)
        }
        const now = Date.parse(moved) + offset * minute
        const found = opensAt(hours, now) ?? Infinity
        // Hours begin at quarters, and so do the moves: nothing happens in between.
        for (let at = now; at < Math.min(found, now + 36 * 60 * minute); at += 15 * minute - (at % (15 * minute)))
          expect([at, isOpen(at)]).toEqual([at, false])
        if (found !== Infinity) expect([found, isOpen(found)]).toEqual([found, true])
      },
    ),
    { numRuns: 120 },
  )
})

test('when they are back is said in the language, by the clock of whoever asks', () => {
  const at = Date.parse('2026-11-23T08:00Z')
  expect(tell(at, 'Europe/Berlin', 'en')).toMatch(/^Monday, November 23 at 9:00\sAM GMT\+1$/u)
  expect(tell(at, 'America/New_York', 'de')).toMatch(/^Montag, 23\. November um 03:00 GMT-5$/u)
  expect(tell(at, 'Asia/Tokyo', 'ja')).toContain('11月23日月曜日')
})
