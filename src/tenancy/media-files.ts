import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { mediaDefaults } from '../config/defaults.ts'
import { Refused } from '../contracts/errors.ts'
import type { TenantCode } from '../contracts/id.ts'
import { tenantFolder } from './files.ts'

/** A file that has arrived, and has no name yet. */
export interface Arrived {
  /** Hex. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  /** The first bytes. */
  readonly head: Uint8Array
  /** Gives it its name; durable when it resolves. A file of the same content that is there already stays. */
  settle(): Promise<void>
  /** Removes it, unless it has its name. */
  discard(): Promise<void>
}

/** Where the bytes are, by the hash of their content. The local disk is one such place; object storage is another. */
export interface MediaFiles {
  /** Never holds more than a piece in memory. Throws Refused for what is too large. */
  take(body: AsyncIterable<Uint8Array>): Promise<Arrived>
  has(sha256: string): Promise<boolean>
  /** Harmless for what is not there. */
  remove(sha256: string): Promise<void>
  /** The bytes from `start` up to, and without, `end`; opened when the first is asked for. */
  read(sha256: string, start: number, end: number): AsyncIterable<Uint8Array>
}

/** Where all tenants' media are. */
export interface MediaPlace {
  of(tenant: TenantCode): MediaFiles
  /** Removes what `of` keeps outside of the tenant's folder, which is removed with its database. */
  remove(tenant: TenantCode): Promise<void>
}

/** What is kept in a folder of its own: what people send, or what chatbots look like. */
export type FilesOf = 'media' | 'avatars'

/** In each tenant's folder; `homeOf` tells the folder of its place. */
export function localMedia(homeOf: (tenant: TenantCode) => string, what: FilesOf = 'media'): MediaPlace {
  return {
    of: (tenant) => localFiles(join(tenantFolder(homeOf(tenant), tenant), what)),
    remove: () => Promise.resolve(),
  }
}

/** A folder of the tenant's own on the local disk. */
export function localFiles(folder: string, limit: number = mediaDefaults.bytes): MediaFiles {
  const arriving = spool(join(folder, 'unfinished'), limit)
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)

  return {
    async take(body) {
      const { path, ...arrived } = await arriving(body)
      return {
        ...arrived,
        async settle() {
          const target = pathOf(arrived.sha256)
          await mkdir(dirname(target), { recursive: true, mode: 0o700 })
          await rename(path, target)
        },
      }
    },

    has: (sha256) =>
      stat(pathOf(sha256)).then(
        () => true,
        () => false,
      ),

    remove: (sha256) => rm(pathOf(sha256), { force: true }),

    async *read(sha256, start, end) {
      if (start >= end) return
      yield* createReadStream(pathOf(sha256), { start, end: end - 1 }) as AsyncIterable<Buffer> // no encoding: bytes
    },
  }
}

/** On the local disk, until it is settled or discarded. */
type Spooled = Omit<Arrived, 'settle'> & { readonly path: string }

/** Writes what arrives into a folder, which it sweeps before the first. */
export function spool(folder: string, limit: number): (body: AsyncIterable<Uint8Array>) => Promise<Spooled> {
  let swept: Promise<void> | undefined
  return async (body) => {
    await (swept ??= sweep(folder))
    const path = join(folder, randomUUID())
    const discard = () => rm(path, { force: true })
    try {
      return { ...(await write(path, body, limit)), path, discard }
    } catch (error) {
      await discard()
      throw error
    }
  }
}

async function write(
  path: string,
  body: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<Pick<Arrived, 'sha256' | 'size' | 'head'>> {
  const hash = createHash('sha256')
  const file = await open(path, 'wx', 0o600)
  let size = 0
  let head = Buffer.alloc(0)
  try {
    for await (const piece of body) {
      size += piece.byteLength
      if (size > limit) throw new Refused(`The file is larger than the ${limit} bytes that are kept.`)
      if (head.length < mediaDefaults.headBytes)
        head = Buffer.concat([head, piece.subarray(0, mediaDefaults.headBytes - head.length)])
      hash.update(piece)
      await file.writeFile(piece)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size, head }
}

/** What a process left half written when it ended. */
async function sweep(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (mtimeMs < Date.now() - mediaDefaults.unfinishedMs) await rm(path, { force: true })
  }
}
