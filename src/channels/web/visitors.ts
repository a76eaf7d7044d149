import { createHmac, randomBytes } from 'node:crypto'
import { SignJWT, errors, jwtVerify } from 'jose'
import { Unauthorized } from '../../contracts/errors.ts'
import type { Sender } from '../../contracts/message.ts'
import { webDefaults } from '../../config/defaults.ts'

/**
 * A visitor is a random id; the token proves that we gave it out. Signed with a key of the tenant's own, for one embed
 * id: a token of one website says nothing at another.
 */
const algorithm = 'HS256'
/** Told apart from every other token that the same key might ever sign. */
const type = 'visitor+jwt'
const visitorPattern = /^v_[0-9a-f]{32}$/

/** 128 random bits in lower-case hex: databases compare without regard to case. */
export function newVisitor(): string {
  return `v_${randomBytes(16).toString('hex')}`
}

/** What a file goes by until it is said in a message: 128 random bits, as the visitor's own id. */
export function newUpload(): string {
  return `up_${randomBytes(16).toString('hex')}`
}

/** `key` is at least 32 bytes; `now` in milliseconds since 1970. */
export async function signVisitor(
  key: Uint8Array,
  embedId: string,
  visitor: string,
  now = Date.now(),
): Promise<string> {
  const issuedAt = Math.floor(now / 1000)
  return new SignJWT()
    .setProtectedHeader({ alg: algorithm, typ: type })
    .setSubject(visitor)
    .setAudience(embedId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + webDefaults.tokenMs / 1000)
    .sign(key)
}

/** The visitor a token was given to; undefined for a token that is forged, expired, of another website or none at all. */
export async function verifyVisitor(
  key: Uint8Array,
  embedId: string,
  token: string,
  now = Date.now(),
): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      typ: type,
      audience: embedId,
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(now),
    })
    return payload.sub !== undefined && visitorPattern.test(payload.sub) ? payload.sub : undefined
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}

/** Who a website's own server says its visitor is. */
export interface IdentityRules {
  /** Of the channel, the newest first: what either signed is believed. */
  readonly secrets: readonly string[]
  readonly embedId: string
}

/**
 * The person a website's server signed a token for: HS256 with a secret of the channel, `sub` its own id of them, `aud`
 * the embed id, `exp` required, `name` if it likes. Throws Unauthorized with what is wrong, for who set it up.
 */
export async function verifyIdentity(
  { secrets, embedId }: IdentityRules,
  token: string,
  now = Date.now(),
): Promise<Pick<Sender, 'name' | 'username'> & { readonly username: string }> {
  let problem = 'the channel has no identity secret'
  for (const secret of secrets) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: [algorithm],
        audience: embedId,
        requiredClaims: ['sub', 'exp'],
        currentDate: new Date(now),
        clockTolerance: webDefaults.identityToleranceSeconds,
      })
      const { sub: username = '', name } = payload
      if (username === '' || username.length > webDefaults.wordLength)
        throw new Unauthorized('The identity token names nobody.')
      const isNamed = typeof name === 'string' && name !== '' && name.length <= webDefaults.wordLength
      return { username, ...(isNamed && { name }) }
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error
      // What is wrong with what was signed by the right secret says more than that the other one did not sign it.
      if (!(error instanceof errors.JWSSignatureVerificationFailed && problem.startsWith('it ')))
        problem = wrongWith(error)
    }
  }
  throw new Unauthorized(`The identity token is not good: ${problem}.`)
}

function wrongWith(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'it has expired'
  if (error instanceof errors.JWTClaimValidationFailed) return `it needs a proper "${error.claim}"`
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'no secret of this channel signed it'
  return 'nobody can read it'
}

/**
 * The same visitor on every device, told apart from those that are only a random number. Made with a key of the tenant's:
 * nobody can name somebody else's, or tell from it who it is.
 */
export function verifiedVisitor(key: Uint8Array, channel: string, username: string): string {
  const mac = createHmac('sha256', key).update(`identity\0${channel}\0${username}`).digest('hex')
  return `u_${mac.slice(0, 32)}`
}
