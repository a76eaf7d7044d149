import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { LRUCache } from 'lru-cache'
import { apiDefaults } from '../config/defaults.ts'
import { OverLimit, Unauthorized } from '../contracts/errors.ts'
import type { Caller, Permission } from '../contracts/accounts.ts'
import type { TenantCode } from '../contracts/id.ts'
import type { Actor } from '../contracts/people.ts'
import { Forbidden } from './errors.ts'

/** The caller behind an access token or an API key; undefined for an unknown key. Throws Unauthorized for a token. */
export type Authenticate = (credential: string) => Promise<Caller | undefined>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `public`: for everyone, without a key. `known`: for whoever has one. */
    permission?: Permission | 'public' | 'known'
  }
  interface FastifyRequest {
    caller: Caller | null
  }
}

/** Lets a request pass to its route: with a known key, of a role that holds the route's permission. */
export function guard(authenticate: Authenticate): onRequestAsyncHookHandler {
  const failures = new FailedKeys()
  return async (request) => {
    const { permission } = request.routeOptions.config
    if (permission === 'public') return
    request.caller = await recognize(request, authenticate, failures)
    if (permission !== 'known' && !holdsSomewhere(request.caller, permission)) {
      throw new Forbidden(`You do not have the permission ${permission ?? 'for this'}.`)
    }
  }
}

/** The caller of a guarded route. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === null) throw new Unauthorized('This needs an API key.')
  return caller
}

/** Who called, as it is kept with what they do. */
export function actorOf(request: FastifyRequest): Actor {
  const { id, name } = callerOf(request)
  return { id, name }
}

async function recognize(request: FastifyRequest, authenticate: Authenticate, failures: FailedKeys): Promise<Caller> {
  const key = keyOf(request)
  if (key === undefined) {
    throw new Unauthorized('This needs an access token or an API key: `Authorization: Bearer …` or `X-API-Key: …`.')
  }
  const caller = await authenticate(key)
  if (caller !== undefined) return caller
  if (failures.count(request.ip) > apiDefaults.authFailures) {
    throw new OverLimit('Too many wrong API keys came from this address: wait a minute.')
  }
  throw new Unauthorized('This API key is unknown or revoked.')
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
  const named = headers['x-api-key']
  return bearer ?? (typeof named === 'string' && named !== '' ? named : undefined)
}

/** Whether there may be a tenant in which the caller holds it: which one is meant is known later. */
function holdsSomewhere({ grants }: Caller, permission: Permission | undefined): boolean {
  if (permission === undefined) return false
  if (grants.scope === 'platform') return grants.permissions.has(permission)
  return [...grants.tenants.values()].some((held) => held.has(permission))
}

/** Whether the tenant exists for the caller. */
export function sees({ grants }: Caller, tenant: TenantCode): boolean {
  return grants.scope === 'platform' || grants.tenants.has(tenant)
}

/** Throws Forbidden when the caller may not do in the tenant what the route is for. */
export function allow(request: FastifyRequest, tenant: TenantCode): void {
  const { permission } = request.routeOptions.config
  if (permission === undefined || permission === 'public' || permission === 'known') return
  const { grants } = callerOf(request)
  const held = grants.scope === 'platform' ? grants.permissions : grants.tenants.get(tenant)
  if (held?.has(permission) !== true) throw new Forbidden(`You do not have the permission ${permission} here.`)
}

/** Throws Forbidden for whoever has not the whole platform in view. */
export function ofThePlatform(request: FastifyRequest): void {
  if (callerOf(request).grants.scope !== 'platform') throw new Forbidden('This is for who administers the platform.')
}

/**
 * Counts wrong keys by address. A right key always passes: guessing 32 random bytes is hopeless anyway, and behind a
 * proxy that is not trusted every caller has the same address, so that a stranger's mistakes would lock everyone out.
 */
class FailedKeys {
  readonly #counts = new LRUCache<string, { failures: number }>({
    max: apiDefaults.failureAddresses,
    ttl: apiDefaults.failureWindowMs,
  })

  /** Counts one more; how many that makes in the current window. */
  count(address: string): number {
    const known = this.#counts.get(address)
    if (known === undefined) this.#counts.set(address, { failures: 1 })
    else known.failures += 1
    return known?.failures ?? 1
  }
}
