import type { TenantKey } from '../../contracts/id.ts'
import { OverPlan } from '../../contracts/limits.ts'
import type { Database } from '../database.ts'
import { limitsOf, planOf } from '../plans.ts'

interface Seats {
  readonly users: number
  readonly apiKeys: number
}

/** How many people and keys a tenant has. */
export function seatsOf(database: Database, tenant: TenantKey): Seats {
  const count = (sql: string) => database.prepare<unknown[], { n: number }>(sql).get(tenant)?.n ?? 0
  return {
    users: count('select count(*) as n from memberships where tenant_key = ?'),
    apiKeys: count('select count(*) as n from api_keys where tenant_key = ?'),
  }
}

/** Inside a transaction. Throws OverPlan when the tenant's plan has no room for one more. */
export function needSeat(database: Database, tenant: TenantKey, name: keyof Seats): void {
  const row = database
    .prepare<unknown[], { plan: string; limits: string | null }>('select plan, limits from tenants where key = ?')
    .get(tenant)
  if (row === undefined) return
  const most = limitsOf(planOf(row))[name]
  if (most !== null && seatsOf(database, tenant)[name] >= most) throw new OverPlan(name, most)
}
