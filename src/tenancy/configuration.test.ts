import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Conflict, Invalid, NotFound } from '../contracts/errors.ts'
import { idMint, tenantKeyOf, tenantKeyOfEmbed } from '../contracts/id.ts'
import type { ChannelId, ChatbotId, TenantCode, TenantKey } from '../contracts/id.ts'
import type { AdapterList } from '../contracts/ports.ts'
import { choice, list, number, optional, secret, text, url } from '../contracts/shape.ts'
import type { Shape } from '../contracts/shape.ts'
import { noLimits } from '../contracts/limits.ts'
import { openConfiguration } from './configuration.ts'
import type { WatchedConfiguration } from './configuration.ts'
import { openDatabases } from '../../test/parts/engine.ts'
import { testOfSqlite } from '../../test/parts/of-sqlite.ts'
import type { Databases } from './databases.ts'
import { newWrappedKey, openKeys } from './keys.ts'
import { Unsealable } from './secrets.ts'
import { randomId } from './random.ts'
import type { Database } from './database.ts'

const tenant = 'k3x9q' as TenantKey
const masterKey = randomBytes(32)
const keys = openKeys(masterKey, tenant, newWrappedKey(masterKey, tenant))
const code = 'acme' as TenantCode
const hour = 3_600_000

const shapes: Record<string, Shape> = {
  telegram: { token: secret(), apiRoot: optional(url()) },
  web: {
    allowedOrigins: list(text()),
    mode: optional(choice('open', 'closed')),
    seconds: { ...number({ minimum: 1 }), default: 30 },
  },
}
/** Of an adapter, its name and its settings are all that is looked at here. */
const adapters = new Map(
  Object.entries(shapes).map(([platform, settings]) => [platform, { platform, settings }]),
) as unknown as AdapterList

let folder: string
let databases: Databases
let database: Database
let now: number
let configuration: WatchedConfiguration
let bot: ChatbotId

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-configuration-'))
  databases = await openDatabases(folder)
  await databases.provision(code)
  database = await databases.open(code)
  now = Date.UTC(2026, 0, 1)
  configuration = open()
  bot = (await configuration.createChatbot({ name: 'Anna' })).id
})
afterEach(async () => {
  database.close()
  await databases.close()
  await rm(folder, { recursive: true })
})

function open(over = database, openedKeys = keys): WatchedConfiguration {
  return openConfiguration({
    database: over,
    tenant,
    keys: openedKeys,
    adapters,
    mint: idMint(tenant, randomId),
    limits: noLimits,
    clock: () => now,
  })
}

const telegram = (settings: Record<string, unknown> = { token: 'hush' }) =>
  configuration.createChannel({ platform: 'telegram', chatbotId: bot, name: 'Shop', settings })

const everythingStored = () =>
  JSON.stringify([database.once('select * from channels').all(), database.once('select * from chatbots').all()])

describe('a chatbot', () => {
  test('has an embed id that leads to its tenant', () => {
    const { embedId, id } = configuration.chatbot(bot)!
    expect(embedId).toMatch(/^cb_[a-z0-9]{12}$/)
    expect(tenantKeyOfEmbed(embedId)).toBe(tenant)
    expect(tenantKeyOf(id)).toBe(tenant)
    expect(configuration.chatbotByEmbed(embedId)?.id).toBe(bot)
    expect(configuration.chatbotByEmbed(`${embedId}x`)).toBeUndefined()
  })

  test('is the same after a restart', async () => {
    await configuration.updateChatbot(bot, {
      name: 'Berta',
      languages: ['DE', 'en-us', 'de'],
      personality: { tone: 'dry', ai: { tools: false } },
      placement: { delaySeconds: 5 },
    })
    expect(configuration.chatbot(bot)).toMatchObject({
      name: 'Berta',
      languages: ['de', 'en-US'],
      personality: { tone: 'dry' },
    })
    expect(open().chatbots()).toEqual(configuration.chatbots())
  })

  test.each([
    [{ name: '' }, 'name'],
    [{ languages: [] }, 'languages'],
    [{ languages: ['english please'] }, 'languages'],
    [{ languages: Array.from({ length: 31 }, () => 'en') }, 'languages'],
    [{ personality: JSON.parse('{"__proto__":{"admin":true}}') as Record<string, unknown> }, 'personality'],
    [{ personality: { ai: { constructor: { prototype: 1 } } } }, 'personality.ai'],
    [{ personality: { tone: 'x'.repeat(100_001) } }, 'personality'],
  ])('is not changed to %j', async (change, field) => {
    const before = configuration.chatbot(bot)
    await expect((async () => configuration.updateChatbot(bot, change))()).rejects.toMatchObject({
      code: 'E_INVALID',
      field,
    })
    expect(configuration.chatbot(bot)).toEqual(before)
  })

  test('cannot be removed while a channel uses it', async () => {
    const { channel } = await telegram()
    await expect(configuration.removeChatbot(bot)).rejects.toBeInstanceOf(Conflict)
    await configuration.removeChannel(channel.id)
    await configuration.removeChatbot(bot)
    expect(configuration.chatbots()).toEqual([])
    expect(open().chatbots()).toEqual([])
    await expect(configuration.removeChatbot(bot)).rejects.toBeInstanceOf(NotFound)
  })

  test('keeps plugins’ secrets sealed', async () => {
    await configuration.setPlugin(bot, 'orders', { enabled: true, settings: { shop: 'https://shop', key: 'hush' } }, [
      'key',
    ])
    expect(configuration.chatbot(bot)?.plugins.orders).toEqual({
      enabled: true,
      secrets: ['key'],
      settings: { shop: 'https://shop', key: 'hush' },
    })
    expect(everythingStored()).not.toContain('hush')
    expect(open().chatbot(bot)?.plugins.orders).toEqual(configuration.chatbot(bot)?.plugins.orders)
  })

  test.each(['__proto__', 'constructor', 'Orders', '../orders', ''])('has no plugin named %j', async (name) => {
    expect(configuration.chatbot(bot)?.plugins[name]).toBeUndefined()
    await expect(
      (async () => configuration.setPlugin(bot, name, { enabled: true, settings: {} }, []))(),
    ).rejects.toBeInstanceOf(Invalid)
  })

  test('keeps two changes made at once', async () => {
    await Promise.all([
      configuration.updateChatbot(bot, { name: 'Clara' }),
      configuration.updateChatbot(bot, { placement: { delaySeconds: 5 } }),
      configuration.setPlugin(bot, 'orders', { enabled: false, settings: {} }, []),
    ])
    expect(configuration.chatbot(bot)).toMatchObject({
      name: 'Clara',
      placement: { delaySeconds: 5 },
      plugins: { orders: { enabled: false } },
    })
  })
})

describe('a channel', () => {
  test('is found by its id and its token, on its platform alone', async () => {
    const { channel, token } = await telegram()
    expect(token).toMatch(/^[\w-]{32,}$/)
    expect(channel).toMatchObject({ platform: 'telegram', chatbotId: bot, name: 'Shop', status: 'active' })
    expect(configuration.channelByToken('telegram', token)?.id).toBe(channel.id)
    expect(configuration.channelByToken('web', token)).toBeUndefined()
    for (const wrong of ['', token.slice(1), `${token}x`, token.toLowerCase(), 'x'.repeat(10_000)])
      expect(configuration.channelByToken('telegram', wrong)).toBeUndefined()
    expect(await configuration.tokenOf(channel.id)).toBe(token)
  })

  test('shows no secret to anyone outside the scope', async () => {
    const { channel, token } = await telegram({ token: 'hush', apiRoot: 'https://bots.example.com' })
    expect(channel.settings).toEqual({ apiRoot: 'https://bots.example.com' })
    const inside = configuration.channel(channel.id)!
    expect(inside.settings).toEqual({ token: 'hush', apiRoot: 'https://bots.example.com' })
    await configuration.setWebhookSecret(channel.id, 'between us')
    expect(configuration.channel(channel.id)?.webhookSecret).toBe('between us')
    for (const shown of [JSON.stringify(channel), JSON.stringify(configuration.view(channel.id)), everythingStored()]) {
      expect(shown).not.toContain('hush')
      expect(shown).not.toContain('between us')
    }
    expect(everythingStored()).not.toContain(token)
  })

  test('is the same after a restart', async () => {
    const { channel, token } = await telegram()
    const again = open()
    expect(again.channel(channel.id)).toEqual(configuration.channel(channel.id))
    expect(again.channelByToken('telegram', token)?.id).toBe(channel.id)
    expect(again.view(channel.id)).toEqual(channel)
  })

  test('has the defaults of its platform where nothing is set, and they are not stored', async () => {
    const { channel } = await configuration.createChannel({
      platform: 'web',
      chatbotId: bot,
      name: 'Site',
      settings: { allowedOrigins: [] },
    })
    expect(configuration.channel(channel.id)?.settings).toEqual({ allowedOrigins: [], seconds: 30 })
    expect(everythingStored()).not.toContain('seconds')
  })

  test.each([
    ['telegram', {}, 'settings.token', 'settings.token is required.'],
    ['telegram', { token: '' }, 'settings.token', expect.stringContaining('settings.token must')],
    ['telegram', { token: 7 }, 'settings.token', 'settings.token must be string.'],
    [
      'telegram',
      { token: 'hush', apiRoot: 'nowhere' },
      'settings.apiRoot',
      expect.stringContaining('settings.apiRoot must match'),
    ],
    ['telegram', { token: 'hush', extra: 1 }, 'settings.extra', 'settings.extra is not a setting here.'],
    ['telegram', JSON.parse('{"token":"hush","__proto__":{"a":1}}'), 'settings', expect.stringContaining('__proto__')],
    ['telegram', { token: 'hush', constructor: 1 }, 'settings', expect.stringContaining('constructor')],
    ['web', { allowedOrigins: [1] }, 'settings.allowedOrigins.0', 'settings.allowedOrigins.0 must be string.'],
    ['web', { allowedOrigins: [], mode: 'ajar' }, 'settings.mode', 'settings.mode must be one of open, closed.'],
    ['web', { allowedOrigins: [], seconds: 0 }, 'settings.seconds', 'settings.seconds must be >= 1.'],
    ['fax', {}, 'platform', 'platform must be one of telegram, web.'],
    ['__proto__', {}, 'platform', expect.anything()],
  ])('on %s does not take the settings %j', async (platform, settings, field, message) => {
    const attempt = configuration.createChannel({ platform, chatbotId: bot, name: 'X', settings })
    await expect(attempt).rejects.toMatchObject({ code: 'E_INVALID', field, message })
    expect(configuration.channels()).toEqual([])
  })

  test('takes no settings whatever that would change what objects inherit', async () => {
    const hostile = fc.object({
      key: fc.constantFrom('token', '__proto__', 'constructor', 'prototype', 'polluted', 'toString'),
      maxDepth: 3,
    })
    await fc.assert(
      fc.asyncProperty(hostile, async (settings) => {
        await telegram(settings).catch((error: unknown) => expect(error).toBeInstanceOf(Invalid))
        expect(({} as Record<string, unknown>).polluted).toBeUndefined()
        expect(Object.keys(Object.prototype)).toEqual([])
      }),
    )
  })

  test('needs a chatbot that is there', async () => {
    const attempt = configuration.createChannel({
      platform: 'telegram',
      chatbotId: 'bot_other',
      name: 'X',
      settings: { token: 't' },
    })
    await expect(attempt).rejects.toMatchObject({ field: 'chatbotId' })
    const { channel } = await telegram()
    await expect(configuration.updateChannel(channel.id, { chatbotId: 'bot_other' })).rejects.toMatchObject({
      field: 'chatbotId',
    })
  })

  test('keeps the settings that a change does not name, above all secrets', async () => {
    const { channel } = await telegram({ token: 'hush', apiRoot: 'https://one.example.com' })
    const before = configuration.channel(channel.id)!
    await configuration.updateChannel(channel.id, { name: 'Store', settings: { apiRoot: 'https://two.example.com' } })
    expect(configuration.channel(channel.id)).toMatchObject({
      name: 'Store',
      settings: { token: 'hush', apiRoot: 'https://two.example.com' },
      webhookSecret: before.webhookSecret,
    })
    await configuration.updateChannel(channel.id, { settings: { token: 'new', apiRoot: null } })
    expect(configuration.channel(channel.id)?.settings).toEqual({ token: 'new' })
    await expect(configuration.updateChannel(channel.id, { settings: { token: null } })).rejects.toMatchObject({
      field: 'settings.token',
    })
    expect(open().channel(channel.id)).toEqual(configuration.channel(channel.id))
  })

  test('keeps two changes made at once', async () => {
    const { channel } = await telegram({ token: 'hush' })
    await Promise.all([
      configuration.updateChannel(channel.id, { settings: { apiRoot: 'https://one.example.com' } }),
      configuration.updateChannel(channel.id, { settings: { token: 'new' } }),
      configuration.updateChannel(channel.id, { name: 'Store' }),
    ])
    const expected = { name: 'Store', settings: { token: 'new', apiRoot: 'https://one.example.com' } }
    expect(configuration.channel(channel.id)).toMatchObject(expected)
    expect(open().channel(channel.id)).toMatchObject(expected)
  })

  test('that the platform refused is marked, and tried again once its settings change', async () => {
    const { channel } = await telegram()
    await configuration.markChannel(channel.id, 'unauthorized', 'The bot token was revoked.')
    expect(open().view(channel.id)).toMatchObject({
      status: 'unauthorized',
      statusReason: 'The bot token was revoked.',
    })
    await configuration.updateChannel(channel.id, { name: 'Store' })
    expect(configuration.channel(channel.id)?.status).toBe('unauthorized')
    const after = await configuration.updateChannel(channel.id, { settings: { token: 'new' } })
    expect(after).toMatchObject({ status: 'active' })
    expect(after.statusReason).toBeUndefined()
    expect(await configuration.updateChannel(channel.id, { status: 'disabled' })).toMatchObject({ status: 'disabled' })
  })

  test('is gone with its tokens once it is removed', async () => {
    const { channel, token } = await telegram()
    await configuration.removeChannel(channel.id)
    expect(configuration.channelByToken('telegram', token)).toBeUndefined()
    expect(configuration.view(channel.id)).toBeUndefined()
    expect(open().channels()).toEqual([])
    await expect(configuration.removeChannel(channel.id)).rejects.toBeInstanceOf(NotFound)
    await expect(configuration.tokenOf('ch_none' as ChannelId)).rejects.toBeInstanceOf(NotFound)
  })

  test('does not open with another tenant’s keys', async () => {
    await telegram()
    expect(() => open(database, openKeys(masterKey, tenant, newWrappedKey(masterKey, tenant)))).toThrow(Unsealable)
  })

  test('cannot be given another channel’s secrets in the database', async () => {
    const mine = await telegram({ token: 'mine' })
    const theirs = await telegram({ token: 'theirs' })
    const { secrets } = database
      .once<[string], { secrets: string }>('select secrets from channels where id = ?')
      .get(theirs.channel.id)!
    await database.write(() =>
      database.once('update channels set secrets = ? where id = ?').run(secrets, mine.channel.id),
    )
    expect(() => open()).toThrow(Unsealable)
  })
})

describe('a rotated token', () => {
  test('works beside the new one for a day', async () => {
    const { channel, token: first } = await telegram()
    const { token: second } = await configuration.rotateToken(channel.id)
    expect(second).not.toBe(first)
    expect(await configuration.tokenOf(channel.id)).toBe(second)
    for (const seen of [configuration, open()]) {
      expect(seen.channelByToken('telegram', first)?.id).toBe(channel.id)
      expect(seen.channelByToken('telegram', second)?.id).toBe(channel.id)
    }
    now += 24 * hour
    for (const seen of [configuration, open()]) {
      expect(seen.channelByToken('telegram', first)).toBeUndefined()
      expect(seen.channelByToken('telegram', second)?.id).toBe(channel.id)
    }
  })

  test('is not given more time by the next rotation', async () => {
    const { channel, token } = await telegram()
    await configuration.rotateToken(channel.id)
    now += 23 * hour
    await configuration.rotateToken(channel.id)
    now += hour
    expect(configuration.channelByToken('telegram', token)).toBeUndefined()
  })

  test('ends early when many follow', async () => {
    const { channel, token } = await telegram()
    for (let turn = 0; turn < 5; turn++) await configuration.rotateToken(channel.id)
    expect(configuration.channelByToken('telegram', token)).toBeUndefined()
    expect(configuration.channel(channel.id)?.tokenHashes).toHaveLength(5)
  })
})

describe('a change', () => {
  // A shared database keeps to its own time: mysql/shared.test.ts has that.
  testOfSqlite('by another process is seen within the promised time, and told', async () => {
    const other = await databases.open(code)
    let told = 0
    configuration.onChange(() => told++)
    const elsewhere = open(other)
    const { channel, token } = await elsewhere.createChannel({
      platform: 'telegram',
      chatbotId: bot,
      name: 'Theirs',
      settings: { token: 't' },
    })
    expect(configuration.channelByToken('telegram', token)).toBeUndefined()
    now += 2000
    expect(configuration.channelByToken('telegram', token)?.id).toBe(channel.id)
    expect(told).toBe(1)
    other.close()
  })

  test('by another process that says so is seen at once, and known to be its', async () => {
    const other = await databases.open(code)
    const told: string[] = []
    configuration.onChange((from) => told.push(from))
    const made = { platform: 'telegram', chatbotId: bot, name: 'Theirs', settings: { token: 't' } }
    const { channel } = await open(other).createChannel(made)
    configuration.refresh()
    expect(configuration.channel(channel.id)).toBeUndefined()
    configuration.refresh(true)
    expect(configuration.channel(channel.id)?.name).toBe('Theirs')
    await configuration.updateChannel(channel.id, { name: 'Ours' })
    expect(told).toEqual(['outside', 'here'])
    other.close()
  })

  test('from here is told once it is in force', async () => {
    const names: (string | undefined)[] = []
    configuration.onChange(() => names.push(configuration.channels()[0]?.name))
    const { channel } = await telegram()
    await configuration.updateChannel(channel.id, { name: 'Store' })
    await configuration.removeChannel(channel.id)
    expect(names).toEqual(['Shop', 'Store', undefined])
  })

  test('gives the channel as another object, and leaves its neighbours', async () => {
    const [one, two] = [await telegram(), await telegram()]
    const before = [configuration.channel(one.channel.id), configuration.channel(two.channel.id)]
    await configuration.updateChannel(one.channel.id, { name: 'Store' })
    expect(configuration.channel(one.channel.id)).not.toBe(before[0])
    expect(configuration.channel(two.channel.id)).toBe(before[1])
  })
})
