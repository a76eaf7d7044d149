import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { chatbotDefaults } from '../config/defaults.ts'
import type { Change } from '../contracts/change.ts'
import { Conflict, NotFound } from '../contracts/errors.ts'
import { idMint } from '../contracts/id.ts'
import type { ChatbotId, TenantCode, TenantKey } from '../contracts/id.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { noLimits } from '../contracts/limits.ts'
import { openConfiguration } from './configuration.ts'
import type { WatchedConfiguration } from './configuration.ts'
import { openDatabases } from '../../test/parts/engine.ts'
import type { Databases } from './databases.ts'
import { newWrappedKey, openKeys } from './keys.ts'
import { randomId } from './random.ts'
import type { Database } from './database.ts'

const tenant = 'k3x9q' as TenantKey
const masterKey = randomBytes(32)
const keys = openKeys(masterKey, tenant, newWrappedKey(masterKey, tenant))
const by: Change = { by: { kind: 'user', id: 'us_1', name: 'Grace' }, note: 'why' }

let folder: string
let databases: Databases
let database: Database
let now = Date.UTC(2026, 0, 1)
let configuration: WatchedConfiguration
let bot: ChatbotId

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-versions-'))
  databases = await openDatabases(folder)
  await databases.provision('acme' as TenantCode)
  database = await databases.open('acme' as TenantCode)
  configuration = open()
})
afterAll(async () => {
  database.close()
  await databases.close()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  bot = (await configuration.createChatbot({ name: 'Anna' }, by)).id
})

function open(): WatchedConfiguration {
  const mint = idMint(tenant, randomId, () => now)
  return openConfiguration({ database, tenant, keys, adapters: new Map(), mint, limits: noLimits, clock: () => now++ })
}

const intent = (name: string, text: string) => ({ name, utterances: { en: [text] }, answer: { say: { en: [text] } } })

/** All that a version brings back: everything but when it was made and which text of an intent it is. */
function contentOf({ updatedAt: _, draft: __, intents = [], ...rest }: Chatbot) {
  return { ...rest, plugins: { ...rest.plugins }, intents: intents.map(({ version: ___, ...one }) => one) }
}
const live = () => contentOf(configuration.chatbot(bot)!)
const edited = () => contentOf(configuration.edited(bot)!)
const state = () => configuration.versions.state(bot)
const numbers = () => configuration.versions.list(bot, 200).items.map(({ version }) => version)

/** What somebody may do to a chatbot. What cannot be (an intent's name that is taken) changes nothing. */
type Step = readonly [kind: string, which: number, text: string]

async function take([kind, which, text]: Step): Promise<void> {
  const intents = configuration.intents.list(bot)
  const one = intents[which % Math.max(1, intents.length)]
  const name = `intent-${which % 4}`
  switch (kind) {
    case 'settings':
      await configuration.updateChatbot(
        bot,
        { name: text, personality: { tone: text }, avatarId: which ? null : 'default' },
        by,
      )
      return
    case 'plugin':
      await configuration.setPlugin(
        bot,
        'orders',
        { enabled: which > 2, settings: { shop: text, key: text } },
        ['key'],
        by,
      )
      return
    case 'teach':
      await configuration.intents.create(bot, intent(name, text), by).catch(ignoreConflict)
      return
    case 'reword':
      if (one !== undefined)
        await configuration.intents.update(bot, one.id, intent(name, text), by).catch(ignoreConflict)
      return
    case 'forget':
      if (one !== undefined) await configuration.intents.remove(bot, one.id, by)
      return
    case 'draft':
      await configuration.versions.setAutoPublish(bot, which > 2).catch(ignoreConflict)
      return
    case 'publish':
      await configuration.versions.publish(bot, by)
      return
    case 'discard':
      await configuration.versions.discard(bot)
      return
    case 'restore':
      await configuration.versions.restore(bot, 1 + (which % state().version), by)
  }
}

function ignoreConflict(error: unknown): void {
  if (!(error instanceof Conflict)) throw error
}

const kinds = ['settings', 'plugin', 'teach', 'teach', 'reword', 'forget', 'draft', 'publish', 'discard', 'restore']
const steps = fc.array(fc.tuple(fc.constantFrom(...kinds), fc.nat(5), fc.constantFrom('a', 'b', 'c', 'd')), {
  minLength: 4,
  maxLength: 16,
})

describe('a version', () => {
  test('brings back exactly what was in force, whatever happened before and after', async () => {
    const property = fc.asyncProperty(steps, fc.nat(), async (all, chosen) => {
      bot = (await configuration.createChatbot({ name: 'Anna' }, by)).id
      const was = new Map([[1, live()]])
      for (const step of all) {
        const before = { version: state().version, live: live() }
        await take(step)
        // What is in force changes with a version, and with nothing else.
        if (state().version === before.version) expect(live()).toEqual(before.live)
        else was.set(state().version, live())
        if (!state().hasDraft) expect(edited()).toEqual(live())
      }
      for (const [version, content] of was) {
        expect(contentOf(configuration.versions.read(bot, version).chatbot)).toEqual(content)
      }
      expect([open().chatbot(bot), open().edited(bot)].map((one) => contentOf(one!))).toEqual([live(), edited()])
      const draft = state().hasDraft ? edited() : undefined
      const version = 1 + (chosen % was.size)
      await configuration.versions.restore(bot, version, by)
      expect(live()).toEqual(was.get(version))
      expect(contentOf(open().chatbot(bot)!)).toEqual(was.get(version))
      expect(edited()).toEqual(draft ?? live())
      expect(numbers()).toEqual(Array.from({ length: state().version }, (_, index) => state().version - index))
    })
    await fc.assert(property, { numRuns: 25 })
  })

  test('tells who made it, when and why, and what it brought back', async () => {
    await configuration.updateChatbot(bot, { name: 'Berta' }, by)
    await configuration.updateChatbot(bot, { name: 'Berta' }, by)
    await configuration.versions.restore(bot, 1, { by: by.by })
    const { items } = configuration.versions.list(bot, 10)
    expect(items).toMatchObject([
      { version: 3, restored: 1, by: { name: 'Grace' } },
      { version: 2, note: 'why', madeAt: expect.stringMatching(/^2026-/) },
      { version: 1 },
    ])
    const first = configuration.versions.list(bot, 2)
    expect(configuration.versions.list(bot, 2, first.nextCursor ?? '')).toMatchObject({
      items: [{ version: 1 }],
      nextCursor: null,
    })
    expect(() => configuration.versions.read(bot, 9)).toThrow(NotFound)
    await expect(configuration.versions.restore(bot, 9, by)).rejects.toBeInstanceOf(NotFound)
  })

  test('has no secret in the clear, and a secret that is the same is no change', async () => {
    const set = () =>
      configuration.setPlugin(bot, 'orders', { enabled: true, settings: { key: 'hush-hush' } }, ['key'], by)
    await set()
    await set()
    expect(state().version).toBe(2)
    expect(JSON.stringify(database.once('select * from chatbot_versions').all())).not.toContain('hush-hush')
  })

  test('is forgotten after so many, with the texts that only it had', async () => {
    const { id } = await configuration.intents.create(bot, intent('hours', 'first'), by)
    const made = (at: number) => configuration.intents.update(bot, id, intent('hours', `text ${at}`), by)
    for (let at = 0; at < chatbotDefaults.versions + 3; at++) await made(at)
    expect([numbers().length, numbers().at(-1)]).toEqual([chatbotDefaults.versions, 6])
    expect(configuration.intents.versions(bot, id)).toHaveLength(chatbotDefaults.versions)
    await configuration.intents.remove(bot, id, by)
    await configuration.versions.restore(bot, 7, by)
    expect(configuration.chatbot(bot)?.intents).toMatchObject([{ id, answer: { say: { en: ['text 4'] } } }])
  })
})

describe('a draft', () => {
  test('is no business of the road’s until it is published, and one version then', async () => {
    await configuration.versions.setAutoPublish(bot, false)
    await configuration.updateChatbot(bot, { name: 'Berta' }, by)
    await configuration.intents.create(bot, intent('hours', 'at nine'), by)
    expect([configuration.chatbot(bot)?.name, configuration.chatbot(bot)?.intents]).toEqual(['Anna', undefined])
    expect(configuration.edited(bot)).toMatchObject({ name: 'Berta', draft: true, intents: [{ name: 'hours' }] })
    expect(state()).toEqual({ version: 1, autoPublish: false, hasDraft: true })
    await expect(configuration.versions.setAutoPublish(bot, true)).rejects.toBeInstanceOf(Conflict)
    expect(await configuration.versions.publish(bot, by)).toMatchObject({ version: 2, note: 'why' })
    expect(configuration.chatbot(bot)).toMatchObject({ name: 'Berta', intents: [{ name: 'hours' }] })
    expect(await configuration.versions.publish(bot, by)).toMatchObject({ version: 2 })
  })

  test('outlives a way back', async () => {
    await configuration.updateChatbot(bot, { name: 'Berta' }, by)
    await configuration.versions.setAutoPublish(bot, false)
    await configuration.updateChatbot(bot, { name: 'Clara' }, by)
    await configuration.versions.restore(bot, 1, by)
    expect([configuration.chatbot(bot)?.name, configuration.edited(bot)?.name]).toEqual(['Anna', 'Clara'])
    await configuration.versions.discard(bot)
    expect(configuration.edited(bot)?.name).toBe('Anna')
  })
})
