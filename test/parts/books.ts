import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { besideMysql, onMysql } from './engine.ts'

/** Rows of a tenant's database, read beside the gateway. */
export function rowsOf<Row>(
  dataDir: string,
  tenant: string,
  sql: string,
  ...values: readonly unknown[]
): readonly Row[] {
  if (onMysql)
    return besideMysql(dataDir, tenant)
      .once<unknown[], Row>(sql)
      .all(...values)
  const database = new BetterSqlite3(join(dataDir, 'tenants', `${tenant}.db`), { readonly: true })
  try {
    return database.prepare<unknown[], Row>(sql).all(...values)
  } finally {
    database.close()
  }
}

/** As `rowsOf`, for a statement that writes. */
export async function changeRows(
  dataDir: string,
  tenant: string,
  sql: string,
  ...values: readonly unknown[]
): Promise<void> {
  if (onMysql) {
    const server = besideMysql(dataDir, tenant)
    await server.write(() => server.once<unknown[]>(sql).run(...values))
    return
  }
  const database = new BetterSqlite3(join(dataDir, 'tenants', `${tenant}.db`))
  try {
    database.prepare(sql).run(...values)
  } finally {
    database.close()
  }
}

/** Rows of the inbox that wait for their turn. */
export function pendingEvents(dataDir: string, tenant: string): number {
  return rowsOf(dataDir, tenant, "select 1 from inbox where state = 'pending'").length
}

/** Keeps everybody else from writing into a tenant's database until it is let go. */
export function holdDatabase(dataDir: string, tenant: string): { release(): void } {
  const database = new BetterSqlite3(join(dataDir, 'tenants', `${tenant}.db`))
  database.exec('BEGIN EXCLUSIVE')
  return {
    release() {
      database.exec('ROLLBACK')
      database.close()
    },
  }
}
