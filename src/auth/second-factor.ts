import { randomBytes } from 'node:crypto'
import { authDefaults } from '../config/defaults.ts'
import type { AccountStore, User } from '../contracts/accounts.ts'
import { Conflict, Invalid } from '../contracts/errors.ts'
import { hashOf } from './secrets.ts'

/**
 * A code by the clock (TOTP, RFC 6238: SHA-1, six digits, 30 seconds, as every authenticator app has it) beside the
 * password, and recovery codes for who lost the app.
 */
export interface SecondFactor {
  /** A new secret, not asked for before it is confirmed. Throws Conflict when there is a confirmed one. */
  begin(user: User): Promise<{ readonly secret: string; readonly url: string }>
  /** The app has it: from now on it is asked for. The recovery codes are shown this once. Throws Invalid. */
  confirm(user: User, code: string): Promise<readonly string[]>
  remove(user: User): Promise<void>
  /** Whether it is asked for. */
  has(user: User): boolean
  /** A code of the app or a recovery code; each is good once. */
  check(user: User, code: string): Promise<boolean>
}

export interface SecondFactorKit {
  readonly store: AccountStore
  readonly seal: (place: string, plain: string) => string
  readonly unseal: (place: string, sealed: string) => string
  readonly clock: () => number
}

const stepMs = 30_000
const placeOf = (user: User): string => `user/${user.id}/second-factor`
/** Without the signs that people mix up: four groups of five characters, 100 bits. */
const recoveryAlphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

export function createSecondFactor({ store, seal, unseal, clock }: SecondFactorKit): SecondFactor {
  /** Loaded when somebody has one. */
  const totp = async (user: User, secret: string) => {
    const { TOTP, Secret } = await import('otpauth')
    return new TOTP({ issuer: 'Colloquy', label: user.email, secret: Secret.fromBase32(secret), period: stepMs / 1000 })
  }

  /** The time step a code belongs to, one before and one after now; undefined for a wrong one. */
  async function stepOf(user: User, secret: string, code: string): Promise<number | undefined> {
    const now = clock()
    const delta = (await totp(user, secret)).validate({ token: code, timestamp: now, window: 1 })
    return delta === null ? undefined : Math.floor(now / stepMs) + delta
  }

  return {
    async begin(user) {
      if (store.secondFactor(user.id)?.confirmed === true)
        throw new Conflict('You have a second factor: remove it first.')
      const { Secret } = await import('otpauth')
      const secret = new Secret({ size: 20 }).base32
      await store.setSecondFactor(user.id, {
        sealed: seal(placeOf(user), secret),
        confirmed: false,
        lastStep: 0,
        recovery: [],
      })
      return { secret, url: (await totp(user, secret)).toString() }
    },

    async confirm(user, code) {
      const kept = store.secondFactor(user.id)
      if (kept === undefined || kept.confirmed) throw new Invalid('Begin with a new secret.', 'code')
      const step = await stepOf(user, unseal(placeOf(user), kept.sealed), code)
      if (step === undefined) throw new Invalid('This is not the code of now.', 'code')
      const codes = Array.from({ length: authDefaults.recoveryCodes }, newRecoveryCode)
      const recovery = codes.map((one) => hashOf(one))
      await store.setSecondFactor(user.id, { ...kept, confirmed: true, lastStep: step, recovery })
      return codes
    },

    remove: (user) => store.removeSecondFactor(user.id),
    has: (user) => store.secondFactor(user.id)?.confirmed === true,

    async check(user, code) {
      const kept = store.secondFactor(user.id)
      if (kept?.confirmed !== true) return false
      const plain = code.replaceAll(/[\s-]/g, '').toUpperCase()
      if (!/^\d{6}$/.test(plain)) return store.useRecoveryCode(user.id, hashOf(grouped(plain)))
      const step = await stepOf(user, unseal(placeOf(user), kept.sealed), plain)
      return step !== undefined && (await store.useStep(user.id, step))
    },
  }
}

function newRecoveryCode(): string {
  return grouped([...randomBytes(20)].map((byte) => recoveryAlphabet[byte % recoveryAlphabet.length]).join(''))
}

const grouped = (plain: string): string => (plain.match(/.{1,5}/g) ?? []).join('-')
