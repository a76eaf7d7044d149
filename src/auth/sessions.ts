import { authDefaults, signOnDefaults } from '../config/defaults.ts'
import type { AccountStore, Caller, User } from '../contracts/accounts.ts'
import { Unauthorized } from '../contracts/errors.ts'
import type { TenantKey } from '../contracts/id.ts'
import type { AccessTokens } from './access-tokens.ts'
import type { GrantsOf } from './grants.ts'
import { hashOf, newSecret } from './secrets.ts'

export interface SignedIn {
  readonly user: User
  readonly session: string
  readonly accessToken: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  /** Good for one use; the answer to it brings the next. */
  readonly refreshToken: string
}

/** From where somebody signs in. */
export interface Origin {
  readonly address: string
  readonly agent: string
}

/** Whose identity provider vouched for somebody, and what tells it whom to sign out (sealed). */
export interface Voucher {
  readonly via: TenantKey
  readonly sealedHint: string | undefined
}

/** What follows from having signed in, in whatever way. */
export interface Sessions {
  open(user: User, from: Origin, voucher?: Voucher): Promise<SignedIn>
  /** Throws Unauthorized. A token that was used before ends its session: one of the two who have it is a thief. */
  refresh(token: string): Promise<SignedIn>
  /** The person behind an access token. Throws Unauthorized, also when the session was ended. */
  recognize(accessToken: string): Promise<Caller>
}

export interface SessionsKit {
  readonly store: AccountStore
  readonly tokens: AccessTokens
  readonly grantsOf: GrantsOf
  readonly newId: (prefix: string) => string
  readonly clock: () => number
}

const refreshPattern = /^cqr_(ss_[a-z0-9]{20})_[\w-]{43}$/
/** Kept of what a browser says of itself, in characters. */
const agentLength = 200

export function createSessions({ store, tokens, grantsOf, newId, clock }: SessionsKit): Sessions {
  const newRefreshToken = (session: string) => `cqr_${session}_${newSecret()}`

  async function signedIn(user: User, session: string, refreshToken: string): Promise<SignedIn> {
    const { token, expiresAt } = await tokens.sign(user.id, session)
    return { user, session, accessToken: token, expiresAt, refreshToken }
  }

  function userOf(id: string): User {
    const user = store.user(id)
    if (user === undefined) throw new Unauthorized('This account is closed.')
    return user
  }

  /** Use keeps a session going; one that a provider vouched for ends all the same, because the provider may have changed its mind. */
  function endOf(via: TenantKey | undefined, createdAt: number, now: number): number {
    const idle = now + authDefaults.sessionMs
    return via === undefined ? idle : Math.min(idle, createdAt + signOnDefaults.sessionMs)
  }

  return {
    async open(user, { address, agent }, voucher) {
      const { via, sealedHint } = voucher ?? {}
      const id = newId('ss')
      const refreshToken = newRefreshToken(id)
      const now = clock()
      await store.addSession({
        id,
        user: user.id,
        refreshHash: hashOf(refreshToken),
        address,
        agent: agent.slice(0, agentLength),
        via,
        sealedHint,
        createdAt: now,
        usedAt: now,
        expiresAt: endOf(via, now, now),
      })
      return signedIn(user, id, refreshToken)
    },

    async refresh(token) {
      const id = refreshPattern.exec(token)?.[1]
      const session = id === undefined ? undefined : store.session(id)
      const now = clock()
      if (session === undefined || session.expiresAt <= now)
        throw new Unauthorized('This refresh token is not valid: sign in again.')
      const user = userOf(session.user)
      const next = newRefreshToken(session.id)
      const end = endOf(session.via, session.createdAt, now)
      const rotated = await store.rotate(session.id, hashOf(token), hashOf(next), now, end)
      if (!rotated) {
        await store.removeSession(session.id)
        throw new Unauthorized('This refresh token was used before: the session is ended, sign in again.')
      }
      return signedIn(user, session.id, next)
    },

    async recognize(accessToken) {
      const claims = await tokens.verify(accessToken)
      const session = store.session(claims.session)
      if (session === undefined || session.user !== claims.user || session.expiresAt <= clock())
        throw new Unauthorized('This session is ended: sign in again.')
      const user = userOf(session.user)
      const { via } = session
      const grants = await grantsOf.user(user, via)
      const caller = { kind: 'user', id: user.id, name: user.name, session: session.id, grants } as const
      return via === undefined ? caller : { ...caller, via }
    },
  }
}
