import { inspectDatabases } from '../tenancy/inspect.ts'
import { readConfig } from '../config/env.ts'
import { openDatabases } from '../tenancy/databases.ts'
import type { TenantCode } from '../contracts/id.ts'
import { printRows, type Terminal } from './terminal.ts'

/** A server that starts does the same by itself, a tenant's database when it is first opened; this does it all now. */
export async function migrate(terminal: Terminal, { json }: { readonly json: boolean }): Promise<void> {
  const { dataDir } = readConfig(terminal.environment())
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
  printRows(
    terminal,
    after.map(({ name }) => ({ database: name, migrated: pending.get(name) ?? 'made' })),
    json,
  )
}
