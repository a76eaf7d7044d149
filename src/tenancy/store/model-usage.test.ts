import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { ChatbotId, ConversationId, TenantCode, TurnId } from '../../contracts/id.ts'
import type { Reservation, SpendingLedger } from '../../contracts/models.ts'
import { openDatabases } from '../../../test/parts/engine.ts'
import type { Databases } from '../databases.ts'
import { openModelSettings } from '../model-settings.ts'
import type { Database } from '../database.ts'
import { openSpendingLedger } from './model-usage.ts'

let folder: string
let databases: Databases
let database: Database
let now: number
let ledger: SpendingLedger
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-usage-'))
  databases = await openDatabases(folder)
  await databases.provision('acme' as TenantCode)
  database = await databases.open('acme' as TenantCode)
  now = Date.parse('2026-05-01T23:59:00Z')
  ledger = openSpendingLedger(database, () => now)
})
afterEach(async () => {
  database.close()
  await databases.close()
  await rm(folder, { recursive: true })
})

const ada = 'bot_abcde000001' as ChatbotId // a test's own
const call = (more: Partial<Reservation> = {}): Reservation => ({
  chatbot: ada,
  during: { conversation: 'cv_abcde1' as ConversationId, turn: 't_abcde1' as TurnId },
  purpose: 'answer',
  provider: 'first',
  model: 'small',
  atMost: 100,
  ...more,
})

async function reserved(one: Reservation, day?: number): Promise<number> {
  const answer = await ledger.reserve(one, day === undefined ? {} : { day })
  if ('over' in answer) throw new Error(`The ${answer.over} has no room for it.`)
  return answer.id
}

test('calls side by side reserve no more than there is, to the last billionth', async () => {
  const reserved = await Promise.all(Array.from({ length: 20 }, () => ledger.reserve(call({ atMost: 7 }), { day: 70 })))
  expect(reserved.filter((one) => 'id' in one)).toHaveLength(10)
  expect(ledger.spentToday()).toBe(70)
  await expect(ledger.reserve(call({ atMost: 1 }), { day: 70 })).resolves.toEqual({ over: 'day' })
})

test('what was reserved and not spent can be spent by others', async () => {
  const first = await reserved(call(), 100)
  await ledger.settle(first, { inputTokens: 5, outputTokens: 2, cost: 40 })
  await expect(ledger.reserve(call({ atMost: 61 }), { day: 100 })).resolves.toEqual({ over: 'day' })
  const second = await reserved(call({ atMost: 60 }), 100)
  await ledger.release(second)
  expect(ledger.spentToday()).toBe(40)
})

test('a process that ended in the middle of a call has spent the most that it could', async () => {
  await reserved(call(), 100)
  const afterwards = openSpendingLedger(database, () => now)
  await expect(afterwards.reserve(call({ atMost: 1 }), { day: 100 })).resolves.toEqual({ over: 'day' })
})

test('tomorrow there is more', async () => {
  await reserved(call(), 100)
  now += 60_000
  expect(ledger.spentToday()).toBe(0)
  await expect(ledger.reserve(call(), { day: 100 })).resolves.toEqual({ id: expect.any(Number) })
})

test('tells what was spent, by day, model, purpose and conversation, of one chatbot', async () => {
  const spend = async (reservation: Reservation, cost: number) =>
    ledger.settle(await reserved(reservation), { inputTokens: 10, outputTokens: 1, cost })
  await spend(call(), 2_000_000_000)
  await spend(call({ purpose: 'route' }), 500_000_000)
  await spend(call({ chatbot: 'bot_abcde000002' as ChatbotId }), 1)
  now += 60_000
  await spend(call({ during: undefined, model: 'large' }), 1_000_000_000)
  const report = ledger.report(ada, '2026-05-01', '2026-05-02')
  expect(report.total).toEqual({ calls: 3, inputTokens: 30, outputTokens: 3, cost: 3.5 })
  expect(report.days.map(({ day, cost }) => [day, cost])).toEqual([
    ['2026-05-01', 2.5],
    ['2026-05-02', 1],
  ])
  expect(report.models.map(({ model, cost }) => [model, cost])).toEqual([
    ['small', 2.5],
    ['large', 1],
  ])
  expect(report.purposes.map(({ purpose, calls }) => [purpose, calls])).toEqual([
    ['answer', 2],
    ['route', 1],
  ])
  expect(report.conversations).toMatchObject([{ conversation: 'cv_abcde1', calls: 2 }])
  expect(ledger.report(ada, '2026-05-02', '2026-05-02').total.cost).toBe(1)
  expect(ledger.usedBy('t_abcde1' as TurnId).map(({ purpose, cost }) => [purpose, cost])).toEqual([
    ['answer', 2],
    ['route', 0.5],
    ['answer', 1e-9],
  ])
})

test('keeps a tenant’s choice of models, and their keys sealed', async () => {
  const sealed = { seal: (place: string, plain: string) => `${place}:${Buffer.from(plain).toString('hex')}` }
  const keys = {
    ...sealed,
    unseal: (_: string, text: string) => Buffer.from(text.split(':').at(-1) ?? '', 'hex').toString(),
    visitorKey: Buffer.alloc(32),
    mediaKey: Buffer.alloc(32),
    exportKey: Buffer.alloc(32),
    pseudonym: (text: string) => text,
  }
  const settings = openModelSettings(database, keys, Date.now)
  expect(settings.read()).toEqual({ providers: [] })
  const chosen = {
    providers: [
      { name: '__proto__', kind: 'openai', model: 'small', key: 'sk-secret' },
      { name: 'local', kind: 'openai-compatible', model: 'llama', baseUrl: 'http://10.0.0.1/v1' },
    ],
    dailyBudget: 2.5,
  } as const
  await settings.write(chosen)
  expect(openModelSettings(database, keys, Date.now).read()).toEqual(chosen)
  const row = database.prepare<[], { settings: string; sealed: string }>('select * from model_settings').get()
  expect(JSON.stringify(row)).not.toContain('sk-secret')
})

test('a month has a ceiling of its own, which the days before count for, also after a restart', async () => {
  const month = { month: 100 }
  await reserved(call({ atMost: 40 }))
  now = Date.parse('2026-05-31T12:00:00Z')
  expect([ledger.spentToday(), ledger.spentThisMonth()]).toEqual([0, 40])
  await reserved(call({ atMost: 50 }))
  for (const open of [ledger, openSpendingLedger(database, () => now)]) {
    expect(open.spentThisMonth()).toBe(90)
    await expect(open.reserve(call({ atMost: 11 }), month)).resolves.toEqual({ over: 'month' })
  }
  now = Date.parse('2026-06-01T00:00:00Z')
  expect(ledger.spentThisMonth()).toBe(0)
  await expect(ledger.reserve(call(), month)).resolves.toEqual({ id: expect.any(Number) })
})
