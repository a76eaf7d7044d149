import { ApiError } from './errors.ts'

/** A person's tokens; the refresh token is good for one use. */
export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
}

/** How the client shows who it is. */
export type Credentials =
  | { readonly key: string }
  | { readonly tokens: Tokens; readonly onTokens?: (tokens: Tokens) => void }
  | { readonly key?: undefined; readonly tokens?: undefined }

export interface Session {
  token(): string | undefined
  readonly canRenew: boolean
  /** The token after `old`: asked for once, however many found it expired. Throws ApiError. */
  renewed(old: string | undefined): Promise<string>
}

export function openSession(credentials: Credentials, url: string, fetchIt: typeof fetch): Session {
  if (!('tokens' in credentials) || credentials.tokens === undefined) {
    const key = 'key' in credentials ? credentials.key : undefined
    return { token: () => key, canRenew: false, renewed: () => Promise.reject(new Error('A key is not renewed.')) }
  }
  const { onTokens } = credentials
  let tokens: Tokens = credentials.tokens
  let renewing: Promise<string> | undefined

  async function renew(): Promise<string> {
    const answer = await fetchIt(`${url}/api/v1/auth/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken: tokens.refreshToken }),
    })
    if (!answer.ok) throw new ApiError(answer.status, await answer.json().catch(() => undefined), undefined)
    const { accessToken, refreshToken } = (await answer.json()) as Tokens // the document's schema says more
    tokens = { accessToken, refreshToken }
    onTokens?.(tokens)
    return accessToken
  }

  return {
    token: () => tokens.accessToken,
    canRenew: true,
    renewed: async (old) => {
      if (old !== tokens.accessToken) return tokens.accessToken
      return (renewing ??= renew().finally(() => (renewing = undefined)))
    },
  }
}
