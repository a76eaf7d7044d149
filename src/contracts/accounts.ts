import type { TenantCode, TenantKey } from './id.ts'

/** Who may do what: people with accounts, and programs with keys. */

/** What a route asks of its caller; every administrative route names one. */
export const permissions = [
  'tenants:read',
  'tenants:write',
  'chatbots:read',
  'chatbots:write',
  'channels:read',
  'channels:write',
  'conversations:read',
  'conversations:write',
  'dead-letters:read',
  'dead-letters:write',
  'messages:send',
  'accounts:read',
  'accounts:write',
  'audit:read',
  'webhooks:read',
  'webhooks:write',
  'privacy:read',
  'privacy:write',
] as const
export type Permission = (typeof permissions)[number]

/** What a person is in a tenant, from the most to the least. `auth/roles.ts` says what each may do. */
export const roles = ['owner', 'admin', 'developer', 'agent', 'viewer'] as const
export type Role = (typeof roles)[number]

/** Who calls, once that is known. */
export interface Caller {
  readonly kind: 'user' | 'api-key'
  readonly id: string
  readonly name: string
  readonly grants: Grants
  /** Of a person: the session that the request belongs to. */
  readonly session?: string
  /** Of a person: the tenant whose identity provider vouched for them; nothing else is theirs in this session. */
  readonly via?: TenantKey
}

/** Tenants that are not granted do not exist for the caller. */
export type Grants =
  | { readonly scope: 'platform'; readonly permissions: ReadonlySet<Permission> }
  | { readonly scope: 'tenants'; readonly tenants: ReadonlyMap<TenantCode, ReadonlySet<Permission>> }

export interface User {
  readonly id: string
  /** Lower case; what they sign in by. */
  readonly email: string
  readonly name: string
  /** Administers the platform, and so every tenant. */
  readonly platformAdmin: boolean
  /** They read what is sent to the address: a letter came back. */
  readonly emailVerified: boolean
  /** ISO 8601 UTC. */
  readonly createdAt: string
}

export interface Membership {
  readonly tenant: TenantKey
  readonly role: Role
}

/** Somebody may join a tenant. */
export interface Invitation extends Membership {
  readonly id: string
  readonly email: string
  readonly createdBy: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly expiresAt: number
}

/** One sign-in on one device, with the refresh token that is valid in it. */
export interface Session {
  readonly id: string
  readonly user: string
  /** SHA-256 (hex) of the refresh token that may be used next. */
  readonly refreshHash: string
  /** What it was opened from, as the caller said it. */
  readonly address: string
  readonly agent: string
  /** The tenant whose identity provider vouched for the person; undefined: a password did. */
  readonly via: TenantKey | undefined
  /** What tells the provider whom to sign out, sealed. */
  readonly sealedHint: string | undefined
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly usedAt: number
  readonly expiresAt: number
}

/** A second factor as it is kept. */
export interface KeptSecondFactor {
  readonly sealed: string
  readonly confirmed: boolean
  /** The last time step of which a code was used. */
  readonly lastStep: number
  /** SHA-256 (hex) of the recovery codes that are left. */
  readonly recovery: readonly string[]
}

export interface ApiKey {
  readonly id: string
  readonly name: string
  /** The first characters: enough to tell keys apart, too few to use. */
  readonly prefix: string
  /** undefined: of the platform. */
  readonly tenant: TenantKey | undefined
  readonly scopes: readonly Permission[] | 'all'
  /** Of the person who made it; undefined: the key the gateway was set up with. */
  readonly createdBy: string | undefined
  /** ISO 8601 UTC. */
  readonly createdAt: string
  readonly expiresAt?: string
  readonly lastUsedAt?: string
}

/** Where accounts are kept: the platform's own database. Everything is durable when a promise resolves. */
export interface AccountStore {
  user(id: string): User | undefined
  /** With the hash of the password; undefined for none. */
  userByEmail(email: string): { readonly user: User; readonly passwordHash: string } | undefined
  passwordHash(id: string): string | undefined
  members(tenant: TenantKey): readonly { readonly user: User; readonly role: Role }[]
  memberships(user: string): readonly Membership[]
  /**
   * `passwordHash` empty: there is no password. With `invitation` that is used up, or Unauthorized is thrown. Throws
   * Conflict when the address is taken.
   */
  addUser(user: User, passwordHash: string, membership?: Membership, invitation?: string): Promise<void>
  setPassword(id: string, passwordHash: string): Promise<void>
  setEmailVerified(id: string, at: number): Promise<void>
  /** As above. */
  setMembership(user: string, membership: Membership, invitation?: string): Promise<void>
  /** A user without memberships who does not administer the platform is removed with the last one. */
  removeMembership(user: string, tenant: TenantKey): Promise<void>
  /** Its keys and invitations go with it, and its people as above. */
  removeTenant(tenant: TenantKey): Promise<void>

  secondFactor(user: string): KeptSecondFactor | undefined
  setSecondFactor(user: string, factor: KeptSecondFactor): Promise<void>
  removeSecondFactor(user: string): Promise<void>
  /** False when a code of this step, or of a later one, was used before. */
  useStep(user: string, step: number): Promise<boolean>
  /** False when there is no such code left. */
  useRecoveryCode(user: string, hash: string): Promise<boolean>

  /** One for a user: a new one takes the place of the old. */
  addReset(user: string, hash: string, expiresAt: number): Promise<void>
  /** Whose it is; used up with it. */
  takeReset(hash: string, now: number): Promise<string | undefined>

  /** One for a user, as above. */
  addVerification(user: string, email: string, hash: string, expiresAt: number): Promise<void>
  takeVerification(hash: string, now: number): Promise<{ readonly user: string; readonly email: string } | undefined>

  invitation(hash: string): Invitation | undefined
  invitations(tenant: TenantKey): readonly Invitation[]
  /** One for an address in a tenant: a new one takes the place of the old. */
  addInvitation(invitation: Invitation, hash: string): Promise<void>
  removeInvitation(id: string, tenant: TenantKey): Promise<void>

  session(id: string): Session | undefined
  sessions(user: string): readonly Session[]
  addSession(session: Session): Promise<void>
  /** Only while `from` is the hash that is valid: of two who come with the same token one is too late. */
  rotate(id: string, from: string, to: string, usedAt: number, expiresAt: number): Promise<boolean>
  removeSession(id: string): Promise<void>
  /** All of a user's but `except`. */
  removeSessions(user: string, except?: string): Promise<void>
  /** All that a tenant's identity provider vouched for. */
  removeSessionsVia(tenant: TenantKey): Promise<void>

  /** How many people and keys a tenant has. */
  seats(tenant: TenantKey): { readonly users: number; readonly apiKeys: number }
  apiKey(hash: string): ApiKey | undefined
  apiKeys(tenant: TenantKey | undefined): readonly ApiKey[]
  apiKeyById(id: string): ApiKey | undefined
  /** Throws OverPlan. */
  addApiKey(key: ApiKey, hash: string): Promise<void>
  removeApiKey(id: string): Promise<void>
  usedApiKey(id: string, at: string): Promise<void>
}
