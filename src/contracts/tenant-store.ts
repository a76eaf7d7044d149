import type { ConversationId } from './id.ts'
import type { HandoffStore } from './handoff.ts'
import type { Desk, SearchIndex } from './desk.ts'
import type { EventType, Webhooks } from './events.ts'
import type { LimitWarnings } from './limits.ts'
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

/** Ends the road where a person speaks, before they are erased. */
export interface Closing {
  /**
   * What waits of the person is gone and a turn under way is overtaken, in one transaction; whoever writes from then on
   * begins anew. Gives the conversations in which a turn may still be running.
   */
  close(job: string): Promise<readonly ConversationId[]>
  /** Whether something is still to be sent where they speak. */
  unsent(job: string): boolean
}

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
  readonly closing: Closing
  /** Called when somebody asked to be erased, once that is durable. */
  onErasureAsked(listener: () => void): void
  /** Tells webhooks, inside a transaction. */
  readonly emit: (type: EventType, told: () => Readonly<Record<string, unknown>>) => void
  readonly limitWarnings: LimitWarnings
  /** Removes a bounded number of rows past their retention. Whether there may be more of them. */
  prune(): Promise<boolean>
  /** Something goes on in it that nobody waits for, or somebody looks on. */
  busy(): boolean
  /** Ends that; before the database is closed. */
  close(): Promise<void>
}
