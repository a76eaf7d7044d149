import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { io } from 'socket.io-client'
import type { WireMessage } from '../../src/contracts/wire.ts'
import { createOpenaiEmulator, everythingShown } from '../../src/testing/emulators/openai.ts'
import type { OpenaiEmulator, OpenaiRequest } from '../../src/testing/emulators/openai.ts'
import { createSlackEmulator } from '../../src/testing/emulators/slack.ts'
import type { SlackEmulator } from '../../src/testing/emulators/slack.ts'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addBot, addTelegramBot, openApp, until } from '../parts/app.ts'
import type { Bot, RunningApp } from '../parts/app.ts'

let app: RunningApp
let telegram: TelegramEmulator
let openai: OpenaiEmulator
let other: OpenaiEmulator
let slack: SlackEmulator | undefined
let tenants = 0

beforeAll(async () => {
  app = await openApp('test/journeys/model-plugins')
})
afterAll(() => app.close())
beforeEach(async () => {
  openai = await createOpenaiEmulator()
  other = await createOpenaiEmulator({ key: 'sk-other' })
  telegram = await createTelegramEmulator({ token: `${++tenants}:models` })
})
afterEach(async () => {
  await Promise.all([openai.close(), other.close(), telegram.close(), slack?.close()])
  slack = undefined
})

const at = ({ url: baseUrl, key }: OpenaiEmulator, name = 'first') => ({
  name,
  kind: 'openai-compatible',
  model: 'emulated',
  baseUrl,
  key,
  price: { input: 1, output: 10 },
})

interface Timed {
  readonly timeline: readonly { readonly what: string }[]
}

interface View {
  readonly source: string
  readonly spentToday: number
}

const setModels = ({ tenant }: Pick<Bot, 'tenant'>, settings: object) =>
  app.api<View>('PUT', `/tenants/${tenant}/ai-providers`, settings)

async function botWith(settings: object = { providers: [at(openai)] }): Promise<Bot> {
  const bot = await addTelegramBot(app, telegram, `models-${tenants}`)
  await setModels(bot, settings)
  return bot
}

const said = async (count = 1) => (await telegram.waitForReply(7, count, 10_000)).map(({ text }) => text)
const asked = ({ record }: OpenaiEmulator) =>
  record.of('chat.completions').map(({ payload }) => payload as unknown as OpenaiRequest) // what the gateway sent
const long = 'Once upon a time there was a pizza, and it was very round, and everybody liked it very much. The end.'

describe('a streamed reply', () => {
  test('reaches Telegram while it is being written', async () => {
    openai.answer('*', { text: long, pieceMs: 60 })
    await botWith()
    telegram.say(7, '/story pizza')
    const [draft] = await telegram.waitForCall('sendMessageDraft', 1, 10_000)
    expect(String(draft?.payload['text']).length).toBeLessThan(long.length)
    expect(await said()).toEqual([long])
  })

  test('reaches Slack while it is being written', async () => {
    openai.answer('*', { text: long, pieceMs: 120 })
    slack = await createSlackEmulator({ botToken: `xoxb-models-${tenants}` })
    const bot = await addBot(app, `models-${tenants}`, 'slack', slack.settings)
    slack.deliverTo(new URL(new URL(bot.channel.webhookUrl).pathname, app.url).href)
    await setModels(bot, { providers: [at(openai)] })
    slack.say('D1', 'my belly rumbles')
    const [first] = await slack.waitForCall('chat.postMessage', 1, 10_000)
    expect(String(first?.payload['text']).length).toBeLessThan(long.length)
    const { record } = slack
    await until(() => record.of('chat.update').at(-1)?.payload['text'] === long, 'The whole answer')
    expect(record.of('chat.postMessage')).toHaveLength(1)
  })

  test('reaches the web word by word', async () => {
    openai.answer('*', { text: long, pieceMs: 10 })
    const bot = await addBot(app, `models-${tenants}`, 'web', {})
    await setModels(bot, { providers: [at(openai)] })
    const tab = io(`${app.url}/chat`, {
      auth: { embedId: bot.chatbot.embedId },
      forceNew: true,
      transports: ['websocket'],
    })
    const chunks: string[] = []
    const messages: WireMessage[] = []
    tab.on('stream:chunk', ({ text }: { readonly text: string }) => chunks.push(text))
    tab.on('message:receive', (message: WireMessage) => messages.push(message))
    await new Promise<void>((resolve) => tab.once('session', () => resolve()))
    const message = { id: 'one', parts: [{ type: 'text', text: 'my belly rumbles' }] }
    await tab.timeout(5000).emitWithAck('message:send', message)
    await until(() => messages.some(({ from }) => from === 'bot'), 'The message')
    tab.disconnect()
    expect(chunks.length).toBeGreaterThan(5)
    expect(chunks.join('')).toBe(long)
    expect(messages.at(-1)?.parts).toEqual([{ type: 'text', text: long }])
  })
})

describe('a person whom nobody understands', () => {
  test('is understood by a model, which orders for them', async () => {
    openai.answer('*rumbles*', { calls: [{ name: 'kiosk__order', input: { size: 'large', count: 40 } }] })
    await botWith()
    telegram.say(7, 'my belly rumbles, something big')
    expect(await said()).toEqual([expect.stringContaining('count')])
    telegram.say(7, '2')
    expect((await said(2)).at(-1)).toBe('Ordered: 2 large.')
    expect(asked(openai)).toHaveLength(1)
    expect(asked(openai)[0]?.tools?.map((tool) => tool.function.name)).toEqual([
      'kiosk__order',
      'kiosk__recommend',
      'nothing_fits',
    ])
  })

  test('is understood in the light of what was said before', async () => {
    openai.answer('*', 'Fine.')
    await botWith()
    telegram.say(7, 'the weather is dreadful')
    await said()
    telegram.say(7, 'and tomorrow, what then')
    await said(2)
    expect(asked(openai)[1]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
  })

  test('is answered by another provider when the first is down', async () => {
    openai.fault({ kind: 'unavailable', times: Infinity })
    other.answer('*', 'The other one says hello.')
    await botWith({ providers: [at(openai), at(other, 'second')] })
    telegram.say(7, 'my belly rumbles')
    expect(await said()).toEqual(['The other one says hello.'])
  })

  test('is answered without a model when all are down, when none is configured, and when the chatbot wants none', async () => {
    openai.fault({ kind: 'revoked', times: Infinity })
    const bot = await botWith()
    telegram.say(7, 'my belly rumbles')
    expect(await said()).toEqual(['The kiosk does not know.'])
    await setModels(bot, { providers: [] })
    telegram.say(7, '/story pizza')
    expect(await said(2)).toEqual(['The kiosk does not know.', 'Once upon a time.'])
    await setModels(bot, { providers: [at(openai)] })
    await app.api('PUT', `/chatbots/${bot.chatbot.id}/personality`, { ai: { tools: false } })
    telegram.say(7, 'my belly rumbles again')
    expect((await said(3)).at(-1)).toBe('The kiosk does not know.')
    expect(asked(openai)).toHaveLength(1)
  })
})

describe('money', () => {
  test('stops exactly at the budget, and everything still answers', async () => {
    openai.answer('*', { text: 'Yes.', usage: { input: 300, output: 100 } })
    const dailyBudget = 0.03
    const bot = await botWith({ providers: [at(openai)], dailyBudget })
    for (let chat = 1; chat <= 30; chat++) telegram.say(chat, 'my belly rumbles')
    await Promise.all(Array.from({ length: 30 }, (_, index) => telegram.waitForReply(index + 1, 1, 20_000)))
    const replies = telegram.record.of('sendMessage').map(({ payload }) => payload['text'])
    const byModel = replies.filter((text) => text === 'Yes.').length
    expect(replies.filter((text) => text === 'The kiosk does not know.')).toHaveLength(30 - byModel)
    expect(byModel).toBe(asked(openai).length)
    expect(byModel).toBeGreaterThan(0)
    const { spentToday } = await app.api<View>('GET', `/tenants/${bot.tenant}/ai-providers`)
    expect(spentToday).toBeLessThanOrEqual(dailyBudget)
    expect(spentToday).toBeCloseTo(byModel * 0.0013, 9)
  }, 30_000)

  test('is told by day, model, purpose and conversation', async () => {
    openai.answer('*', { text: 'Yes.', usage: { input: 300, output: 100 } })
    const bot = await botWith()
    telegram.say(7, 'my belly rumbles')
    await said()
    telegram.say(7, '/story pizza')
    await said(2)
    const costs = await app.api<Record<string, unknown>>('GET', `/ai/costs/${bot.chatbot.id}`)
    expect(costs).toMatchObject({
      total: { calls: 2, inputTokens: 600, outputTokens: 200, cost: expect.closeTo(0.0026, 9) },
      days: [{ calls: 2 }],
      models: [{ provider: 'first', model: 'emulated', calls: 2 }],
      purposes: expect.arrayContaining([expect.objectContaining({ purpose: 'route' })]),
      conversations: [{ calls: 2, conversation: expect.stringMatching(/^cv_/) }],
    })
    const [dearest] = costs['conversations'] as readonly { readonly conversation: string }[] // as just seen
    const conversation = dearest?.conversation ?? ''
    const { items } = await app.api<{ items: readonly Timed[] }>('GET', `/conversations/${conversation}/messages`)
    const calls = items.flatMap(({ timeline }) => timeline.filter(({ what }) => what === 'asked'))
    expect(calls).toEqual([
      expect.objectContaining({ purpose: 'route', cost: expect.closeTo(0.0013, 9) }),
      expect.objectContaining({ purpose: 'plugin', cost: expect.closeTo(0.0013, 9) }),
    ])
  })
})

describe('a tenant’s models', () => {
  test('are set with keys that nobody reads again', async () => {
    const bot = await botWith({ providers: [{ ...at(openai), key: 'sk-very-secret' }] })
    const shown = await app.api('GET', `/ai/providers?tenantCode=${bot.tenant}`)
    expect(JSON.stringify(shown)).not.toContain('sk-very-secret')
    expect(shown).toMatchObject({ source: 'tenant', providers: [{ name: 'first', hasKey: true }] })
    // Its key stays, for this place alone.
    const { key: _, ...keyless } = at(openai)
    expect(await setModels(bot, { providers: [keyless], dailyBudget: 1 })).toMatchObject({
      providers: [{ hasKey: true }],
    })
    const elsewhere = { ...keyless, baseUrl: other.url }
    expect(await setModels(bot, { providers: [elsewhere] })).toMatchObject({ providers: [{ hasKey: false }] })
  })

  test.each([
    [
      'a budget without a price',
      { providers: [{ name: 'a', kind: 'openai', model: 'unheard-of', key: 'k' }], dailyBudget: 1 },
      'providers.0.price',
    ],
    [
      'two of a name',
      {
        providers: [
          { name: 'a', kind: 'openai', model: 'gpt-4.1-mini', key: 'k' },
          { name: 'a', kind: 'anthropic', model: 'm', key: 'k' },
        ],
      },
      'providers.1.name',
    ],
    [
      'a server without an address',
      { providers: [{ name: 'a', kind: 'openai-compatible', model: 'm' }] },
      'providers.0.baseUrl',
    ],
    [
      'a password in an address',
      { providers: [{ name: 'a', kind: 'openai-compatible', model: 'm', baseUrl: 'https://me:word@host.example/v1' }] },
      'providers.0.baseUrl',
    ],
    ['no key', { providers: [{ name: 'a', kind: 'anthropic', model: 'claude-haiku-4-5' }] }, 'providers.key'],
    ['a field of no use', { providers: [], models: [] }, 'models'],
  ])('are refused with %s', async (_, settings, field) => {
    await app.api('POST', '/tenants', { code: `models-${tenants}`, name: 'Acme' })
    const answer = await app.ask('PUT', `/tenants/models-${tenants}/ai-providers`, settings)
    expect({ status: answer.status, ...((await answer.json()) as object) }).toMatchObject({
      status: 400,
      error: { field },
    })
  })

  test('are reached at public addresses alone', async () => {
    const inside = { ...at(openai), baseUrl: 'http://169.254.169.254/v1' }
    await botWith({ providers: [inside] })
    telegram.say(7, 'my belly rumbles')
    expect(await said()).toEqual(['The kiosk does not know.'])
  })
})

describe('a program', () => {
  test('asks for an answer, whole or word by word', async () => {
    openai.answer('*', 'We open at nine.')
    const { chatbot } = await botWith()
    const question = { chatbotId: chatbot.id, text: 'When do you open?', language: 'en' }
    expect(await app.api('POST', '/ai/generate-response', question)).toMatchObject({
      text: 'We open at nine.',
      sources: [],
      model: { provider: 'first', cost: expect.any(Number) },
    })
    const events = await (await app.ask('POST', '/ai/stream-response', question)).text()
    expect(events.match(/^event: \w+/gmu)).toEqual([...Array<string>(4).fill('event: piece'), 'event: done'])
  })

  test('goes on with a conversation', async () => {
    const { chatbot } = await botWith()
    const messages = [
      { role: 'user', text: 'Hello' },
      { role: 'assistant', text: 'Hello! What is it?' },
      { role: 'user', text: 'Nothing.' },
    ]
    await app.api('POST', '/ai/generate-response', { chatbotId: chatbot.id, messages, maxTokens: 50 })
    expect(asked(openai)[0]?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
    expect(everythingShown(asked(openai)[0]!)).toContain('Nothing.')
  })

  test('is told that there is nothing, where there is no model and no knowledge', async () => {
    const { chatbot } = await botWith({ providers: [] })
    const question = { chatbotId: chatbot.id, text: 'When do you open?' }
    const nothing = { text: null, sources: [], model: null }
    expect(await app.api('POST', '/ai/generate-response', question)).toEqual(nothing)
    expect(await (await app.ask('POST', '/ai/stream-response', question)).text()).toContain(
      `event: done\ndata: ${JSON.stringify(nothing)}`,
    )
  })
})
