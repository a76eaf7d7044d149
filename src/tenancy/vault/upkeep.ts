import { kept, type Keep } from './keep.ts'
import { listOf } from './restore.ts'
import type { StoredContent, StoredFiles, Vault, VaultManifest } from './vault.ts'

/** A backup as a list shows it. */
export interface BackupRow {
  readonly id: string
  readonly createdAt: string
  /** `platform`, or the code of the tenant. */
  readonly of: string
  readonly tenants: number
  readonly bytes: number
  readonly newBytes: number
  readonly version: string
}

export const rowOf = ({ id, createdAt, of, tenants, bytes, newBytes, version }: VaultManifest): BackupRow => ({
  id,
  createdAt,
  of: of === 'platform' ? of : of.tenant,
  tenants: tenants.length,
  bytes,
  newBytes,
  version,
})

/** Newest first. */
export async function* listBackups(vault: Vault): AsyncGenerator<VaultManifest> {
  for (const id of await vault.ids()) yield await vault.manifest(id)
}

export interface Verdict {
  readonly contents: number
  readonly bytes: number
  /** Sentences; none: all of it is there, and as it was. */
  readonly problems: readonly string[]
}

/** Reads everything that a backup is made of, and compares it with its checksums. */
export async function verifyBackup(vault: Vault, manifest: VaultManifest): Promise<Verdict> {
  const problems: string[] = []
  const seen = new Set<string>()
  let bytes = 0
  const look = async (what: string, content: StoredContent) => {
    if (seen.has(content.object)) return
    seen.add(content.object)
    try {
      for await (const piece of vault.open(content)) bytes += piece.byteLength
    } catch (error) {
      problems.push(`${what}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const lookAll = async (whose: string, files: StoredFiles) => {
    await look(`The list of files of ${whose}`, files)
    try {
      for await (const file of listOf(vault, files)) await look(`${file.path} of ${whose}`, file)
    } catch {
      // The list itself was found wrong above.
    }
  }
  if (manifest.platform !== undefined) await look('The platform', manifest.platform.database)
  if (manifest.platform?.avatars !== undefined) await lookAll('the platform', manifest.platform.avatars)
  for (const tenant of manifest.tenants) {
    await look(`The database of ${tenant.code}`, tenant.database)
    await lookAll(tenant.code, tenant.files)
  }
  return { contents: seen.size, bytes, problems }
}

export interface Pruned {
  readonly kept: number
  readonly removed: readonly string[]
  /** Contents that no backup has any more. */
  readonly contents: number
}

/**
 * Removes the backups that are not to be kept, by what they are of, and then what none of the others has. Throws Refused
 * when one of them cannot be read: what it has would be removed.
 */
export async function pruneBackups(vault: Vault, keep: Keep): Promise<Pruned> {
  await using _mark = await vault.mark()
  const manifests = await Array.fromAsync(listBackups(vault))
  const removed: VaultManifest[] = []
  for (const group of Map.groupBy(manifests, (manifest) => rowOf(manifest).of).values()) {
    const stays = kept(
      keep,
      group.map(({ createdAt }) => Date.parse(createdAt)),
    )
    removed.push(...group.filter(({ createdAt }) => !stays.has(Date.parse(createdAt))))
  }
  const others = manifests.filter((manifest) => !removed.includes(manifest))
  const needed = new Set<string>()
  for (const manifest of others) for await (const object of contentsOf(vault, manifest)) needed.add(object)
  // The backups first: one whose contents were going would look whole.
  for (const { id } of removed) await vault.remove(id)
  let contents = 0
  for await (const object of vault.objects()) {
    if (needed.has(object)) continue
    await vault.removeObject(object)
    contents++
  }
  return { kept: others.length, removed: removed.map(({ id }) => id), contents }
}

async function* contentsOf(vault: Vault, { platform, tenants }: VaultManifest): AsyncGenerator<string> {
  if (platform !== undefined) yield platform.database.object
  if (platform?.avatars !== undefined) yield* filesAmong(vault, platform.avatars)
  for (const tenant of tenants) {
    yield tenant.database.object
    yield* filesAmong(vault, tenant.files)
  }
}

async function* filesAmong(vault: Vault, files: StoredFiles): AsyncGenerator<string> {
  yield files.object
  for await (const { object } of listOf(vault, files)) yield object
}
