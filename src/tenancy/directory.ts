import { LRUCache } from 'lru-cache'
import { tenancyDefaults } from '../config/defaults.ts'
import { Conflict, Invalid, NotFound } from '../contracts/errors.ts'
import { isTenantCode } from '../contracts/id.ts'
import type { TenantCode, TenantKey } from '../contracts/id.ts'
import type { Page, TenantDirectory } from '../contracts/ports.ts'
import type { Tenant } from '../contracts/tenant.ts'
import { all, build, run } from './databases.ts'
import type { Databases } from './databases.ts'
import { newWrappedKey, openKeys } from './keys.ts'
import type { TenantKeys } from './keys.ts'
import { checkedName } from './plain.ts'
import { randomId } from './random.ts'

export interface DirectoryOptions {
  readonly databases: Databases
  readonly masterKey: Buffer
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Closes the tenant's scope and keeps it closed: called before its database is deleted. */
  readonly beforeRemove: (tenant: Tenant) => Promise<void>
}

export interface Directory extends TenantDirectory {
  /** Throws NotFound and WrongMasterKey. */
  keysOf(tenant: TenantKey): TenantKeys
  /** Forgets what it remembers of the table. */
  refresh(): void
}

interface Row {
  readonly key: TenantKey
  readonly code: TenantCode
  readonly name: string
  readonly plan: string
  readonly state: Tenant['state']
  readonly created_at: string
  readonly wrapped_key: string
}

const planPattern = /^[a-z0-9][a-z0-9-]{0,39}$/

export function openDirectory({ databases, masterKey, clock, beforeRemove }: DirectoryOptions): Directory {
  const database = databases.platform
  const byCode = new LRUCache<TenantCode, Tenant>({ max: tenancyDefaults.rememberedTenants })
  const codes = new LRUCache<TenantKey, TenantCode>({ max: tenancyDefaults.rememberedTenants })
  // Between the first and the last step of being made or removed a tenant is nobody's to open.
  const hidden = new Set<TenantCode>()

  const byCodeRow = database.prepare<[string], Row>('select * from tenants where code = ?')
  const byKeyRow = database.prepare<[string], Row>('select * from tenants where key = ?')
  const rowOf = (where: { readonly code: TenantCode } | { readonly key: TenantKey }) =>
    'code' in where ? byCodeRow.get(where.code) : byKeyRow.get(where.key)

  function remember(row: Row): Tenant {
    const tenant = tenantOf(row)
    byCode.set(tenant.code, tenant)
    codes.set(tenant.key, tenant.code)
    return tenant
  }

  function forget({ code, key }: Tenant): void {
    byCode.delete(code)
    codes.delete(key)
  }

  function find(code: string): Tenant | undefined {
    if (!isTenantCode(code) || hidden.has(code)) return undefined
    const known = byCode.get(code)
    if (known !== undefined) return known
    const row = rowOf({ code })
    return row === undefined ? undefined : remember(row)
  }

  function existing(code: string): Tenant {
    const tenant = find(code)
    if (tenant === undefined) throw new NotFound('There is no such tenant.')
    return tenant
  }

  async function whileHidden<Result>(code: TenantCode, steps: () => Promise<Result>): Promise<Result> {
    if (hidden.has(code)) throw new Conflict(`The tenant ${code} is being made or removed.`)
    hidden.add(code)
    try {
      return await steps()
    } finally {
      hidden.delete(code)
    }
  }

  function insert(code: TenantCode, name: string, plan: string): Promise<Row> {
    const made = new Date(clock()).toISOString()
    return database.write(() => {
      if (rowOf({ code }) !== undefined) throw new Conflict(`The code ${code} is taken.`)
      let key = newTenantKey()
      while (rowOf({ key }) !== undefined) key = newTenantKey()
      const row: Row = {
        key,
        code,
        name,
        plan,
        state: 'active',
        created_at: made,
        wrapped_key: newWrappedKey(masterKey, key),
      }
      run(database, build('tenants').insert(row))
      return row
    })
  }

  async function change(tenant: Tenant, columns: Partial<Pick<Row, 'name' | 'plan' | 'state'>>): Promise<Tenant> {
    const row = await database.write(() => {
      if (Object.keys(columns).length > 0) run(database, build('tenants').where({ key: tenant.key }).update(columns))
      return rowOf({ key: tenant.key })
    })
    if (row === undefined) throw new NotFound('There is no such tenant.')
    return remember(row)
  }

  function deleteRows({ key }: { readonly key: TenantKey }): Promise<unknown> {
    return database.write(() => {
      for (const table of ['open_scopes', 'wake_ups']) run(database, build(table).where({ tenant_key: key }).delete())
      return run(database, build('tenants').where({ key }).delete())
    })
  }

  return {
    async create({ code, name, plan = tenancyDefaults.plan }) {
      if (!isTenantCode(code)) throw invalidCode()
      const checked = { name: checkedName(name), plan: checkedPlan(plan) }
      const row = await whileHidden(code, async () => {
        const inserted = await insert(code, checked.name, checked.plan)
        try {
          // A code is used again after its tenant is gone: nothing a tenant of that name left may be found by this one.
          await databases.remove(code)
          await databases.provision(code)
        } catch (error) {
          await deleteRows(inserted)
          throw error
        }
        return inserted
      })
      return remember(row)
    },
    find: async (code) => find(code),
    async findByKey(key) {
      const code = codes.get(key) ?? rowOf({ key })?.code
      return code === undefined ? undefined : find(code)
    },
    async list(limit, cursor): Promise<Page<Tenant>> {
      const query = build('tenants')
        .orderBy('code')
        .limit(limit + 1)
      if (cursor !== undefined) query.where('code', '>', codeOfCursor(cursor))
      const rows = all<Row>(database, query)
      const page = rows.slice(0, limit)
      return {
        items: page.filter(({ code }) => !hidden.has(code)).map(tenantOf),
        nextCursor: rows.length > page.length ? cursorAfter(page.at(-1)) : null,
      }
    },
    async update(code, { name, plan, state }) {
      return change(existing(code), {
        ...(name === undefined ? {} : { name: checkedName(name) }),
        ...(plan === undefined ? {} : { plan: checkedPlan(plan) }),
        ...(state === undefined ? {} : { state }),
      })
    },
    async remove(code) {
      const tenant = existing(code)
      await whileHidden(code, async () => {
        // Suspended first and its row last: interrupted anywhere, it is still there to be removed, and does nothing.
        const suspended = await change(tenant, { state: 'suspended' })
        await beforeRemove(suspended)
        await databases.remove(code)
        await deleteRows(tenant)
        forget(tenant)
      })
    },
    async provision(code) {
      const tenant = existing(code)
      await databases.provision(code)
      return tenant
    },
    keysOf(key) {
      const row = rowOf({ key })
      if (row === undefined) throw new NotFound('There is no such tenant.')
      return openKeys(masterKey, key, row.wrapped_key)
    },
    refresh() {
      byCode.clear()
      codes.clear()
    },
  }
}

function tenantOf({ key, code, name, plan, state, created_at }: Row): Tenant {
  return { key, code, name, plan, state, createdAt: created_at }
}

function newTenantKey(): TenantKey {
  return randomId(5) as TenantKey // brand given here and nowhere else
}

function checkedPlan(plan: string): string {
  if (!planPattern.test(plan)) throw new Invalid('A plan has up to 40 lower-case letters, digits and hyphens.', 'plan')
  return plan
}

function invalidCode(): Invalid {
  return new Invalid(
    'A tenant’s code has 3 to 40 lower-case letters, digits and single hyphens, begins with a letter and does not end with a hyphen.',
    'code',
  )
}

function cursorAfter(row: Row | undefined): string | null {
  return row === undefined ? null : encoded(row.code)
}

function codeOfCursor(cursor: string): TenantCode {
  const code = Buffer.from(cursor, 'base64url').toString()
  if (!isTenantCode(code) || encoded(code) !== cursor)
    throw new Invalid('The cursor is not one of this list.', 'cursor')
  return code
}

function encoded(code: TenantCode): string {
  return Buffer.from(code).toString('base64url')
}
