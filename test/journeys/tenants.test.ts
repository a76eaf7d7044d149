import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { runCommand } from '../../src/cli/program.ts'
import { phrase } from '../../src/language/phrasebook.ts'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addBot, addTelegramBot, apiOf, openApp, until } from '../parts/app.ts'
import type { Api, Bot, RunningApp } from '../parts/app.ts'
import { engineOf } from '../parts/engine.ts'

interface Told {
  readonly type: string
  readonly data: { readonly limit: string; readonly percent: number; readonly most: number }
}

let app: RunningApp
let telegram: TelegramEmulator
let bot: Bot
let hook: Server
const told: Told[] = []

beforeAll(async () => {
  app = await openApp()
  telegram = await createTelegramEmulator()
  bot = await addTelegramBot(app, telegram, 'acme')
  await app.api('PUT', `/chatbots/${bot.chatbot.id}`, { languages: ['en', 'es'] })
  hook = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      told.push(JSON.parse(body) as Told)
      response.writeHead(204).end()
    })
  })
  await once(hook.listen(0, '127.0.0.1'), 'listening')
  await app.api('POST', '/tenants/acme/webhooks', {
    url: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`, // it listens on a port
    events: ['limit.near', 'limit.reached'],
  })
  // Begins here and is looked at in the end: it takes a sweep.
  await app.api('POST', '/tenants', { code: 'leaving', name: 'Leaving' })
  const terminal = {
    out: () => undefined,
    note: () => undefined,
    interactive: false,
    environment: () => ({ DATA_DIR: app.dataDir, ...engineOf(app.dataDir) }),
    lines: () => {
      throw new Error('Nothing is read.')
    },
  }
  expect(await runCommand(['tenant', 'delete', 'leaving', '--now'], terminal)).toBe(0)
}, 60_000)
afterAll(async () => {
  await app.close()
  await telegram.close()
  hook.closeAllConnections()
  hook.close()
})

async function keyOf(tenantCode: string): Promise<Api> {
  const { key } = await app.api<{ key: string }>('POST', '/auth/api-keys', { name: 'Own', tenantCode })
  return apiOf(app.url, key)
}

describe('a tenant over its limits', () => {
  const heard = async (chat: number, count: number) =>
    (await telegram.waitForReply(chat, count, 15_000)).map(({ text }) => text)

  test('is told, and so are the people who write, once and in their language; nothing they said is lost', async () => {
    await app.api('PUT', '/tenants/acme/subscription', { plan: 'free', limits: { messages: 4, channels: 1 } })
    telegram.say(1, '/echo one')
    expect(await heard(1, 1)).toEqual(['one'])
    telegram.say(2, '/echo two')
    expect(await heard(2, 1)).toEqual(['two'])
    telegram.say(1, '/echo three')
    expect(await heard(1, 2)).toEqual(['one', phrase('en', 'overLimit')])
    telegram.say(1, '/echo four')
    telegram.say(3, 'Hola, buenos días, quisiera saber cuándo abren ustedes mañana')
    expect(await heard(3, 1)).toEqual([phrase('es', 'overLimit')])
    telegram.say(3, '¿Hay alguien ahí? Quisiera saberlo, por favor')

    const { items } = await app.api<{ items: readonly { id: string; address: { chat: string } }[] }>(
      'GET',
      '/tenants/acme/conversations',
    )
    const said = async (chat: string) => {
      const { id } = items.find(({ address }) => address.chat === chat)!
      const messages = await app.api<{ items: readonly { from: string; parts: readonly { text?: string }[] }[] }>(
        'GET',
        `/conversations/${id}/messages`,
      )
      return messages.items.filter(({ from }) => from === 'visitor').map(({ parts }) => parts[0]?.text)
    }
    await until(async () => (await said('3')).length === 2, 'What was said')
    expect(await said('1')).toEqual(['/echo one', '/echo three', '/echo four'])
    const send = await app.ask('POST', `/conversations/${items[0]!.id}/messages`, {
      parts: [{ type: 'text', text: 'x' }],
    })
    expect([send.status, Number(send.headers.get('retry-after')) > 0]).toEqual([429, true])
    const channel = { platform: 'web', chatbotId: bot.chatbot.id, name: 'Web', settings: {} }
    const refused = await app.ask('POST', '/tenants/acme/channels', channel)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, null])

    await until(() => told.some(({ data }) => data.limit === 'messages'), 'The warning')
    const ofMessages = told.filter(({ data }) => data.limit === 'messages')
    expect(ofMessages).toMatchObject([{ type: 'limit.reached', data: { percent: 100, most: 4 } }])
    const { limits } = await (
      await keyOf('acme')
    ).api<{ limits: Record<string, { used: number; limit: number }> }>('GET', '/tenants/acme/limits')
    expect(limits).toMatchObject({
      // Four before it was over; then four were heard and two answered.
      messages: { used: 10, limit: 4, resetsAt: expect.any(String) },
      channels: { used: 1, limit: 1 },
      apiKeys: { used: 1, limit: 2 },
    })
    await app.api('PUT', '/tenants/acme/subscription', { plan: 'unlimited' })
    telegram.say(1, '/echo five')
    expect(await heard(1, 3)).toEqual(['one', phrase('en', 'overLimit'), 'five'])
  }, 60_000)
})

describe('a tenant that stands still', () => {
  test('is unknown outside and read-only inside, and goes on where it was', async () => {
    const own = await keyOf('acme')
    const receive = () =>
      fetch(bot.channel.webhookUrl.replace(/^https?:\/\/[^/]+/, app.url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      }).then(({ status }) => status)
    const asked = async () => [
      await receive(),
      (await own.ask('GET', '/tenants/acme/chatbots')).status,
      (await own.ask('POST', '/tenants/acme/chatbots', { name: 'Eve' })).status,
    ]
    expect((await asked())[0]).toBe(401)
    expect((await own.ask('PUT', '/tenants/acme', { state: 'suspended' })).status).toBe(403)
    await app.api('PUT', '/tenants/acme', { state: 'suspended' })
    expect(await asked()).toEqual([404, 200, 403])
    expect((await own.ask('DELETE', '/tenants/acme')).status).toBe(403)
    await app.api('PUT', '/tenants/acme', { state: 'active' })

    expect((await own.ask('DELETE', '/tenants/acme?now=true')).status).toBe(403)
    const leaving = await own.ask('DELETE', '/tenants/acme')
    expect([leaving.status, await leaving.json()]).toEqual([
      202,
      expect.objectContaining({ state: 'deleting', deletesAt: expect.any(String) }),
    ])
    expect(await asked()).toEqual([404, 200, 403])
    expect((await app.ask('POST', '/tenants', { code: 'acme', name: 'Again' })).status).toBe(409)
    expect((await own.ask('POST', '/tenants/acme/restore')).status).toBe(200)
    telegram.say(9, '/echo again')
    expect((await telegram.waitForReply(9, 1, 15_000))[0]!.text).toBe('again')
  }, 60_000)

  test('is erased by the sweep when its grace is over, and its code is free then', async () => {
    const actions = async () =>
      (await app.api<{ items: readonly { action: string }[] }>('GET', '/audit')).items.map(({ action }) => action)
    await until(async () => (await actions()).includes('erase a tenant whose grace is over'), 'The end', 20_000)
    expect((await app.ask('GET', '/tenants/leaving')).status).toBe(404)
    await addBot(app, 'leaving', 'web', {})
  }, 30_000)
})
