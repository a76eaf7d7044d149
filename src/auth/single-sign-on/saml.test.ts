import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { selfSigned } from '../../../test/parts/certificate.ts'
import { assertionOf, responseOf, sha1, signed } from '../../../test/parts/saml-response.ts'
import type { Said } from '../../../test/parts/saml-response.ts'
import { acme, browser, home, openSignOnHouse, other } from '../../../test/parts/single-sign-on.ts'
import type { SignOnHouse } from '../../../test/parts/single-sign-on.ts'
import { signOnDefaults } from '../../config/defaults.ts'
import { Invalid, Unauthorized } from '../../contracts/errors.ts'
import { NotProved } from './proved.ts'
import { ownMetadata, readMetadata } from './saml-metadata.ts'
import type { SamlInput } from './settings.ts'

const provider = selfSigned()
const stranger = selfSigned()
const minute = 60_000

let house: SignOnHouse
/** What is not changed by a test. */
let base: Omit<Said, 'inResponseTo'>

const settings: SamlInput = {
  protocol: 'saml',
  issuer: 'https://login.example/saml',
  entryPoint: 'https://login.example/saml/sso?tenant=7',
  certificates: [stranger.certificate.replaceAll(/-----.*?-----|\s/g, ''), provider.certificate],
  allowedDomains: ['acme.example'],
  defaultRole: 'viewer',
  rolesFrom: { claim: 'groups', roles: { bosses: 'admin' } },
}
const change = (changes: Partial<SamlInput> = {}, door = acme) =>
  house.auth.singleSignOn.change(door.key, house.auth.singleSignOn.placeOf(door.code), { ...settings, ...changes })

beforeAll(async () => {
  house = await openSignOnHouse(() => Promise.reject(new Error('Nobody is called for SAML.')), Date.now)
})
afterAll(() => house.close())
beforeEach(async () => {
  const { callback, entityId } = house.auth.singleSignOn.placeOf(acme.code)
  base = {
    issuer: settings.issuer!,
    nameId: 'ada@acme.example',
    nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    audience: entityId,
    recipient: callback,
    notBefore: Date.now() - minute,
    notOnOrAfter: Date.now() + minute,
    groups: ['bosses'],
    status: 'Success',
  }
  await change({ certificates: [provider.certificate] })
})

/** The browser goes to the provider. */
async function asked() {
  const url = new URL(await house.auth.singleSignOn.begin(acme, browser))
  const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest')!, 'base64')).toString()
  return { url, xml, id: /ID="([^"]+)"/.exec(xml)![1]!, state: url.searchParams.get('RelayState')! }
}
const arrive = (state: string, xml: string, door = acme) =>
  house.auth.singleSignOn.arrive(door, { by: 'post', response: Buffer.from(xml).toString('base64'), state })

/** A whole flight with what `make` makes of what there is to say. */
async function answered(make: (said: Said) => string) {
  const { id, state } = await asked()
  return arrive(state, make({ ...base, inResponseTo: id }))
}
const ordinary = (said: Said): string => signed(responseOf(said, assertionOf(said)), provider.privateKey, 'Assertion')
const saying = (changes: Partial<Said>) => (said: Said) => ordinary({ ...said, ...changes })

describe('a request', () => {
  test('says who asks, where the answer goes, and nothing that the provider would refuse', async () => {
    const { url, xml } = await asked()
    expect(`${url.origin}${url.pathname}?tenant=${url.searchParams.get('tenant')}`).toBe(settings.entryPoint)
    const { entityId, callback } = house.auth.singleSignOn.placeOf(acme.code)
    expect(xml).toContain(`>${entityId}</saml:Issuer>`)
    expect(xml).toContain(`AssertionConsumerServiceURL="${callback}"`)
    expect(xml).not.toContain('RequestedAuthnContext')
  })
})

describe('a response', () => {
  test('whose assertion is signed lets somebody in, once, in the browser that began', async () => {
    const { id, state } = await asked()
    const response = ordinary({ ...base, inResponseTo: id })
    const code = await arrive(state, response)
    await expect(arrive(state, response)).rejects.toBeInstanceOf(Unauthorized)
    const elsewhere = house.auth.singleSignOn.enter(code, 'c'.repeat(43), home, {})
    await expect(elsewhere).rejects.toBeInstanceOf(Unauthorized)
    const entered = await house.auth.singleSignOn.enter(code, browser, home, {})
    expect(entered).toMatchObject({ user: { email: 'ada@acme.example' }, role: 'admin', account: 'new' })
    // A provider of SAML is not signed out of.
    expect(await house.auth.singleSignOn.leave(entered.session)).toBeUndefined()
    await expect(house.auth.recognize(entered.accessToken)).rejects.toBeInstanceOf(Unauthorized)
  })

  test('that is signed as a whole is enough where the settings say so, and not elsewhere', async () => {
    const whole = (said: Said) => signed(responseOf(said, assertionOf(said)), provider.privateKey, 'Response')
    await expect(answered(whole)).rejects.toBeInstanceOf(NotProved)
    await change({ certificates: [provider.certificate], wantAssertionsSigned: false, wantResponseSigned: true })
    await expect(answered(whole)).resolves.toMatch(/^cqo_/)
    await expect(answered(ordinary)).rejects.toBeInstanceOf(NotProved)
    await expect(change({ wantAssertionsSigned: false })).rejects.toBeInstanceOf(Invalid)
  })

  test('to another request, to another tenant, and the same one again are refused', async () => {
    const [first, second] = [await asked(), await asked()]
    const response = ordinary({ ...base, inResponseTo: first.id })
    await expect(arrive(second.state, response)).rejects.toBeInstanceOf(NotProved)
    // Whatever the wrapper says, that is not signed.
    const third = await asked()
    const relabelled = response.replace(`InResponseTo="${first.id}">`, `InResponseTo="${third.id}">`)
    await expect(arrive(third.state, relabelled)).rejects.toBeInstanceOf(NotProved)
    await change({}, other)
    await expect(arrive(first.state, response, other)).rejects.toBeInstanceOf(Unauthorized)
    await expect(arrive('nobody', response)).rejects.toBeInstanceOf(Unauthorized)
  })

  const late = { notBefore: Date.now() - 60 * minute, notOnOrAfter: Date.now() - 2 * minute }
  const early = { notBefore: Date.now() + 5 * minute, notOnOrAfter: Date.now() + 60 * minute }
  const evil = (said: Said) => assertionOf({ ...said, nameId: 'owner@acme.example' }, '_evil')
  const signatureOf = (xml: string) => /<Signature.*<\/Signature>/s.exec(xml)![0]
  const signedAssertionOf = (said: Said) => /<saml:Assertion.*<\/saml:Assertion>/s.exec(ordinary(said))![0]

  test.each<[string, (said: Said) => string]>([
    ['unsigned', (said) => responseOf(said, assertionOf(said))],
    ['signed by a stranger', (said) => signed(responseOf(said, assertionOf(said)), stranger.privateKey, 'Assertion')],
    [
      'signed with SHA-1',
      (said) => signed(responseOf(said, assertionOf(said)), provider.privateKey, 'Assertion', sha1),
    ],
    ['changed', (said) => ordinary(said).replace('ada@acme.example', 'owner@acme.example')],
    ['for another audience', saying({ audience: 'https://elsewhere.example' })],
    ['for another recipient', saying({ recipient: 'https://elsewhere.example/callback' })],
    ['of another issuer', saying({ issuer: 'https://evil.example' })],
    ['over', saying(late)],
    ['not valid yet', saying(early)],
    ['with a name of the moment', saying({ nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' })],
    ['with no name', saying({ nameId: '' })],
    ['with two addresses', saying({ nameId: 'owner@acme.example ada@acme.example' })],
    ['that says no', (said) => responseOf({ ...said, status: 'Responder' }, '')],
    ['with nothing in it', (said) => responseOf(said, '')],
    // A parser that stops at the comment reads another address.
    ['with a comment in the name', saying({ nameId: 'owner@acme.example<!---->.evil.example' })],
    ['with a comment put in later', (said) => ordinary(said).replace('ada@acme', 'ada<!-- -->@acme')],
    ['with an instruction put in later', (said) => ordinary(said).replace('ada@acme', 'ada<?x?>@acme')],
    ['with CDATA in the name', (said) => ordinary(said).replace('ada@acme.example', '<![CDATA[owner@acme.example]]>')],
    // Signature wrapping: what is signed is somewhere, what is said is elsewhere.
    ['with a second assertion before', (said) => responseOf(said, evil(said) + signedAssertionOf(said))],
    ['with a second assertion behind', (said) => responseOf(said, signedAssertionOf(said) + evil(said))],
    [
      'with the signed assertion inside of another',
      (said) =>
        responseOf(said, evil(said).replace('</saml:Assertion>', `${signedAssertionOf(said)}</saml:Assertion>`)),
    ],
    [
      'with the signed assertion in the signature of another',
      (said) => {
        const whole = signedAssertionOf(said)
        const bare = whole.replace(signatureOf(whole), '')
        const wrapped = signatureOf(whole).replace('</Signature>', `<Object>${bare}</Object></Signature>`)
        return responseOf(said, evil(said).replace('</saml:Issuer>', `</saml:Issuer>${wrapped}`))
      },
    ],
    [
      'with another of the same id, the signed one among the extensions',
      (said) =>
        responseOf(said, assertionOf({ ...said, nameId: 'owner@acme.example' })).replace(
          '<samlp:Status>',
          `<samlp:Extensions>${signedAssertionOf(said)}</samlp:Extensions><samlp:Status>`,
        ),
    ],
    [
      'with the signature of another',
      (said) =>
        responseOf(said, evil(said).replace('</saml:Issuer>', `</saml:Issuer>${signatureOf(signedAssertionOf(said))}`)),
    ],
    [
      'with entities of a file',
      (said) => `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>${ordinary(said).replace('ada', '&e;')}`,
    ],
    [
      'with entities that grow',
      (said) =>
        `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>${ordinary(said).replace('ada', '&b;')}`,
    ],
    ['that is too long', (said) => ordinary({ ...said, groups: Array.from({ length: 9000 }, (_, i) => `group-${i}`) })],
    ['that is no XML', () => 'Hello.'],
    ['that is another document', () => '<html><body>Hello.</body></html>'],
  ])('is refused: %s', async (_what, make) => {
    await expect(answered(make)).rejects.toBeInstanceOf(NotProved)
    expect(house.auth.store.userByEmail('owner@acme.example')).toBeUndefined()
  })

  test('is taken while clocks differ by less than a minute', async () => {
    const now = Date.now()
    const skewed = { notBefore: now + signOnDefaults.clockSkewMs / 2, notOnOrAfter: now + 5 * minute }
    await expect(answered(saying(skewed))).resolves.toMatch(/^cqo_/)
  })

  test('takes the address from an attribute where the settings name one', async () => {
    await change({ certificates: [provider.certificate], attributes: { email: 'groups' } })
    const code = await answered(saying({ nameId: 'S-1-5-21', groups: ['bob@acme.example'] }))
    const { user } = await house.auth.singleSignOn.enter(code, browser, home, {})
    expect(user.email).toBe('bob@acme.example')
  })
})

describe('metadata', () => {
  const certificate = provider.certificate.replaceAll(/-----.*?-----|\s/g, '')
  const service =
    '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.example/sso?a=1&amp;b=2"/>'
  const key = `<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`
  const metadata = (content: string) =>
    `<?xml version="1.0"?><!-- made by hand --><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://login.example/saml"><md:IDPSSODescriptor>${content}</md:IDPSSODescriptor></md:EntityDescriptor>`

  test('of a provider says all that is needed', async () => {
    expect(readMetadata(metadata(key + key.replace('signing', 'encryption') + service))).toEqual({
      issuer: 'https://login.example/saml',
      entryPoint: 'https://login.example/sso?a=1&b=2',
      certificates: [certificate],
    })
    const { allowedDomains, defaultRole } = settings
    const kept = await house.auth.singleSignOn.change(acme.key, house.auth.singleSignOn.placeOf(acme.code), {
      protocol: 'saml',
      metadata: metadata(key + service),
      allowedDomains,
      ...(defaultRole === undefined ? {} : { defaultRole }),
    })
    expect(kept.provider).toMatchObject({ certificates: [provider.certificate], wantAssertionsSigned: true })
  })

  test.each([
    ['no XML', 'Hello.'],
    ['no provider', metadata('').replaceAll('IDPSSO', 'SPSSO')],
    ['no address', metadata(key)],
    ['no certificate', metadata(service)],
    ['definitions', `<!DOCTYPE x [<!ENTITY a "b">]>${metadata(key + service)}`],
    ['too much', metadata(key + service + ' '.repeat(signOnDefaults.metadataLength))],
  ])('is not taken with %s', (_what, xml) => {
    expect(() => readMetadata(xml)).toThrow(Invalid)
  })

  test.each([
    ['no certificate', { certificates: ['bm90aGluZw=='] }],
    ['an address of another kind', { entryPoint: 'javascript:alert(1)' }],
  ])('are settings that are not taken with %s', async (_what, changes) => {
    await expect(change(changes)).rejects.toBeInstanceOf(Invalid)
  })

  test('of our own escapes what it is made of', () => {
    expect(ownMetadata({ entityId: 'https://x/?a&"<', callback: 'https://x/' })).toContain('?a&amp;&quot;&lt;"')
  })
})
