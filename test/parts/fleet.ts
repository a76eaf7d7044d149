import { openHome, type Home, type Life } from './gateway.ts'
import { startMysql, type OwnMysql } from './mysql.ts'
import { freePort } from './ports.ts'
import { startRedis, type OwnRedis } from './redis.ts'

/** A place for one process of a fleet, life after life. */
export interface Post {
  /** `gateway 1` */
  readonly name: string
  readonly role: 'gateway' | 'worker'
  readonly url: string
  /** The one that began last. */
  readonly life: Life | undefined
  start(): Life
}

/** Two gateways and two workers as processes of their own, over a MySQL and a Redis of their own. */
export interface OwnFleet {
  readonly mysql: OwnMysql
  readonly redis: OwnRedis
  /** Its API is the first gateway's. */
  readonly home: Home
  readonly gateways: readonly [Post, Post]
  readonly workers: readonly [Post, Post]
  /** Of the platform; tenants' are `tenant_` and their code. */
  readonly database: string
  /** All of them, ready. */
  start(): Promise<void>
  /** SIGTERM for all; gives their exit codes. */
  stop(): Promise<readonly (number | null)[]>
  close(): Promise<void>
}

const database = 'colloquy_fleet'

/** `plugins`: folders, relative to the project. */
export async function openFleet(plugins: readonly string[]): Promise<OwnFleet> {
  await using opened = new AsyncDisposableStack()
  const mysql = await startMysql()
  opened.defer(() => mysql.close())
  const redis = await startRedis()
  opened.defer(() => redis.close())
  const env = { DATABASE_URL: mysql.url(database), REDIS_URL: redis.url }
  const home = await openHome({ script: 'test/parts/server.ts', args: plugins, env })
  opened.defer(() => home.remove())
  const post = (name: string, role: Post['role'], port: number): Post => {
    let life: Life | undefined
    return {
      name,
      role,
      url: `http://127.0.0.1:${port}`,
      get life() {
        return life
      },
      start: () => (life = home.start({ PORT: String(port), ROLE: role, PUBLIC_URL: home.url })),
    }
  }
  const gateways = [post('gateway 1', 'gateway', home.port), post('gateway 2', 'gateway', await freePort())] as const
  const workers = [post('worker 1', 'worker', await freePort()), post('worker 2', 'worker', await freePort())] as const
  const posts = [...gateways, ...workers]
  const closing = opened.move()
  return {
    mysql,
    redis,
    home,
    gateways,
    workers,
    database,
    async start() {
      // The first makes the tables, and the keys that are kept in the folder.
      await posts[0]?.start().ready
      await Promise.all(posts.slice(1).map((one) => one.start().ready))
    },
    stop: () => Promise.all(posts.map(({ life }) => life?.stop() ?? Promise.resolve(0))),
    close: () => closing.disposeAsync(),
  }
}
