import type { HandoffStore } from './handoff.ts'
import type { Desk, SearchIndex } from './desk.ts'
import type { Webhooks } from './events.ts'
import type { People } from './people.ts'
import type {
  Contacts,
  Conversations,
  DeadLetters,
  Deliveries,
  Inbox,
  OptionTokens,
  Outbox,
  PluginStore,
  Schedules,
  Turns,
} from './store.ts'

/** Everything durable of one tenant. */
export interface TenantStore {
  readonly inbox: Inbox
  readonly turns: Turns
  readonly outbox: Outbox
  readonly deadLetters: DeadLetters
  readonly deliveries: Deliveries
  readonly conversations: Conversations
  readonly handoffs: HandoffStore
  readonly schedules: Schedules
  readonly pluginStore: PluginStore
  readonly contacts: Contacts
  readonly people: People
  readonly desk: Desk
  readonly searchIndex: SearchIndex
  readonly optionTokens: OptionTokens
  readonly webhooks: Webhooks
  /** Removes a bounded number of rows past their retention. */
  prune(): Promise<void>
  /** Something goes on in it that nobody waits for, or somebody looks on. */
  busy(): boolean
  /** Ends that; before the database is closed. */
  close(): Promise<void>
}
