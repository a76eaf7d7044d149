import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import type { TenantCode } from '../../src/contracts/id.ts'
import { Refused } from '../../src/contracts/errors.ts'
import { openMysqlDatabases, type MysqlDatabases } from '../../src/tenancy/mysql/databases.ts'
import { inspectServer } from '../../src/tenancy/mysql/inspect.ts'
import { openLink } from '../../src/tenancy/mysql/link.ts'
import { accountOf, openServer } from '../../src/tenancy/mysql/server.ts'
import { startMysql, type OwnMysql } from '../parts/mysql.ts'

const folder = mkdtempSync(join(tmpdir(), 'mysql-rights-'))
const code = 'acme' as TenantCode // a test's own
const { services } = parse(readFileSync(new URL('../../compose.yaml', import.meta.url), 'utf8')) as {
  readonly services: { readonly mysql: { readonly command: readonly string[] } }
} // its form
let server: OwnMysql

beforeAll(async () => {
  server = await startMysql({ settings: ['--log-bin', ...services.mysql.command] })
  await asRoot(
    "create user 'colloquy'@'%'",
    ...readFileSync(new URL('../../deploy/mysql-rights.sql', import.meta.url), 'utf8')
      .replaceAll(/^--.*$/gm, '')
      .split(';')
      .filter((statement) => statement.trim() !== ''),
  )
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

async function asRoot(...statements: readonly string[]): Promise<void> {
  const link = openLink()
  const root = await openServer(link, accountOf(server.url('mysql')))
  for (const statement of statements) await root.execute(statement)
  await link.close()
}

const url = () => server.url('colloquy').replace('root', 'colloquy')

const open = (): Promise<MysqlDatabases> =>
  openMysqlDatabases({
    url: url(),
    dataDir: folder,
    masterKey: () => Buffer.alloc(32, 1),
  })

test('the rights in deploy/ are enough for tenants to come and go', async () => {
  expect(await inspectServer(url())).toMatchObject({ mayProvision: true, mayTrigger: true })
  const databases = await open()
  await databases.provision(code)
  const tenant = await databases.open(code)
  expect(tenant.prepare('select count(*) as events from inbox').get()).toEqual({ events: 0 })
  tenant.close()
  await databases.remove(code)
  await databases.close()
})

test('while a newer version has migrated already, one of the version before starts, and opens what there is', async () => {
  const before = await open()
  await before.provision(code)
  await before.close()
  for (const database of ['colloquy', 'tenant_acme'])
    await asRoot(`insert into \`${database}\`.knex_migrations (name, batch) values ('999-newer', 9)`)
  const databases = await open()
  const tenant = await databases.open(code)
  expect(tenant.prepare('select count(*) as events from inbox').get()).toEqual({ events: 0 })
  tenant.close()
  await databases.close()
})

test('on a server that lets administrators alone make triggers a tenant waits until it is told otherwise', async () => {
  const databases = await open()
  const late = 'late' as TenantCode // as above
  await asRoot('set global log_bin_trust_function_creators = 0')
  expect(await inspectServer(url())).toMatchObject({ mayProvision: true, mayTrigger: false })
  await expect(databases.provision(late)).rejects.toBeInstanceOf(Refused)
  await asRoot('set global log_bin_trust_function_creators = 1')
  await databases.provision(late)
  const tenant = await databases.open(late)
  expect(tenant.prepare('select count(*) as events from inbox').get()).toEqual({ events: 0 })
  tenant.close()
  await databases.close()
})
