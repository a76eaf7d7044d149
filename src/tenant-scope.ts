import 'reflect-metadata'
import { instanceCachingFactory, type DependencyContainer, type InjectionToken } from 'tsyringe'
import { createRespond } from './ai/respond.ts'
import { createMediaReader } from './ai/reading.ts'
import type { OwnReaders } from './ai/reading.ts'
import { openTenantModels } from './ai/tenant-models.ts'
import type { PlatformModels, TenantModels } from './ai/tenant-models.ts'
import { createInquiry } from './ai/inquiry.ts'
import type { TenantIntents, Understanding } from './ai/understand.ts'
import { createAdministration } from './channels/administration.ts'
import type { Administration } from './channels/administration.ts'
import { createConnections } from './channels/connections.ts'
import type { Connections } from './channels/connections.ts'
import { createSupervisor } from './channels/supervisor.ts'
import type { Supervisor } from './channels/supervisor.ts'
import { sweepDefaults } from './config/defaults.ts'
import type { Adapter, Awaitable, ConnectContext, Media } from './contracts/channel.ts'
import { NotFound } from './contracts/errors.ts'
import { idMint } from './contracts/id.ts'
import type { IdMint } from './contracts/id.ts'
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
  Configuration,
  Embedder,
  HandlerHost,
  LanguageDetector,
  MediaStore,
  OpenTenant,
  Scheduler,
  TenantStore,
  Translator,
} from './contracts/ports.ts'
import type { Channel, Tenant } from './contracts/tenant.ts'
import { checkShape } from './handlers/check.ts'
import { administerWebhooks } from './events/administration.ts'
import { createDelivery, secretPlace } from './events/deliver.ts'
import { startsOver } from './handlers/dialogue.ts'
import { createChooser } from './handlers/choices.ts'
import { createActions } from './pipeline/actions.ts'
import { reader } from './language/entities.ts'
import { openTranslation } from './language/translate/index.ts'
import type { TenantTranslation } from './language/translate/index.ts'
import { languageWish } from './language/wishes.ts'
import { openKnowledge } from './knowledge/index.ts'
import type { TenantKnowledge } from './knowledge/index.ts'
import type { PipelineHost } from './pipeline/host.ts'
import { createPipeline, type Pipeline } from './pipeline/index.ts'
import type { Quarantine } from './pipeline/quarantine.ts'
import { parseAll } from './pipeline/receive.ts'
import { createWork } from './pipeline/work.ts'
import { openConfiguration } from './tenancy/configuration.ts'
import type { WatchedConfiguration } from './tenancy/configuration.ts'
import { channelFiles, tenantFolder } from './tenancy/files.ts'
import type { TenantKeys } from './tenancy/keys.ts'
import type { MediaPlace } from './tenancy/media-files.ts'
import { mediaUrls } from './tenancy/media-urls.ts'
import { openKnowledgeStore } from './tenancy/knowledge/index.ts'
import { openMediaTexts } from './tenancy/media-texts.ts'
import { openMedia } from './tenancy/media.ts'
import { openModelSettings } from './tenancy/model-settings.ts'
import type { Scoped } from './tenancy/open-scopes.ts'
import type { SqliteDatabase } from './tenancy/sqlite.ts'
import { randomSecret } from './tenancy/random.ts'
import { openTranslationSettings } from './tenancy/translation-settings.ts'
import { openStore } from './tenancy/store/index.ts'
import { openSpendingLedger } from './tenancy/store/model-usage.ts'

/** What the process lends to every tenant. */
export interface ProcessParts {
  readonly adapters: AdapterList
  readonly scheduler: Scheduler
  readonly detector: () => Awaitable<LanguageDetector>
  readonly understanding: Understanding
  readonly embedder: Embedder
  readonly log: Log
  readonly metrics: Metrics
  readonly random: (length: number) => string
  readonly clock: () => number
  handlers(log: Log): HandlerHost
  /** What is at a URL that somebody named: from public addresses only, bounded in time and size. */
  readonly fetch: (url: string, signal: AbortSignal) => Promise<Media>
  /** `fetch` for public addresses only, without redirects. */
  readonly guardedFetch: typeof globalThis.fetch
  readonly fetchPage: FetchPage
  /** Makes text of files, in threads of the process. */
  readonly documents: DocumentReader
  readonly models: PlatformModels
  readonly readers: OwnReaders
  readonly localTranslator: Translator
  /** Where the gateway is reached, without a slash at its end. */
  readonly publicUrl: () => string
  /** Where files are kept: a folder for each tenant in it. */
  readonly dataDir: string
  readonly mediaPlace: MediaPlace
  /** Events received before this moment may have been under work when the process ended uncleanly; 0: it did not. */
  readonly uncleanBefore: number
  readonly quarantine: Quarantine
  /** Told when the scope closes, with what will need it again without a message arriving. */
  closed(tenant: Tenant, wakeUp: { readonly dueAt: number | undefined; readonly listens: boolean }): Promise<void>
}

/** What belongs to one tenant, by name; each is made once per scope, when something first asks for it. */
const token = <Value>(name: string): InjectionToken<Value> => Symbol(name)
export const tokens = {
  parts: token<ProcessParts>('parts'),
  tenant: token<Tenant>('tenant'),
  keys: token<TenantKeys>('keys'),
  database: token<SqliteDatabase>('database'),
  mint: token<IdMint>('mint'),
  configuration: token<WatchedConfiguration>('configuration'),
  store: token<TenantStore>('store'),
  media: token<MediaStore>('media'),
  models: token<TenantModels>('models'),
  knowledge: token<TenantKnowledge>('knowledge'),
  translation: token<TenantTranslation>('translation'),
  connections: token<Connections>('connections'),
  intents: token<TenantIntents>('intents'),
  host: token<PipelineHost>('host'),
  pipeline: token<Pipeline>('pipeline'),
  supervisor: token<Supervisor>('supervisor'),
  administration: token<Administration>('administration'),
  webhooks: token<(signal: AbortSignal) => Promise<BellOutcome>>('webhooks'),
  work: token<(bell: Bell, signal: AbortSignal) => Promise<BellOutcome>>('work'),
} as const

export interface TenantScope extends Scoped, OpenTenant {
  readonly pipeline: Pipeline
  readonly keys: TenantKeys
  /** Keeps an event that did not come as a webhook; durable when it resolves. */
  keep(this: void, channel: Channel, event: InboundEvent): Promise<Accepted>
  work(bell: Bell, signal: AbortSignal): Promise<BellOutcome>
  /** Rings every conversation with work and no bell, and prunes. */
  sweep(): Promise<void>
}

/**
 * Composition root of a tenant: a child container with everything one tenant has. Nothing in it can name another
 * tenant, because it was made from this one's database, keys and code alone.
 */
export function openTenantScope(
  parent: DependencyContainer,
  tenant: Tenant,
  database: SqliteDatabase,
  keys: TenantKeys,
): TenantScope {
  const container = parent.createChildContainer()
  const provide = <Value>(
    name: InjectionToken<Value>,
    make: (get: <Other>(name: InjectionToken<Other>) => Other) => Value,
  ) => {
    container.register(name, { useFactory: instanceCachingFactory((from) => make((other) => from.resolve(other))) })
  }
  const parts = container.resolve(tokens.parts)
  container.register(tokens.tenant, { useValue: tenant })
  container.register(tokens.keys, { useValue: keys })
  container.register(tokens.database, { useValue: database })
  provide(tokens.mint, () => idMint(tenant.key, parts.random, parts.clock))
  provide(tokens.configuration, (get) =>
    openConfiguration({
      database,
      tenant: tenant.key,
      keys,
      adapters: parts.adapters,
      mint: get(tokens.mint),
      clock: parts.clock,
    }),
  )
  provide(tokens.store, (get) => openStore(database, get(tokens.mint), parts.clock))
  provide(tokens.media, () =>
    openMedia({
      database,
      tenant: tenant.key,
      files: parts.mediaPlace.of(tenant.code),
      urls: mediaUrls({ key: keys.mediaKey, publicUrl: parts.publicUrl, clock: parts.clock }),
      clock: parts.clock,
    }),
  )
  provide(tokens.models, () =>
    openTenantModels({
      tenant: tenant.code,
      platform: parts.models,
      store: openModelSettings(database, keys),
      ledger: openSpendingLedger(database, parts.clock),
      check: checkShape,
      log: parts.log.child({ tenant: tenant.code }),
      clock: parts.clock,
      random: Math.random,
    }),
  )
  provide(tokens.translation, (get) =>
    openTranslation({
      store: openTranslationSettings(database, keys),
      models: get(tokens.models).models,
      fetch: parts.guardedFetch,
      local: parts.localTranslator,
      clock: parts.clock,
    }),
  )
  provide(tokens.webhooks, (get) =>
    createDelivery({
      webhooks: get(tokens.store).webhooks,
      fetch: parts.guardedFetch,
      unseal: (webhook, sealed) => keys.unseal(secretPlace(webhook), sealed),
      clock: parts.clock,
      random: Math.random,
      log: get(tokens.host).log,
    }),
  )
  provide(tokens.knowledge, (get) =>
    openKnowledge({
      store: openKnowledgeStore({ database, mint: get(tokens.mint), clock: parts.clock }),
      reader: parts.documents,
      embedder: parts.embedder,
      fetchPage: parts.fetchPage,
      models: get(tokens.models).models,
      chatbot: (id) => get(tokens.configuration).chatbot(id),
      detect: async (text, languages) => (await parts.detector()).detect(text, { languages }),
      clock: parts.clock,
      log: parts.log.child({ tenant: tenant.code }),
    }),
  )
  provide(tokens.connections, (get) =>
    createConnections({
      adapterOf: (channel) => adapterOf(parts, channel),
      lend: (channel) => lent(parts, tenant, get(tokens.configuration), channel),
    }),
  )
  provide(tokens.intents, () =>
    parts.understanding.open(tenantFolder(parts.dataDir, tenant.code), parts.log.child({ tenant: tenant.code })),
  )
  provide(tokens.host, (get) =>
    pipelineHost(
      parts,
      tenant,
      get(tokens.configuration),
      get(tokens.store),
      get(tokens.media),
      get(tokens.mint),
      get(tokens.connections),
      get(tokens.models),
      database,
      get(tokens.intents),
      get(tokens.knowledge),
      get(tokens.translation),
    ),
  )
  provide(tokens.pipeline, (get) => createPipeline(get(tokens.host)))
  provide(tokens.work, (get) =>
    createWork(
      { ...get(tokens.host), key: tenant.key, uncleanBefore: parts.uncleanBefore, quarantine: parts.quarantine },
      get(tokens.pipeline),
    ),
  )
  provide(tokens.supervisor, (get) => supervise(get(tokens.host), get(tokens.pipeline)))
  provide(tokens.administration, (get) =>
    createAdministration({
      ...get(tokens.host),
      configuration: get(tokens.configuration),
      seal: (place, plain) => keys.seal(place, plain),
      unseal: (place, sealed) => keys.unseal(place, sealed),
      newSecret: randomSecret,
    }),
  )
  return scopeOf(container, tenant)
}

function pipelineHost(
  parts: ProcessParts,
  tenant: Tenant,
  catalog: Configuration,
  store: TenantStore,
  media: MediaStore,
  mint: IdMint,
  connections: Connections,
  { models, speech }: TenantModels,
  database: SqliteDatabase,
  intents: TenantIntents,
  { knowledge }: TenantKnowledge,
  translation: TenantTranslation,
): PipelineHost {
  const log = parts.log.child({ tenant: tenant.code })
  const handlers = parts.handlers(log)

  return {
    tenant: tenant.code,
    catalog,
    store,
    media,
    reading: createMediaReader({ own: parts.readers, speech, models }),
    mediaTexts: openMediaTexts(database, parts.clock),
    models,
    knowledge,
    handlers,
    languageWish,
    startsOver,
    choose: createChooser(reader),
    translator: (chatbot) => translation.of(chatbot),
    fetch: parts.fetch,
    mint,
    adapterOf: (channel) => adapterOf(parts, channel),
    connection: connections.of,
    ring(kind, subject, afterMs) {
      parts.metrics.bell(kind, 'rung')
      void parts.scheduler.ring({ kind, tenant: tenant.code, subject }, afterMs)
    },
    detector: parts.detector,
    classifier: (chatbot) => intents.of(chatbot, handlers.catalogue(chatbot).examples),
    clock: parts.clock,
    random: Math.random,
    log,
    metrics: parts.metrics,
  }
}

/** What a channel's connection may do beyond its settings. */
function lent(parts: ProcessParts, tenant: Tenant, configuration: Configuration, channel: Channel): ConnectContext {
  const log = parts.log.child({ tenant: tenant.code, channel: channel.id })
  return {
    channel: channel.id,
    webhookSecret: channel.webhookSecret,
    async changeSettings(settings) {
      await configuration.updateChannel(channel.id, { settings })
    },
    files: channelFiles(tenantFolder(parts.dataDir, tenant.code), channel.id),
    report(problem) {
      void Promise.resolve(configuration.reportChannel(channel.id, problem)).catch((error: unknown) =>
        log.error({ error }, 'What a connection reported could not be kept.'),
      )
    },
  }
}

function adapterOf({ adapters }: ProcessParts, { platform }: Channel): Adapter {
  const adapter = adapters.get(platform)
  if (adapter === undefined) throw new NotFound(`There is no adapter for ${platform}.`)
  return adapter
}

function supervise(host: PipelineHost, pipeline: Pipeline): Supervisor {
  return createSupervisor({
    connect: async (channel) => host.connection(channel),
    async keep(channel, natives) {
      await pipeline.keep({ channel, events: parseAll(host.adapterOf(channel), natives), answer: undefined })
    },
    async unauthorized(channel, reason) {
      await host.catalog.markChannel(channel.id, 'unauthorized', reason)
      host.log.error({ channel: channel.id, reason }, 'The platform refuses the credentials of the channel.')
    },
    log: host.log,
    random: host.random,
  })
}

function scopeOf(container: DependencyContainer, tenant: Tenant): TenantScope {
  const get = <Value>(name: InjectionToken<Value>) => container.resolve(name)
  const parts = get(tokens.parts)
  const host = get(tokens.host)
  const store = get(tokens.store)
  const configuration = get(tokens.configuration)
  const supervisor = get(tokens.supervisor)
  const administration = get(tokens.administration)
  const knowledge = get(tokens.knowledge)
  const pipeline = get(tokens.pipeline)
  const work = get(tokens.work)
  const tellWebhooks = get(tokens.webhooks)
  let running = 0
  let quiet = false

  // Changed settings may mean other connections, and that what was held back can go on.
  configuration.onChange(
    () => void sweep().catch((error: unknown) => host.log.error({ error }, 'A sweep failed and is tried again.')),
  )

  store.webhooks.onAdded(() => host.ring('event', 'tenant'))

  /** When the webhooks are to be told something, milliseconds since 1970. */
  function nextTelling(): number | undefined {
    if (store.webhooks.list().length === 0) return undefined
    const { deliveries, nextAt } = store.webhooks.due(parts.clock(), 1)
    return deliveries.length > 0 ? parts.clock() : nextAt
  }

  const listens = () => configuration.channels().filter((channel) => pulls(host.adapterOf(channel), channel))

  async function sweep(): Promise<void> {
    configuration.refresh()
    const { batch } = sweepDefaults
    const [turns, sends] = await Promise.all([store.inbox.waiting(batch), store.outbox.waiting(batch)])
    for (const conversation of turns) host.ring('turn', conversation)
    for (const conversation of sends) host.ring('send', conversation)
    quiet = turns.length === 0 && sends.length === 0
    host.ring('due', 'tenant')
    if (nextTelling() !== undefined) host.ring('event', 'tenant')
    await supervisor.update(listens())
    knowledge.sweep()
    await store.prune()
  }

  return {
    tenant,
    configuration,
    store,
    media: host.media,
    pipeline,
    keys: get(tokens.keys),
    sweep,
    async keep(channel, event) {
      const { accepted } = await pipeline.keep({ channel, events: [event], answer: undefined })
      return accepted[0] ?? { outcome: 'duplicate', conversation: undefined }
    },
    async work(bell, signal) {
      running++
      try {
        return await (bell.kind === 'event' ? tellWebhooks(signal) : work(bell, signal))
      } finally {
        running--
      }
    },
    idle: () => running === 0 && quiet && !administration.busy() && !knowledge.busy() && supervisor.size() === 0,
    async close() {
      administration.close()
      await Promise.all([supervisor.stop(), knowledge.close()])
      await get(tokens.connections).close()
      get(tokens.intents).close()
      // What a stop left undone is due now: at the next start, whoever else writes.
      const { nextAt } = await store.schedules.release(0)
      const times = [(await hasWork(store)) ? parts.clock() : undefined, nextAt, nextTelling(), knowledge.nextAt()]
      const first = Math.min(...times.map((at) => at ?? Infinity))
      const dueAt = first === Infinity ? undefined : first
      await parts.closed(tenant, { dueAt, listens: listens().length > 0 })
      get(tokens.database).close()
      await container.dispose()
    },
    webhookAdministration: administerWebhooks(store.webhooks, (place, plain) => get(tokens.keys).seal(place, plain)),
    models: get(tokens.models).models,
    modelAdministration: get(tokens.models).administration,
    translation: get(tokens.translation).settings,
    respond: createRespond(host),
    knowledge: knowledge.bases,
    inquiry: createInquiry({ ...host, intents: get(tokens.intents), reader }),
    ...administration.actions,
    ...createActions(host),
  }
}

/** A channel pulls while its platform was not told where to push. */
function pulls(adapter: Adapter, { status, settings, webhookSecret }: Channel): boolean {
  if (adapter.listen === undefined || status !== 'active' || adapter.listens?.(settings) === false) return false
  return adapter.register === undefined || webhookSecret === ''
}

async function hasWork({ inbox, outbox }: TenantStore): Promise<boolean> {
  return (await inbox.waiting(1)).length > 0 || (await outbox.waiting(1)).length > 0
}
