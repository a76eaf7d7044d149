import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { Redis } from 'ioredis'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addBot, addTelegramBot, openApp, pause, until, type RunningApp } from '../parts/app.ts'
import { startMysql, type OwnMysql } from '../parts/mysql.ts'
import { startRedis, type OwnRedis } from '../parts/redis.ts'

// Two gateways over one MySQL and one Redis, as far as they share more than their databases.

let redis: OwnRedis
let mysql: OwnMysql
let one: RunningApp
let other: RunningApp
const open: RunningApp[] = []

async function start(): Promise<RunningApp> {
  const app = await openApp('test/journeys/plugins', {
    REDIS_URL: redis.url,
    DATABASE_URL: mysql.url('colloquy_two'),
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  })
  open.push(app)
  return app
}

beforeAll(async () => {
  redis = await startRedis()
  mysql = await startMysql()
  one = await start()
  other = await start()
}, 60_000)
afterAll(async () => {
  for (const app of open.splice(0)) await app.close()
  await mysql.close()
  await redis.close()
}, 60_000)

test('of one request with an idempotency key at both at the same time, one does it', async () => {
  const make = async ({ url, authorization }: RunningApp, code: string, key: string) => {
    const response = await fetch(`${url}/api/v1/tenants`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ code, name: code }),
    })
    return { status: response.status, again: response.headers.has('idempotency-replayed') }
  }
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all([one, other, one, other].map((app) => make(app, `once-${round}`, `key ${round}`)))
    // The others are told that it is being worked on, or get the one's answer.
    expect(answers.filter(({ status, again }) => status === 201 && !again)).toHaveLength(1)
    for (const { status, again } of answers) expect([201, 409]).toContain(again ? 201 : status)
  }
}, 60_000)

test('what is changed at one is so at the other, at once', async () => {
  const { tenant, chatbot, channel } = await addBot(one, 'changed', 'web', { allowedOrigins: ['*'] })
  const config = () => fetch(`${other.url}/embed/${chatbot.embedId}/config`)
  await until(async () => (await config()).ok, 'The chatbot')
  await one.api('PUT', `/chatbots/${chatbot.id}`, { name: 'Grace' })
  await until(async () => JSON.stringify(await (await config()).json()).includes('Grace'), 'The name')
  await one.api('PUT', `/channels/${channel.id}`, { status: 'disabled' })
  await until(async () => (await config()).status === 404, 'The end of the channel')
  await one.api('PUT', `/channels/${channel.id}`, { status: 'active' })
  await until(async () => (await config()).ok, 'The channel again')
  await one.api('PUT', `/tenants/${tenant}`, { state: 'suspended' })
  await until(async () => (await config()).status === 404, 'The suspension')
}, 60_000)

test('a bot that polls is listened to by one of them, and by the other when that one is gone', async () => {
  const telegram = await createTelegramEmulator({ token: '1000:two' })
  try {
    await addTelegramBot(one, telegram, 'polls', 'polling')
    for (let said = 0; said < 5; said++) telegram.say(1, `/echo ${said}`)
    const third = await start()
    await telegram.waitForReply(1, 5, 30_000)
    open.splice(open.indexOf(one), 1)
    await one.close()
    for (let said = 5; said < 10; said++) telegram.say(1, `/echo ${said}`)
    const replies = await telegram.waitForReply(1, 10, 30_000)
    expect(replies.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, (_, index) => String(index)))
    one = third
    await pause(500)
    // Telegram refuses two that poll at once.
    expect(telegram.record.of('getUpdates').filter(({ status }) => status === 409)).toEqual([])
  } finally {
    await telegram.close()
  }
}, 120_000)

test('what people say while Redis is emptied, and while it is away, is answered once and in order', async () => {
  const telegram = await createTelegramEmulator({ token: '1000:away' })
  const admin = new Redis(redis.url)
  try {
    await addTelegramBot(one, telegram, 'away', 'polling')
    const chats = [1, 2, 3]
    let said = 0
    const say = () => {
      for (const chat of chats) telegram.say(chat, `/echo ${said}`)
      said++
    }
    const answered = async () => {
      for (const chat of chats) {
        const replies = await telegram.waitForReply(chat, said, 40_000)
        expect(replies.map(({ text }) => text)).toEqual(Array.from({ length: said }, (_, index) => String(index)))
      }
    }
    say()
    await answered()
    say()
    await admin.flushall()
    say()
    await answered()
    say()
    await redis.stop()
    say()
    // Longer than a lease: whoever listened has stopped.
    await pause(6000)
    say()
    await redis.start()
    say()
    await answered()
  } finally {
    admin.disconnect()
    await telegram.close()
  }
}, 120_000)

test('who watches conversations at one hears of what happens at both', async () => {
  const telegram = await createTelegramEmulator({ token: '1000:watched' })
  const leaving = new AbortController()
  try {
    await addTelegramBot(one, telegram, 'watched')
    const heard: string[] = []
    const streams = await Promise.all(
      [one, other].map(({ url, authorization }) =>
        fetch(`${url}/api/v1/tenants/watched/conversations/events`, {
          headers: { authorization },
          signal: leaving.signal,
        }),
      ),
    )
    const reading = streams.map(async ({ body }, index) => {
      for await (const bytes of body ?? []) {
        const text = Buffer.from(bytes).toString()
        for (const [event] of text.matchAll(/^event: .*$/gm)) heard.push(`${index} ${event}`)
      }
    })
    await pause(500)
    telegram.say(1, '/echo hello')
    await telegram.waitForReply(1, 1)
    for (const at of [0, 1])
      await until(
        () => ['received', 'sent'].every((what) => heard.includes(`${at} event: message.${what}`)),
        `Gateway ${at}`,
      )
    leaving.abort()
    await Promise.allSettled(reading)
  } finally {
    leaving.abort()
    await telegram.close()
  }
}, 60_000)
