import type { Role } from './accounts.ts'
import type { TenantKey } from './id.ts'

/** How people come in who are known to their tenant's own identity provider. */

export interface OidcProvider {
  readonly protocol: 'oidc'
  /** As its own metadata spells it. */
  readonly issuer: string
  readonly clientId: string
  /** `openid` is always asked for. */
  readonly scopes: readonly string[]
}

export interface SamlProvider {
  readonly protocol: 'saml'
  /** The provider's entity id. */
  readonly issuer: string
  /** Where browsers are sent with a request (HTTP-Redirect binding). */
  readonly entryPoint: string
  /** PEM; any of them may have signed. */
  readonly certificates: readonly string[]
  /** Whom its assertions must be for. */
  readonly audience: string
  /** One of the two is true: what is not signed proves nothing. */
  readonly wantAssertionsSigned: boolean
  readonly wantResponseSigned: boolean
  /** Names of the attributes that say it; undefined: the NameID is the address, and the name is made of it. */
  readonly attributes: { readonly email?: string; readonly name?: string }
}

export type IdentityProvider = OidcProvider | SamlProvider

/** Who comes in, and as what. */
export interface AdmissionRules {
  /** What may stand after the `@`, in lower case; one at least. */
  readonly allowedDomains: readonly string[]
  /** Of who is new; undefined: only whom `rolesFrom` names comes in. */
  readonly defaultRole: Role | undefined
  /** A claim or an attribute whose values are roles, asked at every sign-in. */
  readonly rolesFrom: { readonly claim: string; readonly roles: Readonly<Record<string, Role>> } | undefined
  /** Nobody but owners has anything of the tenant by a password. */
  readonly required: boolean
}

export interface SingleSignOnSettings {
  readonly provider: IdentityProvider
  readonly rules: AdmissionRules
}

/** Why the last sign-in came to nothing: for who set it up. */
export interface SignOnProblem {
  readonly sentence: string
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface KeptSingleSignOn extends SingleSignOnSettings {
  /** Of OIDC. */
  readonly sealedSecret: string | undefined
  /** Milliseconds since 1970. */
  readonly changedAt: number
  readonly problem: SignOnProblem | undefined
}

/** Somebody on the way in: gone to the provider, or back and waiting for their tokens. */
export interface Flight {
  /** SHA-256 (hex) of the secret that it is found by. */
  readonly hash: string
  readonly tenant: TenantKey
  /** SHA-256 (hex) of what the browser that began has in its cookie. */
  readonly browserHash: string
  readonly sealed: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/** Where it is kept: the platform's own database. Everything is durable when a promise resolves. */
export interface SingleSignOnStore {
  settings(tenant: TenantKey): KeptSingleSignOn | undefined
  setSettings(
    tenant: TenantKey,
    settings: SingleSignOnSettings & Pick<KeptSingleSignOn, 'sealedSecret' | 'changedAt'>,
  ): Promise<void>
  /** Whom the provider vouched for has to be vouched for again. */
  removeSettings(tenant: TenantKey): Promise<void>
  noteProblem(tenant: TenantKey, problem: SignOnProblem): Promise<void>

  /** Those that are over by `now` are forgotten with it. */
  addFlight(flight: Flight, now: number): Promise<void>
  /** Without using it up. */
  flight(hash: string, now: number): Flight | undefined
  /** Once: of two who come with the same secret one is too late. */
  takeFlight(hash: string, now: number): Promise<Flight | undefined>

  /** The user behind `identity`, a SHA-256 (hex) of a provider and its name for somebody. */
  userOf(tenant: TenantKey, identity: string): string | undefined
  link(tenant: TenantKey, identity: string, user: string, now: number): Promise<void>
}
