import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { io, type Socket } from 'socket.io-client'
import type { WireAnimation, WireMessage, WireSpeech } from '../../src/contracts/wire.ts'
import { createOpenaiEmulator, type OpenaiEmulator } from '../../src/testing/emulators/openai.ts'
import { createVoicesEmulator, type VoicesEmulator } from '../../src/testing/emulators/voices.ts'
import { addBot, openApp, until, type Bot, type RunningApp } from '../parts/app.ts'

let app: RunningApp
let openai: OpenaiEmulator
let voices: VoicesEmulator
let bot: Bot
let tab: Socket
const seen = { speech: [] as WireSpeech[], messages: [] as WireMessage[], animations: [] as WireAnimation[] }

beforeAll(async () => {
  ;[app, openai, voices] = await Promise.all([
    openApp('test/journeys/model-plugins'),
    createOpenaiEmulator(),
    createVoicesEmulator(),
  ])
  bot = await addBot(app, 'loud', 'web', {})
  tab = io(`${app.url}/chat`, { auth: { embedId: bot.chatbot.embedId }, transports: ['websocket'] })
  tab.on('avatar:speech', (speech: WireSpeech) => seen.speech.push(speech))
  tab.on('avatar:animation', (animation: WireAnimation) => seen.animations.push(animation))
  tab.on('message:receive', (message: WireMessage) => seen.messages.push(message))
  await new Promise<void>((resolve) => tab.once('session', () => resolve()))
}, 60_000)
afterAll(async () => {
  tab.disconnect()
  await Promise.all([app.close(), openai.close(), voices.close()])
})

const settings = (voice: object) => ({
  providers: [
    { name: 'first', kind: 'openai-compatible', model: 'emulated', baseUrl: openai.url, key: openai.key, price: { input: 1, output: 1 } }, // prettier-ignore
  ],
  ...voice,
})
const set = (voice: object) => app.api<object>('PUT', `/tenants/${bot.tenant}/ai-providers`, settings(voice))
const wish = async () => (await tab.timeout(5000).emitWithAck('avatar:voice', { on: true })) as unknown
const say = (id: string, text: string) =>
  tab.timeout(5000).emitWithAck('message:send', { id, parts: [{ type: 'text', text }] })

test('a chatbot without a voice says so, and the browser’s own is left', async () => {
  expect(await wish()).toMatchObject({ ok: false, error: { code: 'E_REFUSED' } })
})

test('a reply is heard sentence by sentence while it is written, with the mouth that goes with it', async () => {
  const view = await set({
    voice: { kind: 'azure', voice: 'en-GB-Nova', key: voices.key, baseUrl: voices.url, price: 16 },
  })
  expect(view).toMatchObject({ voice: { kind: 'azure', voice: 'en-GB-Nova', hasKey: true } })
  expect(JSON.stringify(view)).not.toContain(voices.key)
  expect(await wish()).toEqual({ ok: true, id: 'on' })

  const [first, second] = ['Once upon a time there was a pizza.', 'Everybody liked it **very** much.']
  openai.answer('*', { text: `${first} ${second}`, pieceMs: 20 })
  await say('one', '/story pizza')
  await until(() => seen.speech.some(({ last }) => last), 'The end of the speech')
  const written = seen.messages.find(({ from }) => from === 'bot')
  expect(voices.calls.map(({ text }) => text)).toEqual([first, 'Everybody liked it very much.'])
  expect(seen.speech.map(({ messageId, index }) => [messageId, index])).toEqual([0, 1, 2].map((n) => [written?.id, n]))
  const [heard] = seen.speech
  expect(heard?.durationMs).toBeGreaterThan(1000)
  expect(heard?.visemes.length).toBe(first.length)
  expect(heard?.language).toBe('en')
  expect(seen.animations).toHaveLength(1)
})

test('a voice that fails harms no text', async () => {
  const lift = voices.fault({ kind: 'status', status: 500 })
  seen.speech.length = 0
  const before = seen.messages.length
  await say('two', '/story bread')
  await until(() => seen.messages.length > before && seen.speech.some(({ last }) => last), 'The message and the end')
  lift()
  expect(seen.speech.map(({ last }) => last)).toEqual([true])
})

test('what was said aloud is in the costs, and the key stays where it is when it is not named again', async () => {
  const costs = await app.api<{ readonly purposes: readonly { readonly purpose: string; readonly cost: number }[] }>(
    'GET',
    `/ai/costs/${bot.chatbot.id}`,
  )
  expect(costs.purposes.find(({ purpose }) => purpose === 'speak')?.cost).toBeGreaterThan(0)
  const kept = { kind: 'azure', voice: 'en-GB-Other', baseUrl: voices.url }
  expect(await set({ voice: kept })).toMatchObject({ voice: { voice: 'en-GB-Other', hasKey: true } })
  const moved = await app.ask('PUT', `/tenants/${bot.tenant}/ai-providers`, settings({ voice: { ...kept, baseUrl: 'https://elsewhere.example' } })) // prettier-ignore
  expect([moved.status, await moved.json()]).toMatchObject([400, { error: { field: 'voice.key' } }])
  expect(await set({})).not.toHaveProperty('voice')
})
