import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Visit, fits, matches } from './placement.ts'

const monday = Date.UTC(2026, 0, 5, 9, 30)
const visit: Visit = {
  url: 'https://www.example.com/shop/tea?cup=1#top',
  language: 'de-AT',
  width: 1200,
  touch: false,
  now: monday,
}
const always = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, from: '00:00', to: '24:00' }]

describe('where and when a chat is shown', () => {
  test('everywhere, where nothing is said', () => {
    expect(fits({}, visit)).toBe(true)
  })

  test('on pages that are included and not excluded, by path or by address', () => {
    const shown = (pages: object) => fits({ pages }, visit)
    expect(shown({ include: ['/shop/*'] })).toBe(true)
    expect(shown({ include: ['/shop', '/blog/*'] })).toBe(false)
    expect(shown({ include: ['https://www.example.com/*/tea'] })).toBe(true)
    expect(shown({ include: ['https://shop.example.com/*'] })).toBe(false)
    expect(shown({ include: ['*'], exclude: ['*/tea'] })).toBe(false)
  })

  test('on devices by the window and the pointer', () => {
    const on = (device: 'desktop' | 'tablet' | 'mobile', width: number, touch: boolean) =>
      fits({ devices: [device] }, { ...visit, width, touch })
    expect([on('desktop', 1200, false), on('tablet', 1200, true), on('mobile', 480, false)]).toEqual([true, true, true])
    expect([on('desktop', 480, false), on('tablet', 1200, false), on('mobile', 481, true)]).toEqual([
      false,
      false,
      false,
    ])
  })

  test('in languages, with all of their kinds and no others', () => {
    const inLanguage = (tag: string) => fits({ languages: [tag] }, visit)
    expect([inLanguage('de'), inLanguage('de-at'), inLanguage('DE')]).toEqual([true, true, true])
    expect([inLanguage('d'), inLanguage('de-DE'), inLanguage('en')]).toEqual([false, false, false])
  })

  test('at the hours of the tenant’s own clock', () => {
    const at = (timeZone: string, from: string, to: string, now = monday) =>
      fits({ hours: { timeZone, open: [{ days: ['mon'], from, to }] } }, { ...visit, now })
    expect([at('UTC', '09:30', '09:31'), at('UTC', '09:00', '09:30'), at('UTC', '09:31', '24:00')]).toEqual([
      true,
      false,
      false,
    ])
    // 18:30 there, and in the evening already the next day.
    expect(at('Asia/Tokyo', '18:00', '19:00')).toBe(true)
    expect(at('Asia/Tokyo', '00:00', '24:00', Date.UTC(2026, 0, 5, 15))).toBe(false)
    // Midnight is the beginning of a day, and not its hour 24.
    expect(at('UTC', '00:00', '00:01', Date.UTC(2026, 0, 5))).toBe(true)
    // The hour that Berlin has only in summer.
    expect(at('Europe/Berlin', '11:00', '12:00', Date.UTC(2026, 6, 6, 9, 30))).toBe(true)
  })

  test('at any moment, in any zone, hours that never close are open', () => {
    const zones = fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia', 'Europe/Berlin')
    fc.assert(
      fc.property(zones, fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }), (timeZone, now) =>
        fits({ hours: { timeZone, open: always } }, { ...visit, now: now.getTime() }),
      ),
    )
  })

  test('every rule must be true', () => {
    const rules = [{ devices: ['mobile'] as const }, { languages: ['en'] }, { pages: { include: ['/blog'] } }]
    for (const rule of rules) {
      expect(fits({ devices: ['desktop'], languages: ['de'], ...rule }, visit)).toBe(false)
    }
  })
})

describe('a pattern', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '('), maxLength: 8 })

  test('means what an expression of its pieces means', () => {
    fc.assert(
      fc.property(letters, fc.array(letters, { minLength: 1, maxLength: 4 }), (text, pieces) => {
        const expression = new RegExp(
          `^${pieces.map((piece) => piece.replaceAll(/[./()]/g, String.raw`\$&`)).join('[^]*')}$`,
        )
        expect(matches(text, pieces.join('*'))).toBe(expression.test(text))
      }),
    )
  })

  test('fits whatever is put in for its stars', () => {
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 4 }), letters, (pieces, filling) => {
        expect(matches(pieces.join(filling), pieces.join('*'))).toBe(true)
      }),
    )
  })
})
