import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, pause, until } from '../parts/app.ts'
import { openHome } from '../parts/gateway.ts'
import type { Home, Life } from '../parts/gateway.ts'

/** What the desk calls: a shop that numbers orders, and answers `/wait` when it is told. */
interface Shop {
  readonly url: string
  readonly calls: readonly { readonly path: string; readonly key: string }[]
  /** Answers whoever waits. */
  answer(): void
  close(): void
}

let home: Home
let telegram: TelegramEmulator
let shop: Shop
let life: Life

beforeEach(async () => {
  home = await openHome({ script: 'test/parts/server.ts', args: ['test/journeys/plugins'] })
  telegram = await createTelegramEmulator()
  shop = await openShop()
  await begin()
  const { chatbot } = await addTelegramBot(home, telegram, 'shop')
  await home.api('PUT', `/chatbots/${chatbot.id}/plugins/desk`, { enabled: true, settings: { shop: shop.url } })
}, 30_000)
afterEach(async () => {
  life.kill()
  await life.ended
  await telegram.close()
  shop.close()
  await home.remove()
})

async function begin(): Promise<void> {
  life = home.start()
  await life.ready
}

async function killAndBegin(): Promise<void> {
  life.kill()
  await life.ended
  await begin()
}

const hear = async (replies: number, withinMs = 10_000) =>
  (await telegram.waitForReply(1, replies, withinMs)).map(({ text }) => text)

async function openShop(): Promise<Shop> {
  const calls: { path: string; key: string }[] = []
  const waiting: ServerResponse[] = []
  const server: Server = createServer((request, response) => {
    calls.push({ path: request.url ?? '', key: String(request.headers['idempotency-key']) })
    response.setHeader('content-type', 'application/json')
    if (request.url === '/wait') waiting.push(response)
    else response.end(JSON.stringify({ id: calls.length }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    calls,
    answer() {
      for (const response of waiting.splice(0)) response.end(JSON.stringify({ id: calls.length }))
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

describe('kill -9', () => {
  test('in a dialogue: it goes on at its question, and what was called is not called again', async () => {
    telegram.say(1, '/order')
    await hear(1)
    telegram.say(1, '3')
    expect(await hear(2)).toEqual(['How many?', 'Order 1. Where to?'])
    await pause(300)
    await killAndBegin()
    telegram.say(1, 'Lisbon')
    expect((await hear(3)).at(-1)).toBe('Order 1: 3 to Lisbon.')
    expect(shop.calls).toHaveLength(1)
  }, 30_000)

  test('in the middle of a call: it is made again under the same key', async () => {
    telegram.say(1, '/wait')
    await until(() => shop.calls.length === 1, 'The call')
    await killAndBegin()
    await until(() => shop.calls.length === 2, 'The second call')
    shop.answer()
    expect(await hear(1)).toEqual(['Waited for 2.'])
    expect(new Set(shop.calls.map(({ key }) => key)).size).toBe(1)
  }, 30_000)

  test('before a schedule is due: it fires at the start, late, and once', async () => {
    telegram.say(1, '/remind 600')
    await hear(1)
    // Its record of what was sent is written by then, and nothing is said twice.
    await pause(300)
    life.kill()
    await life.ended
    await pause(400)
    await begin()
    expect(await hear(2)).toEqual(['I will.', 'Reminded after 600.'])
    await pause(300)
    await killAndBegin()
    telegram.say(1, '/echo and nothing else')
    expect((await hear(3)).slice(2)).toEqual(['and nothing else'])
  }, 30_000)
})

describe('SIGTERM', () => {
  test('ends the gateway with 0 within its ten seconds, and frees its data folder', async () => {
    telegram.say(1, '/echo hello')
    await hear(1)
    const began = performance.now()
    expect(await life.stop()).toBe(0)
    expect(performance.now() - began).toBeLessThan(10_000)
    await begin()
    telegram.say(1, '/echo again')
    expect(await hear(2)).toEqual(['hello', 'again'])
  }, 30_000)

  test('lets a turn that runs finish', async () => {
    telegram.say(1, '/wait')
    await until(() => shop.calls.length === 1, 'The call')
    const stopped = life.stop()
    await pause(300)
    shop.answer()
    expect(await stopped).toBe(0)
    await begin()
    expect(await hear(1)).toEqual(['Waited for 1.'])
    expect(shop.calls).toHaveLength(1)
  }, 30_000)

  test('takes a turn that does not finish up again at the next start, though nobody writes', async () => {
    telegram.say(1, '/wait')
    await until(() => shop.calls.length === 1, 'The call')
    expect(await life.stop()).toBe(0)
    await begin()
    await until(() => shop.calls.length === 2, 'The second call')
    shop.answer()
    expect(await hear(1)).toEqual(['Waited for 2.'])
  }, 30_000)
})
