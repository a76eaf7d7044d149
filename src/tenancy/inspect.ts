import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { platformMigrations } from '../../migrations/platform/index.ts'
import { tenantMigrations } from '../../migrations/tenant/index.ts'
import { databaseDefaults } from '../config/defaults.ts'
import { GatewayError } from '../contracts/errors.ts'
import { checkMasterKey } from './keys.ts'
import { openPlaces } from './places.ts'
import { proofName } from './platform.ts'
import { SqliteDatabase } from './sqlite.ts'

/** A database as it is found, without changing anything in it. */
export interface FoundDatabase {
  /** `platform`, or the tenant's code. */
  readonly name: string
  /** Migrations that are still to be done; fewer than 0: the file is of a newer version. */
  readonly pendingMigrations: number
  /** What SQLite's quick check, or opening it, complains of. */
  readonly problem?: string
  /** Channels whose credentials the platform refuses, as sentences. */
  readonly unauthorized: readonly string[]
}

/** Looks at every database of a data folder; empty where there is none yet. A server may run on it. */
export async function inspectDatabases(dataDir: string): Promise<readonly FoundDatabase[]> {
  const platform = join(dataDir, 'platform.db')
  if (!(await exists(platform))) return []
  const found = [inspect('platform', platform, platformMigrations.length)]
  for (const root of rootsOf(platform, dataDir)) {
    const files = await readdir(join(root, 'tenants')).catch(() => [])
    for (const file of files.filter((name) => name.endsWith('.db')).toSorted())
      found.push(inspect(file.slice(0, -3), join(root, 'tenants', file), tenantMigrations.length))
  }
  return found
}

/** A platform that is older, or broken, knows no places. */
function rootsOf(platform: string, dataDir: string): readonly string[] {
  try {
    return looking(platform, (database) => openPlaces(database, dataDir).roots())
  } catch {
    return [dataDir]
  }
}

/** Why the master key does not fit what is stored; undefined when it does, or when nothing is stored yet. */
export async function masterKeyProblem(dataDir: string, masterKey: Buffer): Promise<string | undefined> {
  const file = join(dataDir, 'platform.db')
  if (!(await exists(file))) return undefined
  return looking(file, (database) => {
    const proof = database.handle
      .prepare<[string], { value: string }>('select value from settings where name = ?')
      .get(proofName)
    try {
      if (proof !== undefined) checkMasterKey(masterKey, proof.value)
      return undefined
    } catch (error) {
      if (error instanceof GatewayError) return error.message
      throw error
    }
  })
}

function inspect(name: string, file: string, newest: number): FoundDatabase {
  try {
    return looking(file, ({ handle }) => {
      const version = Number(handle.pragma('user_version', { simple: true }))
      const verdict = String(handle.pragma('quick_check(1)', { simple: true }))
      return {
        name,
        pendingMigrations: newest - version,
        ...(verdict === 'ok' ? {} : { problem: verdict }),
        unauthorized: name === 'platform' || version === 0 ? [] : unauthorizedChannels(handle, name),
      }
    })
  } catch (error) {
    return {
      name,
      pendingMigrations: 0,
      problem: error instanceof Error ? error.message : String(error),
      unauthorized: [],
    }
  }
}

interface ChannelRow {
  readonly platform: string
  readonly name: string
  readonly status_reason: string | null
}

function unauthorizedChannels(handle: SqliteDatabase['handle'], tenant: string): readonly string[] {
  return handle
    .prepare<[], ChannelRow>(
      "select platform, name, status_reason from channels where status = 'unauthorized' order by created_at",
    )
    .all()
    .map(
      ({ platform, name, status_reason: reason }) =>
        `${platform} refuses the credentials of the channel "${name}" of ${tenant}${reason === null ? '.' : `: ${reason}`}`,
    )
}

function looking<Result>(file: string, look: (database: SqliteDatabase) => Result): Result {
  const database = new SqliteDatabase(file, {
    cacheKib: databaseDefaults.tenantCacheKib,
    busyMs: databaseDefaults.busyMs,
  })
  try {
    return look(database)
  } finally {
    database.close()
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}
