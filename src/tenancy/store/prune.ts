import { modelDefaults, planDefaults, sweepDefaults, webhookDefaults } from '../../config/defaults.ts'
import type { Database } from '../database.ts'
import type { StoreKit } from './kit.ts'

/** What is kept for a time. */
interface Kept {
  readonly table: string
  readonly forMs: number
  /** By which a row is removed. */
  readonly key: readonly string[]
  /** Milliseconds since 1970; or a day as YYYY-MM-DD, whose end counts. */
  readonly at: string
  /** By which the oldest come first, with an index where the table is large. */
  readonly order: string
  /** Those of which nothing is waited for. */
  readonly only?: string
}

type Row = Readonly<Record<string, string | number>>

const { keyRetentionMs, doneRetentionMs } = sweepDefaults

const done: readonly Kept[] = [
  { table: 'inbox_keys', forMs: keyRetentionMs, key: ['channel_id', 'event_key'], at: 'at', order: 'at' },
  { table: 'outbox_keys', forMs: keyRetentionMs, key: ['idempotency_key'], at: 'at', order: 'at' },
  {
    table: 'inbox',
    forMs: doneRetentionMs,
    key: ['seq'],
    at: 'received_at',
    order: 'seq',
    only: "state in ('kept', 'replayed')",
  },
  { table: 'outbox', forMs: doneRetentionMs, key: ['row'], at: 'created_at', order: 'row', only: "state = 'replayed'" },
  { table: 'media_sources', forMs: keyRetentionMs, key: ['source'], at: 'at', order: 'at' },
  { table: 'message_statuses', forMs: doneRetentionMs, key: ['id'], at: 'at', order: 'id' },
  { table: 'model_usage', forMs: modelDefaults.usageRetentionMs, key: ['id'], at: 'day', order: 'id' },
  { table: 'limit_warnings', forMs: planDefaults.keptMs, key: ['name', 'period', 'level'], at: 'at', order: 'at' },
  { table: 'webhook_events', forMs: webhookDefaults.keptMs, key: ['id'], at: 'at', order: 'at' },
  { table: 'webhook_deliveries', forMs: webhookDefaults.keptMs, key: ['seq'], at: 'at', order: 'at' },
]

/** Removes a bounded number of rows that nobody needs any more. Whether there may be more of them. */
export async function prune({ database, clock }: StoreKit): Promise<boolean> {
  const now = clock()
  const expired = done.filter((kept) => {
    const { table, at, order } = kept
    const oldest = database.prepare<[], Row>(`select ${at} as at from ${table} order by ${order} limit 1`).get()
    return oldest !== undefined && isOver(kept, oldest, now)
  })
  if (expired.length === 0) return false
  await database.write(() => {
    for (const kept of expired) remove(database, kept, now)
  })
  return true
}

function remove(database: Database, kept: Kept, now: number): void {
  const { table, key, at, order, only } = kept
  const oldest = database.prepare<[number], Row>(
    `select ${key.join(', ')}, ${at} as at from ${table}${only === undefined ? '' : ` where ${only}`} order by ${order} limit ?`,
  )
  const one = database.prepare<(string | number)[]>(
    `delete from ${table} where ${key.map((column) => `${column} = ?`).join(' and ')}`,
  )
  for (const row of oldest.all(sweepDefaults.pruneBatch))
    if (isOver(kept, row, now)) one.run(...key.map((column) => row[column] ?? ''))
}

function isOver({ forMs }: Kept, { at = 0 }: Row, now: number): boolean {
  return (typeof at === 'number' ? at : Date.parse(`${at}T23:59:59.999Z`)) < now - forMs
}
