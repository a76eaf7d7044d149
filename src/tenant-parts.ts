import type { InjectionToken } from 'tsyringe'
import type { OwnReaders } from './ai/reading.ts'
import type { Speaker } from './contracts/voice.ts'
import type { PlatformModels, TenantModels } from './ai/tenant-models.ts'
import type { TenantIntents, Understanding } from './ai/understand.ts'
import type { Avatars } from './avatars/index.ts'
import type { Administration } from './channels/administration.ts'
import type { Connections } from './channels/connections.ts'
import type { Supervisor } from './channels/supervisor.ts'
import type { Adapter, Awaitable, Media, Network } from './contracts/channel.ts'
import { NotFound } from './contracts/errors.ts'
import type { Fleet } from './contracts/fleet.ts'
import type { HandoffSettingsStore } from './contracts/handoff.ts'
import type { ChannelId, IdMint, TenantCode, TenantKey } from './contracts/id.ts'
import type { Limits } from './contracts/limits.ts'
import type { Log } from './contracts/log.ts'
import type { Metrics } from './contracts/metrics.ts'
import type { InboundEvent } from './contracts/message.ts'
import type {
  Accepted,
  AdapterList,
  Bell,
  BellOutcome,
  DocumentReader,
  FetchPage,
  Embedder,
  HandlerHost,
  Hold,
  LanguageDetector,
  MediaStore,
  OpenTenant,
  Scheduler,
  SpendingLedger,
  TenantAvatars,
  TenantStore,
  Translator,
} from './contracts/ports.ts'
import type { Channel, Tenant } from './contracts/tenant.ts'
import type { TenantTranslation } from './language/translate/index.ts'
import type { SharedVectors } from './knowledge/chroma.ts'
import type { TenantKnowledge } from './knowledge/index.ts'
import type { PipelineHost } from './pipeline/host.ts'
import type { Pipeline } from './pipeline/index.ts'
import type { Quarantine } from './pipeline/quarantine.ts'
import type { WatchedConfiguration } from './tenancy/configuration.ts'
import type { TenantKeys } from './tenancy/keys.ts'
import type { MediaPlace } from './tenancy/media-files.ts'
import type { MessageCount } from './tenancy/message-count.ts'
import type { Scoped } from './tenancy/open-scopes.ts'
import type { TenantRights } from './tenancy/rights/index.ts'
import type { PlatformRights } from './tenancy/rights/platform.ts'
import type { Database } from './tenancy/database.ts'
import type { Chores } from './tenant-chores.ts'

/** What processes tell each other by a tenant's code: it, its chatbots or its channels changed. */
export const tenantNews = 'tenant'

/** What the process lends to every tenant. */
export interface ProcessParts {
  readonly adapters: AdapterList
  readonly scheduler: Scheduler
  readonly fleet: Fleet
  readonly detector: () => Awaitable<LanguageDetector>
  readonly understanding: Understanding
  readonly embedder: Embedder
  /** Undefined: vectors are kept with the rest of each tenant. */
  readonly sharedVectors: SharedVectors | undefined
  readonly log: Log
  readonly metrics: Metrics
  readonly random: (length: number) => string
  readonly clock: () => number
  handlers(log: Log): HandlerHost
  /** What servers that tenants name are reached through. */
  readonly network: Network
  /** What is at a URL that somebody named: from public addresses only, bounded in time and size. */
  readonly fetch: (url: string, signal: AbortSignal) => Promise<Media>
  /** `fetch` for public addresses only, without redirects. */
  readonly guardedFetch: typeof globalThis.fetch
  readonly fetchPage: FetchPage
  /** Makes text of files, in threads of the process. */
  readonly documents: DocumentReader
  readonly models: PlatformModels
  readonly readers: OwnReaders
  readonly avatars: Avatars
  readonly localTranslator: Translator
  /** Where the gateway is reached, without a slash at its end. */
  readonly publicUrl: () => string
  /** Where a tenant's database and files are. */
  readonly homeOf: (tenant: TenantCode) => string
  readonly mediaPlace: MediaPlace
  readonly avatarPlace: MediaPlace
  /** What the platform keeps of people of its tenants. */
  readonly platformRights: PlatformRights
  /** Events received before this moment may have been under work when the process ended uncleanly; 0: it did not. */
  readonly uncleanBefore: number
  readonly quarantine: Quarantine
  /** How many people and API keys a tenant has. */
  seats(tenant: TenantKey): { readonly users: number; readonly apiKeys: number }
  /** Whether this process works on what is due; otherwise it takes in and answers callers, and others work. */
  readonly works: boolean
  /** The tenant is closed here, or nobody works on it here, and this is what it waits for. */
  waits(tenant: Tenant, wakeUp: { readonly dueAt: number | undefined; readonly listens: boolean }): Promise<void>
}

/** What belongs to one tenant, by name; each is made once per scope, when something first asks for it. */
const token = <Value>(name: string): InjectionToken<Value> => Symbol(name)
export const tokens = {
  parts: token<ProcessParts>('parts'),
  tenant: token<Tenant>('tenant'),
  keys: token<TenantKeys>('keys'),
  database: token<Database>('database'),
  mint: token<IdMint>('mint'),
  messages: token<MessageCount>('messages'),
  ledger: token<SpendingLedger>('ledger'),
  limits: token<Limits>('limits'),
  configuration: token<WatchedConfiguration>('configuration'),
  store: token<TenantStore>('store'),
  media: token<MediaStore>('media'),
  avatars: token<TenantAvatars>('avatars'),
  models: token<TenantModels>('models'),
  chores: token<Chores>('chores'),
  knowledge: token<TenantKnowledge>('knowledge'),
  translation: token<TenantTranslation>('translation'),
  connections: token<Connections>('connections'),
  intents: token<TenantIntents>('intents'),
  host: token<PipelineHost>('host'),
  pipeline: token<Pipeline>('pipeline'),
  supervisor: token<Supervisor>('supervisor'),
  administration: token<Administration>('administration'),
  handoffSettings: token<HandoffSettingsStore>('handoffSettings'),
  rights: token<TenantRights>('rights'),
  /** Conversations in which something runs, and how much. */
  running: token<Map<string, number>>('running'),
  webhooks: token<(hold: Hold) => Promise<BellOutcome>>('webhooks'),
  work: token<(bell: Bell, hold: Hold) => Promise<BellOutcome>>('work'),
} as const

export interface TenantScope extends Scoped, OpenTenant {
  readonly pipeline: Pipeline
  readonly keys: TenantKeys
  readonly speaker: Speaker
  /** Archives by URL. */
  readonly exports: TenantRights['exports']
  /** Keeps an event that did not come as a webhook; durable when it resolves. */
  keep(this: void, channel: Channel, event: InboundEvent): Promise<Accepted>
  work(bell: Bell, hold: Hold): Promise<BellOutcome>
  /** The channel whose owner alone can work on the bell; undefined: every process can. */
  ownerOf(bell: Bell): Promise<ChannelId | undefined>
  /** Rings every conversation with work and no bell, and prunes. */
  sweep(): Promise<void>
  /** Sees what another process changed, now. */
  look(): void
  /** Whether none of its turns runs. */
  resting(): boolean
  /** Whether SQLite carries the log over into the file by itself. */
  checkpoints(on: boolean): void
}

/** Gives what a name stands for in one tenant. */
export type Get = <Value>(name: InjectionToken<Value>) => Value

/** Throws NotFound. */
export function adapterOf({ adapters }: ProcessParts, { platform }: Channel): Adapter {
  const adapter = adapters.get(platform)
  if (adapter === undefined) throw new NotFound(`There is no adapter for ${platform}.`)
  return adapter
}
