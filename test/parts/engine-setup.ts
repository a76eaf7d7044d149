import buildWidget from '../../scripts/widget-setup.js'
import { redisDatabases } from './engine.ts'
import { startMysql } from './mysql.ts'
import type { OwnServer } from './own-server.ts'
import { startRedis } from './redis.ts'

const servers: OwnServer[] = []

/** Of jest: a MySQL and a Redis for each worker, so that what the tests of one call their tenants is no matter to the others. */
export default async function startEngines({ maxWorkers }: { readonly maxWorkers: number }): Promise<void> {
  buildWidget()
  const each = <Server extends OwnServer>(start: () => Promise<Server>) =>
    Promise.all(Array.from({ length: maxWorkers }, start))
  const mysqls = await each(() => startMysql())
  const redises = await each(() => startRedis({ databases: redisDatabases }))
  servers.push(...mysqls, ...redises)
  const ports = (of: readonly OwnServer[]) => of.map(({ port }) => port).join(',')
  process.env.TEST_MYSQL_PORTS = ports(mysqls)
  process.env.TEST_REDIS_PORTS = ports(redises)
}

export async function stopEngines(): Promise<void> {
  for (const server of servers) await server.close()
}
