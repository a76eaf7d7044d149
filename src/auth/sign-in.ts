import { authDefaults } from '../config/defaults.ts'
import type { AccountStore, Caller, Session, User } from '../contracts/accounts.ts'
import { GatewayError, Invalid, Unauthorized } from '../contracts/errors.ts'
import type { Mailer } from '../contracts/mail.ts'
import type { AccessTokens } from './access-tokens.ts'
import type { Attempts } from './attempts.ts'
import type { GrantsOf } from './grants.ts'
import { checkPassword, hashPassword, verifyPassword } from './passwords.ts'
import type { SecondFactor } from './second-factor.ts'
import { hashOf, newSecret } from './secrets.ts'

/** The password is right, and is not enough. */
export class CodeNeeded extends GatewayError {
  readonly code = 'E_CODE_NEEDED'
}

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

export interface SignIn {
  /** Throws Unauthorized (one answer for wrong and unknown), CodeNeeded and OverLimit. */
  login(email: string, password: string, from: Origin, code?: string): Promise<SignedIn>
  /** Throws Unauthorized. A token that was used before ends its session: one of the two who have it is a thief. */
  refresh(token: string): Promise<SignedIn>
  /** The person behind an access token. Throws Unauthorized, also when the session was ended. */
  recognize(accessToken: string): Promise<Caller>
  logout(session: string): Promise<void>
  sessions(user: string): readonly Session[]
  /** Throws Invalid for the password that is, and for one that is none. All other sessions end. */
  changePassword(user: string, session: string | undefined, from: string, to: string): Promise<void>
  /** A letter with a token to whoever has this address; nobody else learns whether anybody has. */
  forgot(email: string): Promise<void>
  /** Throws Unauthorized and Invalid. All sessions end. */
  reset(token: string, password: string): Promise<void>
}

export interface SignInKit {
  readonly store: AccountStore
  readonly tokens: AccessTokens
  readonly attempts: Attempts
  readonly secondFactor: SecondFactor
  readonly mailer: Mailer
  /** Where people reset their password: the letter's link, with the token at its end. */
  readonly resetUrl: () => string
  readonly grantsOf: GrantsOf
  readonly newId: (prefix: string) => string
  readonly clock: () => number
}

const refreshPattern = /^cqr_(ss_[a-z0-9]{20})_[\w-]{43}$/
/** Kept of what a browser says of itself, in characters. */
const agentLength = 200

export function createSignIn(kit: SignInKit): SignIn {
  const { store, tokens, attempts, secondFactor, mailer, grantsOf, newId, clock } = kit
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

  return {
    async login(email, password, { address, agent }, code) {
      const account = email.trim().toLowerCase()
      const names = [`account ${account}`, `address ${address}`]
      attempts.check(...names)
      const known = store.userByEmail(account)
      const fits = await verifyPassword(known?.passwordHash, password)
      if (!fits || known === undefined) {
        attempts.failed(...names)
        throw new Unauthorized('The address or the password is wrong.')
      }
      if (secondFactor.has(known.user)) {
        if (code === undefined) throw new CodeNeeded('Give the code of your authenticator app too.')
        if (!(await secondFactor.check(known.user, code))) {
          attempts.failed(...names)
          throw new Unauthorized('The code is wrong.')
        }
      }
      attempts.succeeded(names[0] ?? '')
      const id = newId('ss')
      const refreshToken = newRefreshToken(id)
      const now = clock()
      await store.addSession({
        id,
        user: known.user.id,
        refreshHash: hashOf(refreshToken),
        address,
        agent: agent.slice(0, agentLength),
        createdAt: now,
        usedAt: now,
        expiresAt: now + authDefaults.sessionMs,
      })
      return signedIn(known.user, id, refreshToken)
    },

    async refresh(token) {
      const id = refreshPattern.exec(token)?.[1]
      const session = id === undefined ? undefined : store.session(id)
      const now = clock()
      if (session === undefined || session.expiresAt <= now)
        throw new Unauthorized('This refresh token is not valid: sign in again.')
      const user = userOf(session.user)
      const next = newRefreshToken(session.id)
      const rotated = await store.rotate(session.id, hashOf(token), hashOf(next), now, now + authDefaults.sessionMs)
      if (!rotated) {
        await store.removeSession(session.id)
        throw new Unauthorized('This refresh token was used before: the session is ended, sign in again.')
      }
      return signedIn(user, session.id, next)
    },

    async recognize(accessToken) {
      const claims = await tokens.verify(accessToken)
      const session = store.session(claims.session)
      if (session === undefined || session.user !== claims.user)
        throw new Unauthorized('This session is ended: sign in again.')
      const user = userOf(session.user)
      return { kind: 'user', id: user.id, name: user.name, session: session.id, grants: await grantsOf.user(user) }
    },

    logout: (session) => store.removeSession(session),
    sessions: (user) => store.sessions(user).filter(({ expiresAt }) => expiresAt > clock()),

    async changePassword(id, session, from, to) {
      const user = userOf(id)
      const name = `account ${user.email}`
      attempts.check(name)
      if (!(await verifyPassword(store.passwordHash(id), from))) {
        attempts.failed(name)
        throw new Invalid('This is not the password that is.', 'current')
      }
      checkPassword(to, user.email)
      await store.setPassword(id, await hashPassword(to))
      await store.removeSessions(id, session)
    },

    async forgot(email) {
      const user = store.userByEmail(email.trim().toLowerCase())?.user
      if (user === undefined) return
      const token = `cqp_${newSecret()}`
      await store.addReset(user.id, hashOf(token), clock() + authDefaults.resetMs)
      const text = [
        `Hello ${user.name},`,
        'somebody asked for a new password for your account. Choose one within an hour here:',
        `${kit.resetUrl()}#${token}`,
        'If that was not you, do nothing: your password stays as it is.',
      ].join('\n\n')
      await mailer.send({ to: user.email, subject: 'A new password', text })
    },

    async reset(token, password) {
      // Looked at before it is used up: a bad password may be corrected.
      checkPassword(password, '')
      const id = await store.takeReset(hashOf(token), clock())
      const user = id === undefined ? undefined : store.user(id)
      if (user === undefined) throw new Unauthorized('This token is not valid any more: ask for another.')
      await store.setPassword(user.id, await hashPassword(password))
      await store.removeSessions(user.id)
      attempts.succeeded(`account ${user.email}`)
    },
  }
}
