import type { ConversationId } from '../../contracts/id.ts'
import type { InboundEvent } from '../../contracts/message.ts'
import type { Accepted, MediaStore, TenantStore, WebChannel, WebDoor } from '../../contracts/ports.ts'
import type { Catalog, Channel, Tenant } from '../../contracts/tenant.ts'
import { Busy } from '../../contracts/errors.ts'
import { signVisitor, verifyVisitor } from './visitors.ts'

/** A tenant as the web channel needs it. */
export interface WebTenant {
  readonly tenant: Tenant
  readonly configuration: Catalog
  readonly store: TenantStore
  readonly media: MediaStore
  readonly visitorKey: Uint8Array
  /** Durable when it resolves. */
  keep(channel: Channel, event: InboundEvent): Promise<Accepted>
}

/**
 * The tenant is looked up for every call, not held: its scope may have been closed and opened again between two of them.
 * `byEmbed` is undefined for an unknown embed id and for a tenant that is not active.
 */
export function createWebDoor(
  byEmbed: (embedId: string) => Promise<WebTenant | undefined>,
  byCode: (tenantCode: string) => Promise<WebTenant | undefined>,
): WebDoor {
  async function of(web: WebChannel): Promise<WebTenant> {
    const tenant = await byCode(web.tenant)
    if (tenant?.configuration.channel(web.channel.id)?.status !== 'active') {
      throw new Busy('This chat is not available at the moment.')
    }
    return tenant
  }

  return {
    async open(embedId) {
      const found = await byEmbed(embedId)
      const chatbot = found?.configuration.chatbotByEmbed(embedId)
      const channel = found?.configuration
        .channels()
        .find((one) => one.platform === 'web' && one.chatbotId === chatbot?.id && one.status === 'active')
      if (found === undefined || chatbot === undefined || channel === undefined) return undefined
      return { tenant: found.tenant.code, channel, chatbot }
    },
    ingest: async (web, event) => (await of(web)).keep(web.channel, event),
    async history(web, address, afterSeq, limit) {
      const { store, media } = await of(web)
      const messages = await store.conversations.messagesAt(web.channel.id, address, afterSeq, limit)
      return Promise.all(messages.map(async (message) => ({ ...message, parts: await media.shown(message.parts) })))
    },
    lastSeq: async (web, address) => (await of(web)).store.conversations.lastSeqAt(web.channel.id, address),
    async handoff(web, address) {
      const found = await (await of(web)).store.conversations.at(web.channel.id, address)
      if (found === undefined || (found.state !== 'waiting' && found.state !== 'human')) return undefined
      return { conversationId: found.id, state: found.state }
    },
    async end(web, address): Promise<ConversationId | undefined> {
      const { conversations } = (await of(web)).store
      const conversation = await conversations.at(web.channel.id, address)
      if (conversation !== undefined) await conversations.end(conversation.id, { kind: 'visitor' })
      return conversation?.id
    },
    signVisitor: async (web, visitor) => signVisitor((await of(web)).visitorKey, web.chatbot.embedId, visitor),
    verifyVisitor: async (web, token) => verifyVisitor((await of(web)).visitorKey, web.chatbot.embedId, token),
  }
}
