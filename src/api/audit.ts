import type { FastifyReply, FastifyRequest } from 'fastify'
import { auditDefaults } from '../config/defaults.ts'
import type { AuditLog } from '../contracts/audit.ts'
import type { TenantKey } from '../contracts/id.ts'
import type { Api } from './schemas.ts'
import type { Look } from './showing.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `none`: of a route that changes nothing but conversations, whose own history tells who said what. */
    audit?: 'none'
  }
  interface FastifyRequest {
    /** Of the tenant that the request turned out to concern. */
    tenantKey: TenantKey | null
    /** How what it changes looked before. */
    before: unknown
  }
}

const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Keeps who changed what. What it was and what it became are what the API itself answers about it, so no secret can be
 * among it but those that are shown once: these are taken out. Durable before the answer is given.
 */
export function auditChanges(api: Api, log: AuditLog, look: Look, clock: () => number): void {
  api.decorateRequest('tenantKey', null)
  api.decorateRequest('before', null)
  const shown = async (request: FastifyRequest): Promise<unknown> => {
    const text = await look(request)
    return text === undefined ? null : withoutSecrets(JSON.parse(text))
  }

  api.addHook('preHandler', async (request) => {
    if (isAudited(request)) request.before = await shown(request)
  })

  api.addHook('onSend', async (request, reply: FastifyReply, payload) => {
    if (!isAudited(request) || reply.statusCode >= 400 || request.caller === null) return payload
    // Said once more, and done once.
    if (reply.hasHeader('idempotency-replayed')) return payload
    const { kind, id, name } = request.caller
    // What was made was nothing before, and is what the answer says.
    const isNew = reply.statusCode === 201
    const answered = typeof payload === 'string' && payload !== '' ? withoutSecrets(JSON.parse(payload)) : null
    await log.add({
      at: clock(),
      tenant: request.tenantKey ?? undefined,
      actor: { kind, id, name },
      action: `${request.method} ${request.routeOptions.url ?? ''}`,
      target: { ...(request.params as Readonly<Record<string, string>>) }, // of a route: names and what they stand for
      address: request.ip,
      requestId: request.id,
      before: isNew ? null : bounded(request.before),
      after: bounded(isNew ? answered : ((await shown(request)) ?? answered)),
    })
    return payload
  })
}

function isAudited({ method, routeOptions: { config } }: FastifyRequest): boolean {
  const { permission, audit } = config
  // Some ask by POST, and change nothing.
  return changing.has(method) && audit !== 'none' && (permission === 'known' || permission?.endsWith(':write') === true)
}

const secretNames = /^(?:token|key|secret|password|accessToken|refreshToken|webhookUrl|url)$/

/** What is shown once is for whoever asked. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      secretNames.test(name) && typeof inner === 'string' && holdsSecret(name, inner) ? '…' : withoutSecrets(inner),
    ]),
  )
}

/** An address is one only where it carries a token. */
const holdsSecret = (name: string, text: string): boolean =>
  !/url$/i.test(name) || text.includes('/tokens/') || text.includes('state=')

/** What is too large to keep is told by its size. */
function bounded(value: unknown): unknown {
  const length = JSON.stringify(value ?? null).length
  return length <= auditDefaults.snapshotLength ? value : { tooLargeToKeep: length }
}
