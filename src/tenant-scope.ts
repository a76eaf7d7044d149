import 'reflect-metadata'
import { instanceCachingFactory, type DependencyContainer, type InjectionToken } from 'tsyringe'
import { createMediaReader } from './ai/reading.ts'
import { openTenantModels } from './ai/tenant-models.ts'
import { gestureOf } from './avatars/gestures.ts'
import { createAdministration } from './channels/administration.ts'
import { createConnections } from './channels/connections.ts'
import { createSupervisor } from './channels/supervisor.ts'
import { ingestDefaults, premiumPlans } from './config/defaults.ts'
import type { Supervisor } from './channels/supervisor.ts'
import type { ConnectContext, Network } from './contracts/channel.ts'
import type { Ownership } from './contracts/fleet.ts'
import { idMint } from './contracts/id.ts'
import type { Configuration } from './contracts/ports.ts'
import type { Channel, Tenant } from './contracts/tenant.ts'
import { checkShape } from './handlers/check.ts'
import { createDelivery, secretPlace } from './events/deliver.ts'
import { startsOver } from './handlers/dialogue.ts'
import { houseSettings } from './handoff/house.ts'
import { createRules } from './handoff/rules.ts'
import { createChooser } from './handlers/choices.ts'
import { reader } from './language/entities.ts'
import { feelingOf } from './language/sentiment.ts'
import { openTranslation } from './language/translate/index.ts'
import { languageWish } from './language/wishes.ts'
import { openKnowledge } from './knowledge/index.ts'
import type { PipelineHost } from './pipeline/host.ts'
import { createPipeline, type Pipeline } from './pipeline/index.ts'
import { parseAll } from './pipeline/receive.ts'
import { createWork } from './pipeline/work.ts'
import { openConfiguration } from './tenancy/configuration.ts'
import { channelFiles, exportsFolder, tenantFolder } from './tenancy/files.ts'
import { openAnimationRows, openAvatarRows } from './tenancy/avatars.ts'
import { openHandoffSettings } from './tenancy/handoff-settings.ts'
import type { TenantKeys } from './tenancy/keys.ts'
import { openLimits } from './tenancy/limits.ts'
import { mediaUrls } from './tenancy/media-urls.ts'
import { openKnowledgeStore } from './tenancy/knowledge/index.ts'
import { openMediaTexts } from './tenancy/media-texts.ts'
import { openMedia } from './tenancy/media.ts'
import { exportUrls } from './tenancy/rights/door.ts'
import { openRights } from './tenancy/rights/index.ts'
import { openModelSettings } from './tenancy/model-settings.ts'
import { countMessages } from './tenancy/message-count.ts'
import { limitsOf } from './tenancy/plans.ts'
import type { Database } from './tenancy/database.ts'
import { randomSecret } from './tenancy/random.ts'
import { openTranslationSettings } from './tenancy/translation-settings.ts'
import { openStore } from './tenancy/store/index.ts'
import { openSpendingLedger } from './tenancy/store/model-usage.ts'
import { noChores, ownChores } from './tenant-chores.ts'
import { liveScope } from './tenant-life.ts'
import { adapterOf, tokens } from './tenant-parts.ts'
import type { Get, ProcessParts, TenantScope } from './tenant-parts.ts'

/**
 * Composition root of a tenant: a child container with everything one tenant has. Nothing in it can name another
 * tenant, because it was made from this one's database, keys and code alone.
 */
export function openTenantScope(
  parent: DependencyContainer,
  tenant: Tenant,
  database: Database,
  keys: TenantKeys,
): TenantScope {
  const container = parent.createChildContainer()
  const provide = <Value>(name: InjectionToken<Value>, make: (get: Get) => Value) => {
    container.register(name, { useFactory: instanceCachingFactory((from) => make((other) => from.resolve(other))) })
  }
  const parts = container.resolve(tokens.parts)
  container.register(tokens.tenant, { useValue: tenant })
  container.register(tokens.keys, { useValue: keys })
  container.register(tokens.database, { useValue: database })
  provide(tokens.mint, () => idMint(tenant.key, parts.random, parts.clock))
  provide(tokens.messages, () => countMessages(database, parts.clock))
  provide(tokens.ledger, () => openSpendingLedger(database, parts.clock))
  provide(tokens.limits, (get) =>
    openLimits({
      database,
      most: limitsOf(tenant),
      messages: get(tokens.messages),
      ledger: get(tokens.ledger),
      seats: () => parts.seats(tenant.key),
      clock: parts.clock,
    }),
  )
  provide(tokens.configuration, (get) =>
    openConfiguration({
      database,
      limits: get(tokens.limits),
      tenant: tenant.key,
      keys,
      adapters: parts.adapters,
      mint: get(tokens.mint),
      clock: parts.clock,
    }),
  )
  provide(tokens.store, (get) =>
    openStore(database, get(tokens.mint), parts.clock, ingestDefaults.backlogEvents, get(tokens.messages)),
  )
  provide(tokens.media, (get) =>
    openMedia({
      database,
      limits: get(tokens.limits),
      tenant: tenant.key,
      files: parts.mediaPlace.of(tenant.code),
      urls: mediaUrls({ key: keys.mediaKey, publicUrl: parts.publicUrl, clock: parts.clock }),
      clock: parts.clock,
    }),
  )
  provide(tokens.avatars, (get) =>
    parts.avatars.ofTenant({
      tenant: tenant.key,
      rows: openAvatarRows(database),
      moves: openAnimationRows(database),
      files: parts.avatarPlace.of(tenant.code),
      mint: () => get(tokens.mint)('av'),
      premium: premiumPlans.has(tenant.plan),
      room: (bytes) => get(tokens.limits).need('storage', bytes),
    }),
  )
  provide(tokens.models, (get) =>
    openTenantModels({
      tenant: tenant.code,
      platform: parts.models,
      store: openModelSettings(database, keys, parts.clock),
      ledger: get(tokens.ledger),
      most: get(tokens.limits).most,
      check: checkShape,
      log: parts.log.child({ tenant: tenant.code }),
      clock: parts.clock,
      random: Math.random,
    }),
  )
  provide(tokens.translation, (get) =>
    openTranslation({
      store: openTranslationSettings(database, keys, parts.clock),
      models: get(tokens.models).models,
      fetch: parts.guardedFetch,
      local: parts.localTranslator,
      clock: parts.clock,
    }),
  )
  provide(tokens.handoffSettings, () => openHandoffSettings(database, parts.clock, houseSettings))
  provide(tokens.chores, () => (parts.works ? ownChores(parts.fleet.ownership, tenant.code) : noChores))
  provide(tokens.running, () => new Map())
  provide(tokens.rights, (get) =>
    openRights({
      database,
      tenant,
      keys,
      store: get(tokens.store),
      media: get(tokens.media),
      models: parts.avatarPlace.of(tenant.code),
      mint: get(tokens.mint),
      platform: parts.platformRights,
      folder: exportsFolder(parts.homeOf(tenant.code), tenant.code),
      urlOf: exportUrls(keys.exportKey, parts.publicUrl),
      quiet: (conversations) => conversations.every((id) => !get(tokens.running).has(id)),
      clock: parts.clock,
      log: parts.log.child({ tenant: tenant.code }),
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
      store: openKnowledgeStore(
        { database, mint: get(tokens.mint), clock: parts.clock },
        parts.sharedVectors?.of(tenant.key),
      ),
      limits: get(tokens.limits),
      works: () => get(tokens.chores).mine(),
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
      pacer: (channel, rates, own) => parts.fleet.pacer(channel, rates, own),
    }),
  )
  provide(tokens.intents, () =>
    parts.understanding.open(
      tenantFolder(parts.homeOf(tenant.code), tenant.code),
      parts.log.child({ tenant: tenant.code }),
    ),
  )
  provide(tokens.host, (get) => pipelineHost(get, database))
  provide(tokens.pipeline, (get) => createPipeline(get(tokens.host)))
  provide(tokens.work, (get) =>
    createWork(
      { ...get(tokens.host), key: tenant.key, uncleanBefore: parts.uncleanBefore, quarantine: parts.quarantine },
      get(tokens.pipeline),
    ),
  )
  provide(tokens.supervisor, (get) => supervise(get(tokens.host), get(tokens.pipeline), parts.fleet.ownership))
  provide(tokens.administration, (get) =>
    createAdministration({
      ...get(tokens.host),
      configuration: get(tokens.configuration),
      seal: (place, plain) => keys.seal(place, plain),
      unseal: (place, sealed) => keys.unseal(place, sealed),
      network: (channel) => networkOf(parts, channel),
      newSecret: randomSecret,
      ownership: parts.fleet.ownership,
    }),
  )
  return liveScope(
    (name) => container.resolve(name),
    () => container.dispose(),
  )
}

function pipelineHost(get: Get, database: Database): PipelineHost {
  const parts = get(tokens.parts)
  const tenant = get(tokens.tenant)
  const { models, speech } = get(tokens.models)
  const log = parts.log.child({ tenant: tenant.code })
  const handlers = parts.handlers(log)

  return {
    tenant: tenant.code,
    catalog: get(tokens.configuration),
    store: get(tokens.store),
    limits: get(tokens.limits),
    media: get(tokens.media),
    reading: createMediaReader({ own: parts.readers, speech, models }),
    mediaTexts: openMediaTexts(database, parts.clock),
    models,
    knowledge: get(tokens.knowledge).knowledge,
    handlers,
    handoff: createRules(() => get(tokens.handoffSettings).read()),
    languageWish,
    startsOver,
    choose: createChooser(reader),
    translator: (chatbot) => get(tokens.translation).of(chatbot),
    gesture: ({ heard, language, ...said }) =>
      gestureOf({ ...said, mood: feelingOf(said.text, language), felt: feelingOf(heard, language) }),
    fetch: parts.fetch,
    mint: get(tokens.mint),
    adapterOf: (channel) => adapterOf(parts, channel),
    connection: get(tokens.connections).of,
    ring(kind, subject, afterMs) {
      // What is due in a tenant whoever works on it finds by itself.
      if (!parts.works && subject === 'tenant') return
      parts.metrics.bell(kind, 'rung')
      void parts.scheduler.ring({ kind, tenant: tenant.code, subject }, afterMs)
    },
    detector: parts.detector,
    classifier: (chatbot) => get(tokens.intents).of(chatbot, handlers.catalogue(chatbot).examples),
    clock: parts.clock,
    random: Math.random,
    log,
    metrics: parts.metrics,
  }
}

/** What a channel's connection may do beyond its settings. */
function lent(parts: ProcessParts, tenant: Tenant, configuration: Configuration, channel: Channel): ConnectContext {
  const log = parts.log.child({ tenant: tenant.code, channel: channel.id })
  const network = networkOf(parts, channel)
  return {
    channel: channel.id,
    webhookSecret: channel.webhookSecret,
    async changeSettings(settings) {
      await configuration.updateChannel(channel.id, { settings })
    },
    ...(network && { network }),
    files: channelFiles(tenantFolder(parts.homeOf(tenant.code), tenant.code), channel.id),
    report(problem) {
      void Promise.resolve(configuration.reportChannel(channel.id, problem)).catch((error: unknown) =>
        log.error({ error }, 'What a connection reported could not be kept.'),
      )
    },
  }
}

/** Servers that the operator named are reached wherever they are. */
function networkOf({ network }: ProcessParts, { guarded }: Channel): Network | undefined {
  return guarded ? network : undefined
}

function supervise(host: PipelineHost, pipeline: Pipeline, ownership: Ownership): Supervisor {
  return createSupervisor({
    connect: async (channel) => host.connection(channel),
    async keep(channel, natives) {
      await pipeline.keep({ channel, events: parseAll(host.adapterOf(channel), natives), answer: undefined })
    },
    async unauthorized(channel, reason) {
      await host.catalog.markChannel(channel.id, 'unauthorized', reason)
      host.log.error({ channel: channel.id, reason }, 'The platform refuses the credentials of the channel.')
    },
    ownership,
    log: host.log,
    random: host.random,
  })
}
