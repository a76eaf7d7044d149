import type { Page } from './page.ts'

/** What a tenant's own systems are told, by webhooks after the Standard Webhooks specification. */

export const eventTypes = [
  'message.received',
  'message.said',
  'message.sent',
  'message.delivered',
  'message.read',
  'message.failed',
  'conversation.started',
  'conversation.ended',
  'conversation.handed_over',
  'conversation.queued',
  'conversation.taken',
  'conversation.email_left',
  'conversation.unattended',
  'conversation.agent_reminded',
  'conversation.handed_back',
  'dead_letter.added',
  'contact.erased',
  'limit.near',
  'limit.reached',
] as const
export type EventType = (typeof eventTypes)[number]

export interface Webhook {
  readonly id: string
  readonly url: string
  /** undefined: all of them. */
  readonly events: readonly EventType[] | undefined
  readonly enabled: boolean
  /** Why it is not, when we disabled it. */
  readonly disabledReason?: string
  /** Since when nothing arrived, milliseconds since 1970; undefined: the last delivery did. */
  readonly failingSince?: number
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** One event on its way to one webhook. */
export interface WebhookDelivery {
  readonly webhook: string
  /** Of the event: the same at every attempt and for every webhook. */
  readonly event: string
  readonly type: EventType
  readonly state: 'pending' | 'delivered' | 'failed'
  readonly attempts: number
  /** When it is tried next, milliseconds since 1970. */
  readonly nextAt: number
  /** Of the last answer. */
  readonly status?: number
  readonly error?: string
  /** Milliseconds since 1970. */
  readonly at: number
}

/** One to be made now. */
export interface DueDelivery extends WebhookDelivery {
  readonly url: string
  /** As they are sent, byte for byte. */
  readonly payload: string
  /** Sealed; the newest first, those before it in their grace time. */
  readonly secrets: readonly string[]
}

export interface WebhookInput {
  readonly url: string
  readonly events?: readonly EventType[]
  readonly enabled?: boolean
}

/** Makes webhooks and their secrets, which are shown once. */
export interface WebhookAdministration {
  /** Throws Invalid and OverLimit. */
  create(webhook: WebhookInput): Promise<{ readonly webhook: Webhook; readonly secret: string }>
  /** Throws Invalid and NotFound. */
  change(id: string, change: Partial<WebhookInput>): Promise<Webhook>
  rotate(id: string): Promise<{ readonly webhook: Webhook; readonly secret: string }>
}

/** A tenant's webhooks and what is on its way to them. */
export interface Webhooks {
  list(): readonly Webhook[]
  find(id: string): Webhook | undefined
  /** Throws OverLimit. */
  add(webhook: WebhookInput, sealedSecret: (id: string) => string): Promise<Webhook>
  /** Enabled again it is given what waits. Throws NotFound. */
  change(id: string, change: Partial<WebhookInput>): Promise<Webhook>
  /** The one before signs too, for a grace time. Throws NotFound. */
  rotate(id: string, sealedSecret: string): Promise<void>
  /** What is on its way to it goes with it. */
  remove(id: string): Promise<void>
  /** One event for one webhook alone, to try it. Gives the event's id. */
  test(id: string): Promise<string>
  deliveries(id: string, limit: number, cursor?: string): Promise<Page<WebhookDelivery>>
  /** Sends one again. Throws NotFound. */
  replay(id: string, event: string): Promise<void>
  /** Due at `now`, the longest first; and when the next ones are. */
  due(now: number, limit: number): { readonly deliveries: readonly DueDelivery[]; readonly nextAt: number | undefined }
  delivered(delivery: DueDelivery, status: number): Promise<void>
  /** `nextAt` undefined: it is given up. */
  failed(delivery: DueDelivery, nextAt: number | undefined, error: string, status?: number): Promise<void>
  /** What waits stays. */
  disable(id: string, reason: string): Promise<void>
  /** Called when something was added to be delivered, once it is durable. */
  onAdded(listener: () => void): void
}
