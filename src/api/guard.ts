import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import { LRUCache } from 'lru-cache'
import { apiDefaults } from '../config/defaults.ts'
import { OverLimit, Unauthorized } from '../contracts/errors.ts'
import type { TenantCode } from '../contracts/id.ts'
import { Forbidden } from './errors.ts'

/** What a route asks of its caller; every administrative route names one. */
export type Permission =
  | 'tenants:read'
  | 'tenants:write'
  | 'chatbots:read'
  | 'chatbots:write'
  | 'channels:read'
  | 'channels:write'
  | 'conversations:read'
  | 'conversations:write'
  | 'dead-letters:read'
  | 'dead-letters:write'
  | 'messages:send'

export type Role = 'platform-admin'

const permissionsOf: Readonly<Record<Role, 'all' | readonly Permission[]>> = {
  'platform-admin': 'all',
}

/** Who calls, once the key was recognized. */
export interface Caller {
  readonly kind: 'api-key'
  readonly role: Role
  /** The tenants that exist for this caller. */
  readonly tenants: 'all' | ReadonlySet<TenantCode>
}

export type Authenticate = (key: string) => Promise<Caller | undefined>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `public`: for everyone, without a key. */
    permission?: Permission | 'public'
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
    if (permission === undefined || !holds(request.caller.role, permission)) {
      throw new Forbidden(`This key does not have the permission ${permission ?? 'for this'}.`)
    }
  }
}

/** The caller of a guarded route. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === null) throw new Unauthorized('This needs an API key.')
  return caller
}

async function recognize(request: FastifyRequest, authenticate: Authenticate, failures: FailedKeys): Promise<Caller> {
  const key = keyOf(request)
  if (key === undefined) {
    throw new Unauthorized('This needs an API key: `Authorization: Bearer …` or `X-API-Key: …`.')
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

function holds(role: Role, permission: Permission): boolean {
  const held = permissionsOf[role]
  return held === 'all' || held.includes(permission)
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
