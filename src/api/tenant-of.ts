import type { FastifyRequest } from 'fastify'
import { Invalid, NotFound } from '../contracts/errors.ts'
import { isTenantCode, tenantKeyOf } from '../contracts/id.ts'
import type { OpenTenant, Tenants } from '../contracts/ports.ts'
import type { Tenant } from '../contracts/tenant.ts'
import { Forbidden } from './errors.ts'
import { allow, callerOf, sees } from './guard.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For the people of a tenant that is suspended or being deleted, too. */
    whileStill?: boolean
  }
}

/** One sentence for malformed, unknown and another's: a caller learns nothing about what it may not see. */
export function missing(noun: string): NotFound {
  return new NotFound(`There is no such ${noun}.`)
}

/** The tenant a path names. Throws NotFound, and Invalid when a header names another. */
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
  agree(request, 'X-Tenant-Slug', tenant.code)
  agree(request, 'X-Tenant-Id', tenant.key)
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

/** A header may repeat which tenant is meant, for callers that send it with everything; it may not contradict the path. */
function agree({ headers }: FastifyRequest, name: string, expected: string): void {
  const said = headers[name.toLowerCase()]
  if (said !== undefined && said !== expected) throw new Invalid(`${name} names another tenant than the path.`, name)
}
