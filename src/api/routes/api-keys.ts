import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { permissions, type ApiKey, type Permission } from '../../contracts/accounts.ts'
import { Invalid } from '../../contracts/errors.ts'
import type { TenantKey } from '../../contracts/id.ts'
import { Forbidden } from '../errors.ts'
import { example } from '../examples.ts'
import { callerOf, ofThePlatform } from '../guard.ts'
import type { ApiNeeds } from '../needs.ts'
import { isoTime, name, nothing, wholeListOf, type Api } from '../schemas.ts'
import { codeInContext, missing, tenantRow } from '../tenant-of.ts'

const tags = ['API keys']
const scopes = z.union([z.literal('all'), z.array(z.enum(permissions)).min(1).readonly()])
const tenantCode = z
  .string()
  .describe('Whose key it is; left out: the tenant’s that key, header or sub-domain name, or else the platform’s.')
const keyExample = {
  id: example.apiKey,
  name: 'Shop backend',
  prefix: 'cqk_5t8w2e',
  tenantCode: example.tenantCode,
  scopes: ['messages:send', 'conversations:read'],
  createdBy: example.user,
  createdAt: example.at,
  expiresAt: null,
  lastUsedAt: null,
}
const keyAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string().describe('The first characters of the key.'),
    tenantCode: z.string().nullable(),
    scopes,
    createdBy: z.string().nullable(),
    createdAt: isoTime,
    expiresAt: isoTime.nullable(),
    lastUsedAt: isoTime.nullable(),
  })
  .meta({ examples: [keyExample] })

/** Keys for programs: each for one tenant or for the platform, for all that its tenant may do or for some of it. */
export function apiKeyRoutes(api: Api, { tenants, auth }: ApiNeeds): void {
  /** Whose keys are meant, and their code; the caller may look at them. */
  async function ownerOf(request: FastifyRequest, named: string | undefined) {
    const code = await codeInContext(tenants, request, named)
    if (code !== undefined) return tenantRow(tenants, request, code)
    ofThePlatform(request)
    return undefined
  }

  async function shown(key: ApiKey) {
    const { id, name, prefix, tenant, scopes, createdBy, createdAt, expiresAt, lastUsedAt } = key
    const code = tenant === undefined ? undefined : (await tenants.directory.findByKey(tenant))?.code
    return {
      id,
      name,
      prefix,
      tenantCode: code ?? null,
      scopes,
      createdBy: createdBy ?? null,
      createdAt,
      expiresAt: expiresAt ?? null,
      lastUsedAt: lastUsedAt ?? null,
    }
  }

  api.post('/auth/api-keys', {
    config: { permission: 'accounts:write' },
    schema: {
      tags,
      summary: 'Make an API key; it is shown this once',
      description: 'A key cannot do more than who makes it.',
      body: z
        .strictObject({
          name,
          tenantCode: tenantCode.exactOptional(),
          scopes: scopes.default('all'),
          expiresAt: isoTime.exactOptional(),
        })
        .meta({
          examples: [
            {
              name: 'Shop backend',
              tenantCode: example.tenantCode,
              scopes: ['messages:send', 'conversations:read'],
              expiresAt: '2030-01-01T00:00:00Z',
            },
          ],
        }),
      response: {
        201: keyAnswer
          .extend({ key: z.string() })
          .meta({ examples: [{ ...keyExample, key: 'cqk_5t8w2e6r9y1u3i7o4p…' }] }),
      },
    },
    handler: async (request, reply) => {
      const { name, tenantCode: code, scopes, expiresAt } = request.body
      const tenant = await ownerOf(request, code)
      const caller = callerOf(request)
      const made = await auth.apiKeys.create({
        name,
        tenant: tenant?.key,
        scopes: within(request, scopes, tenant?.code),
        expiresAt: expiresAt === undefined ? undefined : timeOf(expiresAt),
        createdBy: caller.id,
      })
      return reply.code(201).send({ ...(await shown(made.apiKey)), key: made.key })
    },
  })

  api.get('/auth/api-keys', {
    config: { permission: 'accounts:read' },
    schema: {
      tags,
      summary: 'List API keys, never the keys themselves',
      querystring: z.object({ tenantCode: tenantCode.exactOptional() }),
      response: { 200: wholeListOf(keyAnswer) },
    },
    handler: async (request) => {
      const tenant = await ownerOf(request, request.query.tenantCode)
      return { items: await Promise.all(auth.store.apiKeys(tenant?.key).map(shown)), nextCursor: null }
    },
  })

  api.delete('/auth/api-keys/:id', {
    config: { permission: 'accounts:write' },
    schema: { tags, summary: 'Revoke an API key', params: z.object({ id: z.string() }), response: { 204: nothing } },
    handler: async (request, reply) => {
      const key = auth.store.apiKeyById(request.params.id)
      if (key === undefined) throw missing('API key')
      await seen(request, key.tenant)
      await auth.store.removeApiKey(key.id)
      return reply.code(204).send()
    },
  })

  /** One answer for a key that does not exist and for another's. */
  async function seen(request: FastifyRequest, tenant: TenantKey | undefined): Promise<void> {
    const { grants } = callerOf(request)
    if (tenant === undefined) {
      if (grants.scope !== 'platform') throw missing('API key')
      return
    }
    const found = await tenants.directory.findByKey(tenant)
    if (found === undefined || (grants.scope !== 'platform' && !grants.tenants.has(found.code)))
      throw missing('API key')
    await tenantRow(tenants, request, found.code)
  }
}

/** Nobody hands on what they do not have. */
function within(
  request: FastifyRequest,
  asked: readonly Permission[] | 'all',
  code: string | undefined,
): readonly Permission[] | 'all' {
  const { grants } = callerOf(request)
  const held =
    grants.scope === 'platform' ? grants.permissions : [...grants.tenants].find(([tenant]) => tenant === code)?.[1]
  const wanted = asked === 'all' ? permissions : asked
  const lacking = wanted.filter((permission) => held?.has(permission) !== true)
  if (lacking.length === 0) return asked
  if (asked === 'all') return permissions.filter((permission) => held?.has(permission) === true)
  throw new Forbidden(`You cannot give what you do not have: ${lacking.join(', ')}.`)
}

function timeOf(text: string): number {
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new Invalid('This is no time: 2030-12-31T12:00:00Z.', 'expiresAt')
  return time
}
