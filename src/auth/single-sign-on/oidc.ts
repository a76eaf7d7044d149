import { LRUCache } from 'lru-cache'
import type { Configuration, ServerMetadata } from 'openid-client'
import { signOnDefaults } from '../../config/defaults.ts'
import { Busy, Invalid, Refused } from '../../contracts/errors.ts'
import type { OidcProvider } from '../../contracts/single-sign-on.ts'
import { boundedFetch } from './bounded-fetch.ts'
import { NotProved, provedPerson } from './proved.ts'
import type { ProvedPerson } from './proved.ts'

/** What has to be remembered of a request until its answer comes. */
export interface OidcRequest {
  readonly nonce: string
  /** Of PKCE. */
  readonly verifier: string
}

/** What a provider is called with. */
export interface OidcClient {
  readonly provider: OidcProvider
  /** undefined: a public client. */
  readonly secret: string | undefined
}

/** OpenID Connect: the code flow with PKCE (S256), state and nonce. */
export interface Oidc {
  /** Throws Invalid with what its metadata lack, and Busy when it does not answer. */
  check(provider: OidcProvider): Promise<void>
  begin(
    client: OidcClient,
    redirectUri: string,
    state: string,
  ): Promise<{ readonly url: string; readonly request: OidcRequest }>
  /** `search`: the query that the browser came back with. Throws NotProved with the reason. */
  prove(
    client: OidcClient,
    answer: {
      readonly redirectUri: string
      readonly search: string
      readonly state: string
      readonly request: OidcRequest
    },
    rolesClaim: string | undefined,
  ): Promise<ProvedPerson>
  /** Where the browser signs out at the provider itself; undefined where it has no such place. */
  signOutUrl(client: OidcClient, hint: string | undefined, backTo: string): Promise<string | undefined>
}

export interface OidcKit {
  /** Reaches nothing but what tenants may name. */
  readonly fetch: typeof globalThis.fetch
  /** Hosts that may be called without TLS, because the operator named them as inside. */
  readonly plainHosts: ReadonlySet<string>
}

/** Loaded with the first sign-in. */
const library = () => import('openid-client')

/** Signatures by a key of the provider's own; a secret that both sides know proves nothing against either. */
const algorithms = /^(?:RS|PS|ES)(?:256|384|512)$|^Ed(?:DSA|25519)$/

export function createOidc({ fetch, plainHosts }: OidcKit): Oidc {
  const bounded = boundedFetch(fetch)
  const known = new LRUCache<string, Promise<ServerMetadata>>({
    max: signOnDefaults.discoveries,
    ttl: signOnDefaults.discoveryMs,
  })
  const mayBePlain = (url: string) => plainHosts.has(new URL(url).hostname)

  async function discovered(issuer: string): Promise<ServerMetadata> {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it stands out: the operator named the host
    const { allowInsecureRequests, customFetch, discovery } = await library()
    const url = new URL(issuer)
    if (url.protocol !== 'https:' && !mayBePlain(issuer))
      throw new Invalid('The issuer must be an https URL.', 'issuer')
    const configuration = await discovery(url, 'nobody', undefined, undefined, {
      [customFetch]: bounded,
      timeout: signOnDefaults.answerMs / 1000,
      execute: mayBePlain(issuer) ? [allowInsecureRequests] : [],
    }).catch((error: unknown) => {
      throw unreachable(error)
    })
    const metadata: ServerMetadata = configuration.serverMetadata()
    // Some providers have one address for all their customers: whom it vouches for is anybody.
    if (metadata.issuer !== issuer)
      throw new Invalid(`The provider at this address calls itself ${quoted(metadata.issuer)}: give that.`, 'issuer')
    checkMetadata(metadata)
    const signing = (metadata.id_token_signing_alg_values_supported ?? ['RS256']).filter((name) =>
      algorithms.test(name),
    )
    return { ...metadata, id_token_signing_alg_values_supported: signing }
  }

  function metadataOf(issuer: string): Promise<ServerMetadata> {
    const remembered = known.get(issuer)
    if (remembered !== undefined) return remembered
    const asked = discovered(issuer)
    known.set(issuer, asked)
    // What failed is asked again.
    asked.catch(() => known.delete(issuer))
    return asked
  }

  /**
   * Made anew for each sign-in: the provider's keys are remembered with it, and so a key that was taken back is of no use
   * from then on, and a new one at once.
   */
  async function configured({ provider, secret }: OidcClient): Promise<Configuration> {
    const { ClientSecretBasic, ClientSecretPost, Configuration, None, ...more } = await library()
    const metadata = await metadataOf(provider.issuer)
    const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    const way =
      secret === undefined
        ? None()
        : methods.includes('client_secret_basic')
          ? ClientSecretBasic(secret)
          : ClientSecretPost(secret)
    const clock = { [more.clockTolerance]: signOnDefaults.clockSkewMs / 1000 }
    const configuration = new Configuration(metadata, provider.clientId, clock, way)
    configuration.timeout = signOnDefaults.answerMs / 1000
    configuration[more.customFetch] = bounded
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it stands out: the operator named the host
    if (mayBePlain(provider.issuer)) more.allowInsecureRequests(configuration)
    // The signature is looked at though TLS brought the token: what proves it is the provider's key.
    more.enableNonRepudiationChecks(configuration)
    return configuration
  }

  return {
    async check({ issuer }) {
      known.delete(issuer)
      await metadataOf(issuer)
    },

    async begin(client, redirectUri, state) {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier } = await library()
      const request = { nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
      const url = buildAuthorizationUrl(await configured(client), {
        redirect_uri: redirectUri,
        scope: [...new Set(['openid', ...client.provider.scopes])].join(' '),
        state,
        nonce: request.nonce,
        code_challenge: await calculatePKCECodeChallenge(request.verifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, request }
    },

    async prove(client, { redirectUri, search, state, request }, rolesClaim) {
      const { authorizationCodeGrant, fetchUserInfo } = await library()
      const configuration = await configured(client)
      const back = new URL(redirectUri)
      back.search = search
      const tokens = await authorizationCodeGrant(configuration, back, {
        expectedState: state,
        expectedNonce: request.nonce,
        pkceCodeVerifier: request.verifier,
        idTokenExpected: true,
      }).catch((error: unknown) => {
        throw notProved(error)
      })
      const claims = tokens.claims()
      if (claims === undefined) throw new NotProved('The identity provider sent no ID token.')
      const missesSome = !isVerified(claims) || (rolesClaim !== undefined && claims[rolesClaim] === undefined)
      const asksMore = missesSome && configuration.serverMetadata().userinfo_endpoint !== undefined
      const more: Claims = asksMore
        ? await fetchUserInfo(configuration, tokens.access_token, claims.sub).catch((error: unknown) => {
            throw notProved(error)
          })
        : {}
      const all: Claims = { ...more, ...claims }
      // The address, and the word on it, from one place.
      const addressed = isVerified(claims) ? claims : more
      if (!isVerified(addressed))
        throw new NotProved('The identity provider does not say that the e-mail address is verified (email_verified).')
      const person = provedPerson({
        subject: claims.sub,
        email: addressed['email'],
        name: all['name'],
        values: rolesClaim === undefined ? undefined : all[rolesClaim],
        ...(tokens.id_token === undefined ? {} : { hint: tokens.id_token }),
      })
      checkHost(client.provider, all, person)
      return person
    },

    async signOutUrl(client, hint, backTo) {
      const { buildEndSessionUrl } = await library()
      const configuration = await configured(client)
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined
      const parameters = { post_logout_redirect_uri: backTo, ...(hint === undefined ? {} : { id_token_hint: hint }) }
      return buildEndSessionUrl(configuration, parameters).href
    },
  }
}

type Claims = Readonly<Record<string, unknown>>

/** `xms_edov` is how Entra ID says that the owner of the address's domain is who it vouches as. */
function isVerified({ email, email_verified, xms_edov }: Claims): boolean {
  const said = [email_verified, xms_edov].some(
    (value) => value === true || value === 'true' || value === 1 || value === '1',
  )
  return email !== undefined && said
}

/** Anybody can have an account of Google's with an address that was theirs once; `hd` says whose it is now. */
function checkHost({ issuer }: OidcProvider, { hd }: Claims, { email }: ProvedPerson): void {
  if (issuer === 'https://accounts.google.com' && !email.endsWith(`@${String(hd)}`))
    throw new NotProved('This Google account does not belong to the organisation of its address (hd).')
}

function checkMetadata(metadata: ServerMetadata): void {
  const { authorization_endpoint, token_endpoint, jwks_uri, id_token_signing_alg_values_supported } = metadata
  const isThere = isPage(authorization_endpoint) && token_endpoint !== undefined && jwks_uri !== undefined
  if (!isThere || !isPage(metadata.end_session_endpoint ?? authorization_endpoint))
    throw new Invalid('This provider does not say where to sign in, or with which keys it signs.', 'issuer')
  if (!(id_token_signing_alg_values_supported ?? ['RS256']).some((name) => algorithms.test(name)))
    throw new Invalid('This provider signs its ID tokens in no way that is taken here.', 'issuer')
}

/** What a browser may be sent to. */
const isPage = (url: string | undefined): boolean => /^https?:$/.test(URL.parse(url ?? '')?.protocol ?? '')

const quoted = (text: string): string => `"${text.slice(0, signOnDefaults.problemLength)}"`

function unreachable(error: unknown): Error {
  const reasons = sentencesOf(error)
  const refusal = reasons.find((reason) => reason instanceof Refused)
  if (refusal !== undefined) return new Invalid(refusal.message, 'issuer')
  if (reasons.some((reason) => 'code' in reason && String(reason.code).startsWith('OAUTH_')))
    return new Invalid(`What the provider says of itself does not fit: ${reasons[0]?.message ?? ''}.`, 'issuer')
  return new Busy('The identity provider does not answer: try again, and see whether its address is right.')
}

/** What a library throws says what is wrong in itself or in what caused it. */
function notProved(error: unknown): NotProved {
  const words = sentencesOf(error).map(({ message }) => message)
  return new NotProved(`The answer of the identity provider was not taken: ${words.join(': ')}.`)
}

function sentencesOf(error: unknown): readonly Error[] {
  const found: Error[] = []
  for (let one = error; isError(one) && found.length < 4; one = one.cause) found.push(one)
  return found
}

/** By its look: what Node's own fetch throws is of another context than ours may be. */
const isError = (value: unknown): value is Error =>
  typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string'
