import { permissions } from '../contracts/accounts.ts'
import type { Permission, Role } from '../contracts/accounts.ts'

/**
 * Who may do what, in one table. `tenants:write` lets change a tenant (its name); to create one, or to set its plan and
 * state, is for who administers the platform.
 */
const all = new Set<Permission>(permissions)
const reading = permissions.filter((permission) => permission.endsWith(':read'))
/** What is about people: the team itself, and everything of a person at once. */
const ofTheTeam: readonly Permission[] = [
  'accounts:read',
  'accounts:write',
  'audit:read',
  'privacy:read',
  'privacy:write',
]

const table: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: all,
  admin: without(['tenants:write']),
  developer: without(['tenants:write', ...ofTheTeam]),
  agent: new Set([...reading.filter((name) => !ofTheTeam.includes(name)), 'conversations:write', 'messages:send']),
  viewer: new Set(reading.filter((name) => !ofTheTeam.includes(name))),
}

function without(left: readonly Permission[]): ReadonlySet<Permission> {
  return new Set(permissions.filter((permission) => !left.includes(permission)))
}

export const permissionsOf = (role: Role): ReadonlySet<Permission> => table[role]
export const allPermissions: ReadonlySet<Permission> = all
