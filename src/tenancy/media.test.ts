import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { mediaDefaults } from '../config/defaults.ts'
import type { Media } from '../contracts/channel.ts'
import { NotFound, Refused } from '../contracts/errors.ts'
import { tenantKeyOf, type ChannelId, type TenantCode, type TenantKey } from '../contracts/id.ts'
import type { MediaDoor, MediaStore } from '../contracts/ports.ts'
import { noLimits } from '../contracts/limits.ts'
import { openDatabases } from '../../test/parts/engine.ts'
import type { Databases } from './databases.ts'
import { localFiles } from './media-files.ts'
import { createMediaDoor, mediaUrls } from './media-urls.ts'
import { openMedia } from './media.ts'
import type { Database } from './database.ts'

const channel = 'ch_abcde000000000000001' as ChannelId // ids of a test's own
const png = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\x1a\n'), Buffer.alloc(5000, 7)])

let folder: string
let databases: Databases
const opened: Database[] = []
let tenants = 0

interface Tenant {
  readonly key: TenantKey
  readonly signing: Buffer
  readonly files: string
  readonly store: MediaStore
}

let now = Date.UTC(2026, 0, 1, 12)
let one: Tenant
let other: Tenant
let door: MediaDoor

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'media-'))
  databases = await openDatabases(folder)
})
afterAll(async () => {
  for (const database of opened) database.close()
  await databases.close()
  await rm(folder, { recursive: true })
})
beforeEach(async () => {
  now = Date.UTC(2026, 0, 1, 12)
  one = await newTenant()
  other = await newTenant()
  const tenantOf = (key: TenantKey) => [one, other].find((tenant) => tenant.key === key)
  door = createMediaDoor({
    keyOf(key) {
      const tenant = tenantOf(key)
      if (tenant === undefined) throw new NotFound('There is no such tenant.')
      return tenant.signing
    },
    storeOf: async (key) => tenantOf(key)?.store,
    clock: () => now,
  })
})

async function newTenant(limit?: number): Promise<Tenant> {
  const code = `tenant-${tenants}` as TenantCode // brands of a test's own
  const key = String(tenants++).padStart(5, 'a') as TenantKey
  await databases.provision(code)
  const signing = randomBytes(32)
  const files = join(folder, 'files', code)
  const database = await databases.open(code)
  opened.push(database)
  const store = openMedia({
    database,
    tenant: key,
    files: localFiles(files, limit),
    urls: mediaUrls({ key: signing, publicUrl: () => 'https://bots.example', clock: () => now }),
    limits: noLimits,
    clock: () => now,
  })
  return { key, signing, files, store }
}

async function* pieces(content: Buffer, size = 1000): AsyncIterable<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size)
}

const file = (content: Buffer, more: Partial<Media> = {}): Media => ({
  mime: 'application/octet-stream',
  body: pieces(content),
  ...more,
})

async function read(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const signed = (url: string | undefined) => {
  const { pathname, searchParams } = new URL(url!)
  return { id: pathname.split('/').at(-1)!, expires: searchParams.get('exp')!, signature: searchParams.get('sig')! }
}

describe('what is kept', () => {
  test('is given back as it was, typed by its content', async () => {
    const { id, ...stored } = await one.store.keep(file(png, { mime: 'text/html', name: '../../a/photo.png' }))
    expect(stored).toEqual({ mime: 'image/png', size: png.length, name: 'photo.png' })
    expect(tenantKeyOf(id)).toBe(one.key)
    const media = await one.store.open(id)
    expect(media).toMatchObject({ mime: 'image/png', name: 'photo.png', size: png.length })
    expect(await read(media.body)).toEqual(png)
    expect(await read(media.read(3, 9))).toEqual(png.subarray(3, 9))
    expect(await read(media.read(png.length - 2, png.length + 10))).toEqual(png.subarray(-2))
    expect(await read(media.read(9, 9))).toEqual(Buffer.alloc(0))
  })

  test('twice is kept once: the same content is one file, under each name one id', async () => {
    const [a, b, c] = await Promise.all(['x.png', 'x.png', 'y.png'].map((name) => one.store.keep(file(png, { name }))))
    expect(b).toEqual(a)
    expect(c!.id).not.toBe(a!.id)
    const folders = (await readdir(one.files)).filter((name) => name !== 'unfinished')
    expect(folders).toHaveLength(1)
    expect(await readdir(join(one.files, folders[0]!))).toHaveLength(1)
    expect(await readdir(join(one.files, 'unfinished'))).toEqual([])
  })

  test('of nothing is nothing', async () => {
    const { id, size } = await one.store.keep(file(Buffer.alloc(0)))
    expect(size).toBe(0)
    expect(await read((await one.store.open(id)).body)).toEqual(Buffer.alloc(0))
  })

  test('is found by where it came from', async () => {
    const from = { channel, id: 'A'.repeat(500) }
    expect(await one.store.find(from)).toBeUndefined()
    const stored = await one.store.keep(file(png), from)
    expect(await one.store.find(from)).toEqual(stored)
    expect(await one.store.find({ ...from, id: 'B' })).toBeUndefined()
    expect(await other.store.find(from)).toBeUndefined()
  })

  test('is another tenant’s nothing', async () => {
    const { id } = await one.store.keep(file(png))
    await expect(other.store.open(id)).rejects.toThrow(Refused)
    expect(await other.store.url(id)).toBeUndefined()
  })

  test('has a fresh URL wherever it is shown, and nothing else is touched', async () => {
    const { id } = await one.store.keep(file(png))
    const image = { type: 'image', mediaId: id, mime: 'image/png', url: 'https://old.example' } as const
    const gone = { ...image, mediaId: `md_${one.key}${'0'.repeat(32)}` }
    const foreign = { ...image, mediaId: 'AgAC' }
    const text = { type: 'text', text: 'hello' } as const
    const { url: _, ...withoutUrl } = gone
    expect(await one.store.shown([text, image, foreign, gone])).toEqual([
      text,
      { ...image, url: await one.store.url(id) },
      foreign,
      withoutUrl,
    ])
  })
})

describe('what is not kept', () => {
  test('is too large, by its own word or by its bytes, and leaves nothing behind', async () => {
    const small = await newTenant(1000)
    await expect(small.store.keep(file(Buffer.alloc(1001)))).rejects.toThrow(Refused)
    await expect(small.store.keep(file(png, { size: mediaDefaults.bytes + 1 }))).rejects.toThrow(Refused)
    expect(await readdir(join(small.files, 'unfinished'))).toEqual([])
    expect((await small.store.keep(file(Buffer.alloc(1000)))).size).toBe(1000)
  })

  test('broke off on its way', async () => {
    const breaking = async function* () {
      yield png.subarray(0, 100)
      throw new Error('connection lost')
    }
    await expect(one.store.keep(file(png, { body: breaking() }))).rejects.toThrow('connection lost')
    expect(await readdir(join(one.files, 'unfinished'))).toEqual([])
  })

  test('was left half written by a process that ended: it is removed after a while', async () => {
    const { store, files } = await newTenant()
    await store.keep(file(png))
    const [old, fresh] = [join(files, 'unfinished', 'old'), join(files, 'unfinished', 'fresh')]
    await Promise.all([old, fresh].map((path) => writeFile(path, 'half')))
    const past = new Date(Date.now() - 2 * mediaDefaults.unfinishedMs)
    await utimes(old, past, past)
    // As the next process does.
    await (await localFiles(files).take(pieces(png))).discard()
    expect(await readdir(join(files, 'unfinished'))).toEqual(['fresh'])
  })
})

describe('a signed URL', () => {
  test('is read until it expires, and is the same for a day', async () => {
    const { id } = await one.store.keep(file(png, { name: 'a.png' }))
    const url = await one.store.url(id)
    expect(url).toMatch(/^https:\/\/bots\.example\/media\/md_\w+\?exp=\d+&sig=[\w-]{43}$/)
    now += 60_000
    expect(await one.store.url(id)).toBe(url)
    expect(await read((await door.open(signed(url)))!.body)).toEqual(png)
    now += mediaDefaults.urlMs
    expect(await door.open(signed(url))).toBeDefined()
    now += mediaDefaults.urlMs
    expect(await door.open(signed(url))).toBeUndefined()
    expect(await one.store.url(id)).not.toBe(url)
  })

  test('that was changed in any place leads nowhere', async () => {
    const [mine, also, theirs] = await Promise.all([
      one.store.keep(file(png)),
      one.store.keep(file(Buffer.from('text'))),
      other.store.keep(file(png)),
    ])
    const url = signed(await one.store.url(mine.id))
    const elsewhere = signed(await other.store.url(theirs.id))
    for (const forged of [
      { ...url, expires: String(Number(url.expires) + 1) },
      { ...url, expires: `0${url.expires}` },
      { ...url, expires: `${url.expires}.0` },
      { ...url, expires: '9'.repeat(400) },
      { ...url, expires: '' },
      { ...url, signature: '' },
      { ...url, signature: `${url.signature.slice(0, -1)}${url.signature.endsWith('A') ? 'B' : 'A'}` },
      { ...url, signature: 'é'.repeat(43) },
      { ...url, signature: `${url.signature}=` },
      { ...url, id: also.id },
      { ...url, id: theirs.id },
      { ...url, id: `md_zzzzz${'0'.repeat(32)}` },
      { ...url, id: '../../etc/passwd' },
      { ...url, id: url.id.replace('md_', 'ch_') },
      { ...elsewhere, id: mine.id },
    ])
      expect(await door.open(forged)).toBeUndefined()
    expect(await door.open(url)).toBeDefined()
  })

  test('of what is gone leads nowhere', async () => {
    const { id } = await one.store.keep(file(png))
    const url = signed(await one.store.url(id))
    await rm(one.files, { recursive: true })
    expect(await door.open(url)).toBeUndefined()
  })
})
