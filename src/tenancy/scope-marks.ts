import type { TenantKey } from '../contracts/id.ts'
import type { SqliteDatabase } from './sqlite.ts'

/** What a tenant waits for while it is closed. */
export interface WakeUp {
  /** Of its next schedule, milliseconds since 1970; undefined: none. */
  readonly dueAt: number | undefined
  /** Whether it has channels that pull. */
  readonly listens: boolean
}

/**
 * Which tenants must be looked at without a message arriving for them: a closed tenant's file is not opened to find out.
 */
export interface ScopeMarks {
  /** Durable when it resolves, which is before the scope does any work: a crash leaves the mark behind. */
  markOpen(tenant: TenantKey): Promise<void>
  markClosed(tenant: TenantKey, wakeUp: WakeUp): Promise<void>
  /** Tenants that were open when the process ended without a clean stop, and so may have unfinished work. */
  leftOpen(): Promise<readonly TenantKey[]>
  /** Closed tenants that pull, or whose schedule is due by `now`; the longest due first. */
  wakeUps(now: number): Promise<readonly TenantKey[]>
}

interface Row {
  readonly tenant_key: TenantKey
}

export function scopeMarks(database: SqliteDatabase): ScopeMarks {
  const keys = (rows: readonly Row[]) => rows.map(({ tenant_key }) => tenant_key)
  const mark = database.prepare<[string]>('insert or ignore into open_scopes (tenant_key) values (?)')
  const unmark = database.prepare<[string]>('delete from open_scopes where tenant_key = ?')
  const remember = database.prepare<[string, number | null, number]>(
    `insert into wake_ups (tenant_key, due_at, listens) values (?, ?, ?)
     on conflict (tenant_key) do update set due_at = excluded.due_at, listens = excluded.listens`,
  )
  const forget = database.prepare<[string]>('delete from wake_ups where tenant_key = ?')
  const marked = database.prepare<[], Row>(
    'select tenant_key from open_scopes join tenants on tenants.key = open_scopes.tenant_key',
  )
  const waiting = database.prepare<[number], Row>(
    `select tenant_key from wake_ups join tenants on tenants.key = wake_ups.tenant_key
     where (due_at <= ? or listens = 1) and tenant_key not in (select tenant_key from open_scopes) order by due_at`,
  )
  return {
    async markOpen(tenant) {
      await database.write(() => mark.run(tenant))
    },
    async markClosed(tenant, { dueAt, listens }) {
      await database.write(() => {
        unmark.run(tenant)
        if (dueAt === undefined && !listens) forget.run(tenant)
        else remember.run(tenant, dueAt ?? null, listens ? 1 : 0)
      })
    },
    async leftOpen() {
      return keys(marked.all())
    },
    async wakeUps(now) {
      return keys(waiting.all(now))
    },
  }
}
