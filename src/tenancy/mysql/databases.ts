import { mkdir, rm } from 'node:fs/promises'
import { platformMigrations } from '../../../migrations/platform/index.ts'
import { tenantMigrations } from '../../../migrations/tenant/index.ts'
import { mysqlDefaults } from '../../config/defaults.ts'
import { NotFound } from '../../contracts/errors.ts'
import type { TenantCode } from '../../contracts/id.ts'
import type { Databases } from '../databases.ts'
import { tenantFolder } from '../files.ts'
import { unwrap, wrap } from '../keys.ts'
import { openPlaces } from '../places.ts'
import { randomId, randomSecret } from '../random.ts'
import { MysqlDatabase } from './database.ts'
import { openLink } from './link.ts'
import { migrate, type MigrateOptions } from './migrate.ts'
import { accountOf, named, namedExactly, openServer, quoted } from './server.ts'
import type { Account } from './wire.ts'

interface Row {
  readonly code: TenantCode
  readonly name: string
  readonly user: string
  readonly password: string
}

/** How many connections that read, and as many that write, one of so many processes opens on a server with so many in all. */
export function shareOf(connections: number, processes: number): number {
  const { sharePercent, fewest, most } = mysqlDefaults
  const each = Math.floor((connections * sharePercent) / 100 / processes / 2)
  return Math.min(Math.max(each, fewest), most)
}

/** On a server. */
export interface MysqlDatabases extends Databases {
  readonly platform: MysqlDatabase
  /** How many migrations the platform's database needed to be opened. */
  readonly platformMigrated: number
  open(code: TenantCode): Promise<MysqlDatabase>
  /** Every tenant that has a database. */
  codes(): readonly TenantCode[]
  /** Brings a tenant's database up to this version; gives how many migrations that took. */
  migrate(code: TenantCode): Promise<number>
  /** The next number that the tenant's table gives. */
  numberFrom(code: TenantCode, table: string, next: number): Promise<void>
  close(): Promise<void>
}

export interface MysqlOptions {
  readonly url: string
  /** DATABASE_REPLICA_URLS: servers that follow it, accounts included. */
  readonly replicas?: readonly string[] | undefined
  readonly dataDir: string
  /** Wraps the passwords of tenants' accounts. Known once the platform's database is open. */
  readonly masterKey: () => Buffer
}

/**
 * MySQL: a database for the platform, and one for each tenant with an account that has rights on it alone. Tenants' rows
 * are only ever reached through that account; the owner's makes databases and tables.
 */
export async function openMysqlDatabases({
  url,
  replicas = [],
  dataDir,
  masterKey,
}: MysqlOptions): Promise<MysqlDatabases> {
  const owner = accountOf(url)
  const followers = replicas.map((replica) => accountOf(replica))
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  await using opening = new AsyncDisposableStack()
  const link = openLink()
  opening.defer(() => link.close())
  const server = await openServer(link, owner)
  await server.execute(
    `create database if not exists ${named(owner.database)} character set utf8mb4 collate ${server.collation}`,
  )
  const platformMigrated = await migrate(owner, platformMigrations)
  const platform = new MysqlDatabase(link, owner)
  opening.defer(() => platform.close())
  const places = openPlaces(platform, dataDir)

  const rowOf = (code: TenantCode) =>
    platform.prepare<[string], Row>('select * from tenant_databases where code = ?').get(code)
  const accountFor = ({ name, user, password }: Row): Account => ({
    ...owner,
    database: name,
    user,
    password: unwrap(masterKey(), 'platform', password).toString(),
  })

  async function isTaken(name: string): Promise<boolean> {
    const rows = await server.execute('select 1 from information_schema.schemata where schema_name = ?', name)
    return rows.length > 0
  }

  /** Written down before anything is made: what a crash leaves behind is found by it, and made or removed again. */
  async function planned(code: TenantCode): Promise<Row> {
    const before = rowOf(code)
    if (before !== undefined) return before
    const plain = `tenant_${code}`
    // Another installation may use the server, too.
    const name = (await isTaken(plain)) ? `${plain}_${randomId(6)}` : plain
    const password = wrap(masterKey(), 'platform', Buffer.from(randomSecret()))
    const row: Row = { code, name, user: `colloquy_${randomId(12)}`, password }
    return platform.write(() => {
      const meanwhile = rowOf(code)
      if (meanwhile !== undefined) return meanwhile
      platform
        .prepare<[string, string, string, string]>(
          'insert into tenant_databases (code, name, user, password) values (?, ?, ?, ?)',
        )
        .run(row.code, row.name, row.user, row.password)
      return row
    })
  }

  const migrateTenant = ({ name }: Row, how: MigrateOptions = {}) =>
    migrate({ ...owner, database: name }, tenantMigrations, how)

  /** Each step may be done again. */
  async function provision(code: TenantCode): Promise<void> {
    const row = await planned(code)
    const { user, password } = accountFor(row)
    const who = `${quoted(user)}@'%'`
    await server.execute(
      `create database if not exists ${named(row.name)} character set utf8mb4 collate ${server.collation}`,
    )
    await migrateTenant(row, { isMade: true })
    await server.execute(`create user if not exists ${who} identified by ${quoted(password)}`)
    await server.execute(`alter user ${who} identified by ${quoted(password)}`)
    await server.execute(`grant select, insert, update, delete on ${namedExactly(row.name)}.* to ${who}`)
  }

  function existing(code: TenantCode): Row {
    const row = rowOf(code)
    if (row === undefined) throw new NotFound('There is no such tenant.')
    return row
  }

  const open = opening.move()
  return {
    platform,
    platformMigrated,
    places,
    provision,
    codes: () =>
      platform
        .prepare<[], Pick<Row, 'code'>>('select code from tenant_databases order by code')
        .all()
        .map(({ code }) => code),
    migrate: (code) => migrateTenant(existing(code)),
    async numberFrom(code, table, next) {
      await server.execute(`alter table ${named(existing(code).name)}.${named(table)} auto_increment = ${next}`)
    },
    async open(code) {
      const row = existing(code)
      const account = accountFor(row)
      const database = new MysqlDatabase(
        link,
        account,
        followers.map(({ host, port, tls }) => ({ ...account, host, port, tls })),
      )
      const state = database.prepare<[], { version: number }>('select version from write_lock where id = 1').get()
      if ((state?.version ?? 0) < tenantMigrations.length) await migrateTenant(row)
      return database
    },
    async remove(code) {
      const row = rowOf(code)
      if (row !== undefined) {
        await server.execute(`drop database if exists ${named(row.name)}`)
        await server.execute(`drop user if exists ${quoted(row.user)}@'%'`)
        await platform.write(() => platform.prepare<[string]>('delete from tenant_databases where code = ?').run(code))
      }
      for (const root of places.roots()) await rm(tenantFolder(root, code), { recursive: true, force: true })
    },
    share(processes) {
      const { connections } = platform
        .prepare<[], { connections: number }>('select @@global.max_connections as connections')
        .get() ?? { connections: 0 }
      link.send({ do: 'allow', most: shareOf(connections, processes) }, () => undefined)
    },
    close: () => open.disposeAsync(),
  }
}
