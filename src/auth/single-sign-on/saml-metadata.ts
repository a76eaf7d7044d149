import { X509Certificate } from 'node:crypto'
import { XMLParser } from 'fast-xml-parser'
import { signOnDefaults } from '../../config/defaults.ts'
import { Invalid } from '../../contracts/errors.ts'
import type { SamlProvider } from '../../contracts/single-sign-on.ts'
import type { SamlPlace } from './saml.ts'

const redirectBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
const postBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'

/** What a provider has to know of us, for one tenant. Pure. */
export function ownMetadata({ entityId, callback }: SamlPlace): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${escape(entityId)}">
  <md:SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
    <md:AssertionConsumerService index="0" isDefault="true" Binding="${postBinding}" Location="${escape(callback)}"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
`
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** What a provider says of itself, as XML. Throws Invalid with what it lacks. */
export function readMetadata(xml: string): Pick<SamlProvider, 'issuer' | 'entryPoint' | 'certificates'> {
  if (xml.length > signOnDefaults.metadataLength) throw lacks('is too long')
  if (/<!(?!--)/.test(xml)) throw lacks('has definitions in it, which no metadata need')
  const lists = new Set(['KeyDescriptor', 'SingleSignOnService', 'EntityDescriptor', 'X509Certificate', 'X509Data'])
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
    isArray: (name) => lists.has(name),
  })
  const root = parsed(parser, xml)
  const [entity, ...others] = listOf(
    root['EntityDescriptor'] ?? objectOf(root['EntitiesDescriptor'])['EntityDescriptor'],
  )
  if (entity === undefined || others.length > 0) throw lacks('does not describe one provider')
  const party = objectOf(entity['IDPSSODescriptor'])
  const service = listOf(party['SingleSignOnService']).find((one) => one['@Binding'] === redirectBinding)
  const certificates = listOf(party['KeyDescriptor'])
    .filter((key) => key['@use'] !== 'encryption')
    .flatMap((key) => listOf(objectOf(key['KeyInfo'])['X509Data']))
    .flatMap((data) => data['X509Certificate'])
    .filter((text) => typeof text === 'string')
  if (service === undefined) throw lacks('names no address for sign-in by HTTP-Redirect')
  if (certificates.length === 0) throw lacks('has no certificate')
  return { issuer: textOf(entity['@entityID']), entryPoint: textOf(service['@Location']), certificates }
}

/** PEM of a certificate as PEM or in bare base64. Throws Invalid. */
export function pemOf(text: string): string {
  const bare = text.replaceAll(/-----(?:BEGIN|END) CERTIFICATE-----|\s/g, '')
  try {
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) throw new Error('This is no base64.')
    return new X509Certificate(Buffer.from(bare, 'base64')).toString()
  } catch {
    throw new Invalid('This is no X.509 certificate (PEM, or the base64 between its lines).', 'certificates')
  }
}

const lacks = (what: string): Invalid => new Invalid(`The metadata ${what}.`, 'metadata')

type Parsed = Readonly<Record<string, unknown>>

function parsed(parser: XMLParser, xml: string): Parsed {
  try {
    return objectOf(parser.parse(xml))
  } catch {
    throw lacks('is no XML')
  }
}

function objectOf(value: unknown): Parsed {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Parsed) : {} // looked at here
}

const listOf = (value: unknown): readonly Parsed[] => (Array.isArray(value) ? value.map(objectOf) : [])

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
