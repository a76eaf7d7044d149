import type { AccountStore, Caller } from '../contracts/accounts.ts'
import { letterDefaults } from '../config/defaults.ts'
import type { Fleet } from '../contracts/fleet.ts'
import type { Mailer } from '../contracts/mail.ts'
import type { SingleSignOnStore } from '../contracts/single-sign-on.ts'
import { accessTokens, looksLikeAccessToken } from './access-tokens.ts'
import { createApiKeys } from './api-keys.ts'
import type { ApiKeys } from './api-keys.ts'
import { createAttempts, shareAttempts } from './attempts.ts'
import { createGrants } from './grants.ts'
import type { CodeOf } from './grants.ts'
import { createSecondFactor } from './second-factor.ts'
import type { SecondFactor, SecondFactorKit } from './second-factor.ts'
import { createSessions } from './sessions.ts'
import type { Sessions } from './sessions.ts'
import { createSignIn } from './sign-in.ts'
import type { SignIn } from './sign-in.ts'
import { createSingleSignOn } from './single-sign-on/index.ts'
import type { SingleSignOn } from './single-sign-on/index.ts'
import { createTeam } from './team.ts'
import type { Team } from './team.ts'
import { createVerification } from './verification.ts'
import type { Verification } from './verification.ts'

export interface Auth {
  readonly store: AccountStore
  readonly signIn: SignIn
  readonly sessions: Sessions
  readonly singleSignOn: SingleSignOn
  readonly verification: Verification
  readonly apiKeys: ApiKeys
  readonly team: Team
  readonly secondFactor: SecondFactor
  /** The caller behind an access token or an API key; undefined for an unknown key. Throws Unauthorized for a token. */
  recognize(credential: string): Promise<Caller | undefined>
}

export interface AuthOptions {
  readonly store: AccountStore
  readonly singleSignOn: SingleSignOnStore
  readonly codeOf: CodeOf
  /** Signs access tokens; 32 bytes. */
  readonly tokenKey: Uint8Array
  readonly mailer: Mailer
  /** How often people are written to, and who guesses: the same at every process. */
  readonly fleet: Pick<Fleet, 'rates' | 'news'>
  /** Hides secrets so that each opens at its own place alone. */
  readonly sealing: Pick<SecondFactorKit, 'seal' | 'unseal'>
  /** Reaches what tenants may name. */
  readonly fetch: typeof globalThis.fetch
  /** Hosts inside of the operator's network: identity providers there may do without TLS. */
  readonly privateHosts: readonly string[]
  /** Where people reach this gateway, without a slash at its end. */
  readonly publicUrl: () => string
  /** So many lower-case letters and digits. */
  readonly random: (length: number) => string
  readonly clock: () => number
}

/** Who may come in. */
export function createAuth(options: AuthOptions): Auth {
  const { store, codeOf, mailer, fleet, sealing, publicUrl, random, clock } = options
  const newId = (prefix: string) => `${prefix}_${random(20)}`
  const grantsOf = createGrants(
    store,
    codeOf,
    (tenant) => options.singleSignOn.settings(tenant)?.rules.required === true,
  )
  const apiKeys = createApiKeys(store, grantsOf, newId, clock)
  const tokens = accessTokens(options.tokenKey, clock)
  const attempts = shareAttempts(createAttempts(clock), fleet.news)
  const letters = (kind: string) =>
    fleet.rates.limit(`letters-${kind}`, { points: letterDefaults.perHour, seconds: 3600 })
  const secondFactor = createSecondFactor({ store, ...sealing, clock })
  const sessions = createSessions({ store, tokens, grantsOf, newId, clock })
  const signIn = createSignIn({
    store,
    sessions,
    attempts,
    secondFactor,
    mailer,
    letters: letters('reset'),
    resetUrl: () => `${publicUrl()}/reset-password`,
    grantsOf,
    clock,
  })
  const singleSignOn = createSingleSignOn({
    accounts: store,
    store: options.singleSignOn,
    signIn,
    sessions,
    attempts,
    ...sealing,
    fetch: options.fetch,
    plainHosts: new Set(options.privateHosts),
    publicUrl,
    newId,
    random,
    clock,
  })
  const verifyUrl = () => `${publicUrl()}/verify-email`
  return {
    store,
    signIn,
    sessions,
    singleSignOn,
    verification: createVerification({ store, mailer, attempts, letters: letters('verification'), verifyUrl, clock }),
    secondFactor,
    apiKeys,
    team: createTeam(store, attempts, newId, clock),
    recognize: (credential) =>
      looksLikeAccessToken(credential) ? sessions.recognize(credential) : apiKeys.recognize(credential),
  }
}
