import type { SqliteDatabase } from './sqlite.ts'

/** How many messages a tenant's people and bots said in this month, durable with the messages themselves. */
export interface MessageCount {
  /** In the transaction that writes them. */
  add(messages: number): void
  /** In this month, UTC. */
  used(): number
}

/** `YYYY-MM`, UTC. */
export const monthOf = (ms: number): string => new Date(ms).toISOString().slice(0, 7)

/** One statement for each transaction, however many turns share it. */
export function countMessages(database: SqliteDatabase, clock: () => number): MessageCount {
  const add = database.prepare<[string, number], { used: number }>(
    `insert into usage_counts (name, period, used) values ('messages', ?, ?)
     on conflict (name, period) do update set used = usage_counts.used + excluded.used returning used`,
  )
  const read = database.prepare<[string], { used: number }>(
    "select used from usage_counts where name = 'messages' and period = ?",
  )
  let gathered = 0
  let known = { month: '', used: 0 }

  database.gathering(
    () => (gathered = 0),
    () => {
      if (gathered === 0) return
      const month = monthOf(clock())
      known = { month, used: add.get(month, gathered)?.used ?? 0 }
      gathered = 0
    },
  )

  return {
    add: (messages) => void (gathered += messages),
    used() {
      const month = monthOf(clock())
      if (known.month !== month) known = { month, used: read.get(month)?.used ?? 0 }
      // With what this transaction says already; of one that failed it counts until the next begins.
      return known.used + gathered
    },
  }
}
