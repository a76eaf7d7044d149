import { describe, expect, test } from '@jest/globals'
import { clientDefaults } from '../config/defaults.ts'
import { ApiError, createClient } from './index.ts'
import type { ClientOptions } from './index.ts'

interface Seen {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

type Step = Error | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }

const refusal = (code: string) => ({ error: { code, message: 'No.', field: 'name', requestId: 'r-1' } })

/** A gateway that answers one thing after another. */
function gateway(steps: readonly Step[], options: Partial<ClientOptions> = { key: 'cqk_1' }) {
  const seen: Seen[] = []
  const waits: number[] = []
  const left = [...steps]
  const fetchIt = (async (url: string, { method = 'GET', headers = {}, body }: RequestInit = {}) => {
    seen.push({
      url,
      method,
      headers: headers as Seen['headers'],
      body: typeof body === 'string' ? JSON.parse(body) : undefined,
    })
    const step = left.shift() ?? { status: 500 }
    if (step instanceof Error) throw step
    const text = step.body === undefined ? null : JSON.stringify(step.body)
    return new Response(text, { status: step.status, headers: step.headers ?? {} })
  }) as typeof fetch
  const wait = async (ms: number) => void waits.push(ms)
  const client = createClient({ url: 'https://bots.example/', fetch: fetchIt, wait, ...options })
  return { client, seen, waits }
}

describe('the client', () => {
  test('puts everything in its place', async () => {
    const { client, seen } = gateway([{ status: 200, body: { items: [], nextCursor: null } }])
    const path = { tenantCode: 'a/b' }
    await client.get('/api/v1/tenants/{tenantCode}/audit', { path, query: { limit: 3 } })
    expect(seen[0]).toMatchObject({
      url: 'https://bots.example/api/v1/tenants/a%2Fb/audit?limit=3',
      headers: { authorization: 'Bearer cqk_1' },
    })
  })

  test('sends again what met 429, 503 or a broken connection, when it is told, with the same idempotency key', async () => {
    const { client, seen, waits } = gateway([
      { status: 503, headers: { 'retry-after': '3' }, body: refusal('E_BUSY') },
      new Error('reset'),
      { status: 201, body: { id: 'k7m2p' } },
    ])
    const made = await client.post('/api/v1/tenants', { body: { code: 'acme', name: 'Acme' } })
    expect(made.id).toBe('k7m2p')
    expect(waits).toEqual([3000, clientDefaults.firstWaitMs * 2])
    expect(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    expect(seen[0]?.headers['idempotency-key']).toMatch(/^[\w-]{36}$/)
  })

  test('gives up in the end, and at once what no waiting mends', async () => {
    const busy = { status: 503, body: refusal('E_BUSY') }
    const { client, seen } = gateway([busy, busy, busy, busy, busy])
    await expect(client.get('/health/live')).rejects.toThrow(ApiError)
    expect(seen).toHaveLength(clientDefaults.attempts)
    const strict = gateway([{ status: 404, body: refusal('E_NOT_FOUND') }])
    const error = await strict.client.get('/api/v1/chatbots/{id}', { path: { id: 'x' } }).catch((one: unknown) => one)
    expect(error).toMatchObject({ status: 404, code: 'E_NOT_FOUND', message: 'No.', field: 'name', requestId: 'r-1' })
    const long = gateway([{ status: 429, headers: { 'retry-after': '3600' } }])
    await expect(long.client.get('/health/live')).rejects.toMatchObject({ code: 'E_UNKNOWN', retryAfterMs: 3_600_000 })
    expect(long.waits).toEqual([])
  })

  test('walks a list page by page', async () => {
    const page = (id: string, nextCursor: string | null) => ({ status: 200, body: { items: [{ id }], nextCursor } })
    const { client, seen } = gateway([page('a', 'next one'), page('b', null)])
    const items = await Array.fromAsync(client.each('/api/v1/tenants', { query: { limit: 1 } }))
    expect(items.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(seen[1]?.url).toBe('https://bots.example/api/v1/tenants?limit=1&cursor=next+one')
  })

  test('renews a person’s tokens once for all who found them expired, and says so', async () => {
    const told: unknown[] = []
    const tokens = { accessToken: 'old', refreshToken: 'r1' }
    const next = { accessToken: 'new', refreshToken: 'r2' }
    const { client, seen } = gateway(
      [{ status: 401 }, { status: 401 }, { status: 200, body: next }, { status: 204 }, { status: 204 }],
      { tokens, onTokens: (one) => void told.push(one) },
    )
    await Promise.all([client.post('/api/v1/auth/logout'), client.post('/api/v1/auth/logout')])
    expect(told).toEqual([next])
    expect(seen.filter(({ url }) => url.endsWith('/auth/refresh')).map(({ body }) => body)).toEqual([
      { refreshToken: 'r1' },
    ])
    expect(seen.at(-1)?.headers['authorization']).toBe('Bearer new')
    const ended = gateway([{ status: 401 }, { status: 401, body: refusal('E_UNAUTHORIZED') }], { tokens })
    await expect(ended.client.get('/api/v1/auth/validate')).rejects.toMatchObject({ code: 'E_UNAUTHORIZED' })
  })
})
