import { LRUCache } from 'lru-cache'
import { planDefaults, tenancyDefaults } from '../config/defaults.ts'
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
import { checkedLimits, checkedPlan, planOf } from './plans.ts'
import { randomId } from './random.ts'

export interface DirectoryOptions {
  readonly databases: Databases
  readonly masterKey: Buffer
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Closes the tenant's scope and removes what is kept elsewhere; repeatable. Called before its database is deleted. */
  readonly beforeRemove: (tenant: Tenant) => Promise<void>
}

export interface Directory extends TenantDirectory {
  /** Throws NotFound and WrongMasterKey. */
  keysOf(tenant: TenantKey): TenantKeys
  /** Forgets what it remembers of the table. */
  refresh(): void
  /** Tenants whose time to be erased has come. */
  due(now: number): readonly Tenant[]
  /** Of one that is due, whether this process erases it: another may be at it. It is due again later, if it is still there. */
  claim(tenant: Tenant): Promise<boolean>
}

interface Row {
  readonly key: TenantKey
  readonly code: TenantCode
  readonly name: string
  readonly plan: string
  /** `making`: whoever made it has not been told so. What a crash left in it is nobody's, and made anew. */
  readonly state: 'making' | 'active' | 'suspended'
  readonly created_at: string
  readonly wrapped_key: string
  readonly deletes_at: number | null
  /** `LimitOverrides` as JSON. */
  readonly limits: string | null
}
type Columns = Partial<Pick<Row, 'name' | 'plan' | 'state' | 'deletes_at' | 'limits'>>

export function openDirectory({ databases, masterKey, clock, beforeRemove }: DirectoryOptions): Directory {
  const database = databases.platform
  const byCode = new LRUCache<TenantCode, Tenant>({ max: tenancyDefaults.rememberedTenants })
  const codes = new LRUCache<TenantKey, TenantCode>({ max: tenancyDefaults.rememberedTenants })
  // Between the first and the last step of being made or removed a tenant is nobody's to open.
  const hidden = new Set<TenantCode>()

  const byCodeRow = database.prepare<[string], Row>('select * from tenants where code = ?')
  const byKeyRow = database.prepare<[string], Row>('select * from tenants where key = ?')
  const dueRows = database.prepare<[number], Row>("select * from tenants where deletes_at <= ? and state <> 'making'")
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
    return row === undefined || row.state === 'making' ? undefined : remember(row)
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
      const before = rowOf({ code })
      if (before !== undefined && isBeingMade(before)) throw new Conflict(`The tenant ${code} is being made.`)
      if (before?.state === 'making') run(database, build('tenants').where({ key: before.key }).delete())
      else if (before !== undefined) throw new Conflict(`The code ${code} is taken.`)
      let key = newTenantKey()
      while (rowOf({ key }) !== undefined) key = newTenantKey()
      const row: Row = {
        key,
        code,
        name,
        plan,
        state: 'making',
        created_at: made,
        wrapped_key: newWrappedKey(masterKey, key),
        deletes_at: null,
        limits: null,
      }
      run(database, build('tenants').insert(row))
      return row
    })
  }

  /** By another process; what it left unfinished long ago, it does not finish any more. */
  function isBeingMade({ state, created_at }: Row): boolean {
    return database.shared && state === 'making' && clock() - Date.parse(created_at) < tenancyDefaults.makingMs
  }

  async function change({ key }: Pick<Tenant, 'key'>, columns: Columns): Promise<Tenant> {
    const row = await database.write(() => {
      if (Object.keys(columns).length > 0) run(database, build('tenants').where({ key }).update(columns))
      return rowOf({ key })
    })
    if (row === undefined) throw new NotFound('There is no such tenant.')
    return remember(row)
  }

  function deleteRows({ key }: { readonly key: TenantKey }): Promise<unknown> {
    return database.write(() => {
      for (const table of ['open_tenants', 'wake_ups', 'tenant_places', 'tenant_moves'])
        run(database, build(table).where({ tenant_key: key }).delete())
      return run(database, build('tenants').where({ key }).delete())
    })
  }

  /** Where even this fails, what is left is nobody's: whoever makes the tenant again begins anew. */
  async function undo(code: TenantCode, inserted: Row): Promise<void> {
    try {
      // Somebody else took it over, who came upon it half made: it is theirs.
      if (rowOf({ key: inserted.key }) === undefined) return
      await databases.remove(code)
      await deleteRows(inserted)
    } catch {
      // What went wrong first is what the caller hears of.
    }
  }

  return {
    async create({ code, name, plan = planDefaults.plan }) {
      if (!isTenantCode(code)) throw invalidCode()
      const checked = { name: checkedName(name), plan: checkedPlan(plan) }
      return whileHidden(code, async () => {
        const inserted = await insert(code, checked.name, checked.plan)
        try {
          // A code is used again after its tenant is gone: nothing a tenant of that name left may be found by this one.
          await databases.remove(code)
          await databases.provision(code)
          return await change(inserted, { state: 'active' })
        } catch (error) {
          await undo(code, inserted)
          throw error
        }
      })
    },
    find: async (code) => find(code),
    async findByKey(key) {
      const code = codes.get(key) ?? rowOf({ key })?.code
      return code === undefined ? undefined : find(code)
    },
    async list(limit, cursor): Promise<Page<Tenant>> {
      const query = build('tenants')
        .whereNot({ state: 'making' })
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
    async update(code, { name, plan, state, limits }) {
      return change(existing(code), {
        ...(name === undefined ? {} : { name: checkedName(name) }),
        ...(plan === undefined ? {} : { plan: checkedPlan(plan) }),
        ...(state === undefined ? {} : { state, deletes_at: null }),
        ...(limits === undefined ? {} : { limits: JSON.stringify(checkedLimits(limits)) }),
      })
    },
    removeAt: (code, at) => change(existing(code), { deletes_at: at }),
    async restore(code) {
      const tenant = existing(code)
      if (tenant.state !== 'deleting') throw new Conflict('The tenant is not being deleted.')
      return change(tenant, { deletes_at: null })
    },
    due: (now) =>
      dueRows
        .all(now)
        .filter(({ code }) => !hidden.has(code))
        .map(tenantOf),
    async claim({ key }) {
      if (!database.shared) return true
      const now = clock()
      const claims = database.prepare<[number, string, number]>(
        'update tenants set deletes_at = ? where key = ? and deletes_at <= ?',
      )
      return database.write(() => claims.run(now + tenancyDefaults.erasingMs, key, now).changes > 0)
    },
    async remove(code) {
      const tenant = existing(code)
      await whileHidden(code, async () => {
        // Due first and its row last: interrupted anywhere, it does nothing any more, and is removed by the next sweep.
        const leaving = await change(tenant, { deletes_at: Math.min(clock(), deletesAtOf(tenant)) })
        await beforeRemove(leaving)
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

function tenantOf({ key, code, name, plan, state, created_at, deletes_at, limits }: Row): Tenant {
  return {
    key,
    code,
    name,
    ...planOf({ plan, limits }),
    // What is being made is shown to nobody.
    state: deletes_at !== null ? 'deleting' : state === 'suspended' ? 'suspended' : 'active',
    createdAt: created_at,
    ...(deletes_at === null ? {} : { deletesAt: new Date(deletes_at).toISOString() }),
  }
}

const deletesAtOf = ({ deletesAt }: Tenant): number => (deletesAt === undefined ? Infinity : Date.parse(deletesAt))

function newTenantKey(): TenantKey {
  return randomId(5) as TenantKey // brand given here and nowhere else
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
