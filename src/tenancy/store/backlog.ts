import { ingestDefaults } from '../../config/defaults.ts'
import type { Database } from '../database.ts'

/** Pending events of the tenant: kept in memory so that the bound costs nothing per message. */
export interface Backlog {
  readonly limit: number
  events(): number
  /** Durable already; fewer when negative. */
  add(events: number): void
}

/** Where other processes add and take, it is counted anew now and then: the bound is passed by what comes in between. */
export function createBacklog(database: Database, clock: () => number, limit: number): Backlog {
  const pending = database.prepare<[], { events: number }>(
    "select count(*) as events from inbox where state = 'pending'",
  )
  const count = () => pending.get()?.events ?? 0
  let known = count()
  let countedAt = 0
  return {
    limit,
    events() {
      const now = clock()
      if (database.shared && now - countedAt >= ingestDefaults.recountMs) {
        known = count()
        countedAt = now
      }
      return known
    },
    add: (events) => void (known += events),
  }
}
