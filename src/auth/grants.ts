import type { AccountStore, ApiKey, Grants, Membership, User } from '../contracts/accounts.ts'
import type { TenantCode, TenantKey } from '../contracts/id.ts'
import { allPermissions, permissionsOf } from './roles.ts'

/** The code of a tenant; undefined when there is none any more. */
export type CodeOf = (tenant: TenantKey) => Promise<TenantCode | undefined>

export interface GrantsOf {
  /** `via`: the tenant whose identity provider vouched for the person; undefined: a password did. */
  user(user: User, via: TenantKey | undefined): Promise<Grants>
  /** Whether a password gets this person nowhere, because every tenant of theirs asks for single sign-on. */
  opensNothing(user: User): boolean
  key(key: ApiKey): Promise<Grants>
}

/**
 * Looked up at every request: who loses a role has lost it at once. What a tenant's identity provider says opens that
 * tenant and nothing else, because whoever set it up can make it say anything of anybody.
 */
export function createGrants(
  store: AccountStore,
  codeOf: CodeOf,
  asksForSignOn: (tenant: TenantKey) => boolean,
): GrantsOf {
  /** Owners come in by a password also: a provider that fails, or was set up wrongly, must not lock them out. */
  const passwordOpens = ({ tenant, role }: Membership) => role === 'owner' || !asksForSignOn(tenant)
  const opens = (membership: Membership, via: TenantKey | undefined) =>
    via === undefined ? passwordOpens(membership) : membership.tenant === via

  return {
    opensNothing({ id, platformAdmin }) {
      const memberships = store.memberships(id)
      return !platformAdmin && memberships.length > 0 && !memberships.some(passwordOpens)
    },
    async user(user, via) {
      if (user.platformAdmin && via === undefined) return { scope: 'platform', permissions: allPermissions }
      const tenants = new Map<TenantCode, ReturnType<typeof permissionsOf>>()
      for (const membership of store.memberships(user.id)) {
        if (!opens(membership, via)) continue
        const { tenant, role } = membership
        const code = await codeOf(tenant)
        if (code !== undefined) tenants.set(code, permissionsOf(role))
      }
      return { scope: 'tenants', tenants }
    },
    async key({ tenant, scopes }) {
      const held = scopes === 'all' ? allPermissions : new Set(scopes)
      if (tenant === undefined) return { scope: 'platform', permissions: held }
      const code = await codeOf(tenant)
      return { scope: 'tenants', tenants: new Map(code === undefined ? [] : [[code, held]]) }
    },
  }
}
