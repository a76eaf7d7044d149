import { moveDefaults } from '../config/defaults.ts'
import type { AuditEvent } from '../contracts/audit.ts'
import { NotFound } from '../contracts/errors.ts'
import { tenantKeyOf } from '../contracts/id.ts'
import type { TenantCode, TenantKey } from '../contracts/id.ts'
import type { Log } from '../contracts/log.ts'
import type { Bell, OpenTenant, Tenants } from '../contracts/ports.ts'
import type { Tenant } from '../contracts/tenant.ts'
import type { Ground } from './ground.ts'
import { Scopes } from './open-scopes.ts'
import type { Scoped } from './open-scopes.ts'

export interface TenantsScope extends Scoped, OpenTenant {
  /** Rings every conversation with work and no bell, and prunes. */
  sweep(): Promise<void>
  /** Sees what another process changed, now. */
  look(): void
  /** Whether none of its turns runs. */
  resting(): boolean
}

/** Tenants by code, key or id, opened lazily. */
export interface OpenTenants<Scope> {
  /** For the API and the command line. */
  readonly port: Tenants
  /** Undefined for one that stands still. What is due in one that closed meanwhile wakes it by itself. */
  atWork(bell: Bell): Scope | undefined | Promise<Scope | undefined>
  byKey(key: TenantKey | undefined): Promise<Scope | undefined>
  /** For what comes from outside: undefined for a suspended tenant as for none. At once when it is open. */
  active(code: string): Scope | undefined | Promise<Scope | undefined>
  close(code: string): Promise<void>
  /** Where it is open. */
  peek(code: string): Scope | undefined
  /** Another process says that it changed the tenant, or what is the tenant's. */
  look(code: string): Promise<void>
  /** Lets its running turns end, for a while; then it is closed, and nobody opens it until what is given back is called. */
  pause(code: string): Promise<() => void>
  closeAll(): Promise<void>
  /** Opens who has work and cannot say so: after an unclean stop, for a schedule, for channels that pull. */
  wakeUp(): Promise<void>
  /** Says that this process lives, takes its share of what the server bears, and takes over what others left. Never throws. */
  beat(): Promise<void>
  sweep(): Promise<void>
  all(): Iterable<Scope>
  readonly size: number
}

export interface TenantsKit<Scope> {
  /** Makes everything that one tenant has. */
  open(this: void, tenant: Tenant): Promise<Scope>
  /** This process looks after what is due; otherwise others do, and it opens those it is asked for. */
  readonly works: boolean
  /** Told of tenants that were changed here. */
  changed(this: void, code: TenantCode): void
}

export function openTenants<Scope extends TenantsScope>(
  { databases, platform }: Pick<Ground, 'databases' | 'platform'>,
  log: Log,
  { open: openScope, works, changed }: TenantsKit<Scope>,
): OpenTenants<Scope> {
  type Found = Scope | undefined
  const { directory } = platform
  const scopes = new Scopes<Scope>(
    async (tenant) => {
      if (works) await platform.scopes.markOpen(tenant.key)
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

  /** They begin nothing new. */
  const resting = new Set<string>()
  const open = async (tenant: Tenant | undefined): Promise<Found> =>
    tenant === undefined ? undefined : scopes.open(tenant)
  const existing = async (tenant: Tenant | undefined): Promise<Scope> => {
    if (tenant === undefined) throw new NotFound('There is no such tenant.')
    return scopes.open(tenant)
  }
  const byKey = async (key: TenantKey | undefined) =>
    open(key === undefined ? undefined : await directory.findByKey(key))

  async function atWork(code: string): Promise<Found> {
    const tenant = await directory.find(code)
    return tenant?.state === 'active' ? open(tenant) : undefined
  }

  async function wakeUp(): Promise<void> {
    if (!works) return
    const now = Date.now()
    for (const key of await platform.scopes.wakeUps(now)) {
      try {
        const tenant = await directory.findByKey(key)
        // What waits in one that stands still waits until it goes on.
        if (tenant?.state === 'active') await scopes.open(tenant)
      } catch (error) {
        log.warn({ tenantKey: key, error }, 'A tenant with work could not be opened yet.')
      }
    }
  }

  /** The scope holds the tenant as it was. Whatever waits in it opens another. */
  async function renewed(changing: Promise<Tenant>): Promise<Tenant> {
    const tenant = await changing
    changed(tenant.code)
    await scopes.close(tenant.code)
    return tenant
  }

  /** What another process changed of a tenant that is open here. */
  async function seeOutsideChanges({ tenant }: Scope): Promise<boolean> {
    const current = await directory.findByKey(tenant.key)
    if (current !== undefined && isSame(current, tenant)) return false
    await scopes.close(tenant.code)
    return true
  }

  /** Those whose grace is over: each in its own time, and again with the next sweep where that fails. */
  async function eraseDue(): Promise<void> {
    for (const tenant of directory.due(Date.now())) {
      try {
        if (!(await directory.claim(tenant))) continue
        await directory.remove(tenant.code)
        await platform.audit.add(erased(tenant))
        log.info({ tenant: tenant.code }, 'A tenant was erased: its grace is over.')
      } catch (error) {
        log.error({ tenant: tenant.code, error }, 'A tenant could not be erased and is tried again.')
      }
    }
  }

  return {
    port: {
      directory: {
        ...directory,
        update: (code, change) => renewed(directory.update(code, change)),
        removeAt: (code, at) => renewed(directory.removeAt(code, at)),
        restore: (code) => renewed(directory.restore(code)),
      },
      open: async (code) => existing(await directory.find(code)),
      async openById(id) {
        const key = tenantKeyOf(id)
        return existing(key === undefined ? undefined : await directory.findByKey(key))
      },
    },
    atWork: ({ kind, tenant }) =>
      resting.has(tenant)
        ? undefined
        : (scopes.peek(tenant) ?? (kind === 'due' || kind === 'event' ? undefined : atWork(tenant))),
    byKey,
    active(code) {
      const scope = scopes.get(code)
      if (scope !== undefined) return scope.tenant.state === 'active' ? scope : undefined
      return atWork(code)
    },
    close: (code) => scopes.close(code),
    peek: (code) => scopes.peek(code),
    async look(code) {
      directory.refresh()
      const scope = scopes.peek(code)
      if (scope !== undefined && !(await seeOutsideChanges(scope))) scope.look()
    },
    async pause(code) {
      resting.add(code)
      // What does not end within this is taken up again afterwards, as after a crash.
      for (const end = Date.now() + moveDefaults.restMs; Date.now() < end && scopes.peek(code)?.resting() === false;)
        await new Promise((resolve) => setTimeout(resolve, moveDefaults.restLookMs))
      const letIn = scopes.pause(code)
      const resume = () => {
        resting.delete(code)
        letIn()
      }
      try {
        await scopes.close(code)
        return resume
      } catch (error) {
        resume()
        throw error
      }
    },
    closeAll: () => scopes.closeAll(),
    wakeUp,
    async beat() {
      try {
        await platform.scopes.beat()
        databases.share(platform.processes.living().size)
        if (works && (await platform.scopes.takeOver()).length > 0) await wakeUp()
      } catch (error) {
        log.warn({ error }, 'What other processes left could not be looked at; it is tried again.')
      }
    },
    async sweep() {
      for (const scope of scopes.all()) {
        try {
          if (!(await seeOutsideChanges(scope))) await scope.sweep()
        } catch (error) {
          log.error({ tenant: scope.tenant.code, error }, 'A sweep failed and is tried again.')
        }
      }
      scopes.sweep()
      try {
        await wakeUp()
        if (works) await eraseDue()
      } catch (error) {
        log.error({ error }, 'Tenants with work could not be looked for; it is tried again.')
      }
    },
    all: () => scopes.all(),
    get size() {
      return scopes.size
    },
  }
}

const isSame = (one: Tenant, other: Tenant): boolean => JSON.stringify(one) === JSON.stringify(other)

function erased({ key, code }: Tenant): AuditEvent {
  return {
    at: Date.now(),
    tenant: key,
    actor: { kind: 'gateway', id: 'gateway', name: 'Gateway' },
    action: 'erase a tenant whose grace is over',
    target: { tenantCode: code },
    address: '',
    requestId: '',
    before: null,
    after: null,
  }
}
