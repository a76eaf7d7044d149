import { randomBytes } from 'node:crypto'
import { SignJWT, errors, jwtVerify } from 'jose'
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
