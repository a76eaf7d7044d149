import { authDefaults } from '../config/defaults.ts'
import { Invalid } from '../contracts/errors.ts'

/**
 * Passwords, kept as argon2id. The cost is what OWASP's Password Storage Cheat Sheet names as its first choice for it:
 * 19 MiB, two passes, one lane.
 */
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const

/** Loaded with the first sign-in: a gateway that nobody signs in to does without it. */
const argon2 = () => import('@node-rs/argon2')

export async function hashPassword(password: string): Promise<string> {
  const { hash } = await argon2()
  return hash(password.normalize('NFC'), cost)
}

/** `hash` undefined: nobody of that name, or empty: they have none; it takes as long as if there were one. */
export async function verifyPassword(hash: string | undefined, password: string): Promise<boolean> {
  const { verify } = await argon2()
  if (password.length > authDefaults.passwordLengthMax) return false
  decoy ??= hashPassword('nobody has this password')
  const isThere = hash !== undefined && hash !== ''
  const fits = await verify(isThere ? hash : await decoy, password.normalize('NFC'))
  return fits && isThere
}
let decoy: Promise<string> | undefined

/** Throws Invalid. Length is what counts; rules about signs only make people write `Password1!`. */
export function checkPassword(password: string, email: string): void {
  const { passwordLength, passwordLengthMax } = authDefaults
  if (password.length < passwordLength)
    throw new Invalid(`A password has at least ${passwordLength} characters.`, 'password')
  if (password.length > passwordLengthMax)
    throw new Invalid(`A password has at most ${passwordLengthMax} characters.`, 'password')
  if (password.toLowerCase() === email || new Set(password).size < passwordLength / 3)
    throw new Invalid('This password would be guessed at once.', 'password')
}
