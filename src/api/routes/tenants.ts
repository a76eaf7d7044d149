import { z } from 'zod'
import { lifecycleDefaults } from '../../config/defaults.ts'
import type { Tenant } from '../../contracts/tenant.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { callerOf, ofThePlatform } from '../guard.ts'
import { byTenant, isoTime, name, nothing, pageOf, paging, plan, type Api } from '../schemas.ts'
import { tenantRow } from '../tenant-of.ts'

const tags = ['Tenants']
const acme = {
  id: example.tenantId,
  code: example.tenantCode,
  name: 'Acme',
  plan: 'starter',
  state: 'active',
  createdAt: example.at,
} as const
const tenantAnswer = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    plan: z.string(),
    state: z
      .enum(['active', 'suspended', 'deleting'])
      .describe(
        'Unless it is active it stands still: unknown to platforms and visitors, and read-only for its people.',
      ),
    deletesAt: isoTime.exactOptional().describe('Of one that is being deleted: when it is erased for good.'),
    createdAt: isoTime,
  })
  .meta({ examples: [acme, { ...acme, state: 'deleting', deletesAt: example.at }] })

export function tenantRoutes(api: Api, { tenants }: ApiNeeds): void {
  api.post('/tenants', {
    config: { permission: 'tenants:write' },
    schema: {
      tags,
      summary: 'Create a tenant, provisioned and live',
      body: z
        .strictObject({
          code: z.string().describe('3 to 40 lower-case letters, digits and hyphens; part of URLs.'),
          name,
          plan: plan.exactOptional(),
        })
        .meta({ examples: [{ code: 'acme-shop', name: 'Acme shop' }] }),
      response: { 201: tenantAnswer },
    },
    handler: async (request, reply) => {
      // A caller of some tenants cannot make itself others.
      ofThePlatform(request)
      return reply.code(201).send(shown(await tenants.directory.create(request.body)))
    },
  })

  api.get('/tenants', {
    config: { permission: 'tenants:read' },
    schema: {
      tags,
      summary: 'List tenants',
      querystring: paging,
      response: { 200: pageOf(tenantAnswer).meta({ examples: [{ items: [acme], nextCursor: null }] }) },
    },
    handler: async (request) => {
      const { grants } = callerOf(request)
      const { limit, cursor } = request.query
      if (grants.scope === 'platform') {
        const { items, nextCursor } = await tenants.directory.list(limit, cursor)
        return { items: items.map(shown), nextCursor }
      }
      const found = await Promise.all([...grants.tenants.keys()].map((code) => tenants.directory.find(code)))
      return { items: found.filter((tenant) => tenant !== undefined).map(shown), nextCursor: null }
    },
  })

  api.get('/tenants/:tenantCode', {
    config: { permission: 'tenants:read', shows: true },
    schema: { tags, summary: 'Read a tenant', params: byTenant, response: { 200: tenantAnswer } },
    handler: async (request) => shown(await tenantRow(tenants, request, request.params.tenantCode)),
  })

  api.put('/tenants/:tenantCode', {
    config: { permission: 'tenants:write' },
    schema: {
      tags,
      summary: 'Change a tenant’s name, plan or state',
      description:
        'A state brings back a tenant that is being deleted. Plan and state are for who administers the platform.',
      params: byTenant,
      body: z
        .strictObject({
          name: name.exactOptional(),
          plan: plan.exactOptional(),
          state: z.enum(['active', 'suspended']).exactOptional(),
        })
        .meta({ examples: [{ name: 'Acme & Sons' }] }),
      response: { 200: tenantAnswer },
    },
    handler: async (request) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      // What it is called is its owner's to say; what it may use is not.
      if (request.body.plan !== undefined || request.body.state !== undefined) ofThePlatform(request)
      return shown(await tenants.directory.update(tenant.code, request.body))
    },
  })

  api.delete('/tenants/:tenantCode', {
    config: { permission: 'tenants:write' },
    schema: {
      tags,
      summary: 'Delete a tenant: it stands still at once, and is erased with everything it has when its grace is over',
      description:
        'Until then `POST /tenants/{tenantCode}/restore` brings it back, and its code is taken. `now=true`, for who administers the platform, erases at once.',
      params: byTenant,
      querystring: z.object({ now: z.enum(['true', 'false']).default('false') }),
      response: { 202: tenantAnswer, 204: nothing },
    },
    handler: async (request, reply) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      if (request.query.now === 'true') {
        ofThePlatform(request)
        await tenants.directory.remove(tenant.code)
        return reply.code(204).send()
      }
      // Asked for again it does not last longer.
      const leaving =
        tenant.state === 'deleting'
          ? tenant
          : await tenants.directory.removeAt(tenant.code, Date.now() + lifecycleDefaults.graceMs)
      return reply.code(202).send(shown(leaving))
    },
  })

  api.post('/tenants/:tenantCode/restore', {
    config: { permission: 'tenants:write', whileStill: true },
    schema: {
      tags,
      summary: 'Bring back a tenant that is being deleted, as it was before',
      params: byTenant,
      response: { 200: tenantAnswer },
    },
    handler: async (request) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      return shown(await tenants.directory.restore(tenant.code))
    },
  })

  api.post('/tenants/:tenantCode/provision', {
    config: { permission: 'tenants:write' },
    schema: {
      tags,
      summary: 'Make whatever of the tenant is missing; repeatable',
      params: byTenant,
      response: { 200: tenantAnswer },
    },
    handler: async (request) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      return shown(await tenants.directory.provision(tenant.code))
    },
  })
}

function shown({ key, code, name, plan, state, deletesAt, createdAt }: Tenant) {
  return { id: key, code, name, plan, state, ...(deletesAt === undefined ? {} : { deletesAt }), createdAt }
}
