import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { roles } from '../../src/contracts/accounts.ts'
import { apiOf, openApp } from '../parts/app.ts'
import type { Api, RunningApp } from '../parts/app.ts'

interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
}

const password = 'correct horse battery'

let app: RunningApp
const people = new Map<string, Api>()

beforeAll(async () => {
  app = await openApp()
  for (const code of ['acme', 'other']) await app.api('POST', '/tenants', { code, name: code })
  for (const role of roles) people.set(role, await personWith(role, 'acme'))
  people.set('stranger', await personWith('owner', 'other'))
})

afterAll(() => app.close())

async function personWith(role: string, tenant: string): Promise<Api> {
  const email = `${role}@${tenant}.example`
  const { token } = await app.api<{ token: string }>('POST', `/tenants/${tenant}/invitations`, { email, role })
  const nobody = apiOf(app.url, 'nobody')
  await nobody.api('POST', '/auth/invitations/accept', { token, name: role, password })
  const { accessToken } = await nobody.api<Tokens>('POST', '/auth/login', { email, password })
  return apiOf(app.url, accessToken)
}

describe('a person', () => {
  test('signs in, sees their tenants and nothing else, and signs out', async () => {
    const owner = people.get('owner')!
    expect(await owner.api('GET', '/auth/validate')).toMatchObject({
      valid: true,
      kind: 'user',
      scope: 'tenants',
      tenants: [{ code: 'acme' }],
    })
    expect(await owner.api('GET', '/tenants')).toMatchObject({ items: [{ code: 'acme' }] })
    for (const path of ['/tenants/other', '/tenants/other/users', '/auth/api-keys?tenantCode=other'])
      expect([path, (await owner.ask('GET', path)).status]).toEqual([path, 404])
    const short = await personWith('viewer', 'other')
    expect((await short.ask('POST', '/auth/logout')).status).toBe(204)
    expect((await short.ask('GET', '/auth/validate')).status).toBe(401)
  })

  test('keeps a session going by its refresh token, and loses it to a thief who is too late', async () => {
    const nobody = apiOf(app.url, 'nobody')
    const first = await nobody.api<Tokens>('POST', '/auth/login', { email: 'agent@acme.example', password })
    const second = await nobody.api<Tokens>('POST', '/auth/refresh', { refreshToken: first.refreshToken })
    const again = () => apiOf(app.url, second.accessToken).ask('GET', '/auth/validate')
    expect((await again()).status).toBe(200)
    expect((await nobody.ask('POST', '/auth/refresh', { refreshToken: first.refreshToken })).status).toBe(401)
    expect((await again()).status).toBe(401)
  })

  test('cannot make themselves more than they are', async () => {
    const admin = people.get('admin')!
    const invite = (role: string) => admin.ask('POST', '/tenants/acme/invitations', { email: 'new@acme.example', role })
    expect((await invite('owner')).status).toBe(403)
    expect((await invite('admin')).status).toBe(201)
    const { items } = await admin.api<{ items: { id: string; role: string }[] }>('GET', '/tenants/acme/users')
    const [owner, self] = ['owner', 'admin'].map((role) => items.find((one) => one.role === role)!.id)
    expect((await admin.ask('PUT', `/tenants/acme/users/${self}`, { role: 'owner' })).status).toBe(403)
    expect((await admin.ask('DELETE', `/tenants/acme/users/${owner}`)).status).toBe(403)
    const developer = people.get('developer')!
    expect(
      (await developer.ask('POST', '/tenants/acme/invitations', { email: 'x@y.example', role: 'viewer' })).status,
    ).toBe(403)
    expect((await people.get('owner')!.ask('PUT', '/tenants/acme', { plan: 'business' })).status).toBe(403)
    expect((await people.get('owner')!.ask('PUT', '/tenants/acme', { name: 'Acme & Sons' })).status).toBe(200)
  })
})

describe('an API key', () => {
  test('of a tenant does what its scopes say, and no more', async () => {
    const owner = people.get('owner')!
    const made = await owner.api<{ id: string; key: string }>('POST', '/auth/api-keys', {
      name: 'Reader',
      tenantCode: 'acme',
      scopes: ['chatbots:read'],
    })
    const reader = apiOf(app.url, made.key)
    expect((await reader.ask('GET', '/tenants/acme/chatbots')).status).toBe(200)
    expect((await reader.ask('POST', '/tenants/acme/chatbots', { name: 'Mine' })).status).toBe(403)
    expect((await reader.ask('GET', '/tenants/other/chatbots')).status).toBe(404)
    const listed = await owner.ask('GET', '/auth/api-keys?tenantCode=acme')
    expect(await listed.text()).not.toContain(made.key)
    const stranger = people.get('stranger')!
    const unknown = await stranger.ask('DELETE', '/auth/api-keys/ak_00000000000000000000')
    const theirs = await stranger.ask('DELETE', `/auth/api-keys/${made.id}`)
    expect([unknown.status, theirs.status]).toEqual([404, 404])
    expect((await owner.ask('DELETE', `/auth/api-keys/${made.id}`)).status).toBe(204)
    expect((await reader.ask('GET', '/tenants/acme/chatbots')).status).toBe(401)
  })

  test('gives nobody more than they have', async () => {
    const admin = people.get('admin')!
    const ask = (scopes: unknown, tenantCode?: string) =>
      admin.ask('POST', '/auth/api-keys', { name: 'More', scopes, ...(tenantCode && { tenantCode }) })
    expect((await ask(['tenants:write'], 'acme')).status).toBe(403)
    // Who is in one tenant alone need not name it.
    const made = (await (await ask('all')).json()) as { scopes: readonly string[]; tenantCode: string }
    expect(made.tenantCode).toBe('acme')
    const { scopes } = made
    expect(scopes).not.toContain('tenants:write')
    expect(scopes).toContain('chatbots:write')
  })
})
