import type { Standing } from './contracts/metrics.ts'
import type { Scheduler } from './contracts/ports.ts'
import type { Health } from './telemetry/health.ts'
import type { TenantScope } from './tenant-parts.ts'
import type { Ground } from './tenancy/ground.ts'
import type { OpenTenants } from './tenancy/open-tenants.ts'
import type { BackupSchedule } from './tenancy/vault/schedule.ts'

export function checkHealth(health: Health, { databases }: Ground): void {
  health.check('database', async () => {
    await databases.platform.write(() => databases.platform.prepare('select 1').get())
    return undefined
  })
}

/** What is measured whenever somebody asks, and not when it happens. */
export async function standing(
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
