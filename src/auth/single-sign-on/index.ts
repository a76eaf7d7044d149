import { signOnDefaults } from '../../config/defaults.ts'
import type { AccountStore, Role } from '../../contracts/accounts.ts'
import { NotFound, Unauthorized } from '../../contracts/errors.ts'
import type { TenantCode, TenantKey } from '../../contracts/id.ts'
import type { Flight, IdentityProvider, KeptSingleSignOn, SingleSignOnStore } from '../../contracts/single-sign-on.ts'
import type { Attempts } from '../attempts.ts'
import { hashOf, newSecret } from '../secrets.ts'
import type { Origin, Sessions, SignedIn } from '../sessions.ts'
import type { SignIn } from '../sign-in.ts'
import { admit } from './admit.ts'
import type { Proof } from './admit.ts'
import { createOidc } from './oidc.ts'
import type { OidcClient, OidcRequest } from './oidc.ts'
import { NotProved } from './proved.ts'
import type { ProvedPerson } from './proved.ts'
import { ownMetadata } from './saml-metadata.ts'
import { createSaml } from './saml.ts'
import type { SamlPlace, SamlRequest } from './saml.ts'
import { administerSingleSignOn, secretPlace } from './settings.ts'
import type { SingleSignOnAdministration } from './settings.ts'

/** A tenant as somebody who is not signed in names it. */
export interface Door {
  readonly key: TenantKey
  readonly code: TenantCode
}

/** What the browser brings back from a provider. */
export type ProviderAnswer =
  | { readonly by: 'redirect'; readonly search: string; readonly browser: string | undefined }
  /** From another site, so that browsers leave our cookie out: whose browser it is shows when the code is used. */
  | { readonly by: 'post'; readonly response: string; readonly state: string }

export interface Entered extends SignedIn {
  readonly tenant: TenantKey
  readonly provider: Pick<IdentityProvider, 'protocol' | 'issuer'>
  readonly role: Role
  readonly account: 'known' | 'linked' | 'new'
}

/** Signing in by a tenant's own identity provider. */
export interface SingleSignOn extends SingleSignOnAdministration {
  /** Where the browser goes. `browser`: the secret in its cookie. Throws NotFound for a tenant without, and Busy. */
  begin(door: Door, browser: string): Promise<string>
  /** A code that brings tokens, once and soon, to the browser that began. Throws NotFound, Unauthorized and NotProved. */
  arrive(door: Door, answer: ProviderAnswer): Promise<string>
  /** Throws Unauthorized, PasswordNeeded (then the code is still good), CodeNeeded and OverLimit. */
  enter(code: string, browser: string | undefined, from: Origin, proof: Proof): Promise<Entered>
  /** Ends a session. Where the browser signs out at the provider too; undefined where that is not offered. */
  leave(session: string): Promise<string | undefined>
  /** Who we are for a tenant's SAML provider. */
  placeOf(code: TenantCode): SamlPlace
  /** The same as XML. */
  metadataOf(code: TenantCode): string
}

export interface SingleSignOnKit {
  readonly accounts: AccountStore
  readonly store: SingleSignOnStore
  readonly signIn: Pick<SignIn, 'prove'>
  readonly sessions: Sessions
  readonly attempts: Attempts
  readonly seal: (place: string, plain: string) => string
  readonly unseal: (place: string, sealed: string) => string
  readonly fetch: typeof globalThis.fetch
  readonly plainHosts: ReadonlySet<string>
  readonly publicUrl: () => string
  readonly newId: (prefix: string) => string
  readonly random: (length: number) => string
  readonly clock: () => number
}

/** What a flight carries: out, and back. */
type Outward =
  | { readonly protocol: 'oidc'; readonly state: string; readonly request: OidcRequest }
  | { readonly protocol: 'saml'; readonly request: SamlRequest }

interface Back {
  readonly person: ProvedPerson
  readonly provider: string
}

const providerOf = ({ provider: { protocol, issuer } }: KeptSingleSignOn): string => `${protocol} ${issuer}`

const gone = () => new Unauthorized('This sign-in is over, or began in another browser: begin again.')

export function createSingleSignOn(kit: SingleSignOnKit): SingleSignOn {
  const { accounts, store, sessions, attempts, seal, unseal, publicUrl, newId, clock } = kit
  const oidc = createOidc(kit)
  const saml = createSaml(kit.random, clock)
  const administration = administerSingleSignOn({ accounts, store, oidc, seal, clock })

  const base = (code: TenantCode) => `${publicUrl()}/api/v1/auth/sso/${code}`
  const placeOf = (code: TenantCode): SamlPlace => ({
    entityId: `${base(code)}/metadata`,
    callback: `${base(code)}/callback`,
  })

  function settingsOf(tenant: TenantKey): KeptSingleSignOn {
    const settings = store.settings(tenant)
    if (settings === undefined) throw new NotFound('There is no single sign-on here.')
    return settings
  }

  function clientOf(tenant: TenantKey, { provider, sealedSecret }: KeptSingleSignOn): OidcClient | undefined {
    if (provider.protocol !== 'oidc') return undefined
    return { provider, secret: sealedSecret === undefined ? undefined : unseal(secretPlace(tenant), sealedSecret) }
  }

  async function takeOff(tenant: TenantKey, secret: string, browserHash: string, carried: unknown, ms: number) {
    const hash = hashOf(secret)
    const sealed = seal(`flight/${hash}`, JSON.stringify(carried))
    await store.addFlight({ hash, tenant, browserHash, sealed, expiresAt: clock() + ms }, clock())
  }

  function carriedBy<Carried>({ hash, sealed }: Flight): Carried {
    return JSON.parse(unseal(`flight/${hash}`, sealed)) as Carried // sealed above
  }

  async function proved(door: Door, answer: ProviderAnswer, state: string, flight: Flight): Promise<ProvedPerson> {
    const settings = settingsOf(door.key)
    const outward = carriedBy<Outward>(flight)
    const claim = settings.rules.rolesFrom?.claim
    const { provider } = settings
    if (provider.protocol === 'saml') {
      if (outward.protocol !== 'saml' || answer.by !== 'post') throw gone()
      return saml.prove(provider, placeOf(door.code), { response: answer.response, request: outward.request }, claim)
    }
    const client = clientOf(door.key, settings)
    if (outward.protocol !== 'oidc' || answer.by !== 'redirect' || client === undefined) throw gone()
    const redirectUri = placeOf(door.code).callback
    return oidc.prove(client, { redirectUri, search: answer.search, state, request: outward.request }, claim)
  }

  async function noted<Result>(tenant: TenantKey, trying: Promise<Result>): Promise<Result> {
    try {
      return await trying
    } catch (error) {
      if (error instanceof NotProved)
        await store.noteProblem(tenant, { sentence: shortened(error.message), at: clock() })
      throw error
    }
  }

  return {
    ...administration,
    placeOf,
    metadataOf: (code) => ownMetadata(placeOf(code)),

    async begin({ key, code }, browser) {
      const settings = settingsOf(key)
      const state = newSecret()
      const client = clientOf(key, settings)
      const { provider } = settings
      const { url, ...outward } =
        provider.protocol === 'saml'
          ? { protocol: 'saml', ...(await saml.begin(provider, placeOf(code), state)) }
          : {
              protocol: 'oidc',
              state,
              ...(await oidc.begin(client ?? { provider, secret: undefined }, placeOf(code).callback, state)),
            }
      await takeOff(key, state, hashOf(browser), outward, signOnDefaults.flightMs)
      return url
    },

    async arrive(door, answer) {
      const state = answer.by === 'post' ? answer.state : (new URLSearchParams(answer.search).get('state') ?? '')
      // Gone with the first who comes: an answer is good once.
      const flight = await store.takeFlight(hashOf(state), clock())
      if (flight === undefined || flight.tenant !== door.key) throw gone()
      if (answer.by === 'redirect' && hashOf(answer.browser ?? '') !== flight.browserHash) throw gone()
      const person = await noted(door.key, proved(door, answer, state, flight))
      const code = `cqo_${newSecret()}`
      const back: Back = { person, provider: providerOf(settingsOf(door.key)) }
      await takeOff(door.key, code, flight.browserHash, back, signOnDefaults.codeMs)
      return code
    },

    async enter(code, browser, from, proof) {
      const name = `exchange ${from.address}`
      attempts.check(name)
      const found = code.startsWith('cqo_') ? store.flight(hashOf(code), clock()) : undefined
      if (found === undefined || hashOf(browser ?? '') !== found.browserHash) {
        attempts.failed(name)
        throw gone()
      }
      const { tenant } = found
      const settings = settingsOf(tenant)
      const { person, provider } = carriedBy<Back>(found)
      // What one provider said is not what another has to stand for.
      if (provider !== providerOf(settings)) throw gone()
      const { prove } = kit.signIn
      const kitOfAdmission = { accounts, store, prove, newId, clock }
      const admission = await admit(kitOfAdmission, tenant, settings, person, { ...proof, address: from.address })
      // Only now: whoever has to give a password comes again with the same code.
      if ((await store.takeFlight(found.hash, clock())) === undefined) throw gone()
      const user = await admission.settle()
      const sealedHint = person.hint === undefined ? undefined : seal(hintPlace(user.id), person.hint)
      const signedIn = await sessions.open(user, from, { via: tenant, sealedHint })
      const { protocol, issuer } = settings.provider
      const { role, account } = admission
      return { ...signedIn, tenant, provider: { protocol, issuer }, role, account }
    },

    async leave(id) {
      const session = accounts.session(id)
      await accounts.removeSession(id)
      if (session?.via === undefined) return undefined
      const settings = store.settings(session.via)
      const client = settings === undefined ? undefined : clientOf(session.via, settings)
      if (client === undefined) return undefined
      const hint = session.sealedHint === undefined ? undefined : unseal(hintPlace(session.user), session.sealedHint)
      // The session is ended whether or not the provider answers.
      return oidc.signOutUrl(client, hint, `${publicUrl()}/sign-in`).catch(() => undefined)
    },
  }
}

const hintPlace = (user: string): string => `user/${user}/sign-out-hint`

const shortened = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ').slice(0, signOnDefaults.problemLength)
