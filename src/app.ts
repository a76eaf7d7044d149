import { setTimeout } from 'node:timers/promises'
import 'reflect-metadata'
import { container } from 'tsyringe'
import { openPlatformModels } from './ai/platform-models.ts'
import { closeServer } from './api/server.ts'
import { openBackups } from './app-backups.ts'
import { asWebTenant, openDoors } from './app-doors.ts'
import { filePlacesOf } from './app-files.ts'
import { hearOfTenants, openOwnFleet } from './app-fleet.ts'
import { forPlugins, openPlugins, type PluginOptions } from './app-plugins.ts'
import { checkHealth, standing } from './app-standing.ts'
import { openOwnUnderstanding } from './app-understanding.ts'
import { openAvatars } from './avatars/index.ts'
import { drainDefaults, fleetDefaults, sweepDefaults } from './config/defaults.ts'
import type { Config } from './config/env.ts'
import { packageVersion } from './config/version.ts'
import type { TenantCode } from './contracts/id.ts'
import type { Tenants } from './contracts/ports.ts'
import { createHandlerHost } from './handlers/host.ts'
import { lazyGuardedFetch, lazyHttpClient, lazyNetwork, lazyPatience, lazyRemoteMedia } from './handlers/lazy-http.ts'
import type { SharedVectors } from './knowledge/chroma.ts'
import { reader } from './language/entities.ts'
import { createQuarantine } from './pipeline/quarantine.ts'
import { createHealth, type Health } from './telemetry/health.ts'
import { openMetrics } from './telemetry/metrics.ts'
import { openAvatarRows } from './tenancy/avatars.ts'
import { openGround } from './tenancy/ground.ts'
import { openMoves } from './tenancy/move/moves.ts'
import { openTenants } from './tenancy/open-tenants.ts'
import { randomId } from './tenancy/random.ts'
import { tenantNews, tokens, type ProcessParts } from './tenant-parts.ts'
import { openTenantScope } from './tenant-scope.ts'

export interface AppOptions extends PluginOptions {
  readonly config: Config
  /** Embed id of the chatbot that `/demo` shows. */
  readonly demoEmbedId?: () => string | undefined
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
  const own = openOwnUnderstanding(config, opening)
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
    ...own,
    adapters,
    scheduler,
    fleet,
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
    fetchPage: (url, freshness, signal) => remoteMedia.page(url, freshness, signal),
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
  const { server, sockets, adapters } = openDoors(
    {
      config,
      log,
      ground,
      tenants,
      moves,
      fleet,
      health,
      metrics,
      registry,
      models,
      avatars,
      detector: own.detector,
      guardedFetch: guarded.fetch,
      publicUrl,
      demoEmbedId: options.demoEmbedId ?? (() => undefined),
    },
    opening,
  )

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

/** Undefined: they are kept with the rest of each tenant. */
async function openVectors({ chromaUrl }: Config, health: Health): Promise<SharedVectors | undefined> {
  if (chromaUrl === undefined) return undefined
  const { openSharedVectors } = await import('./knowledge/chroma.ts')
  const shared = openSharedVectors(chromaUrl)
  health.check('vectors', () => shared.trouble())
  return shared
}
