import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { platformMigrations } from '../../../migrations/platform/index.ts'
import { tenantMigrations } from '../../../migrations/tenant/index.ts'
import { Conflict, Invalid, NotFound, Refused } from '../../contracts/errors.ts'
import { isTenantCode } from '../../contracts/id.ts'
import type { TenantCode } from '../../contracts/id.ts'
import type { EmbeddedDatabases } from '../databases.ts'
import { tenantFile, tenantFolder } from '../files.ts'
import { loadMasterKey, masterKeyProof, wrap } from '../keys.ts'
import { platformKeyName, proofName } from '../platform.ts'
import { writePlatformRows } from './platform-rows.ts'
import { countRows, differing, openBeside } from './snapshot.ts'
import { openStaging } from './staging.ts'
import type { StoredDatabase, StoredFile, StoredFiles, StoredTenant, Vault, VaultManifest } from './vault.ts'
import { isTenantPath } from './write.ts'

export interface Restored {
  readonly manifest: VaultManifest
  readonly tenants: number
  readonly files: number
  /** People of the tenant who have no account in this installation: they are to be invited again. */
  readonly leftOut: number
}

/** The backup of that name, or the newest that holds what is asked for. Throws NotFound and Refused. */
export async function findBackup(vault: Vault, id: string | undefined, tenant?: string): Promise<VaultManifest> {
  if (id !== undefined && id !== 'latest') return fitting(await vault.manifest(id))
  for (const one of await vault.ids()) {
    const manifest = await vault.manifest(one)
    const holds =
      tenant === undefined ? manifest.platform !== undefined : manifest.tenants.some(({ code }) => code === tenant)
    if (holds) return fitting(manifest)
  }
  throw new NotFound(
    tenant === undefined
      ? `There is no backup of everything in ${vault.place.name}.`
      : `No backup in ${vault.place.name} holds the tenant ${tenant}.`,
  )
}

/** A newer version's tables are not this one's; an older one's are brought up when they are opened. */
function fitting(manifest: VaultManifest): VaultManifest {
  const { platform, tenant } = manifest.migrations
  if (platform > platformMigrations.length || tenant > tenantMigrations.length)
    throw new Refused(
      `The backup ${manifest.id} was made by a newer version of Colloquy (${manifest.version}): restore it with that one.`,
    )
  return manifest
}

/**
 * Brings everything back into a data folder that holds nothing yet. All of it is fetched and checked beside, and only
 * then takes its place, the platform last. Data keys are wrapped by the master key of the new installation: the one
 * given, or one that is made.
 *
 * Throws Refused for a backup that is incomplete, changed, or of a newer version, Conflict when there is something to
 * overwrite.
 */
export async function restoreAll(
  vault: Vault,
  manifest: VaultManifest,
  { dataDir, secretKey }: { readonly dataDir: string; readonly secretKey?: Buffer | undefined },
): Promise<Restored> {
  const { platform, tenants } = manifest
  if (platform === undefined)
    throw new Refused(`The backup ${manifest.id} holds one tenant alone: restore it with --tenant.`)
  await demandEmpty(dataDir)
  await using staging = await openStaging(dataDir)
  const staged = join(staging.folder, 'platform.db')
  await fetchDatabase(vault, platform.database, staged)
  let files = 0
  for (const tenant of tenants) files += await fetchTenant(vault, tenant, staging.folder, tenant.code)
  const avatars = join(staging.folder, 'avatars')
  if (platform.avatars !== undefined) files += await fetchFiles(vault, platform.avatars, avatars)
  const master = await loadMasterKey(dataDir, secretKey)
  await rewrapAll(staged, manifest, master.bytes)
  for (const { code } of tenants) await settle(staging.folder, dataDir, code)
  if (await exists(avatars)) await rename(avatars, join(dataDir, 'avatars'))
  await rename(staged, join(dataDir, 'platform.db'))
  return { manifest, tenants: tenants.length, files, leftOut: 0 }
}

/**
 * Brings one tenant into an installation that runs or not, under its code or another. Its ids lead to it as before.
 * Throws Conflict while the code is taken, or the tenant is there, and as above.
 */
export async function restoreTenant(
  vault: Vault,
  manifest: VaultManifest,
  {
    databases,
    masterKey,
    dataDir,
    tenant: code,
    as = code,
  }: {
    readonly databases: EmbeddedDatabases
    readonly masterKey: Buffer
    readonly dataDir: string
    readonly tenant: string
    readonly as?: string | undefined
  },
): Promise<Restored> {
  const tenant = manifest.tenants.find((one) => one.code === code)
  if (tenant === undefined) throw new NotFound(`The backup ${manifest.id} does not hold the tenant ${code}.`)
  if (!isTenantCode(as)) throw new Invalid(`${as} is no code of a tenant.`, 'as')
  const { platform } = databases
  const demandFree = () => {
    const other = platform.handle
      .prepare<[string, string], { code: string; key: string }>(
        'select code, key from tenants where code = ? or key = ?',
      )
      .get(as, tenant.key)
    if (other?.key === tenant.key)
      throw new Conflict(`The tenant is there, as ${other.code}: its ids lead to it. Remove it first.`)
    if (other !== undefined) throw new Conflict(`The code ${as} is taken: restore it under another with --as.`)
  }
  demandFree()
  await using staging = await openStaging(dataDir)
  const files = await fetchTenant(vault, tenant, staging.folder, as)
  // What a tenant of that code left behind is none of this one's.
  await databases.remove(as)
  await settle(staging.folder, dataDir, as)
  const wrapped = wrap(masterKey, tenant.key, Buffer.from(tenant.dataKey, 'base64'))
  const rows = {
    ...tenant.rows,
    tenants: (tenant.rows['tenants'] ?? []).map((row) => ({
      ...row,
      code: as,
      wrapped_key: wrapped,
      // Whoever brings it back wants it.
      deletes_at: null,
    })),
  }
  const leftOut = await platform.write(() => {
    demandFree()
    const left = writePlatformRows(platform, rows)
    // It may have work, and cannot say so by itself.
    platform.handle
      .prepare('insert or replace into wake_ups (tenant_key, due_at, listens) values (?, ?, 0)')
      .run(tenant.key, Date.now())
    return left
  })
  return { manifest, tenants: 1, files, leftOut }
}

/** Fetches and checks; gives the number of files. */
async function fetchTenant(vault: Vault, tenant: StoredTenant, folder: string, code: TenantCode): Promise<number> {
  await fetchDatabase(vault, tenant.database, tenantFile(folder, code))
  return fetchFiles(vault, tenant.files, tenantFolder(folder, code))
}

async function fetchFiles(vault: Vault, files: StoredFiles, folder: string): Promise<number> {
  let count = 0
  for await (const file of listOf(vault, files)) {
    await fetchTo(vault, file, join(folder, ...file.path.split('/')))
    count++
  }
  return count
}

/** Files, as their list tells. */
export async function* listOf(vault: Vault, files: StoredFiles): AsyncGenerator<StoredFile> {
  const lines = createInterface({ input: Readable.from(vault.open(files)), crlfDelay: Infinity })
  for await (const line of lines) {
    if (line === '') continue
    const file = JSON.parse(line) as StoredFile // a line that a backup wrote; its path is looked at
    if (!isTenantPath(file.path)) throw new Refused('The backup names a file that is in no backup.')
    yield file
  }
}

async function fetchDatabase(vault: Vault, stored: StoredDatabase, path: string): Promise<void> {
  await fetchTo(vault, stored, path)
  const database = openBeside(path)
  try {
    const verdict = String(database.handle.pragma('quick_check(1)', { simple: true }))
    if (verdict !== 'ok') throw new Refused(`A database of the backup is damaged: ${verdict}.`)
    const wrong = differing(stored.rows, countRows(database))
    if (wrong.length > 0) throw new Refused(`Rows are missing after the restore, in ${wrong.join(', ')}.`)
  } finally {
    database.close()
  }
}

async function fetchTo(vault: Vault, content: StoredFile | StoredDatabase, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'w', 0o600)
  try {
    for await (const piece of vault.open(content)) await file.writeFile(piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function settle(folder: string, dataDir: string, code: TenantCode): Promise<void> {
  for (const name of ['tenants', 'files']) await mkdir(join(dataDir, name), { recursive: true, mode: 0o700 })
  if (await exists(tenantFolder(folder, code))) {
    await rm(tenantFolder(dataDir, code), { recursive: true, force: true })
    await rename(tenantFolder(folder, code), tenantFolder(dataDir, code))
  }
  await chmod(tenantFile(folder, code), 0o600)
  await rename(tenantFile(folder, code), tenantFile(dataDir, code))
}

/** Everything is in the data folder now, and under another master key. */
async function rewrapAll(file: string, { platform, tenants }: VaultManifest, master: Buffer): Promise<void> {
  const database = openBeside(file)
  try {
    await database.write(() => {
      const { handle } = database
      const keep = handle.prepare('update tenants set wrapped_key = ? where key = ?')
      for (const { key, dataKey } of tenants) keep.run(wrap(master, key, Buffer.from(dataKey, 'base64')), key)
      // Made or removed just then: there is nothing of it.
      const held = JSON.stringify(tenants.map(({ key }) => key))
      handle.prepare('delete from tenants where key not in (select value from json_each(?))').run(held)
      const set = handle.prepare('insert or replace into settings (name, value) values (?, ?)')
      set.run(platformKeyName, wrap(master, 'platform', Buffer.from(platform?.dataKey ?? '', 'base64')))
      set.run(proofName, masterKeyProof(master))
      for (const table of ['tenant_places', 'tenant_moves']) handle.exec(`delete from ${table}`)
    })
    database.handle.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    database.close()
  }
}

async function demandEmpty(dataDir: string): Promise<void> {
  for (const name of ['platform.db', 'secret.key', 'avatars'])
    if (await exists(join(dataDir, name)))
      throw new Conflict(`${join(dataDir, name)} is there: nothing is overwritten.`)
  const tenants = await readdir(join(dataDir, 'tenants')).catch(() => [])
  if (tenants.length > 0) throw new Conflict(`${join(dataDir, 'tenants')} is not empty: nothing is overwritten.`)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
