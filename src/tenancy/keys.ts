import { createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto'
import { link, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { GatewayError } from '../contracts/errors.ts'
import type { TenantKey } from '../contracts/id.ts'
import { keyBytes, seal, unseal, Unsealable } from './secrets.ts'

/**
 * Keys, from the outside in: the operator's master key wraps one data key per tenant, and one of the platform; from a data
 * key come the keys that seal its owner's secrets and sign its visitors. A changed master key re-wraps data keys and nothing else.
 */
export interface MasterKey {
  readonly bytes: Buffer
  /** `made` and `file`: kept beside what it protects, which production should not do. */
  readonly origin: 'environment' | 'file' | 'made'
}

/** What a tenant's scope may do with its keys; the keys themselves stay here. */
export interface TenantKeys {
  /** `field` names the place, down to the row: `channel/ch_…/settings.token`. */
  seal(field: string, plain: string): string
  /** Throws Unsealable for what was changed, or sealed for another tenant or field. */
  unseal(field: string, sealed: string): string
  /** Signs visitor tokens; 32 bytes. */
  readonly visitorKey: Buffer
  /** Signs URLs of media; 32 bytes. */
  readonly mediaKey: Buffer
  /** Signs URLs of archives; 32 bytes. */
  readonly exportKey: Buffer
  /** A name for somebody that says nothing to whoever has not the key: the same for the same text, hex. */
  pseudonym(text: string): string
}

/** The master key does not fit what is stored. */
export class WrongMasterKey extends GatewayError {
  readonly code = 'E_WRONG_MASTER_KEY'
}

/** The given key (32 bytes, SECRET_KEY), or the one kept in the data folder, made at the first start. */
export async function loadMasterKey(dataDir: string, given?: Buffer): Promise<MasterKey> {
  if (given !== undefined) return { bytes: given, origin: 'environment' }
  const file = join(dataDir, 'secret.key')
  const kept = await readKey(file)
  if (kept !== undefined) return { bytes: kept, origin: 'file' }
  await writeKey(file, randomBytes(keyBytes))
  // Read back: of two processes that start at once, the first one's key is the key.
  const made = await readKey(file)
  if (made === undefined) throw new WrongMasterKey(`${file} disappeared while it was made.`)
  return { bytes: made, origin: 'made' }
}

async function readKey(file: string): Promise<Buffer | undefined> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined // what fs throws
    throw error
  })
  if (text === undefined) return undefined
  const bytes = Buffer.from(text.trim(), 'base64')
  if (bytes.length !== keyBytes)
    throw new WrongMasterKey(`${file} does not hold ${keyBytes} bytes in base64: restore it from a backup.`)
  return bytes
}

/** Written whole before it has its name: a crash in between must not leave half a key. */
async function writeKey(file: string, key: Buffer): Promise<void> {
  const unfinished = `${file}.${randomUUID()}.new`
  const handle = await open(unfinished, 'w', 0o600)
  try {
    await handle.writeFile(`${key.toString('base64')}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await link(unfinished, file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error // what fs throws
  })
  await rm(unfinished)
}

/** Whose data key it is; the platform has one too, for secrets that belong to no tenant. */
export type KeyOwner = TenantKey | 'platform'

export const newDataKey = (): Buffer => randomBytes(keyBytes)

/** A new tenant's data key, wrapped. */
export function newWrappedKey(master: Buffer, tenant: TenantKey): string {
  return wrap(master, tenant, newDataKey())
}

/** A data key (32 bytes) as it may be kept. */
export function wrap(master: Buffer, owner: KeyOwner, dataKey: Buffer): string {
  return seal(master, dataKeyOf(owner), dataKey)
}

/** The data key itself, for backups alone. Throws WrongMasterKey when `master` is not the one it was wrapped with. */
export function unwrap(master: Buffer, owner: KeyOwner, wrapped: string): Buffer {
  return fitting(() => unseal(master, dataKeyOf(owner), wrapped))
}

/** The same data key under another master key. Throws WrongMasterKey when `from` is not the one it was wrapped with. */
export function rewrap(wrapped: string, owner: KeyOwner, from: Buffer, to: Buffer): string {
  return wrap(to, owner, unwrap(from, owner, wrapped))
}

/** Throws WrongMasterKey. */
export function openKeys(master: Buffer, tenant: TenantKey, wrapped: string): TenantKeys {
  const dataKey = unwrap(master, tenant, wrapped)
  const derived = (purpose: string) => Buffer.from(hkdfSync('sha256', dataKey, '', `colloquy/${purpose}`, keyBytes))
  const sealing = derived('seal')
  const pseudonyms = derived('pseudonym')
  return {
    seal: (field, plain) => seal(sealing, [tenant, field], Buffer.from(plain)),
    unseal: (field, sealed) => unseal(sealing, [tenant, field], sealed).toString(),
    visitorKey: derived('visitor'),
    mediaKey: derived('media'),
    exportKey: derived('export'),
    pseudonym: (text) => createHmac('sha256', pseudonyms).update(text).digest('hex'),
  }
}

function dataKeyOf(owner: KeyOwner): readonly string[] {
  return ['data-key', owner]
}

const derivedOf = (platformKey: Buffer, purpose: string) =>
  Buffer.from(hkdfSync('sha256', platformKey, '', `colloquy/${purpose}`, keyBytes))

/** Signs the access tokens of people. */
export const accessTokenKey = (platformKey: Buffer): Buffer => derivedOf(platformKey, 'access-tokens')

/** Of this installation alone, whatever its processes, its address and its master key become: 12 hexadecimal digits. */
export const installationOf = (platformKey: Buffer): string =>
  derivedOf(platformKey, 'installation').toString('hex', 0, 6)

/** Seals secrets that belong to no tenant. */
export function platformSealing(platformKey: Buffer) {
  const key = derivedOf(platformKey, 'platform-secrets')
  return {
    seal: (place: string, plain: string) => seal(key, ['platform', place], Buffer.from(plain)),
    unseal: (place: string, sealed: string) => unseal(key, ['platform', place], sealed).toString(),
  }
}

/** Seals answers that are kept for who asks again. */
export const answersKey = (platformKey: Buffer): Buffer => derivedOf(platformKey, 'answers')

/** Kept with the platform: tells at the start, before any tenant is opened, whether the master key is the right one. */
export function masterKeyProof(master: Buffer): string {
  return seal(master, ['master-key'], Buffer.alloc(0))
}

/** Throws WrongMasterKey. */
export function checkMasterKey(master: Buffer, proof: string): void {
  fitting(() => unseal(master, ['master-key'], proof))
}

function fitting<Result>(open: () => Result): Result {
  try {
    return open()
  } catch (error) {
    if (!(error instanceof Unsealable)) throw error
    throw new WrongMasterKey(
      'The master key does not fit what is stored: start with the SECRET_KEY (or the secret.key in DATA_DIR) that it was stored with.',
      { cause: error },
    )
  }
}
