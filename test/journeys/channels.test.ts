import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createSignalEmulator } from '../../src/testing/emulators/signal.ts'
import { createSlackEmulator } from '../../src/testing/emulators/slack.ts'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { terminalOn } from '../cli/terminal.ts'
import { addBot, addTelegramBot, apiOf, openApp, until } from '../parts/app.ts'
import type { Bot, RunningApp } from '../parts/app.ts'

/** What an operator does with channels, on the whole app. */
let app: RunningApp
beforeAll(async () => {
  app = await openApp()
})
afterAll(() => app.close())

const at = (bot: Bot, way = '') => `/channels/${bot.channel.id}${way}`
const statusOf = async (bot: Bot) => (await app.api<{ status: string }>('GET', at(bot))).status

interface Delivery {
  readonly direction: string
  readonly status: string
  readonly latencyMs: number | null
  readonly messageId: string | null
  readonly error?: string
}
const deliveries = async (bot: Bot) =>
  (await app.api<{ items: readonly Delivery[] }>('GET', at(bot, '/deliveries'))).items

interface TestAnswer {
  readonly checked: string
  readonly by?: string
  readonly conversationId?: string
  readonly messageId?: string
}

/** Reads a stream of events up to a word; what it read. */
async function readUntil(word: string, reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  let read = ''
  while (!read.includes(word)) {
    const { value, done } = await reader.read()
    if (done) throw new Error(`It ended with ${read}`)
    read += Buffer.from(value).toString()
  }
  return read
}

describe('an account that is paired', () => {
  test('is scanned from a picture, and is then listened to', async () => {
    const signal = await createSignalEmulator()
    try {
      signal.signOut()
      const bot = await addBot(app, 'pairing', 'signal', { account: signal.account, url: signal.url })
      await until(async () => (await statusOf(bot)) === 'unauthorized', 'The refusal')
      const answer = await app.ask('POST', at(bot, '/pair'), {})
      expect(answer.headers.get('content-type')).toContain('text/event-stream')
      const reader = answer.body!.getReader()
      expect(await readUntil('event: qr', reader)).toContain('event: qr')
      expect((await app.ask('POST', at(bot, '/pair'), {})).status).toBe(409)
      await signal.scan()
      expect(await readUntil('event: paired', reader)).toContain(signal.account)
      expect((await reader.read()).done).toBe(true)
      expect(await statusOf(bot)).toBe('active')
      signal.say('+15550100001', '/echo hello')
      expect(await signal.waitForReply('+15550100001', 1, 10_000)).toMatchObject([{ text: 'hello' }])
    } finally {
      await signal.close()
    }
  })

  test('may be left in the middle, and begun again', async () => {
    const signal = await createSignalEmulator()
    try {
      signal.signOut()
      const bot = await addBot(app, 'leaving', 'signal', { account: signal.account, url: signal.url })
      for (let time = 0; time < 2; time += 1) {
        let reader: ReadableStreamDefaultReader<Uint8Array> | undefined
        await until(async () => {
          const answer = await app.ask('POST', at(bot, '/pair'), {})
          if (answer.ok) reader = answer.body!.getReader()
          else await answer.text()
          return answer.ok
        }, 'A free pairing')
        await readUntil('event: qr', reader!)
        await reader!.cancel()
      }
    } finally {
      await signal.close()
    }
  })
})

describe('an app that is installed', () => {
  test('is made from a manifest, agreed to in the browser, and tried out', async () => {
    const slack = await createSlackEmulator({ clientId: 'client', clientSecret: 'hush' })
    try {
      const { apiUrl, signingSecret } = slack.settings
      const bot = await addBot(app, 'installing', 'slack', { botToken: 'later', signingSecret: 'later', apiUrl })
      const manifest = await app.api<{ settings: object; oauth_config: object }>('GET', at(bot, '/manifest'))
      expect(manifest).toMatchObject({
        oauth_config: { redirect_urls: [`${app.url}/channels/install/callback`] },
        settings: { event_subscriptions: { request_url: bot.channel.webhookUrl } },
      })
      await app.api('PUT', at(bot), { settings: { signingSecret, clientId: 'client', clientSecret: 'hush' } })
      const { url } = await app.api<{ url: string }>('POST', at(bot, '/install'))
      const state = new URL(url).searchParams.get('state')!
      const comeBack = (query: Record<string, string>) =>
        fetch(`${app.url}/channels/install/callback?${new URLSearchParams(query).toString()}`)
      expect((await comeBack({ state, error: 'access_denied' })).status).toBe(422)
      expect((await comeBack({ state: `${state}x`, code: 'emulated-code' })).status).toBe(422)
      const page = await comeBack({ state, code: 'emulated-code' })
      expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('The app is installed')])

      const said = await app.api<TestAnswer>('POST', at(bot, '/test'), { address: 'D1', text: 'Anybody **there**?' })
      expect(await slack.waitForReply('D1', 1, 10_000)).toMatchObject([{ text: 'Anybody *there*?' }])
      await until(async () => (await deliveries(bot))[0]?.status === 'sent', 'The delivery')
      expect(await deliveries(bot)).toMatchObject([{ direction: 'out', messageId: said.messageId }])

      const run = terminalOn(app.dataDir)
      expect(await run(`receive slack text --tenant installing --url ${app.url}`)).toMatchObject({
        exit: 0,
        out: '200',
      })
      expect(await slack.waitForReply('D0ANA', 1, 10_000)).toHaveLength(1)
    } finally {
      await slack.close()
    }
  })
})

describe('a channel', () => {
  test('tells whether its credentials are taken, what came and went, and what failed', async () => {
    const telegram = await createTelegramEmulator({ token: '1000:channels' })
    try {
      const bot = await addTelegramBot(app, telegram, 'reporting')
      expect(await app.api('POST', at(bot, '/test'))).toMatchObject({ checked: 'credentials', by: 'asked' })
      telegram.say(1, '/echo hello')
      await telegram.waitForReply(1, 1, 10_000)
      telegram.fault({ kind: 'blocked', chat: 2, times: Infinity })
      const { conversationId } = await app.api<TestAnswer>('POST', at(bot, '/test'), { address: '2' })
      await until(async () => (await deliveries(bot)).some(({ status }) => status === 'failed'), 'The failure')
      const all = await deliveries(bot)
      expect(all.map(({ direction, status }) => `${direction} ${status}`).toSorted()).toEqual([
        'in handled',
        'out failed',
        'out sent',
      ])
      expect(all.find(({ status }) => status === 'failed')!.error).toContain('blocked by the user')
      for (const { status, latencyMs } of all) if (status !== 'failed') expect(latencyMs).toBeGreaterThanOrEqual(0)
      expect(JSON.stringify(all)).not.toMatch(/hello|1000:channels/)
      const { items } = await app.api<{ items: readonly { history: object }[] }>(
        'GET',
        `/conversations/${conversationId}/messages`,
      )
      expect(items[0]!.history).toMatchObject([{ status: 'failed', reason: expect.stringContaining('blocked') }])
      telegram.fault({ kind: 'revoked', times: Infinity })
      expect((await app.ask('POST', at(bot, '/test'))).status).toBe(422)
      expect(await statusOf(bot)).toBe('unauthorized')
    } finally {
      await telegram.close()
    }
  })
})

describe('a tenant of its own people', () => {
  test('names servers that are public or allowed; whoever runs the gateway names any', async () => {
    const telegram = await createTelegramEmulator({ token: '1000:guarded' })
    try {
      const inside = telegram.url.replace('127.0.0.1', '127.0.0.2')
      const bot = await addTelegramBot(app, telegram, 'guarded')
      const { key } = await app.api<{ key: string }>('POST', '/auth/api-keys', {
        name: 'Console',
        tenantCode: 'guarded',
        scopes: ['channels:read', 'channels:write'],
      })
      const owner = apiOf(app.url, key)
      const test = async () => {
        const answer = await owner.ask('POST', at(bot, '/test'))
        return [answer.status, await answer.text()] as const
      }
      expect((await test())[0]).toBe(200)
      await owner.api('PUT', at(bot), { settings: { apiRoot: inside } })
      expect(await test()).toEqual([422, expect.stringContaining('not a public address')])
      await owner.api('PUT', at(bot), { settings: { apiRoot: telegram.url } })
      expect((await test())[0]).toBe(200)
      // The same address, said by the operator, is asked: there is nobody, and that is another answer.
      await app.api('PUT', at(bot), { settings: { apiRoot: inside } })
      expect(await test()).toEqual([503, expect.stringContaining('could not be reached')])
    } finally {
      await telegram.close()
    }
  })

  test('takes webhooks from the networks it lists', async () => {
    const telegram = await createTelegramEmulator({ token: '1000:listed' })
    try {
      const bot = await addTelegramBot(app, telegram, 'listed')
      const say = async (allowFrom: unknown) => {
        await app.api('PUT', at(bot), { allowFrom })
        return (await fetch(bot.channel.webhookUrl, { method: 'POST', body: '{}' })).status
      }
      expect(await say('platform')).toBe(404)
      expect(await app.api('GET', at(bot, '/health'))).toMatchObject({
        health: 'troubled',
        statusReason: expect.stringContaining('were refused'),
      })
      expect(await say(['127.0.0.1'])).toBe(401)
      const wrong = await app.ask('PUT', at(bot), { allowFrom: ['127.0.0.1/99'] })
      expect([wrong.status, await wrong.json()]).toMatchObject([400, { error: { field: 'allowFrom' } }])
      expect(await app.api('GET', at(bot))).toMatchObject({ allowFrom: ['127.0.0.1/32'] })
    } finally {
      await telegram.close()
    }
  })
})
