import type { AccountStore, ApiKey, Grants, User } from '../contracts/accounts.ts'
import type { TenantCode, TenantKey } from '../contracts/id.ts'
import { allPermissions, permissionsOf } from './roles.ts'

/** The code of a tenant; undefined when there is none any more. */
export type CodeOf = (tenant: TenantKey) => Promise<TenantCode | undefined>

export interface GrantsOf {
  user(user: User): Promise<Grants>
  key(key: ApiKey): Promise<Grants>
}

/** Looked up at every request: who loses a role has lost it at once. */
export function createGrants(store: AccountStore, codeOf: CodeOf): GrantsOf {
  return {
    async user(user) {
      if (user.platformAdmin) return { scope: 'platform', permissions: allPermissions }
      const tenants = new Map<TenantCode, ReturnType<typeof permissionsOf>>()
      for (const { tenant, role } of store.memberships(user.id)) {
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
