import { z } from 'zod'
import type { Tenant } from '../../contracts/tenant.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { callerOf, ofThePlatform } from '../guard.ts'
import { byTenant, isoTime, name, nothing, pageOf, paging, type Api } from '../schemas.ts'
import { tenantRow } from '../tenant-of.ts'

const tags = ['Tenants']
const plan = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'A plan is a word of lower-case letters, digits and hyphens.')
const tenantAnswer = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    plan: z.string(),
    state: z.enum(['active', 'suspended']),
    createdAt: isoTime,
  })
  .meta({
    examples: [
      {
        id: example.tenantId,
        code: example.tenantCode,
        name: 'Acme',
        plan: 'free',
        state: 'active',
        createdAt: example.at,
      },
    ],
  })

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
    schema: { tags, summary: 'List tenants', querystring: paging, response: { 200: pageOf(tenantAnswer) } },
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
      description: 'A suspended tenant can still be read here; its platforms and visitors find it unknown.',
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
      summary: 'Remove a tenant with everything it has, for good',
      params: byTenant,
      response: { 204: nothing },
    },
    handler: async (request, reply) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      await tenants.directory.remove(tenant.code)
      return reply.code(204).send()
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

function shown({ key, code, name, plan, state, createdAt }: Tenant) {
  return { id: key, code, name, plan, state, createdAt }
}
