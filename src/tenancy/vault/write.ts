import { open, readdir, rm, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { platformMigrations } from '../../../migrations/platform/index.ts'
import { tenantMigrations } from '../../../migrations/tenant/index.ts'
import { NotFound, Refused } from '../../contracts/errors.ts'
import type { TenantCode, TenantKey } from '../../contracts/id.ts'
import { tenantFile, tenantFolder } from '../files.ts'
import { unwrap } from '../keys.ts'
import { openPlaces } from '../places.ts'
import { platformKeyName } from '../platform.ts'
import type { SqliteDatabase } from '../sqlite.ts'
import { readPlatformRows } from './platform-rows.ts'
import { copyDatabase, digestOf, openBeside, readBytes, rowsIn, type Digest } from './snapshot.ts'
import { openStaging } from './staging.ts'
import {
  newBackupId,
  type StoredContent,
  type StoredDatabase,
  type StoredFile,
  type StoredFiles,
  type StoredTenant,
  type Vault,
  type VaultManifest,
} from './vault.ts'

export interface WriteOptions {
  readonly dataDir: string
  readonly masterKey: Buffer
  /** Of the gateway. */
  readonly version: string
  /** One tenant alone. */
  readonly tenant?: string | undefined
  /** Bounds what is read, for whoever works beside it. */
  readonly bytesPerSecond?: number | undefined
  readonly mediaElsewhere: boolean
}

interface TenantRow {
  readonly key: TenantKey
  readonly code: TenantCode
  readonly wrapped_key: string
}

/**
 * Backs up everything, or one tenant, while a server writes to it or not: every database as it was at one moment, and
 * after it the files that it names. Throws Refused where there is nothing to back up, NotFound for an unknown tenant,
 * WrongMasterKey, and Conflict while somebody else is at work in the place.
 */
export async function writeBackup(vault: Vault, options: WriteOptions): Promise<VaultManifest> {
  const { dataDir, masterKey, tenant } = options
  const platformFile = await demandPlatform(dataDir)
  await using _mark = await vault.mark()
  await using staging = await openStaging(dataDir)
  const created = new Date()
  const writer = new Writer(vault, staging.folder, options.bytesPerSecond)
  const { stored, copy } = await writer.database(platformFile, 'platform')
  const platform = openBeside(copy)
  try {
    const rows = platform.handle
      .prepare<[], TenantRow>("select key, code, wrapped_key from tenants where state <> 'making' order by code")
      .all()
      .filter(({ code }) => tenant === undefined || code === tenant)
    if (tenant !== undefined && rows.length === 0) throw new NotFound(`There is no tenant ${tenant}.`)
    const tenants: StoredTenant[] = []
    for (const row of rows) {
      const one = await writer.tenant(row, platform, options)
      if (one !== undefined) tenants.push(one)
    }
    const whole = tenant === undefined
    const platformKey = platform.handle
      .prepare<[string], { value: string }>('select value from settings where name = ?')
      .get(platformKeyName)
    const manifest: VaultManifest = {
      format: 2,
      id: newBackupId(created),
      createdAt: created.toISOString(),
      version: options.version,
      migrations: { platform: platformMigrations.length, tenant: tenantMigrations.length },
      of: whole ? 'platform' : { tenant: tenant as TenantCode }, // its row was found
      ...(whole && platformKey !== undefined
        ? {
            platform: {
              database: await writer.settle(stored, copy),
              dataKey: unwrap(masterKey, 'platform', platformKey.value).toString('base64'),
              avatars: await writer.files(join(dataDir, 'avatars')),
            },
          }
        : {}),
      tenants,
      bytes: writer.bytes,
      newBytes: writer.newBytes,
      mediaElsewhere: options.mediaElsewhere,
    }
    // Last: without it the others are nothing.
    await vault.add(manifest)
    return manifest
  } finally {
    platform.close()
  }
}

/** Its file. Throws Refused where there is none, before anybody opens, and so makes, one. */
export async function demandPlatform(dataDir: string): Promise<string> {
  const file = join(dataDir, 'platform.db')
  if (!(await isFile(file))) throw new Refused(`There is no platform in ${dataDir} to back up.`)
  return file
}

/** A database that was copied, before it is kept. */
interface Copied {
  readonly stored: Digest & Pick<StoredDatabase, 'rows'>
  readonly copy: string
}

class Writer {
  readonly #vault: Vault
  readonly #folder: string
  readonly #bytesPerSecond: number | undefined
  bytes = 0
  newBytes = 0

  constructor(vault: Vault, folder: string, bytesPerSecond: number | undefined) {
    this.#vault = vault
    this.#folder = folder
    this.#bytesPerSecond = bytesPerSecond
  }

  async database(file: string, name: string): Promise<Copied> {
    const copy = join(this.#folder, `${name}.db`)
    await copyDatabase(file, copy, this.#bytesPerSecond)
    return { stored: { ...(await digestOf(copy)), rows: rowsIn(copy) }, copy }
  }

  async settle({ rows, ...digest }: Copied['stored'], copy: string): Promise<StoredDatabase> {
    return { ...(await this.#keep(digest, copy)), rows }
  }

  async tenant(
    { key, code, wrapped_key }: TenantRow,
    platform: SqliteDatabase,
    { dataDir, masterKey }: WriteOptions,
  ): Promise<StoredTenant | undefined> {
    // As the platform was copied; whoever moved since then left a copy behind that is as old as that.
    const places = openPlaces(platform, dataDir)
    await places.demandMounted(places.placeOf(code))
    const root = places.homeOf(code)
    // Between the first and the last step of being made or removed there is none.
    if (!(await isFile(tenantFile(root, code)))) return undefined
    const { stored, copy } = await this.database(tenantFile(root, code), code)
    const database = await this.settle(stored, copy)
    for (const suffix of ['', '-wal', '-shm']) await rm(`${copy}${suffix}`, { force: true })
    return {
      code,
      key,
      dataKey: unwrap(masterKey, key, wrapped_key).toString('base64'),
      rows: readPlatformRows(platform, key),
      database,
      files: await this.files(tenantFolder(root, code)),
    }
  }

  /** A list of what there is, a line each, so that nobody needs all of it in memory. */
  async files(folder: string): Promise<StoredFiles> {
    const path = join(this.#folder, 'files.list')
    const list = await open(path, 'w', 0o600)
    let count = 0
    let total = 0
    try {
      for await (const name of filesOf(folder)) {
        const file = await this.#file(folder, name)
        if (file === undefined) continue
        await list.writeFile(`${JSON.stringify(file)}\n`)
        count++
        total += file.bytes
      }
    } finally {
      await list.close()
    }
    return { ...(await this.#keep(await digestOf(path), path)), count, total }
  }

  /** Undefined when it was removed since it was listed: it belongs to nobody any more. */
  async #file(folder: string, path: string): Promise<StoredFile | undefined> {
    const file = join(folder, path)
    // Media and models are named by what they are.
    const named = /^(?:media|avatars)\/[0-9a-f]{2}\/([0-9a-f]{64})$/.exec(path)?.[1]
    try {
      const digest = named === undefined ? await digestOf(file) : { sha256: named, bytes: (await stat(file)).size }
      return { path, ...(await this.#keep(digest, file)) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined // what fs throws
      throw error
    }
  }

  async #keep(digest: Digest, file: string): Promise<StoredContent> {
    const { isNew, object, bytes, sha256 } = await this.#vault.keep(digest, () => readBytes(file))
    this.bytes += bytes
    if (isNew) this.newBytes += bytes
    return { object, bytes, sha256 }
  }
}

/** Relative, with slashes; not what is still arriving. */
export async function* filesOf(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')
    if (entry.isFile() && isTenantPath(path)) yield path
  }
}

/** What a tenant's folder holds for good: plain names, nothing unfinished. */
export function isTenantPath(path: string): boolean {
  return /^(?:[\w][\w.-]*\/)*[\w][\w.-]*$/.test(path) && !/(?:^|\/)unfinished\/|\.new$/.test(path)
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
