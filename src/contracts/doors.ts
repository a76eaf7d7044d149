import type { ShownAvatar } from './avatars.ts'
import type { AnyAdapter, Media, RawRequest, RawResponse } from './channel.ts'
import type { ConversationId, ErasureId, TenantCode } from './id.ts'
import type { StoredMedia } from './media.ts'
import type { Address, InboundEvent, Sender } from './message.ts'
import type { Accepted, StoredMessage } from './store.ts'
import type { WireHandoff, WirePuzzle } from './wire.ts'
import type { Channel, Chatbot } from './tenant.ts'
import type { Spoken } from './voice.ts'

/** The front doors, as the web channel and the API see them. */

export interface WebChannel {
  readonly tenant: TenantCode
  readonly channel: Channel
  readonly chatbot: Chatbot
}

export interface WebDoor {
  /** The web channel behind an embed id; undefined for unknown, disabled or suspended. */
  open(embedId: string): Promise<WebChannel | undefined>
  /** Who says what the chatbot says; undefined: nobody. */
  avatar(web: WebChannel): Promise<ShownAvatar | undefined>
  /** Whether the chatbot can say something aloud. */
  hasVoice(web: WebChannel): Promise<boolean>
  /** A sentence. Throws Busy, Refused and OverLimit. */
  speak(web: WebChannel, text: string, signal: AbortSignal): Promise<Spoken & { readonly language: string }>
  /** Durable when it resolves. Throws Busy. */
  ingest(web: WebChannel, event: InboundEvent): Promise<Accepted>
  history(web: WebChannel, address: Address, afterSeq: number, limit: number): Promise<readonly StoredMessage[]>
  lastSeq(web: WebChannel, address: Address): Promise<number>
  /** Who has the visitor's conversation; undefined where it is the bot. */
  handoff(web: WebChannel, address: Address): Promise<WireHandoff | undefined>
  end(web: WebChannel, address: Address): Promise<ConversationId | undefined>
  /** Everything that is kept of a visitor is deleted; sure to be when it resolves, and noted without their name. */
  forget(web: WebChannel, visitor: string): Promise<ErasureId>
  /** Whether an erasure is still carried out; false for one that nobody knows. */
  forgetting(web: WebChannel, erasure: string): Promise<boolean>
  /** Keeps a file until the visitor says it in a message; its id is good for this visitor alone. Throws Refused. */
  keepUpload(web: WebChannel, visitor: string, file: Media): Promise<string>
  /** What a visitor's upload has become: the gateway's own media, with a URL. Undefined for one that is not theirs. */
  uploaded(
    web: WebChannel,
    visitor: string,
    upload: string,
  ): Promise<(StoredMedia & { readonly url: string }) | undefined>
  /** Signs and checks visitor tokens with a key of the tenant's own. */
  signVisitor(web: WebChannel, visitor: string): Promise<string>
  verifyVisitor(web: WebChannel, token: string): Promise<string | undefined>
  /** Whom the website's own server signed a token for. Throws Unauthorized with what is wrong with it. */
  identify(web: WebChannel, token: string): Promise<Sender>
  /** Work for a new visitor of a channel that wants it. */
  puzzle(web: WebChannel, bits: number): Promise<WirePuzzle>
  /** The visitor that a solution makes; undefined when it is none. */
  solved(web: WebChannel, bits: number, solution: string): Promise<string | undefined>
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
