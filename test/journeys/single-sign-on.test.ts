import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { apiOf, openApp } from '../parts/app.ts'
import type { Api, RunningApp } from '../parts/app.ts'
import { browserIsHere, openBrowser } from '../parts/browser.ts'
import { openOidcProvider, openSamlProvider } from '../parts/identity-providers.ts'
import type { RunningProvider, SamlProvider } from '../parts/identity-providers.ts'

const journey = browserIsHere ? describe : describe.skip
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const password = 'correct horse battery'
const secret = 'a-secret-of-the-provider'
// A browser on a busy machine takes its time.
jest.setTimeout(60_000)

let app: RunningApp
let browser: Browser
let oidc: RunningProvider
let saml: SamlProvider
let owner: Api

interface Settings {
  readonly settings: Readonly<Record<string, unknown>> | null
  readonly callbackUrl: string
  readonly metadataUrl: string
  readonly problem: { readonly sentence: string } | null
}

async function ownerOf(tenant: string): Promise<Api> {
  await app.api('POST', '/tenants', { code: tenant, name: tenant })
  const email = `owner@${tenant}.example`
  const invitation = { email, role: 'owner' }
  const { token } = await app.api<{ token: string }>('POST', `/tenants/${tenant}/invitations`, invitation)
  const nobody = apiOf(app.url, 'nobody')
  await nobody.api('POST', '/auth/invitations/accept', { token, name: 'Owner', password })
  const { accessToken } = await nobody.api<{ accessToken: string }>('POST', '/auth/login', { email, password })
  return apiOf(app.url, accessToken)
}

beforeAll(async () => {
  if (!browserIsHere) return
  // What the provider would have its makers know of how it is set up here.
  for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockImplementation(() => undefined)
  const opening = openBrowser()
  app = await openApp()
  owner = await ownerOf('acme')
  const { callbackUrl } = await owner.api<Settings>('GET', '/tenants/acme/single-sign-on')
  oidc = await openOidcProvider({
    id: 'colloquy',
    secret,
    redirectUri: callbackUrl,
    backTo: `${app.url}/sign-in`,
  })
  await owner.api('PUT', '/tenants/acme/single-sign-on', {
    protocol: 'oidc',
    issuer: oidc.url,
    clientId: 'colloquy',
    clientSecret: secret,
    allowedDomains: ['acme.example'],
    defaultRole: 'agent',
    rolesFrom: { claim: 'groups', roles: { bosses: 'admin' } },
  })
  browser = await opening
})
afterAll(async () => {
  if (!browserIsHere) return
  await browser.close()
  await Promise.all([oidc.close(), saml.close(), app.close()])
})

/** A browser of its own; whatever it complains about fails the test. */
async function freshPage(): Promise<{ readonly page: Page; readonly errors: string[] }> {
  const page = await (await browser.newContext()).newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    // A browser says of each answer that is not ok that it is not; the page says it in words.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text())
  })
  return { page, errors }
}

async function violations(page: Page): Promise<readonly string[]> {
  // The page itself lets no script in.
  const session = await page.context().newCDPSession(page)
  const expression = `${axe}; axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id }) => id)))`
  const { result } = await session.send('Runtime.evaluate', { expression, awaitPromise: true })
  return JSON.parse(String(result.value)) as string[]
}

async function enterByOidc(page: Page, email: string): Promise<void> {
  await page.goto(`${app.url}/sign-in?tenant=acme`)
  await page.getByRole('link', { name: 'Sign in with single sign-on' }).click()
  await page.locator('[name=login]').fill(email)
  await page.locator('[name=password]').fill('whatever')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

journey('in a browser', () => {
  test('somebody new comes in by OpenID Connect, as what their groups say, and leaves both', async () => {
    const { page, errors } = await freshPage()
    const tokens: string[] = []
    page.on('request', (request) => {
      if (/cqr_|eyJ/.test(request.url()) && request.url().startsWith(app.url)) tokens.push(request.url())
    })
    await enterByOidc(page, 'boss@acme.example')
    await page.getByText('You are signed in as BOSS (boss@acme.example).').waitFor()
    expect(page.url()).toBe(`${app.url}/sign-in?tenant=acme`)
    expect(tokens).toEqual([])
    expect(await violations(page)).toEqual([])
    const { items } = await owner.api<{ items: { email: string; role: string }[] }>('GET', '/tenants/acme/users')
    expect(items.map(({ email, role }) => [email, role])).toEqual([
      ['boss@acme.example', 'admin'],
      ['owner@acme.example', 'owner'],
    ])
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Yes, sign me out' }).click()
    await page.getByRole('textbox', { name: 'Password' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    expect(errors).toEqual([])
  })

  test('whose address is not verified stays outside and is told so', async () => {
    const { page } = await freshPage()
    await enterByOidc(page, 'ada+new@acme.example')
    await page.getByText('did not let you in').waitFor()
    const { problem } = await owner.api<Settings>('GET', '/tenants/acme/single-sign-on')
    expect(problem?.sentence).toContain('email_verified')
    const { items } = await owner.api<{ items: unknown[] }>('GET', '/tenants/acme/users')
    expect(items).toHaveLength(2)
  })

  test('somebody comes in by SAML, from metadata to metadata', async () => {
    const ownerOfBeta = await ownerOf('beta')
    const { metadataUrl } = await ownerOfBeta.api<Settings>('GET', '/tenants/beta/single-sign-on')
    saml = await openSamlProvider('ada@beta.example', async () => (await fetch(metadataUrl)).text())
    await ownerOfBeta.api('PUT', '/tenants/beta/single-sign-on', {
      protocol: 'saml',
      metadata: saml.metadata,
      allowedDomains: ['beta.example'],
      defaultRole: 'viewer',
    })
    const { page, errors } = await freshPage()
    await page.goto(`${app.url}/sign-in`)
    expect(await violations(page)).toEqual([])
    await page.getByLabel('Your organisation’s code').fill('beta')
    await page.getByRole('button', { name: 'Sign in with single sign-on' }).click()
    await page.getByRole('button', { name: 'Go on as ada@beta.example' }).click()
    await page.getByText('You are signed in as ada@beta.example.').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You are signed out.').waitFor()
    expect(errors).toEqual([])
  })

  test('a password signs in on the same page, and opens nothing of who must come by single sign-on', async () => {
    const { page, errors } = await freshPage()
    const { token } = await owner.api<{ token: string }>('POST', '/tenants/acme/invitations', {
      email: 'bob@acme.example',
      role: 'agent',
    })
    await apiOf(app.url, '').api('POST', '/auth/invitations/accept', { token, name: 'Bob', password })
    const signIn = async (email: string) => {
      await page.getByLabel('E-mail address').fill(email)
      await page.getByRole('textbox', { name: 'Password' }).fill(password)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    }
    await page.goto(`${app.url}/sign-in`)
    await signIn('bob@acme.example')
    await page.getByText('You are signed in as Bob (bob@acme.example).').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    const { settings } = await owner.api<Settings>('GET', '/tenants/acme/single-sign-on')
    const { hasSecret, ...same } = settings ?? {}
    expect(hasSecret).toBe(true)
    await owner.api('PUT', '/tenants/acme/single-sign-on', { ...same, required: true })
    await signIn('bob@acme.example')
    await page.getByText('passwords open nothing of it').waitFor()
    await signIn('owner@acme.example')
    await page.getByText('You are signed in as Owner (owner@acme.example).').waitFor()
    // The secret was kept, though nobody said it again.
    const again = await freshPage()
    await enterByOidc(again.page, 'bob@acme.example')
    await again.page.getByText('You are signed in as Bob (bob@acme.example).').waitFor()
    expect(errors).toEqual([])
  })

  test('the audit log says who came and what was changed, and no secret is in it, nor in the settings', async () => {
    const { items } = await owner.api<{ items: { action: string; after: unknown }[] }>('GET', '/tenants/acme/audit')
    const entered = items.filter(({ action }) => action === 'sign-in single-sign-on')
    expect(entered.map(({ after }) => after)).toEqual([
      { role: 'agent', account: 'linked' },
      { role: 'admin', account: 'new' },
    ])
    expect(items.filter(({ action }) => action.startsWith('PUT ') && action.endsWith('single-sign-on'))).toHaveLength(2)
    const settings = await owner.api('GET', '/tenants/acme/single-sign-on')
    expect(JSON.stringify([items, settings])).not.toContain(secret)
  })
})
