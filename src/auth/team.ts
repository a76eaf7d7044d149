import { authDefaults } from '../config/defaults.ts'
import type { AccountStore, Invitation, Role, User } from '../contracts/accounts.ts'
import { Conflict, Invalid, NotFound, OverLimit, Unauthorized } from '../contracts/errors.ts'
import type { TenantKey } from '../contracts/id.ts'
import type { Attempts } from './attempts.ts'
import { checkPassword, hashPassword, verifyPassword } from './passwords.ts'
import { hashOf, newSecret } from './secrets.ts'

export interface Member {
  readonly user: User
  readonly role: Role
}

/** The people of a tenant. */
export interface Team {
  list(tenant: TenantKey): readonly Member[]
  /**
   * `token` is shown this once: whoever brings it joins. It says the same whether or not somebody has that address.
   * Throws Invalid and OverLimit.
   */
  invite(
    tenant: TenantKey,
    person: { readonly email: string; readonly role: Role },
    by: string,
  ): Promise<{ readonly invitation: Invitation; readonly token: string }>
  invitations(tenant: TenantKey): readonly Invitation[]
  revoke(tenant: TenantKey, invitation: string): Promise<void>
  /** Who has an account shows it by its password; who has none makes one. Throws Unauthorized, Invalid and OverLimit. */
  accept(token: string, person: { readonly name: string; readonly password: string }, address: string): Promise<User>
  /** Throws NotFound, and Conflict when nobody would own the tenant any more. */
  setRole(tenant: TenantKey, user: string, role: Role): Promise<Member>
  remove(tenant: TenantKey, user: string): Promise<void>
  /** Who administers the platform: made on the command line alone. */
  addPlatformAdmin(person: { readonly email: string; readonly name: string; readonly password: string }): Promise<User>
}

/** What stands before and after one `@`, and no space: whether anybody reads it only a letter can tell. */
const emailPattern = /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)*$/
const emailLength = 254
/** Longer than any token we make. */
const longestToken = 100

export function createTeam(
  store: AccountStore,
  attempts: Attempts,
  newId: (prefix: string) => string,
  clock: () => number,
): Team {
  function member(tenant: TenantKey, user: string): Member {
    const found = store.members(tenant).find((one) => one.user.id === user)
    if (found === undefined) throw new NotFound('There is no such person.')
    return found
  }

  function keepAnOwner(tenant: TenantKey, user: string): void {
    const owners = store.members(tenant).filter(({ role }) => role === 'owner')
    if (owners.length === 1 && owners[0]?.user.id === user)
      throw new Conflict('This is the last owner: make somebody else one first.')
  }

  async function newUser(email: string, name: string, password: string, platformAdmin: boolean) {
    checkPassword(password, email)
    const createdAt = new Date(clock()).toISOString()
    const user: User = { id: newId('us'), email, name, platformAdmin, emailVerified: false, createdAt }
    return { user, passwordHash: await hashPassword(password) }
  }

  function open(token: string): Invitation {
    const invitation = token.length > longestToken ? undefined : store.invitation(hashOf(token))
    if (invitation === undefined || invitation.expiresAt <= clock())
      throw new Unauthorized('This invitation is not valid any more: ask for another.')
    return invitation
  }

  return {
    list: (tenant) => store.members(tenant),
    async invite(tenant, { email, role }, by) {
      const open = store.invitations(tenant)
      if (store.members(tenant).length + open.length >= authDefaults.usersPerTenant)
        throw new OverLimit(`A tenant has at most ${authDefaults.usersPerTenant} people and invitations.`)
      const token = `cqi_${newSecret()}`
      const now = clock()
      const invitation: Invitation = {
        id: newId('iv'),
        tenant,
        email: emailOf(email),
        role,
        createdBy: by,
        createdAt: now,
        expiresAt: now + authDefaults.invitationMs,
      }
      await store.addInvitation(invitation, hashOf(token))
      return { invitation, token }
    },
    invitations: (tenant) => store.invitations(tenant).filter(({ expiresAt }) => expiresAt > clock()),
    revoke: (tenant, invitation) => store.removeInvitation(invitation, tenant),
    async accept(token, { name, password }, address) {
      const { id, tenant, email, role } = open(token)
      const names = [`account ${email}`, `address ${address}`]
      const known = store.userByEmail(email)
      const membership = { tenant, role }
      if (known === undefined) {
        const { user, passwordHash } = await newUser(email, name, password, false)
        await store.addUser(user, passwordHash, membership, id)
        return user
      }
      attempts.check(...names)
      if (!(await verifyPassword(known.passwordHash, password))) {
        attempts.failed(...names)
        throw new Unauthorized('You have an account with this address: give its password.')
      }
      attempts.succeeded(`account ${email}`)
      await store.setMembership(known.user.id, membership, id)
      return known.user
    },
    async setRole(tenant, user, role) {
      const before = member(tenant, user)
      if (role !== 'owner') keepAnOwner(tenant, user)
      await store.setMembership(user, { tenant, role })
      return { ...before, role }
    },
    async remove(tenant, user) {
      member(tenant, user)
      keepAnOwner(tenant, user)
      await store.removeMembership(user, tenant)
    },
    async addPlatformAdmin({ email, name, password }) {
      const { user, passwordHash } = await newUser(emailOf(email), name, password, true)
      await store.addUser(user, passwordHash)
      return user
    },
  }
}

function emailOf(text: string): string {
  const email = text.trim().toLowerCase()
  if (email.length > emailLength || !emailPattern.test(email))
    throw new Invalid('This does not look like an e-mail address.', 'email')
  return email
}
