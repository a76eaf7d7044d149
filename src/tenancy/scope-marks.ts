import { fleetDefaults } from '../config/defaults.ts'
import type { TenantKey } from '../contracts/id.ts'
import type { Database } from './database.ts'

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
  /** Tells the others that this process lives: whoever says nothing for `goneMs`, by the database's clock, has ended. */
  beat(): Promise<void>
  /** Has woken what processes that ended had open: they may have unfinished work. Gives their tenants. */
  takeOver(): Promise<readonly TenantKey[]>
  /** Closed tenants that pull, or whose schedule is due by `now`; the longest due first. */
  wakeUps(now: number): Promise<readonly TenantKey[]>
  /** What it may have left open is another's at once. */
  leave(): Promise<void>
}

interface Row {
  readonly tenant_key: TenantKey
}

/** `me` names this process. `alone`: there is no other, and whatever another left open, it has ended. */
export function scopeMarks(database: Database, me: string, alone: boolean): ScopeMarks {
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
  /** Prepared where there are others: of a server's time there is no other name. */
  const others = () => ({
    seen: database.prepare<[string], { readonly id: string }>('select id from processes where id = ?'),
    arrive: database.prepare<[string]>(`insert into processes (id, seen_at) values (?, ${serverMs})`),
    live: database.prepare<[string]>(`update processes set seen_at = ${serverMs} where id = ?`),
    alive: database.prepare<[number], { readonly id: string }>(
      `select id from processes where seen_at > ${serverMs} - ?`,
    ),
    bury: database.prepare<[number]>(`delete from processes where seen_at <= ${serverMs} - ?`),
    leave: database.prepare<[string]>('delete from processes where id = ?'),
  })
  const mine = new Set<TenantKey>()
  const wait = (tenant: TenantKey, { dueAt, listens }: WakeUp) =>
    dueAt === undefined && !listens ? forget.run(tenant) : remember.run(tenant, dueAt ?? null, listens ? 1 : 0)

  function leftByOthers(): readonly (Row & { readonly process: string })[] {
    const alive = alone ? [] : others().alive.all(fleetDefaults.goneMs)
    const living = new Set([me, ...alive.map(({ id }) => id)])
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
      if (alone) return
      const { seen, arrive, live } = others()
      await database.write(() => {
        if (seen.get(me) !== undefined) return void live.run(me)
        // Its first, or others believed that it had ended and took over what it had open.
        arrive.run(me)
        for (const tenant of mine) mark.run(tenant, me)
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
        if (!alone) others().bury.run(fleetDefaults.goneMs)
        return [...new Set(left.map(({ tenant_key }) => tenant_key))]
      })
    },
    async wakeUps(now) {
      return waiting.all(now).map(({ tenant_key }) => tenant_key)
    },
    async leave() {
      if (!alone) await database.write(() => others().leave.run(me))
    },
  }
}

/** Of MySQL. */
const serverMs = 'cast(unix_timestamp(now(3)) * 1000 as signed)'
