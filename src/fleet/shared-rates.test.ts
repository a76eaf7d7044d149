import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startRedis, type OwnRedis } from '../../test/parts/redis.ts'
import { testRates } from '../testing/rates.ts'
import { sharedRates } from './shared-rates.ts'
import { connectRedis, type Connection } from './redis.ts'

let redis: OwnRedis
let connection: Connection
beforeAll(async () => {
  redis = await startRedis()
  connection = connectRedis(redis.url)
  await connection.connect()
})
afterAll(async () => {
  connection.disconnect()
  await redis.close()
})

testRates('by a fleet', () => sharedRates(connection))

const limit = (name: string) => sharedRates(connection).limit(name, { points: 3, seconds: 60 })

test('processes count together', async () => {
  const [one, other] = [limit('together'), limit('together')]
  const taken = [await one.take('ada'), await other.take('ada'), await one.take('ada'), await other.take('ada')]
  expect(taken.map(({ allowed }) => allowed)).toEqual([true, true, true, false])
})

test('what Redis forgot is counted anew', async () => {
  const calls = limit('forgotten')
  for (let count = 0; count < 3; count++) await calls.take('ada')
  expect((await calls.take('ada')).allowed).toBe(false)
  await connection.flushall()
  expect((await calls.take('ada')).allowed).toBe(true)
})

test('while Redis is away each process counts by itself and keeps nobody waiting; afterwards they count together', async () => {
  const [one, other] = [limit('away'), limit('away')]
  await redis.stop()
  const taken = []
  for (let count = 0; count < 4; count++) taken.push(await one.take('ada'))
  expect(taken.map(({ allowed }) => allowed)).toEqual([true, true, true, false])
  expect((await other.take('ada')).allowed).toBe(true)
  await redis.start()
  for (let tries = 0; connection.status !== 'ready' && tries < 100; tries++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  // As long as nobody asks it after a silence.
  await new Promise((resolve) => setTimeout(resolve, 1100))
  expect((await one.take('grace')).left).toBe(2)
  expect((await other.take('grace')).left).toBe(1)
})

test('a Redis that stands still is asked once, and then left alone for a while', async () => {
  const calls = limit('still')
  await redis.pause()
  try {
    const began = performance.now()
    for (let count = 0; count < 100; count++) await calls.take(`caller ${count}`)
    // A hundred silences of half a second would be 50 s.
    expect(performance.now() - began).toBeLessThan(10_000)
  } finally {
    redis.resume()
  }
})
