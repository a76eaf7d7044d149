import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import BetterSqlite3 from 'better-sqlite3'
import type { TenantCode } from '../contracts/id.ts'
import { openDatabases } from './databases.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'colloquy-databases-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

/** As a process leaves a file that is killed while it migrates. */
function interrupt(file: string): void {
  const database = new BetterSqlite3(file)
  database.exec(`
    drop table if exists knex_migrations_lock;
    create table knex_migrations_lock (\`index\` integer primary key autoincrement, is_locked integer);
    insert into knex_migrations_lock (is_locked) values (1);
    pragma user_version = 0`)
  database.close()
}

describe('a migration that a kill interrupted', () => {
  test('is done at the next start', async () => {
    interrupt(join(dataDir, 'platform.db'))
    const databases = await openDatabases(dataDir)
    expect(databases.platform.prepare('select count(*) as tenants from tenants').get()).toEqual({ tenants: 0 })
    databases.close()
  })

  test('of a tenant is done when it is opened', async () => {
    const code = 'acme' as TenantCode
    const databases = await openDatabases(dataDir)
    await databases.provision(code)
    interrupt(join(dataDir, 'tenants', 'acme.db'))
    const tenant = await databases.open(code)
    expect(tenant.prepare('select count(*) as events from inbox').get()).toEqual({ events: 0 })
    tenant.close()
    databases.close()
  })
})

test('what a newer version migrated is opened by the version before, as it is', async () => {
  const code = 'acme' as TenantCode
  const before = await openDatabases(dataDir)
  await before.provision(code)
  before.close()
  for (const file of ['platform.db', 'tenants/acme.db']) {
    const database = new BetterSqlite3(join(dataDir, file))
    database.exec(`insert into knex_migrations (name, batch) values ('999-newer', 9); pragma user_version = 999`)
    database.close()
  }
  const databases = await openDatabases(dataDir)
  const tenant = await databases.open(code)
  expect(tenant.prepare('select count(*) as events from inbox').get()).toEqual({ events: 0 })
  tenant.close()
  databases.close()
  const file = new BetterSqlite3(join(dataDir, 'platform.db'))
  expect(file.pragma('user_version', { simple: true })).toBe(999)
  file.close()
})
