import { signOnDefaults } from '../../config/defaults.ts'
import type { SamlProvider } from '../../contracts/single-sign-on.ts'
import { NotProved, provedPerson } from './proved.ts'
import type { ProvedPerson } from './proved.ts'
import { readAssertion } from './saml-assertion.ts'
import type { Assertion } from './saml-assertion.ts'

/** What has to be remembered of a request until its answer comes. */
export interface SamlRequest {
  readonly id: string
}

/** Where we are, as a provider knows us. */
export interface SamlPlace {
  /** Our entity id: the address of our metadata. */
  readonly entityId: string
  /** Where the browser brings the answer. */
  readonly callback: string
}

/** SAML 2.0: a request by redirect, an answer by POST. There is no answer without a request of ours. */
export interface Saml {
  /** `state` comes back with the answer. */
  begin(
    provider: SamlProvider,
    place: SamlPlace,
    state: string,
  ): Promise<{ readonly url: string; readonly request: SamlRequest }>
  /** `response`: base64, as the browser brought it. Throws NotProved with the reason. */
  prove(
    provider: SamlProvider,
    place: SamlPlace,
    answer: { readonly response: string; readonly request: SamlRequest },
    rolesAttribute: string | undefined,
  ): Promise<ProvedPerson>
}

/** Loaded with the first sign-in. */
const library = () => import('@node-saml/node-saml')

export function createSaml(random: (length: number) => string, clock: () => number): Saml {
  async function party(provider: SamlProvider, { entityId, callback }: SamlPlace, id: string) {
    const { SAML, ValidateInResponseTo } = await library()
    return new SAML({
      issuer: entityId,
      callbackUrl: callback,
      entryPoint: provider.entryPoint,
      idpIssuer: provider.issuer,
      idpCert: [...provider.certificates],
      audience: provider.audience,
      wantAssertionsSigned: provider.wantAssertionsSigned,
      wantAuthnResponseSigned: provider.wantResponseSigned,
      // Whatever the provider calls people by, and however it lets them in, is its own affair.
      identifierFormat: null,
      disableRequestedAuthnContext: true,
      acceptedClockSkewMs: signOnDefaults.clockSkewMs,
      generateUniqueId: () => id,
      // Looked at below, and where it is signed.
      validateInResponseTo: ValidateInResponseTo.never,
    })
  }

  return {
    async begin(provider, place, state) {
      // An XML name does not begin with a digit.
      const id = `_${random(40)}`
      const saml = await party(provider, place, id)
      return { url: await saml.getAuthorizeUrlAsync(state, undefined, {}), request: { id } }
    },

    async prove(provider, place, { response, request }, rolesAttribute) {
      checkText(response)
      const saml = await party(provider, place, request.id)
      const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: response }).catch((error: unknown) => {
        throw refused(error instanceof Object && 'message' in error ? String(error.message) : 'it cannot be read')
      })
      if (profile === null || profile.getAssertion === undefined) throw refused('it has no assertion')
      // What was signed, and nothing else of what came.
      const assertion = readAssertion(profile.getAssertion())
      checkAssertion(assertion, provider, place, request, clock())
      const { email, name } = provider.attributes
      const first = (attribute: string | undefined) =>
        attribute === undefined ? undefined : assertion.attributes.get(attribute)?.[0]
      return provedPerson({
        subject: assertion.nameId,
        email: email === undefined ? assertion.nameId : first(email),
        name: first(name),
        values: rolesAttribute === undefined ? undefined : assertion.attributes.get(rolesAttribute),
      })
    },
  }
}

const refused = (why: string): NotProved => new NotProved(`The answer of the identity provider was not taken: ${why}.`)

const weak =
  /http:\/\/www\.w3\.org\/(?:2000\/09\/xmldsig#(?:rsa-sha1|dsa-sha1|hmac-sha1|sha1)|2001\/04\/xmldsig-more#rsa-md5)/

/**
 * Before anything parses it: no definitions (entities that grow, or that are read from elsewhere), and nothing that two
 * parsers may read differently, as comments in the middle of a name. No provider writes such things.
 */
function checkText(response: string): void {
  if (response.length > signOnDefaults.responseLength) throw refused('it is too long')
  const xml = Buffer.from(response, 'base64').toString('utf8')
  if (/<!|<\?(?!xml )/.test(xml)) throw refused('there are comments, instructions or definitions in it')
  if (weak.test(xml)) throw refused('it is signed with SHA-1 or MD5, which can be forged: let the provider use SHA-256')
}

/** What the profile for browsers asks of an assertion, beyond what the library looks at. */
function checkAssertion(
  { issuer, nameIdFormat, confirmations, audiences }: Assertion,
  provider: SamlProvider,
  { callback }: SamlPlace,
  request: SamlRequest,
  now: number,
): void {
  if (issuer !== provider.issuer) throw refused('it is of another issuer')
  if (nameIdFormat?.endsWith(':transient') === true)
    throw refused(
      'it calls the person by another name each time (a transient NameID): let it be persistent or the e-mail address',
    )
  if (!audiences.includes(provider.audience)) throw refused('it is for another audience')
  const mine = confirmations.filter(({ inResponseTo }) => inResponseTo === request.id)
  if (mine.length === 0) throw refused('it answers another request than ours')
  const here = mine.filter(({ recipient }) => recipient === callback)
  if (here.length === 0) throw refused('it is for another recipient')
  const isTimely = here.some(
    ({ notBefore, notOnOrAfter }) =>
      notOnOrAfter !== undefined &&
      now - signOnDefaults.clockSkewMs < notOnOrAfter &&
      (notBefore === undefined || now + signOnDefaults.clockSkewMs >= notBefore),
  )
  if (!isTimely) throw refused('it is over, or not valid yet')
}
