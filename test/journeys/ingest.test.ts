import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { readCorpus } from '../corpus/corpus.ts'
import { addTelegramBot, openApp, until } from '../parts/app.ts'
import type { Bot, RunningApp } from '../parts/app.ts'
import { holdDatabase, pendingEvents, rowsOf } from '../parts/books.ts'
import { testOfSqlite } from '../parts/of-sqlite.ts'

let app: RunningApp
let telegram: TelegramEmulator
let bot: Bot

beforeAll(async () => {
  app = await openApp()
})
afterAll(() => app.close())
let count = 0
beforeEach(async () => {
  telegram = await createTelegramEmulator({ token: `1000:bot${++count}` })
  bot = await addTelegramBot(app, telegram, `tenant-${count}`)
})
afterEach(() => telegram.close())

/** As Telegram would call, with something about it changed. */
function post(body: string | Buffer, { url = bot.channel.webhookUrl, secret = telegram.webhook?.secret } = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret ?? '' },
    body,
  })
}

let updates = 0
function update(text: string, chat = 1): string {
  updates += 1
  const message = { message_id: updates, date: 1, chat: { id: chat, type: 'private' }, from: { id: chat }, text }
  return JSON.stringify({ update_id: updates, message })
}

/** What is the same in two answers to different requests. */
async function answerOf(response: Response): Promise<unknown> {
  const { error } = (await response.json()) as { error: { code: string; message: string } }
  return { status: response.status, code: error.code, message: error.message }
}

const alive = async () => expect((await fetch(`${app.url}/health/ready`)).status).toBe(200)

describe('a request that is none', () => {
  test.each([
    '',
    '{',
    'null',
    '[]',
    '"update"',
    '{"update_id":"1"}',
    '{"update_id":1e400}',
    '\u0000',
    '[['.repeat(50_000),
  ])('is refused with a sentence: %j', async (body) => {
    const response = await post(body)
    expect(response.status).toBe(400)
    expect(await answerOf(response)).toMatchObject({ code: 'E_INVALID' })
    await alive()
  })

  test('is 401 with the wrong secret, whatever else is wrong with it', async () => {
    for (const secret of ['', 'wrong', `${telegram.webhook!.secret}x`]) {
      expect((await post(update('hello'), { secret })).status).toBe(401)
      expect((await post('{', { secret })).status).toBe(401)
    }
    expect(pendingEvents(app.dataDir, bot.tenant)).toBe(0)
  })

  test('is one and the same 404 for an unknown tenant, platform or token', async () => {
    const { tenant, channel } = bot
    const path = (...[code, platform, token]: readonly string[]) =>
      `${app.url}/messages/receive/tenants/${code}/channels/${platform}/tokens/${token}`
    const answers = await Promise.all(
      [
        path('nobody', 'telegram', channel.token),
        path(tenant, 'slack', channel.token),
        path(tenant, 'no-platform', channel.token),
        path(tenant, 'telegram', `${channel.token}x`),
        path('..%2f..%2fplatform', 'telegram', channel.token),
      ].map(async (url) => answerOf(await post(update('hello'), { url }))),
    )
    expect(answers[0]).toMatchObject({ status: 404, code: 'E_NOT_FOUND' })
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  test('is 413 when it is larger than anything a platform sends', async () => {
    const response = await post(Buffer.alloc(5 * 1024 * 1024, 'a'))
    expect(response.status).toBe(413)
    await alive()
  })
})

describe('what nobody expected to read', () => {
  const strings = readCorpus<{ readonly s: string }>('nasty/naughty_strings.jsonl')?.map(({ s }) => s)
  const them = strings === undefined ? test.skip : test
  them(
    'is kept and answered, letter by letter',
    async () => {
      const texts = strings!.filter((text) => text !== '')
      const answers = await Promise.all(
        texts.map(async (text, index) => (await post(update(text, 100 + index))).status),
      )
      expect(new Set(answers)).toEqual(new Set([200]))
      await until(() => pendingEvents(app.dataDir, bot.tenant) === 0, 'The last turn', 30_000)
      const kept = rowsOf<{ parts: string }>(
        app.dataDir,
        bot.tenant,
        "select m.parts from messages m join conversations c on c.id = m.conversation_id where m.author = 'visitor' order by c.address_key + 0",
      )
      expect(kept.map(({ parts }) => (JSON.parse(parts) as { text: string }[])[0]!.text)).toEqual(texts)
      expect(rowsOf(app.dataDir, bot.tenant, 'select reason from dead_letters')).toEqual([])
      await alive()
    },
    40_000,
  )
})

testOfSqlite(
  'a database that refuses writes is 503 with Retry-After, and nothing is lost when it is back',
  async () => {
    telegram.say(1, '/echo before')
    await telegram.waitForReply(1)
    const held = holdDatabase(app.dataDir, bot.tenant)
    const refused = await post(update('/echo refused', 2)).finally(() => held.release())
    expect(refused.status).toBe(503)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    await alive()

    const again = holdDatabase(app.dataDir, bot.tenant)
    for (const number of [1, 2, 3]) telegram.say(3, `/echo ${number}`)
    setTimeout(() => again.release(), 100)
    expect((await telegram.waitForReply(3, 3, 20_000)).map(({ text }) => text)).toEqual(['1', '2', '3'])
    expect((await telegram.waitForReply(1)).map(({ text }) => text)).toEqual(['before'])
  },
  40_000,
)
