import { authDefaults } from '../config/defaults.ts'
import type { AccountStore, Session, User } from '../contracts/accounts.ts'
import { GatewayError, Invalid, Unauthorized } from '../contracts/errors.ts'
import type { RateLimit } from '../contracts/fleet.ts'
import type { TenantKey } from '../contracts/id.ts'
import type { Mailer } from '../contracts/mail.ts'
import type { GrantsOf } from './grants.ts'
import { phrase } from '../language/phrasebook.ts'
import type { Attempts } from './attempts.ts'
import { checkPassword, hashPassword, verifyPassword } from './passwords.ts'
import type { SecondFactor } from './second-factor.ts'
import { hashOf, newSecret } from './secrets.ts'
import type { Origin, Sessions, SignedIn } from './sessions.ts'

/** The password is right, and is not enough. */
export class CodeNeeded extends GatewayError {
  readonly code = 'E_CODE_NEEDED'
}

/** The password is right, and opens nothing: the person's tenant asks for its own identity provider. */
export class SignOnNeeded extends GatewayError {
  readonly code = 'E_SIGN_ON_NEEDED'
}

export interface SignIn {
  /**
   * The person whom the password, and the code of a second factor, belong to. Throws Unauthorized (one answer for wrong and
   * unknown), CodeNeeded and OverLimit.
   */
  prove(email: string, password: string, address: string, code?: string): Promise<User>
  /** Throws as above, and SignOnNeeded. */
  login(email: string, password: string, from: Origin, code?: string): Promise<SignedIn>
  logout(session: string): Promise<void>
  /** Those that a tenant's provider vouched for see those alone; others see all. */
  sessions(user: string, via?: TenantKey): readonly Session[]
  /** Throws Invalid for the password that is, and for one that is none. All other sessions end. */
  changePassword(user: string, session: string | undefined, from: string, to: string): Promise<void>
  /** A letter with a token to whoever has this address; nobody else learns whether anybody has. */
  forgot(email: string, language: string): Promise<void>
  /** Throws Unauthorized and Invalid. All sessions end. */
  reset(token: string, password: string): Promise<void>
}

export interface SignInKit {
  readonly store: AccountStore
  readonly sessions: Sessions
  readonly attempts: Attempts
  readonly secondFactor: SecondFactor
  readonly mailer: Mailer
  /** How many letters somebody may be written. */
  readonly letters: RateLimit
  /** Where people reset their password: the letter's link, with the token at its end. */
  readonly resetUrl: () => string
  readonly grantsOf: GrantsOf
  readonly clock: () => number
}

export function createSignIn(kit: SignInKit): SignIn {
  const { store, sessions, attempts, secondFactor, mailer, letters, grantsOf, clock } = kit

  function userOf(id: string): User {
    const user = store.user(id)
    if (user === undefined) throw new Unauthorized('This account is closed.')
    return user
  }

  const signIn: SignIn = {
    async prove(email, password, address, code) {
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
      return known.user
    },

    async login(email, password, from, code) {
      const user = await signIn.prove(email, password, from.address, code)
      if (grantsOf.opensNothing(user))
        throw new SignOnNeeded('Your organisation signs in by single sign-on: passwords open nothing of it.')
      return sessions.open(user, from)
    },

    logout: (session) => store.removeSession(session),
    sessions: (user, via) =>
      store
        .sessions(user)
        .filter((session) => session.expiresAt > clock() && (via === undefined || session.via === via)),

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

    async forgot(email, language) {
      const user = store.userByEmail(email.trim().toLowerCase())?.user
      if (user === undefined || !(await letters.take(user.id)).allowed) return
      const token = `cqp_${newSecret()}`
      await store.addReset(user.id, hashOf(token), clock() + authDefaults.resetMs)
      const link = `${kit.resetUrl()}#${token}`
      await mailer.send({
        to: user.email,
        subject: phrase(language, 'letterResetSubject'),
        text: phrase(language, 'letterReset', { name: user.name, link }),
      })
    },

    async reset(token, password) {
      // Looked at before it is used up: a bad password may be corrected.
      checkPassword(password, '')
      const id = await store.takeReset(hashOf(token), clock())
      const user = id === undefined ? undefined : store.user(id)
      if (user === undefined) throw new Unauthorized('This token is not valid any more: ask for another.')
      await store.setPassword(user.id, await hashPassword(password))
      // The letter was read.
      if (!user.emailVerified) await store.setEmailVerified(user.id, clock())
      await store.removeSessions(user.id)
      attempts.succeeded(`account ${user.email}`)
    },
  }
  return signIn
}
