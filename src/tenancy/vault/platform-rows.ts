import type { TenantKey } from '../../contracts/id.ts'
import type { SqliteDatabase } from '../sqlite.ts'

/** What the platform keeps about one tenant: a backup of the tenant holds it, and a restore brings it back. */
export type PlatformRows = Readonly<Record<string, readonly Row[]>>
type Row = Readonly<Record<string, unknown>>

/** Of one installation, of one run, or of a log that nothing is put into afterwards. */
const left = new Set(['open_tenants', 'wake_ups', 'tenant_places', 'tenant_moves', 'audit_log', 'answers'])

function tablesOfTenants(database: SqliteDatabase): readonly string[] {
  return database
    .prepare<[], { name: string }>("select name from sqlite_master where type = 'table' order by name")
    .all()
    .map(({ name }) => name)
    .filter((name) => !left.has(name) && columnsOf(database, name).includes('tenant_key'))
}

function columnsOf(database: SqliteDatabase, table: string): readonly string[] {
  const columns = database.handle.prepare<[string], { name: string }>('select name from pragma_table_info(?)')
  return columns.all(table).map(({ name }) => name)
}

export function readPlatformRows(database: SqliteDatabase, tenant: TenantKey): PlatformRows {
  const ofTenants = tablesOfTenants(database).map((table): [string, readonly Row[]] => [
    table,
    database.handle.prepare<[string], Row>(`select * from "${table}" where tenant_key = ?`).all(tenant),
  ])
  const own = database.handle.prepare<[string], Row>('select * from tenants where key = ?').all(tenant)
  const all: readonly [string, readonly Row[]][] = [['tenants', own], ...ofTenants]
  return Object.fromEntries(all.filter(([, rows]) => rows.length > 0))
}

/**
 * Inside a transaction. What is there already stays as it is; memberships of people who have no account here are left
 * out, and counted in what is given back.
 */
export function writePlatformRows(database: SqliteDatabase, rows: PlatformRows): number {
  const known = tablesOfTenants(database)
  let leftOut = 0
  for (const [table, all] of Object.entries(rows)) {
    if (table !== 'tenants' && !known.includes(table)) continue
    const columns = columnsOf(database, table)
    for (const row of all) {
      if (typeof row['user_id'] === 'string' && !hasUser(database, row['user_id'])) leftOut++
      else insert(database, table, columns, row)
    }
  }
  return leftOut
}

function hasUser(database: SqliteDatabase, id: string): boolean {
  return database.prepare<[string]>('select 1 from users where id = ?').get(id) !== undefined
}

/** A newer version may have more columns than the backup knows; their defaults hold. */
function insert(database: SqliteDatabase, table: string, columns: readonly string[], row: Row): void {
  const names = Object.keys(row).filter((name) => columns.includes(name))
  const verb = table === 'tenants' ? 'insert' : 'insert or ignore'
  database.handle
    .prepare(
      `${verb} into "${table}" (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map(() => '?').join(', ')})`,
    )
    .run(names.map((name) => row[name]))
}
