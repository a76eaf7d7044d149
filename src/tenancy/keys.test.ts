import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { TenantKey } from '../contracts/id.ts'
import {
  checkMasterKey,
  loadMasterKey,
  masterKeyProof,
  newWrappedKey,
  openKeys,
  rewrap,
  WrongMasterKey,
} from './keys.ts'
import { seal, unseal, Unsealable } from './secrets.ts'

const one = 'aaaaa' as TenantKey
const other = 'bbbbb' as TenantKey
const master = randomBytes(32)

describe('a sealed value', () => {
  test('opens at its place, whatever was sealed', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.array(fc.string()), (plain, place) => {
        expect([...unseal(master, place, seal(master, place, Buffer.from(plain)))]).toEqual([...plain])
      }),
    )
  })

  test('is refused when any bit of it was changed', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.integer({ min: 0, max: 7 }), (plain, at, bit) => {
        const bytes = Buffer.from(seal(master, ['here'], Buffer.from(plain)), 'base64url')
        bytes[at % bytes.length]! ^= 1 << bit
        expect(() => unseal(master, ['here'], bytes.toString('base64url'))).toThrow(Unsealable)
      }),
    )
  })

  test('is refused when it was cut, lengthened or spelt otherwise', () => {
    const sealed = seal(master, ['here'], Buffer.from('hello'))
    for (const changed of [
      '',
      sealed.slice(0, -1),
      `${sealed}A`,
      `${sealed} `,
      `${sealed}==`,
      sealed.slice(0, 20),
      'ä',
    ]) {
      expect(() => unseal(master, ['here'], changed)).toThrow(Unsealable)
    }
  })

  test('does not open at another place, not even one that reads alike', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (here, there) => {
        fc.pre(JSON.stringify(here) !== JSON.stringify(there))
        expect(() => unseal(master, there, seal(master, here, Buffer.from('x')))).toThrow(Unsealable)
      }),
    )
    expect(() => unseal(master, ['a,b'], seal(master, ['a', 'b'], Buffer.from('x')))).toThrow(Unsealable)
  })

  test('is never the same twice', () => {
    const sealed = Array.from({ length: 1000 }, () => seal(master, ['here'], Buffer.from('same')))
    expect(new Set(sealed).size).toBe(1000)
  })
})

describe('a tenant’s keys', () => {
  const keys = openKeys(master, one, newWrappedKey(master, one))
  const others = openKeys(master, other, newWrappedKey(master, other))

  test('open what they sealed, in its field alone', () => {
    const sealed = keys.seal('channel/1/token', 'pässword')
    expect(sealed).not.toContain('password')
    expect(keys.unseal('channel/1/token', sealed)).toBe('pässword')
    expect(() => keys.unseal('channel/2/token', sealed)).toThrow(Unsealable)
  })

  test('do not open what another tenant sealed', () => {
    expect(() => keys.unseal('token', others.seal('token', 'x'))).toThrow(Unsealable)
  })

  test('cannot be handed to another tenant', () => {
    expect(() => openKeys(master, other, newWrappedKey(master, one))).toThrow(WrongMasterKey)
  })

  test('sign visitors with a key of the tenant’s own, the same after every start', () => {
    const wrapped = newWrappedKey(master, one)
    expect(openKeys(master, one, wrapped).visitorKey).toEqual(openKeys(master, one, wrapped).visitorKey)
    expect(keys.visitorKey).toHaveLength(32)
    expect(keys.visitorKey).not.toEqual(others.visitorKey)
  })

  test('stay the same under a new master key, and the old one no longer opens them', () => {
    const next = randomBytes(32)
    const wrapped = newWrappedKey(master, one)
    const sealed = openKeys(master, one, wrapped).seal('token', 'x')
    const rewrapped = rewrap(wrapped, one, master, next)
    expect(openKeys(next, one, rewrapped).unseal('token', sealed)).toBe('x')
    expect(() => openKeys(master, one, rewrapped)).toThrow(WrongMasterKey)
    expect(() => rewrap(wrapped, one, next, master)).toThrow('The master key does not fit')
  })
})

describe('the master key', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'colloquy-keys-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('is the given one, and nothing is written', async () => {
    expect(await loadMasterKey(folder, master)).toEqual({ bytes: master, origin: 'environment' })
    expect(await readdir(folder)).toEqual([])
  })

  test('is made once, readable by its owner alone', async () => {
    const made = await loadMasterKey(folder)
    expect(made).toMatchObject({ origin: 'made' })
    expect(made.bytes).toHaveLength(32)
    expect((await stat(join(folder, 'secret.key'))).mode & 0o777).toBe(0o600)
    expect(await loadMasterKey(folder)).toEqual({ bytes: made.bytes, origin: 'file' })
    expect(await readdir(folder)).toEqual(['secret.key'])
  })

  test('is one, even when two start at once', async () => {
    const keys = await Promise.all([loadMasterKey(folder), loadMasterKey(folder)])
    expect(keys[0].bytes).toEqual(keys[1].bytes)
    expect(Buffer.from(await readFile(join(folder, 'secret.key'), 'utf8'), 'base64')).toEqual(keys[0].bytes)
  })

  test('in a file that holds none is refused, not replaced', async () => {
    await writeFile(join(folder, 'secret.key'), 'oops')
    await expect(loadMasterKey(folder)).rejects.toThrow('restore it from a backup')
  })

  test('is told from a wrong one by its proof', () => {
    const proof = masterKeyProof(master)
    expect(() => checkMasterKey(master, proof)).not.toThrow()
    expect(() => checkMasterKey(randomBytes(32), proof)).toThrow(WrongMasterKey)
  })
})
