import { createHash, randomUUID } from 'node:crypto'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import type { CryptoKey, JWK, JWTPayload } from 'jose'

/** What an issuer would say of somebody, before it is signed. */
export interface Minting {
  readonly claims: JWTPayload
  readonly key: CryptoKey
  readonly publicJwk: JWK
}

/** An OpenID issuer that is a `fetch`: it keeps codes and PKCE, and signs whatever a test wants it to. */
export interface OidcIssuer {
  readonly issuer: string
  readonly fetch: typeof globalThis.fetch
  /** Called paths. */
  readonly asked: string[]
  /** What the browser comes back with from where it was sent. */
  authorize(url: string): string
  /** Other keys from now on. */
  rotate(): Promise<void>
  /** What it says when it is asked for more than the ID token has. */
  userinfo: () => Readonly<Record<string, unknown>>
  /** Makes the ID token; the ordinary one unless a test says otherwise. */
  mint: (minting: Minting) => Promise<string> | string
}

export const ordinary = ({ claims, key }: Minting): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'now' }).sign(key)

export async function createIssuer(
  clientId: string,
  claimsOf: () => JWTPayload,
  clock: () => number,
  issuer = 'https://login.example/realms/staff',
): Promise<OidcIssuer> {
  const codes = new Map<string, { readonly challenge: string; readonly nonce: string }>()
  let keys = await generateKeyPair('RS256', { extractable: true })
  const publicJwk = async (): Promise<JWK> => ({ ...(await exportJWK(keys.publicKey)), kid: 'now', alg: 'RS256' })
  const self: OidcIssuer = {
    issuer,
    asked: [],
    userinfo: () => ({}),
    mint: ordinary,
    async rotate() {
      keys = await generateKeyPair('RS256', { extractable: true })
    },
    authorize(url) {
      const asked = new URL(url).searchParams
      if (asked.get('code_challenge_method') !== 'S256') throw new Error('There is no PKCE.')
      const code = randomUUID()
      codes.set(code, { challenge: asked.get('code_challenge') ?? '', nonce: asked.get('nonce') ?? '' })
      return `?${new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer }).toString()}`
    },
    async fetch(input, init) {
      const path = new URL(input instanceof Request ? input.url : input).pathname.replace('/realms/staff', '')
      self.asked.push(path)
      if (path === '/.well-known/openid-configuration')
        return Response.json({
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          userinfo_endpoint: `${issuer}/me`,
          // More than is taken.
          id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
          authorization_response_iss_parameter_supported: true,
        })
      if (path === '/me') return Response.json(self.userinfo())
      if (path === '/keys') return Response.json({ keys: [await publicJwk()] })
      const form = new URLSearchParams(init?.body as URLSearchParams) // what the library sends
      const known = codes.get(form.get('code') ?? '')
      codes.delete(form.get('code') ?? '')
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url')
      if (known?.challenge !== challenge) return Response.json({ error: 'invalid_grant' }, { status: 400 })
      const now = Math.floor(clock() / 1000)
      const claims = { iss: issuer, aud: clientId, iat: now, exp: now + 60, nonce: known.nonce, ...claimsOf() }
      const token = await self.mint({ claims, key: keys.privateKey, publicJwk: await publicJwk() })
      return Response.json({ access_token: 'opaque', token_type: 'Bearer', id_token: token })
    },
  }
  return self
}
