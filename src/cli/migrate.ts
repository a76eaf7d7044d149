import { mysqlDefaults } from '../config/defaults.ts'
import { readConfig } from '../config/env.ts'
import type { TenantCode } from '../contracts/id.ts'
import { openDatabases } from '../tenancy/databases.ts'
import { inspectDatabases } from '../tenancy/inspect.ts'
import { openMysqlDatabases } from '../tenancy/mysql/databases.ts'
import { currentMasterKey } from '../tenancy/rotate.ts'
import { CommandFailed, printRows, type Row, type Terminal } from './terminal.ts'

/** A server that starts does the same by itself, a tenant's database when it is first opened; this does it all now. */
export async function migrate(terminal: Terminal, { json }: { readonly json: boolean }): Promise<void> {
  const { dataDir, databaseUrl, secretKey } = readConfig(terminal.environment())
  const rows =
    databaseUrl === undefined ? await migrateFiles(dataDir) : await migrateServer(databaseUrl, dataDir, secretKey)
  printRows(terminal, rows, json)
  if (rows.some(({ problem }) => problem !== undefined)) throw new CommandFailed()
}

async function migrateFiles(dataDir: string): Promise<readonly Row[]> {
  const before = await inspectDatabases(dataDir)
  const databases = await openDatabases(dataDir)
  try {
    for (const { name } of before) {
      if (name !== 'platform') (await databases.open(name as TenantCode)).close() // the name of a file of ours
    }
  } finally {
    databases.close()
  }
  const pending = new Map(before.map(({ name, pendingMigrations }) => [name, pendingMigrations]))
  const after = await inspectDatabases(dataDir)
  return after.map(({ name }) => ({ database: name, migrated: pending.get(name) ?? 'made' }))
}

/** Some at a time; what is done is not done again, and one that fails keeps no other from it. */
async function migrateServer(url: string, dataDir: string, secretKey: Buffer | undefined): Promise<readonly Row[]> {
  const databases = await openMysqlDatabases({ url, dataDir, masterKey: () => masterKey.bytes })
  const masterKey = await currentMasterKey(databases.platform, dataDir, secretKey)
  try {
    const codes = databases.codes()
    const rows: Row[] = [{ database: 'platform', migrated: databases.platformMigrated }]
    const next = codes[Symbol.iterator]()
    async function work(): Promise<void> {
      for (const code of { [Symbol.iterator]: () => next }) rows.push(await migrateOne(code))
    }
    const migrateOne = (code: TenantCode): Promise<Row> =>
      databases.migrate(code).then(
        (migrated) => ({ database: code, migrated }),
        (error: unknown) => ({ database: code, problem: error instanceof Error ? error.message : String(error) }),
      )
    await Promise.all(Array.from({ length: mysqlDefaults.migrationsAtOnce }, work))
    return rows
  } finally {
    await databases.close()
  }
}
