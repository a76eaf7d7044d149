import { join } from 'node:path'
import type { Tenant } from '../contracts/tenant.ts'
import type { Databases, EmbeddedDatabases } from './databases.ts'
import type { MasterKey } from './keys.ts'
import { currentMasterKey } from './rotate.ts'
import { openEngine } from './engine.ts'
import { lockDataDir, noLock } from './lock.ts'
import type { DataDirLock } from './lock.ts'
import { openPlatform } from './platform.ts'
import type { Platform } from './platform.ts'

/** What every tenant stands on. Of files one process owns the folder; of a server any number may run. */
export interface Ground {
  readonly lock: DataDirLock
  readonly databases: Databases
  /** The same, where they are files: what copies and moves files is for them. */
  readonly embedded: EmbeddedDatabases | undefined
  readonly platform: Platform
  /** For backups, which wrap nothing with it. */
  readonly masterKey: Buffer
  /** A process ended in the middle of its work, and no other could take that up. */
  readonly unclean: boolean
  close(): Promise<void>
}

export interface GroundOptions {
  readonly dataDir: string
  /** DATABASE_URL. */
  readonly databaseUrl?: string | undefined
  /** DATABASE_REPLICA_URLS. */
  readonly databaseReplicaUrls?: readonly string[] | undefined
  readonly secretKey?: Buffer | undefined
  readonly adminApiKey?: string | undefined
  readonly erasuresFile?: string | undefined
  /** Processes that share a database tell each other what is to be done by this. */
  readonly redisUrl?: string | undefined
}

/** Throws when another process owns the folder, or works over the database and does not hear of this one, or the master key is not the one it was set up with. */
export async function openGround(
  options: GroundOptions,
  beforeRemove: (tenant: Tenant) => Promise<void>,
): Promise<Ground> {
  const { dataDir, databaseUrl, databaseReplicaUrls, secretKey, adminApiKey } = options
  const { erasuresFile = join(dataDir, 'erasures.jsonl') } = options
  const alone = databaseUrl === undefined || options.redisUrl === undefined
  await using opening = new AsyncDisposableStack()
  const lock = databaseUrl === undefined ? await lockDataDir(dataDir) : noLock
  opening.defer(() => lock.release())
  const { databases, embedded } = await openEngine({
    dataDir,
    databaseUrl,
    databaseReplicaUrls,
    masterKey: () => masterKey.bytes,
  })
  opening.defer(() => databases.close())
  const masterKey: MasterKey = await currentMasterKey(databases.platform, dataDir, secretKey)
  const platform = await openPlatform({
    databases,
    masterKey: masterKey.bytes,
    clock: Date.now,
    adminApiKey,
    erasuresFile,
    alone,
    beforeRemove,
  })
  await platform.processes.arrive()
  opening.defer(() => platform.processes.leave())
  databases.share(platform.processes.living().size)
  const left = await platform.scopes.takeOver()
  const unclean = alone && left.length > 0
  const open = opening.move()
  return { lock, databases, embedded, platform, masterKey: masterKey.bytes, unclean, close: () => open.disposeAsync() }
}
