import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { idMint, type TenantCode, type TenantKey } from '../../contracts/id.ts'
import { testStore } from '../../testing/store.ts'
import { openDatabases, type EmbeddedDatabases } from '../databases.ts'
import type { SqliteDatabase } from '../sqlite.ts'
import { openStore } from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'store-'))
let databases: EmbeddedDatabases
let tenants = 0
let ids = 0

const newTenant = () => `tenant-${tenants++}` as TenantCode // a test's own brand
const file = (code: TenantCode, suffix = '') => join(folder, 'tenants', `${code}.db${suffix}`)
const mint = idMint('abcde' as TenantKey, (length) => (ids++).toString(36).padStart(length, '0')) // as above

beforeAll(async () => {
  databases = await openDatabases(folder)
})

afterAll(() => {
  databases.close()
  rmSync(folder, { recursive: true })
})

testStore('on SQLite', {
  async open({ clock, backlogEvents }) {
    const opened: SqliteDatabase[] = []
    const openTenant = async (code: TenantCode) => {
      const database = await databases.open(code)
      opened.push(database)
      return openStore(database, mint, clock, backlogEvents)
    }
    let code = newTenant()
    await databases.provision(code)
    return {
      store: await openTenant(code),
      async crash() {
        // A kill leaves the files as they are at that moment: so does a copy of them.
        const before = code
        code = newTenant()
        for (const suffix of ['', '-wal'])
          if (existsSync(file(before, suffix))) copyFileSync(file(before, suffix), file(code, suffix))
        return openTenant(code)
      },
      close() {
        for (const database of opened) database.close()
        return Promise.resolve()
      },
    }
  },
})

test('what is committed and not on the disk yet is given to nobody', async () => {
  const code = newTenant()
  await databases.provision(code)
  const database = await databases.open(code)
  const { inbox, outbox, conversations } = openStore(database, mint)
  const channel = mint('ch')
  const conversation = await conversations.begin(channel, { chat: '1' })
  const event = { kind: 'command', keys: ['1'], address: { chat: '1' }, at: 1, id: '1', name: 'hi', text: '' } as const
  const kept = inbox.accept(channel, [event])
  const added = outbox.add({ conversation, parts: [{ type: 'text', text: 'hi' }], author: 'bot' })
  await new Promise((resolve) => setImmediate(resolve))
  expect(database.unsynced).toBe(true)
  expect([await inbox.pending(conversation, 1), await outbox.pending(conversation, 1)]).toEqual([undefined, []])
  await Promise.all([kept, added])
  expect([
    (await inbox.pending(conversation, 1))?.events.length,
    (await outbox.pending(conversation, 1)).length,
  ]).toEqual([1, 1])
  database.close()
})
