import { hash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Conflict, Invalid, NotFound } from '../contracts/errors.ts'
import type { TenantCode, TenantKey } from '../contracts/id.ts'
import type { Tenant } from '../contracts/tenant.ts'
import { openDatabases } from './databases.ts'
import type { Databases } from './databases.ts'
import { WrongMasterKey } from './keys.ts'
import { changeMasterKey, openPlatform } from './platform.ts'
import type { Platform, PlatformOptions } from './platform.ts'

const masterKey = randomBytes(32)
let folder: string
let databases: Databases
let now: number
let removed: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-platform-'))
  databases = await openDatabases(folder)
  now = Date.UTC(2026, 0, 1)
  removed = []
})
afterEach(async () => {
  databases.close()
  await rm(folder, { recursive: true })
})

function open(options: Partial<PlatformOptions> = {}): Promise<Platform> {
  const beforeRemove = async (tenant: Tenant) => void removed.push(`${tenant.code} ${tenant.state}`)
  return openPlatform({ databases, masterKey, clock: () => now, beforeRemove, ...options })
}

/** The same folder as another process sees it. */
async function elsewhere(use: (platform: Platform) => Promise<unknown>): Promise<void> {
  const others = await openDatabases(folder)
  try {
    await use(await open({ databases: others }))
  } finally {
    others.close()
  }
}

const tenantFiles = async () => (await readdir(join(folder, 'tenants'))).filter((name) => name.endsWith('.db'))

describe('a tenant', () => {
  test('is provisioned and found by code and key once it is made', async () => {
    const { directory } = await open()
    const tenant = await directory.create({ code: 'acme', name: ' Acme Inc. ' })
    expect(tenant).toEqual({
      key: expect.stringMatching(/^[a-z0-9]{5}$/),
      code: 'acme',
      name: 'Acme Inc.',
      plan: 'free',
      state: 'active',
      createdAt: '2026-01-01T00:00:00.000Z',
    })
    expect(await directory.find('acme')).toEqual(tenant)
    expect(await directory.findByKey(tenant.key)).toEqual(tenant)
    expect(await tenantFiles()).toEqual(['acme.db'])
  })

  test('is found after a restart, with keys that open what they sealed', async () => {
    const first = await open()
    const { key } = await first.directory.create({ code: 'acme', name: 'Acme' })
    const sealed = first.keysOf(key).seal('x', 'secret')
    const second = await open()
    expect(await second.directory.findByKey(key)).toMatchObject({ code: 'acme' })
    expect(second.keysOf(key).unseal('x', sealed)).toBe('secret')
  })

  test.each([
    '',
    'ab',
    'Acme',
    '1acme',
    'acme-',
    'a--b',
    'a'.repeat(41),
    '../acme',
    'acme.db',
    'äcme',
    'acme\n',
    '__proto__',
  ])('cannot have the code %j', async (code) => {
    const { directory } = await open()
    await expect(directory.create({ code, name: 'Acme' })).rejects.toMatchObject({ code: 'E_INVALID', field: 'code' })
    expect(await directory.find(code)).toBeUndefined()
    expect(await tenantFiles()).toEqual([])
  })

  test.each([{ name: ' ' }, { name: 'a\nb' }, { name: 'x'.repeat(201) }, { name: 'Acme', plan: 'Gold Plan' }])(
    'cannot be %j',
    async (fields) => {
      const { directory } = await open()
      await expect(directory.create({ code: 'acme', ...fields })).rejects.toBeInstanceOf(Invalid)
    },
  )

  test('cannot take a code that is taken, not even at the same moment', async () => {
    const { directory } = await open()
    const attempts = await Promise.allSettled(
      Array.from({ length: 5 }, () => directory.create({ code: 'acme', name: 'Acme' })),
    )
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(directory.create({ code: 'acme', name: 'Acme' })).rejects.toBeInstanceOf(Conflict)
    expect(await tenantFiles()).toEqual(['acme.db'])
  })

  test('leaves nothing behind when it could not be provisioned, and can be made again', async () => {
    let full = true
    const failing: Databases = {
      ...databases,
      provision: async (code) => {
        if (full) throw new Error('disk full')
        return databases.provision(code)
      },
    }
    const { directory } = await open({ databases: failing })
    await expect(directory.create({ code: 'acme', name: 'Acme' })).rejects.toThrow('disk full')
    expect(await directory.find('acme')).toBeUndefined()
    expect((await directory.list(10)).items).toEqual([])
    full = false
    await expect(directory.create({ code: 'acme', name: 'Acme' })).resolves.toMatchObject({ code: 'acme' })
  })

  test('is not to be found while it is made', async () => {
    let seen: unknown = 'not asked'
    const { directory } = await open({
      databases: {
        ...databases,
        provision: async (code) => {
          seen = [await directory.find(code), (await directory.list(10)).items]
          await databases.provision(code)
        },
      },
    })
    await directory.create({ code: 'acme', name: 'Acme' })
    expect(seen).toEqual([undefined, []])
  })

  test('can be changed and suspended', async () => {
    const { directory } = await open()
    const { code } = await directory.create({ code: 'acme', name: 'Acme' })
    expect(await directory.update(code, { name: 'Acme 2', plan: 'gold', state: 'suspended' })).toMatchObject({
      name: 'Acme 2',
      plan: 'gold',
      state: 'suspended',
    })
    expect(await directory.find(code)).toMatchObject({ name: 'Acme 2' })
    expect(await directory.update(code, {})).toMatchObject({ name: 'Acme 2' })
    await expect(directory.update('nobody' as TenantCode, { name: 'x' })).rejects.toBeInstanceOf(NotFound)
  })

  test('is gone with its database, its keys and its marks once it is removed', async () => {
    const { directory, scopes, keysOf } = await open()
    const { code, key } = await directory.create({ code: 'acme', name: 'Acme' })
    await scopes.markOpen(key)
    await directory.remove(code)
    expect(removed).toEqual(['acme suspended'])
    expect(await directory.find(code)).toBeUndefined()
    expect(await directory.findByKey(key)).toBeUndefined()
    expect(await tenantFiles()).toEqual([])
    expect(await scopes.leftOpen()).toEqual([])
    expect(() => keysOf(key)).toThrow(NotFound)
    await expect(directory.remove(code)).rejects.toBeInstanceOf(NotFound)
    expect((await directory.create({ code: 'acme', name: 'Other' })).key).not.toBe(key)
  })

  test('that a failure kept from being removed is still there, suspended, and can be removed again', async () => {
    let busy = true
    const { directory } = await open({
      beforeRemove: async () => {
        if (busy) throw new Error('still open')
      },
    })
    const { code } = await directory.create({ code: 'acme', name: 'Acme' })
    await expect(directory.remove(code)).rejects.toThrow('still open')
    expect(await directory.find(code)).toMatchObject({ state: 'suspended' })
    busy = false
    await directory.remove(code)
    expect(await directory.find(code)).toBeUndefined()
  })

  test('never finds what an earlier tenant of its code left', async () => {
    const { directory } = await open()
    const code = 'acme' as TenantCode
    await databases.provision(code)
    const left = await databases.open(code)
    left.handle.exec("insert into chatbots values ('bot_old', 'cb_old', '{}', '', '')")
    left.close()
    await directory.create({ code, name: 'Acme' })
    const fresh = await databases.open(code)
    expect(fresh.handle.prepare('select count(*) as n from chatbots').get()).toEqual({ n: 0 })
    fresh.close()
  })

  test('can be provisioned again', async () => {
    const { directory } = await open()
    const tenant = await directory.create({ code: 'acme', name: 'Acme' })
    await databases.remove(tenant.code)
    expect(await directory.provision(tenant.code)).toEqual(tenant)
    expect(await tenantFiles()).toEqual(['acme.db'])
  })
})

describe('the list of tenants', () => {
  test('has every tenant once, in pages of any size', async () => {
    const { directory } = await open()
    const codes = Array.from({ length: 23 }, (_, index) => `tenant-${index}`)
    await Promise.all(codes.map((code) => directory.create({ code, name: code })))
    for (const limit of [1, 5, 22, 23, 24]) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await directory.list(limit, cursor)
        expect(page.items.length).toBeLessThanOrEqual(limit)
        seen.push(...page.items.map(({ code }) => code))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(seen).toEqual(codes.toSorted())
    }
  })

  test('refuses a cursor that is not its own', async () => {
    const { directory } = await open()
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        await expect(directory.list(10, `!${text}`)).rejects.toMatchObject({ field: 'cursor' })
      }),
    )
  })
})

describe('changes by another process', () => {
  test('are seen within the promised time', async () => {
    const { directory } = await open()
    const { code } = await directory.create({ code: 'acme', name: 'Acme' })
    await elsewhere(({ directory: theirs }) => theirs.update(code, { state: 'suspended' }))
    await elsewhere(({ directory: theirs }) => theirs.create({ code: 'new', name: 'New' }))
    now += 2000
    expect(await directory.find(code)).toMatchObject({ state: 'suspended' })
    expect(await directory.find('new')).toMatchObject({ name: 'New' })
  })
})

const keyIn = ({ accounts }: Platform, key: string) => accounts.apiKey(hash('sha256', key))

describe('the administrator’s key', () => {
  test('is made at the first start, shown once, and kept as a hash', async () => {
    const first = await open()
    const key = first.madeAdminKey!
    expect(key).toMatch(/^cqy_[\w-]{43}$/)
    expect(keyIn(first, key)).toMatchObject({ tenant: undefined, scopes: 'all' })
    const second = await open()
    expect(second.madeAdminKey).toBeUndefined()
    expect(keyIn(second, key)).toMatchObject({ tenant: undefined, scopes: 'all' })
    expect(JSON.stringify(databases.platform.handle.prepare('select * from api_keys').all())).not.toContain(key)
  })

  test('is the configured one, and a changed one replaces it', async () => {
    const first = await open({ adminApiKey: 'first-key' })
    expect(first.madeAdminKey).toBeUndefined()
    expect(keyIn(first, 'first-key')).toBeDefined()
    const second = await open({ adminApiKey: 'second-key' })
    expect(keyIn(second, 'first-key')).toBeUndefined()
    expect(keyIn(second, 'second-key')).toBeDefined()
    const third = await open()
    expect(third.madeAdminKey).toBeUndefined()
    expect(keyIn(third, 'second-key')).toBeDefined()
  })

  test('is no other text', async () => {
    const platform = await open({ adminApiKey: 'the-key-of-the-admin' })
    for (const text of ['', 'the-key-of-the-admi', 'the-key-of-the-admin ', 'x'.repeat(100_000)])
      expect(keyIn(platform, text)).toBeUndefined()
  })
})

describe('the master key', () => {
  test('that is another is refused at the start', async () => {
    await open()
    await expect(open({ masterKey: randomBytes(32) })).rejects.toBeInstanceOf(WrongMasterKey)
  })

  test('can be changed, for all tenants or none', async () => {
    const platform = await open()
    const tenants = await Promise.all(['one', 'two'].map((code) => platform.directory.create({ code, name: code })))
    const sealed = tenants.map(({ key }) => platform.keysOf(key).seal('x', key))
    const next = randomBytes(32)
    await expect(changeMasterKey(databases.platform, next, masterKey)).rejects.toBeInstanceOf(WrongMasterKey)
    expect(await changeMasterKey(databases.platform, masterKey, next)).toBe(2)
    await expect(open()).rejects.toBeInstanceOf(WrongMasterKey)
    const after = await open({ masterKey: next })
    expect(tenants.map(({ key }, index) => after.keysOf(key).unseal('x', sealed[index]!))).toEqual(
      tenants.map(({ key }) => key),
    )
  })
})

describe('marks of scopes', () => {
  test('tell after an unclean stop who was open', async () => {
    const { directory, scopes } = await open()
    const [one, two] = await Promise.all(
      ['one', 'two'].map(async (code) => (await directory.create({ code, name: code })).key),
    )
    await scopes.markOpen(one!)
    await scopes.markOpen(two!)
    await scopes.markOpen(two!)
    await scopes.markClosed(two!, { dueAt: undefined, listens: false })
    expect(await (await open()).scopes.leftOpen()).toEqual([one])
  })

  test('tell which closed tenants must be woken', async () => {
    const { directory, scopes } = await open()
    const keys: Record<string, TenantKey> = {}
    for (const code of ['due', 'later', 'listens', 'idle', 'busy'])
      keys[code] = (await directory.create({ code, name: code })).key
    await scopes.markClosed(keys.due!, { dueAt: now, listens: false })
    await scopes.markClosed(keys.later!, { dueAt: now + 1, listens: false })
    await scopes.markClosed(keys.listens!, { dueAt: undefined, listens: true })
    await scopes.markClosed(keys.idle!, { dueAt: now, listens: true })
    await scopes.markClosed(keys.idle!, { dueAt: undefined, listens: false })
    await scopes.markClosed(keys.busy!, { dueAt: now, listens: false })
    await scopes.markOpen(keys.busy!)
    expect((await scopes.wakeUps(now)).toSorted()).toEqual([keys.due, keys.listens].toSorted())
    expect(await scopes.wakeUps(now + 1)).toContain(keys.later)
  })
})
