import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Conflict, Refused } from '../../contracts/errors.ts'
import type { TenantCode } from '../../contracts/id.ts'
import { openDatabases, type EmbeddedDatabases } from '../databases.ts'
import { tenantFolder } from '../files.ts'
import { startS3Server, type S3Server } from '../fixtures/s3-server.ts'
import { digestOf } from './snapshot.ts'
import { currentMasterKey } from '../rotate.ts'
import { openPlatform, type Platform } from '../platform.ts'
import { openVaultAt } from './index.ts'
import { kept, readKeep } from './keep.ts'
import { findBackup, restoreAll, restoreTenant } from './restore.ts'
import { listBackups, pruneBackups, verifyBackup } from './upkeep.ts'
import type { Vault } from './vault.ts'
import { writeBackup } from './write.ts'

const [acme, beta] = ['acme', 'beta'] as [TenantCode, TenantCode] // codes of the form
const secret = Buffer.alloc(32, 9).toString('base64')
const s3 = { region: 'us-east-1', keyId: 'id', secret: 'word' }
const large = Buffer.alloc(9 * 1024 * 1024, 'large ')

let folder: string
let home: Home
let bucket: S3Server
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-vault-'))
  bucket = await startS3Server({ ...s3, bucket: 'kept', page: 3 })
  home = await openHome('data')
  for (const code of [acme, beta]) await home.platform.directory.create({ code, name: code })
  await say(home, acme, 'before')
  await put(home, acme, 'channels/ch_1/session.json', 'a session')
  await put(home, acme, 'media/unfinished/half', 'half')
  for (const path of [everyones, 'avatars/unfinished/half']) {
    await mkdir(dirname(join(home.dataDir, path)), { recursive: true })
    await writeFile(join(home.dataDir, path), 'a model')
  }
})
afterAll(async () => {
  home.databases.close()
  await bucket[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** A model for every tenant. */
const everyones = `avatars/ab/${'ab'.repeat(32)}`

interface Home {
  readonly dataDir: string
  readonly databases: EmbeddedDatabases
  readonly platform: Platform
  readonly masterKey: Buffer
}

async function openHome(name: string): Promise<Home> {
  const dataDir = join(folder, name)
  const databases = await openDatabases(dataDir)
  const { bytes: masterKey } = await currentMasterKey(databases.platform, dataDir)
  const platform = await openPlatform({ databases, masterKey, clock: Date.now, beforeRemove: () => Promise.resolve() })
  return { dataDir, databases, platform, masterKey }
}

async function say({ databases }: Home, code: TenantCode, text: string): Promise<void> {
  const database = await databases.open(code)
  await database.write(() => database.prepare('insert into option_tokens (token, value) values (?, ?)').run(text, text))
  database.close()
}

async function said({ databases }: Home, code: TenantCode): Promise<unknown> {
  const database = await databases.open(code)
  const rows = database.handle.prepare('select token from option_tokens').pluck().all()
  database.close()
  return rows
}

async function put({ dataDir }: Home, code: TenantCode, path: string, text: string | Buffer): Promise<void> {
  const file = join(tenantFolder(dataDir, code), path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

const openAt = (to: string, key = secret): Promise<Vault> => openVaultAt({ to, secret: key, s3 })
const write = (vault: Vault, tenant?: string) =>
  writeBackup(vault, { ...home, version: '0.1.0', tenant, mediaElsewhere: false })

describe.each(['a folder', 'a bucket'])('a backup in %s', (where) => {
  // A passphrase is stretched, which takes its time.
  const key = where === 'a folder' ? 'correct horse battery staple' : secret
  const to = () => (where === 'a folder' ? join(folder, 'kept') : `${bucket.origin}/kept/here`)

  test('brings everything back under another master key, and keeps what did not change once', async () => {
    if (where === 'a bucket') await put(home, acme, 'channels/ch_1/large.bin', large)
    const vault = await openAt(to(), key)
    const first = await write(vault)
    const second = await write(vault)
    expect(first.newBytes).toBe(first.bytes)
    expect(second.newBytes).toBeLessThan(first.bytes / 4)
    expect((await Array.fromAsync(listBackups(vault))).map(({ id }) => id)).toEqual(
      [first, second]
        .map(({ id }) => id)
        .toSorted()
        .toReversed(),
    )
    expect(await verifyBackup(vault, first)).toMatchObject({ problems: [] })

    const sealed = (await home.platform.directory.find('acme'))!
    const token = home.platform.keysOf(sealed.key).seal('here', 'a token')
    const again = join(folder, where.replace(' ', '-'))
    await restoreAll(await openAt(to(), key), await findBackup(vault, 'latest'), { dataDir: again })
    const restored = await openHome(where.replace(' ', '-'))
    expect(restored.masterKey).not.toEqual(home.masterKey)
    expect(await said(restored, acme)).toEqual(['before'])
    expect(restored.platform.keysOf(sealed.key).unseal('here', token)).toBe('a token')
    expect(restored.platform.tokenKey).toEqual(home.platform.tokenKey)
    const session = join(tenantFolder(again, acme), 'channels/ch_1/session.json')
    expect(await readFile(session, 'utf8')).toBe('a session')
    expect(await readFile(join(again, everyones), 'utf8')).toBe('a model')
    expect(await readdir(join(again, 'avatars'))).toEqual(['ab'])
    if (where === 'a bucket')
      expect(await digestOf(join(dirname(session), 'large.bin'))).toMatchObject({ bytes: large.length })
    restored.databases.close()
    await expect(restoreAll(vault, first, { dataDir: again })).rejects.toThrow(Conflict)
  })

  test('tells nothing without its key', async () => {
    await expect(
      openAt(to(), Buffer.alloc(32, 8).toString('base64')).then((vault) => findBackup(vault, undefined)),
    ).rejects.toThrow('does not open')
    const names = where === 'a folder' ? await readdir(to(), { recursive: true }) : [...bucket.objects.keys()]
    expect(names.join('\n')).not.toMatch(/acme|beta|session/)
  })
})

describe('a tenant', () => {
  test('comes back under another code, in another installation, with its ids', async () => {
    const vault = await openAt(join(folder, 'one'))
    const manifest = await write(vault, 'acme')
    expect(manifest.tenants.map(({ code }) => code)).toEqual(['acme'])
    const { key } = (await home.platform.directory.find('acme'))!
    const token = home.platform.keysOf(key).seal('here', 'a token')
    await expect(restoreAll(vault, manifest, { dataDir: join(folder, 'nowhere') })).rejects.toThrow('--tenant')

    const other = await openHome('other')
    await other.platform.directory.create({ code: 'acme', name: 'Another' })
    const options = { ...other, tenant: 'acme' }
    await expect(restoreTenant(vault, manifest, options)).rejects.toThrow('--as')
    await restoreTenant(vault, manifest, { ...options, as: 'acme-two' })
    expect(await other.platform.directory.findByKey(key)).toMatchObject({ code: 'acme-two', name: 'acme' })
    expect(await said(other, 'acme-two' as TenantCode)).toEqual(['before'])
    expect(other.platform.keysOf(key).unseal('here', token)).toBe('a token')
    expect(await other.platform.scopes.wakeUps(Date.now())).toEqual([key])
    await expect(restoreTenant(vault, manifest, { ...options, as: 'acme-three' })).rejects.toThrow('Remove it first')
    await expect(restoreTenant(vault, manifest, { ...options, as: '../up' })).rejects.toThrow('no code')
    other.databases.close()
  })

  test('that nobody knows is not backed up', async () => {
    await expect(write(await openAt(join(folder, 'none')), 'nobody')).rejects.toThrow('There is no tenant nobody.')
  })
})

describe('what a place holds', () => {
  test('changed or missing is found, and not restored', async () => {
    const to = join(folder, 'spoilt')
    const vault = await openAt(to)
    const manifest = await write(vault)
    const { object } = manifest.tenants[0]!.database
    const file = join(to, 'objects', object.slice(0, 2), object)
    const whole = await readFile(file)
    for (const spoil of [() => appendFile(file, 'x'), () => writeFile(file, whole.subarray(0, -20)), () => rm(file)]) {
      await spoil()
      expect((await verifyBackup(vault, manifest)).problems).toEqual([expect.stringMatching(/^The database of acme: /)])
      await expect(restoreAll(vault, manifest, { dataDir: join(folder, 'again') })).rejects.toThrow(Refused)
      expect(await readdir(join(folder, 'again'))).toEqual([])
    }
  })

  test('of a newer version is refused with a sentence', async () => {
    const vault = await openAt(join(folder, 'newer'))
    const manifest = await write(vault)
    await vault.remove(manifest.id)
    await vault.add({ ...manifest, version: '9.0.0', migrations: { platform: 900, tenant: 1 } })
    await expect(findBackup(vault, undefined)).rejects.toThrow('a newer version of Colloquy (9.0.0)')
  })

  test('is removed when it is not to be kept, with what nobody else has', async () => {
    const vault = await openAt(join(folder, 'pruned'))
    await write(vault)
    await say(home, beta, 'after')
    await write(vault)
    await write(vault, 'beta')
    const pruned = await pruneBackups(vault, readKeep('1'))
    expect(pruned).toMatchObject({ kept: 2, removed: [expect.any(String)] })
    expect(pruned.contents).toBeGreaterThan(0)
    for await (const left of listBackups(vault)) expect((await verifyBackup(vault, left)).problems).toEqual([])
  })

  test('is touched by one at a time; who was killed does not count', async () => {
    const to = join(folder, 'marked')
    const vault = await openAt(to)
    await mkdir(join(to, 'running'), { recursive: true })
    const dead = { host: (await import('node:os')).hostname(), pid: 2 ** 22 + 1, at: Date.now() }
    await writeFile(join(to, 'running', '20260101T000000Z-aaaaaa'), JSON.stringify(dead))
    await using _mark = await vault.mark()
    await expect(write(vault)).rejects.toThrow('Another backup is at work')
    expect(await readdir(join(to, 'running'))).toHaveLength(1)
  })
})

describe('what is kept', () => {
  test('is the newest of each period', () => {
    const at = (text: string) => Date.parse(`${text}Z`)
    const moments = ['2026-03-31T23:00', '2026-03-31T01:00', '2026-03-30T01:00', '2026-03-29T01:00', '2026-02-01T01:00']
    const stays = kept(readKeep('2d,2w,12m'), moments.map(at))
    expect(moments.filter((moment) => stays.has(at(moment)))).toEqual([moments[0], moments[2], moments[3], moments[4]])
    expect(kept(readKeep('2'), moments.map(at)).size).toBe(2)
  })

  test('always has the newest, never more than was asked for, and stays kept', () => {
    const keeping = fc.record({ d: fc.nat(9), w: fc.nat(9), m: fc.nat(9), y: fc.nat(3) })
    const moments = fc.array(fc.integer({ min: 0, max: 2_000_000_000_000 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(keeping, moments, (keep, all) => {
        const stays = kept(keep, all)
        expect(stays.has(Math.max(...all))).toBe(true)
        expect(stays.size).toBeLessThanOrEqual(Math.max(1, keep.d + keep.w + keep.m + keep.y))
        expect(kept(keep, [...stays])).toEqual(stays)
      }),
    )
  })

  test.each(['0', '7x', '7d,7d', '', 'all'])('is not %j', (text) => {
    expect(() => readKeep(text)).toThrow('What is kept must be')
  })
})
