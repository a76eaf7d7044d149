import type { AnyAdapter, RawRequest, RawResponse } from './channel.ts'
import type { ConversationId, TenantCode } from './id.ts'
import type { Address, InboundEvent } from './message.ts'
import type { Accepted, StoredMessage } from './store.ts'
import type { WireHandoff } from './wire.ts'
import type { Channel, Chatbot } from './tenant.ts'

/** The front doors, as the web channel and the API see them. */

export interface WebChannel {
  readonly tenant: TenantCode
  readonly channel: Channel
  readonly chatbot: Chatbot
}

export interface WebDoor {
  /** The web channel behind an embed id; undefined for unknown, disabled or suspended. */
  open(embedId: string): Promise<WebChannel | undefined>
  /** Durable when it resolves. Throws Busy. */
  ingest(web: WebChannel, event: InboundEvent): Promise<Accepted>
  history(web: WebChannel, address: Address, afterSeq: number, limit: number): Promise<readonly StoredMessage[]>
  lastSeq(web: WebChannel, address: Address): Promise<number>
  /** Who has the visitor's conversation; undefined where it is the bot. */
  handoff(web: WebChannel, address: Address): Promise<WireHandoff | undefined>
  end(web: WebChannel, address: Address): Promise<ConversationId | undefined>
  /** Signs and checks visitor tokens with a key of the tenant's own. */
  signVisitor(web: WebChannel, visitor: string): Promise<string>
  verifyVisitor(web: WebChannel, token: string): Promise<string | undefined>
}

export type AdapterList = ReadonlyMap<string, AnyAdapter>

export interface ReceiveDoor {
  /**
   * A platform's webhook. Durable when it resolves with 200. Throws NotFound (one answer for unknown tenant, platform
   * and token, and for addresses that the channel does not listen to), Unauthorized (signature), Invalid (no webhook at
   * all) and Busy (503 with Retry-After). `from` is the address that called.
   */
  receive(tenantCode: string, platform: string, token: string, request: RawRequest, from: string): Promise<RawResponse>
}
