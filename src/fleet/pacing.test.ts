import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startRedis, type OwnRedis } from '../../test/parts/redis.ts'
import { createPacer } from '../channels/pacer.ts'
import { testPacer } from '../testing/pacer.ts'
import { sharedPacing } from './pacing.ts'
import { connectRedis, type Connection } from './redis.ts'

let redis: OwnRedis
let connection: Connection
let accounts = 0
beforeAll(async () => {
  redis = await startRedis()
  connection = connectRedis(redis.url)
  await connection.connect()
})
afterAll(async () => {
  connection.disconnect()
  await redis.close()
})

testPacer('by a fleet', {
  create: (rates, now) => sharedPacing(connection, now)(`ch${accounts++}`, rates, createPacer(rates, now)),
  runs: 10,
})

const rate = { value: { perSecond: 1, burst: 3 }, source: 'test' }
const rates = { chatRate: rate, accountRate: rate }

test('what one process sends and is told, every process keeps to', async () => {
  const [one, other] = [1, 2].map(() => sharedPacing(connection)('shared', rates, createPacer(rates)))
  const delays = [await one?.delayFor('a', false), await other?.delayFor('a', false), await one?.delayFor('a', false)]
  expect(delays).toEqual([0, 0, 0])
  expect(await other?.delayFor('a', false)).toBeGreaterThan(0)
  await one?.tooMany(5000)
  expect(await other?.delayFor('b', false)).toBeGreaterThan(4000)
})

test('while Redis is away each process keeps to the rates by itself, and to what it was told', async () => {
  const pacer = sharedPacing(connection)('away', rates, createPacer(rates))
  await pacer.tooMany(60_000, 'held')
  await redis.stop()
  try {
    expect([await pacer.delayFor('a', false), await pacer.delayFor('a', false)]).toEqual([0, 0])
    expect(await pacer.delayFor('a', false)).toBe(0)
    expect(await pacer.delayFor('a', false)).toBeGreaterThan(0)
    expect(await pacer.delayFor('held', false)).toBeGreaterThan(50_000)
  } finally {
    await redis.start()
  }
})
