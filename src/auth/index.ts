import type { AccountStore, Caller } from '../contracts/accounts.ts'
import { accessTokens, looksLikeAccessToken } from './access-tokens.ts'
import { createApiKeys } from './api-keys.ts'
import type { ApiKeys } from './api-keys.ts'
import { createAttempts } from './attempts.ts'
import { createGrants } from './grants.ts'
import type { CodeOf } from './grants.ts'
import { createSignIn } from './sign-in.ts'
import type { SignIn } from './sign-in.ts'
import { createTeam } from './team.ts'
import type { Team } from './team.ts'

export interface Auth {
  readonly store: AccountStore
  readonly signIn: SignIn
  readonly apiKeys: ApiKeys
  readonly team: Team
  /** The caller behind an access token or an API key; undefined for an unknown key. Throws Unauthorized for a token. */
  recognize(credential: string): Promise<Caller | undefined>
}

export interface AuthOptions {
  readonly store: AccountStore
  readonly codeOf: CodeOf
  /** Signs access tokens; 32 bytes. */
  readonly tokenKey: Uint8Array
  /** So many lower-case letters and digits. */
  readonly random: (length: number) => string
  readonly clock: () => number
}

/** Who may come in. */
export function createAuth({ store, codeOf, tokenKey, random, clock }: AuthOptions): Auth {
  const newId = (prefix: string) => `${prefix}_${random(20)}`
  const grantsOf = createGrants(store, codeOf)
  const apiKeys = createApiKeys(store, grantsOf, newId, clock)
  const tokens = accessTokens(tokenKey, clock)
  const attempts = createAttempts(clock)
  const signIn = createSignIn({ store, tokens, attempts, grantsOf, newId, clock })
  return {
    store,
    signIn,
    apiKeys,
    team: createTeam(store, attempts, newId, clock),
    recognize: (credential) =>
      looksLikeAccessToken(credential) ? signIn.recognize(credential) : apiKeys.recognize(credential),
  }
}
