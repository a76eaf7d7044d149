import { userInfo } from 'node:os'
import { fileURLToPath } from 'node:url'
import { filePlacesOf } from '../app-files.ts'
import { openAvatars } from '../avatars/index.ts'
import { createAdapters } from '../channels/index.ts'
import { premiumPlans } from '../config/defaults.ts'
import { readConfig, type Config } from '../config/env.ts'
import type { AuditLog } from '../contracts/audit.ts'
import type { AccountStore } from '../contracts/accounts.ts'
import { NotFound } from '../contracts/errors.ts'
import { idMint } from '../contracts/id.ts'
import type { TenantKey } from '../contracts/id.ts'
import type { AdapterList, Configuration, SharedAvatars, TenantAvatars, TenantDirectory } from '../contracts/ports.ts'
import type { Tenant } from '../contracts/tenant.ts'
import { openAnimationRows, openAvatarRows } from '../tenancy/avatars.ts'
import { openConfiguration } from '../tenancy/configuration.ts'
import { openEngine } from '../tenancy/engine.ts'
import type { MasterKey } from '../tenancy/keys.ts'
import { currentMasterKey } from '../tenancy/rotate.ts'
import { openLimits } from '../tenancy/limits.ts'
import { runningServer } from '../tenancy/lock.ts'
import { countMessages } from '../tenancy/message-count.ts'
import { limitsOf } from '../tenancy/plans.ts'
import { openPlatform } from '../tenancy/platform.ts'
import { randomId } from '../tenancy/random.ts'
import { openSpendingLedger } from '../tenancy/store/model-usage.ts'
import type { Terminal } from './terminal.ts'

/** The plugins that come with the gateway. */
export const pluginFolder = fileURLToPath(new URL('../../plugins', import.meta.url))

/** What commands change: the same files as the server's, whether or not one runs. It sees the change by itself. */
export interface Workspace extends AsyncDisposable {
  readonly config: Config
  readonly directory: TenantDirectory
  readonly adapters: AdapterList
  readonly accounts: AccountStore
  readonly audit: AuditLog
  /** Into the audit log, as whoever has this shell. */
  note(action: string, tenant: TenantKey | undefined, target: Readonly<Record<string, string>>): Promise<void>
  /** Throws NotFound. */
  tenant(
    code: string,
  ): Promise<{ readonly tenant: Tenant; readonly configuration: Configuration; readonly avatars: TenantAvatars }>
  readonly sharedAvatars: SharedAvatars
}

/** Throws ConfigError and WrongMasterKey. The caller disposes it. */
export async function openWorkspace(terminal: Terminal): Promise<Workspace> {
  const config = readConfig(terminal.environment())
  await using opening = new AsyncDisposableStack()
  const { databases } = await openEngine({ ...config, masterKey: () => masterKey.bytes })
  opening.defer(() => databases.close())
  const masterKey: MasterKey = await currentMasterKey(databases.platform, config.dataDir, config.secretKey)
  const platform = await openPlatform({
    databases,
    masterKey: masterKey.bytes,
    clock: Date.now,
    adminApiKey: config.adminApiKey,
    beforeRemove: () => Promise.resolve(),
  })
  if (platform.madeAdminKey !== undefined) {
    terminal.note(`Admin API key, shown this once: ${platform.madeAdminKey}`)
  }
  const adapters = createAdapters(nobodyThere)
  const places = filePlacesOf(config, (code) => databases.places.homeOf(code))
  const avatars = openAvatars({
    rows: openAvatarRows(databases.platform),
    files: places.sharedAvatars,
    ofTenant: () => Promise.resolve(undefined),
    random: randomId,
    clock: Date.now,
  })
  const open = opening.move()
  return {
    config,
    directory: platform.directory,
    adapters,
    accounts: platform.accounts,
    audit: platform.audit,
    sharedAvatars: avatars.shared,
    async note(action, tenant, target) {
      const { username } = userInfo()
      await platform.audit.add({
        at: Date.now(),
        tenant,
        actor: { kind: 'command-line', id: username, name: username },
        action: `colloquy ${action}`,
        target,
        address: '',
        requestId: '',
        before: null,
        after: null,
      })
    },
    async tenant(code) {
      const tenant = await platform.directory.find(code)
      if (tenant === undefined) throw new NotFound(`There is no tenant ${code}.`)
      databases.places.demandAtRest(tenant.code)
      const database = await databases.open(tenant.code)
      open.defer(() => database.close())
      const mint = idMint(tenant.key, randomId)
      const limits = openLimits({
        database,
        most: limitsOf(tenant),
        messages: countMessages(database, Date.now),
        ledger: openSpendingLedger(database, Date.now),
        seats: () => platform.accounts.seats(tenant.key),
        clock: Date.now,
      })
      const keys = platform.keysOf(tenant.key)
      return {
        tenant,
        configuration: openConfiguration({
          ...{ database, tenant: tenant.key, keys, adapters, mint, limits },
          clock: Date.now,
        }),
        avatars: avatars.ofTenant({
          tenant: tenant.key,
          rows: openAvatarRows(database),
          moves: openAnimationRows(database),
          files: places.avatars.of(tenant.code),
          mint: () => mint('av'),
          premium: premiumPlans.has(tenant.plan),
          room: (bytes) => limits.need('storage', bytes),
        }),
      }
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  }
}

/** Where the gateway of this data folder is reached: by the world's name for it, where it listens, or where it would. */
export async function gatewayUrl({ publicUrl, dataDir, host, port }: Config): Promise<string> {
  return publicUrl ?? (await runningServer(dataDir))?.url ?? `http://${host}:${port}`
}

/** Commands only configure: nobody is connected to them. */
const nobodyThere: Parameters<typeof createAdapters>[0] = {
  message: () => undefined,
  typing: () => undefined,
  stream: () => undefined,
  animate: () => undefined,
  handed: () => undefined,
  ended: () => undefined,
}
