import { authDefaults } from '../../config/defaults.ts'
import { roles } from '../../contracts/accounts.ts'
import type { AccountStore, Role, User } from '../../contracts/accounts.ts'
import { GatewayError, OverLimit, Unauthorized } from '../../contracts/errors.ts'
import type { TenantKey } from '../../contracts/id.ts'
import type { AdmissionRules, SingleSignOnSettings, SingleSignOnStore } from '../../contracts/single-sign-on.ts'
import { hashOf } from '../secrets.ts'
import type { SignIn } from '../sign-in.ts'
import type { ProvedPerson } from './proved.ts'

/**
 * Who may come in, and as whom. A provider is what its tenant says it is, so it can vouch for any address: what it says
 * opens an account that is the tenant's alone, or a new one. An account that is somebody else's too, it opens when the
 * account's own password says so, once; and never one that administers the platform.
 */
export interface Admission {
  readonly user: User
  readonly role: Role
  readonly account: 'known' | 'linked' | 'new'
  /** Makes it so. */
  settle(): Promise<User>
}

/** There is an account with this address that is not the tenant's alone: its password says whether it may be linked. */
export class PasswordNeeded extends GatewayError {
  readonly code = 'E_PASSWORD_NEEDED'
}

export interface Proof {
  readonly password?: string | undefined
  readonly code?: string | undefined
}

export interface AdmissionKit {
  readonly accounts: AccountStore
  readonly store: SingleSignOnStore
  readonly prove: SignIn['prove']
  readonly newId: (prefix: string) => string
  readonly clock: () => number
}

/** Changes nothing before `settle`. Throws Unauthorized, PasswordNeeded, CodeNeeded and OverLimit. */
export async function admit(
  { accounts, store, prove, newId, clock }: AdmissionKit,
  tenant: TenantKey,
  { provider, rules }: SingleSignOnSettings,
  person: ProvedPerson,
  proof: Proof & { readonly address: string },
): Promise<Admission> {
  checkDomain(rules, person.email)
  const identity = hashOf(JSON.stringify([provider.protocol, provider.issuer, person.subject]))
  const linked = store.userOf(tenant, identity)
  const known = linked === undefined ? undefined : accounts.user(linked)
  if (known !== undefined) return returning(known)
  const sameAddress = accounts.userByEmail(person.email)?.user
  return sameAddress === undefined ? coming() : linking(sameAddress)

  function returning(user: User): Admission {
    notOfThePlatform(user)
    const role = roleOf(roleIn(user))
    return { user, role, account: 'known', settle: () => joined(user, role) }
  }

  async function linking(user: User): Promise<Admission> {
    notOfThePlatform(user)
    const role = roleOf(roleIn(user))
    const memberships = accounts.memberships(user.id)
    const isOursAlone = memberships.length === 1 && memberships[0]?.tenant === tenant
    if (!isOursAlone) {
      if (proof.password === undefined)
        throw new PasswordNeeded('There is an account with your address: give its password, this once, to link it.')
      await prove(user.email, proof.password, proof.address, proof.code)
    }
    return { user, role, account: 'linked', settle: () => joined(user, role) }
  }

  function coming(): Admission {
    const { email, name } = person
    const role = roleOf(undefined)
    const createdAt = new Date(clock()).toISOString()
    const user: User = { id: newId('us'), email, name, platformAdmin: false, emailVerified: false, createdAt }
    checkRoom()
    return {
      user,
      role,
      account: 'new',
      async settle() {
        await accounts.addUser(user, '', { tenant, role })
        await store.link(tenant, identity, user.id, clock())
        return user
      },
    }
  }

  async function joined(user: User, role: Role): Promise<User> {
    const before = roleIn(user)
    if (before === undefined) checkRoom()
    if (before !== role && !isLastOwner(user)) await accounts.setMembership(user.id, { tenant, role })
    if (linked !== user.id) await store.link(tenant, identity, user.id, clock())
    return user
  }

  function roleIn({ id }: User): Role | undefined {
    return accounts.memberships(id).find((one) => one.tenant === tenant)?.role
  }

  /** What the provider says, what they are already, or what new people are. */
  function roleOf(before: Role | undefined): Role {
    const named = rules.rolesFrom === undefined ? undefined : highest(rules.rolesFrom.roles, person.values)
    const role = named ?? before ?? rules.defaultRole
    if (role === undefined) throw new Unauthorized('Your organisation’s identity provider names no role for you here.')
    return role
  }

  function isLastOwner({ id }: User): boolean {
    const owners = accounts.members(tenant).filter(({ role }) => role === 'owner')
    return owners.length === 1 && owners[0]?.user.id === id
  }

  function checkRoom(): void {
    if (accounts.members(tenant).length >= authDefaults.usersPerTenant)
      throw new OverLimit(`A tenant has at most ${authDefaults.usersPerTenant} people and invitations.`)
  }
}

function checkDomain({ allowedDomains }: AdmissionRules, email: string): void {
  const domain = email.slice(email.lastIndexOf('@') + 1)
  if (!allowedDomains.includes(domain))
    throw new Unauthorized(`Addresses of ${domain} do not come in here by single sign-on.`)
}

function notOfThePlatform({ platformAdmin }: User): void {
  if (platformAdmin) throw new Unauthorized('This account administers the platform: it signs in by its password.')
}

/** The most that any of the values stands for. */
function highest(byValue: Readonly<Record<string, Role>>, values: readonly string[]): Role | undefined {
  const named = values.flatMap((value) => (Object.hasOwn(byValue, value) ? [byValue[value]] : []))
  return roles.find((role) => named.includes(role))
}
