import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { Reply, TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, openApp, pause, until } from '../parts/app.ts'
import type { Bot, RunningApp } from '../parts/app.ts'

let app: RunningApp
let telegram: TelegramEmulator
let bot: Bot
let count = 0

beforeAll(async () => {
  app = await openApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  telegram = await createTelegramEmulator({ token: `1000:bot${++count}` })
  bot = await addTelegramBot(app, telegram, `tenant-${count}`)
})
afterEach(() => telegram.close())

const textsOf = (replies: readonly Reply[]) => replies.map(({ text }) => text)
const hear = async (chat: number, replies = 1) => textsOf(await telegram.waitForReply(chat, replies, 10_000))
const deadLetters = async () => {
  const { items } = await app.api<{ items: readonly { id: string; reason: string; side: string }[] }>(
    'GET',
    `/tenants/${bot.tenant}/dead-letters`,
  )
  return items
}

/** How long the fastest of several takes: a loaded machine is slow now and then, a slow gateway always. */
async function fastest(say: (chat: number) => void): Promise<number> {
  let best = Infinity
  for (const chat of [501, 502, 503]) {
    const began = performance.now()
    say(chat)
    await telegram.waitForReply(chat, 1, 10_000)
    best = Math.min(best, performance.now() - began)
  }
  return best
}

describe('what a person writes', () => {
  test('is answered soon, and once, also when it arrives twice', async () => {
    telegram.fault({ kind: 'duplicate' })
    telegram.say(1, 'hello')
    expect(await hear(1)).toEqual(['You said: hello (1)'])
    expect(await fastest((chat) => telegram.say(chat, 'hello'))).toBeLessThan(1500)
    expect(await hear(1)).toHaveLength(1)
  })

  test('in three fragments is one turn', async () => {
    for (const text of ['I', 'would like', 'a tea']) {
      telegram.say(1, text)
      await pause(150)
    }
    expect(await hear(1)).toEqual(['You said: I | would like | a tea (3)'])
    telegram.say(1, '/echo after')
    expect(await hear(1, 2)).toEqual(['You said: I | would like | a tea (3)', 'after'])
  })

  test('as a command is answered at once', async () => {
    expect(await fastest((chat) => telegram.say(chat, '/echo now'))).toBeLessThan(400)
  })

  test('as an album is one turn', async () => {
    for (const file of ['a', 'b', 'c']) {
      telegram.say(1, '', {
        extra: {
          media_group_id: 'album',
          photo: [{ file_id: file, file_unique_id: file, width: 10, height: 10 }],
          ...(file === 'a' ? { caption: 'Holidays' } : {}),
        },
      })
    }
    expect(await hear(1)).toEqual(['You said: Holidays (3)'])
  })

  test('and edits afterwards is told to whoever listens', async () => {
    const { message } = telegram.say(1, 'helo')
    await hear(1)
    telegram.update({ edited_message: { ...message, text: 'hello', edit_date: message!.date + 1 } })
    expect(await hear(1, 2)).toEqual(['You said: helo (1)', 'Edited: hello'])
  })

  test('in a group is answered when the bot is meant', async () => {
    telegram.say(-7, 'just talking')
    telegram.say(-7, '@emulated_bot hello', {
      extra: { entities: [{ type: 'mention', offset: 0, length: 13 }] },
    })
    telegram.say(-7, '/echo that was all')
    const replies = await hear(-7, 2)
    expect(replies.join()).toContain('@emulated_bot hello')
    expect(replies.at(-1)).toBe('that was all')
  })
})

test('buttons carry ids that are longer than Telegram takes', async () => {
  telegram.say(1, '/offer')
  const [offer] = await telegram.waitForReply(1)
  expect(offer).toMatchObject({ text: 'Which one?', buttons: ['The first', 'The second'] })
  telegram.press(1, 'The second')
  expect(await hear(1, 2)).toEqual(['Which one?', `Chosen: second-${'long'.repeat(30)}`])
  await telegram.waitForCall('answerCallbackQuery')
})

test('a group that becomes a supergroup takes its conversation along, an open question included', async () => {
  telegram.say(-7, '/order')
  expect(await hear(-7)).toEqual(['How many?'])
  telegram.fault({ kind: 'moved', to: -100_777, chat: -7, times: Infinity })
  telegram.say(-7, 'many')
  await telegram.waitForReply(-100_777, 1, 10_000)
  telegram.say(-100_777, '/cancel')
  await telegram.waitForReply(-100_777, 2, 10_000)
  const { items } = await app.api<{ items: readonly { address: { chat: string } }[] }>(
    'GET',
    `/tenants/${bot.tenant}/conversations`,
  )
  expect(items.map(({ address }) => address.chat)).toEqual(['-100777'])
})

describe('a platform that does not take what is sent', () => {
  test('for now is asked again when it said, not before', async () => {
    telegram.fault({ kind: 'tooMany', retryAfter: 1, method: 'sendMessage' })
    telegram.say(1, '/echo patience')
    expect(await hear(1)).toEqual(['patience'])
    const [refused, taken] = telegram.record.of('sendMessage')
    expect(refused?.status).toBe(429)
    expect(taken!.at - refused!.at).toBeGreaterThanOrEqual(1000)
  })

  test('for good makes a dead letter, which the API lists and replays once', async () => {
    const lift = telegram.fault({ kind: 'blocked', chat: 1, times: Infinity })
    telegram.say(1, '/echo anybody there?')
    await until(async () => (await deadLetters()).length === 1, 'The dead letter')
    const [letter] = await deadLetters()
    expect(letter).toMatchObject({ side: 'outbox', reason: expect.stringContaining('blocked by the user') })
    lift()
    const replay = `/tenants/${bot.tenant}/dead-letters/${letter!.id}/replay`
    await app.api('POST', replay)
    expect(await hear(1)).toEqual(['anybody there?'])
    expect((await app.ask('POST', replay)).status).toBe(409)
  })

  test('because the token was revoked marks the channel, and goes on with a new one', async () => {
    telegram.fault({ kind: 'revoked', times: Infinity })
    telegram.say(1, '/echo one')
    const status = async () =>
      (await app.api<{ status: string; statusReason?: string }>('GET', `/channels/${bot.channel.id}`)).status
    await until(async () => (await status()) === 'unauthorized', 'The status')
    telegram.say(1, '/echo two')
    await telegram.idle()
    const renewed = await createTelegramEmulator({ token: '1000:renewed' })
    try {
      await app.api('PUT', `/channels/${bot.channel.id}`, {
        status: 'active',
        settings: { token: renewed.token, apiRoot: renewed.url },
      })
      expect(textsOf(await renewed.waitForReply(1, 2, 10_000))).toEqual(['one', 'two'])
      expect(await status()).toBe('active')
    } finally {
      await renewed.close()
    }
  })
})

describe('long polling', () => {
  test('brings everything in order, until a webhook is registered, and again when it is removed', async () => {
    await app.api('DELETE', `/channels/${bot.channel.id}/webhook`)
    for (const number of [1, 2, 3]) telegram.say(1, `/echo ${number}`)
    expect(await hear(1, 3)).toEqual(['1', '2', '3'])
    expect(telegram.webhook).toBeUndefined()
    await app.api('POST', `/channels/${bot.channel.id}/webhook`, {})
    telegram.say(1, '/echo 4')
    expect(await hear(1, 4)).toEqual(['1', '2', '3', '4'])
    await app.api('DELETE', `/channels/${bot.channel.id}/webhook`)
    telegram.say(1, '/echo 5')
    expect(await hear(1, 5)).toHaveLength(5)
  })

  test('is begun again after the platform was away', async () => {
    const polling = await createTelegramEmulator({ token: '1000:polling' })
    try {
      polling.fault({ kind: 'unavailable', method: 'getUpdates', times: 2 })
      await addTelegramBot(app, polling, `polling-${count}`, 'polling')
      polling.say(1, '/echo still here')
      expect(textsOf(await polling.waitForReply(1, 1, 15_000))).toEqual(['still here'])
    } finally {
      await polling.close()
    }
  }, 20_000)
})
