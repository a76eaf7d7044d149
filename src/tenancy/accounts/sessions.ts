import { authDefaults } from '../../config/defaults.ts'
import type { AccountStore, Session } from '../../contracts/accounts.ts'
import type { TenantKey } from '../../contracts/id.ts'
import type { Database } from '../database.ts'
import { all, build, run } from '../databases.ts'

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

type Sessions = Pick<
  AccountStore,
  'session' | 'sessions' | 'addSession' | 'rotate' | 'removeSession' | 'removeSessions' | 'removeSessionsVia'
>

export function openSessions(database: Database): Sessions {
  const sessionById = () => database.prepare<unknown[], SessionRow>('select * from sessions where id = ?')
  const change = (query: Parameters<typeof run>[1]) => database.write(() => run(database, query))

  return {
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
  }
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
