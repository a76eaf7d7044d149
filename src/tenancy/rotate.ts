import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { GatewayError, Refused } from '../contracts/errors.ts'
import { checkMasterKey, loadMasterKey, newDataKey, type MasterKey } from './keys.ts'
import { changeMasterKey, proofName } from './platform.ts'
import { keyBytes } from './secrets.ts'
import type { Database } from './database.ts'

export interface Rotation {
  /** Tenants whose data keys are wrapped by the new master key now. */
  readonly tenants: number
  /** Where the new master key is. */
  readonly file: string
}

/**
 * Wraps every data key with another master key. The caller holds the lock of the data folder. The new key is on the disk
 * before the database needs it, so that this can be interrupted anywhere and asked for again:
 *
 * `keyFile`: where the new key is, or is made. Without it the key lives in the data folder, and takes the old one's place.
 *
 * Throws WrongMasterKey when the present key is not the one in force, and Refused when there is nowhere to keep the new one.
 */
export async function rotateMasterKey(
  database: Database,
  { dataDir, given, keyFile }: { readonly dataDir: string; readonly given?: Buffer; readonly keyFile?: string },
): Promise<Rotation> {
  if (given !== undefined && keyFile === undefined)
    throw new Refused('The master key is SECRET_KEY: name the file that the new one goes to with --key-file.')
  if (given === undefined && keyFile !== undefined)
    throw new Refused('The master key is a file of DATA_DIR: it is replaced where it is, without --key-file.')
  const { bytes } = await currentMasterKey(database, dataDir, given)
  const file = keyFile ?? nextFile(dataDir)
  // Interrupted before the database changed, the same new key is used; in the data folder one that was never used is overwritten.
  const next = (await readNext(file)) ?? (await makeNext(file))
  if (given !== undefined && fits(database, next)) return { tenants: 0, file }
  const tenants = await changeMasterKey(database, bytes, next)
  if (keyFile === undefined) await rename(file, keptFile(dataDir))
  return { tenants, file: keyFile ?? keptFile(dataDir) }
}

/** The master key in force: as `loadMasterKey`, and what an interrupted rotation left is put in its place. */
export async function currentMasterKey(database: Database, dataDir: string, given?: Buffer): Promise<MasterKey> {
  if (given === undefined) {
    const next = await readNext(nextFile(dataDir))
    if (next !== undefined && fits(database, next)) await rename(nextFile(dataDir), keptFile(dataDir)).catch(gone)
  }
  return loadMasterKey(dataDir, given)
}

const keptFile = (dataDir: string) => join(dataDir, 'secret.key')
const nextFile = (dataDir: string) => join(dataDir, 'secret.key.next')

/** Another process put it in its place. */
function gone(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error // what fs throws
}

function fits(database: Database, key: Buffer): boolean {
  const proof = database
    .prepare<[string], { value: string }>('select value from settings where name = ?')
    .get(proofName)
  try {
    if (proof !== undefined) checkMasterKey(key, proof.value)
    return proof !== undefined
  } catch (error) {
    if (error instanceof GatewayError) return false
    throw error
  }
}

async function readNext(file: string): Promise<Buffer | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    gone(error)
    return ''
  })
  if (text.trim() === '') return undefined
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== keyBytes) throw new Refused(`${file} does not hold 32 bytes in base64.`)
  return key
}

async function makeNext(file: string): Promise<Buffer> {
  const key = newDataKey()
  await rm(file, { force: true })
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(`${key.toString('base64')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return key
}
