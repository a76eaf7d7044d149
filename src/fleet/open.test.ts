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

test('what needs a session is worked on by the process that has it, whoever hears of it; the rest by anybody', async () => {
  const worked: string[] = []
  for (const name of ['one', 'two', 'three']) {
    const fleet = await openFleet({
      redisUrl: redis.url,
      lanes: createScheduler(),
      onError: () => undefined,
      onSilence: () => undefined,
      ownerOf: ({ subject }) => (subject.startsWith('bound') ? 'session' : undefined),
    })
    fleets.push(fleet)
    fleet.scheduler.start(({ subject }) => Promise.resolve(void worked.push(`${name} ${subject}`)))
  }
  const [one, two] = fleets
  const until = async (count: number) => {
    for (const end = performance.now() + 10_000; worked.length < count;) {
      if (performance.now() > end) throw new Error('It did not become true.')
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  const owned = await two?.ownership.own('session', new AbortController().signal)
  for (let count = 0; count < 30; count++) void one?.scheduler.ring(bell(`bound-${count}`))
  await until(30)
  expect(new Set(worked)).toEqual(new Set(Array.from({ length: 30 }, (_, count) => `two bound-${count}`)))
  await one?.scheduler.ring(bell('free'))
  await until(31)
  await owned?.release()
  // Nobody has it: it is rung again by the sweep, when somebody does.
  await one?.scheduler.ring(bell('bound-later'))
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(worked).toHaveLength(31)
  await one?.ownership.own('session', new AbortController().signal)
  await two?.scheduler.ring(bell('bound-later'))
  await until(32)
  expect(worked.at(-1)).toBe('one bound-later')
})
