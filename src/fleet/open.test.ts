import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startRedis, type OwnRedis } from '../../test/parts/redis.ts'
import type { ConversationId, TenantCode } from '../contracts/id.ts'
import type { Bell } from '../contracts/ports.ts'
import { createScheduler } from '../pipeline/queue.ts'
import { openFleet, type OpenFleet } from './open.ts'

let redis: OwnRedis
const fleets: OpenFleet[] = []
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(async () => {
  for (const fleet of fleets) {
    await fleet.scheduler.drain(1000)
    await fleet.close()
  }
  await redis.close()
})

const bell = (subject: string): Bell => ({
  kind: 'send',
  tenant: 'acme' as TenantCode, // a test's own brand
  subject: subject as ConversationId, // a test's own brand
})

async function until(condition: () => boolean): Promise<void> {
  for (const end = performance.now() + 10_000; !condition();) {
    if (performance.now() > end) throw new Error('It did not become true.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function join(installation: string): Promise<OpenFleet> {
  const fleet = await openFleet({
    redisUrl: redis.url,
    installation,
    lanes: createScheduler(),
    onError: () => undefined,
    onSilence: () => undefined,
    ownerOf: ({ subject }) => (subject.startsWith('bound') ? 'session' : undefined),
  })
  fleets.push(fleet)
  return fleet
}

test('what needs a session is worked on by the process that has it, whoever hears of it; the rest by anybody', async () => {
  const worked: string[] = []
  for (const name of ['one', 'two', 'three']) {
    const fleet = await join('one')
    fleet.scheduler.start(({ subject }) => Promise.resolve(void worked.push(`${name} ${subject}`)))
  }
  const [one, two] = fleets
  const owned = await two?.ownership.own('session', new AbortController().signal)
  for (let count = 0; count < 30; count++) void one?.scheduler.ring(bell(`bound-${count}`))
  await until(() => worked.length === 30)
  expect(new Set(worked)).toEqual(new Set(Array.from({ length: 30 }, (_, count) => `two bound-${count}`)))
  await one?.scheduler.ring(bell('free'))
  await until(() => worked.length === 31)
  await owned?.release()
  // Nobody has it: it is rung again by the sweep, when somebody does.
  await one?.scheduler.ring(bell('bound-later'))
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(worked).toHaveLength(31)
  await one?.ownership.own('session', new AbortController().signal)
  await two?.scheduler.ring(bell('bound-later'))
  await until(() => worked.length === 32)
  expect(worked.at(-1)).toBe('one bound-later')
})

test('two installations on one Redis share nothing', async () => {
  const [mine, yours] = [await join('mine'), await join('yours')]
  const worked: string[] = []
  const heard: unknown[] = []
  mine.scheduler.start(({ subject }) => Promise.resolve(void worked.push(`mine ${subject}`)))
  yours.scheduler.start(({ subject }) => Promise.resolve(void worked.push(`yours ${subject}`)))
  mine.news.hear('weather', (told) => heard.push(told))
  const most = { points: 1, seconds: 60 }
  for (const fleet of [yours, mine]) {
    expect((await fleet.ownership.own('session', new AbortController().signal))?.holds()).toBe(true)
    expect((await fleet.rates.limit('calls', most).take('ada')).allowed).toBe(true)
  }
  yours.news.tell('weather', 'rain')
  for (let count = 0; count < 10; count++) await yours.scheduler.ring(bell(`your-${count}`))
  await mine.scheduler.ring(bell('my'))
  await until(() => worked.length === 11)
  expect(worked.filter((what) => what.startsWith('mine'))).toEqual(['mine my'])
  expect(heard).toEqual([])
})
