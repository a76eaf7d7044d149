import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { vaultDefaults } from '../../config/defaults.ts'
import { Conflict, NotFound, Refused } from '../../contracts/errors.ts'
import type { TenantCode, TenantKey } from '../../contracts/id.ts'
import type { BackupPlace } from './place.ts'
import { nameOf, newSalt, saltOf, sealed, unsealed, vaultKey, type VaultKey } from './sealed-stream.ts'
import { digested, type Digest, type RowCounts } from './snapshot.ts'

/** A content in a place. */
export interface StoredContent extends Digest {
  /** Its name there. */
  readonly object: string
}

export interface StoredDatabase extends StoredContent {
  readonly rows: RowCounts
}

/** A file of a tenant, as a line of its list. */
export interface StoredFile extends StoredContent {
  /** Relative to the tenant's folder, with slashes. */
  readonly path: string
}

export interface StoredTenant {
  readonly code: TenantCode
  readonly key: TenantKey
  /** Base64; nothing of the master key is in a backup. */
  readonly dataKey: string
  /** What the platform keeps about it, by table. */
  readonly rows: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
  readonly database: StoredDatabase
  readonly files: StoredFiles
}

/** A list of files, a line each. */
export interface StoredFiles extends StoredContent {
  readonly count: number
  readonly total: number
}

/** What a backup is made of. It is sealed as a whole. */
export interface VaultManifest {
  readonly format: 2
  readonly id: string
  /** ISO 8601 UTC. */
  readonly createdAt: string
  /** Of the gateway that made it. */
  readonly version: string
  readonly migrations: { readonly platform: number; readonly tenant: number }
  /** A tenant's code, or everything. */
  readonly of: 'platform' | { readonly tenant: TenantCode }
  readonly platform?: {
    readonly database: StoredDatabase
    readonly dataKey: string
    /** Models for everyone here; those of before there were any have none. */
    readonly avatars?: StoredFiles
  }
  readonly tenants: readonly StoredTenant[]
  /** Of everything in it, and of what was not in the place before. */
  readonly bytes: number
  readonly newBytes: number
  /** Whether media were in a bucket, and so are not in it. */
  readonly mediaElsewhere: boolean
}

/**
 * Backups in a place. `backups/<id>` is a manifest, `objects/…` are contents, each once, however many backups have it;
 * both sealed, and named by a keyed hash. `running/…` says who is at work there.
 */
export interface Vault {
  readonly place: BackupPlace
  /** Keeps a content, unless it is there. Its digest must be known: it is the name. */
  keep(digest: Digest, read: () => AsyncIterable<Uint8Array>): Promise<StoredContent & { readonly isNew: boolean }>
  /** Throws Refused for what is missing or changed, at its end at the latest. */
  open(content: StoredContent): AsyncIterable<Uint8Array>
  add(manifest: VaultManifest): Promise<void>
  /** Newest first. */
  ids(): Promise<readonly string[]>
  /** Throws NotFound and Refused. */
  manifest(id: string): Promise<VaultManifest>
  remove(id: string): Promise<void>
  /** Names of contents. */
  objects(): AsyncIterable<string>
  removeObject(name: string): Promise<void>
  /** Says that somebody is at work there. Throws Conflict when somebody else is. */
  mark(): Promise<AsyncDisposable>
}

const idPattern = /^\d{8}T\d{6}Z-[a-z0-9]{6}$/
const pathOf = (object: string) => `objects/${object.slice(0, 2)}/${object}`

/** Sorts by time. */
export function newBackupId(at: Date): string {
  const second = at.toISOString().replace(/[-:]|\.\d+/g, '')
  return `${second}-${randomBytes(3).toString('hex')}`
}

/** `secret`: a passphrase, or the text of a key. */
export async function openVault(place: BackupPlace, secret: string): Promise<Vault> {
  if (secret.length < vaultDefaults.keyLength)
    throw new Refused(`The key of backups must have ${vaultDefaults.keyLength} characters at least.`)
  const keys = new Map<string, Promise<VaultKey>>()
  const keyFor = (salt: Buffer) => {
    const name = salt.toString('hex')
    const known = keys.get(name) ?? vaultKey(secret, salt)
    keys.set(name, known)
    return known
  }
  const ids = async () => {
    const found = await Array.fromAsync(place.list('backups/'), ({ key }) => key.slice('backups/'.length))
    return found.filter((id) => idPattern.test(id)).toReversed()
  }
  const newest = (await ids())[0]
  // The salt of those before: what they hold need not be kept again.
  const key = await keyFor(newest === undefined ? newSalt() : await saltOf(place.read(`backups/${newest}`)))
  let known: Set<string> | undefined
  const objects = async function* () {
    for await (const { key: path } of place.list('objects/')) yield path.slice(path.lastIndexOf('/') + 1)
  }

  return {
    place,
    async keep(digest, read) {
      known ??= new Set(await Array.fromAsync(objects()))
      const object = nameOf(key, digest.sha256)
      const isNew = !known.has(object)
      if (isNew) {
        const body = checked(read(), digest, 'What was to be backed up changed meanwhile.')
        await place.put(pathOf(object), sealed(key, 'content', body))
      }
      known.add(object)
      return { object, bytes: digest.bytes, sha256: digest.sha256, isNew }
    },
    open: (content) => checked(unsealed(keyFor, 'content', place.read(pathOf(content.object))), content),
    async add(manifest) {
      const text = Buffer.from(JSON.stringify(manifest))
      await place.put(`backups/${manifest.id}`, sealed(key, `manifest/${manifest.id}`, [text]))
    },
    ids,
    async manifest(id) {
      if (!idPattern.test(id) || !(await place.has(`backups/${id}`)))
        throw new NotFound(`There is no backup ${id} in ${place.name}.`)
      const pieces = await Array.fromAsync(unsealed(keyFor, `manifest/${id}`, place.read(`backups/${id}`)))
      const manifest = JSON.parse(Buffer.concat(pieces).toString()) as VaultManifest // sealed by `add`
      if ((manifest.format as number) !== 2)
        throw new Refused(`The backup ${id} was made by another version of Colloquy (${manifest.version}).`)
      return manifest
    },
    remove: (id) => place.remove(`backups/${id}`),
    objects,
    async removeObject(name) {
      await place.remove(pathOf(name))
      known?.delete(name)
    },
    mark: () => mark(place),
  }
}

async function* checked(
  body: AsyncIterable<Uint8Array>,
  expected: Digest,
  sentence = 'What is in the backup is not what was backed up: its checksum differs.',
): AsyncGenerator<Uint8Array> {
  let found: Digest | undefined
  yield* digested(body, (digest) => (found = digest))
  if (found?.sha256 !== expected.sha256 || found.bytes !== expected.bytes) throw new Refused(sentence)
}

interface Mark {
  readonly host: string
  readonly pid: number
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Of this process: a process id comes again after a restart, and then says nothing. */
const ownMarks = new Set<string>()

/** Everyone says so first and looks then: of two who begin at once none overlooks the other. */
async function mark(place: BackupPlace): Promise<AsyncDisposable> {
  const own = `running/${newBackupId(new Date())}`
  const mine: Mark = { host: hostname(), pid: process.pid, at: Date.now() }
  await place.put(own, oneOf(JSON.stringify(mine)))
  ownMarks.add(own)
  const lift = async () => {
    ownMarks.delete(own)
    await place.remove(own)
  }
  try {
    for await (const { key } of place.list('running/')) {
      if (key === own) continue
      const other = await markAt(place, key)
      if (other !== undefined && isAlive(other, key))
        throw new Conflict(
          `Another backup is at work in ${place.name} since ${new Date(other.at).toISOString()} (process ${other.pid} of ${other.host}).`,
        )
      await place.remove(key)
    }
  } catch (error) {
    await lift()
    throw error
  }
  return { [Symbol.asyncDispose]: lift }
}

async function markAt(place: BackupPlace, key: string): Promise<Mark | undefined> {
  try {
    return JSON.parse(Buffer.concat(await Array.fromAsync(place.read(key))).toString()) as Mark // put by `mark`
  } catch {
    return undefined
  }
}

function isAlive({ host, pid, at }: Mark, key: string): boolean {
  if (Date.now() - at > vaultDefaults.markStaleMs) return false
  if (host !== hostname()) return true
  if (pid === process.pid) return ownMarks.has(key)
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // what kill throws; there, and another user's
  }
}

async function* oneOf(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}
