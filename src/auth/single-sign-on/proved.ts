import { signOnDefaults } from '../../config/defaults.ts'
import { Unauthorized } from '../../contracts/errors.ts'

/** Whom a provider vouches for, as far as it may: what follows from it is for `admit.ts` to say. */
export interface ProvedPerson {
  /** What the provider calls them, always the same. */
  readonly subject: string
  /** Lower case; the provider says that it is theirs. */
  readonly email: string
  readonly name: string
  /** What the claim says that roles are taken from. */
  readonly values: readonly string[]
  /** Tells the provider whom to sign out. */
  readonly hint: string | undefined
}

/** A claim that does not say what it must. Its sentence is for who set single sign-on up. */
export class NotProved extends Unauthorized {}

/** Throws NotProved. */
export function provedPerson(claims: {
  readonly subject: unknown
  readonly email: unknown
  readonly name: unknown
  readonly values: unknown
  readonly hint?: string
}): ProvedPerson {
  const { subject, email, name, hint } = claims
  if (typeof subject !== 'string' || subject === '' || subject.length > signOnDefaults.subjectLength)
    throw new NotProved('The identity provider does not say who it is.')
  const address = typeof email === 'string' ? email.trim().toLowerCase() : ''
  if (!addressPattern.test(address) || address.length > 254)
    throw new NotProved('The identity provider does not say an e-mail address.')
  const values = [claims.values].flat().filter((value) => typeof value === 'string')
  return {
    subject,
    email: address,
    name: nameOf(name) ?? address,
    values: values.slice(0, signOnDefaults.groups),
    hint: hint !== undefined && hint.length <= signOnDefaults.hintLength ? hint : undefined,
  }
}

/** ASCII alone: letters of other scripts look like these, and a domain is compared with what its owner typed. */
const addressPattern =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/

/** One line; undefined for nothing. */
function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const line = value
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, signOnDefaults.nameLength)
  return line === '' ? undefined : line
}
