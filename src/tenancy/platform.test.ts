import { hash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Conflict, Invalid, NotFound } from '../contracts/errors.ts'
import type { TenantCode, TenantKey } from '../contracts/id.ts'
import type { Tenant } from '../contracts/tenant.ts'
import { openDatabases, tenantsIn } from '../../test/parts/engine.ts'
import { testOfSqlite } from '../../test/parts/of-sqlite.ts'
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
  databases = await openDatabases(folder, () => masterKey)
  now = Date.UTC(2026, 0, 1)
  removed = []
})
afterEach(async () => {
  await databases.close()
  await rm(folder, { recursive: true })
})

function open(options: Partial<PlatformOptions> = {}): Promise<Platform> {
  const beforeRemove = async (tenant: Tenant) => void removed.push(`${tenant.code} ${tenant.state}`)
  return openPlatform({ databases, masterKey, clock: () => now, beforeRemove, ...options })
}

/** The same folder as another process sees it. */
async function elsewhere(use: (platform: Platform) => Promise<unknown>): Promise<void> {
  const others = await openDatabases(folder, () => masterKey)
  try {
    await use(await open({ databases: others }))
  } finally {
    await others.close()
  }
}

const tenantCodes = () => tenantsIn(folder, databases)

describe('a tenant', () => {
  test('is provisioned and found by code and key once it is made', async () => {
    const { directory } = await open()
    const tenant = await directory.create({ code: 'acme', name: ' Acme Inc. ' })
    expect(tenant).toEqual({
      key: expect.stringMatching(/^[a-z0-9]{5}$/),
      code: 'acme',
      name: 'Acme Inc.',
      plan: 'unlimited',
      state: 'active',
      createdAt: '2026-01-01T00:00:00.000Z',
    })
    expect(await directory.find('acme')).toEqual(tenant)
    expect(await directory.findByKey(tenant.key)).toEqual(tenant)
    expect(await tenantCodes()).toEqual(['acme'])
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
    expect(await tenantCodes()).toEqual([])
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
    expect(await tenantCodes()).toEqual(['acme'])
  })

  /** Every call of a step fails from the `at`-th on, until it is mended. */
  function breaking(at: number) {
    let calls = 0
    let broken = true
    const step = async <Result>(go: () => Promise<Result>): Promise<Result> => {
      calls++
      if (broken && calls >= at) throw new Error('disk full')
      return go()
    }
    const platformFile = new Proxy(databases.platform, {
      get(file, name) {
        if (name === 'write') return (unit: () => unknown) => step(() => file.write(unit))
        const value: unknown = Reflect.get(file, name, file)
        return typeof value === 'function' ? value.bind(file) : value
      },
    })
    const failing: Databases = {
      ...databases,
      platform: platformFile,
      provision: (code) => step(() => databases.provision(code)),
      remove: (code) => step(() => databases.remove(code)),
    }
    return { failing, mend: () => (broken = false), calls: () => calls }
  }

  // Of a shared database another process may be making it still: mysql/shared.test.ts has that.
  testOfSqlite('that fails at any step, even at taking it back, is nobody’s, and is made by repeating it', async () => {
    await open({ adminApiKey: 'key' })
    let step = 1
    for (; ; step++) {
      const code = `acme-${step}`
      const { failing, mend, calls } = breaking(Infinity)
      // What opening the platform itself does comes first.
      await open({ databases: failing })
      const before = calls()
      const broken = breaking(before + step)
      const { directory } = await open({ databases: broken.failing })
      const attempt = await directory.create({ code, name: 'Acme' }).catch((error: unknown) => error)
      mend()
      broken.mend()
      if (!(attempt instanceof Error)) break
      expect(attempt.message).toBe('disk full')
      for (const { directory: seen } of [{ directory }, await open()]) {
        expect(await seen.find(code)).toBeUndefined()
        expect((await seen.list(100)).items.filter((one) => one.code === code)).toEqual([])
      }
      const made = await (await open()).directory.create({ code, name: 'Again' })
      expect(made).toMatchObject({ code, name: 'Again', state: 'active' })
      expect(await directory.findByKey(made.key)).toEqual(made)
      expect(await tenantCodes()).toContain(code)
    }
    // Its row, what was there before, its database, and that it is made.
    expect(step).toBe(5)
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
    expect(await directory.update(code, { name: 'Acme 2', plan: 'starter', state: 'suspended' })).toMatchObject({
      name: 'Acme 2',
      plan: 'starter',
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
    expect(removed).toEqual(['acme deleting'])
    expect(await directory.find(code)).toBeUndefined()
    expect(await directory.findByKey(key)).toBeUndefined()
    expect(await tenantCodes()).toEqual([])
    expect(await (await open()).scopes.takeOver()).toEqual([])
    expect(() => keysOf(key)).toThrow(NotFound)
    await expect(directory.remove(code)).rejects.toBeInstanceOf(NotFound)
    expect((await directory.create({ code: 'acme', name: 'Other' })).key).not.toBe(key)
  })

  test('that a failure kept from being removed is still there, stands still, and can be removed again', async () => {
    let busy = true
    const { directory } = await open({
      beforeRemove: async () => {
        if (busy) throw new Error('still open')
      },
    })
    const { code } = await directory.create({ code: 'acme', name: 'Acme' })
    await expect(directory.remove(code)).rejects.toThrow('still open')
    expect(await directory.find(code)).toMatchObject({ state: 'deleting' })
    expect(directory.due(now)).toMatchObject([{ code }])
    busy = false
    await directory.remove(code)
    expect(await directory.find(code)).toBeUndefined()
  })

  test('stands still while it is being deleted, comes back as it was, and is due when its grace is over', async () => {
    const { directory } = await open()
    const { code } = await directory.create({ code: 'acme', name: 'Acme' })
    await directory.update(code, { state: 'suspended' })
    const leaving = await directory.removeAt(code, now + 1000)
    expect(leaving).toMatchObject({ state: 'deleting', deletesAt: '2026-01-01T00:00:01.000Z' })
    await expect(directory.create({ code, name: 'Acme' })).rejects.toBeInstanceOf(Conflict)
    expect(await directory.restore(code)).toMatchObject({ state: 'suspended' })
    await expect(directory.restore(code)).rejects.toBeInstanceOf(Conflict)
    await directory.removeAt(code, now + 1000)
    expect(await directory.update(code, { state: 'active' })).not.toHaveProperty('deletesAt')
    await directory.removeAt(code, now + 1000)
    expect(directory.due(now + 999)).toEqual([])
    expect(directory.due(now + 1000)).toEqual([await directory.find(code)])
    await directory.remove(code)
    expect(directory.due(Infinity)).toEqual([])
    await expect(directory.create({ code, name: 'Acme' })).resolves.toMatchObject({ state: 'active' })
  })

  test('whose removal fails at any step is removed by repeating it', async () => {
    const { directory, accounts } = await open({ adminApiKey: 'key' })
    for (let step = 1; ; step++) {
      const { key, code } = await directory.create({ code: 'acme', name: 'Acme' })
      await accounts.addInvitation(
        { id: 'iv', tenant: key, email: 'a@b.c', role: 'viewer', createdBy: 'x', createdAt: now, expiresAt: now },
        'hash',
      )
      const counted = breaking(Infinity)
      await open({ databases: counted.failing })
      const { failing, mend } = breaking(counted.calls() + step)
      const breakingDown = await open({ databases: failing })
      const failure = await breakingDown.directory.remove(code).catch((error: unknown) => error)
      mend()
      const later = await open()
      if (failure !== undefined) {
        expect(await later.directory.find(code)).toBeDefined()
        await later.directory.remove(code)
      }
      expect(await later.directory.find(code)).toBeUndefined()
      expect([await tenantCodes(), later.accounts.invitations(key)]).toEqual([[], []])
      directory.refresh()
      if (failure === undefined) break
    }
  })

  test('never finds what an earlier tenant of its code left', async () => {
    const { directory } = await open()
    const code = 'acme' as TenantCode
    await databases.provision(code)
    const left = await databases.open(code)
    await left.write(() =>
      left
        .once(
          "insert into chatbots (id, embed_id, config, created_at, updated_at) values ('bot_old', 'cb_old', '{}', '', '')",
        )
        .run(),
    )
    left.close()
    await directory.create({ code, name: 'Acme' })
    const fresh = await databases.open(code)
    expect(fresh.prepare('select count(*) as n from chatbots').get()).toEqual({ n: 0 })
    fresh.close()
  })

  test('can be provisioned again', async () => {
    const { directory } = await open()
    const tenant = await directory.create({ code: 'acme', name: 'Acme' })
    await databases.remove(tenant.code)
    expect(await directory.provision(tenant.code)).toEqual(tenant)
    expect(await tenantCodes()).toEqual(['acme'])
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
  // A shared database keeps to its own time: mysql/shared.test.ts has that.
  testOfSqlite('are seen within the promised time', async () => {
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
    expect(JSON.stringify(databases.platform.prepare('select * from api_keys').all())).not.toContain(key)
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
    const next = await open()
    expect(await next.scopes.takeOver()).toEqual([one])
    expect(await next.scopes.takeOver()).toEqual([])
    expect(await next.scopes.wakeUps(now)).toEqual([one])
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
