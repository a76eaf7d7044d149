import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { SignJWT, UnsecuredJWT, exportSPKI, generateKeyPair, importJWK } from 'jose'
import type { CryptoKey, JWTPayload } from 'jose'
import { createIssuer, ordinary } from '../../../test/parts/oidc-issuer.ts'
import type { Minting, OidcIssuer } from '../../../test/parts/oidc-issuer.ts'
import { acme, browser, openSignOnHouse, other, password } from '../../../test/parts/single-sign-on.ts'
import type { SignOnHouse } from '../../../test/parts/single-sign-on.ts'
import { signOnDefaults } from '../../config/defaults.ts'
import { Busy, Conflict, Invalid, NotFound, Unauthorized } from '../../contracts/errors.ts'
import { createGuardedFetch } from '../../handlers/guarded-fetch.ts'
import { NotProved } from './proved.ts'
import type { OidcInput } from './settings.ts'

let house: SignOnHouse
let issuer: OidcIssuer
let person: JWTPayload
let now = Date.now()
/** Whoever guesses wrong waits: each test is somebody else. */
let from = { address: '', agent: 'a browser' }
/** In the place of the issuer, where a test says so. */
let answering: typeof globalThis.fetch | undefined

const clientSecret = 'a secret of the client, long enough to sign with'
const settings: OidcInput = {
  protocol: 'oidc',
  issuer: 'https://login.example/realms/staff',
  clientId: 'colloquy',
  clientSecret,
  allowedDomains: ['acme.example'],
  defaultRole: 'viewer',
  rolesFrom: { claim: 'groups', roles: { staff: 'agent', bosses: 'owner' } },
}
const change = (changes: Partial<OidcInput> = {}) =>
  house.auth.singleSignOn.change(acme.key, house.auth.singleSignOn.placeOf(acme.code), { ...settings, ...changes })

beforeAll(async () => {
  issuer = await createIssuer('colloquy', () => person, Date.now)
  house = await openSignOnHouse(
    (input, init) => (answering ?? issuer.fetch)(input, init),
    () => now,
  )
  await change()
})
afterAll(() => house.close())
beforeEach(async () => {
  now = Date.now()
  person = somebody()
  from = { ...from, address: `198.51.100.${count}` }
  issuer.mint = ordinary
  issuer.userinfo = () => ({ sub: person.sub })
  answering = undefined
  await change()
})

let count = 0
const somebody = (): JWTPayload & { readonly email: string } => {
  const name = `person${(count += 1)}`
  return { sub: name, email: `${name}@acme.example`, email_verified: true, name: 'Ada King' }
}

const begin = () => house.auth.singleSignOn.begin(acme, browser)
const arrive = (search: string, changes: { readonly door?: typeof acme; readonly browser?: string } = {}) =>
  house.auth.singleSignOn.arrive(changes.door ?? acme, { by: 'redirect', search, browser: changes.browser ?? browser })
const back = async () => arrive(issuer.authorize(await begin()))
const enter = async (proof = {}, code?: string) =>
  house.auth.singleSignOn.enter(code ?? (await back()), browser, from, proof)

describe('an ID token', () => {
  const forged = (how: (minting: Minting) => Promise<string> | string) => how
  const withClaims = (changes: JWTPayload) =>
    forged(({ claims, key, ...rest }) => ordinary({ ...rest, key, claims: { ...claims, ...changes } }))
  const past = Math.floor(Date.now() / 1000) - 3600

  test('that is what it should be lets somebody in, once', async () => {
    const code = await back()
    const { user, role, account, accessToken } = await enter({}, code)
    expect([user.email, user.name, role, account]).toEqual([person['email'], 'Ada King', 'viewer', 'new'])
    await expect(house.auth.recognize(accessToken)).resolves.toMatchObject({ id: user.id, via: acme.key })
    await expect(enter({}, code)).rejects.toBeInstanceOf(Unauthorized)
  })

  test.each([
    ['unsigned', forged(({ claims }) => new UnsecuredJWT(claims).encode())],
    [
      'signed by HS256 with the public key',
      forged(async ({ claims, publicJwk }) => {
        const pem = await exportSPKI((await importJWK(publicJwk, 'RS256')) as CryptoKey)
        return new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'now' }).sign(Buffer.from(pem))
      }),
    ],
    [
      'signed by HS256 with the client’s secret',
      forged(({ claims }) =>
        new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'now' }).sign(Buffer.from(clientSecret)),
      ),
    ],
    [
      'signed by another key of the same name',
      forged(async ({ claims }) => {
        const { privateKey } = await generateKeyPair('RS256')
        return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'now' }).sign(privateKey)
      }),
    ],
    [
      'signed by a key that it brings itself',
      forged(async ({ claims }) => {
        const { privateKey } = await generateKeyPair('ES256')
        return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'mine' }).sign(privateKey)
      }),
    ],
    [
      'changed',
      forged(async (minting) => {
        const [header, , signature] = (await ordinary(minting)).split('.')
        const payload = Buffer.from(JSON.stringify({ ...minting.claims, email: 'owner@acme.example' }))
        return `${header}.${payload.toString('base64url')}.${signature}`
      }),
    ],
    ['for another audience', withClaims({ aud: 'somebody-else' })],
    ['of another issuer', withClaims({ iss: 'https://login.example/realms/other' })],
    ['over', withClaims({ iat: past, exp: past + 60 })],
    ['of another nonce', withClaims({ nonce: 'another' })],
    ['without a nonce', withClaims({ nonce: undefined })],
    ['without a verified address', withClaims({ email_verified: false })],
    ['without a word on whether it is verified', withClaims({ email_verified: undefined })],
    ['without an address', withClaims({ email: undefined })],
    ['with two addresses', withClaims({ email: 'a@acme.example,b@acme.example' })],
    ['with letters that look like others', withClaims({ email: 'a@аcme.example' })],
  ])('is refused: %s', async (_what, mint) => {
    issuer.mint = mint
    await expect(back()).rejects.toBeInstanceOf(NotProved)
  })
})

describe('what the ID token does not say', () => {
  test('is asked for, of the same person, and no address of one place is verified by the other', async () => {
    const { email, email_verified } = person
    const only = { sub: String(person.sub) }
    person = only
    issuer.userinfo = () => ({ ...only, email, email_verified, groups: ['staff'] })
    expect(await enter()).toMatchObject({ user: { email }, role: 'agent' })
    issuer.userinfo = () => ({ sub: 'somebody else', email, email_verified })
    await expect(back()).rejects.toBeInstanceOf(NotProved)
    person = { ...only, email: 'owner@acme.example' }
    issuer.userinfo = () => ({ ...only, email_verified })
    await expect(back()).rejects.toBeInstanceOf(NotProved)
    issuer.userinfo = () => ({ ...only, email, email_verified })
    expect(await enter()).toMatchObject({ user: { email } })
  })

  test('of Google is whose account it is; of Entra ID, who owns the domain', async () => {
    person = { ...person, email_verified: undefined, xms_edov: '1' }
    await expect(back()).resolves.toMatch(/^cqo_/)
    const google = await createIssuer('colloquy', () => person, Date.now, 'https://accounts.google.com')
    google.userinfo = issuer.userinfo
    answering = google.fetch
    await change({ issuer: google.issuer })
    const arriving = async () => arrive(google.authorize(await begin()))
    await expect(arriving()).rejects.toThrow('hd')
    person = { ...person, hd: 'acme.example' }
    const code = await arriving()
    answering = undefined
    await change()
    // Another provider is in force by now.
    await expect(enter({}, code)).rejects.toBeInstanceOf(Unauthorized)
  })
})

describe('an answer', () => {
  test('is taken once, from the browser that asked, at the door that it asked at, and in time', async () => {
    const search = issuer.authorize(await begin())
    await arrive(search)
    await expect(arrive(search)).rejects.toBeInstanceOf(Unauthorized)
    const another = { browser: 'c'.repeat(43) }
    await expect(arrive(issuer.authorize(await begin()), another)).rejects.toBeInstanceOf(Unauthorized)
    await expect(arrive(issuer.authorize(await begin()), { door: other })).rejects.toBeInstanceOf(Unauthorized)
    const late = issuer.authorize(await begin())
    now += signOnDefaults.flightMs
    await expect(arrive(late)).rejects.toBeInstanceOf(Unauthorized)
  })

  test('of another state, another issuer, or with the code of another request is refused', async () => {
    const changed = async (name: string, value: string) => {
      const search = new URLSearchParams(issuer.authorize(await begin()))
      search.set(name, value)
      return arrive(`?${search.toString()}`)
    }
    await expect(changed('state', 'a'.repeat(43))).rejects.toBeInstanceOf(Unauthorized)
    await expect(changed('iss', 'https://evil.example')).rejects.toBeInstanceOf(NotProved)
    const stolen = new URLSearchParams(issuer.authorize(await begin())).get('code')!
    await expect(changed('code', stolen)).rejects.toBeInstanceOf(NotProved)
    const state = new URL(await begin()).searchParams.get('state')!
    const refusal = `?error=access_denied&iss=${encodeURIComponent(issuer.issuer)}&state=${state}`
    await expect(arrive(refusal)).rejects.toBeInstanceOf(NotProved)
    expect(house.auth.singleSignOn.read(acme.key)?.problem?.sentence).toMatch(/was not taken/)
  })

  test('brings tokens to the browser that began alone', async () => {
    const code = await back()
    const elsewhere = house.auth.singleSignOn.enter(code, 'c'.repeat(43), from, {})
    await expect(elsewhere).rejects.toBeInstanceOf(Unauthorized)
    await expect(house.auth.singleSignOn.enter(code, undefined, from, {})).rejects.toBeInstanceOf(Unauthorized)
    now += signOnDefaults.codeMs
    await expect(enter({}, code)).rejects.toBeInstanceOf(Unauthorized)
  })
})

describe('a provider', () => {
  test('is asked what it is once, and for its keys each time: a new one works at once, an old one no more', async () => {
    await back()
    issuer.asked.length = 0
    await back()
    await issuer.rotate()
    let old: Minting | undefined
    issuer.mint = (minting) => ordinary((old = minting))
    await back()
    await issuer.rotate()
    issuer.mint = (minting) => ordinary({ ...minting, key: old!.key })
    await expect(back()).rejects.toBeInstanceOf(NotProved)
    expect(issuer.asked.filter((path) => path.startsWith('/.well-known'))).toEqual([])
    expect(issuer.asked.filter((path) => path === '/keys')).toHaveLength(3)
  })

  test('that is not what it says, not there, not public, or says too much is not set up', async () => {
    await expect(change({ issuer: 'https://login.example/realms/staff/' })).rejects.toBeInstanceOf(Invalid)
    await expect(change({ issuer: 'http://login.example/realms/staff' })).rejects.toThrow('https')
    answering = () => Promise.reject(new TypeError('fetch failed'))
    await expect(change()).rejects.toBeInstanceOf(Busy)
    answering = () => Promise.resolve(new Response('x'.repeat(signOnDefaults.answerBytes + 1)))
    await expect(change()).rejects.toThrow('more than it should')
    const guarded = createGuardedFetch()
    answering = guarded.fetch
    await expect(change({ issuer: 'https://169.254.169.254/' })).rejects.toThrow('not a public address')
    await guarded.close()
  })

  test('is told the secret that it was given for, and no other is', async () => {
    const sealedOf = async (changes: Partial<OidcInput>) => {
      const { clientSecret: _, ...without } = settings
      const place = house.auth.singleSignOn.placeOf(acme.code)
      return (await house.auth.singleSignOn.change(acme.key, place, { ...without, ...changes })).sealedSecret
    }
    expect(await sealedOf({})).toBeDefined()
    expect(await sealedOf({ clientId: 'another' })).toBeUndefined()
  })
})

describe('an account', () => {
  const known = (email: unknown) => house.auth.store.userByEmail(String(email))?.user

  test('that is the tenant’s alone is linked; one that is somebody else’s too asks for its password, once', async () => {
    const ada = await house.join(String(person['email']), 'agent')
    expect(await enter()).toMatchObject({ user: { id: ada.id }, account: 'linked', role: 'agent' })
    expect(await enter()).toMatchObject({ user: { id: ada.id }, account: 'known' })

    person = somebody()
    const bob = await house.join(String(person['email']), 'owner', other)
    const code = await back()
    await expect(enter({}, code)).rejects.toMatchObject({ code: 'E_PASSWORD_NEEDED' })
    await expect(enter({ password: 'a wrong password' }, code)).rejects.toBeInstanceOf(Unauthorized)
    expect(house.auth.store.memberships(bob.id)).toHaveLength(1)
    const entered = await enter({ password }, code)
    expect(entered).toMatchObject({ user: { id: bob.id }, account: 'linked', role: 'viewer' })
    // What the tenant's provider says opens nothing of the other's.
    const caller = await house.auth.recognize(entered.accessToken)
    expect(caller?.grants.scope === 'tenants' && [...caller.grants.tenants.keys()]).toEqual(['acme'])
    expect(await enter()).toMatchObject({ user: { id: bob.id }, account: 'known' })
  })

  test('that administers the platform is never opened, nor is one of another domain', async () => {
    await house.auth.team.addPlatformAdmin({ email: String(person['email']), name: 'Root', password })
    await expect(enter({ password })).rejects.toThrow('administers the platform')
    person = { ...somebody(), email: 'ada@elsewhere.example' }
    await expect(enter()).rejects.toThrow('elsewhere.example')
    expect(known('ada@elsewhere.example')).toBeUndefined()
  })

  test('that is new has no password, and is linked by who it is and not by its address', async () => {
    const { user } = await enter()
    const login = house.auth.signIn.login(user.email, '', from)
    await expect(login).rejects.toBeInstanceOf(Unauthorized)
    person = { ...person, email: `renamed.${user.email}` }
    expect(await enter()).toMatchObject({ user: { id: user.id, email: user.email } })
    person = { ...person, sub: 'somebody else', email: user.email }
    expect(await enter()).toMatchObject({ user: { id: user.id }, account: 'linked' })
  })

  test('has the role that its groups say at each sign-in, the highest of them', async () => {
    person = { ...person, groups: ['staff', 'bosses', 'constructor', '__proto__'] }
    expect(await enter()).toMatchObject({ role: 'owner' })
    person = { ...person, groups: 'staff' }
    const { user } = await enter()
    // Nobody else owns the tenant.
    expect(house.auth.store.memberships(user.id)).toEqual([{ tenant: acme.key, role: 'owner' }])
    await house.join('second.owner@acme.example', 'owner')
    await enter()
    expect(house.auth.store.memberships(user.id)).toEqual([{ tenant: acme.key, role: 'agent' }])
    await change({ defaultRole: null })
    person = { ...somebody(), groups: [] }
    await expect(enter()).rejects.toThrow('names no role')
  })
})

describe('where single sign-on is required', () => {
  test('a password opens nothing but for owners, and nothing of the tenant for who is elsewhere too', async () => {
    const email = String(person['email'])
    const ada = await house.join(email, 'agent')
    const before = await house.auth.signIn.login(email, password, from)
    await change({ required: true })
    await expect(house.auth.signIn.login(email, password, from)).rejects.toMatchObject({ code: 'E_SIGN_ON_NEEDED' })
    const tenantsOf = async (token: string) => {
      const caller = await house.auth.recognize(token)
      return caller?.grants.scope === 'tenants' ? [...caller.grants.tenants.keys()] : []
    }
    expect(await tenantsOf(before.accessToken)).toEqual([])
    await house.auth.store.setMembership(ada.id, { tenant: other.key, role: 'viewer' })
    expect(await tenantsOf((await house.auth.signIn.login(email, password, from)).accessToken)).toEqual(['other'])
    await house.auth.store.setMembership(ada.id, { tenant: acme.key, role: 'owner' })
    expect(await tenantsOf(before.accessToken)).toEqual(['acme', 'other'])
  })

  test('some owner must have a password', async () => {
    const owners = house.auth.store.members(acme.key).filter(({ role }) => role === 'owner')
    for (const { user } of owners) await house.auth.store.setPassword(user.id, '')
    await expect(change({ required: true })).rejects.toBeInstanceOf(Conflict)
  })
})

describe('a session that a provider vouched for', () => {
  test('ends a working day after it began, however busy, and with the settings', async () => {
    const first = await enter()
    now += signOnDefaults.sessionMs - 1000
    const { refreshToken, accessToken } = await house.auth.sessions.refresh(first.refreshToken)
    now += 1000
    await expect(house.auth.recognize(accessToken)).rejects.toBeInstanceOf(Unauthorized)
    await expect(house.auth.sessions.refresh(refreshToken)).rejects.toBeInstanceOf(Unauthorized)
    now = Date.now()
    const second = await enter()
    await house.auth.singleSignOn.remove(acme.key)
    await expect(house.auth.recognize(second.accessToken)).rejects.toBeInstanceOf(Unauthorized)
    await expect(begin()).rejects.toBeInstanceOf(NotFound)
  })
})
