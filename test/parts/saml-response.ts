import { createRequire } from 'node:module'

/** What is used of it. Its own types bring those of a browser's page with them, for all files of the project. */
interface XmlCrypto {
  readonly SignedXml: new (options: Readonly<Record<string, string>>) => {
    addReference(reference: { xpath: string; transforms: readonly string[]; digestAlgorithm: string }): void
    computeSignature(xml: string, options: { location: { reference: string; action: 'after' } }): void
    getSignedXml(): string
  }
}
const require = createRequire(import.meta.url)
const { SignedXml } = require('xml-crypto') as XmlCrypto // as above

/** What a SAML provider says, as far as tests change it. */
export interface Said {
  readonly issuer: string
  readonly nameId: string
  readonly nameIdFormat: string
  readonly audience: string
  readonly recipient: string
  readonly inResponseTo: string
  /** Milliseconds since 1970. */
  readonly notBefore: number
  readonly notOnOrAfter: number
  readonly groups: readonly string[]
  readonly status: string
}

const iso = (ms: number) => new Date(ms).toISOString()

export function assertionOf(said: Said, id = '_assertion'): string {
  const { issuer, nameId, nameIdFormat, audience, recipient, inResponseTo, notBefore, notOnOrAfter, groups } = said
  const values = groups.map((group) => `<saml:AttributeValue>${group}</saml:AttributeValue>`).join('')
  return `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="2.0" IssueInstant="${iso(notBefore)}"><saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID Format="${nameIdFormat}">${nameId}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData InResponseTo="${inResponseTo}" NotOnOrAfter="${iso(notOnOrAfter)}" Recipient="${recipient}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${iso(notBefore)}" NotOnOrAfter="${iso(notOnOrAfter)}"><saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AttributeStatement><saml:Attribute Name="groups">${values}</saml:Attribute></saml:AttributeStatement></saml:Assertion>`
}

export function responseOf({ issuer, recipient, inResponseTo, notBefore, status }: Said, content: string): string {
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_response" Version="2.0" IssueInstant="${iso(notBefore)}" Destination="${recipient}" InResponseTo="${inResponseTo}"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></samlp:Status>${content}</samlp:Response>`
}

const sha256 = {
  signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
}
export const sha1 = {
  signature: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  digest: 'http://www.w3.org/2000/09/xmldsig#sha1',
}

/** Signs the element of this name; its first child must be its issuer. */
export function signed(xml: string, privateKey: string, element: 'Assertion' | 'Response', by = sha256): string {
  const canonical = 'http://www.w3.org/2001/10/xml-exc-c14n#'
  const signature = new SignedXml({
    privateKey,
    signatureAlgorithm: by.signature,
    canonicalizationAlgorithm: canonical,
  })
  const xpath = `//*[local-name(.)='${element}']`
  const transforms = ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', canonical]
  signature.addReference({ xpath, transforms, digestAlgorithm: by.digest })
  signature.computeSignature(xml, { location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' } })
  return signature.getSignedXml()
}
