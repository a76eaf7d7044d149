import { createRequire } from 'node:module'
import type { knex, Knex } from 'knex'
import { migrationSource, type Migration } from '../../../migrations/source.ts'
import { mysqlDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'
import { verified } from './session.ts'
import type { Account } from './wire.ts'

const require = createRequire(import.meta.url)

/** What knex lets a client of its own change; it leaves these untyped. */
type ColumnCompiler = { text(): string; binary(): string }
type ClientClass = new (config: Knex.Config) => Knex.Client & { columnCompiler(...given: unknown[]): ColumnCompiler }

/** `text` and `blob` of MySQL end after 64 KiB, too little for a message: ours are what SQLite means by them. */
function longTexts(): typeof Knex.Client {
  const Mysql2 = require('knex/lib/dialects/mysql2') as ClientClass // CommonJS, loaded when it is needed
  return class extends Mysql2 {
    override columnCompiler(...given: unknown[]): ColumnCompiler {
      const compiler = super.columnCompiler(...given)
      compiler.text = () => 'longtext'
      compiler.binary = () => 'longblob'
      return compiler
    }
  } as unknown as typeof Knex.Client // a client like any other
}

export interface MigrateOptions {
  /** Nobody works with it before this is done: tables that another try left half made go, and all are made again. */
  readonly isMade?: boolean
}

/**
 * Brings a database of MySQL up to the newest migration, with an account that may make tables. One process at a time: the
 * others wait, and find that it is done. Gives how many migrations it took. Throws Refused when the server lets the account
 * make no triggers.
 */
export async function migrate(
  account: Account,
  migrations: readonly Migration[],
  { isMade = false }: MigrateOptions = {},
): Promise<number> {
  const { host, port, user, password, database, tls } = account
  const connect = require('knex') as typeof knex // as above
  const migrator = connect({
    client: longTexts(),
    // No charset: knex would write it into every table, with the collation that is usual with it and not the database's.
    connection: { host, port, user, password, database: database ?? '', ...(tls && { ssl: verified }) },
    // The lock is the connection's.
    pool: { min: 0, max: 1 },
  })
  try {
    const name = `colloquy ${database ?? ''}`
    const [rows] = (await migrator.raw('select get_lock(?, ?) as got', [name, mysqlDefaults.migrationWaitSeconds])) as [
      readonly { readonly got: number | null }[],
    ] // as the driver gives it
    if (rows[0]?.got !== 1) throw new Error(`Another process has been changing ${database ?? ''} for too long.`)
    if (isMade && !(await migrator.schema.hasTable('write_lock'))) await dropTables(migrator)
    const source = {
      migrationSource: migrationSource(migrations),
      disableTransactions: true,
      // Processes of the version before start while newer ones run: migrations add, and they miss nothing.
      disableMigrationsListValidation: true,
    }
    // The lock above is the one that counts: whoever held knex's was killed in the middle.
    if (await migrator.schema.hasTable('knex_migrations_lock')) await migrator.migrate.forceFreeMigrationsLock(source)
    const [, done] = (await migrator.migrate.latest(source)) as [number, readonly string[]] // as knex documents it
    await migrator.raw(
      'create table if not exists write_lock (id tinyint primary key, revision bigint not null, version int not null)',
    )
    await migrator.raw(
      'insert into write_lock values (1, 0, ?) on duplicate key update version = greatest(version, values(version))',
      [migrations.length],
    )
    return done.length
  } catch (error) {
    throw isUntrusted(error) ? new Refused(triggersRefused) : error
  } finally {
    await migrator.destroy()
  }
}

/** What is said to whoever runs the server. */
export const triggersRefused =
  'The database server keeps a binary log and lets administrators alone make triggers: set its log_bin_trust_function_creators to 1.'

const isUntrusted = (error: unknown): boolean =>
  (error as { readonly code?: unknown }).code === 'ER_BINLOG_CREATE_ROUTINE_NEED_SUPER' // as the driver marks it

/** The server makes each table for good: a migration that was cut off in the middle cannot be gone on with. */
async function dropTables(migrator: Knex): Promise<void> {
  const [tables] = (await migrator.raw(
    'select table_name as name from information_schema.tables where table_schema = database()',
  )) as [readonly { readonly name: string }[]] // as the driver gives it
  for (const { name } of tables) await migrator.schema.dropTable(name)
}
