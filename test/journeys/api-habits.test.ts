import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { OpenApiDocument } from '../../src/api/openapi.ts'
import { apiDefaults } from '../../src/config/defaults.ts'
import { apiOf, openApp } from '../parts/app.ts'
import type { RunningApp } from '../parts/app.ts'

let app: RunningApp

beforeAll(async () => {
  app = await openApp()
  await app.api('POST', '/tenants', { code: 'acme', name: 'Acme' })
})
afterAll(() => app.close())

function ask(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: unknown,
  authorization = app.authorization,
): Promise<Response> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) }
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  return fetch(`${app.url}/api/v1${path}`, { method, headers: { authorization, ...type, ...headers }, ...content })
}

const chatbots = async () => (await app.api<{ items: unknown[] }>('GET', '/tenants/acme/chatbots')).items.length

describe('a POST with an Idempotency-Key', () => {
  const create = (key: string, name: string, authorization?: string) =>
    ask('POST', '/tenants/acme/chatbots', { 'idempotency-key': key }, { name }, authorization)

  test('that comes again is answered as it was, and does nothing', async () => {
    const before = await chatbots()
    const [first, second] = [await create('k-1', 'Ada'), await create('k-1', 'Ada')]
    expect([first.status, second.status]).toEqual([201, 201])
    expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ])
    expect(await second.text()).toBe(await first.text())
    expect(await chatbots()).toBe(before + 1)
    const { items } = await app.api<{ items: { action: string }[] }>('GET', '/tenants/acme/audit')
    expect(items.filter(({ action }) => action.endsWith('/chatbots'))).toHaveLength(before + 1)
  })

  test('that comes twice at once is done once', async () => {
    const before = await chatbots()
    const answers = await Promise.all([1, 2, 3, 4].map(() => create('k-2', 'Bob')))
    for (const { status } of answers) expect([201, 409]).toContain(status)
    expect(await chatbots()).toBe(before + 1)
  })

  test('that was used for something else is a conflict, and another caller’s is another key', async () => {
    expect((await create('k-3', 'Cy')).status).toBe(201)
    expect((await create('k-3', 'Di')).status).toBe(409)
    const { key } = await app.api<{ key: string }>('POST', '/auth/api-keys', { name: 'k', tenantCode: 'acme' })
    expect((await create('k-3', 'Di', `Bearer ${key}`)).status).toBe(201)
  })

  test('that was refused is refused the same way again, and a key that is none is told so', async () => {
    const again = () => ask('POST', '/tenants', { 'idempotency-key': 'k-4' }, { code: 'acme', name: 'Again' })
    expect([(await again()).status, (await again()).status]).toEqual([409, 409])
    expect((await create('x'.repeat(apiDefaults.idempotencyKeyLength + 1), 'E')).status).toBe(400)
  })
})

test('a message that is sent with one is said once, as the answer to it tells', async () => {
  const { id: chatbotId } = await app.api<{ id: string }>('POST', '/tenants/acme/chatbots', { name: 'Eve' })
  const made = { platform: 'web', chatbotId, name: 'Site', settings: {} }
  type Made = { readonly id: string; readonly token: string }
  const { id: channelId, token } = await app.api<Made>('POST', '/tenants/acme/channels', made)
  const address = `v_${'0'.repeat(32)}`
  const { id } = await app.api<{ id: string }>('POST', '/conversations', { channelId, address })
  const send = (text: string) =>
    fetch(`${app.url}/messages/send/tenants/acme/channels/web/tokens/${token}`, {
      method: 'POST',
      headers: { authorization: app.authorization, 'content-type': 'application/json', 'idempotency-key': 'sent-1' },
      body: JSON.stringify({ to: { conversationId: id }, parts: [{ type: 'text', text }] }),
    })
  const [first, second] = [await send('Hello'), await send('Hello')]
  expect([first.status, second.status, second.headers.get('idempotency-replayed')]).toEqual([202, 202, 'true'])
  expect(await second.json()).toEqual(await first.json())
  expect((await send('Goodbye')).status).toBe(409)
  const { items } = await app.api<{ items: readonly unknown[] }>('GET', `/conversations/${id}/messages`)
  expect(items).toHaveLength(1)
})

describe('a thing that was read', () => {
  test('is not sent again to who has it, and not changed by who has an old one', async () => {
    const { id } = await app.api<{ id: string }>('POST', '/tenants/acme/chatbots', { name: 'Ada' })
    const path = `/chatbots/${id}`
    const etag = (await ask('GET', path, {})).headers.get('etag')!
    expect(etag).toMatch(/^"[\w-]+"$/)
    const same = await ask('GET', path, { 'if-none-match': etag })
    expect([same.status, await same.text()]).toEqual([304, ''])
    const change = (headers: Readonly<Record<string, string>>, name: string) => ask('PUT', path, headers, { name })
    expect((await change({ 'if-match': etag }, 'Bea')).status).toBe(200)
    const late = await change({ 'if-match': etag }, 'Cleo')
    expect([late.status, ((await late.json()) as { error: { code: string } }).error.code]).toEqual([412, 'E_OUTDATED'])
    expect(await app.api('GET', path)).toMatchObject({ name: 'Bea' })
    expect((await ask('DELETE', path, { 'if-match': etag })).status).toBe(412)
    expect((await change({ 'if-match': '*' }, 'Dora')).status).toBe(200)
    const head = await ask('HEAD', path, {})
    expect([head.headers.get('etag'), await head.text()]).toEqual([
      (await ask('GET', path, {})).headers.get('etag'),
      '',
    ])
  })

  test('without a version is not changed by who counts on one', async () => {
    const { id } = await app.api<{ id: string }>('POST', '/auth/api-keys', { name: 'k', tenantCode: 'acme' })
    const answer = await ask('DELETE', `/auth/api-keys/${id}`, { 'if-match': '"x"' })
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: expect.objectContaining({ field: 'If-Match' }) },
    ])
    expect((await ask('DELETE', `/auth/api-keys/${id}`, {})).status).toBe(204)
  })

  test('is said to have a version by the document where it has one, and nowhere else', async () => {
    const document = (await (await ask('GET', '/openapi.json', {})).json()) as OpenApiDocument // our own
    const says = (path: string, method: string) =>
      document.paths[path]?.[method]?.parameters?.filter((one) => one.in === 'header').map(({ name }) => name) ?? []
    expect(says('/api/v1/chatbots/{id}', 'get')).toEqual(['If-None-Match'])
    expect(says('/api/v1/chatbots/{id}/personality', 'put')).toEqual(['If-Match'])
    expect(says('/api/v1/auth/api-keys/{id}', 'delete')).toEqual([])
    expect(says('/api/v1/ai/generate-response', 'post')).toEqual(['Idempotency-Key'])
    expect(says('/api/v1/ai/stream-response', 'post')).toEqual([])
    expect(JSON.stringify(document)).not.toContain('x-shows')
  })
})

describe('limits', () => {
  test('are told to a tenant’s callers, and do not concern who administers the platform', async () => {
    const { key } = await app.api<{ key: string }>('POST', '/auth/api-keys', { name: 'k', tenantCode: 'acme' })
    const answer = await ask('GET', '/tenants', {}, undefined, `Bearer ${key}`)
    expect(answer.headers.get('ratelimit-limit')).toBe(String(apiDefaults.requestsPerMinute))
    expect(Number(answer.headers.get('ratelimit-remaining'))).toBeLessThan(apiDefaults.requestsPerMinute)
    expect((await ask('GET', '/tenants', {})).headers.has('ratelimit-limit')).toBe(false)
  })

  test('count a change as one request, however often the gateway looks at what is changed', async () => {
    const { key } = await app.api<{ key: string }>('POST', '/auth/api-keys', { name: 'k', tenantCode: 'acme' })
    const { id } = await app.api<{ id: string }>('POST', '/tenants/acme/chatbots', { name: 'Fay' })
    const left = async (method: string, body?: unknown) =>
      Number((await ask(method, `/chatbots/${id}`, {}, body, `Bearer ${key}`)).headers.get('ratelimit-remaining'))
    const before = await left('GET')
    expect([await left('PUT', { name: 'Flo' }), await left('GET')]).toEqual([before - 1, before - 2])
  })

  test('end what strangers try, by their address', async () => {
    const nobody = apiOf(app.url, 'nobody')
    const refresh = () => nobody.ask('POST', '/auth/refresh', { refreshToken: 'cqr_nothing' })
    const statuses = new Set<number>()
    for (let count = 0; count <= apiDefaults.strangersPerMinute; count++) {
      const { status, headers } = await refresh()
      statuses.add(status)
      if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect([...statuses]).toEqual([401, 429])
  })
})
