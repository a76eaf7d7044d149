import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startRedis, type OwnRedis } from '../../test/parts/redis.ts'
import { createPacer } from '../channels/pacer.ts'
import type { Bell } from '../contracts/ports.ts'
import type { ConversationId, TenantCode } from '../contracts/id.ts'
import { createScheduler } from '../pipeline/queue.ts'
import { openFleet, type OpenFleet } from './open.ts'

let redis: OwnRedis
let one: OpenFleet
let other: OpenFleet
beforeAll(async () => {
  redis = await startRedis({ cluster: true })
  one = await join()
  other = await join()
})
afterAll(async () => {
  for (const fleet of [one, other]) {
    await fleet.scheduler.drain(1000)
    await fleet.close()
  }
  await redis.close()
})

function join(): Promise<OpenFleet> {
  const ignored = () => undefined
  return openFleet({
    redisUrl: redis.url,
    installation: 'tested',
    lanes: createScheduler(),
    onError: ignored,
    onSilence: ignored,
    ownerOf: ignored,
  })
}

const until = async (condition: () => boolean) => {
  for (const end = performance.now() + 12_000; !condition();) {
    if (performance.now() > end) throw new Error('It did not become true.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

test('everything that processes share works on a cluster: bells, news, ownership, rates and pacing', async () => {
  expect(await one.trouble()).toBeUndefined()
  const bell: Bell = { kind: 'turn', tenant: 'acme' as TenantCode, subject: 'c1' as ConversationId } // a test's own brands
  const worked: string[] = []
  other.scheduler.start(({ subject }) => Promise.resolve(void worked.push(subject)))
  await one.scheduler.ring(bell)
  await one.scheduler.ring({ ...bell, subject: 'c2' as ConversationId }, 100) // a test's own brand
  await until(() => worked.length === 2)

  const heard: unknown[] = []
  other.news.hear('weather', (told) => heard.push(told))
  one.news.tell('weather', 'sun')
  await until(() => heard.length === 1)

  const owned = await one.ownership.own('session', new AbortController().signal)
  expect([owned?.holds(), other.ownership.owns('session')]).toEqual([true, false])
  await owned?.release()

  const most = { points: 1, seconds: 60 }
  expect((await one.rates.limit('calls', most).take('ada')).allowed).toBe(true)
  expect((await other.rates.limit('calls', most).take('ada')).allowed).toBe(false)

  const rate = { value: { perSecond: 1, burst: 1 }, source: 'test' }
  const rates = { chatRate: rate, accountRate: rate }
  expect(await one.pacer('ch', rates, createPacer(rates)).delayFor('a', false)).toBe(0)
  expect(await other.pacer('ch', rates, createPacer(rates)).delayFor('a', false)).toBeGreaterThan(0)
})
