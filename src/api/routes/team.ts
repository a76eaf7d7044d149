import { z } from 'zod'
import type { Member } from '../../auth/team.ts'
import { roles } from '../../contracts/accounts.ts'
import type { Invitation, Role } from '../../contracts/accounts.ts'
import type { Tenant } from '../../contracts/tenant.ts'
import { Forbidden } from '../errors.ts'
import { example } from '../examples.ts'
import { callerOf } from '../guard.ts'
import type { FastifyRequest } from 'fastify'
import type { ApiNeeds } from '../needs.ts'
import { byTenant, iso, isoTime, nothing, wholeListOf, type Api } from '../schemas.ts'
import { missing, tenantRow } from '../tenant-of.ts'

const tags = ['Team']
const role = z.enum(roles)
const memberAnswer = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role,
    createdAt: isoTime.describe('Of the account.'),
  })
  .meta({
    examples: [{ id: example.user, email: 'ada@acme.example', name: 'Ada King', role: 'agent', createdAt: example.at }],
  })
const invitationExample = {
  id: example.invitation,
  email: 'ada@acme.example',
  role: 'agent',
  createdAt: example.at,
  expiresAt: '2026-11-27T09:30:00.000Z',
}
const invitationAnswer = z
  .object({ id: z.string(), email: z.string(), role, createdAt: isoTime, expiresAt: isoTime })
  .meta({ examples: [invitationExample] })
const byUser = byTenant.extend({ userId: z.string() })

/** The people of a tenant, and who is asked to join them. */
export function teamRoutes(api: Api, { tenants, auth: { team } }: ApiNeeds): void {
  api.get('/tenants/:tenantCode/users', {
    config: { permission: 'accounts:read' },
    schema: {
      tags,
      summary: 'List a tenant’s people',
      params: byTenant,
      response: { 200: wholeListOf(memberAnswer) },
    },
    handler: async (request) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      return { items: team.list(tenant.key).map(shown), nextCursor: null }
    },
  })

  api.put('/tenants/:tenantCode/users/:userId', {
    config: { permission: 'accounts:write' },
    schema: {
      tags,
      summary: 'Change what somebody is in a tenant',
      params: byUser,
      body: z.strictObject({ role }).meta({ examples: [{ role: 'agent' }] }),
      response: { 200: memberAnswer },
    },
    handler: async (request) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      const before = team.list(tenant.key).find(({ user }) => user.id === request.params.userId)
      for (const owned of [before?.role, request.body.role]) ownersOnly(request, tenant, owned)
      return shown(await team.setRole(tenant.key, request.params.userId, request.body.role))
    },
  })

  api.delete('/tenants/:tenantCode/users/:userId', {
    config: { permission: 'accounts:write' },
    schema: { tags, summary: 'Take somebody out of a tenant', params: byUser, response: { 204: nothing } },
    handler: async (request, reply) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      const before = team.list(tenant.key).find(({ user }) => user.id === request.params.userId)
      ownersOnly(request, tenant, before?.role)
      await team.remove(tenant.key, request.params.userId)
      return reply.code(204).send()
    },
  })

  api.post('/tenants/:tenantCode/invitations', {
    config: { permission: 'accounts:write' },
    schema: {
      tags,
      summary: 'Invite somebody; the token is shown this once',
      description: 'Whoever brings the token to `/auth/invitations/accept` joins.',
      params: byTenant,
      body: z
        .strictObject({ email: z.string().max(254), role })
        .meta({ examples: [{ email: 'grace@acme.example', role: 'agent' }] }),
      response: {
        201: invitationAnswer
          .extend({ token: z.string() })
          .meta({ examples: [{ ...invitationExample, token: 'cqi_7f1v8t5g2b…' }] }),
      },
    },
    handler: async (request, reply) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      ownersOnly(request, tenant, request.body.role)
      const { invitation, token } = await team.invite(tenant.key, request.body, callerOf(request).id)
      return reply.code(201).send({ ...invited(invitation), token })
    },
  })

  api.get('/tenants/:tenantCode/invitations', {
    config: { permission: 'accounts:read' },
    schema: {
      tags,
      summary: 'List open invitations',
      params: byTenant,
      response: { 200: wholeListOf(invitationAnswer) },
    },
    handler: async (request) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      return { items: team.invitations(tenant.key).map(invited), nextCursor: null }
    },
  })

  api.delete('/tenants/:tenantCode/invitations/:invitationId', {
    config: { permission: 'accounts:write' },
    schema: {
      tags,
      summary: 'Take an invitation back',
      params: byTenant.extend({ invitationId: z.string() }),
      response: { 204: nothing },
    },
    handler: async (request, reply) => {
      const tenant = await tenantRow(tenants, request, request.params.tenantCode)
      const { invitationId } = request.params
      if (!team.invitations(tenant.key).some(({ id }) => id === invitationId)) throw missing('invitation')
      await team.revoke(tenant.key, invitationId)
      return reply.code(204).send()
    },
  })
}

/** Owners are made, changed and removed by owners: an admin who could would be one. */
function ownersOnly(request: FastifyRequest, { code }: Tenant, role: Role | undefined): void {
  if (role !== 'owner') return
  const { grants } = callerOf(request)
  const held = grants.scope === 'platform' ? grants.permissions : grants.tenants.get(code)
  if (held?.has('tenants:write') !== true) throw new Forbidden('Only an owner can do this with owners.')
}

function shown({ user: { id, email, name, createdAt }, role }: Member) {
  return { id, email, name, role, createdAt }
}

function invited({ id, email, role, createdAt, expiresAt }: Invitation) {
  return { id, email, role, createdAt: iso(createdAt), expiresAt: iso(expiresAt) }
}
