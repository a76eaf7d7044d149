import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabases } from '../../../test/parts/engine.ts'
import { Invalid } from '../../contracts/errors.ts'
import { idMint, type TenantCode, type TenantKey } from '../../contracts/id.ts'
import type { TenantStore } from '../../contracts/ports.ts'
import { channel, history, pendingOf, says, start, textParts, turnOf } from '../../testing/store/fixtures.ts'
import type { Database } from '../database.ts'
import type { Databases } from '../databases.ts'
import { openStore } from './index.ts'

const code = 'acme' as TenantCode // a test's own brand
let ids = 0
const mint = idMint('abcde' as TenantKey, (length) => (ids++).toString(36).padStart(length, '0')) // as above
let folder: string
let databases: Databases
let database: Database
let store: TenantStore
let events = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-names-'))
  databases = await openDatabases(folder)
  await databases.provision(code)
  database = await databases.open(code)
  store = openStore(database, mint, () => start)
})
afterAll(async () => {
  await store.close()
  database.close()
  await databases.close()
  await rm(folder, { recursive: true })
})

const hostile = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
  fc.constantFrom('a', 'A', 'á', 'a ', ' a', 'ß', 'ss', '\0', 'a\0', '👩🏽‍🚀', '𝒳', '\\', "'", '%', '_', '\u{10ffff}'),
  fc.constantFrom(189, 190, 191, 400, 401, 10_000).map((length) => 'x'.repeat(length)),
  fc.constantFrom(95, 96, 190).map((length) => '𝒳'.repeat(length)),
)

const subject = {
  get store() {
    return store
  },
  now: start,
  crash: () => Promise.resolve(),
}

describe('whatever a platform says', () => {
  test('is kept as it came and answered, or kept as what nobody understands', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, hostile, async (chat, user, said, name) => {
        const event = says(`${++events}`, chat.toWellFormed(), {
          from: { id: user.toWellFormed(), name: name.toWellFormed(), username: name.toWellFormed() },
          keys: [`${events} ${said}`],
          parts: textParts(said.toWellFormed()),
        })
        const [accepted] = await store.inbox.accept(channel, [event])
        if (accepted?.conversation === undefined) {
          expect(Math.max(chat.length, user.length)).toBeGreaterThan(190)
          return
        }
        const id = accepted.conversation
        expect((await pendingOf(store, id)).events.map((one) => one.event)).toEqual([event])
        const turn = await turnOf(subject, id, { say: [said.toWellFormed()] })
        const sender = await store.contacts.resolve(channel, turn.from!)
        await store.turns.commit({ ...turn, contact: { ...turn.contact, ...sender } })
        const messages = (await history(store, id)).slice(-2)
        expect(messages.map(({ parts }) => parts)).toEqual([event.parts, event.parts])
        const contact = await store.contacts.resolve(channel, event.from ?? { id: '' })
        // Known, by just this name.
        expect([contact.isNew, contact.outdated]).toEqual([false, undefined])
      }),
      { numRuns: 60 },
    )
  })

  test('is told apart byte by byte', async () => {
    const chats = ['b', 'B', 'b ', 'b\0', 'ḃ', 'ｂ', ' b']
    const found = new Set<string>()
    for (const chat of chats) {
      const [accepted] = await store.inbox.accept(channel, [says(`apart ${chat}`, chat)])
      found.add(accepted?.conversation ?? '')
    }
    expect(found.size).toBe(chats.length)
  })
})

test('an address that somebody made up is refused', async () => {
  await expect(store.conversations.begin(channel, { chat: 'x'.repeat(191) })).rejects.toBeInstanceOf(Invalid)
  await expect(store.conversations.begin(channel, { chat: 'x', thread: '"'.repeat(200) })).rejects.toBeInstanceOf(
    Invalid,
  )
})
