import type { Config } from './config/env.ts'
import { Busy } from './contracts/errors.ts'
import type { Fleet, News } from './contracts/fleet.ts'
import type { Log } from './contracts/log.ts'
import type { Bell } from './contracts/ports.ts'
import { alone } from './fleet/alone.ts'
import type { OpenFleet } from './fleet/open.ts'
import { createScheduler } from './pipeline/queue.ts'
import type { Health } from './telemetry/health.ts'
import { tenantNews } from './tenant-parts.ts'
import type { TenantScope } from './tenant-parts.ts'
import type { OpenTenants } from './tenancy/open-tenants.ts'

/** What others say that they changed is looked at now; otherwise it is within seconds. */
export function hearOfTenants(news: News, tenants: OpenTenants<TenantScope>, log: Log): void {
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
export async function openOwnFleet(
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
