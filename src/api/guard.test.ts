import { describe, expect, test } from '@jest/globals'
import { adminKey, startApi } from '../../test/api/fakes.ts'
import { apiDefaults } from '../config/defaults.ts'
import { permissionsOf } from '../auth/roles.ts'
import type { Caller } from '../contracts/accounts.ts'
import type { TenantCode } from '../contracts/id.ts'

const anonymous = { authorization: '' }

describe('a key', () => {
  test.each([
    ['as a bearer', { authorization: `Bearer ${adminKey}` }],
    ['as a bearer in lower case', { authorization: `bearer ${adminKey}` }],
    ['by its own header', { ...anonymous, 'x-api-key': adminKey }],
  ])('passes %s', async (_how, headers) => {
    const { call } = await startApi()
    expect((await call('GET', '/api/v1/tenants', undefined, headers)).status).toBe(200)
  })

  test.each([
    ['none', anonymous],
    ['an empty one', { ...anonymous, 'x-api-key': '' }],
    ['a wrong one', { authorization: 'Bearer wrong' }],
    ['one of another scheme', { authorization: `Basic ${adminKey}` }],
    ['two words', { authorization: `Bearer ${adminKey} ${adminKey}` }],
  ])('is asked for: %s is 401', async (_what, headers) => {
    const { call } = await startApi()
    const answer = await call('GET', '/api/v1/tenants', undefined, headers)
    expect([answer.status, answer.body.error.code]).toEqual([401, 'E_UNAUTHORIZED'])
    expect(answer.headers['www-authenticate']).toBe('Bearer')
  })

  test('is looked at before the body is', async () => {
    const { call } = await startApi()
    const answer = await call('POST', '/api/v1/tenants', { nonsense: true }, anonymous)
    expect(answer.status).toBe(401)
  })

  test('that is wrong too often from one address is told to wait, while the right one passes', async () => {
    const { call } = await startApi()
    const wrong = { authorization: 'Bearer wrong' }
    for (let count = 0; count < apiDefaults.authFailures; count += 1) {
      expect((await call('GET', '/api/v1/tenants', undefined, wrong)).status).toBe(401)
    }
    const refused = await call('GET', '/api/v1/tenants', undefined, wrong)
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60'])
    expect((await call('GET', '/api/v1/tenants')).status).toBe(200)
    expect((await call('GET', '/api/v1/tenants', undefined, anonymous)).status).toBe(401)
  })
})

describe('a caller of some tenants', () => {
  const tenants = new Map([['acme' as TenantCode, permissionsOf('owner')]])
  const limited: Caller = { kind: 'api-key', id: 'ak_1', name: 'Acme’s', grants: { scope: 'tenants', tenants } }

  async function withTwoTenants() {
    const api = await startApi({ authenticate: async () => limited })
    await api.fakes.tenants.directory.create({ code: 'other', name: 'Other' })
    const other = await api.fakes.tenants.open('other')
    return { ...api, foreign: await other.configuration.createChatbot({ name: 'Theirs' }) }
  }

  test('sees these, and finds no others', async () => {
    const { call, foreign } = await withTwoTenants()
    expect((await call('GET', '/api/v1/tenants')).body.items).toEqual([expect.objectContaining({ code: 'acme' })])
    const answers = await Promise.all([
      call('GET', '/api/v1/tenants/other'),
      call('GET', '/api/v1/tenants/never-made'),
      call('GET', `/api/v1/chatbots/${foreign.id}`),
      call('GET', '/api/v1/chatbots/bot_zzzzzzzzzzzzzzzzzzzz'),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    const [theirs, nobodys, foreignBot, unknownBot] = answers.map(({ body }) => body.error.message)
    expect(theirs).toBe(nobodys)
    expect(foreignBot).toBe(unknownBot)
  })

  test('makes no others', async () => {
    const { call } = await withTwoTenants()
    expect((await call('POST', '/api/v1/tenants', { code: 'mine', name: 'Mine' })).status).toBe(403)
  })
})

describe('a header that names the tenant', () => {
  test('may repeat what the path says', async () => {
    const { call, fakes } = await startApi()
    const key = fakes.kept.get('acme')!.tenant.key
    const headers = { 'x-tenant-slug': 'acme', 'x-tenant-id': key }
    expect((await call('GET', '/api/v1/tenants/acme', undefined, headers)).status).toBe(200)
  })

  test.each(['X-Tenant-Slug', 'X-Tenant-Id'])('may not contradict it: %s', async (name) => {
    const { call, chatbot } = await startApi()
    const answer = await call('GET', `/api/v1/chatbots/${chatbot.id}`, undefined, { [name]: 'other' })
    expect([answer.status, answer.body.error.field]).toEqual([400, name])
  })
})
