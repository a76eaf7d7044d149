import { openDatabases } from './databases.ts'
import type { Databases, EmbeddedDatabases } from './databases.ts'
import { openMysqlDatabases } from './mysql/databases.ts'

export interface EngineOptions {
  readonly dataDir: string
  /** DATABASE_URL; undefined: files in the data folder. */
  readonly databaseUrl?: string | undefined
  /** DATABASE_REPLICA_URLS. */
  readonly databaseReplicaUrls?: readonly string[] | undefined
  /** Asked when a tenant is made or opened. */
  readonly masterKey: () => Buffer
}

export interface Engine {
  readonly databases: Databases
  /** The same, where they are files: what copies and moves files is for them. */
  readonly embedded: EmbeddedDatabases | undefined
}

/** The databases that the environment names. */
export async function openEngine({
  dataDir,
  databaseUrl,
  databaseReplicaUrls,
  masterKey,
}: EngineOptions): Promise<Engine> {
  if (databaseUrl !== undefined)
    return {
      databases: await openMysqlDatabases({ url: databaseUrl, replicas: databaseReplicaUrls, dataDir, masterKey }),
      embedded: undefined,
    }
  const embedded = await openDatabases(dataDir)
  return { databases: embedded, embedded }
}
