import type { FastifyPluginAsync } from 'fastify'
import type { Auth } from '../auth/index.ts'
import type { Answers } from '../contracts/answers.ts'
import type { AuditLog } from '../contracts/audit.ts'
import type { Awaitable } from '../contracts/channel.ts'
import type { Feeling, Gesture } from '../contracts/gestures.ts'
import type { Rates } from '../contracts/fleet.ts'
import type { TenantKey } from '../contracts/id.ts'
import type { Log } from '../contracts/log.ts'
import type { Moment } from '../contracts/moment.ts'
import type { Moves, PlaceView } from '../contracts/places.ts'
import type {
  AvatarFileDoor,
  ExportDoor,
  MediaDoor,
  ModelSettingsView,
  ReceiveDoor,
  SharedAvatars,
  Tenants,
} from '../contracts/ports.ts'
import type { Shape } from '../contracts/shape.ts'
import type { EntityDefinition } from '../contracts/understanding.ts'
import type { Authenticate } from './guard.ts'

export interface HealthReport {
  readonly status: 'healthy' | 'degraded' | 'unhealthy'
  /** A sentence, where one says more than the checks. */
  readonly reason?: string
  /** By what was looked at. */
  readonly checks: Readonly<Record<string, unknown>>
}

/** An installed plugin, as far as operators see it. */
export interface PluginShape {
  readonly name: string
  readonly description?: string
  /** The names of what it answers to. */
  readonly intents: readonly string[]
  readonly commands: readonly string[]
  readonly settings: Shape
  /** What the plugin itself says of settings that fit its shape. Throws Invalid. */
  readonly check?: (settings: Readonly<Record<string, unknown>>) => void
}

/** What understanding a text is, as far as callers ask for it. */
export interface LanguageNeeds {
  /** Throws Invalid with the field that is wrong. */
  checkEntities(definitions: readonly EntityDefinition[]): void
  /** How whoever wrote it feels; the language is found out where it is not said. */
  feel(text: string, language: string | undefined): Promise<Feeling & { readonly language: string }>
  /** What an avatar does while it says the text, or feels so. */
  gesture(moment: Moment): Gesture
}

/** Where tenants may be. */
export interface PlaceList {
  list(): readonly PlaceView[]
  /** Throws Invalid and Conflict. */
  add(name: string, folder: string): Promise<PlaceView>
  /** Throws NotFound and Conflict. */
  remove(name: string): Promise<void>
}

/** Everything the HTTP server is handed; app.ts hands it. */
export interface ApiNeeds {
  readonly tenants: Tenants
  readonly places: PlaceList
  readonly moves: Moves
  readonly receive: ReceiveDoor
  readonly media: MediaDoor
  readonly exports: ExportDoor
  readonly avatarFiles: AvatarFileDoor
  readonly sharedAvatars: SharedAvatars
  readonly authenticate: Authenticate
  readonly auth: Auth
  readonly audit: AuditLog
  /** How often callers may call, whichever process they reach. */
  readonly rates: Rates
  /** A name for somebody in a tenant that says nothing to whoever has not its key. */
  readonly pseudonym: (tenant: TenantKey, text: string) => string
  readonly answers: Answers
  readonly health: () => Awaitable<HealthReport>
  /** The Prometheus exposition. */
  readonly metricsText: () => Awaitable<string>
  /** The language models of tenants that bring none. */
  readonly platformModels: () => ModelSettingsView
  readonly log: Log
  /** Where platforms and browsers reach this gateway, without a slash at its end. Asked late: a free port is known only once it listens. */
  readonly publicUrl: () => string
  /** What websites load, as it was built: its version, and what browsers check it against. */
  readonly loader?: { readonly hash: string; readonly integrity: string } | undefined
  /** Whose word on who called is taken: nobody's, everybody's, so many proxies', or those at these addresses. */
  readonly trustProxy: boolean | number | string[]
  /** The installed plugin of this name. */
  readonly plugin: (name: string) => PluginShape | undefined
  /** All of them. */
  readonly plugins: () => readonly PluginShape[]
  readonly language: LanguageNeeds
  /** The web channel's own routes: open to every origin, because widgets live on strangers' pages. */
  readonly web?: FastifyPluginAsync
}

/** What it is handed where it only tells how the process is. */
export type WatchNeeds = Pick<ApiNeeds, 'health' | 'metricsText' | 'log' | 'trustProxy'>
