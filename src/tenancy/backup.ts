import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, copyFile, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { databaseDefaults } from '../config/defaults.ts'
import { Conflict, Refused } from '../contracts/errors.ts'
import { isTenantCode } from '../contracts/id.ts'
import type { TenantCode } from '../contracts/id.ts'
import { tenantFolder } from './files.ts'
import { openPlaces } from './places.ts'
import { SqliteDatabase } from './sqlite.ts'

/** What a backup folder says of itself, in `manifest.json`. */
export interface BackupManifest {
  readonly format: 1
  /** ISO 8601 UTC. */
  readonly createdAt: string
  readonly files: readonly BackedUpFile[]
}

export interface BackedUpFile {
  /** Relative, with forward slashes. */
  readonly path: string
  readonly bytes: number
  /** SHA-256, hex. */
  readonly sha256: string
}

const platformFile = 'platform.db'
const keyFile = 'secret.key'
const manifestFile = 'manifest.json'

/**
 * Copies the platform's and every tenant's database and files into `target`, each as it was at one moment, whether or not a server
 * writes to them meanwhile. The master key is copied when the data folder holds it, because without it nothing sealed can
 * be read again: a backup is as secret as the data folder. Half a backup never has the target's name.
 *
 * Throws Conflict when `target` exists, Refused when the data folder holds no platform.
 */
export async function backup(dataDir: string, target: string): Promise<BackupManifest> {
  if (await exists(target)) throw new Conflict(`${target} exists already: name a folder that does not.`)
  if (!(await exists(join(dataDir, platformFile)))) throw new Refused(`There is no platform in ${dataDir} to back up.`)
  const unfinished = `${target}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(join(unfinished, 'tenants'), { recursive: true, mode: 0o700 })
  const paths = await copyAll(dataDir, unfinished)
  const files = await Promise.all(paths.map((path) => described(unfinished, path)))
  const manifest: BackupManifest = { format: 1, createdAt: new Date().toISOString(), files }
  await writeFile(join(unfinished, manifestFile), `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 })
  await rename(unfinished, target)
  return manifest
}

/**
 * Brings a backup back into a data folder that holds nothing yet. Everything is checked before anything is written.
 * Throws Refused for a backup that is incomplete or changed, Conflict when there is something to overwrite.
 */
export async function restore(source: string, dataDir: string): Promise<BackupManifest> {
  const manifest = await readManifest(source)
  for (const file of manifest.files) await verify(source, file)
  await demandEmpty(dataDir)
  await mkdir(join(dataDir, 'tenants'), { recursive: true, mode: 0o700 })
  // The platform comes last: without it, what was interrupted is not taken for a whole.
  const inOrder = manifest.files.toSorted((a, b) => Number(a.path === platformFile) - Number(b.path === platformFile))
  for (const { path } of inOrder) {
    const unfinished = join(dataDir, `${path}.new`)
    await mkdir(dirname(unfinished), { recursive: true, mode: 0o700 })
    await copyFile(join(source, path), unfinished)
    await chmod(unfinished, 0o600)
    await rename(unfinished, join(dataDir, path))
  }
  return manifest
}

async function copyAll(dataDir: string, target: string): Promise<readonly string[]> {
  await copyDatabase(join(dataDir, platformFile), join(target, platformFile))
  const tenants = tenantsOf(join(target, platformFile), dataDir)
  const copied = [platformFile]
  // The platform's copy says which tenants there are: one made since then is in the next backup, whole.
  for (const { code, root } of tenants) {
    const path = `tenants/${code}.db`
    if (!(await exists(join(root, path)))) continue
    await copyDatabase(join(root, path), join(target, path))
    copied.push(path)
    copied.push(...(await copyFiles(root, target, tenantFolder(root, code))))
  }
  copied.push(...(await copyFiles(dataDir, target, join(dataDir, 'avatars'))))
  if (await exists(join(dataDir, keyFile))) {
    await copyFile(join(dataDir, keyFile), join(target, keyFile))
    await chmod(join(target, keyFile), 0o600)
    copied.push(keyFile)
  }
  return copied
}

/**
 * A tenant's files, after its database, or everyone's: what that names is there. They are written whole or not at all, and
 * media and models never change. What is still arriving belongs to the next backup.
 */
async function copyFiles(dataDir: string, target: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const copied: string[] = []
  for (const entry of entries) {
    const path = relative(dataDir, join(entry.parentPath, entry.name)).split(sep).join('/')
    if (!entry.isFile() || !isBackupPath(path)) continue
    await mkdir(dirname(join(target, path)), { recursive: true, mode: 0o700 })
    // Removed since it was listed: it belongs to nobody any more.
    if (!(await copyIfThere(join(dataDir, path), join(target, path)))) continue
    copied.push(path)
  }
  return copied
}

async function copyIfThere(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false // what fs throws
    throw error
  }
  await chmod(to, 0o600)
  return true
}

async function copyDatabase(from: string, to: string): Promise<void> {
  const database = open(from)
  try {
    // All pages in one step: SQLite would begin again whenever another process wrote between two.
    await database.handle.backup(to, { progress: () => Number.MAX_SAFE_INTEGER })
  } finally {
    database.close()
  }
  await chmod(to, 0o600)
}

/** With the folders of their places. In the copy everything is in one. */
function tenantsOf(platform: string, dataDir: string): readonly { readonly code: TenantCode; readonly root: string }[] {
  const database = open(platform)
  try {
    const rows = database.handle.prepare<[], { code: TenantCode }>('select code from tenants order by code').all()
    const places = openPlaces(database, dataDir)
    const tenants = rows.map(({ code }) => ({ code, root: places.homeOf(code) }))
    for (const table of ['tenant_places', 'tenant_moves']) database.handle.exec(`delete from ${table}`)
    return tenants
  } finally {
    database.close()
  }
}

function open(file: string): SqliteDatabase {
  return new SqliteDatabase(file, { cacheKib: databaseDefaults.tenantCacheKib, busyMs: databaseDefaults.busyMs })
}

async function described(folder: string, path: string): Promise<BackedUpFile> {
  const sum = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(join(folder, path)) as AsyncIterable<Buffer>) {
    sum.update(chunk)
    bytes += chunk.length
  }
  return { path, bytes, sha256: sum.digest('hex') }
}

/** A backup may come from anywhere: its manifest names nothing outside of what a backup holds. */
async function readManifest(source: string): Promise<BackupManifest> {
  const text = await readFile(join(source, manifestFile), 'utf8').catch(() => {
    throw new Refused(`${source} holds no manifest.json: it is no backup, or an unfinished one.`)
  })
  const manifest = parsed(text) as Partial<BackupManifest> | null // looked at below
  if (manifest?.format !== 1 || !Array.isArray(manifest.files)) {
    throw new Refused(`${join(source, manifestFile)} is not of this version's backups.`)
  }
  const files = manifest.files as readonly Partial<BackedUpFile>[] // as above
  for (const { path } of files) {
    if (typeof path !== 'string' || !isBackupPath(path)) throw new Refused('The manifest names what no backup holds.')
  }
  if (!files.some(({ path }) => path === platformFile)) throw new Refused('The manifest names no platform.')
  return manifest as BackupManifest // every path was looked at; sizes and checksums are about to be
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isBackupPath(path: string): boolean {
  const [, ofDatabase, ofFile] =
    /^(?:tenants\/([^/]+)\.db|files\/([^/]+)\/(?:[\w][\w.-]*\/)*[\w][\w.-]*)$/.exec(path) ?? []
  const code = ofDatabase ?? ofFile
  if (/\/(?:media|avatars)\/unfinished\/|\.new$/.test(path)) return false
  if (/^avatars\/[0-9a-f]{2}\/[0-9a-f]{64}$/.test(path)) return true
  return path === platformFile || path === keyFile || (code !== undefined && isTenantCode(code))
}

async function verify(source: string, { path, bytes, sha256 }: BackedUpFile): Promise<void> {
  if (!(await exists(join(source, path)))) throw new Refused(`The backup lacks ${path}.`)
  const actual = await described(source, path)
  if (actual.bytes !== bytes || actual.sha256 !== sha256) {
    throw new Refused(`${path} is not what was backed up: its checksum differs.`)
  }
}

async function demandEmpty(dataDir: string): Promise<void> {
  const tenants = await readdir(join(dataDir, 'tenants')).catch(() => [])
  for (const name of [platformFile, keyFile]) {
    if (await exists(join(dataDir, name)))
      throw new Conflict(`${join(dataDir, name)} is there: nothing is overwritten.`)
  }
  if (tenants.length > 0) throw new Conflict(`${join(dataDir, 'tenants')} is not empty: nothing is overwritten.`)
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}
