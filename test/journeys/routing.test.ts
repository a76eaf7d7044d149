import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, openApp, until } from '../parts/app.ts'
import type { Bot, RunningApp } from '../parts/app.ts'

/** How a message found its answer: the plugins of the house, and what a tenant taught its bot, through the whole app. */

let app: RunningApp
let telegram: TelegramEmulator
let bot: Bot

beforeAll(async () => {
  app = await openApp('plugins')
  telegram = await createTelegramEmulator({ token: '2000:routing' })
  bot = await addTelegramBot(app, telegram, 'routing')
  await app.api('POST', `/chatbots/${bot.chatbot.id}/intents`, {
    name: 'hours',
    title: { en: 'Opening hours' },
    utterances: { en: ['when do you open?', 'opening hours', 'are you open on sunday', 'what time do you close'] },
    answer: { say: { en: ['From nine to six, {{person.name}}.'] } },
  })
}, 30_000)
afterAll(async () => {
  await telegram.close()
  await app.close()
})

interface Message {
  readonly id: string
  readonly from: string
  readonly timeline: readonly { readonly what: string; readonly [field: string]: unknown }[]
}

async function messages(): Promise<readonly Message[]> {
  const { items } = await app.api<{ items: readonly { id: string }[] }>('GET', '/tenants/routing/conversations')
  const all = await Promise.all(
    items.map(({ id }) => app.api<{ items: readonly Message[] }>('GET', `/conversations/${id}/messages?limit=100`)),
  )
  return all.flatMap((page) => page.items)
}

test('what a tenant taught is answered, and the timeline tells how it came about', async () => {
  telegram.say(1, 'opening hours')
  const [reply] = await telegram.waitForReply(1, 1, 10_000)
  expect(reply?.text).toMatch(/^From nine to six/)
  await until(async () => (await messages())[0]?.timeline.at(-1)?.what === 'sent', 'The answer')
  const [said, answer] = await messages()
  expect(said?.timeline).toMatchObject([
    { what: 'accepted' },
    { what: 'understood', language: 'en', intent: { plugin: 'intent', intent: 'hours' } },
    { what: 'routed', plugin: 'intent', handler: 'intent hours', reason: expect.stringMatching(/^understood/) },
    { what: 'handled', outcome: 'answered', messages: [answer?.id] },
    { what: 'queued', message: answer?.id },
    { what: 'sent', message: answer?.id },
  ])
  expect(answer?.timeline.map(({ what }) => what)).toEqual(['queued', 'sent'])
})

test('a dialogue is left by starting over, in the words of any language', async () => {
  telegram.say(2, 'set a reminder')
  await telegram.waitForReply(2, 1, 10_000)
  telegram.say(2, 'von vorne')
  const replies = await telegram.waitForReply(2, 2, 10_000)
  expect(replies.at(-1)?.text).toMatch(/afresh/)
  const { items } = await app.api<{ items: readonly { mode: string }[] }>('GET', '/tenants/routing/conversations')
  expect(items.map(({ mode }) => mode)).not.toContain('form')
})
