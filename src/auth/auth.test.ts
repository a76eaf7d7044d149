import { mkdtemp, rm } from 'node:fs/promises'
import { alone } from '../fleet/alone.ts'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { SignJWT, UnsecuredJWT, exportJWK, generateKeyPair } from 'jose'
import { Secret, TOTP } from 'otpauth'
import { authDefaults, letterDefaults, verificationDefaults } from '../config/defaults.ts'
import type { Permission, User } from '../contracts/accounts.ts'
import { Conflict, Invalid, NotFound, OverLimit, Unauthorized } from '../contracts/errors.ts'
import type { TenantCode, TenantKey } from '../contracts/id.ts'
import type { Letter } from '../contracts/mail.ts'
import { openAccounts } from '../tenancy/accounts.ts'
import { openDatabases } from '../../test/parts/engine.ts'
import type { Databases } from '../tenancy/databases.ts'
import { platformSealing } from '../tenancy/keys.ts'
import { openSingleSignOn } from '../tenancy/single-sign-on.ts'
import { randomId } from '../tenancy/random.ts'
import { createAuth } from './index.ts'
import type { Auth } from './index.ts'

const acme = 'acme1' as TenantKey
const other = 'other' as TenantKey
const codes = new Map([
  [acme, 'acme' as TenantCode],
  [other, 'other' as TenantCode],
])
const tokenKey = new Uint8Array(32).fill(7)
const home = { address: '198.51.100.7', agent: 'a browser' }
const password = 'correct horse battery'

let folder: string
let databases: Databases
let auth: Auth
let letters: Letter[]
let now = Date.parse('2030-01-01T12:00:00Z')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'colloquy-test-'))
  databases = await openDatabases(folder)
  now = Date.parse('2030-01-01T12:00:00Z')
  const store = openAccounts(databases.platform)
  letters = []
  auth = createAuth({
    store,
    singleSignOn: openSingleSignOn(databases.platform),
    codeOf: async (key) => codes.get(key),
    tokenKey,
    mailer: { send: async (letter) => void letters.push(letter) },
    fleet: alone(),
    sealing: platformSealing(Buffer.alloc(32, 3)),
    fetch: () => Promise.reject(new Error('Nobody is called here.')),
    privateHosts: [],
    publicUrl: () => 'https://gateway.example',
    random: randomId,
    clock: () => now,
  })
})

afterEach(async () => {
  await databases.close()
  await rm(folder, { recursive: true, force: true })
})

async function joined(email: string, role: Parameters<Auth['team']['invite']>[1]['role'] = 'owner', tenant = acme) {
  const { token } = await auth.team.invite(tenant, { email, role }, 'bootstrap')
  return auth.team.accept(token, { name: 'Ada', password }, home.address)
}

const login = (email: string) => auth.signIn.login(email, password, home)

describe('signing in', () => {
  test('gives tokens by which the person is known, with what they may do in each tenant', async () => {
    const user = await joined('ada@example.org', 'agent')
    const { accessToken } = await login(' Ada@Example.org')
    const caller = await auth.recognize(accessToken)
    expect(caller).toMatchObject({ kind: 'user', id: user.id, grants: { scope: 'tenants' } })
    const held = caller?.grants.scope === 'tenants' ? caller.grants.tenants.get('acme' as TenantCode) : undefined
    expect(held?.has('conversations:write')).toBe(true)
    expect(held?.has('chatbots:write')).toBe(false)
  })

  test('keeps no password and no token', async () => {
    await joined('ada@example.org')
    const { refreshToken, accessToken } = await login('ada@example.org')
    const tables = ['users', 'sessions', 'invitations'].flatMap((table) =>
      databases.platform.prepare(`select * from ${table}`).all(),
    )
    for (const secret of [password, refreshToken, accessToken]) expect(JSON.stringify(tables)).not.toContain(secret)
    expect(JSON.stringify(tables)).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  })

  test('says the same of a wrong password and of nobody', async () => {
    await joined('ada@example.org')
    const wrong = await auth.signIn.login('ada@example.org', 'wrong password', home).catch((error: unknown) => error)
    const nobody = await auth.signIn.login('bob@example.org', password, home).catch((error: unknown) => error)
    expect(wrong).toBeInstanceOf(Unauthorized)
    expect(nobody).toEqual(wrong)
  })

  test('waits longer and longer after wrong passwords, and a right one within the wait is not recognised', async () => {
    await joined('ada@example.org')
    const guess = () => auth.signIn.login('ada@example.org', 'wrong password', home)
    for (let count = 0; count < authDefaults.freeFailures; count++)
      await expect(guess()).rejects.toBeInstanceOf(Unauthorized)
    await expect(login('ada@example.org')).rejects.toBeInstanceOf(OverLimit)
    now += authDefaults.firstWaitMs
    await expect(guess()).rejects.toBeInstanceOf(Unauthorized)
    now += authDefaults.firstWaitMs
    await expect(login('ada@example.org')).rejects.toBeInstanceOf(OverLimit)
    now += authDefaults.firstWaitMs
    await expect(login('ada@example.org')).resolves.toMatchObject({ user: { email: 'ada@example.org' } })
  })
})

describe('a session', () => {
  test('goes on by its refresh token, each good for one use', async () => {
    await joined('ada@example.org')
    const first = await login('ada@example.org')
    const second = await auth.sessions.refresh(first.refreshToken)
    expect(second.session).toBe(first.session)
    expect(second.refreshToken).not.toBe(first.refreshToken)
    await expect(auth.recognize(second.accessToken)).resolves.toMatchObject({ session: first.session })
  })

  test('ends with all its tokens when a refresh token comes twice', async () => {
    await joined('ada@example.org')
    const first = await login('ada@example.org')
    const second = await auth.sessions.refresh(first.refreshToken)
    await expect(auth.sessions.refresh(first.refreshToken)).rejects.toBeInstanceOf(Unauthorized)
    await expect(auth.sessions.refresh(second.refreshToken)).rejects.toBeInstanceOf(Unauthorized)
    await expect(auth.recognize(second.accessToken)).rejects.toBeInstanceOf(Unauthorized)
  })

  test('is had by one of two who come with the same token at once, and then by none', async () => {
    await joined('ada@example.org')
    const { refreshToken } = await login('ada@example.org')
    const answers = await Promise.allSettled([auth.sessions.refresh(refreshToken), auth.sessions.refresh(refreshToken)])
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const won = answers.find((answer) => answer.status === 'fulfilled')!
    await expect(auth.recognize(won.value.accessToken)).rejects.toBeInstanceOf(Unauthorized)
  })

  test('ends by logging out, by time, and with a new password elsewhere', async () => {
    const user = await joined('ada@example.org')
    const [phone, laptop] = [await login('ada@example.org'), await login('ada@example.org')]
    expect(auth.signIn.sessions(user.id)).toHaveLength(2)
    await auth.signIn.changePassword(user.id, laptop.session, password, 'another good password')
    await expect(auth.recognize(phone.accessToken)).rejects.toBeInstanceOf(Unauthorized)
    await expect(auth.recognize(laptop.accessToken)).resolves.toBeDefined()
    await auth.signIn.logout(laptop.session)
    await expect(auth.recognize(laptop.accessToken)).rejects.toBeInstanceOf(Unauthorized)
    await expect(login('ada@example.org')).rejects.toBeInstanceOf(Unauthorized)
    const again = await auth.signIn.login('ada@example.org', 'another good password', home)
    now += authDefaults.sessionMs
    await expect(auth.sessions.refresh(again.refreshToken)).rejects.toBeInstanceOf(Unauthorized)
  })
})

describe('an access token', () => {
  /** What somebody makes of a session that there is, who has everything but our key, or has that of another gateway. */
  interface Making {
    readonly user: User
    readonly session: string
    readonly accessToken: string
  }
  const token = ({ user, session }: Making, header: object = {}, changes: object = {}) =>
    new SignJWT({ sid: session, iss: 'colloquy', aud: 'colloquy/api', exp: now / 1000 + 600, ...changes })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...header })
      .setSubject(user.id)
      .setIssuedAt(now / 1000)
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

  test.each<[string, (making: Making) => Promise<string> | string]>([
    ['with a foreign audience', (making) => token(making, {}, { aud: 'elsewhere' }).sign(tokenKey)],
    ['with a foreign issuer', (making) => token(making, {}, { iss: 'somebody' }).sign(tokenKey)],
    ['of another gateway', (making) => token(making).sign(new Uint8Array(32))],
    ['by another algorithm', (making) => token(making, { alg: 'HS512' }).sign(tokenKey)],
    ['of another kind', (making) => token(making, { typ: 'JWT' }).sign(tokenKey)],
    ['without an end', (making) => token(making, {}, { exp: undefined }).sign(tokenKey)],
    ['without a session', (making) => token(making, {}, { sid: undefined }).sign(tokenKey)],
    ['of another session', (making) => token(making, {}, { sid: `ss_${'0'.repeat(20)}` }).sign(tokenKey)],
    [
      'that asks for what we do not know',
      (making) => token(making, { crit: ['x'], x: 1 }).sign(tokenKey, { crit: { x: true } }),
    ],
    [
      'signed by a key that it brings along',
      async (making) => {
        const { privateKey, publicKey } = await generateKeyPair('ES256')
        return token(making, { alg: 'ES256', jwk: await exportJWK(publicKey) }).sign(privateKey)
      },
    ],
    [
      'unsigned',
      ({ user, session }) =>
        new UnsecuredJWT({ sid: session })
          .setSubject(user.id)
          .setExpirationTime(now / 1000 + 600)
          .encode(),
    ],
    ['without a signature', ({ accessToken }) => accessToken.replace(/[^.]*$/, '')],
    [
      'of somebody else',
      ({ accessToken }) => {
        const [header, payload = '', signature] = accessToken.split('.')
        const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
        return [header, encoded({ ...said, sub: `us_${'0'.repeat(20)}` }), signature].join('.')
      },
    ],
    [
      'whose header says that it is not signed',
      ({ accessToken }) => accessToken.replace(/^[^.]*/, encoded({ alg: 'none', typ: 'at+jwt' })),
    ],
  ])('is refused: %s', async (_what, make) => {
    const user = await joined('ada@example.org')
    const { session, accessToken } = await login('ada@example.org')
    const making = { user, session, accessToken }
    await expect(auth.recognize(await token(making).sign(tokenKey))).resolves.toMatchObject({ id: user.id })
    const caller = await auth.recognize(await make(making)).catch((error: unknown) => error)
    expect(caller === undefined || caller instanceof Unauthorized).toBe(true)
  })

  test('is refused when it is over', async () => {
    await joined('ada@example.org')
    const { accessToken } = await login('ada@example.org')
    now += authDefaults.accessTokenMs
    await expect(auth.recognize(accessToken)).rejects.toThrow('refresh it')
  })

  test('is renewed by nothing but the refresh token of its session, as it is', async () => {
    await joined('ada@example.org')
    const first = await login('ada@example.org')
    const second = await login('ada@example.org')
    const swapped = first.refreshToken.replace(first.session, `ss_${'0'.repeat(20)}`)
    for (const wrong of [first.accessToken, '', swapped, `${first.refreshToken}x`, ` ${first.refreshToken}`])
      await expect(auth.sessions.refresh(wrong)).rejects.toBeInstanceOf(Unauthorized)
    await expect(auth.sessions.refresh(first.refreshToken)).resolves.toBeDefined()
    // Of another session it ends that one: somebody has what they should not.
    const crossed = first.refreshToken.replace(first.session, second.session)
    await expect(auth.sessions.refresh(crossed)).rejects.toBeInstanceOf(Unauthorized)
  })

  test('of who left the tenant grants nothing there', async () => {
    await joined('boss@example.org')
    const user = await joined('ada@example.org', 'admin')
    await joined('ada@example.org', 'viewer', other)
    const { accessToken } = await login('ada@example.org')
    await auth.team.remove(acme, user.id)
    const caller = await auth.recognize(accessToken)
    expect(caller?.grants.scope === 'tenants' && [...caller.grants.tenants.keys()]).toEqual(['other'])
    await auth.team.remove(other, user.id).catch(() => undefined)
  })
})

describe('a second factor', () => {
  const codeAt = (secret: string, at: number) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at })

  async function withApp() {
    const user = await joined('ada@example.org')
    const { secret, url } = await auth.secondFactor.begin(user)
    expect(url).toMatch(/^otpauth:\/\/totp\/Colloquy:ada%40example.org\?/)
    const recovery = await auth.secondFactor.confirm(user, codeAt(secret, now))
    return { user, secret, recovery }
  }
  const loginWith = (code: string) => auth.signIn.login('ada@example.org', password, home, code)

  test('is asked for once it is confirmed, and not before', async () => {
    const user = await joined('ada@example.org')
    const { secret } = await auth.secondFactor.begin(user)
    await expect(login('ada@example.org')).resolves.toBeDefined()
    await expect(auth.secondFactor.confirm(user, '000000')).rejects.toBeInstanceOf(Invalid)
    await auth.secondFactor.confirm(user, codeAt(secret, now))
    await expect(login('ada@example.org')).rejects.toMatchObject({ code: 'E_CODE_NEEDED' })
    await expect(auth.secondFactor.begin(user)).rejects.toBeInstanceOf(Conflict)
  })

  test('takes each code once, and of the steps beside now', async () => {
    const { secret } = await withApp()
    await expect(loginWith(codeAt(secret, now))).rejects.toBeInstanceOf(Unauthorized)
    now += 60_000
    await expect(loginWith(codeAt(secret, now - 30_000))).resolves.toBeDefined()
    await expect(loginWith(codeAt(secret, now))).resolves.toBeDefined()
    await expect(loginWith(codeAt(secret, now))).rejects.toBeInstanceOf(Unauthorized)
    now += 120_000
    await expect(loginWith(codeAt(secret, now - 90_000))).rejects.toBeInstanceOf(Unauthorized)
  })

  test('is done without by a recovery code, each once; wrong ones make the account wait', async () => {
    const { user, recovery } = await withApp()
    expect(recovery).toHaveLength(authDefaults.recoveryCodes)
    await expect(loginWith(recovery[0]!.toLowerCase())).resolves.toBeDefined()
    await expect(loginWith(recovery[0]!)).rejects.toBeInstanceOf(Unauthorized)
    await expect(loginWith(recovery[1]!.replaceAll('-', ' '))).resolves.toBeDefined()
    // The code that came twice was a mistake of this address, too.
    for (let count = 1; count < authDefaults.freeFailures; count++)
      await expect(loginWith('123456')).rejects.toBeInstanceOf(Unauthorized)
    await expect(loginWith(recovery[2]!)).rejects.toBeInstanceOf(OverLimit)
    await auth.secondFactor.remove(user)
    now += authDefaults.longestWaitMs
    await expect(login('ada@example.org')).resolves.toBeDefined()
  })
})

describe('a forgotten password', () => {
  const tokenIn = ({ text }: Letter) => /#(cqp_[\w-]+)/.exec(text)![1]!

  test('is replaced with the token of a letter, once, and all sessions end', async () => {
    await joined('ada@example.org')
    const session = await login('ada@example.org')
    await auth.signIn.forgot('Ada@example.org', 'en')
    expect(letters).toMatchObject([{ to: 'ada@example.org' }])
    const token = tokenIn(letters[0]!)
    await expect(auth.signIn.reset(token, 'short')).rejects.toBeInstanceOf(Invalid)
    await auth.signIn.reset(token, 'a wholly new password')
    await expect(auth.recognize(session.accessToken)).rejects.toBeInstanceOf(Unauthorized)
    await expect(auth.signIn.reset(token, 'a second new password')).rejects.toBeInstanceOf(Unauthorized)
    await expect(auth.signIn.login('ada@example.org', 'a wholly new password', home)).resolves.toBeDefined()
  })

  test('of nobody sends nothing, and an old token is worth nothing', async () => {
    await auth.signIn.forgot('nobody@example.org', 'en')
    expect(letters).toEqual([])
    await joined('ada@example.org')
    await auth.signIn.forgot('ada@example.org', 'en')
    await auth.signIn.forgot('ada@example.org', 'en')
    await expect(auth.signIn.reset(tokenIn(letters[0]!), 'a new password')).rejects.toBeInstanceOf(Unauthorized)
    now += authDefaults.resetMs
    await expect(auth.signIn.reset(tokenIn(letters[1]!), 'a new password')).rejects.toBeInstanceOf(Unauthorized)
  })
})

describe('an address', () => {
  const tokenIn = ({ text }: Letter) => /\/verify-email#(cqv_[\w-]+)/.exec(text)![1]!

  test('is shown to be read by a letter in the reader’s language, once and in time', async () => {
    const user = await joined('ada@example.org')
    await auth.verification.request(user.id, 'de-AT')
    expect(letters).toMatchObject([{ to: 'ada@example.org', subject: 'Ist das Ihre Adresse?' }])
    const token = tokenIn(letters[0]!)
    now += verificationDefaults.tokenMs
    await expect(auth.verification.verify(token, home.address)).rejects.toBeInstanceOf(Unauthorized)
    await auth.verification.request(user.id, 'en')
    await auth.verification.verify(tokenIn(letters[1]!), home.address)
    expect(auth.store.user(user.id)?.emailVerified).toBe(true)
    await auth.verification.request(user.id, 'en')
    expect(letters).toHaveLength(2)
    await expect(auth.verification.verify(tokenIn(letters[1]!), home.address)).rejects.toBeInstanceOf(Unauthorized)
  })

  test('is written to some times in an hour, and who guesses tokens waits', async () => {
    const user = await joined('ada@example.org')
    for (let count = 0; count < letterDefaults.perHour + 2; count++) await auth.verification.request(user.id, 'en')
    expect(letters).toHaveLength(letterDefaults.perHour)
    for (let count = 0; count < authDefaults.freeFailures; count++)
      await expect(auth.verification.verify(`cqv_${count}`, home.address)).rejects.toBeInstanceOf(Unauthorized)
    await expect(auth.verification.verify(tokenIn(letters.at(-1)!), home.address)).rejects.toBeInstanceOf(OverLimit)
  })
})

describe('an invitation', () => {
  test('is used once, and only while it is open', async () => {
    const { token } = await auth.team.invite(acme, { email: 'ada@example.org', role: 'viewer' }, 'bootstrap')
    const accept = () => auth.team.accept(token, { name: 'Ada', password }, home.address)
    await accept()
    await expect(accept()).rejects.toBeInstanceOf(Unauthorized)
    const late = await auth.team.invite(acme, { email: 'bob@example.org', role: 'viewer' }, 'bootstrap')
    now += authDefaults.invitationMs
    await expect(auth.team.accept(late.token, { name: 'Bob', password }, home.address)).rejects.toBeInstanceOf(
      Unauthorized,
    )
  })

  test('to who has an account is accepted with its password alone', async () => {
    await joined('ada@example.org', 'owner', other)
    const { token } = await auth.team.invite(acme, { email: 'ada@example.org', role: 'viewer' }, 'bootstrap')
    await expect(
      auth.team.accept(token, { name: 'Eve', password: 'a password of Eve' }, home.address),
    ).rejects.toBeInstanceOf(Unauthorized)
    await expect(auth.team.accept(token, { name: 'Ada', password }, home.address)).resolves.toMatchObject({
      email: 'ada@example.org',
    })
  })

  test.each(['short', 'ada@example.org', 'aaaaaaaaaaaaaa', 'x'.repeat(300)])(
    'takes no bad password: %s',
    async (bad) => {
      const { token } = await auth.team.invite(acme, { email: 'ada@example.org', role: 'viewer' }, 'bootstrap')
      await expect(auth.team.accept(token, { name: 'Ada', password: bad }, home.address)).rejects.toBeInstanceOf(
        Invalid,
      )
    },
  )

  test('that is a newer one takes the place of the old', async () => {
    const old = await auth.team.invite(acme, { email: 'ada@example.org', role: 'viewer' }, 'bootstrap')
    await auth.team.invite(acme, { email: 'ada@example.org', role: 'admin' }, 'bootstrap')
    await expect(auth.team.accept(old.token, { name: 'Ada', password }, home.address)).rejects.toBeInstanceOf(
      Unauthorized,
    )
  })
})

describe('a team', () => {
  test('always has an owner', async () => {
    const ada = await joined('ada@example.org', 'owner')
    await expect(auth.team.remove(acme, ada.id)).rejects.toBeInstanceOf(Conflict)
    await expect(auth.team.setRole(acme, ada.id, 'viewer')).rejects.toBeInstanceOf(Conflict)
    const bob = await joined('bob@example.org', 'owner')
    await auth.team.setRole(acme, ada.id, 'viewer')
    expect(auth.team.list(acme).map(({ user, role }) => [user.id, role])).toEqual([
      [ada.id, 'viewer'],
      [bob.id, 'owner'],
    ])
  })

  test('knows nobody of another tenant', async () => {
    const ada = await joined('ada@example.org', 'owner', other)
    await expect(auth.team.setRole(acme, ada.id, 'owner')).rejects.toBeInstanceOf(NotFound)
    await expect(auth.team.remove(acme, ada.id)).rejects.toBeInstanceOf(NotFound)
  })

  test('goes with its tenant: accounts that are in no other, keys and invitations', async () => {
    await joined('ada@example.org')
    const bob = await joined('bob@example.org')
    await joined('bob@example.org', 'viewer', other)
    await auth.apiKeys.create({ name: 'k', tenant: acme, scopes: 'all', expiresAt: undefined, createdBy: undefined })
    await auth.team.invite(acme, { email: 'eve@example.org', role: 'viewer' }, bob.id)
    await auth.store.removeTenant(acme)
    expect(auth.store.userByEmail('ada@example.org')).toBeUndefined()
    expect(auth.store.memberships(bob.id)).toEqual([{ tenant: other, role: 'viewer' }])
    expect([auth.store.apiKeys(acme), auth.store.invitations(acme)]).toEqual([[], []])
  })
})

describe('an API key', () => {
  const make = (scopes: readonly Permission[] | 'all', expiresAt?: number) =>
    auth.apiKeys.create({ name: 'Sender', tenant: acme, scopes, expiresAt, createdBy: undefined })

  test('may do in its tenant what its scopes say', async () => {
    const { key, apiKey } = await make(['messages:send'])
    expect(key.startsWith(apiKey.prefix)).toBe(true)
    const caller = await auth.recognize(key)
    expect(caller).toMatchObject({ kind: 'api-key', id: apiKey.id })
    const held = caller?.grants.scope === 'tenants' ? caller.grants.tenants.get('acme' as TenantCode) : undefined
    expect([...(held ?? [])]).toEqual(['messages:send'])
  })

  test('is unknown when it is over, revoked or another text', async () => {
    const { key, apiKey } = await make('all', now + authDefaults.keyLifetimeMs)
    expect(await auth.recognize(`${key}x`)).toBeUndefined()
    now += authDefaults.keyLifetimeMs
    expect(await auth.recognize(key)).toBeUndefined()
    const second = await make('all')
    await auth.store.removeApiKey(second.apiKey.id)
    expect(await auth.recognize(second.key)).toBeUndefined()
    expect(auth.store.apiKeys(acme).map(({ id }) => id)).toEqual([apiKey.id])
  })

  test('says when it was used last', async () => {
    const { key, apiKey } = await make('all')
    expect(auth.store.apiKeyById(apiKey.id)?.lastUsedAt).toBeUndefined()
    await auth.recognize(key)
    await databases.platform.write(() => undefined)
    expect(auth.store.apiKeyById(apiKey.id)?.lastUsedAt).toBe(new Date(now).toISOString())
  })
})
