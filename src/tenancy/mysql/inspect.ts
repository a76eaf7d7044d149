import { tenantMigrations } from '../../../migrations/tenant/index.ts'
import { fleetDefaults } from '../../config/defaults.ts'
import { isAlive } from '../processes.ts'
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
  /** Connections that it takes in all, and of one account; 0: as many as in all. */
  readonly connections: number
  readonly connectionsOfAccount: number
  /** How many processes work over these databases, and how many of them without Redis. */
  readonly processes: number
  readonly processesAlone: number
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
      ...(await limits()),
      ...(await living()),
    }

    async function limits(): Promise<Pick<FoundServer, 'connections' | 'connectionsOfAccount'>> {
      const [found] = await server.execute(
        'select @@global.max_connections as connections, @@session.max_user_connections as connectionsOfAccount',
      )
      return found as Pick<FoundServer, 'connections' | 'connectionsOfAccount'> // as asked
    }

    async function living(): Promise<Pick<FoundServer, 'processes' | 'processesAlone'>> {
      // There are none where the tables are older.
      const rows = await server
        .execute(`select alone from ${named(owner.database)}.processes where ${isAlive}`, fleetDefaults.goneMs)
        .catch(() => [])
      const alone = rows.filter((row) => (row as { readonly alone: number }).alone === 1) // as asked
      return { processes: rows.length, processesAlone: alone.length }
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
