import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { openBrowser } from '../../src/channels/whatsapp-web/browser.ts'
import { findChromium } from '../../src/channels/whatsapp-web/chromium.ts'
import { createWhatsappWeb } from '../../src/channels/whatsapp-web/index.ts'
import type { Times } from '../../src/channels/whatsapp-web/watch.ts'
import { whatsappWebDefaults } from '../../src/config/defaults.ts'
import type { ChannelFiles, ConnectContext, PairStep } from '../../src/contracts/channel.ts'
import { Busy } from '../../src/contracts/errors.ts'
import type { ChannelId, TenantCode } from '../../src/contracts/id.ts'
import { channelFiles, tenantFolder } from '../../src/tenancy/files.ts'
import { createWhatsappWebEmulator } from '../../src/testing/emulators/whatsapp-web.ts'
import type { WhatsappWebEmulator } from '../../src/testing/emulators/whatsapp-web.ts'
import { addBot, openApp, pause, until } from '../parts/app.ts'
import type { Bot, RunningApp } from '../parts/app.ts'

/** The library and the browser are the real ones; the page is an emulated one. A browser takes its time to start. */
const startMs = 60_000

const chromium = await findChromium().catch(() => undefined)
const missing = [
  ...(chromium === undefined ? ['Chromium'] : []),
  ...(isInstalled() ? [] : ['the optional package whatsapp-web.js']),
].join(' and ')
if (missing !== '') {
  const reason = `${missing} is not installed: WhatsApp Web is not tested with its browser.`
  if (process.env.CI === 'true') throw new Error(reason)
  console.warn(reason)
}
const journeys = missing === '' ? describe : describe.skip

function isInstalled(): boolean {
  try {
    return existsSync(createRequire(import.meta.url).resolve('whatsapp-web.js'))
  } catch {
    return false
  }
}

const person = '15550100002@c.us'
const filesOf = (app: RunningApp, bot: Bot) =>
  channelFiles(tenantFolder(app.dataDir, bot.tenant as TenantCode), bot.channel.id as ChannelId) // brands, for a test

interface Seen {
  readonly status: string
  readonly statusReason?: string
}
const seen = (app: RunningApp, bot: Bot) => app.api<Seen>('GET', `/channels/${bot.channel.id}`)

/** As the API does it, but without the minute that a real phone takes to copy its chats. */
async function pair(files: ChannelFiles, web: WhatsappWebEmulator): Promise<readonly PairStep[]> {
  const { adapter, client } = await connected(files, web, { settleMs: 1 })
  const steps: PairStep[] = []
  for await (const step of adapter.pair!(client, {}, new AbortController().signal)) {
    steps.push(step)
    if (step.step === 'qr') web.scan()
  }
  await adapter.disconnect!(client)
  return steps
}

/** The adapter alone, in less of a hurry or more. */
async function connected(files: ChannelFiles, web: WhatsappWebEmulator, times: Partial<Times>) {
  const adapter = createWhatsappWeb(openBrowser, { ...whatsappWebDefaults, ...times })
  const context: ConnectContext = {
    channel: 'ch_aaaaa0000000000' as ChannelId, // a brand, for a test
    webhookSecret: '',
    changeSettings: () => Promise.resolve(),
    files,
    report: () => undefined,
  }
  return { adapter, client: await adapter.connect({ chromium: web.chromium }, context) }
}

journeys('a phone that is paired', () => {
  let app: RunningApp
  let web: WhatsappWebEmulator
  let bot: Bot
  let steps: readonly PairStep[]

  beforeAll(async () => {
    app = await openApp()
    web = await createWhatsappWebEmulator({ chromium: chromium! })
    bot = await addBot(app, 'acme', 'whatsapp-web', { chromium: web.chromium })
    await until(async () => (await seen(app, bot)).status === 'unauthorized', 'The channel without a phone')
    steps = await pair(filesOf(app, bot), web)
    // What is said while nobody listens is answered later.
    await until(() => web.pages() === 0, 'The end of pairing')
    web.say('15550100009@c.us', '/echo missed')
    await app.api('PUT', `/channels/${bot.channel.id}`, { settings: { chromium: web.chromium } })
    await until(() => web.pages() > 0, 'The page', startMs)
    await web.waitForReply('15550100009@c.us', 1, startMs)
  }, 2 * startMs)
  afterAll(async () => {
    await app.close()
    await web.close()
  }, startMs)
  beforeEach(() => web.record.clear())

  const hear = async (chat: string, replies = 1) => (await web.waitForReply(chat, replies)).map(({ text }) => text)
  const conversationOf = async (chat: string) => {
    const { items } = await app.api<{ items: readonly { id: string; address: { chat: string } }[] }>(
      'GET',
      `/tenants/${bot.tenant}/conversations`,
    )
    return items.find(({ address }) => address.chat === chat)!
  }
  const messagesOf = async (chat: string) => {
    const { id } = await conversationOf(chat)
    const { items } = await app.api<{ items: readonly { status: string; from: string; parts: readonly object[] }[] }>(
      'GET',
      `/conversations/${id}/messages`,
    )
    return items
  }

  test('was told what is at stake, and its session outlives the browser', async () => {
    expect(steps.map(({ step }) => step)).toEqual(['waiting', 'qr', 'waiting', 'waiting', 'paired'])
    expect(await seen(app, bot)).toMatchObject({ status: 'active' })
    expect(await seen(app, bot)).not.toHaveProperty('statusReason')
  })

  test('is written to and answers, formatted as WhatsApp reads it', async () => {
    web.say(person, '/echo **bold** and _plain_')
    expect(await hear(person)).toEqual(['*bold* and _plain_'])
    expect(web.record.of('seen').length).toBeGreaterThan(0)
  })

  test('in fragments is one turn', async () => {
    const chat = '15550100003@c.us'
    for (const text of ['I', 'would like', 'a tea']) web.say(chat, text)
    expect(await hear(chat)).toEqual(['You said: I | would like | a tea (3)'])
  })

  test('offers options as numbers, and understands one', async () => {
    const chat = '15550100004@c.us'
    web.say(chat, '/offer')
    expect(await hear(chat)).toEqual(['Which one?\n\n1. The first\n2. The second'])
    web.say(chat, '2')
    expect((await hear(chat, 2))[1]).toContain('Chosen: second-')
  })

  test('brings files, and is sent files', async () => {
    const chat = '15550100005@c.us'
    const bytes = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const directPath = web.addFile(bytes)
    web.say(chat, '', {
      extra: { type: 'image', directPath, mimetype: 'image/png', caption: 'mirror', mediaKey: 'key' },
    })
    const [reply] = await web.waitForReply(chat)
    expect(reply).toMatchObject({ type: 'image', text: expect.stringContaining('Here: http') })
    expect(reply!.file).toEqual(bytes)
  })

  test('tells of edits and of what became of messages', async () => {
    const chat = '15550100006@c.us'
    const id = web.say(chat, 'helo')
    const [reply] = await web.waitForReply(chat)
    web.change(id, { body: 'hello', latestEditSenderTimestampMs: Date.now() })
    expect((await hear(chat, 2))[1]).toBe('Edited: hello')
    web.change(`true_${chat}_${reply!.id}`, { ack: 3 })
    await until(async () => (await messagesOf(chat)).some(({ status }) => status === 'read'), 'The receipt')
  })

  test('that its owner writes on hands the conversation to a human', async () => {
    const chat = '15550100007@c.us'
    web.say(chat, '/echo one')
    await hear(chat)
    web.type(chat, 'I am here myself')
    await until(async () => (await messagesOf(chat)).some(({ from }) => from === 'agent'), 'The takeover')
    web.say(chat, '/echo two')
    await pause(1500)
    expect(await hear(chat)).toEqual(['one'])
  })

  test('under two ids is one conversation', async () => {
    web.say('70000000000001@lid', '/count')
    expect(await hear('70000000000001@lid')).toEqual(['1'])
    web.reveal('70000000000002@lid', '15550100008@c.us')
    web.say('15550100008@c.us', '/count')
    expect(await hear('15550100008@c.us')).toEqual(['1'])
    web.say('70000000000002@lid', '/count')
    expect(await hear('15550100008@c.us', 2)).toEqual(['1', '2'])
  })

  test('sends to nobody without WhatsApp', async () => {
    const chat = '15550100010@c.us'
    const lift = web.fault({ kind: 'unregistered', chat })
    const { tenant, channel } = bot
    await fetch(`${app.url}/messages/send/tenants/${tenant}/channels/whatsapp-web/tokens/${channel.token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: app.authorization },
      body: JSON.stringify({ to: { address: chat }, parts: [{ type: 'text', text: 'Anybody there?' }] }),
    })
    const letters = async () =>
      (await app.api<{ items: readonly { reason: string }[] }>('GET', `/tenants/${bot.tenant}/dead-letters`)).items
    await until(async () => (await letters()).length > 0, 'The dead letter')
    expect((await letters())[0]!.reason).toContain('Nobody has WhatsApp')
    lift()
  })

  test('that removes this device is asked to be paired again', async () => {
    web.logout()
    await until(async () => (await seen(app, bot)).status === 'unauthorized', 'The end of the session')
    expect((await seen(app, bot)).statusReason).toContain('The phone removed this linked device')
    await until(() => web.pages() === 0, 'The end of the browser')
    expect(await filesOf(app, bot).read('session.zip')).toBeUndefined()
  })
})

journeys('a page that is not well', () => {
  let web: WhatsappWebEmulator
  const kept = new Map<string, Uint8Array>()
  const files: ChannelFiles = {
    read: (name) => Promise.resolve(kept.get(name)),
    write: (name, content) => Promise.resolve(void kept.set(name, content)),
    remove: (name) => Promise.resolve(void kept.delete(name)),
  }

  let lift = (): void => undefined
  afterEach(() => lift())
  beforeAll(async () => {
    web = await createWhatsappWebEmulator({ chromium: chromium! })
    await pair(files, web)
  }, startMs)
  afterAll(() => web.close())

  /** Listens until it breaks off. */
  async function brokenOff(times: Partial<Times>, act: () => void): Promise<unknown> {
    const { adapter, client } = await connected(files, web, times)
    const listen = async () => {
      for await (const _ of adapter.listen!(client, new AbortController().signal));
      return undefined
    }
    const ended = listen().catch((error: unknown) => error)
    const began = performance.now()
    while (client.live === undefined && client.owner !== undefined && performance.now() - began < startMs)
      await pause(20)
    act()
    const error = await ended
    await adapter.disconnect!(client)
    return error
  }

  const short = { canaryMs: 100, canaryAnswerMs: 300 }

  test.each([
    ['hangs', short, () => web.freeze(), 'heard nothing'],
    ['looks connected and hears nothing', short, () => (lift = web.fault({ kind: 'silent' })), 'heard nothing'],
  ] as const)(
    'and %s is given up, with all its processes',
    async (_, times, act, reason) => {
      const error = await brokenOff(times, act)
      expect(error).toBeInstanceOf(Busy)
      expect(String(error)).toContain(reason)
      await until(() => web.pages() === 0, 'The end of the browser')
    },
    startMs,
  )

  test(
    'and never becomes ready is given up',
    async () => {
      lift = web.fault({ kind: 'neverReady' })
      const error = await brokenOff({ launchMs: 1000, pageMs: 1000, readyMs: 2000 }, () => undefined)
      expect(String(error)).toContain('did not come up')
      await until(() => web.pages() === 0, 'The end of the browser')
    },
    startMs,
  )
})

journeys('without the internet', () => {
  let folder: string
  let offline: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colloquy-test-offline-'))
    offline = join(folder, 'chromium')
    const starts = `echo start >> '${folder}/starts'`
    const flags = "--host-resolver-rules='MAP * ~NOTFOUND'"
    await writeFile(offline, `#!/bin/sh\n${starts}\nexec '${chromium!}' "$@" ${flags}\n`, { mode: 0o700 })
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test(
    'the channel says what is the matter, the browser is begun again with waits, and nothing is left of it',
    async () => {
      const app = await openApp()
      const bot = await addBot(app, 'acme', 'whatsapp-web', { chromium: offline })
      await until(async () => (await seen(app, bot)).status === 'unauthorized', 'The channel without a phone')
      const pairing = JSON.stringify({ account: person, pairedAt: Date.now() })
      await filesOf(app, bot).write('session.json', Buffer.from(pairing))
      await app.api('PUT', `/channels/${bot.channel.id}`, { settings: { chromium: offline } })
      const isShown = async () => /could not be reached \(ERR_\w+\)/.test((await seen(app, bot)).statusReason ?? '')
      await until(isShown, 'The reason', startMs)
      expect(await seen(app, bot)).toMatchObject({ status: 'active' })
      await pause(3000)
      expect(await isShown()).toBe(true)
      // Once: the next time is a quarter of a minute away, and later ones further.
      const { stdout } = spawnSync('wc', ['-l', join(folder, 'starts')], { encoding: 'utf8' })
      expect(stdout.trim()).toMatch(/^1 /)
      await app.close()
      const { stdout: left } = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
      expect(left.split('\n').filter((line) => line.includes(folder))).toEqual([])
    },
    2 * startMs,
  )
})
