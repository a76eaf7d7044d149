import { tenantMigrations } from '../../../migrations/tenant/index.ts'
import { openLink } from './link.ts'
import { accountOf, named, openServer } from './server.ts'

/** A server as it is found, without changing anything on it. */
export interface FoundServer {
  readonly version: string
  /** Whether the account may make databases and accounts; undefined: the server does not say. */
  readonly mayProvision: boolean
  /** Whether it may make triggers, which a server with a binary log lets administrators alone do when it is told nothing else. */
  readonly mayTrigger: boolean
  readonly tenants: number
  /** Codes of tenants whose database is older than this version. */
  readonly older: readonly string[]
}

/** Throws Busy when the server cannot be reached, and what it refuses. */
export async function inspectServer(url: string): Promise<FoundServer> {
  const owner = accountOf(url)
  const link = openLink()
  try {
    const server = await openServer(link, owner)
    const [row] = (await server.execute(
      'select version() as version, not @@log_bin or @@log_bin_trust_function_creators as trusts',
    )) as readonly { readonly version: string; readonly trusts: number }[] // as asked
    const grants = (await server.execute('show grants')) as readonly Readonly<Record<string, string>>[] // as documented
    const rights = grants.flatMap((grant) => Object.values(grant)).join('\n')
    const platform = await server.execute(
      "select 1 from information_schema.tables where table_schema = ? and table_name = 'tenant_databases'",
      owner.database,
    )
    const tenants = platform.length === 0 ? [] : await tenantsOf()
    const older: string[] = []
    for (const { code, name } of tenants) if (!(await isCurrent(name))) older.push(code)
    return {
      version: row?.version ?? '',
      mayProvision: /ALL PRIVILEGES ON \*\.\*|CREATE USER/.test(rights),
      mayTrigger: row?.trusts === 1 || /ALL PRIVILEGES ON \*\.\*|SUPER|BINLOG ADMIN/.test(rights),
      tenants: tenants.length,
      older,
    }

    async function tenantsOf(): Promise<readonly { readonly code: string; readonly name: string }[]> {
      const rows = await server.execute(
        `select code, name from ${named(owner.database)}.tenant_databases order by code`,
      )
      return rows as readonly { readonly code: string; readonly name: string }[] // as asked
    }

    async function isCurrent(name: string): Promise<boolean> {
      const [state] = await server.execute(`select version from ${named(name)}.write_lock`).catch(() => [])
      return (state as { readonly version: number } | undefined)?.version === tenantMigrations.length // as asked
    }
  } finally {
    await link.close()
  }
}
