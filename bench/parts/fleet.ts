import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startMysql, type OwnMysql } from '../../test/parts/mysql.ts'
import { startRedis, type OwnRedis } from '../../test/parts/redis.ts'
import { newAdminKey, startGateway, type Gateway } from './gateway.ts'
import type { Server } from './server.ts'

const run = promisify(execFile)

/** Gateways and workers over one MySQL and one Redis, all on this machine. */
export interface Fleet {
  readonly gateway: Gateway
  readonly mysql: OwnMysql
  readonly url: string
  used(): Promise<Used>
  stop(): Promise<void>
}

/** Since each began: CPU in milliseconds, of the database in user and kernel mode alike. */
export interface Used {
  readonly gatewayMs: number
  readonly workerMs: number
  readonly mysqlMs: number
  readonly redisMs: number
  /** Statements and commands that the servers were asked. */
  readonly statements: number
  readonly commands: number
}

export interface FleetOptions {
  readonly workers: number
  /** More tenants than memory takes: their databases are on the disk. */
  readonly onDisk?: boolean
}

export async function startFleet({ workers: count, onDisk = false }: FleetOptions): Promise<Fleet> {
  const dataDir = await mkdtemp(join(tmpdir(), 'colloquy-fleet-'))
  const mysql = await startMysql({ settings: [connectionsOfCompose()], root: onDisk ? tmpdir() : undefined })
  const redis = await startRedis()
  const url = mysql.url('colloquy')
  const key = newAdminKey()
  const env = (role: string) => ({ ROLE: role, ADMIN_API_KEY: key, DATABASE_URL: url, REDIS_URL: redis.url })
  const process = (role: string) => startGateway({ dataDir, env: env(role), cores: '0,1' })
  // With no workers one process does everything.
  const gateway = await process(count === 0 ? 'all' : 'gateway')
  const workers: Server[] = []
  for (let index = 0; index < count; index++) workers.push(await process('worker'))
  return {
    gateway,
    mysql,
    url,
    used: async () => ({
      gatewayMs: gateway.cpuMs(),
      workerMs: workers.reduce((sum, worker) => sum + worker.cpuMs(), 0),
      mysqlMs: cpuOf(mysql.pid()),
      redisMs: cpuOf(redis.pid()),
      statements: await statements(mysql),
      commands: await commands(redis),
    }),
    async stop() {
      for (const server of [...workers, gateway]) await server.stop('SIGTERM')
      await redis.close()
      await mysql.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** What is measured has as many connections as whoever deploys it. */
function connectionsOfCompose(): string {
  const found = /--max-connections=\d+/.exec(readFileSync(new URL('../../compose.yaml', import.meta.url), 'utf8'))
  if (found === null) throw new Error('compose.yaml does not say how many connections MySQL takes.')
  return found[0]
}

/** One statement, as whoever may do everything. */
export async function sql(mysql: OwnMysql, text: string): Promise<string> {
  const { stdout } = await run('mariadb', ['-h127.0.0.1', `-P${mysql.port}`, '-uroot', '-Dcolloquy', '-Ne', text])
  return stdout.trim()
}

/** But for the one that asks. */
const statements = async (mysql: OwnMysql) =>
  Number((await sql(mysql, "show global status like 'Questions'")).split('\t')[1]) - 1

async function commands(redis: OwnRedis): Promise<number> {
  const { stdout } = await run('redis-cli', ['-p', String(redis.port), 'info', 'stats'])
  return Number(/total_commands_processed:(\d+)/.exec(stdout)?.[1])
}

function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}
