import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { vaultDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'
import { openObjects, type S3Bucket } from '../s3.ts'

export interface PlacedFile {
  /** With slashes. */
  readonly key: string
  readonly bytes: number
}

/** Where backups are kept: a folder, or a bucket. Keys are made by us: letters, digits, slashes, hyphens. */
export interface BackupPlace {
  /** For people. */
  readonly name: string
  /** It is there whole when this resolves, and not at all before. Never holds more than a part of it. */
  put(key: string, body: AsyncIterable<Uint8Array>): Promise<void>
  has(key: string): Promise<boolean>
  /** Throws Refused for what is not there. */
  read(key: string): AsyncIterable<Uint8Array>
  /** In order. */
  list(folder: string): AsyncIterable<PlacedFile>
  remove(key: string): Promise<void>
}

export function folderPlace(folder: string): BackupPlace {
  const root = resolve(folder)
  const pathOf = (key: string) => join(root, ...key.split('/'))
  return {
    name: root,
    async put(key, body) {
      const path = pathOf(key)
      const unfinished = join(root, 'unfinished', randomUUID())
      for (const needed of [dirname(path), dirname(unfinished)]) await mkdir(needed, { recursive: true, mode: 0o700 })
      try {
        await writeDurably(unfinished, body)
        await rename(unfinished, path)
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
      await syncFolder(dirname(path))
    },
    has: (key) =>
      stat(pathOf(key)).then(
        () => true,
        () => false,
      ),
    async *read(key) {
      try {
        yield* createReadStream(pathOf(key)) as AsyncIterable<Buffer> // no encoding: bytes
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error // what fs throws
        throw new Refused(`${root} lacks ${key}.`)
      }
    },
    async *list(folder) {
      const entries = await readdir(pathOf(folder), { recursive: true, withFileTypes: true }).catch(() => [])
      const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
      for (const path of paths.toSorted()) {
        const found = await stat(path).catch(() => undefined)
        if (found !== undefined)
          yield {
            key: path
              .slice(root.length + 1)
              .split(sep)
              .join('/'),
            bytes: found.size,
          }
      }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}

export function bucketPlace(bucket: S3Bucket): BackupPlace {
  const objects = openObjects(bucket, 'backup store')
  return {
    name: bucket.url,
    async put(key, body) {
      const parts = partsOf(body)
      const first = await parts.next()
      const one = first.done === true ? Buffer.alloc(0) : first.value.part
      if (first.done === true || first.value.last) return objects.put(key, one, sha256Of(one))
      const upload = await objects.begin(key)
      try {
        await upload.add(one)
        for await (const { part } of parts) await upload.add(part)
        await upload.complete()
      } catch (error) {
        await upload.abort().catch(() => undefined) // the first error says more
        throw error
      }
    },
    has: (key) => objects.has(key),
    read: (key) => objects.readAll(key),
    async *list(folder) {
      for (let after = ''; ;) {
        const found = await objects.list(folder, after)
        for (const { key, size } of found) yield { key, bytes: size }
        const last = found.at(-1)
        if (last === undefined) return
        after = last.key
      }
    },
    remove: (key) => objects.remove(key),
  }
}

interface Part {
  readonly part: Buffer<ArrayBuffer>
  readonly last: boolean
}

/** As large as S3 wants them, and larger the more there are. */
async function* partsOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Part> {
  let held: Uint8Array[] = []
  let length = 0
  let number = 0
  const size = () => vaultDefaults.partBytes * (1 + Math.floor(number / 1000))
  for await (const piece of body) {
    if (length >= size()) {
      yield { part: Buffer.concat(held), last: false }
      ;[held, length] = [[], 0]
      number++
    }
    held.push(piece)
    length += piece.byteLength
  }
  yield { part: Buffer.concat(held), last: true }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function writeDurably(path: string, body: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const piece of body) await file.writeFile(piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A new name is on the disk when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const entry = await open(folder, 'r')
  try {
    await entry.sync()
  } finally {
    await entry.close()
  }
}
