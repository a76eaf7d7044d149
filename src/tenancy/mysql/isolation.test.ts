import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMysql, type OwnMysql } from '../../../test/parts/mysql.ts'
import type { TenantCode } from '../../contracts/id.ts'
import { openConnections, type Connections, type Held } from './connections.ts'
import type { MysqlDatabase } from './database.ts'
import { openMysqlDatabases, type MysqlDatabases } from './databases.ts'
import { openLink, type Link } from './link.ts'
import { accountOf, openServer } from './server.ts'
import type { Account } from './wire.ts'

/** Everybody sees them, and in them what is theirs. */
const ofTheServer = ['information_schema', 'performance_schema']
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
    ['what others ask the server', 'select * from performance_schema.events_statements_history'],
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
    const others = names.map(({ name }) => name).filter((name) => !ofTheServer.includes(name))
    expect(others).toEqual(['tenant_acme-1'])
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

describe('of a connection that changes hands', () => {
  let connections: Connections
  let former: Account
  let next: Account
  let owner: Awaited<ReturnType<typeof openServer>>

  beforeAll(async () => {
    owner = await openServer(link, accountOf(server.url('colloquy')))
    const made = async (user: string): Promise<Account> => {
      await owner.execute(`create database if not exists ${user}`)
      await owner.execute(`create table ${user}.kept (id int auto_increment primary key)`)
      await owner.execute(`create user ${user}@'%' identified by 'of-${user}'`)
      // More than any tenant may.
      await owner.execute(`grant all on ${user}.* to ${user}@'%'`)
      return { ...accountOf(server.url(user)), user, password: `of-${user}` }
    }
    ;[former, next] = [await made('former'), await made('next')]
    // One for all: whoever comes takes over what the one before had.
    connections = openConnections({ most: 1, shared: true, idleMs: 60_000, stalledSeconds: 120 })
  })
  afterAll(() => connections.end())

  async function ask(held: Held, sql: string): Promise<readonly Record<string, unknown>[]> {
    const [rows] = await held.connection.query(sql)
    return rows as unknown as readonly Record<string, unknown>[] // as the driver gives rows
  }

  /** What the next one finds in the same connection after the former one said something. */
  async function after<Found>(said: readonly string[], find: (held: Held) => Promise<Found>): Promise<Found> {
    const before = await connections.take(former)
    const [was] = await ask(before, 'select connection_id() as id')
    for (const sql of said) await before.connection.query(sql)
    connections.release(before)
    const held = await connections.take(next)
    try {
      expect(await ask(held, 'select connection_id() as id')).toEqual([was])
      return await find(held)
    } finally {
      connections.release(held)
    }
  }

  test('the next one is who it is, in its own database, and may do nothing of the former one’s', async () => {
    await after([], async (held) => {
      expect(await ask(held, 'select current_user() as who, database() as what')).toEqual([
        { who: 'next@%', what: 'next' },
      ])
      await expect(ask(held, 'select * from former.kept')).rejects.toThrow(/denied/)
      await expect(ask(held, 'use former')).rejects.toThrow(/denied/)
    })
  })

  test('every variable of the session is as in a new one', async () => {
    const said = [
      "set session sql_mode = ''",
      'set session transaction isolation level serializable',
      'set session wait_timeout = 7, innodb_lock_wait_timeout = 49, foreign_key_checks = 0, unique_checks = 0',
      "set session time_zone = '+07:00', autocommit = 0, group_concat_max_len = 77",
      'set last_insert_id = 4711, timestamp = 1',
      'set names latin1',
    ]
    const variables = async (held: Held) => {
      const rows = await ask(held, 'show session variables')
      const own =
        /^(pseudo_thread_id|timestamp|rand_seed\d|last_insert_id|identity|error_count|warning_count|statement_id)$/
      return Object.fromEntries(
        rows.flatMap(({ Variable_name: name, Value }) => (own.test(String(name)) ? [] : [[name, Value]])),
      )
    }
    const found = await after(said, async (held) => {
      expect(await ask(held, 'select last_insert_id() as id, now() > 20200101 as isNow')).toEqual([{ id: 0, isNow: 1 }])
      return variables(held)
    })
    const fresh = openConnections({ most: 1, shared: true, idleMs: 60_000, stalledSeconds: 120 })
    const held = await fresh.take(next)
    expect(found).toEqual(await variables(held))
    fresh.release(held)
    await fresh.end()
  })

  test.each([
    ['a variable', ["set @secret = 'x'"], 'select @secret as found', [{ found: null }]],
    ['a lock', ["do get_lock('held', 0)"], "select is_free_lock('held') as found", [{ found: 1 }]],
  ])('%s is not there', async (_, said, sql, expected) => {
    expect(await after(said, (held) => ask(held, sql))).toEqual(expected)
  })

  test('no statement is prepared', async () => {
    await after(["prepare words from 'select 1'"], (held) =>
      expect(ask(held, 'execute words')).rejects.toThrow(/unknown prepared statement/i),
    )
  })

  test('no temporary table is there, not even for the former one', async () => {
    const made = ['create temporary table former.passing (id int)', 'insert into former.passing values (1)']
    await after(made, () => Promise.resolve())
    const held = await connections.take(former)
    await expect(ask(held, 'select * from former.passing')).rejects.toThrow(/exist/)
    connections.release(held)
  })

  test('what was not committed is undone, and its rows and tables are free', async () => {
    await after(['start transaction', 'insert into former.kept values (5)'], async () => {
      await owner.execute('insert into former.kept values (5)')
      await owner.execute('delete from former.kept')
    })
    await after(['lock tables former.kept write'], () => owner.execute('delete from former.kept'))
  })
})
