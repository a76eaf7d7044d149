import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { pacerDefaults } from '../config/defaults.ts'
import { createPacer } from './pacer.ts'

const sourced = (perSecond: number, burst: number) => ({ value: { perSecond, burst }, source: 'test' })
const rates = { chatRate: sourced(1, 3), groupRate: sourced(0.5, 2), accountRate: sourced(10, 5) }

function paced(given: Parameters<typeof createPacer>[0] = rates) {
  const clock = { now: 1000 }
  return { clock, pacer: createPacer(given, () => clock.now) }
}

describe('a chat', () => {
  test('takes a burst, and then its steady rate', () => {
    const { clock, pacer } = paced()
    expect([1, 2, 3].map(() => pacer.delayFor('a', false))).toEqual([0, 0, 0])
    expect(pacer.delayFor('a', false)).toBe(1000)
    clock.now += 400
    expect(pacer.delayFor('a', false)).toBe(600)
    clock.now += 600
    expect(pacer.delayFor('a', false)).toBe(0)
    expect(pacer.delayFor('a', false)).toBe(1000)
  })

  test('does not slow another', () => {
    const { pacer } = paced()
    while (pacer.delayFor('a', false) === 0);
    expect(pacer.delayFor('b', false)).toBe(0)
  })

  test('of a group has the rate of groups', () => {
    const { pacer } = paced()
    expect([1, 2].map(() => pacer.delayFor('g', true))).toEqual([0, 0])
    expect(pacer.delayFor('g', true)).toBe(2000)
  })

  test('of a group has the rate of chats where groups have none of their own', () => {
    const { pacer } = paced({ chatRate: rates.chatRate, accountRate: rates.accountRate })
    expect([1, 2, 3].map(() => pacer.delayFor('g', true))).toEqual([0, 0, 0])
    expect(pacer.delayFor('g', true)).toBe(1000)
  })

  test('that the platform held back waits alone', () => {
    const { clock, pacer } = paced()
    pacer.tooMany(7000, 'a')
    expect(pacer.delayFor('a', false)).toBe(7000)
    expect(pacer.delayFor('b', false)).toBe(0)
    clock.now += 7000
    expect(pacer.delayFor('a', false)).toBe(0)
  })
})

describe('two chats that the platform holds back', () => {
  test('within a short time have met the limit of the account: a third one does not ask', () => {
    const { clock, pacer } = paced()
    pacer.tooMany(7000, 'a')
    clock.now += pacerDefaults.secondChatMs
    expect(pacer.delayFor('c', false)).toBe(0)
    pacer.tooMany(7000 - pacerDefaults.secondChatMs, 'b')
    expect(pacer.delayFor('c', false)).toBe(7000 - pacerDefaults.secondChatMs)
    clock.now += 7000 - pacerDefaults.secondChatMs
    // Then the account keeps to its rate.
    const fresh = Array.from({ length: 20 }, (_, index) => pacer.delayFor(`d${index}`, false))
    expect(fresh.filter((delay) => delay === 0)).toHaveLength(5)
  })

  test('for times that differ hold the others only for the shorter one', () => {
    const { clock, pacer } = paced()
    pacer.tooMany(60_000, 'a')
    pacer.tooMany(2000, 'b')
    expect(pacer.delayFor('c', false)).toBe(2000)
    clock.now += 2000
    expect([pacer.delayFor('c', false), pacer.delayFor('b', false)]).toEqual([0, 0])
    expect(pacer.delayFor('a', false)).toBe(58_000)
  })

  test('long after each other wait alone', () => {
    const { clock, pacer } = paced()
    pacer.tooMany(60_000, 'a')
    clock.now += pacerDefaults.secondChatMs + 1
    pacer.tooMany(60_000, 'b')
    expect(pacer.delayFor('c', false)).toBe(0)
  })

  test('are two: one chat that is told again and again silences nobody else', () => {
    const { clock, pacer } = paced()
    for (let index = 0; index < 10; index += 1) {
      pacer.tooMany(5000, 'a')
      clock.now += 100
    }
    expect(pacer.delayFor('b', false)).toBe(0)
  })
})

describe('an account', () => {
  const burst = (pacer: ReturnType<typeof createPacer>, count: number, prefix: string) =>
    Array.from({ length: count }, (_, index) => pacer.delayFor(`${prefix}${index}`, false)).filter(
      (delay) => delay === 0,
    ).length

  test('is not limited before the platform complains', () => {
    const { pacer } = paced()
    expect(burst(pacer, 5000, 'c')).toBe(5000)
  })

  test('is held for as long as the platform says, whatever the chat', () => {
    const { clock, pacer } = paced()
    pacer.tooMany(3000)
    expect(pacer.delayFor('a', false)).toBe(3000)
    pacer.tooMany(1000)
    clock.now += 2000
    expect(pacer.delayFor('b', false)).toBe(1000)
    clock.now += 1000
    expect(pacer.delayFor('b', false)).toBe(0)
  })

  test('keeps to its rate afterwards, and is free again some minutes later', () => {
    const { clock, pacer } = paced()
    pacer.tooMany(1000)
    clock.now += 1000
    expect(burst(pacer, 100, 'c')).toBe(5)
    clock.now += 1000
    expect(burst(pacer, 100, 'd')).toBe(5)
    clock.now += pacerDefaults.accountLimitMs
    expect(burst(pacer, 100, 'e')).toBe(100)
  })
})

test('chats that were not used for long are forgotten: memory is bounded', () => {
  const { pacer } = paced()
  while (pacer.delayFor('first', false) === 0);
  for (let index = 0; index < pacerDefaults.chats; index += 1) pacer.delayFor(`c${index}`, false)
  expect(pacer.delayFor('first', false)).toBe(0)
})

test('whatever is asked when, no chat gets more than its burst and its rate, and a delay that was waited out is enough', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(1500)), { maxLength: 100 }), (steps) => {
      const { clock, pacer } = paced()
      const start = clock.now
      const sent = new Map<string, number>()
      for (const [chat, later] of steps) {
        clock.now += later
        const delay = pacer.delayFor(chat, false)
        if (delay > 0) {
          clock.now += delay
          expect(pacer.delayFor(chat, false)).toBe(0)
        }
        sent.set(chat, (sent.get(chat) ?? 0) + 1)
        expect(sent.get(chat)).toBeLessThanOrEqual(3 + (clock.now - start) / 1000 + 1e-6)
      }
    }),
  )
})
