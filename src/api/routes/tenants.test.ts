import { describe, expect, test } from '@jest/globals'
import { startApi } from '../../../test/api/fakes.ts'
import { lifecycleDefaults } from '../../config/defaults.ts'

describe('tenants', () => {
  test('are created, read, changed and removed', async () => {
    const { call } = await startApi()
    const made = await call('POST', '/api/v1/tenants', { code: 'beta', name: ' Beta  ' })
    expect([made.status, made.body]).toEqual([
      201,
      {
        id: expect.any(String),
        code: 'beta',
        name: 'Beta',
        plan: 'unlimited',
        state: 'active',
        createdAt: expect.any(String),
      },
    ])
    const changed = await call('PUT', '/api/v1/tenants/beta', { state: 'suspended', plan: 'starter' })
    expect(changed.body).toEqual({ ...made.body, state: 'suspended', plan: 'starter' })
    expect((await call('GET', '/api/v1/tenants/beta')).body).toEqual(changed.body)
    const leaving = await call('DELETE', '/api/v1/tenants/beta')
    expect([leaving.status, leaving.body]).toEqual([
      202,
      { ...changed.body, state: 'deleting', deletesAt: expect.any(String) },
    ])
    expect(Date.parse(leaving.body.deletesAt)).toBeGreaterThan(Date.now() + lifecycleDefaults.graceMs - 60_000)
    expect((await call('DELETE', '/api/v1/tenants/beta')).body).toEqual(leaving.body)
    expect((await call('POST', '/api/v1/tenants/beta/restore')).body).toEqual({ ...changed.body, state: 'active' })
    const removed = await call('DELETE', '/api/v1/tenants/beta?now=true')
    expect([removed.status, removed.text]).toEqual([204, ''])
    expect((await call('GET', '/api/v1/tenants/beta')).status).toBe(404)
  })

  test('have a code each', async () => {
    const { call } = await startApi()
    expect((await call('POST', '/api/v1/tenants', { code: 'acme', name: 'Again' })).status).toBe(409)
  })

  test.each([
    [{ code: 'beta' }, 'name'],
    [{ code: 'beta', name: '' }, 'name'],
    [{ code: 'beta', name: 'two\nlines' }, 'name'],
    [{ code: 'beta', name: 'x'.repeat(201) }, 'name'],
    [{ code: 5, name: 'Beta' }, 'code'],
    [{ code: '../beta', name: 'Beta' }, 'code'],
    [{ code: 'beta', name: 'Beta', plan: 'Gold Plan' }, 'plan'],
    [{ code: 'beta', name: 'Beta', owner: 'me' }, 'owner'],
  ])('say which field does not fit: %j', async (body, field) => {
    const { call } = await startApi()
    const answer = await call('POST', '/api/v1/tenants', body)
    expect([answer.status, answer.body.error.code, answer.body.error.field]).toEqual([400, 'E_INVALID', field])
  })

  test('are provisioned again without harm, with or without a body’s type', async () => {
    const { call } = await startApi()
    const answer = await call('POST', '/api/v1/tenants/acme/provision', undefined, {
      'content-type': 'application/json',
    })
    expect([answer.status, answer.body.code]).toEqual([200, 'acme'])
  })

  test('are listed page by page', async () => {
    const { call } = await startApi()
    for (const code of ['beta', 'gamma']) await call('POST', '/api/v1/tenants', { code, name: code })
    const first = await call('GET', '/api/v1/tenants?limit=2')
    expect(first.body.items.map(({ code }: { code: string }) => code)).toEqual(['acme', 'beta'])
    const second = await call('GET', `/api/v1/tenants?limit=2&cursor=${first.body.nextCursor}`)
    expect(second.body.items.map(({ code }: { code: string }) => code)).toEqual(['gamma'])
    expect(second.body.nextCursor).toBeNull()
  })

  test.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['cursor=nonsense', 'cursor'],
  ])('are not listed with ?%s', async (query, field) => {
    const { call } = await startApi()
    const answer = await call('GET', `/api/v1/tenants?${query}`)
    expect([answer.status, answer.body.error.field]).toEqual([400, field])
  })
})
