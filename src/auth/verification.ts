import { verificationDefaults } from '../config/defaults.ts'
import type { AccountStore } from '../contracts/accounts.ts'
import { Unauthorized } from '../contracts/errors.ts'
import type { RateLimit } from '../contracts/fleet.ts'
import type { Mailer } from '../contracts/mail.ts'
import { phrase } from '../language/phrasebook.ts'
import type { Attempts } from './attempts.ts'
import { hashOf, newSecret } from './secrets.ts'

/** Whether people read what is sent to the address that they say is theirs. */
export interface Verification {
  /** A letter with a token to a person's own address, unless they showed already that they read it, or had some within the hour. */
  request(user: string, language: string): Promise<void>
  /** Throws Unauthorized for a token that is unknown, over, or of an address that is not theirs any more; and OverLimit. */
  verify(token: string, address: string): Promise<void>
}

export interface VerificationKit {
  readonly store: AccountStore
  readonly mailer: Mailer
  readonly attempts: Attempts
  /** How many letters somebody may be written. */
  readonly letters: RateLimit
  /** The letter's link, with the token at its end. */
  readonly verifyUrl: () => string
  readonly clock: () => number
}

export function createVerification({
  store,
  mailer,
  attempts,
  letters,
  verifyUrl,
  clock,
}: VerificationKit): Verification {
  return {
    async request(id, language) {
      const user = store.user(id)
      if (user === undefined || user.emailVerified || !(await letters.take(id)).allowed) return
      const token = `cqv_${newSecret()}`
      await store.addVerification(user.id, user.email, hashOf(token), clock() + verificationDefaults.tokenMs)
      const link = `${verifyUrl()}#${token}`
      await mailer.send({
        to: user.email,
        subject: phrase(language, 'letterVerifySubject'),
        text: phrase(language, 'letterVerify', { name: user.name, link }),
      })
    },
    async verify(token, address) {
      const name = `verification ${address}`
      attempts.check(name)
      const taken = await store.takeVerification(hashOf(token), clock())
      if (taken === undefined || store.user(taken.user)?.email !== taken.email) {
        attempts.failed(name)
        throw new Unauthorized('This token is not valid any more: ask for another letter.')
      }
      await store.setEmailVerified(taken.user, clock())
    },
  }
}
