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
export function auditChanges(
  api: Api,
  log: AuditLog,
  look: Look,
  clock: () => number,
  /** A name for somebody in a tenant that says nothing to whoever has not its key. */
  pseudonym: (tenant: TenantKey, text: string) => string,
): void {
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
    const before = isNew ? null : request.before
    const after = isNew ? answered : ((await shown(request)) ?? answered)
    await log.add({
      at: clock(),
      tenant: request.tenantKey ?? undefined,
      actor: { kind, id, name },
      action: `${request.method} ${request.routeOptions.url ?? ''}`,
      target: targetOf(request, pseudonym),
      address: request.ip,
      requestId: request.id,
      ...(isAboutPeople(request) ? changedNames(before, after) : { before: bounded(before), after: bounded(after) }),
    })
    return payload
  })
}

/** Nothing can be taken out of the log, so nobody who writes to a tenant is named in it. */
function isAboutPeople({ routeOptions: { url = '' } }: FastifyRequest): boolean {
  return /\/(?:contacts|conversations|erasures)(?:\/|$)/.test(url)
}

function targetOf(request: FastifyRequest, pseudonym: (tenant: TenantKey, text: string) => string) {
  const { tenantKey } = request
  // Of a route: names and what they stand for, some of them read as numbers.
  const params = request.params as Readonly<Record<string, string | number>>
  const named = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' && value.startsWith('ct_') && tenantKey !== null
      ? `ct_${pseudonym(tenantKey, value).slice(0, 20)}`
      : value,
  ])
  return Object.fromEntries(named) as Readonly<Record<string, string>> // as above
}

/** Which fields changed, and never what was in them. */
function changedNames(before: unknown, after: unknown) {
  const [was, is] = [fieldsOf(before), fieldsOf(after)]
  const names = Object.keys({ ...was, ...is })
  const changed = names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]))
  return { before: null, after: { changed } }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {} // just looked at
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
  !/url$/i.test(name) || text.includes('/tokens/') || text.includes('state=') || text.includes('sig=')

/** What is too large to keep is told by its size. */
function bounded(value: unknown): unknown {
  const length = JSON.stringify(value ?? null).length
  return length <= auditDefaults.snapshotLength ? value : { tooLargeToKeep: length }
}
