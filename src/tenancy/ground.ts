import { join } from 'node:path'
import type { TenantKey } from '../contracts/id.ts'
import type { Tenant } from '../contracts/tenant.ts'
import { openDatabases } from './databases.ts'
import type { Databases } from './databases.ts'
import { currentMasterKey } from './rotate.ts'
import { lockDataDir } from './lock.ts'
import type { DataDirLock } from './lock.ts'
import { openPlatform } from './platform.ts'
import type { Platform } from './platform.ts'

/** What every tenant stands on: one process owns the data folder. */
export interface Ground {
  readonly lock: DataDirLock
  readonly databases: Databases
  readonly platform: Platform
  /** For backups, which wrap nothing with it. */
  readonly masterKey: Buffer
  /** Tenants that were open when the last process ended uncleanly. */
  readonly leftOpen: readonly TenantKey[]
  close(): Promise<void>
}

export interface GroundOptions {
  readonly dataDir: string
  readonly secretKey?: Buffer | undefined
  readonly adminApiKey?: string | undefined
  readonly erasuresFile?: string | undefined
}

/** Throws when another process owns the folder, or the master key is not the one it was set up with. */
export async function openGround(
  { dataDir, secretKey, adminApiKey, erasuresFile = join(dataDir, 'erasures.jsonl') }: GroundOptions,
  beforeRemove: (tenant: Tenant) => Promise<void>,
): Promise<Ground> {
  await using opening = new AsyncDisposableStack()
  const lock = await lockDataDir(dataDir)
  opening.defer(() => lock.release())
  const databases = await openDatabases(dataDir)
  opening.defer(() => databases.close())
  const masterKey = await currentMasterKey(databases.platform, dataDir, secretKey)
  const platform = await openPlatform({
    databases,
    masterKey: masterKey.bytes,
    clock: Date.now,
    adminApiKey,
    erasuresFile,
    beforeRemove,
  })
  const leftOpen = await platform.scopes.leftOpen()
  const open = opening.move()
  return { lock, databases, platform, masterKey: masterKey.bytes, leftOpen, close: () => open.disposeAsync() }
}
