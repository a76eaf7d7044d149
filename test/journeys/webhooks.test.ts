import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { signed } from '../../src/events/sign.ts'
import { addTelegramBot, apiOf, openApp, until } from '../parts/app.ts'
import type { RunningApp } from '../parts/app.ts'

interface Made {
  readonly id: string
  readonly secret: string
}

interface Told {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

let app: RunningApp
let emulator: TelegramEmulator

beforeAll(async () => {
  emulator = await createTelegramEmulator()
  app = await openApp()
  await addTelegramBot(app, emulator, 'acme')
})
afterAll(async () => {
  await app.close()
  await emulator.close()
})

const opened: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close()
})

/** Hears what a webhook is told; answers with the statuses that it is given, then with 204. */
async function listener(...statuses: readonly number[]) {
  const heard: { readonly told: Told; readonly headers: IncomingHttpHeaders; readonly body: string }[] = []
  const left = [...statuses]
  const server: Server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      heard.push({ told: JSON.parse(body) as Told, headers: request.headers, body })
      response.writeHead(left.shift() ?? 204, { location: 'http://127.0.0.1:1/' }).end()
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  opened.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // it listens on a port
  return { url: `http://127.0.0.1:${port}/hook`, heard }
}

async function add(url: string, events?: readonly string[]): Promise<Made> {
  const made = await app.api<Made>('POST', '/tenants/acme/webhooks', { url, ...(events && { events }) })
  opened.push(async () => app.ask('DELETE', `/tenants/acme/webhooks/${made.id}`))
  return made
}

const say = async (text: string) => {
  emulator.say(42, text)
  await emulator.waitForReply(42, 1, 10_000)
}
const deliveries = async ({ id }: Made) =>
  (await app.api<{ items: Record<string, unknown>[] }>('GET', `/tenants/acme/webhooks/${id}/deliveries`)).items

describe('a webhook', () => {
  test('is told what happens, each event once, and signed', async () => {
    const { url, heard } = await listener()
    const { secret } = await add(url)
    await say('hello')
    await until(() => heard.some(({ told }) => told.type === 'message.sent'))
    const types = heard.map(({ told }) => told.type)
    expect(types).toEqual(expect.arrayContaining(['message.received', 'message.said', 'message.sent']))
    const ids = heard.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(ids.length)
    const { headers, body, told } = heard.find((one) => one.told.type === 'message.received')!
    expect(told.data).toMatchObject({ author: 'visitor', parts: [{ type: 'text', text: 'hello' }] })
    const seconds = Number(headers['webhook-timestamp'])
    expect(signed(String(headers['webhook-id']), seconds, body, [secret])['webhook-signature']).toBe(
      headers['webhook-signature'],
    )
  })

  test('is told what it asked for alone', async () => {
    const { url, heard } = await listener()
    await add(url, ['conversation.handed_over', 'conversation.handed_back'])
    await say('hello')
    const { items } = await app.api<{ items: { id: string }[] }>('GET', '/tenants/acme/conversations')
    const path = `/conversations/${items[0]!.id}/handoff`
    for (const to of ['human', 'human', 'bot']) await app.api('PUT', path, { to })
    await until(() => heard.length === 2)
    expect(heard.map(({ told }) => told.type).toSorted()).toEqual([
      'conversation.handed_back',
      'conversation.handed_over',
    ])
  })

  test('that fails is told again, and the last failure is in its deliveries', async () => {
    const { url, heard } = await listener(500)
    const made = await add(url, ['message.failed'])
    await app.api('POST', `/tenants/acme/webhooks/${made.id}/test`, {})
    await until(async () => (await deliveries(made))[0]?.attempts === 1)
    expect(await deliveries(made)).toMatchObject([{ state: 'pending', status: 500, error: 'It answers 500.' }])
    expect(await app.api('GET', `/tenants/acme/webhooks/${made.id}`)).toMatchObject({ enabled: true })
    const [{ eventId } = { eventId: '' }] = (await deliveries(made)) as { eventId: string }[]
    await app.api('POST', `/tenants/acme/webhooks/${made.id}/deliveries/${eventId}/replay`, {})
    await until(async () => (await deliveries(made))[0]?.state === 'delivered')
    expect(heard.map(({ headers }) => headers['webhook-id'])).toEqual([eventId, eventId])
  })

  test('that is gone is disabled with the reason, and what waits comes when it is enabled', async () => {
    const { url, heard } = await listener(410)
    const made = await add(url, ['message.failed'])
    const path = `/tenants/acme/webhooks/${made.id}`
    await app.api('POST', `${path}/test`, {})
    await until(async () => !(await app.api<{ enabled: boolean }>('GET', path)).enabled)
    expect(await app.api('GET', path)).toMatchObject({ disabledReason: 'It answers that it is gone (410).' })
    await app.api('POST', `${path}/test`, {})
    expect(heard).toHaveLength(1)
    expect(await app.api('PUT', path, { enabled: true })).toMatchObject({ enabled: true, disabledReason: null })
    await until(() => heard.length === 2)
  })

  test('leads nowhere inside, follows no redirect, and is no other tenant’s', async () => {
    for (const url of ['ftp://example.org', 'https://user:pass@example.org/', 'nonsense'])
      expect((await app.ask('POST', '/tenants/acme/webhooks', { url })).status).toBe(400)
    const inside = await add('http://169.254.169.254/latest')
    const { url } = await listener(302)
    const redirecting = await add(url, ['message.failed'])
    for (const made of [inside, redirecting]) {
      await app.api('POST', `/tenants/acme/webhooks/${made.id}/test`, {})
      await until(async () => (await deliveries(made))[0]?.attempts === 1)
      expect((await deliveries(made))[0]).toMatchObject({ state: 'pending', status: null })
    }
    await app.api('POST', '/tenants', { code: 'other', name: 'Other' })
    const { key } = await app.api<{ key: string }>('POST', '/auth/api-keys', { name: 'k', tenantCode: 'other' })
    const foreign = apiOf(app.url, key)
    expect((await foreign.ask('GET', `/tenants/other/webhooks/${inside.id}`)).status).toBe(404)
    expect((await foreign.ask('GET', '/tenants/acme/webhooks')).status).toBe(404)
  })
})

describe('a receiver in Python', () => {
  async function python(secret: string) {
    const script = fileURLToPath(new URL('webhook-receiver.py', import.meta.url))
    const child: ChildProcess = spawn('python3', [script, secret], { stdio: ['ignore', 'pipe', 'inherit'] })
    opened.push(async () => child.kill('SIGKILL'))
    const lines: Record<string, unknown>[] = []
    createInterface(child.stdout!).on('line', (line) => lines.push(JSON.parse(line) as Record<string, unknown>))
    await until(() => lines.length > 0, 'The receiver')
    return { url: `http://127.0.0.1:${String(lines.shift()!.port)}/`, lines }
  }

  test('verifies signatures by the documented steps, through a rotation, and refuses a replay', async () => {
    const made = await add('http://127.0.0.1:1/', ['message.failed'])
    const path = `/tenants/acme/webhooks/${made.id}`
    const { url, lines } = await python(made.secret)
    await app.api('PUT', path, { url })
    const { eventId } = await app.api<{ eventId: string }>('POST', `${path}/test`, {})
    await until(() => lines.length === 1)
    const rotated = await app.api<Made>('POST', `${path}/secret`, {})
    expect(rotated.secret).not.toBe(made.secret)
    await app.api('POST', `${path}/test`, {})
    await until(() => lines.length === 2)
    await app.api('POST', `${path}/deliveries/${eventId}/replay`, {})
    await until(() => lines.length === 3)
    expect(lines.map(({ verified, again }) => [verified, again])).toEqual([
      [true, false],
      [true, false],
      [true, true],
    ])
    const stranger = await python('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=')
    await app.api('PUT', path, { url: stranger.url })
    await app.api('POST', `${path}/test`, {})
    await until(() => stranger.lines.length > 0)
    expect(stranger.lines[0]).toMatchObject({ verified: false })
  })
})
