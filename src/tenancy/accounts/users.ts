import type { AccountStore, Membership, Role, User } from '../../contracts/accounts.ts'
import { Conflict, Unauthorized } from '../../contracts/errors.ts'
import type { TenantKey } from '../../contracts/id.ts'
import type { Database } from '../database.ts'
import { all, build, first, run } from '../databases.ts'
import { forget } from '../single-sign-on.ts'
import { needSeat } from './seats.ts'

interface UserRow {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly password_hash: string
  readonly platform_admin: number
  readonly email_verified_at: number | null
  readonly created_at: string
}

type Users = Pick<
  AccountStore,
  | 'user'
  | 'userByEmail'
  | 'passwordHash'
  | 'members'
  | 'memberships'
  | 'addUser'
  | 'setPassword'
  | 'setEmailVerified'
  | 'setMembership'
  | 'removeMembership'
  | 'removeTenant'
>

/** People, and which tenants they belong to. */
export function openUsers(database: Database): Users {
  const prepare = <Row>(sql: string) => database.prepare<unknown[], Row>(sql)
  const change = (query: Parameters<typeof run>[1]) => database.write(() => run(database, query))

  const userById = () => prepare<UserRow>('select * from users where id = ?')
  const roleIn = () => prepare<{ role: Role }>('select role from memberships where user_id = ? and tenant_key = ?')
  const roles = () => prepare<{ tenant_key: TenantKey; role: Role }>('select * from memberships where user_id = ?')

  /** Two who come with the same invitation are not both let in. */
  function useUp(invitation: string | undefined): void {
    if (invitation === undefined) return
    if (run(database, build('invitations').where({ id: invitation }).delete()) === 0)
      throw new Unauthorized('This invitation was used already.')
  }

  function join(user: string, { tenant, role }: Membership): void {
    const row = { user_id: user, tenant_key: tenant, role }
    if (roleIn().get(user, tenant) === undefined) needSeat(database, tenant, 'users')
    run(database, build('memberships').insert(row).onConflict(['user_id', 'tenant_key']).merge())
  }

  function leave(user: string, tenant: TenantKey): void {
    for (const table of ['memberships', 'external_identities'])
      run(database, build(table).where({ user_id: user, tenant_key: tenant }).delete())
    run(database, build('sessions').where({ user_id: user, via_tenant: tenant }).delete())
    if (roles().get(user) !== undefined || userById().get(user)?.platform_admin === 1) return
    run(database, build('sessions').where({ user_id: user }).delete())
    for (const table of ['second_factors', 'password_resets', 'email_verifications'])
      run(database, build(table).where({ user_id: user }).delete())
    run(database, build('users').where({ id: user }).delete())
  }

  return {
    user: (id) => shown(userById().get(id)),
    userByEmail(email) {
      const row = first<UserRow>(database, build('users').where({ email }))
      return row === undefined ? undefined : { user: userOf(row), passwordHash: row.password_hash }
    },
    passwordHash: (id) => userById().get(id)?.password_hash,
    members: (tenant) =>
      all<UserRow & { readonly role: Role }>(
        database,
        build('memberships')
          .join('users', 'users.id', 'memberships.user_id')
          .where({ tenant_key: tenant })
          .orderBy('users.email')
          .select('users.*', 'memberships.role'),
      ).map((row) => ({ user: userOf(row), role: row.role })),
    memberships: (user) =>
      roles()
        .all(user)
        .map(({ tenant_key, role }) => ({ tenant: tenant_key, role })),
    async addUser(user, passwordHash, membership, invitation) {
      await database.write(() => {
        useUp(invitation)
        if (first(database, build('users').where({ email: user.email })) !== undefined)
          throw new Conflict('This address has an account already.')
        run(
          database,
          build('users').insert({
            id: user.id,
            email: user.email,
            name: user.name,
            password_hash: passwordHash,
            platform_admin: Number(user.platformAdmin),
            email_verified_at: user.emailVerified ? Date.parse(user.createdAt) : null,
            created_at: user.createdAt,
          }),
        )
        if (membership !== undefined) join(user.id, membership)
      })
    },
    async setPassword(id, passwordHash) {
      await change(build('users').where({ id }).update({ password_hash: passwordHash }))
    },
    async setEmailVerified(id, at) {
      await change(build('users').where({ id }).update({ email_verified_at: at }))
    },
    async setMembership(user, membership, invitation) {
      await database.write(() => {
        useUp(invitation)
        join(user, membership)
      })
    },
    async removeMembership(user, tenant) {
      await database.write(() => leave(user, tenant))
    },
    async removeTenant(tenant) {
      await database.write(() => {
        const left = all<{ user_id: string }>(database, build('memberships').where({ tenant_key: tenant }))
        for (const { user_id } of left) leave(user_id, tenant)
        forget(database, tenant)
        for (const table of ['invitations', 'api_keys'])
          run(database, build(table).where({ tenant_key: tenant }).delete())
      })
    },
  }
}

const shown = (row: UserRow | undefined): User | undefined => (row === undefined ? undefined : userOf(row))

function userOf({ id, email, name, platform_admin, email_verified_at, created_at }: UserRow): User {
  const isKnown = { platformAdmin: platform_admin === 1, emailVerified: email_verified_at !== null }
  return { id, email, name, ...isKnown, createdAt: created_at }
}
