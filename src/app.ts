import path from 'node:path'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import 'reflect-metadata'
import { container } from 'tsyringe'
import { openBackups } from './app-backups.ts'
import { filePlacesOf } from './app-files.ts'
import { openOwnReaders } from './ai/reading.ts'
import { openPlatformModels } from './ai/platform-models.ts'
import { shownSettings } from './ai/settings.ts'
import { createEmbedder } from './ai/embed.ts'
import { createUnderstanding } from './ai/understand.ts'
import type { ApiNeeds } from './api/needs.ts'
import { addressOf } from './api/callers.ts'
import { closeServer, createServer, createWatchServer } from './api/server.ts'
import { openAvatars } from './avatars/index.ts'
import { createMailer } from './auth/mailer.ts'
import { createAuth } from './auth/index.ts'
import { createAdapters } from './channels/index.ts'
import { createWebDoor } from './channels/web/door.ts'
import type { WebTenant } from './channels/web/door.ts'
import { attachWebSockets, otherRooms, readLoader, registerWebRoutes } from './channels/web/index.ts'
import { drainDefaults, fleetDefaults, sweepDefaults } from './config/defaults.ts'
import type { Config } from './config/env.ts'
import type { Awaitable } from './contracts/channel.ts'
import { packageVersion } from './config/version.ts'
import type { Fleet, News } from './contracts/fleet.ts'
import { Busy } from './contracts/errors.ts'
import { tenantKeyOfEmbed } from './contracts/id.ts'
import type { TenantCode } from './contracts/id.ts'
import type { Log } from './contracts/log.ts'
import type { Standing } from './contracts/metrics.ts'
import type { Log as PluginLog } from './contracts/plugin.ts'
import type { Bell, Scheduler, Tenants } from './contracts/ports.ts'
import { alone } from './fleet/alone.ts'
import type { OpenFleet } from './fleet/open.ts'
import { createHandlerHost } from './handlers/host.ts'
import { lazyGuardedFetch, lazyHttpClient, lazyNetwork, lazyPatience, lazyRemoteMedia } from './handlers/lazy-http.ts'
import { loadPlugins } from './handlers/loader.ts'
import { PluginRegistry } from './handlers/registry.ts'
import { pluginShape } from './plugin-shape.ts'
import type { SharedVectors } from './knowledge/chroma.ts'
import { createDocumentReader } from './knowledge/read.ts'
import { gestureOf, reactionTo } from './avatars/gestures.ts'
import { languageDoor } from './language/door.ts'
import { reader } from './language/entities.ts'
import { loadLanguageDetector } from './language/detect.ts'
import { createLocalTranslator } from './language/translate/local.ts'
import { createAdmission } from './pipeline/admission.ts'
import { createReceiveDoor } from './pipeline/front.ts'
import { createQuarantine } from './pipeline/quarantine.ts'
import { createScheduler } from './pipeline/queue.ts'
import { createHealth } from './telemetry/health.ts'
import type { Health } from './telemetry/health.ts'
import { openMetrics } from './telemetry/metrics.ts'
import { tenantNews, tokens } from './tenant-parts.ts'
import type { ProcessParts, TenantScope } from './tenant-parts.ts'
import { openTenantScope } from './tenant-scope.ts'
import { openAvatarRows } from './tenancy/avatars.ts'
import { openGround } from './tenancy/ground.ts'
import type { Ground } from './tenancy/ground.ts'
import { createMediaDoor } from './tenancy/media-urls.ts'
import { openMoves } from './tenancy/move/moves.ts'
import { createExportDoor } from './tenancy/rights/door.ts'
import { openTenants } from './tenancy/open-tenants.ts'
import type { OpenTenants } from './tenancy/open-tenants.ts'
import { randomId } from './tenancy/random.ts'
import type { BackupSchedule } from './tenancy/vault/schedule.ts'

export interface AppOptions {
  readonly config: Config
  readonly log: Log
  /** Embed id of the chatbot that `/demo` shows. */
  readonly demoEmbedId?: () => string | undefined
  /** Folders with plugins, each in a folder of its own; reloaded on save with `watch`. */
  readonly pluginFolders: readonly string[]
  readonly watch?: boolean
}

export interface App {
  readonly tenants: Tenants
  /** Where the server listens. */
  readonly url: string
  /** The administrator's key, at the one start that made it. */
  readonly madeAdminKey: string | undefined
  /** Takes nothing new, finishes what runs, closes everything. */
  stop(): Promise<void>
}

/**
 * Composition root of the process, in the order of the road: ground, tenants, doors, server. Everything that is opened
 * is deferred to be closed in the opposite order, also when a later step fails.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, log } = options
  await using opening = new AsyncDisposableStack()
  const serves = config.role !== 'worker'
  const works = config.role !== 'gateway'
  const health = createHealth()
  const metrics = await openMetrics({ version: packageVersion(), otlpEndpoint: config.otlpEndpoint })
  opening.defer(() => metrics.close())
  const homeOf = (tenant: TenantCode) => ground.databases.places.homeOf(tenant)
  const places = filePlacesOf(config, homeOf)
  const sharedVectors = await openVectors(config, health)
  const ground = await openGround(config, async ({ code, key }) => {
    await moves.stop(code)
    await tenants.close(code)
    await Promise.all([places.media.remove(code), places.avatars.remove(code)])
    await sharedVectors?.remove(key)
  })
  opening.defer(() => ground.close())
  const registry = await openPlugins(options, opening)
  const http = lazyHttpClient({ allow: config.allowPrivateHosts })
  opening.defer(() => http.close())
  const guarded = lazyGuardedFetch({ allow: config.allowPrivateHosts })
  opening.defer(() => guarded.close())
  const remoteMedia = lazyRemoteMedia({ allow: config.allowPrivateHosts })
  opening.defer(() => remoteMedia.close())
  const detector = lazily(loadLanguageDetector)
  const modelsDir = config.modelsDir ?? path.join(config.dataDir, 'models')
  const embedder = createEmbedder({ modelsDir })
  opening.defer(() => embedder.close())
  const understanding = createUnderstanding(embedder)
  opening.defer(() => understanding.close())
  const documents = createDocumentReader()
  const readers = openOwnReaders(modelsDir, documents)
  opening.defer(() => readers.close())
  const localTranslator = createLocalTranslator(modelsDir)
  opening.defer(() => localTranslator.close())
  const models = openPlatformModels(config, guarded, log)
  const avatars = openAvatars({
    rows: openAvatarRows(ground.databases.platform),
    files: places.sharedAvatars,
    ofTenant: async (key) => asWebTenant(await tenants.byKey(key))?.avatars,
    random: randomId,
    clock: Date.now,
  })
  const quarantine = createQuarantine()
  const uncleanBefore = ground.unclean ? Date.now() : 0
  const fleet = await openOwnFleet(config, ground.platform.installation, health, log, async (bell) =>
    (await tenants.atWork(bell))?.ownerOf(bell),
  )
  const { scheduler } = fleet
  opening.defer(() => fleet.close())

  const parts = (): ProcessParts => ({
    adapters,
    scheduler,
    fleet,
    detector,
    understanding,
    embedder,
    sharedVectors,
    log,
    metrics,
    random: randomId,
    clock: Date.now,
    homeOf,
    mediaPlace: places.media,
    avatarPlace: places.avatars,
    platformRights: ground.platform.rights,
    handlers: (tenantLog) =>
      createHandlerHost({ registry, http: lazyPatience(http), log: forPlugins(tenantLog), reader }),
    network: lazyNetwork({ allow: config.allowPrivateHosts }),
    fetch: (url, signal) => remoteMedia.fetch(url, signal),
    guardedFetch: guarded.fetch,
    models,
    localTranslator,
    documents,
    fetchPage: (url, freshness, signal) => remoteMedia.page(url, freshness, signal),
    readers,
    avatars,
    publicUrl,
    uncleanBefore,
    quarantine,
    seats: (tenant) => ground.platform.accounts.seats(tenant),
    works,
    waits({ key }, wakeUp) {
      const { scopes } = ground.platform
      return works ? scopes.markClosed(key, wakeUp) : scopes.markWaiting(key, wakeUp)
    },
  })
  const publicUrl = () => config.publicUrl ?? url
  const parent = container.createChildContainer()
  parent.register(tokens.parts, { useFactory: parts })
  const tenants = openTenants(ground, log, {
    works,
    changed: (code) => fleet.news.tell(tenantNews, code),
    async open(tenant) {
      const { databases, platform } = ground
      return openTenantScope(parent, tenant, await databases.open(tenant.code), platform.keysOf(tenant.key))
    },
  })
  opening.defer(() => tenants.closeAll())
  const beating = setInterval(() => void tenants.beat(), fleetDefaults.beatMs)
  opening.defer(() => clearInterval(beating))
  hearOfTenants(fleet.news, tenants, log)
  const moves = openMoves({
    databases: ground.databases,
    road: {
      pause: (code) => tenants.pause(code),
      checkpoints: (code, on) => tenants.peek(code)?.checkpoints(on),
      reopen: (code) => tenants.port.open(code),
    },
    clock: Date.now,
    log,
  })
  opening.defer(() => moves.close())
  const admit = createAdmission()
  const webDoor = createWebDoor(
    async (embedId) => asWebTenant(await tenants.byKey(tenantKeyOfEmbed(embedId))),
    async (code) => asWebTenant(await tenants.active(code)),
    ground.platform.audit,
    admit,
  )
  const mailer = createMailer({
    folder: join(config.dataDir, 'mail'),
    smtpUrl: config.smtpUrl,
    from: config.mailFrom,
    log,
  })
  opening.defer(() => mailer.close())
  const auth = createAuth({
    store: ground.platform.accounts,
    singleSignOn: ground.platform.singleSignOn,
    codeOf: async (key) => (await ground.platform.directory.findByKey(key))?.code,
    tokenKey: ground.platform.tokenKey,
    mailer,
    fleet,
    sealing: ground.platform.sealing,
    fetch: guarded.fetch,
    privateHosts: config.allowPrivateHosts,
    publicUrl,
    random: randomId,
    clock: Date.now,
  })
  const exportDoor = createExportDoor({
    keyOf: (key) => ground.platform.keysOf(key).exportKey,
    exportsOf: async (key) => (await tenants.byKey(key))?.exports,
    clock: Date.now,
  })
  const needs: ApiNeeds = {
    exports: exportDoor,
    pseudonym: (tenant, text) => ground.platform.keysOf(tenant).pseudonym(text),
    platformModels: () => shownSettings(models.settings, 'platform'),
    tenants: tenants.port,
    places: ground.databases.places,
    moves,
    receive: createReceiveDoor(
      (code) => tenants.active(code),
      (platform) => adapters.get(platform)?.callsFrom?.value ?? [],
      admit,
    ),
    media: createMediaDoor({
      keyOf: (key) => ground.platform.keysOf(key).mediaKey,
      storeOf: async (key) => asWebTenant(await tenants.byKey(key))?.media,
      clock: Date.now,
    }),
    avatarFiles: avatars.files,
    sharedAvatars: avatars.shared,
    authenticate: (credential) => auth.recognize(credential),
    auth,
    audit: ground.platform.audit,
    answers: ground.platform.answers,
    rates: fleet.rates,
    health: () => health.report(),
    metricsText: () => metrics.text(),
    log,
    publicUrl,
    loader: serves ? readLoader() : undefined,
    trustProxy: config.trustProxy,
    plugin: (name) => pluginShape(registry.get(name)),
    plugins: () => registry.all().flatMap((loaded) => pluginShape(loaded) ?? []),
    language: { ...languageDoor(detector), gesture: gestureOf },
    web: (within) => {
      const demoEmbedId = options.demoEmbedId ?? (() => undefined)
      registerWebRoutes(within, webDoor, { demoEmbedId, rates: fleet.rates })
      return Promise.resolve()
    },
  }
  const server = serves ? createServer(needs) : createWatchServer(needs)
  const sockets = serves
    ? attachWebSockets(server.server, webDoor, {
        ownOrigins: config.publicUrl === undefined ? [] : [new URL(config.publicUrl).origin],
        report: (error) => log.error({ error }, 'A live socket failed.'),
        reactionTo,
        news: fleet.news,
        rates: fleet.rates,
        addressOf: addressOf(config.trustProxy),
      })
    : undefined
  // Of a worker, all visitors are at gateways.
  const adapters = createAdapters(sockets ?? otherRooms(fleet.news))

  if (works) scheduler.start(async (bell, hold) => (await tenants.atWork(bell))?.work(bell, hold))
  opening.defer(() => scheduler.drain(drainDefaults.graceMs))
  opening.defer(() => closeServer(server, drainDefaults.serverMs))
  // Live sockets end first: the server would wait for them and for ever.
  opening.defer(() => sockets?.close())
  const url = await server.listen({ port: config.port, host: config.host })
  const sweep = async () => {
    await tenants.sweep()
    await moves.sweep()
  }
  const sweeping = setInterval(
    () => void sweep().catch((error: unknown) => log.warn({ error }, 'A sweep failed and is tried again.')),
    sweepDefaults.everyMs,
  )
  opening.defer(() => clearInterval(sweeping))
  checkHealth(health, ground)
  await moves.resume()
  const { embedded } = ground
  const backups =
    works && embedded ? openBackups({ config, ground, databases: embedded, log, metrics, health }) : undefined
  opening.defer(() => backups?.close())
  // First of all, while everything is still answered: whoever sends people here sends them elsewhere.
  opening.defer(async () => {
    health.notReady('The gateway is stopping.')
    if (serves && config.redisUrl !== undefined) await setTimeout(drainDefaults.noticeMs)
  })
  metrics.watch(() => standing(tenants, scheduler, backups))
  // Whoever was erased since the backup was made is erased before anybody is served.
  if (works) for (const key of ground.platform.rights.restored) await tenants.byKey(key)
  await tenants.wakeUp()
  await ground.lock.announce(url)

  const open = opening.move()
  return { tenants: tenants.port, url, madeAdminKey: ground.platform.madeAdminKey, stop: () => open.disposeAsync() }
}

/** Loads once, when it is first asked for. */
function lazily<Value extends object>(load: () => Promise<Value>): () => Awaitable<Value> {
  let value: Awaitable<Value> | undefined
  return () => (value ??= load().then((loaded) => (value = loaded)))
}

// ── Tenants ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function asWebTenant(scope: TenantScope | undefined): WebTenant | undefined {
  if (scope?.tenant.state !== 'active') return undefined
  const { tenant, configuration, store, media, avatars, keys, keep, speaker, rights } = scope
  const { visitorKey } = keys
  const pseudonym = (text: string) => keys.pseudonym(text)
  return { tenant, configuration, store, media, avatars, visitorKey, pseudonym, keep, speaker, rights }
}

// ── Plugins ─────────────────────────────────────────────────────────────────────────────────────────────────────

async function openPlugins(
  { pluginFolders, watch = false, log }: AppOptions,
  opening: AsyncDisposableStack,
): Promise<PluginRegistry> {
  const registry = new PluginRegistry()
  const loader = await loadPlugins({ registry, folders: pluginFolders, watch, log: forPlugins(log) })
  opening.defer(() => loader.close())
  return registry
}

/** Plugins know a log whose message comes first. */
function forPlugins(log: Log): PluginLog {
  return {
    debug: (message, fields = {}) => log.debug(fields, message),
    info: (message, fields = {}) => log.info(fields, message),
    warn: (message, fields = {}) => log.warn(fields, message),
    error: (message, fields = {}) => log.error(fields, message),
  }
}

// ── Other processes ──────────────────────────────────────────────────────────────────────────────────────────────────

/** What others say that they changed is looked at now; otherwise it is within seconds. */
function hearOfTenants(news: News, tenants: OpenTenants<TenantScope>, log: Log): void {
  const look = (code: string) =>
    void tenants
      .look(code)
      .catch((error: unknown) => log.error({ tenant: code, error }, 'A changed tenant could not be looked at yet.'))
  news.hear(tenantNews, (code) => {
    if (typeof code === 'string') look(code)
  })
  news.onMissed(() => {
    for (const { tenant } of tenants.all()) look(tenant.code)
  })
}

/** Throws when there is a REDIS_URL and no Redis. What bullmq needs is loaded where it is used. */
async function openOwnFleet(
  { redisUrl }: Config,
  installation: string,
  health: Health,
  log: Log,
  ownerOf: (bell: Bell) => Promise<string | undefined>,
): Promise<Pick<OpenFleet, keyof Fleet | 'scheduler' | 'close'>> {
  // That a database or a lease is away health and sweeps tell: not once more for each conversation.
  const onError = (bell: Bell, error: unknown) =>
    log[error instanceof Busy ? 'debug' : 'error']({ ...bell, error }, 'Work on a bell failed and is tried again.')
  const lanes = createScheduler({ onError })
  if (redisUrl === undefined) return { ...alone(), scheduler: lanes, close: () => Promise.resolve() }
  const { openFleet } = await import('./fleet/open.ts')
  const fleet = await openFleet({
    redisUrl,
    installation,
    lanes,
    onError,
    onSilence: (bells) => log.warn({ bells }, 'Redis did not take some bells: the sweep rings them again.'),
    ownerOf,
  })
  health.check('redis', () => fleet.trouble(), { essential: false })
  return fleet
}

// ── Vectors ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Undefined: they are kept with the rest of each tenant. */
async function openVectors({ chromaUrl }: Config, health: Health): Promise<SharedVectors | undefined> {
  if (chromaUrl === undefined) return undefined
  const { openSharedVectors } = await import('./knowledge/chroma.ts')
  const shared = openSharedVectors(chromaUrl)
  health.check('vectors', () => shared.trouble())
  return shared
}

// ── What operators ask ──────────────────────────────────────────────────────────────────────────────────────────

function checkHealth(health: Health, { databases }: Ground): void {
  health.check('database', async () => {
    await databases.platform.write(() => databases.platform.prepare('select 1').get())
    return undefined
  })
}

async function standing(
  tenants: OpenTenants<TenantScope>,
  scheduler: Scheduler,
  backups: BackupSchedule | undefined,
): Promise<Standing> {
  const backlogs = await Promise.all(
    [...tenants.all()].map(async ({ store }) => ({
      inbox: await store.inbox.backlog(),
      outbox: await store.outbox.backlog(),
    })),
  )
  const now = Date.now()
  const oldest = (times: readonly (number | undefined)[]) =>
    Math.max(0, ...times.map((at) => (at === undefined ? 0 : (now - at) / 1000)))
  return {
    pendingEvents: backlogs.reduce((sum, { inbox }) => sum + inbox.events, 0),
    oldestEventSeconds: oldest(backlogs.map(({ inbox }) => inbox.oldestAt)),
    pendingMessages: backlogs.reduce((sum, { outbox }) => sum + outbox.messages, 0),
    oldestMessageSeconds: oldest(backlogs.map(({ outbox }) => outbox.oldestAt)),
    openScopes: tenants.size,
    waitingBells: scheduler.waiting(),
    backupAgeSeconds: backups?.state().ageSeconds,
  }
}
