import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabases as openFiles, type Databases } from '../../src/tenancy/databases.ts'
import type { Database } from '../../src/tenancy/database.ts'
import { MysqlDatabase } from '../../src/tenancy/mysql/database.ts'
import { openMysqlDatabases } from '../../src/tenancy/mysql/databases.ts'
import { openLink, type Link } from '../../src/tenancy/mysql/link.ts'
import { accountOf } from '../../src/tenancy/mysql/server.ts'

/**
 * Suites that open databases run on both engines: on SQLite, and with `npm run test:mysql` on the servers that
 * `engine-setup.ts` started, a MySQL and a Redis for each worker of the run, where whole gateways ring their bells.
 */
export const onMysql = process.env.TEST_MYSQL_PORTS !== undefined

/** Those of a data folder. Opened twice, they are the same. */
export function openDatabases(
  dataDir: string,
  masterKey: () => Buffer = () => Buffer.alloc(32, 1),
): Promise<Databases> {
  return onMysql ? openMysqlDatabases({ url: mysqlUrl(dataDir), dataDir, masterKey }) : openFiles(dataDir)
}

/** Of which tenants there are databases. */
export async function tenantsIn(dataDir: string, { platform }: Databases): Promise<readonly string[]> {
  if (!onMysql) return (await readdir(join(dataDir, 'tenants'))).flatMap((name) => /^(.*)\.db$/.exec(name)?.[1] ?? [])
  const there = platform.prepare<[], { name: string }>('select schema_name as name from information_schema.schemata')
  const names = new Set(there.all().map(({ name }) => name))
  return platform
    .prepare<[], { code: string; name: string }>('select code, name from tenant_databases')
    .all()
    .flatMap(({ code, name }) => (names.has(name) ? [code] : []))
}

/** What a whole gateway with this data folder is told of the engine. */
export function engineOf(dataDir: string): Readonly<Record<string, string>> {
  return onMysql ? { DATABASE_URL: mysqlUrl(dataDir), REDIS_URL: redisUrl(dataDir) } : {}
}

function mysqlUrl(dataDir: string): string {
  return `mysql://root@127.0.0.1:${portIn(process.env.TEST_MYSQL_PORTS)}/of_${hashOf(dataDir).slice(0, 16)}`
}

/** Databases of Redis: so many that two gateways of one run hardly ever have the same. */
export const redisDatabases = 10_000

function redisUrl(dataDir: string): string {
  const database = Number.parseInt(hashOf(dataDir).slice(0, 8), 16) % redisDatabases
  return `redis://127.0.0.1:${portIn(process.env.TEST_REDIS_PORTS)}/${database}`
}

const hashOf = (dataDir: string) => createHash('sha256').update(dataDir).digest('hex')

/** Of this worker's server. */
function portIn(ports = ''): string {
  const port = ports.split(',')[Number(process.env.JEST_WORKER_ID ?? 1) - 1]
  if (port === undefined || port === '') throw new Error('There is no server for this worker.')
  return port
}

let link: Link | undefined

/** A tenant's database on the server, beside whoever works with it. */
export function besideMysql(dataDir: string, tenant: string): Database {
  link ??= openLink()
  const owner = accountOf(mysqlUrl(dataDir))
  const row = new MysqlDatabase(link, owner)
    .prepare<[string], { name: string }>('select name from tenant_databases where code = ?')
    .get(tenant)
  return new MysqlDatabase(link, { ...owner, database: row?.name })
}
