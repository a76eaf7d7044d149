import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMysql, type OwnMysql } from '../../../test/parts/mysql.ts'
import type { TenantCode } from '../../contracts/id.ts'
import type { MysqlDatabase } from './database.ts'
import { openMysqlDatabases, type MysqlDatabases } from './databases.ts'
import { openLink, type Link } from './link.ts'
import { accountOf, openServer } from './server.ts'

const folder = mkdtempSync(join(tmpdir(), 'isolation-'))
const [acme, beta] = ['acme-1', 'beta'] as [TenantCode, TenantCode] // a test's own brands
let server: OwnMysql
let databases: MysqlDatabases
let link: Link

beforeAll(async () => {
  server = await startMysql()
  const url = server.url('colloquy')
  databases = await openMysqlDatabases({ url, dataDir: folder, masterKey: () => Buffer.alloc(32, 1) })
  for (const code of [acme, beta]) await databases.provision(code)
  link = openLink()
  const owner = await openServer(link, accountOf(url))
  // Its name fits where the server takes that of the tenant for a pattern.
  await owner.execute('create database `tenantXacme-1`')
  await owner.execute('create table `tenantXacme-1`.secrets (id int)')
}, 60_000)

afterAll(async () => {
  await link.close()
  await databases.close()
  await server.close()
  rmSync(folder, { recursive: true })
})

describe('as a tenant, whatever statement its code could be brought to run', () => {
  let own: MysqlDatabase
  beforeAll(async () => {
    own = await databases.open(acme)
  })
  afterAll(() => own.close())

  test('its own rows are read and written', async () => {
    await own.write(() => own.once("update search_progress set up_to = 5 where `of` = 'messages'").run())
    expect(own.once('select up_to from search_progress').all()).toEqual([{ up_to: 5 }])
  })

  test.each([
    ['another tenant’s rows', 'select * from tenant_beta.conversations'],
    ['another tenant’s rows by a join', 'select * from conversations join tenant_beta.contacts on 1 = 1'],
    ['the platform’s rows', 'select * from colloquy.tenants'],
    ['the passwords of tenants', 'select * from colloquy.tenant_databases'],
    ['accounts of the server', 'select * from mysql.user'],
    ['a database whose name is like its own', 'select * from `tenantXacme-1`.secrets'],
  ])('it cannot read %s', (_, sql) => {
    expect(() => own.once(sql).all()).toThrow(/denied/i)
  })

  test.each([
    ['another tenant’s rows', "insert into tenant_beta.contacts (id) values ('x')"],
    ['what another tenant says', "update tenant_beta.messages set parts = ''"],
    ['another tenant’s rows away', 'delete from tenant_beta.conversations'],
    ['tables', 'create table mine (id int)'],
    ['its tables away', 'drop table conversations'],
    ['databases', 'create database mine'],
    ['another tenant’s database away', 'drop database tenant_beta'],
    ['accounts', "create user 'me' identified by 'x'"],
    ['rights', 'grant all on *.* to current_user()'],
    ['files', "select * from conversations into outfile '/tmp/colloquy-isolation'"],
    ['settings of the server', 'set global max_connections = 1'],
  ])('it cannot write %s', async (_, sql) => {
    await expect(own.write(() => own.once(sql).run())).rejects.toThrow(/denied/i)
  })

  test('files of the server are empty to it', () => {
    expect(own.once("select load_file('/etc/passwd') as found").all()).toEqual([{ found: null }])
  })

  test('no other database is there for it', () => {
    const names = own.once<[], { name: string }>('select schema_name as name from information_schema.schemata').all()
    expect(names.map(({ name }) => name).toSorted()).toEqual(['information_schema', 'tenant_acme-1'])
  })
})

test('a tenant that is removed leaves neither a database nor an account, and one of its name begins with nothing', async () => {
  const code = 'gone' as TenantCode // a test's own brand
  await databases.provision(code)
  const before = await databases.open(code)
  await before.write(() => before.once("update search_progress set up_to = 7 where `of` = 'messages'").run())
  before.close()
  await databases.remove(code)
  const owner = await openServer(link, accountOf(server.url('colloquy')))
  expect(await owner.execute("select 1 from information_schema.schemata where schema_name = 'tenant_gone'")).toEqual([])
  expect(await owner.execute("select count(*) as n from mysql.user where user like 'colloquy\\_%'")).toEqual([{ n: 2 }])
  await databases.provision(code)
  const again = await databases.open(code)
  expect(again.once('select up_to from search_progress').all()).toEqual([{ up_to: 0 }])
  again.close()
  await databases.remove(code)
})

test('provisioning that was cut off anywhere is made whole by the next try', async () => {
  const code = 'halfway' as TenantCode // as above
  await databases.provision(code)
  const owner = await openServer(link, accountOf(server.url('colloquy')))
  for (const harm of ['drop database tenant_halfway', 'drop user ??', 'revoke all on `tenant\\_halfway`.* from ??']) {
    const [row] = (await owner.execute(
      "select user from colloquy.tenant_databases where code = 'halfway'",
    )) as readonly { user: string }[] // as asked
    await owner.execute(harm.replace('??', `'${row?.user ?? ''}'@'%'`))
    await databases.provision(code)
    const database = await databases.open(code)
    expect(database.once('select version from write_lock').all()).toHaveLength(1)
    database.close()
  }
  await databases.remove(code)
})

test('another installation on the same server has a tenant of the same name, and a database of its own', async () => {
  const other = await openMysqlDatabases({
    url: server.url('other'),
    dataDir: join(folder, 'other'),
    masterKey: () => Buffer.alloc(32, 2),
  })
  await other.provision(beta)
  const theirs = await other.open(beta)
  const ours = await databases.open(beta)
  await theirs.write(() => theirs.once("update search_progress set up_to = 9 where `of` = 'messages'").run())
  expect(ours.once('select up_to from search_progress').all()).toEqual([{ up_to: 0 }])
  ours.close()
  theirs.close()
  await other.remove(beta)
  await other.close()
})
