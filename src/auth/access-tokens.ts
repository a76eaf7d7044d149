import { SignJWT, errors, jwtVerify } from 'jose'
import { authDefaults } from '../config/defaults.ts'
import { Unauthorized } from '../contracts/errors.ts'

/** What an access token says: whose it is, and in which session it was made. What they may do is looked up. */
export interface AccessClaims {
  readonly user: string
  readonly session: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

export interface AccessTokens {
  sign(user: string, session: string): Promise<{ readonly token: string; readonly expiresAt: number }>
  /** Throws Unauthorized for what is not ours, was changed, or is over. */
  verify(token: string): Promise<AccessClaims>
}

const issuer = 'colloquy'
const audience = 'colloquy/api'
/** One, and the same that we sign with: a token does not choose how it is checked. */
const algorithm = 'HS256'

/** `key`: 32 bytes. */
export function accessTokens(key: Uint8Array, clock: () => number): AccessTokens {
  return {
    async sign(user, session) {
      const now = Math.floor(clock() / 1000)
      const expires = now + authDefaults.accessTokenMs / 1000
      const token = await new SignJWT({ sid: session })
        .setProtectedHeader({ alg: algorithm, typ: 'at+jwt' })
        .setSubject(user)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(now)
        .setExpirationTime(expires)
        .sign(key)
      return { token, expiresAt: expires * 1000 }
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: [algorithm],
          typ: 'at+jwt',
          issuer,
          audience,
          requiredClaims: ['sub', 'sid', 'exp'],
          currentDate: new Date(clock()),
        })
        const { sub, sid, exp } = payload
        if (sub === undefined || typeof sid !== 'string' || exp === undefined) throw new Error('A claim is missing.')
        return { user: sub, session: sid, expiresAt: exp * 1000 }
      } catch (error) {
        if (error instanceof errors.JWTExpired) throw new Unauthorized('This access token is over: refresh it.')
        throw new Unauthorized('This access token is not valid.')
      }
    },
  }
}

/** Three dotted pieces: no API key of ours looks like that. */
export const looksLikeAccessToken = (text: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)
