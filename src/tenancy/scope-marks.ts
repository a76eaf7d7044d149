import type { TenantKey } from '../contracts/id.ts'
import type { Database } from './database.ts'
import type { Processes } from './processes.ts'

/** What a tenant waits for while it is closed. */
export interface WakeUp {
  /** Of its next schedule, milliseconds since 1970; undefined: none. */
  readonly dueAt: number | undefined
  /** Whether it has channels that pull. */
  readonly listens: boolean
}

/**
 * Which tenants must be looked at without a message arriving for them: a closed tenant's file is not opened to find out.
 * Every process marks what it has open. Nobody leads: whoever looks first takes over what a process left that ended, and
 * that two do so is harmless.
 */
export interface ScopeMarks {
  /** Durable when it resolves, which is before the scope does any work: a crash leaves the mark behind. */
  markOpen(tenant: TenantKey): Promise<void>
  markClosed(tenant: TenantKey, wakeUp: WakeUp): Promise<void>
  /** What it waits for, said by a process that does not work on it; whoever has it open is left alone. */
  markWaiting(tenant: TenantKey, wakeUp: WakeUp): Promise<void>
  /** Tells the others that this process lives. */
  beat(): Promise<void>
  /** Has woken what processes that ended had open: they may have unfinished work. Gives their tenants. */
  takeOver(): Promise<readonly TenantKey[]>
  /** Closed tenants that pull, or whose schedule is due by `now`; the longest due first. */
  wakeUps(now: number): Promise<readonly TenantKey[]>
}

interface Row {
  readonly tenant_key: TenantKey
}

export function scopeMarks(database: Database, processes: Processes): ScopeMarks {
  const { me } = processes
  const mark = database.prepare<[string, string]>(
    'insert or ignore into open_tenants (tenant_key, process) values (?, ?)',
  )
  const unmark = database.prepare<[string, string]>('delete from open_tenants where tenant_key = ? and process = ?')
  const remember = database.prepare<[string, number | null, number]>(
    `insert into wake_ups (tenant_key, due_at, listens) values (?, ?, ?)
     on conflict (tenant_key) do update set due_at = excluded.due_at, listens = excluded.listens`,
  )
  const wakeNow = database.prepare<[string]>(
    'insert into wake_ups (tenant_key, due_at, listens) values (?, 0, 0) on conflict (tenant_key) do update set due_at = 0',
  )
  const forget = database.prepare<[string]>('delete from wake_ups where tenant_key = ?')
  const waiting = database.prepare<[number], Row>(
    `select tenant_key from wake_ups join tenants on tenants.key = wake_ups.tenant_key
     where (due_at <= ? or listens = 1) and tenant_key not in (select tenant_key from open_tenants) order by due_at`,
  )
  const marked = database.prepare<[], Row & { readonly process: string }>(
    'select tenant_key, process from open_tenants join tenants on tenants.key = open_tenants.tenant_key',
  )
  const mine = new Set<TenantKey>()
  const wait = (tenant: TenantKey, { dueAt, listens }: WakeUp) =>
    dueAt === undefined && !listens ? forget.run(tenant) : remember.run(tenant, dueAt ?? null, listens ? 1 : 0)

  function leftByOthers(): readonly (Row & { readonly process: string })[] {
    const living = processes.living()
    return marked.all().filter(({ process }) => !living.has(process))
  }

  return {
    async markOpen(tenant) {
      mine.add(tenant)
      await database.write(() => mark.run(tenant, me))
    },
    async markClosed(tenant, wakeUp) {
      await database.write(() => {
        unmark.run(tenant, me)
        wait(tenant, wakeUp)
      })
      mine.delete(tenant)
    },
    async markWaiting(tenant, wakeUp) {
      await database.write(() => wait(tenant, wakeUp))
    },
    async beat() {
      if (!database.shared) return
      await database.write(() => {
        // The others believed that it had ended, and took over what it had open.
        if (processes.live()) for (const tenant of mine) mark.run(tenant, me)
      })
    },
    async takeOver() {
      if (leftByOthers().length === 0) return []
      return database.write(() => {
        const left = leftByOthers()
        for (const { tenant_key, process } of left) {
          wakeNow.run(tenant_key)
          unmark.run(tenant_key, process)
        }
        processes.bury()
        return [...new Set(left.map(({ tenant_key }) => tenant_key))]
      })
    },
    async wakeUps(now) {
      return waiting.all(now).map(({ tenant_key }) => tenant_key)
    },
  }
}
