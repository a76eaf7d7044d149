import type { Personality, Placement, Theme } from './appearance.ts'
import type { TenantAvatars } from './avatars.ts'
import type { PairStep, WebhookState } from './channel.ts'
import type { Change } from './change.ts'
import type { ChatbotVersions } from './chatbot-versions.ts'
import type { HandoffActor, HandoffDesk } from './handoff.ts'
import type { ChannelId, ChatbotId, ConversationId, DeadLetterId, TenantCode, TenantKey } from './id.ts'
import type { OwnIntentInput, OwnIntents } from './intent.ts'
import type { WebhookAdministration } from './events.ts'
import type { KnowledgeBases } from './knowledge.ts'
import type { LimitOverrides, Limits } from './limits.ts'
import type { MediaStore } from './media.ts'
import type { ModelAdministration, Models, Respond } from './models.ts'
import type { Address } from './message.ts'
import type { Rights } from './rights.ts'
import type { TenantStore } from './tenant-store.ts'
import type { DeadLetter, Outbox, Page } from './store.ts'
import type { AllowFrom, Catalog, Channel, Chatbot, PluginSetting, Tenant, Understanding } from './tenant.ts'
import type { EntityDefinition, Inquiry, TranslationSettingsStore } from './understanding.ts'

/** Tenants and their configuration, as the API and the command line see them. */

export interface TenantChange {
  readonly name?: string
  readonly plan?: string
  readonly state?: 'active' | 'suspended'
  /** All of them: what is not named is as the plan says. */
  readonly limits?: LimitOverrides
}

export interface TenantDirectory {
  /** Provisioned and live when it resolves. Throws Invalid (code) or Conflict (code taken). */
  create(tenant: { readonly code: string; readonly name: string; readonly plan?: string }): Promise<Tenant>
  find(code: string): Promise<Tenant | undefined>
  findByKey(key: TenantKey): Promise<Tenant | undefined>
  list(limit: number, cursor?: string): Promise<Page<Tenant>>
  /** A state brings back what is being deleted. Throws Invalid (plan) and NotFound. */
  update(code: TenantCode, change: TenantChange): Promise<Tenant>
  /** Nobody finds it any more; at `at` (milliseconds since 1970) it is erased. Throws NotFound. */
  removeAt(code: TenantCode, at: number): Promise<Tenant>
  /** As it was before it was to be deleted. Throws NotFound, and Conflict when it is not. */
  restore(code: TenantCode): Promise<Tenant>
  /** Erased: its database and keys are gone when it resolves, and its code is free. */
  remove(code: TenantCode): Promise<void>
  /** Repeatable: whatever of the tenant is missing is made. */
  provision(code: TenantCode): Promise<Tenant>
}

export interface ChatbotInput {
  readonly name: string
  readonly description?: string
  readonly languages?: readonly string[]
  readonly personality?: Personality
  readonly placement?: Placement
  readonly theme?: Theme
  readonly avatarId?: string | null
  readonly understand?: Understanding
  /** Checked by the caller. */
  readonly entities?: readonly EntityDefinition[]
}

/** A chatbot with everything that it has, brought from elsewhere. Checked by the caller. */
export interface WholeChatbot extends ChatbotInput {
  readonly plugins: Readonly<Record<string, PluginSetting>>
  readonly intents: readonly OwnIntentInput[]
}

export interface ChannelInput {
  readonly platform: string
  readonly chatbotId: string
  readonly name: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly allowFrom?: AllowFrom
  /** Whoever runs the gateway says so: its URLs may lead anywhere. */
  readonly trusted?: boolean
}

/** A channel as it may be shown: no secret in it. `token` only where it was just made. */
export interface ChannelView extends Omit<Channel, 'settings' | 'webhookSecret' | 'tokenHashes' | 'guarded'> {
  readonly settings: Readonly<Record<string, unknown>>
}

/**
 * Changes a tenant's configuration; durable when a call resolves, and in force, but for chatbots that gather changes in a
 * draft. `by`: the gateway itself, where nobody is named.
 */
export interface Configuration extends Catalog {
  /** A chatbot with the changes that are not in force; the one in force where there are none. */
  edited(id: ChatbotId): Chatbot | undefined
  readonly versions: ChatbotVersions
  createChatbot(input: ChatbotInput, by?: Change): Promise<Chatbot>
  /** As one version. A plugin's `secrets` are the names of those settings that are sealed. */
  importChatbot(whole: WholeChatbot, by?: Change): Promise<Chatbot>
  updateChatbot(id: ChatbotId, change: Partial<ChatbotInput>, by?: Change): Promise<Chatbot>
  /** Checked against the plugin's shape by the caller's `check`; secrets are sealed. */
  setPlugin(
    id: ChatbotId,
    plugin: string,
    setting: PluginSetting,
    secrets: readonly string[],
    by?: Change,
  ): Promise<Chatbot>
  /** Throws Conflict while channels use it. */
  removeChatbot(id: ChatbotId): Promise<void>
  readonly intents: OwnIntents
  /** Throws Invalid with the field that does not fit the platform's settings. */
  createChannel(input: ChannelInput): Promise<{ readonly channel: ChannelView; readonly token: string }>
  updateChannel(
    id: ChannelId,
    change: {
      readonly name?: string
      readonly chatbotId?: string
      readonly status?: 'active' | 'disabled'
      readonly settings?: Readonly<Record<string, unknown>>
      readonly allowFrom?: AllowFrom
      /** As above; without it, changed URLs are held against what tenants may reach. */
      readonly trusted?: boolean
    },
  ): Promise<ChannelView>
  removeChannel(id: ChannelId): Promise<void>
  /** A new receive token; the old one works for a grace time. */
  rotateToken(id: ChannelId): Promise<{ readonly channel: ChannelView; readonly token: string }>
  /** What the platform was told to send along with its webhooks; empty: it was told nothing, and is pulled instead. */
  setWebhookSecret(id: ChannelId, secret: string): Promise<Channel>
  /** The newest receive token, for building the webhook's URL. */
  tokenOf(id: ChannelId): Promise<string>
  view(id: ChannelId): ChannelView | undefined
}

/** An installation by the platform's own page, begun. */
export interface InstallBegun {
  /** Where the operator's browser goes. */
  readonly url: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** What came back with the operator's browser; from a stranger until `state` is verified. */
export interface InstallAnswer {
  readonly state: string
  readonly query: Readonly<Record<string, string | undefined>>
  /** Our address that it came back to, as it was given to the platform. */
  readonly returnTo: string
}

/** `asked`: the platform took the credentials. `connected`: the settings are well-formed; the platform was asked nothing. */
export type ChannelCheck = 'asked' | 'connected'

/** One tenant, opened. Holding it keeps it open: use it within one request. */
export interface OpenTenant {
  readonly tenant: Tenant
  readonly configuration: Configuration
  readonly limits: Limits
  readonly store: TenantStore
  readonly media: MediaStore
  readonly rights: Rights
  readonly webhookAdministration: WebhookAdministration
  readonly models: Models
  readonly modelAdministration: ModelAdministration
  readonly translation: TranslationSettingsStore
  readonly respond: Respond
  readonly knowledge: KnowledgeBases
  readonly avatars: TenantAvatars
  readonly inquiry: Inquiry
  /** Talks to the platform about its webhook. Throws Invalid where the platform has none to register. */
  webhook(channel: ChannelId, action: 'register' | 'inspect' | 'remove', url?: string): Promise<WebhookState>
  /**
   * Pairs an account with a channel, step by step, one at a time. Throws Invalid where the platform pairs nothing, and
   * Conflict while it is under way.
   */
  pair(channel: ChannelId, how: { readonly phone?: string }, signal: AbortSignal): Promise<AsyncIterable<PairStep>>
  /** What the platform wants to be given to make an app for the channel. Throws Invalid where it wants nothing. */
  manifest(channel: ChannelId, urls: { readonly receive: string; readonly install: string }): unknown
  /** Begins to install the app by the platform's own page; the browser comes back to `returnTo`. Throws Invalid. */
  install(channel: ChannelId, returnTo: string): InstallBegun
  /** Verifies what came back, and merges what it brings into the channel's settings. Throws Refused. */
  installed(answer: InstallAnswer): Promise<ChannelView>
  /** Whether the platform takes the credentials. Throws Refused when it does not. */
  check(channel: ChannelId): Promise<ChannelCheck>
  /** Puts a message into a conversation's outbox and rings. */
  say(
    /** `taker`: whoever says it has taken the conversation over. */
    message: Omit<Parameters<Outbox['add']>[0], 'step' | 'offered'> & { readonly taker?: HandoffActor },
  ): Promise<Pick<Awaited<ReturnType<Outbox['add']>>, 'message' | 'status'>>
  /** The conversation at an address, begun where there is none. */
  conversationAt(channel: ChannelId, address: Address): Promise<ConversationId>
  /** Ends a conversation, and tells whoever is looking at it. */
  end(id: ConversationId, by: HandoffActor): Promise<void>
  readonly handoff: HandoffDesk
  /** As the desk does, which checks what it is given. */
  move: HandoffDesk['move']
  /** Replays a dead letter and rings. */
  replay(id: DeadLetterId): Promise<DeadLetter>
}

export interface Tenants {
  readonly directory: TenantDirectory
  /** Throws NotFound for an unknown tenant. */
  open(code: string): Promise<OpenTenant>
  /** The tenant an id was minted in. Throws NotFound. */
  openById(id: string): Promise<OpenTenant>
}
