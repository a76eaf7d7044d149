import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { turnDefaults } from '../../src/config/defaults.ts'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, openApp, until } from '../parts/app.ts'
import type { Bot, RunningApp } from '../parts/app.ts'

let app: RunningApp
let telegram: TelegramEmulator
let bot: Bot

beforeAll(async () => {
  app = await openApp()
  telegram = await createTelegramEmulator()
  bot = await addTelegramBot(app, telegram, 'shop')
})
afterAll(async () => {
  await app.close()
  await telegram.close()
})

const setBroken = (broken: boolean) =>
  app.api('PUT', `/chatbots/${bot.chatbot.id}/plugins/desk`, { enabled: true, settings: { broken } })
const hear = async (chat: number, replies: number) =>
  (await telegram.waitForReply(chat, replies, 15_000)).map(({ text }) => text)
const deadLetters = async () =>
  (
    await app.api<{ items: readonly { id: string; reason: string; side: string; replayedAt?: string }[] }>(
      'GET',
      `/tenants/${bot.tenant}/dead-letters`,
    )
  ).items

test('a message that no handler survives is set aside, the next one is answered, and it can be replayed', async () => {
  await setBroken(true)
  telegram.say(1, '/fragile please')
  telegram.say(1, '/echo next')
  telegram.say(2, '/echo another chat')
  // Others do not wait for it.
  expect(await hear(2, 1)).toEqual(['another chat'])
  const [sorry, next] = await hear(1, 2)
  expect(sorry).not.toContain('It is broken')
  expect(next).toBe('next')

  const [letter, ...others] = await deadLetters()
  expect(others).toEqual([])
  expect(letter).toMatchObject({ side: 'inbox', reason: 'Error: It is broken.' })
  const failures = /colloquy_turns_total\{[^}]*result="failed"[^}]*\} (\d+)/.exec(
    await (await fetch(`${app.url}/metrics`)).text(),
  )
  expect(Number(failures?.[1])).toBe(turnDefaults.attempts)

  await setBroken(false)
  await app.api('POST', `/tenants/${bot.tenant}/dead-letters/${letter!.id}/replay`)
  expect((await hear(1, 3)).at(-1)).toBe('Whole: please')
  await until(async () => (await deadLetters())[0]?.replayedAt !== undefined, 'The mark')
  const again = await app.ask('POST', `/tenants/${bot.tenant}/dead-letters/${letter!.id}/replay`)
  expect(again.status).toBe(409)
}, 30_000)
