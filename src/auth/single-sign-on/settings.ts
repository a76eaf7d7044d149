import type { AccountStore, Role } from '../../contracts/accounts.ts'
import { Conflict, Invalid } from '../../contracts/errors.ts'
import type { TenantKey } from '../../contracts/id.ts'
import type {
  AdmissionRules,
  IdentityProvider,
  KeptSingleSignOn,
  SamlProvider,
  SingleSignOnStore,
} from '../../contracts/single-sign-on.ts'
import type { Oidc } from './oidc.ts'
import { pemOf, readMetadata } from './saml-metadata.ts'
import type { SamlPlace } from './saml.ts'

export interface AdmissionInput {
  readonly allowedDomains: readonly string[]
  readonly defaultRole?: Role | null
  readonly rolesFrom?: { readonly claim: string; readonly roles: Readonly<Record<string, Role>> }
  readonly required?: boolean
}

export interface OidcInput extends AdmissionInput {
  readonly protocol: 'oidc'
  readonly issuer: string
  readonly clientId: string
  /** undefined: the one that is kept, while issuer and client are the same. */
  readonly clientSecret?: string
  readonly scopes?: readonly string[]
}

export interface SamlInput extends AdmissionInput {
  readonly protocol: 'saml'
  /** Says what the three after it say. */
  readonly metadata?: string
  readonly issuer?: string
  readonly entryPoint?: string
  readonly certificates?: readonly string[]
  readonly audience?: string
  readonly wantAssertionsSigned?: boolean
  readonly wantResponseSigned?: boolean
  readonly attributes?: { readonly email?: string; readonly name?: string }
}

export type SingleSignOnInput = OidcInput | SamlInput

/** What owners do with their tenant's single sign-on. */
export interface SingleSignOnAdministration {
  read(tenant: TenantKey): KeptSingleSignOn | undefined
  /** Throws Invalid, Conflict, and Busy for an OIDC provider that does not answer. */
  change(tenant: TenantKey, place: SamlPlace, input: SingleSignOnInput): Promise<KeptSingleSignOn>
  /** Whom the provider vouched for is signed out. */
  remove(tenant: TenantKey): Promise<void>
}

export interface AdministrationKit {
  readonly accounts: AccountStore
  readonly store: SingleSignOnStore
  readonly oidc: Oidc
  readonly seal: (place: string, plain: string) => string
  readonly clock: () => number
}

export const secretPlace = (tenant: TenantKey): string => `tenant/${tenant}/single-sign-on`

export function administerSingleSignOn(kit: AdministrationKit): SingleSignOnAdministration {
  const { accounts, store, oidc, seal, clock } = kit

  /** Somebody must be able to come in while the provider does not work. */
  function checkWayIn(tenant: TenantKey): void {
    const owners = accounts.members(tenant).filter(({ role }) => role === 'owner')
    if (!owners.some(({ user }) => (accounts.passwordHash(user.id) ?? '') !== ''))
      throw new Conflict('No owner has a password: somebody must be able to come in while the provider does not work.')
  }

  function secretFor(tenant: TenantKey, { issuer, clientId, clientSecret }: OidcInput): string | undefined {
    if (clientSecret !== undefined) return seal(secretPlace(tenant), clientSecret)
    const kept = store.settings(tenant)
    // It is told to the issuer that it was given for, and to no other.
    const isSame =
      kept?.provider.protocol === 'oidc' && kept.provider.issuer === issuer && kept.provider.clientId === clientId
    return isSame ? kept.sealedSecret : undefined
  }

  return {
    read: (tenant) => store.settings(tenant),
    async change(tenant, { entityId }, input) {
      const rules = rulesOf(input)
      if (rules.required) checkWayIn(tenant)
      const provider = providerOf(input, entityId)
      if (provider.protocol === 'oidc') await oidc.check(provider)
      const before = store.settings(tenant)
      const sealedSecret = input.protocol === 'oidc' ? secretFor(tenant, input) : undefined
      await store.setSettings(tenant, { provider, rules, sealedSecret, changedAt: clock() })
      if (before !== undefined && identityOf(before.provider) !== identityOf(provider))
        await accounts.removeSessionsVia(tenant)
      const kept = store.settings(tenant)
      if (kept === undefined) throw new Conflict('Single sign-on was removed meanwhile.')
      return kept
    },
    remove: (tenant) => store.removeSettings(tenant),
  }
}

/** Whom one vouched for, another has to vouch for again. */
const identityOf = ({ protocol, issuer }: IdentityProvider): string => `${protocol} ${issuer}`

function rulesOf({ allowedDomains, defaultRole, rolesFrom, required = false }: AdmissionInput): AdmissionRules {
  if ((defaultRole ?? undefined) === undefined && rolesFrom === undefined)
    throw new Invalid('Without rolesFrom there must be a defaultRole: nobody would come in.', 'defaultRole')
  return { allowedDomains: [...new Set(allowedDomains)], defaultRole: defaultRole ?? undefined, rolesFrom, required }
}

function providerOf(input: SingleSignOnInput, entityId: string): IdentityProvider {
  if (input.protocol === 'saml') return samlOf(input, entityId)
  const { issuer, clientId, scopes = ['email', 'profile'] } = input
  return { protocol: 'oidc', issuer, clientId, scopes }
}

function samlOf(input: SamlInput, entityId: string): SamlProvider {
  const said = input.metadata === undefined ? undefined : readMetadata(input.metadata)
  const { issuer = said?.issuer, entryPoint = said?.entryPoint, certificates = said?.certificates } = input
  const { wantAssertionsSigned = true, wantResponseSigned = false, audience = entityId, attributes = {} } = input
  if (issuer === undefined || issuer === '') throw new Invalid('Give metadata, or the provider’s issuer.', 'issuer')
  if (entryPoint === undefined) throw new Invalid('Give metadata, or the provider’s entryPoint.', 'entryPoint')
  if (!/^https?:$/.test(URL.parse(entryPoint)?.protocol ?? ''))
    throw new Invalid('The entryPoint must be an http or https URL.', 'entryPoint')
  if (certificates === undefined) throw new Invalid('Give metadata, or the provider’s certificates.', 'certificates')
  if (!wantAssertionsSigned && !wantResponseSigned)
    throw new Invalid('Either the assertion or the whole response must be signed.', 'wantAssertionsSigned')
  const pems = [...new Set(certificates.map(pemOf))]
  return {
    protocol: 'saml',
    issuer,
    entryPoint,
    certificates: pems,
    audience,
    wantAssertionsSigned,
    wantResponseSigned,
    attributes,
  }
}
