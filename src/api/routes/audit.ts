import { z } from 'zod'
import type { AuditEntry } from '../../contracts/audit.ts'
import { example } from '../examples.ts'
import { ofThePlatform } from '../guard.ts'
import type { ApiNeeds } from '../needs.ts'
import { anyObject, byTenant, iso, isoTime, pageOf, paging, type Api } from '../schemas.ts'
import { tenantRow } from '../tenant-of.ts'

const tags = ['Audit']
const entryAnswer = z
  .object({
    seq: z.number(),
    at: isoTime,
    tenantId: z.string().nullable(),
    actor: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
    action: z.string().describe('Method and pattern of the route.'),
    target: anyObject,
    address: z.string(),
    requestId: z.string(),
    before: z.unknown(),
    after: z.unknown(),
    hash: z.string().describe('Of the entry and of the hash before it.'),
  })
  .meta({
    examples: [
      {
        seq: 42,
        at: example.at,
        tenantId: example.tenantId,
        actor: { kind: 'user', id: example.user, name: 'Ada King' },
        action: 'PUT /api/v1/chatbots/:id',
        target: { id: example.chatbot },
        address: '203.0.113.7',
        requestId: 'Zk3v9tQ1-2f',
        before: { name: 'Ada' },
        after: { name: 'Ada of Acme' },
        hash: '0d5f…',
      },
    ],
  })

/** Who changed what. */
export function auditRoutes(api: Api, { tenants, audit }: ApiNeeds): void {
  api.get('/audit', {
    config: { permission: 'audit:read' },
    schema: {
      tags,
      summary: 'List all changes, the newest first',
      querystring: paging,
      response: { 200: pageOf(entryAnswer) },
    },
    handler: async (request) => {
      ofThePlatform(request)
      const { items, nextCursor } = await audit.list('all', request.query.limit, request.query.cursor)
      return { items: items.map(shown), nextCursor }
    },
  })

  api.get('/tenants/:tenantCode/audit', {
    config: { permission: 'audit:read' },
    schema: {
      tags,
      summary: 'List the changes in a tenant, the newest first',
      params: byTenant,
      querystring: paging,
      response: { 200: pageOf(entryAnswer) },
    },
    handler: async (request) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      const { items, nextCursor } = await audit.list(tenant.key, request.query.limit, request.query.cursor)
      return { items: items.map(shown), nextCursor }
    },
  })
}

function shown({ tenant, at, target, before, after, ...entry }: AuditEntry) {
  return { ...entry, at: iso(at), tenantId: tenant ?? null, target: { ...target }, before, after }
}
