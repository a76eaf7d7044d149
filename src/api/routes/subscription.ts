import { z } from 'zod'
import { limitNames } from '../../contracts/limits.ts'
import type { LimitName } from '../../contracts/limits.ts'
import type { Tenant } from '../../contracts/tenant.ts'
import { ofThePlatform } from '../guard.ts'
import type { ApiNeeds } from '../needs.ts'
import { byTenant, iso, isoTime, plan, type Api } from '../schemas.ts'
import { tenantByCode, tenantRow } from '../tenant-of.ts'

const tags = ['Tenants']
const amount = z.number().nonnegative().nullable()
const limits = z
  .strictObject(
    Object.fromEntries(limitNames.map((name) => [name, amount.exactOptional()])) as Record<
      LimitName,
      z.ZodExactOptional<typeof amount>
    >, // one of each name
  )
  .describe('Where the tenant may use more or less than its plan says; null: without a limit.')
const subscription = z
  .object({ plan: z.string(), limits: z.record(z.string(), amount) })
  .meta({ examples: [{ plan: 'starter', limits: { messages: 25_000 } }] })
const use = z.object({
  used: z.number(),
  limit: amount.describe('null: without a limit.'),
  resetsAt: isoTime.exactOptional().describe('When it begins at zero again, where it does so by itself.'),
})
const uses = z.object({ plan: z.string(), limits: z.record(z.string(), use) }).meta({
  examples: [
    {
      plan: 'starter',
      limits: {
        chatbots: { used: 1, limit: 3 },
        channels: { used: 2, limit: 5 },
        messages: { used: 1204, limit: 10_000, resetsAt: '2026-12-01T00:00:00.000Z' },
        storage: { used: 7_340_032, limit: 2_147_483_648 },
        documents: { used: 12, limit: 500 },
        users: { used: 3, limit: 5 },
        apiKeys: { used: 1, limit: 10 },
        aiDaily: { used: 0.42, limit: 2, resetsAt: '2026-11-21T00:00:00.000Z' },
        aiMonthly: { used: 3.5, limit: 20, resetsAt: '2026-12-01T00:00:00.000Z' },
      },
    },
  ],
})

/** What a tenant may use, and what it uses. */
export function subscriptionRoutes(api: Api, { tenants }: ApiNeeds): void {
  api.get('/tenants/:tenantCode/subscription', {
    config: { permission: 'tenants:read', shows: true },
    schema: {
      tags,
      summary: 'Read a tenant’s plan, and where it differs from it',
      params: byTenant,
      response: { 200: subscription },
    },
    handler: async (request) => shown(await tenantRow(tenants, request, request.params.tenantCode)),
  })

  api.put('/tenants/:tenantCode/subscription', {
    config: { permission: 'tenants:write' },
    schema: {
      tags,
      summary: 'Set a tenant’s plan, and where it differs from it',
      description:
        'In force at once, for who administers the platform. What is there already stays, also beyond a limit.',
      params: byTenant,
      body: z
        .strictObject({ plan, limits: limits.exactOptional() })
        .meta({ examples: [{ plan: 'unlimited', limits: { messages: 1_000_000 } }] }),
      response: { 200: subscription },
    },
    handler: async (request) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      ofThePlatform(request)
      const { plan, limits = {} } = request.body
      return shown(await tenants.directory.update(tenant.code, { plan, limits: limits })) // what zod let in
    },
  })

  api.get('/tenants/:tenantCode/limits', {
    config: { permission: 'tenants:read' },
    schema: {
      tags,
      summary: 'Read what a tenant may use, and what of it is used',
      description:
        '`messages` are said by people and to them, in this month (UTC). `storage` is bytes. `aiDaily` and `aiMonthly` are US dollars for the platform’s models; a tenant’s own keys are its own to limit.',
      params: byTenant,
      response: { 200: uses },
    },
    handler: async (request) => {
      const open = await tenantByCode(tenants, request, request.params.tenantCode)
      const used = open.limits
        .uses()
        .map(({ name, resetsAt, ...rest }) => [
          name,
          { ...rest, ...(resetsAt === undefined ? {} : { resetsAt: iso(resetsAt) }) },
        ])
      return { plan: open.tenant.plan, limits: Object.fromEntries(used) as z.infer<typeof uses>['limits'] } // as above
    },
  })
}

function shown({ plan, limits = {} }: Tenant) {
  return { plan, limits: { ...limits } }
}
