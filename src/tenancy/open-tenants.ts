import { NotFound } from '../contracts/errors.ts'
import { tenantKeyOf } from '../contracts/id.ts'
import type { TenantKey } from '../contracts/id.ts'
import type { Log } from '../contracts/log.ts'
import type { Bell, OpenTenant, Tenants } from '../contracts/ports.ts'
import type { Tenant } from '../contracts/tenant.ts'
import type { Ground } from './ground.ts'
import { Scopes } from './open-scopes.ts'
import type { Scoped } from './open-scopes.ts'

export interface TenantsScope extends Scoped, OpenTenant {
  /** Rings every conversation with work and no bell, and prunes. */
  sweep(): Promise<void>
}

/** Tenants by code, key or id, opened lazily. */
export interface OpenTenants<Scope> {
  /** For the API and the command line. */
  readonly port: Tenants
  /** Whatever its state: its own work goes on. What is due in one that closed meanwhile wakes it by itself. */
  atWork(bell: Bell): Scope | undefined | Promise<Scope | undefined>
  byKey(key: TenantKey | undefined): Promise<Scope | undefined>
  /** For what comes from outside: undefined for a suspended tenant as for none. At once when it is open. */
  active(code: string): Scope | undefined | Promise<Scope | undefined>
  close(code: string): Promise<void>
  closeAll(): Promise<void>
  /** Opens who has work and cannot say so: after an unclean stop, for a schedule, for channels that pull. */
  wakeUp(): Promise<void>
  sweep(): Promise<void>
  all(): Iterable<Scope>
  readonly size: number
}

/** `openScope` makes everything that one tenant has. */
export function openTenants<Scope extends TenantsScope>(
  { platform, leftOpen }: Pick<Ground, 'platform' | 'leftOpen'>,
  log: Log,
  openScope: (tenant: Tenant) => Promise<Scope>,
): OpenTenants<Scope> {
  type Found = Scope | undefined
  const { directory } = platform
  const unvisited = new Set(leftOpen)
  const scopes = new Scopes<Scope>(
    async (tenant) => {
      await platform.scopes.markOpen(tenant.key)
      const scope = await openScope(tenant)
      try {
        await scope.sweep()
      } catch (error) {
        await scope.close()
        throw error
      }
      return scope
    },
    Date.now,
    (tenant, error) => log.error({ tenant, error }, 'A tenant could not be closed cleanly.'),
  )

  const open = async (tenant: Tenant | undefined): Promise<Found> =>
    tenant === undefined ? undefined : scopes.open(tenant)
  const existing = async (tenant: Tenant | undefined): Promise<Scope> => {
    if (tenant === undefined) throw new NotFound('There is no such tenant.')
    return scopes.open(tenant)
  }
  const byKey = async (key: TenantKey | undefined) =>
    open(key === undefined ? undefined : await directory.findByKey(key))

  async function wakeUp(): Promise<void> {
    for (const key of [...unvisited, ...(await platform.scopes.wakeUps(Date.now()))]) {
      try {
        await byKey(key)
        unvisited.delete(key)
      } catch (error) {
        log.warn({ tenantKey: key, error }, 'A tenant with work could not be opened yet.')
      }
    }
  }

  return {
    port: {
      directory: {
        ...directory,
        async update(code, change) {
          const tenant = await directory.update(code, change)
          // The scope holds the tenant as it was.
          await scopes.close(code)
          return tenant
        },
      },
      open: async (code) => existing(await directory.find(code)),
      async openById(id) {
        const key = tenantKeyOf(id)
        return existing(key === undefined ? undefined : await directory.findByKey(key))
      },
    },
    atWork: ({ kind, tenant }) =>
      scopes.peek(tenant) ?? (kind === 'due' || kind === 'event' ? undefined : directory.find(tenant).then(open)),
    byKey,
    active(code) {
      const scope = scopes.get(code)
      if (scope !== undefined) return scope.tenant.state === 'active' ? scope : undefined
      return directory.find(code).then((tenant) => (tenant?.state === 'active' ? open(tenant) : undefined))
    },
    close: (code) => scopes.close(code),
    closeAll: () => scopes.closeAll(),
    wakeUp,
    async sweep() {
      for (const scope of scopes.all()) {
        await scope
          .sweep()
          .catch((error: unknown) =>
            log.error({ tenant: scope.tenant.code, error }, 'A sweep failed and is tried again.'),
          )
      }
      scopes.sweep()
      await wakeUp()
    },
    all: () => scopes.all(),
    get size() {
      return scopes.size
    },
  }
}
