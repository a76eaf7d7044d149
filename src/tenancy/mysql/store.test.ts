import { afterAll, beforeAll } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMysql, type OwnMysql } from '../../../test/parts/mysql.ts'
import { idMint, type TenantCode, type TenantKey } from '../../contracts/id.ts'
import { testStore } from '../../testing/store.ts'
import type { Database } from '../database.ts'
import type { Databases } from '../databases.ts'
import { openStore } from '../store/index.ts'
import { openMysqlDatabases } from './databases.ts'

const folder = mkdtempSync(join(tmpdir(), 'store-'))
let server: OwnMysql
let databases: Databases
let ids = 0

const code = 'acme' as TenantCode // a test's own brand
const mint = idMint('abcde' as TenantKey, (length) => (ids++).toString(36).padStart(length, '0')) // as above

beforeAll(async () => {
  server = await startMysql()
  databases = await openMysqlDatabases({
    url: server.url('colloquy'),
    dataDir: folder,
    masterKey: () => Buffer.alloc(32, 1),
  })
  await databases.provision(code)
}, 60_000)

afterAll(async () => {
  await databases.close()
  await server.close()
  rmSync(folder, { recursive: true })
})

/** To make a tenant's tables takes longer than most tests. */
async function emptied(): Promise<void> {
  const database = await databases.open(code)
  const tables = database
    .prepare<[], { name: string }>(
      "select table_name as name from information_schema.tables where table_schema = database() and table_name not like 'knex%'",
    )
    .all()
    .filter(({ name }) => name !== 'write_lock' && name !== 'search_progress')
  await database.write(() => {
    for (const { name } of tables) database.once(`delete from ${name}`).run()
  })
  database.close()
}

testStore('on MySQL', {
  async open({ clock, backlogEvents }) {
    await emptied()
    const opened: Database[] = []
    const openTenant = async () => {
      const database = await databases.open(code)
      opened.push(database)
      return openStore(database, mint, clock, backlogEvents)
    }
    return {
      store: await openTenant(),
      // What was committed is on the server; what this process knew is forgotten.
      crash: openTenant,
      close() {
        for (const database of opened) database.close()
        return Promise.resolve()
      },
    }
  },
})
