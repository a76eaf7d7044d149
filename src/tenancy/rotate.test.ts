import { readFile, rename, rm, writeFile, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { openDatabases } from '../../test/parts/engine.ts'
import type { Databases } from './databases.ts'
import { openPlatform } from './platform.ts'
import { currentMasterKey, rotateMasterKey } from './rotate.ts'

let dataDir: string
let databases: Databases
let inForce: Buffer
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'colloquy-rotate-'))
  databases = await openDatabases(dataDir, () => inForce)
})
afterEach(async () => {
  await databases.close()
  await rm(dataDir, { recursive: true, force: true })
})

async function open(given?: Buffer) {
  inForce = (await currentMasterKey(databases.platform, dataDir, given)).bytes
  return openPlatform({ databases, masterKey: inForce, clock: Date.now, beforeRemove: () => Promise.resolve() })
}
const kept = () => readFile(join(dataDir, 'secret.key'), 'utf8')

test('a new master key opens everything that was sealed under the old one', async () => {
  const before = await open()
  const { key } = await before.directory.create({ code: 'acme', name: 'Acme' })
  const [ours, platforms] = [before.keysOf(key).seal('here', 'x'), before.sealing.seal('there', 'y')]
  const old = await kept()
  expect(await rotateMasterKey(databases.platform, { dataDir })).toEqual({
    tenants: 1,
    file: join(dataDir, 'secret.key'),
  })
  expect(await kept()).not.toBe(old)
  const after = await open()
  expect([after.keysOf(key).unseal('here', ours), after.sealing.unseal('there', platforms)]).toEqual(['x', 'y'])
  expect(after.tokenKey).toEqual(before.tokenKey)
  await expect(open(Buffer.from(old, 'base64'))).rejects.toThrow('The master key does not fit')
})

test('interrupted before the database changed, or before the new key had its place, nothing is lost', async () => {
  await open()
  const next = join(dataDir, 'secret.key.next')
  await writeFile(next, `${Buffer.alloc(32, 5).toString('base64')}\n`)
  await open()
  await rotateMasterKey(databases.platform, { dataDir })
  expect(await kept()).toBe(`${Buffer.alloc(32, 5).toString('base64')}\n`)

  await rename(join(dataDir, 'secret.key'), next)
  await writeFile(join(dataDir, 'secret.key'), `${Buffer.alloc(32, 1).toString('base64')}\n`)
  await open()
  expect(await kept()).toBe(`${Buffer.alloc(32, 5).toString('base64')}\n`)
})

test('where the key is the operator’s, the new one goes to a file of theirs, and asking again does no harm', async () => {
  const given = Buffer.alloc(32, 1)
  await open(given)
  const keyFile = join(dataDir, 'new.key')
  await expect(rotateMasterKey(databases.platform, { dataDir, given })).rejects.toThrow('--key-file')
  await rotateMasterKey(databases.platform, { dataDir, given, keyFile })
  const made = await readFile(keyFile, 'utf8')
  expect(await rotateMasterKey(databases.platform, { dataDir, given, keyFile })).toEqual({ tenants: 0, file: keyFile })
  await open(Buffer.from(made, 'base64'))
  await expect(open(given)).rejects.toThrow('The master key does not fit')
})

test('what was sealed before the platform had a key of its own stays readable', async () => {
  const given = Buffer.alloc(32, 1)
  await open(given)
  await databases.platform.write(() =>
    databases.platform.prepare("delete from settings where name = 'platform_key'").run(),
  )
  const sealed = (await open(given)).sealing.seal('there', 'y')
  await rotateMasterKey(databases.platform, { dataDir, given, keyFile: join(dataDir, 'new.key') })
  const next = Buffer.from(await readFile(join(dataDir, 'new.key'), 'utf8'), 'base64')
  expect((await open(next)).sealing.unseal('there', sealed)).toBe('y')
})
