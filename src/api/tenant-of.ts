import type { FastifyRequest } from 'fastify'
import { NotFound } from '../contracts/errors.ts'
import { isTenantCode, tenantKeyIn, tenantKeyOf } from '../contracts/id.ts'
import type { TenantCode } from '../contracts/id.ts'
import type { OpenTenant, TenantDirectory, Tenants } from '../contracts/ports.ts'
import type { Tenant } from '../contracts/tenant.ts'
import { Forbidden } from './errors.ts'
import { allow, callerOf, sees } from './guard.ts'
import type { ApiNeeds } from './needs.ts'
import type { Api } from './schemas.ts'
import { agree, claimsOf, impliedBy } from './tenant-claims.ts'
import type { Claim } from './tenant-claims.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For the people of a tenant that is suspended or being deleted, too. */
    whileStill?: boolean
  }
  interface FastifyRequest {
    /** What it says of its tenant beside its path. */
    claims: readonly Claim[]
  }
}

/** One sentence for malformed, unknown and another's: a caller learns nothing about what it may not see. */
export function missing(noun: string): NotFound {
  return new NotFound(`There is no such ${noun}.`)
}

/**
 * Which tenant a request is about: what its path, its query or the id in its path names; otherwise its context, which is
 * what sub-domain, headers and credential name. All that is named must be one and the same tenant, or nothing is done.
 */
export function nameTenants(api: Api, { tenants, publicUrl }: Pick<ApiNeeds, 'tenants' | 'publicUrl'>): void {
  api.decorateRequest('claims')
  api.addHook('onRequest', async (request) => {
    request.claims = claimsOf(request, new URL(publicUrl()).hostname)
    if (request.claims.length === 0 || request.caller === null) return
    // Before anything else: who is of one tenant alone says nothing of another.
    const implied = impliedBy(request.caller.grants)
    const tenant = implied === undefined ? undefined : await tenants.directory.find(implied)
    if (tenant !== undefined) agree(request.claims, tenant, 'your credential')
  })
}

/**
 * The tenant that a query or a body names, or else the context; undefined where neither does. Throws NotFound for what the
 * caller does not see, and Invalid for two names of different tenants.
 */
export async function codeInContext(
  { directory }: Tenants,
  request: FastifyRequest,
  named?: string,
): Promise<string | undefined> {
  const caller = callerOf(request)
  const [first] = request.claims
  // Whoever is admitted to what is named is looked at then.
  if (named !== undefined || first === undefined) return named ?? impliedBy(caller.grants)
  const tenant = await tenantNamed(directory, first, (code) => sees(caller, code))
  if (tenant === undefined) throw missing('tenant')
  agree(request.claims, tenant, first.source)
  return tenant.code
}

async function tenantNamed(
  directory: TenantDirectory,
  { by, name = '' }: Claim,
  isSeen: (code: TenantCode) => boolean,
): Promise<Tenant | undefined> {
  if (by === 'code') return isTenantCode(name) && isSeen(name) ? directory.find(name) : undefined
  const key = tenantKeyIn(name)
  const tenant = key === undefined ? undefined : await directory.findByKey(key)
  return tenant !== undefined && isSeen(tenant.code) ? tenant : undefined
}

/** The tenant a path names. Throws NotFound, and Invalid when something else names another. */
export async function tenantByCode(tenants: Tenants, request: FastifyRequest, code: string): Promise<OpenTenant> {
  // Before anything is looked up or opened: the time of an answer would tell what the answer does not.
  if (!isTenantCode(code) || !sees(callerOf(request), code)) throw missing('tenant')
  const open = await opened(tenants.open(code), 'tenant')
  admit(request, open.tenant, 'tenant')
  return open
}

/** The tenant itself, without opening what it has: it may be incomplete. Throws as above. */
export async function tenantRow({ directory }: Tenants, request: FastifyRequest, code: string): Promise<Tenant> {
  const tenant = isTenantCode(code) && sees(callerOf(request), code) ? await directory.find(code) : undefined
  if (tenant === undefined) throw missing('tenant')
  return admit(request, tenant, 'tenant')
}

/** The tenant in which the thing of this id lives. Throws as above; `noun` names the thing. */
export async function tenantById(
  tenants: Tenants,
  request: FastifyRequest,
  id: string,
  noun: string,
): Promise<OpenTenant> {
  const key = tenantKeyOf(id)
  const owner = key === undefined ? undefined : await tenants.directory.findByKey(key)
  if (owner === undefined || !sees(callerOf(request), owner.code)) throw missing(noun)
  const open = await opened(tenants.openById(id), noun)
  admit(request, open.tenant, noun)
  return open
}

async function opened(opening: Promise<OpenTenant>, noun: string): Promise<OpenTenant> {
  try {
    return await opening
  } catch (error) {
    throw error instanceof NotFound ? missing(noun) : error
  }
}

function admit(request: FastifyRequest, tenant: Tenant, noun: string): Tenant {
  if (!sees(callerOf(request), tenant.code)) throw missing(noun)
  agree(request.claims, tenant, 'the path')
  allow(request, tenant.code)
  request.tenantKey = tenant.key
  standStill(request, tenant)
  return tenant
}

/** Of a tenant that is suspended or being deleted its people may see everything and change nothing. */
function standStill(request: FastifyRequest, { state, code }: Tenant): void {
  const { method, routeOptions } = request
  if (state === 'active' || callerOf(request).grants.scope === 'platform') return
  if (method === 'GET' || method === 'HEAD' || routeOptions.config.whileStill === true) return
  throw new Forbidden(`The tenant ${code} is ${state}: it can be read, and not changed.`)
}
