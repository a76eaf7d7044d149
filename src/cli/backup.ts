import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Config } from '../config/env.ts'
import { packageVersion } from '../config/version.ts'
import { Refused } from '../contracts/errors.ts'
import { backup, restore } from '../tenancy/backup.ts'
import { openDatabases } from '../tenancy/databases.ts'
import { lockDataDir } from '../tenancy/lock.ts'
import { currentMasterKey } from '../tenancy/rotate.ts'
import { openVaultAt } from '../tenancy/vault/index.ts'
import { readKeep, type Keep } from '../tenancy/vault/keep.ts'
import { findBackup, restoreAll, restoreTenant, type Restored } from '../tenancy/vault/restore.ts'
import { listBackups, pruneBackups, rowOf, verifyBackup } from '../tenancy/vault/upkeep.ts'
import type { Vault } from '../tenancy/vault/vault.ts'
import { demandPlatform, writeBackup } from '../tenancy/vault/write.ts'
import { configOfFiles } from './files.ts'
import { CommandFailed, printRow, printRows, type Terminal } from './terminal.ts'

interface Printing {
  readonly json: boolean
}

/** Where sealed backups are, and what opens them. */
interface Sealed extends Printing {
  readonly to?: string
  readonly from?: string
  readonly keyFile?: string
}

interface Keeping {
  readonly keep?: string
  readonly keepLast?: string
}

export async function makeBackup(
  terminal: Terminal,
  folder: string,
  { json, tenant }: Printing & { readonly tenant?: string },
): Promise<void> {
  if (tenant !== undefined)
    throw new Refused('One tenant alone is backed up into a place: use --to instead of a folder.')
  const { dataDir, mediaS3Url } = configOfFiles(terminal)
  const { createdAt, files } = await backup(dataDir, resolve(folder))
  printRow(terminal, { folder: resolve(folder), createdAt, files: files.length, bytes: sizeOf(files) }, json)
  if (files.some(({ path }) => path === 'secret.key')) {
    terminal.note('It holds the master key: keep it as safe as the data folder.')
  } else {
    terminal.note('It does not hold the master key, which is SECRET_KEY: keep that too, elsewhere.')
  }
  noteBucket(terminal, mediaS3Url !== undefined)
}

export async function restoreBackup(terminal: Terminal, folder: string, { json }: Printing): Promise<void> {
  const { dataDir } = configOfFiles(terminal)
  // No server starts on a folder that is half there.
  const lock = await lockDataDir(dataDir)
  try {
    const { createdAt, files } = await restore(resolve(folder), dataDir)
    printRow(terminal, { folder: dataDir, createdAt, files: files.length, bytes: sizeOf(files) }, json)
  } finally {
    await lock.release()
  }
}

export function hasPlace(terminal: Terminal, named: string | undefined): boolean {
  return (named ?? configOfFiles(terminal).backupTo) !== undefined
}

export async function sealBackup(
  terminal: Terminal,
  options: Sealed & Keeping & { readonly tenant?: string },
): Promise<void> {
  const config = configOfFiles(terminal)
  const keep = keepOf(options)
  const vault = await vaultOf(config, options)
  const manifest = await writeBackup(vault, {
    dataDir: config.dataDir,
    masterKey: await masterKeyOf(config),
    version: packageVersion(),
    tenant: options.tenant,
    mediaElsewhere: config.mediaS3Url !== undefined,
  })
  const pruned = keep === undefined ? undefined : await pruneBackups(vault, keep)
  const row = { place: vault.place.name, ...rowOf(manifest) }
  printRow(terminal, pruned === undefined ? row : { ...row, removed: pruned.removed.length }, options.json)
  noteBucket(terminal, manifest.mediaElsewhere)
}

export async function listBackupsOf(terminal: Terminal, options: Sealed): Promise<void> {
  const vault = await vaultOf(configOfFiles(terminal), options)
  const rows = await Array.fromAsync(listBackups(vault), (manifest) => ({ ...rowOf(manifest) }))
  printRows(terminal, rows, options.json)
}

/** Throws CommandFailed when something of them is missing or changed. */
export async function verifyBackups(
  terminal: Terminal,
  id: string | undefined,
  options: Sealed & { readonly all?: boolean },
): Promise<void> {
  const vault = await vaultOf(configOfFiles(terminal), options)
  const ids = options.all === true ? await vault.ids() : [id ?? (await vault.ids())[0] ?? 'none']
  const rows = []
  for (const one of ids) {
    const { contents, bytes, problems } = await verifyBackup(vault, await vault.manifest(one))
    rows.push({ id: one, contents, bytes, verified: problems.length === 0 })
    for (const problem of problems) terminal.note(problem)
  }
  printRows(terminal, rows, options.json)
  if (rows.some(({ verified }) => !verified)) throw new CommandFailed()
}

export async function pruneBackupsOf(terminal: Terminal, options: Sealed & Keeping): Promise<void> {
  const config = configOfFiles(terminal)
  const { kept, removed, contents } = await pruneBackups(
    await vaultOf(config, options),
    keepOf(options) ?? readKeep(config.backupKeep),
  )
  printRow(terminal, { kept, removed: removed.length, contents }, options.json)
}

export async function restoreEverything(
  terminal: Terminal,
  options: Sealed & { readonly backup?: string },
): Promise<void> {
  const config = configOfFiles(terminal)
  const { dataDir, secretKey } = config
  const vault = await vaultOf(config, options)
  const manifest = await findBackup(vault, options.backup)
  const lock = await lockDataDir(dataDir)
  try {
    printRestored(terminal, dataDir, await restoreAll(vault, manifest, { dataDir, secretKey }), options.json)
  } finally {
    await lock.release()
  }
  noteBucket(terminal, manifest.mediaElsewhere)
}

export async function restoreOneTenant(
  terminal: Terminal,
  tenant: string,
  options: Sealed & { readonly backup?: string; readonly as?: string },
): Promise<void> {
  const config = configOfFiles(terminal)
  const { dataDir } = config
  const vault = await vaultOf(config, options)
  const manifest = await findBackup(vault, options.backup, tenant)
  const databases = await openDatabases(dataDir)
  try {
    const masterKey = (await currentMasterKey(databases.platform, dataDir, config.secretKey)).bytes
    const restored = await restoreTenant(vault, manifest, { databases, masterKey, dataDir, tenant, as: options.as })
    printRestored(terminal, dataDir, restored, options.json)
    if (restored.leftOut > 0)
      terminal.note(`${restored.leftOut} of its people have no account here: invite them again.`)
    if (options.as !== undefined && options.as !== tenant)
      terminal.note('Platforms call it by its old code: register the webhooks of its channels again.')
  } finally {
    databases.close()
  }
  noteBucket(terminal, manifest.mediaElsewhere)
}

function printRestored(
  terminal: Terminal,
  folder: string,
  { manifest, tenants, files }: Restored,
  json: boolean,
): void {
  printRow(terminal, { folder, backup: manifest.id, createdAt: manifest.createdAt, tenants, files }, json)
}

async function vaultOf(config: Config, { to, from, keyFile }: Sealed): Promise<Vault> {
  const place = to ?? from ?? config.backupTo
  if (place === undefined) throw new Refused('Name the place with --from, or with BACKUP_TO.')
  const secret = keyFile === undefined ? config.backupKey : (await readFile(keyFile, 'utf8')).trim()
  if (secret === undefined) throw new Refused('Backups are sealed: set BACKUP_KEY, or name a --key-file.')
  return openVaultAt({
    to: /^https?:/i.test(place) ? place.replace(/\/+$/, '') : resolve(place),
    secret,
    s3: { region: config.backupS3Region, keyId: config.backupS3KeyId, secret: config.backupS3Secret },
  })
}

async function masterKeyOf({ dataDir, secretKey }: Config): Promise<Buffer> {
  await demandPlatform(dataDir)
  const databases = await openDatabases(dataDir)
  try {
    return (await currentMasterKey(databases.platform, dataDir, secretKey)).bytes
  } finally {
    databases.close()
  }
}

function keepOf({ keep, keepLast }: Keeping): Keep | undefined {
  const text = keep ?? keepLast
  return text === undefined ? undefined : readKeep(text)
}

function noteBucket(terminal: Terminal, elsewhere: boolean): void {
  if (elsewhere) terminal.note('It holds no media of the bucket at MEDIA_S3_URL: back that up as well.')
}

function sizeOf(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}
