import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { pacerDefaults } from '../config/defaults.ts'
import type { Pacer } from '../contracts/channel.ts'
import type { PacedRates } from '../contracts/fleet.ts'

const sourced = (perSecond: number, burst: number) => ({ value: { perSecond, burst }, source: 'test' })
const rates = { chatRate: sourced(1, 3), groupRate: sourced(0.5, 2), accountRate: sourced(10, 5) }

export interface PacerUnderTest {
  /** A pacer of an account that nobody paced yet. `now`: milliseconds, never backwards. */
  create(rates: PacedRates, now: () => number): Pacer
  /** Runs of the property, where each asking is dear. */
  readonly runs?: number
}

/** The promises of the Pacer port. Every implementation passes the same suite. */
export function testPacer(name: string, { create, runs = 100 }: PacerUnderTest): void {
  function paced(given: PacedRates = rates) {
    const clock = { now: 1000 }
    const pacer = create(given, () => clock.now)
    const delays = async (chats: readonly string[], group = false) => {
      const all: number[] = []
      for (const chat of chats) all.push(await pacer.delayFor(chat, group))
      return all
    }
    const burst = async (count: number, prefix: string) => {
      const chats = Array.from({ length: count }, (_, index) => `${prefix}${index}`)
      return (await delays(chats)).filter((delay) => delay === 0).length
    }
    const empty = async (chat: string) => {
      while ((await pacer.delayFor(chat, false)) === 0);
    }
    return { clock, pacer, delays, burst, empty }
  }

  describe(`a chat, paced ${name}`, () => {
    test('takes a burst, and then its steady rate', async () => {
      const { clock, delays } = paced()
      expect(await delays(['a', 'a', 'a', 'a'])).toEqual([0, 0, 0, 1000])
      clock.now += 400
      expect(await delays(['a'])).toEqual([600])
      clock.now += 600
      expect(await delays(['a', 'a'])).toEqual([0, 1000])
    })

    test('does not slow another', async () => {
      const { delays, empty } = paced()
      await empty('a')
      expect(await delays(['b'])).toEqual([0])
    })

    test('of a group has the rate of groups', async () => {
      const { delays } = paced()
      expect(await delays(['g', 'g', 'g'], true)).toEqual([0, 0, 2000])
    })

    test('of a group has the rate of chats where groups have none of their own', async () => {
      const { delays } = paced({ chatRate: rates.chatRate, accountRate: rates.accountRate })
      expect(await delays(['g', 'g', 'g', 'g'], true)).toEqual([0, 0, 0, 1000])
    })

    test('that the platform held back waits alone', async () => {
      const { clock, pacer, delays } = paced()
      await pacer.tooMany(7000, 'a')
      expect(await delays(['a', 'b'])).toEqual([7000, 0])
      clock.now += 7000
      expect(await delays(['a'])).toEqual([0])
    })
  })

  describe(`two chats that the platform holds back, paced ${name},`, () => {
    test('within a short time have met the limit of the account: a third one does not ask', async () => {
      const { clock, pacer, delays, burst } = paced()
      await pacer.tooMany(7000, 'a')
      clock.now += pacerDefaults.secondChatMs
      expect(await delays(['c'])).toEqual([0])
      await pacer.tooMany(7000 - pacerDefaults.secondChatMs, 'b')
      expect(await delays(['c'])).toEqual([7000 - pacerDefaults.secondChatMs])
      clock.now += 7000 - pacerDefaults.secondChatMs
      // Then the account keeps to its rate.
      expect(await burst(20, 'd')).toBe(5)
    })

    test('for times that differ hold the others only for the shorter one', async () => {
      const { clock, pacer, delays } = paced()
      await pacer.tooMany(60_000, 'a')
      await pacer.tooMany(2000, 'b')
      expect(await delays(['c'])).toEqual([2000])
      clock.now += 2000
      expect(await delays(['c', 'b', 'a'])).toEqual([0, 0, 58_000])
    })

    test('long after each other wait alone', async () => {
      const { clock, pacer, delays } = paced()
      await pacer.tooMany(60_000, 'a')
      clock.now += pacerDefaults.secondChatMs + 1
      await pacer.tooMany(60_000, 'b')
      expect(await delays(['c'])).toEqual([0])
    })

    test('are two: one chat that is told again and again silences nobody else', async () => {
      const { clock, pacer, delays } = paced()
      for (let index = 0; index < 10; index += 1) {
        await pacer.tooMany(5000, 'a')
        clock.now += 100
      }
      expect(await delays(['b'])).toEqual([0])
    })
  })

  describe(`an account, paced ${name},`, () => {
    test('is not limited before the platform complains', async () => {
      const { burst } = paced()
      expect(await burst(2000, 'c')).toBe(2000)
    })

    test('is held for as long as the platform says, whatever the chat', async () => {
      const { clock, pacer, delays } = paced()
      await pacer.tooMany(3000)
      expect(await delays(['a'])).toEqual([3000])
      await pacer.tooMany(1000)
      clock.now += 2000
      expect(await delays(['b'])).toEqual([1000])
      clock.now += 1000
      expect(await delays(['b'])).toEqual([0])
    })

    test('keeps to its rate afterwards, and is free again some minutes later', async () => {
      const { clock, pacer, burst } = paced()
      await pacer.tooMany(1000)
      clock.now += 1000
      expect(await burst(100, 'c')).toBe(5)
      clock.now += 1000
      expect(await burst(100, 'd')).toBe(5)
      clock.now += pacerDefaults.accountLimitMs
      expect(await burst(100, 'e')).toBe(100)
    })
  })

  test(`whatever is asked when, no chat paced ${name} gets more than its burst and its rate, and a delay that was waited out is enough`, async () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(1500)), { maxLength: 100 })
    const held = fc.asyncProperty(steps, async (all) => {
      const { clock, pacer } = paced()
      const start = clock.now
      const sent = new Map<string, number>()
      for (const [chat, later] of all) {
        clock.now += later
        const delay = await pacer.delayFor(chat, false)
        if (delay > 0) {
          clock.now += delay
          expect(await pacer.delayFor(chat, false)).toBe(0)
        }
        sent.set(chat, (sent.get(chat) ?? 0) + 1)
        expect(sent.get(chat)).toBeLessThanOrEqual(3 + (clock.now - start) / 1000 + 1e-6)
      }
    })
    await fc.assert(held, { numRuns: runs })
  })
}
