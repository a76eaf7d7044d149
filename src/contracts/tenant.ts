import type { Personality, Placement, Theme } from './appearance.ts'
import type { EntityDefinition } from './entities.ts'
import type { Awaitable, Platform } from './channel.ts'
import type { ChannelId, ChatbotId, TenantCode, TenantKey } from './id.ts'
import type { OwnIntent } from './intent.ts'
import type { LimitOverrides } from './limits.ts'

/**
 * `suspended`: it stands still, unknown to platforms and visitors; its people read and change nothing. `deleting`: the
 * same, until it is erased or brought back.
 */
export type TenantState = 'active' | 'suspended' | 'deleting'

export interface Tenant {
  readonly key: TenantKey
  readonly code: TenantCode
  readonly name: string
  readonly plan: string
  readonly state: TenantState
  /** When it is erased, ISO 8601 UTC; of one that is being deleted. */
  readonly deletesAt?: string
  /** Where it may use more or less than its plan says. */
  readonly limits?: LimitOverrides
  /** ISO 8601 UTC. */
  readonly createdAt: string
}

export interface PluginSetting {
  readonly enabled: boolean
  /** Checked against the plugin's shape; secrets unsealed only inside the tenant's scope. */
  readonly settings: Readonly<Record<string, unknown>>
  /** The names of those that were sealed when they were kept. */
  readonly secrets?: readonly string[]
}

export interface Chatbot {
  readonly id: ChatbotId
  /** `cb_` and 12 characters: what a website names the bot by. */
  readonly embedId: string
  readonly name: string
  /** For whoever administers it. */
  readonly description?: string
  readonly personality: Personality
  /** IETF tags the bot speaks, the preferred one first. */
  readonly languages: readonly [string, ...string[]]
  readonly placement: Placement
  readonly theme?: Theme
  /** null: none. Not said: the default one. */
  readonly avatarId?: string | null
  /** By plugin name; a plugin that is not named runs with its defaults when it needs no settings. */
  readonly plugins: Readonly<Record<string, PluginSetting>>
  /** Things that the tenant's people name, besides days, numbers and addresses. */
  readonly entities?: readonly EntityDefinition[]
  readonly understand?: Understanding
  /** What the tenant taught it; a chatbot whose intents changed is another object. */
  readonly intents?: readonly OwnIntent[]
  /** It is not in force: the road does not know it. */
  readonly draft?: true
  readonly createdAt: string
  readonly updatedAt: string
}

/** What a chatbot makes of what people send; whatever is not said is on. */
export interface Understanding {
  /** Voice messages and the sound of videos become text. */
  readonly voice?: boolean
  /** So does what is written in pictures. */
  readonly images?: boolean
  readonly documents?: boolean
  /** ISO 3166-1, two letters: where people are who write a phone number without a prefix. */
  readonly country?: string
}

/** `unauthorized`: the platform refuses our credentials; nothing is sent until they are changed. */
export type ChannelStatus = 'active' | 'disabled' | 'unauthorized'

export type AllowFrom = 'anywhere' | 'platform' | readonly string[]

export interface Channel {
  readonly id: ChannelId
  readonly platform: Platform
  readonly chatbotId: ChatbotId
  readonly name: string
  readonly status: ChannelStatus
  readonly statusReason?: string
  /** All settings, secrets unsealed: only inside the tenant's scope, never in a log or an answer. */
  readonly settings: Readonly<Record<string, unknown>>
  /** The secret the platform sends along with its webhooks; empty before it was told one. */
  readonly webhookSecret: string
  /** A tenant's own people said which servers it calls: none but public ones and those of ALLOW_PRIVATE_HOSTS. */
  readonly guarded: boolean
  /** Whose webhooks are taken, besides being signed: everybody's, the platform's published addresses', or these (CIDRs). */
  readonly allowFrom: AllowFrom
  /** SHA-256 of the receive tokens that are valid now (hex), the newest first. */
  readonly tokenHashes: readonly string[]
  readonly createdAt: string
  readonly updatedAt: string
}

/** What a tenant's channels and chatbots are to the road; kept in memory while the scope is open. */
export interface Catalog {
  channel(id: ChannelId): Channel | undefined
  /** By platform and receive token, compared in constant time. */
  channelByToken(platform: string, token: string): Channel | undefined
  chatbot(id: ChatbotId): Chatbot | undefined
  chatbotByEmbed(embedId: string): Chatbot | undefined
  channels(): readonly Channel[]
  chatbots(): readonly Chatbot[]
  /** The platform refused the credentials: nothing more is sent or pulled until they change. */
  markChannel(id: ChannelId, status: ChannelStatus, reason?: string): Awaitable<void>
  /** What the connection says of itself; undefined: all is well. Changes nothing but what is shown. */
  reportChannel(id: ChannelId, problem: string | undefined): Awaitable<void>
}
