import { ingestDefaults } from '../../config/defaults.ts'
import type { IdMint } from '../../contracts/id.ts'
import type { TenantStore } from '../../contracts/ports.ts'
import { countMessages } from '../message-count.ts'
import type { MessageCount } from '../message-count.ts'
import type { Database } from '../database.ts'
import { createBacklog } from './backlog.ts'
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
import { prune } from './prune.ts'
import { createSearch } from './search.ts'
import { createSaying } from './saying.ts'
import { createTurns } from './turns.ts'

/** Everything durable of one tenant, in its own database: prepared statements where every message passes, knex elsewhere. */
export function openStore(
  database: Database,
  mint: IdMint,
  clock: () => number = Date.now,
  backlogEvents: number = ingestDefaults.backlogEvents,
  messages: MessageCount = countMessages(database, clock),
): TenantStore {
  // What another process may end or move at any moment is looked up.
  const mayRemember = database.shared ? 0 : ingestDefaults.knownConversations
  const changes = createChanges(database, clock)
  const feed = createFeed(database, mint, clock, changes)
  const kit: StoreKit = {
    database,
    mint,
    clock,
    backlog: createBacklog(database, clock, backlogEvents),
    known: new Recent(mayRemember),
    onDisk: rowsOnDisk(database),
    feed,
    kinship: createKinship(database, mint, clock),
    spoke: new Recent(mayRemember),
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
