import type { ConversationId, TenantCode } from '../../contracts/id.ts'
import type { InboundEvent } from '../../contracts/message.ts'
import { defaultAvatar } from '../../contracts/appearance.ts'
import type { AuditLog } from '../../contracts/audit.ts'
import type {
  Accepted,
  MediaSource,
  MediaStore,
  Rights,
  TenantAvatars,
  TenantStore,
  WebChannel,
  WebDoor,
} from '../../contracts/ports.ts'
import type { Catalog, Channel, Tenant } from '../../contracts/tenant.ts'
import type { Speaker } from '../../contracts/voice.ts'
import { Busy } from '../../contracts/errors.ts'
import { makePuzzle, solvedVisitor } from './puzzle.ts'
import { newUpload, signVisitor, verifiedVisitor, verifyIdentity, verifyVisitor } from './visitors.ts'

/** A tenant as the web channel needs it. */
export interface WebTenant {
  readonly tenant: Tenant
  readonly configuration: Catalog
  readonly store: TenantStore
  readonly media: MediaStore
  readonly avatars: TenantAvatars
  readonly visitorKey: Uint8Array
  readonly rights: Pick<Rights, 'erase' | 'erasure'>
  /** A name for somebody that says nothing to whoever has not the tenant's key. */
  readonly pseudonym: (text: string) => string
  readonly speaker: Speaker
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
  audit: Pick<AuditLog, 'add'>,
  /** Begins `work`, which holds so many bytes in memory, when it is the tenant's turn. */
  admit: <Result>(tenant: TenantCode, bytes: number, work: () => Promise<Result>) => Promise<Result>,
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
    async avatar(web) {
      const { avatars } = await of(web)
      const { id, avatarId = defaultAvatar } = web.chatbot
      if (avatarId === null) return undefined
      // Whoever chose one that is gone is shown the default one, not nobody.
      return avatars.shown(avatarId, id) ?? avatars.shown(defaultAvatar, id)
    },
    hasVoice: async (web) => (await of(web)).speaker.available(),
    speak: async (web, text, signal) => (await of(web)).speaker.speak(web.chatbot, { text, signal }),
    async ingest(web, event) {
      const found = await of(web)
      return admit(found.tenant.code, JSON.stringify(event).length, () => found.keep(web.channel, event))
    },
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
    async forget(web, visitor) {
      const { rights, tenant, pseudonym } = await of(web)
      const { id: channel } = web.channel
      const { id: erasure, at } = await rights.erase({ channel, user: visitor }, 'person')
      await audit.add({
        at,
        tenant: tenant.key,
        actor: { kind: 'visitor', id: pseudonym(`${channel} ${visitor}`).slice(0, 20), name: '' },
        action: 'conversation:forget',
        target: { channel, erasure },
        // Where they were says who they are.
        address: '',
        requestId: '',
        before: null,
        after: null,
      })
      return erasure
    },
    async forgetting(web, erasure) {
      const { rights } = await of(web)
      return rights.erasure(erasure)?.state === 'running'
    },
    async keepUpload(web, visitor, file) {
      const { media } = await of(web)
      const upload = newUpload()
      await media.keep(file, sourceOf(web, visitor, upload))
      return upload
    },
    async uploaded(web, visitor, upload) {
      const { media } = await of(web)
      const stored = await media.find(sourceOf(web, visitor, upload))
      const url = stored === undefined ? undefined : await media.url(stored.id)
      return stored === undefined || url === undefined ? undefined : { ...stored, url }
    },
    signVisitor: async (web, visitor) => signVisitor((await of(web)).visitorKey, web.chatbot.embedId, visitor),
    verifyVisitor: async (web, token) => verifyVisitor((await of(web)).visitorKey, web.chatbot.embedId, token),
    async identify(web, token) {
      const { identitySecret, earlierIdentitySecret } = web.channel.settings
      const secrets = [identitySecret, earlierIdentitySecret].filter((one) => typeof one === 'string')
      const known = await verifyIdentity({ secrets, embedId: web.chatbot.embedId }, token)
      return { id: verifiedVisitor((await of(web)).visitorKey, web.channel.id, known.username), ...known }
    },
    puzzle: async (web, bits) => makePuzzle((await of(web)).visitorKey, web.chatbot.embedId, bits),
    solved: async (web, bits, solution) =>
      solvedVisitor((await of(web)).visitorKey, web.chatbot.embedId, bits, solution),
  }
}

/** An upload is found by its visitor's name and its own: whoever knows another's finds nothing. */
function sourceOf({ channel }: WebChannel, visitor: string, upload: string): MediaSource {
  return { channel: channel.id, id: `${visitor}:${upload}` }
}
