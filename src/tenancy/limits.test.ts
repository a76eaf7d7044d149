import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { planDefaults } from '../config/defaults.ts'
import { limitNames, noLimits, OverPlan } from '../contracts/limits.ts'
import type { LimitUse, Limits, PlanLimits } from '../contracts/limits.ts'
import type { TenantCode } from '../contracts/id.ts'
import { openDatabases } from '../../test/parts/engine.ts'
import type { Databases } from './databases.ts'
import { openLimits, warningsOf } from './limits.ts'
import { countMessages } from './message-count.ts'
import type { MessageCount } from './message-count.ts'
import { limitsOf } from './plans.ts'
import type { Database } from './database.ts'

let folder: string
let databases: Databases
let database: Database
let messages: MessageCount
let now: number
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-limits-'))
  databases = await openDatabases(folder)
})
afterAll(async () => {
  database.close()
  await databases.close()
  await rm(folder, { recursive: true })
})
let tenants = 0
beforeEach(async () => {
  const code = `tenant-${tenants++}` as TenantCode // a test's own
  await databases.provision(code)
  database = await databases.open(code)
  now = Date.parse('2026-05-31T23:00:00Z')
  messages = countMessages(database, () => now)
})

function open(most: Partial<PlanLimits>, count = messages): Limits {
  return openLimits({
    database,
    most: { ...noLimits.most, ...most },
    messages: count,
    ledger: { spentToday: () => 500_000_000, spentThisMonth: () => 2_000_000_000 },
    seats: () => ({ users: 2, apiKeys: 1 }),
    clock: () => now,
  })
}
const usedOf = (limits: Limits, name: string) => limits.uses().find((use) => use.name === name)?.used

describe('messages', () => {
  test('are counted exactly, whatever shares a transaction with what fails, and over restarts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ said: fc.nat(3), fails: fc.boolean() }), { maxLength: 12 }),
        async (units) => {
          const before = messages.used()
          const done = await Promise.allSettled(
            units.map(({ said, fails }) =>
              database.write(() => {
                messages.add(said)
                if (fails) throw new Error('It fails.')
              }),
            ),
          )
          const right = units.reduce((sum, { said, fails }) => sum + (fails ? 0 : said), 0)
          expect(done.filter(({ status }) => status === 'rejected')).toHaveLength(
            units.filter(({ fails }) => fails).length,
          )
          await database.write(() => undefined)
          expect(messages.used() - before).toBe(right)
          const kept = database.once("select used from usage_counts where name = 'messages'").get()
          expect((kept as { used: number } | undefined)?.used ?? 0).toBe(before + right)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('have a limit that is met exactly and begins anew with the month', async () => {
    const limits = open({ messages: 3 })
    const say = (count: number) =>
      database.write(() => {
        limits.need('messages', count)
        messages.add(count)
      })
    await say(2)
    expect(limits.spent('messages')).toBe(false)
    const both = await Promise.allSettled([say(1), say(1)])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(limits.spent('messages')).toBe(true)
    await expect(say(1)).rejects.toMatchObject({ code: 'E_OVER_LIMIT', limit: 'messages', resetsAt: Date.UTC(2026, 5) })
    now += 3_600_000
    expect(limits.spent('messages')).toBe(false)
    await say(3)
  })
})

describe('what is stored', () => {
  const media = (id: string, sha256: string, size: number) =>
    database.write(() =>
      database.once("insert into media values (?, ?, 'text/plain', null, ?, 0)").run(id, sha256, size),
    )

  test('counts each content once; what was removed counts until it is counted anew', async () => {
    await media('m1', 'aa', 60)
    await media('m2', 'aa', 60)
    const limits = open({ storage: 100 })
    expect(usedOf(limits, 'storage')).toBe(60)
    limits.need('storage', 40)
    expect(() => limits.need('storage', 1)).toThrow(OverPlan)
    await database.write(() => database.once('delete from media').run())
    expect(() => limits.need('storage', 1)).toThrow(OverPlan)
    now += planDefaults.recountMs
    limits.need('storage', 100)
  })
})

describe('every limit', () => {
  test('is told with what is used of it, and says so to whoever listens when there is no room', () => {
    const limits = open(limitsOf({ plan: 'free', limits: { chatbots: 0, aiDaily: null } }))
    let refused = 0
    limits.onRefused(() => refused++)
    expect(limits.uses().map(({ name }) => name)).toEqual(limitNames)
    expect(limits.uses()).toEqual(
      expect.arrayContaining([
        { name: 'users', used: 2, limit: 2 },
        { name: 'aiDaily', used: 0.5, limit: null, resetsAt: Date.UTC(2026, 5, 1) },
        { name: 'aiMonthly', used: 2, limit: 1, resetsAt: Date.UTC(2026, 5, 1) },
      ]),
    )
    expect(() => limits.need('chatbots')).toThrow('The plan has room for 0 chatbots')
    expect(refused).toBe(1)
  })

  test('warns at the highest level that is reached, and never without a limit', () => {
    const use = (used: number, limit: number | null): LimitUse => ({ name: 'channels', used, limit })
    const levels = [
      use(79, 100),
      use(80, 100),
      use(99, 100),
      use(100, 100),
      use(170, 100),
      use(9, null),
      use(0, 0),
    ].map((one) => warningsOf([one], now)[0]?.level)
    expect(levels).toEqual([undefined, 80, 80, 100, 100, undefined, undefined])
  })
})
