import type { AccountStore, Caller } from '../contracts/accounts.ts'
import type { Mailer } from '../contracts/mail.ts'
import { accessTokens, looksLikeAccessToken } from './access-tokens.ts'
import { createApiKeys } from './api-keys.ts'
import type { ApiKeys } from './api-keys.ts'
import { createAttempts } from './attempts.ts'
import { createGrants } from './grants.ts'
import type { CodeOf } from './grants.ts'
import { createSecondFactor } from './second-factor.ts'
import type { SecondFactor, SecondFactorKit } from './second-factor.ts'
import { createSignIn } from './sign-in.ts'
import type { SignIn } from './sign-in.ts'
import { createTeam } from './team.ts'
import type { Team } from './team.ts'

export interface Auth {
  readonly store: AccountStore
  readonly signIn: SignIn
  readonly apiKeys: ApiKeys
  readonly team: Team
  readonly secondFactor: SecondFactor
  /** The caller behind an access token or an API key; undefined for an unknown key. Throws Unauthorized for a token. */
  recognize(credential: string): Promise<Caller | undefined>
}

export interface AuthOptions {
  readonly store: AccountStore
  readonly codeOf: CodeOf
  /** Signs access tokens; 32 bytes. */
  readonly tokenKey: Uint8Array
  readonly mailer: Mailer
  /** Hides secrets so that each opens at its own place alone. */
  readonly sealing: Pick<SecondFactorKit, 'seal' | 'unseal'>
  /** Where people reach this gateway, without a slash at its end. */
  readonly publicUrl: () => string
  /** So many lower-case letters and digits. */
  readonly random: (length: number) => string
  readonly clock: () => number
}

/** Who may come in. */
export function createAuth({ store, codeOf, tokenKey, mailer, sealing, publicUrl, random, clock }: AuthOptions): Auth {
  const newId = (prefix: string) => `${prefix}_${random(20)}`
  const grantsOf = createGrants(store, codeOf)
  const apiKeys = createApiKeys(store, grantsOf, newId, clock)
  const tokens = accessTokens(tokenKey, clock)
  const attempts = createAttempts(clock)
  const secondFactor = createSecondFactor({ store, ...sealing, clock })
  const signIn = createSignIn({
    store,
    tokens,
    attempts,
    secondFactor,
    mailer,
    resetUrl: () => `${publicUrl()}/reset-password`,
    grantsOf,
    newId,
    clock,
  })
  return {
    store,
    signIn,
    secondFactor,
    apiKeys,
    team: createTeam(store, attempts, newId, clock),
    recognize: (credential) =>
      looksLikeAccessToken(credential) ? signIn.recognize(credential) : apiKeys.recognize(credential),
  }
}
