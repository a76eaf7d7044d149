import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, openApp, until, type RunningApp } from '../parts/app.ts'
import { startRedis, type OwnRedis } from '../parts/redis.ts'

let redis: OwnRedis
let app: RunningApp
beforeAll(async () => {
  redis = await startRedis()
  app = await openApp('test/journeys/plugins', { REDIS_URL: redis.url })
})
afterAll(async () => {
  await app.close()
  await redis.close()
})

test('what people say while Redis is away, or has forgotten everything, is answered once and in order', async () => {
  const telegram = await createTelegramEmulator({ token: '1000:bells' })
  try {
    await addTelegramBot(app, telegram, 'bells')
    const chats = [1, 2, 3]
    let said = 0
    const say = (times: number) => {
      for (let time = 0; time < times; time++, said++) for (const chat of chats) telegram.say(chat, `/echo ${said}`)
    }
    const answered = async () => {
      for (const chat of chats) {
        const replies = await telegram.waitForReply(chat, said, 30_000)
        expect(replies.map(({ text }) => text)).toEqual(Array.from({ length: said }, (_, index) => String(index)))
      }
    }
    say(3)
    await answered()
    await redis.stop()
    say(3)
    const health = async () => (await fetch(`${app.url}/health/ready`)).json()
    await until(async () => JSON.stringify(await health()).includes('Redis does not answer'), 'The sentence')
    await redis.start()
    say(3)
    await answered()
    expect(await health()).toMatchObject({ status: 'healthy' })
  } finally {
    await telegram.close()
  }
}, 60_000)
