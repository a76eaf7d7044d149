import type { AccountStore, Invitation, Role } from '../../contracts/accounts.ts'
import type { TenantKey } from '../../contracts/id.ts'
import type { Database } from '../database.ts'
import { all, build, first, run } from '../databases.ts'

interface InvitationRow {
  readonly id: string
  readonly tenant_key: TenantKey
  readonly email: string
  readonly role: Role
  readonly created_by: string
  readonly created_at: number
  readonly expires_at: number
}

type Invitations = Pick<AccountStore, 'invitation' | 'invitations' | 'addInvitation' | 'removeInvitation'>

export function openInvitations(database: Database): Invitations {
  return {
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
      await database.write(() => run(database, build('invitations').where({ id, tenant_key: tenant }).delete()))
    },
  }
}

const invited = (row: InvitationRow | undefined) => (row === undefined ? undefined : invitationOf(row))

function invitationOf({ id, tenant_key, email, role, created_by, created_at, expires_at }: InvitationRow): Invitation {
  return { id, tenant: tenant_key, email, role, createdBy: created_by, createdAt: created_at, expiresAt: expires_at }
}
