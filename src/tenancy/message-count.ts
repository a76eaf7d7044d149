import { planDefaults } from '../config/defaults.ts'
import type { Database } from './database.ts'

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
export function countMessages(database: Database, clock: () => number): MessageCount {
  const add = database.prepare<[string, number]>(
    `insert into usage_counts (name, period, used) values ('messages', ?, ?)
     on conflict (name, period) do update set used = usage_counts.used + excluded.used`,
  )
  const read = database.prepare<[string], { used: number }>(
    "select used from usage_counts where name = 'messages' and period = ?",
  )
  let gathered = 0
  let known = { month: '', used: 0, at: 0 }
  const reread = (month: string) => void (known = { month, used: read.get(month)?.used ?? 0, at: clock() })
  /** Others count, too: one more transaction says how far they are. */
  const isOld = () => database.shared && clock() - known.at >= planDefaults.messagesRecountMs

  database.gathering(
    () => (gathered = 0),
    () => {
      if (gathered === 0) return
      const month = monthOf(clock())
      add.run(month, gathered)
      // Of a shared one it is counted anew now and then.
      if (!database.shared) reread(month)
      else if (known.month === month) known = { ...known, used: known.used + gathered }
      gathered = 0
    },
  )

  return {
    add: (messages) => void (gathered += messages),
    used() {
      const month = monthOf(clock())
      if (known.month !== month || isOld()) reread(month)
      // With what this transaction says already; of one that failed it counts until the next begins.
      return known.used + gathered
    },
  }
}
