import { ingestDefaults, modelDefaults, planDefaults, sweepDefaults, webhookDefaults } from '../../config/defaults.ts'
import type { IdMint } from '../../contracts/id.ts'
import type { TenantStore } from '../../contracts/ports.ts'
import { countMessages } from '../message-count.ts'
import type { MessageCount } from '../message-count.ts'
import type { SqliteDatabase } from '../sqlite.ts'
import { createChanges } from './changes.ts'
import { createClosing } from './closing.ts'
import { createContacts } from './contacts.ts'
import { createConversations } from './conversations.ts'
import { createDeadLetters } from './dead-letters.ts'
import { createDeliveries } from './deliveries.ts'
import { createDesk } from './desk.ts'
import { createOptionTokens, createPluginStore, createSchedules } from './handler-tables.ts'
import { createFeed } from './feed.ts'
import { createHandoffs } from './handoffs.ts'
import { createInbox } from './inbox.ts'
import { Recent, rowsOnDisk, type StoreKit } from './kit.ts'
import { createKinship } from './kinship.ts'
import { createLimitWarnings } from './limit-warnings.ts'
import { createOutbox } from './outbox.ts'
import { createPeople } from './people.ts'
import { createSearch } from './search.ts'
import { createSaying } from './saying.ts'
import { createTurns } from './turns.ts'

/** Everything durable of one tenant, in its own SQLite file: prepared statements where every message passes, knex elsewhere. */
export function openStore(
  database: SqliteDatabase,
  mint: IdMint,
  clock: () => number = Date.now,
  backlogEvents: number = ingestDefaults.backlogEvents,
  messages: MessageCount = countMessages(database, clock),
): TenantStore {
  const pending = database
    .prepare<[], { events: number }>("select count(*) as events from inbox where state = 'pending'")
    .get()
  const changes = createChanges(database, clock)
  const feed = createFeed(database, mint, clock, changes)
  const kit: StoreKit = {
    database,
    mint,
    clock,
    backlog: { events: pending?.events ?? 0, limit: backlogEvents },
    known: new Recent(ingestDefaults.knownConversations),
    onDisk: rowsOnDisk(database),
    feed,
    kinship: createKinship(database, mint, clock),
    spoke: new Recent(ingestDefaults.knownConversations),
    asked: { listener: () => undefined },
    messages,
  }
  const search = createSearch(database)
  const people = createPeople(kit, kit.kinship, search)
  const say = createSaying(kit)
  const handing = createHandoffs(kit, say)
  return {
    inbox: createInbox(kit),
    turns: createTurns(kit, handing),
    outbox: createOutbox(kit, handing, say),
    deadLetters: createDeadLetters(kit),
    deliveries: createDeliveries(kit),
    conversations: createConversations(kit, handing),
    handoffs: handing.store,
    schedules: createSchedules(kit),
    pluginStore: createPluginStore(kit),
    contacts: createContacts(kit),
    people,
    desk: createDesk(kit, people, search, changes),
    searchIndex: search.index,
    optionTokens: createOptionTokens(kit),
    webhooks: feed.webhooks,
    closing: createClosing(kit),
    emit: feed.emit,
    onErasureAsked: (listener) => void (kit.asked.listener = listener),
    limitWarnings: createLimitWarnings(kit),
    prune: () => prune(kit),
    busy: () => changes.watched || search.index.busy(),
    async close() {
      changes.close()
      await search.index.close()
    },
  }
}

/** What is kept for a time, the oldest first: when the oldest of it came, and how so many that came before are removed. */
const kept = [
  {
    forMs: sweepDefaults.keyRetentionMs,
    oldest: 'select min(at) as at from inbox_keys',
    remove:
      'delete from inbox_keys where (channel_id, event_key) in (select channel_id, event_key from inbox_keys where at < ? order by at limit ?)',
  },
  {
    forMs: sweepDefaults.keyRetentionMs,
    oldest: 'select at from outbox_keys order by rowid limit 1',
    remove: 'delete from outbox_keys where at < ? and rowid in (select rowid from outbox_keys order by rowid limit ?)',
  },
  {
    forMs: sweepDefaults.doneRetentionMs,
    oldest: 'select received_at as at from inbox order by seq limit 1',
    remove:
      "delete from inbox where received_at < ? and seq in (select seq from inbox where state in ('kept', 'replayed') order by seq limit ?)",
  },
  {
    forMs: sweepDefaults.doneRetentionMs,
    oldest: 'select created_at as at from outbox order by row limit 1',
    remove:
      "delete from outbox where created_at < ? and row in (select row from outbox where state = 'replayed' order by row limit ?)",
  },
  {
    forMs: sweepDefaults.keyRetentionMs,
    oldest: 'select min(at) as at from media_sources',
    remove:
      'delete from media_sources where source in (select source from media_sources where at < ? order by at limit ?)',
  },
  {
    forMs: sweepDefaults.doneRetentionMs,
    oldest: 'select at from message_statuses order by id limit 1',
    remove: 'delete from message_statuses where at < ? and id in (select id from message_statuses order by id limit ?)',
  },
  {
    forMs: modelDefaults.usageRetentionMs,
    oldest: 'select unixepoch(min(day)) * 1000 as at from model_usage',
    remove:
      "delete from model_usage where day < strftime('%Y-%m-%d', ? / 1000, 'unixepoch') and id in (select id from model_usage order by id limit ?)",
  },
  {
    forMs: planDefaults.keptMs,
    oldest: 'select min(at) as at from limit_warnings',
    remove:
      'delete from limit_warnings where at < ? and (name, period, level) in (select name, period, level from limit_warnings order by at limit ?)',
  },
  {
    forMs: webhookDefaults.keptMs,
    oldest: 'select min(at) as at from webhook_events',
    remove: 'delete from webhook_events where at < ? and id in (select id from webhook_events order by at limit ?)',
  },
  {
    forMs: webhookDefaults.keptMs,
    oldest: 'select min(at) as at from webhook_deliveries',
    remove:
      'delete from webhook_deliveries where at < ? and seq in (select seq from webhook_deliveries order by at limit ?)',
  },
] as const

/** Removes a bounded number of rows that nobody needs any more. */
async function prune({ database, clock }: StoreKit): Promise<void> {
  const now = clock()
  const expired = kept.filter(({ forMs, oldest }) => {
    const at = database.prepare<[], { at: number | null }>(oldest).get()?.at ?? Infinity
    return at < now - forMs
  })
  if (expired.length === 0) return
  await database.write(() => {
    for (const { forMs, remove } of expired) {
      database.prepare<[number, number]>(remove).run(now - forMs, sweepDefaults.pruneBatch)
    }
  })
}
