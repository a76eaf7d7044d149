import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals'
import { fleetDefaults } from '../config/defaults.ts'
import { startRedis, type OwnRedis } from '../../test/parts/redis.ts'
import { openNews } from './news.ts'
import { connectRedis } from './redis.ts'

let redis: OwnRedis
let names = 0
const closing: (() => void)[] = []
beforeAll(async () => {
  redis = await startRedis()
})
afterEach(() => closing.splice(0).forEach((close) => close()))
afterAll(() => redis.close())

async function join(name: string) {
  const [telling, hearing] = [connectRedis(redis.url), connectRedis(redis.url, { waits: true })]
  await Promise.all([telling.connect(), hearing.connect()])
  const news = await openNews(telling, hearing, name)
  closing.push(() => {
    news.close()
    telling.disconnect()
    hearing.disconnect()
  })
  const heard: unknown[] = []
  let missed = 0
  news.hear('weather', (told) => heard.push(told))
  news.onMissed(() => missed++)
  return { news, heard, missed: () => missed, telling }
}

async function until(condition: () => boolean, withinMs = 12_000) {
  for (const end = performance.now() + withinMs; !condition();) {
    if (performance.now() > end) throw new Error('It did not become true.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('what a process tells, all others hear, in order, and it does not', async () => {
  const name = `news-${names++}`
  const [one, two, three] = [await join(name), await join(name), await join(name)]
  for (let count = 0; count < 100; count++) one.news.tell('weather', { count })
  one.news.tell('sports', 'nobody listens')
  two.news.tell('weather', 'rain')
  await until(() => three.heard.length === 101)
  expect(three.heard.filter((told) => told !== 'rain')).toEqual(Array.from({ length: 100 }, (_, count) => ({ count })))
  expect(one.heard).toEqual(['rain'])
  expect([one.missed(), two.missed(), three.missed()]).toEqual([0, 0, 0])
})

test('what is told while Redis is away is known to be missed when it is back, and nobody waited', async () => {
  const name = `news-${names++}`
  const [one, two] = [await join(name), await join(name)]
  one.news.tell('weather', 'sun')
  await until(() => two.heard.length === 1)
  await redis.stop()
  one.news.tell('weather', 'rain')
  await redis.start()
  await until(() => two.missed() > 0, fleetDefaults.newsBeatMs * 4)
  one.news.tell('weather', 'snow')
  await until(() => two.heard.length === 2)
  expect(two.heard).toEqual(['sun', 'snow'])
})

test('a Redis that is away and comes back when nothing was told costs nobody a look', async () => {
  const name = `news-${names++}`
  const [one, two] = [await join(name), await join(name)]
  one.news.tell('weather', 'sun')
  await until(() => two.heard.length === 1)
  await redis.stop()
  await redis.start()
  await new Promise((resolve) => setTimeout(resolve, fleetDefaults.newsBeatMs + 1000))
  one.news.tell('weather', 'rain')
  await until(() => two.heard.length === 2)
  expect(two.missed()).toBe(0)
})

test('what is no news of ours disturbs nobody', async () => {
  const name = `news-${names++}`
  const [one, two] = [await join(name), await join(name)]
  for (const text of ['', 'not json', '7', 'null', '[]', '{}', '{"from":1,"n":2}', '{"from":"x","n":"y"}'])
    await one.telling.publish(`{colloquy}:${name}`, text)
  one.news.tell('weather', 'sun')
  await until(() => two.heard.length === 1)
  expect(two.missed()).toBe(0)
})
