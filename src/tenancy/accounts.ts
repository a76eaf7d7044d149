import type {
  AccountStore,
  ApiKey,
  Invitation,
  Membership,
  Permission,
  Role,
  Session,
  User,
} from '../contracts/accounts.ts'
import { authDefaults } from '../config/defaults.ts'
import { Conflict, Unauthorized } from '../contracts/errors.ts'
import type { TenantKey } from '../contracts/id.ts'
import { OverPlan } from '../contracts/limits.ts'
import { all, build, first, run } from './databases.ts'
import { forget } from './single-sign-on.ts'
import { limitsOf, planOf } from './plans.ts'
import type { Database } from './database.ts'

interface UserRow {
  readonly id: string
  readonly email: string
  readonly name: string
  readonly password_hash: string
  readonly platform_admin: number
  readonly email_verified_at: number | null
  readonly created_at: string
}

interface FactorRow {
  readonly sealed_secret: string
  readonly confirmed: number
  readonly last_step: number
  readonly recovery: string
}

interface InvitationRow {
  readonly id: string
  readonly tenant_key: TenantKey
  readonly email: string
  readonly role: Role
  readonly created_by: string
  readonly created_at: number
  readonly expires_at: number
}

interface SessionRow {
  readonly id: string
  readonly user_id: string
  readonly refresh_hash: string
  readonly address: string
  readonly agent: string
  readonly via_tenant: TenantKey | null
  readonly sealed_hint: string | null
  readonly created_at: number
  readonly used_at: number
  readonly expires_at: number
}

interface KeyRow {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly tenant_key: TenantKey | null
  readonly scopes: string | null
  readonly created_by: string | null
  readonly created_at: string
  readonly expires_at: string | null
  readonly last_used_at: string | null
}

/** Accounts in the platform's database. */
export function openAccounts(database: Database): AccountStore {
  const prepare = <Row>(sql: string) => database.prepare<unknown[], Row>(sql)
  const change = (query: Parameters<typeof run>[1]) => database.write(() => run(database, query))

  const userById = () => prepare<UserRow>('select * from users where id = ?')
  const sessionById = () => prepare<SessionRow>('select * from sessions where id = ?')
  const keyByHash = () => prepare<KeyRow>('select * from api_keys where hash = ?')
  const factorOf = () => prepare<FactorRow>('select * from second_factors where user_id = ?')
  const roleIn = () => prepare<{ role: Role }>('select role from memberships where user_id = ? and tenant_key = ?')
  const roles = () => prepare<{ tenant_key: TenantKey; role: Role }>('select * from memberships where user_id = ?')

  /** Two who come with the same invitation are not both let in. */
  function useUp(invitation: string | undefined): void {
    if (invitation === undefined) return
    if (run(database, build('invitations').where({ id: invitation }).delete()) === 0)
      throw new Unauthorized('This invitation was used already.')
  }

  function seats(tenant: TenantKey): { readonly users: number; readonly apiKeys: number } {
    const count = (sql: string) => prepare<{ n: number }>(sql).get(tenant)?.n ?? 0
    return {
      users: count('select count(*) as n from memberships where tenant_key = ?'),
      apiKeys: count('select count(*) as n from api_keys where tenant_key = ?'),
    }
  }

  /** Inside a transaction. Throws OverPlan when the tenant's plan has no room for one more. */
  function need(tenant: TenantKey, name: 'users' | 'apiKeys'): void {
    const row = prepare<{ plan: string; limits: string | null }>('select plan, limits from tenants where key = ?').get(
      tenant,
    )
    if (row === undefined) return
    const most = limitsOf(planOf(row))[name]
    if (most !== null && seats(tenant)[name] >= most) throw new OverPlan(name, most)
  }

  function join(user: string, { tenant, role }: Membership): void {
    const row = { user_id: user, tenant_key: tenant, role }
    if (roleIn().get(user, tenant) === undefined) need(tenant, 'users')
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

    secondFactor(user) {
      const row = factorOf().get(user)
      if (row === undefined) return undefined
      return {
        sealed: row.sealed_secret,
        confirmed: row.confirmed === 1,
        lastStep: row.last_step,
        recovery: JSON.parse(row.recovery) as string[], // written below
      }
    },
    async setSecondFactor(user, { sealed, confirmed, lastStep, recovery }) {
      const row = { user_id: user, sealed_secret: sealed, confirmed: Number(confirmed), last_step: lastStep }
      const factor = { ...row, recovery: JSON.stringify(recovery) }
      await change(build('second_factors').insert(factor).onConflict('user_id').merge())
    },
    async removeSecondFactor(user) {
      await change(build('second_factors').where({ user_id: user }).delete())
    },
    useStep: (user, step) =>
      database.write(
        () =>
          run(
            database,
            build('second_factors').where({ user_id: user }).where('last_step', '<', step).update({ last_step: step }),
          ) === 1,
      ),
    useRecoveryCode: (user, hash) =>
      database.write(() => {
        const left = JSON.parse(factorOf().get(user)?.recovery ?? '[]') as string[] // written above
        if (!left.includes(hash)) return false
        const recovery = JSON.stringify(left.filter((one) => one !== hash))
        run(database, build('second_factors').where({ user_id: user }).update({ recovery }))
        return true
      }),

    async addReset(user, hash, expiresAt) {
      await database.write(() => {
        run(database, build('password_resets').where({ user_id: user }).delete())
        run(database, build('password_resets').insert({ hash, user_id: user, expires_at: expiresAt }))
      })
    },
    takeReset: (hash, now) =>
      database.write(() => {
        const row = first<{ user_id: string; expires_at: number }>(database, build('password_resets').where({ hash }))
        run(database, build('password_resets').where({ hash }).delete())
        return row === undefined || row.expires_at <= now ? undefined : row.user_id
      }),

    async addVerification(user, email, hash, expiresAt) {
      await database.write(() => {
        run(database, build('email_verifications').where({ user_id: user }).delete())
        run(database, build('email_verifications').insert({ hash, user_id: user, email, expires_at: expiresAt }))
      })
    },
    takeVerification: (hash, now) =>
      database.write(() => {
        const kept = build('email_verifications').where({ hash })
        const row = first<{ user_id: string; email: string; expires_at: number }>(database, kept)
        run(database, build('email_verifications').where({ hash }).delete())
        return row === undefined || row.expires_at <= now ? undefined : { user: row.user_id, email: row.email }
      }),

    invitation: (hash) => invited(first<InvitationRow>(database, build('invitations').where({ hash }))),
    invitations: (tenant) =>
      all<InvitationRow>(database, build('invitations').where({ tenant_key: tenant }).orderBy('email')).map(
        invitationOf,
      ),
    async addInvitation({ id, tenant, email, role, createdBy, createdAt, expiresAt }, hash) {
      await database.write(() => {
        run(database, build('invitations').where({ tenant_key: tenant, email }).delete())
        const row = { id, hash, tenant_key: tenant, email, role, created_by: createdBy }
        run(database, build('invitations').insert({ ...row, created_at: createdAt, expires_at: expiresAt }))
      })
    },
    async removeInvitation(id, tenant) {
      await change(build('invitations').where({ id, tenant_key: tenant }).delete())
    },

    session(id) {
      const row = sessionById().get(id)
      return row === undefined ? undefined : sessionOf(row)
    },
    sessions: (user) =>
      all<SessionRow>(database, build('sessions').where({ user_id: user }).orderBy('used_at', 'desc')).map(sessionOf),
    async addSession({ id, user, refreshHash, address, agent, via, sealedHint, createdAt, usedAt, expiresAt }) {
      await database.write(() => {
        const from = { via_tenant: via ?? null, sealed_hint: sealedHint ?? null }
        const row = { id, user_id: user, refresh_hash: refreshHash, address, agent, ...from }
        run(
          database,
          build('sessions').insert({ ...row, created_at: createdAt, used_at: usedAt, expires_at: expiresAt }),
        )
        const kept = build('sessions').where({ user_id: user }).orderBy('used_at', 'desc').select('id')
        const ids = all<{ id: string }>(database, kept).map((one) => one.id)
        const excess = ids.slice(authDefaults.sessionsPerUser)
        run(database, build('sessions').whereIn('id', excess).orWhere('expires_at', '<=', createdAt).delete())
      })
    },
    async rotate(id, from, to, usedAt, expiresAt) {
      const row = { refresh_hash: to, used_at: usedAt, expires_at: expiresAt }
      return (await change(build('sessions').where({ id, refresh_hash: from }).update(row))) === 1
    },
    async removeSession(id) {
      await change(build('sessions').where({ id }).delete())
    },
    async removeSessions(user, except = '') {
      await change(build('sessions').where({ user_id: user }).whereNot({ id: except }).delete())
    },
    async removeSessionsVia(tenant) {
      await change(build('sessions').where({ via_tenant: tenant }).delete())
    },

    seats,
    apiKey(hash) {
      const row = keyByHash().get(hash)
      return row === undefined ? undefined : keyOf(row)
    },
    apiKeys: (tenant) =>
      all<KeyRow>(
        database,
        build('api_keys')
          .where({ tenant_key: tenant ?? null })
          .orderBy('created_at'),
      ).map(keyOf),
    apiKeyById(id) {
      const row = first<KeyRow>(database, build('api_keys').where({ id }))
      return row === undefined ? undefined : keyOf(row)
    },
    async addApiKey({ id, name, prefix, tenant, scopes, createdBy, createdAt, expiresAt }, hash) {
      await database.write(() => {
        if (tenant !== undefined) need(tenant, 'apiKeys')
        const row = {
          id,
          hash,
          name,
          prefix,
          tenant_key: tenant ?? null,
          scopes: scopes === 'all' ? null : JSON.stringify(scopes),
          created_by: createdBy ?? null,
          created_at: createdAt,
          expires_at: expiresAt ?? null,
        }
        run(database, build('api_keys').insert(row))
      })
    },
    async removeApiKey(id) {
      await change(build('api_keys').where({ id }).delete())
    },
    async usedApiKey(id, at) {
      // On the road of `messages/send`: not worth loading the query builder for.
      await database.write(() => prepare('update api_keys set last_used_at = ? where id = ?').run(at, id))
    },
  }
}

const shown = (row: UserRow | undefined): User | undefined => (row === undefined ? undefined : userOf(row))
const invited = (row: InvitationRow | undefined) => (row === undefined ? undefined : invitationOf(row))

function userOf({ id, email, name, platform_admin, email_verified_at, created_at }: UserRow): User {
  const isKnown = { platformAdmin: platform_admin === 1, emailVerified: email_verified_at !== null }
  return { id, email, name, ...isKnown, createdAt: created_at }
}

function invitationOf({ id, tenant_key, email, role, created_by, created_at, expires_at }: InvitationRow): Invitation {
  return { id, tenant: tenant_key, email, role, createdBy: created_by, createdAt: created_at, expiresAt: expires_at }
}

function sessionOf({ id, user_id, refresh_hash, created_at, used_at, expires_at, ...from }: SessionRow): Session {
  const times = { createdAt: created_at, usedAt: used_at, expiresAt: expires_at }
  const vouched = { via: from.via_tenant ?? undefined, sealedHint: from.sealed_hint ?? undefined }
  return {
    id,
    user: user_id,
    refreshHash: refresh_hash,
    address: from.address,
    agent: from.agent,
    ...vouched,
    ...times,
  }
}

function keyOf(row: KeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    tenant: row.tenant_key ?? undefined,
    scopes: row.scopes === null ? 'all' : (JSON.parse(row.scopes) as Permission[]), // written above
    createdBy: row.created_by ?? undefined,
    createdAt: row.created_at,
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
  }
}
