import { join } from 'node:path'
import { shownSettings } from './ai/settings.ts'
import type { PlatformModels } from './ai/tenant-models.ts'
import { addressOf } from './api/callers.ts'
import type { ApiNeeds } from './api/needs.ts'
import { createServer, createWatchServer } from './api/server.ts'
import { createAuth, type Auth } from './auth/index.ts'
import { createMailer } from './auth/mailer.ts'
import { gestureOf, reactionTo } from './avatars/gestures.ts'
import type { Avatars } from './avatars/index.ts'
import { createAdapters } from './channels/index.ts'
import { createWebDoor, type WebTenant } from './channels/web/door.ts'
import { attachWebSockets, otherRooms, readLoader, registerWebRoutes, type WebSockets } from './channels/web/index.ts'
import type { Config } from './config/env.ts'
import type { Fleet } from './contracts/fleet.ts'
import { tenantKeyOfEmbed } from './contracts/id.ts'
import type { Log } from './contracts/log.ts'
import type { Moves } from './contracts/places.ts'
import type { AdapterList } from './contracts/ports.ts'
import type { PluginRegistry } from './handlers/registry.ts'
import { languageDoor } from './language/door.ts'
import { createAdmission, type Admission } from './pipeline/admission.ts'
import { createReceiveDoor } from './pipeline/front.ts'
import { pluginShape } from './plugin-shape.ts'
import type { Health } from './telemetry/health.ts'
import type { MeteredProcess } from './telemetry/metrics.ts'
import type { Ground } from './tenancy/ground.ts'
import { createMediaDoor } from './tenancy/media-urls.ts'
import type { OpenTenants } from './tenancy/open-tenants.ts'
import { randomId } from './tenancy/random.ts'
import { createExportDoor } from './tenancy/rights/door.ts'
import type { ProcessParts, TenantScope } from './tenant-parts.ts'

export interface DoorParts {
  readonly config: Config
  readonly log: Log
  readonly ground: Ground
  readonly tenants: OpenTenants<TenantScope>
  readonly moves: Moves
  readonly fleet: Fleet
  readonly health: Pick<Health, 'report'>
  readonly metrics: Pick<MeteredProcess, 'text'>
  readonly registry: PluginRegistry
  readonly models: PlatformModels
  readonly avatars: Avatars
  readonly detector: ProcessParts['detector']
  readonly guardedFetch: typeof globalThis.fetch
  /** Where the gateway is reached, without a slash at its end. */
  readonly publicUrl: () => string
  /** Embed id of the chatbot that `/demo` shows. */
  readonly demoEmbedId: () => string | undefined
}

export interface Doors {
  readonly server: ReturnType<typeof createServer>
  /** Undefined: of a worker, all visitors are at gateways. */
  readonly sockets: WebSockets | undefined
  readonly adapters: AdapterList
}

/** What the process is spoken to through: its server with the API and the platforms' webhooks, live sockets, adapters. */
export function openDoors(parts: DoorParts, opening: AsyncDisposableStack): Doors {
  const { config, fleet, ground, log, tenants } = parts
  const serves = config.role !== 'worker'
  const admit = createAdmission()
  const webDoor = createWebDoor(
    async (embedId) => asWebTenant(await tenants.byKey(tenantKeyOfEmbed(embedId))),
    async (code) => asWebTenant(await tenants.active(code)),
    ground.platform.audit,
    admit,
  )
  const needs = apiNeeds(parts, openAuth(parts, opening), webDoor, admit, () => adapters)
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

  return { server, sockets, adapters }
}

function openAuth(parts: DoorParts, opening: AsyncDisposableStack): Auth {
  const { config, fleet, ground, guardedFetch, log, publicUrl } = parts
  const mailer = createMailer({
    folder: join(config.dataDir, 'mail'),
    smtpUrl: config.smtpUrl,
    from: config.mailFrom,
    log,
  })
  opening.defer(() => mailer.close())
  return createAuth({
    store: ground.platform.accounts,
    singleSignOn: ground.platform.singleSignOn,
    codeOf: async (key) => (await ground.platform.directory.findByKey(key))?.code,
    tokenKey: ground.platform.tokenKey,
    mailer,
    fleet,
    sealing: ground.platform.sealing,
    fetch: guardedFetch,
    privateHosts: config.allowPrivateHosts,
    publicUrl,
    random: randomId,
    clock: Date.now,
  })
}

function apiNeeds(
  parts: DoorParts,
  auth: Auth,
  webDoor: ReturnType<typeof createWebDoor>,
  admit: Admission,
  adapters: () => AdapterList,
): ApiNeeds {
  const { avatars, config, detector, fleet, ground, health, log, metrics, models, moves, registry, tenants } = parts
  const { demoEmbedId, publicUrl } = parts
  return {
    exports: createExportDoor({
      keyOf: (key) => ground.platform.keysOf(key).exportKey,
      exportsOf: async (key) => (await tenants.byKey(key))?.exports,
      clock: Date.now,
    }),
    pseudonym: (tenant, text) => ground.platform.keysOf(tenant).pseudonym(text),
    platformModels: () => shownSettings(models.settings, 'platform'),
    tenants: tenants.port,
    places: ground.databases.places,
    moves,
    receive: createReceiveDoor(
      (code) => tenants.active(code),
      (platform) => adapters().get(platform)?.callsFrom?.value ?? [],
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
    loader: config.role === 'worker' ? undefined : readLoader(),
    trustProxy: config.trustProxy,
    plugin: (name) => pluginShape(registry.get(name)),
    plugins: () => registry.all().flatMap((loaded) => pluginShape(loaded) ?? []),
    language: { ...languageDoor(detector), gesture: gestureOf },
    web: (within) => {
      registerWebRoutes(within, webDoor, { demoEmbedId, rates: fleet.rates })
      return Promise.resolve()
    },
  }
}

/** Undefined: there is none, or it is suspended. */
export function asWebTenant(scope: TenantScope | undefined): WebTenant | undefined {
  if (scope?.tenant.state !== 'active') return undefined
  const { tenant, configuration, store, media, avatars, keys, keep, speaker, rights } = scope
  const { visitorKey } = keys
  const pseudonym = (text: string) => keys.pseudonym(text)
  return { tenant, configuration, store, media, avatars, visitorKey, pseudonym, keep, speaker, rights }
}
