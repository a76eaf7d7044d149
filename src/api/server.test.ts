import { hash } from 'node:crypto'
import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { FastifyInstance } from 'fastify'
import { adminKey, startApi } from '../../test/api/fakes.ts'
import { Busy, Moved, OverLimit, Refused, Unauthorized } from '../contracts/errors.ts'
import { answerOf } from './errors.ts'
import { closeServer } from './server.ts'

let open: FastifyInstance | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

async function listening(changes: Parameters<typeof startApi>[0] = {}) {
  const { server } = await startApi(changes)
  open = server
  await server.listen({ port: 0, host: '127.0.0.1' })
  return { server, port: (server.server.address() as AddressInfo).port }
}

describe('an error', () => {
  test('has the form of the contract, with the id of its request', async () => {
    const { call } = await startApi()
    const { status, body } = await call('GET', '/api/v1/tenants/nobody')
    expect(status).toBe(404)
    expect(body).toEqual({
      error: { code: 'E_NOT_FOUND', message: 'There is no such tenant.', requestId: expect.any(String) },
    })
  })

  test.each([
    ['GET', '/nowhere', 404, 'E_NOT_FOUND'],
    ['GET', '/api/v1/nowhere', 404, 'E_NOT_FOUND'],
    ['GET', '/api/v1/tenants/%E0%A4%A', 404, 'E_NOT_FOUND'],
    ['GET', `/api/v1/tenants/${'a'.repeat(200)}`, 404, 'E_NOT_FOUND'],
    ['PATCH', '/api/v1/tenants/acme', 405, 'E_METHOD'],
  ])('%s %s is %i %s', async (method, url, status, code) => {
    const { call } = await startApi()
    const answer = await call(method, url)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
  })

  test.each([
    ['a1b2-c3_d4.e5', 'a1b2-c3_d4.e5'],
    ['two words', undefined],
    ['x'.repeat(65), undefined],
    ['\u001b[31mred', undefined],
    ['', undefined],
  ])('is named as its caller names it, where that is a name: %j', async (said, expected) => {
    const { call } = await startApi()
    const { headers, body } = await call('GET', '/api/v1/tenants/nobody', undefined, { 'x-request-id': said })
    expect(headers['x-request-id']).toBe(body.error.requestId)
    expect(body.error.requestId === said).toBe(expected !== undefined)
  })

  test('names the methods that an address takes, and its request where there is no address', async () => {
    const { call } = await startApi({ web: async (within) => void within.get('/files/*', () => 'file') })
    const [wrong, asked] = [await call('PATCH', '/api/v1/tenants'), await call('OPTIONS', '/api/v1/tenants?x=1')]
    expect([wrong.status, wrong.headers['allow']]).toEqual([405, 'GET, HEAD, OPTIONS, POST'])
    expect([asked.status, asked.headers['allow'], asked.text]).toEqual([204, 'GET, HEAD, OPTIONS, POST', ''])
    expect((await call('OPTIONS', '/nowhere')).status).toBe(404)
    expect((await call('POST', '/files/a/b')).headers['allow']).toBe('GET, HEAD, OPTIONS')
    const { headers } = await call('GET', '/nowhere', undefined, { 'x-request-id': 'mine' })
    expect(headers['x-request-id']).toBe('mine')
  })

  test('lets only pages that are open to all be asked from elsewhere', async () => {
    const { call } = await startApi({ web: async (within) => void within.get('/widget.js', () => 'widget') })
    const preflight = { origin: 'https://shop.example', 'access-control-request-method': 'GET' }
    const [open, shut] = await Promise.all(
      ['/widget.js', '/api/v1/tenants'].map((url) => call('OPTIONS', url, undefined, preflight)),
    )
    expect([open?.status, open?.headers['access-control-allow-origin']]).toEqual([204, '*'])
    expect([shut?.status, shut?.headers['access-control-allow-origin']]).toEqual([405, undefined])
  })

  test.each([
    ['application/json', 200],
    ['text/html, image/gif, *; q=.2, */*; q=.2', 200],
    ['application/*', 200],
    ['application/json; charset=utf-8', 200],
    ['text/html', 406],
    ['application/json;q=0, text/csv', 406],
  ])('meets who takes %s with %i', async (accept, status) => {
    const { call } = await startApi()
    const answer = await call('GET', '/api/v1/tenants', undefined, { accept })
    expect(answer.status).toBe(status)
    if (status === 406) expect(answer.body.error.code).toBe('E_NOT_ACCEPTABLE')
  })

  test.each([
    ['malformed JSON', '{"code":', 'application/json', 400, 'E_INVALID'],
    ['a poisoned prototype', '{"code":"beta","name":"B","__proto__":{"x":1}}', 'application/json', 400, 'E_INVALID'],
    ['a poisoned constructor', '{"constructor":{"prototype":{"x":1}}}', 'application/json', 400, 'E_INVALID'],
    ['no body', '', 'application/json', 400, 'E_INVALID'],
    ['a list', '[]', 'application/json', 400, 'E_INVALID'],
    ['a deep body', '['.repeat(100) + ']'.repeat(100), 'application/json', 400, 'E_INVALID'],
    ['a form', 'code=beta', 'application/x-www-form-urlencoded', 415, 'E_MEDIA_TYPE'],
    ['a nameless type', 'x', 'nonsense', 415, 'E_MEDIA_TYPE'],
    ['too large a body', JSON.stringify({ name: 'x'.repeat(300_000) }), 'application/json', 413, 'E_TOO_LARGE'],
  ])('answers %s', async (_what, payload, type, status, code) => {
    const { server } = await startApi()
    const answer = await server.inject({
      method: 'POST',
      url: '/api/v1/tenants',
      payload,
      headers: { 'content-type': type, authorization: `Bearer ${adminKey}` },
    })
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code])
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  test('of ours is one plain sentence, and its cause is in the log alone', async () => {
    const { call, fakes } = await startApi({
      health: () => {
        throw new Error('the database password is hunter2')
      },
    })
    const { status, text, body } = await call('GET', '/health/ready')
    expect([status, body.error.code]).toEqual([500, 'E_INTERNAL'])
    expect(text).not.toContain('hunter2')
    expect(fakes.logged).toEqual([
      {
        message: 'A request failed.',
        bindings: expect.objectContaining({ error: expect.any(Error), requestId: body.error.requestId }),
      },
    ])
  })

  test.each([
    [new Unauthorized('No.'), 401, { 'www-authenticate': 'Bearer' }],
    [new Refused('No.'), 422, undefined],
    [new OverLimit('No.'), 429, { 'retry-after': '60' }],
    [new Busy('No.', 1500), 503, { 'retry-after': '2' }],
    [new Busy('No.'), 503, { 'retry-after': '2' }],
    [new Moved('No.', { chat: '1' }), 500, undefined],
    ['a thrown word', 500, undefined],
  ])('%p becomes %i', (error, status, headers) => {
    const answer = answerOf(error)
    expect([answer.status, answer.headers]).toEqual([status, headers])
  })

  test('below HTTP is answered too', async () => {
    const { port } = await listening()
    const socket = connect(port, '127.0.0.1')
    const answer = await new Promise<string>((resolve) => {
      socket.on('data', (bytes) => resolve(String(bytes)))
      socket.write('NONSENSE\r\n\r\n')
    })
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toHaveProperty('error.code', 'E_INVALID')
  })
})

describe('what is for everyone', () => {
  test('says what lives and what is ready', async () => {
    const { call } = await startApi()
    expect((await call('GET', '/health/live', undefined, { authorization: '' })).body).toEqual({ status: 'alive' })
    expect((await call('GET', '/health/ready', undefined, { authorization: '' })).body).toEqual({
      status: 'healthy',
      checks: { database: { status: 'healthy' } },
    })
  })

  test('is not ready when it is unhealthy, and says why', async () => {
    const { call } = await startApi({ health: () => ({ status: 'unhealthy', reason: 'It drains.', checks: {} }) })
    const { status, body } = await call('GET', '/health/ready')
    expect([status, body]).toEqual([503, { status: 'unhealthy', reason: 'It drains.', checks: {} }])
  })

  test('is ready with a limp', async () => {
    const { call } = await startApi({ health: () => ({ status: 'degraded', checks: {} }) })
    expect((await call('GET', '/health/ready')).status).toBe(200)
  })

  test('can be scraped', async () => {
    const { call } = await startApi()
    const { text, headers } = await call('GET', '/metrics')
    expect(text).toContain('# HELP colloquy_turns_total')
    expect(headers['content-type']).toContain('version=0.0.4')
  })

  test('has a page to read that loads nothing from anywhere', async () => {
    const { call } = await startApi()
    const { status, text, headers } = await call('GET', '/docs', undefined, { authorization: '' })
    expect(status).toBe(200)
    expect(text).toContain('/api/v1/tenants/{tenantCode}')
    expect(text).not.toMatch(/<script|<link|<img|<[^>]+ (?:src|href)="(?![/#])/)
    const style = hash('sha256', /<style>(.*)<\/style>/s.exec(text)?.[1] ?? '', 'base64')
    expect(headers['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${style}'`)
  })

  test('the web channel’s own routes are open to every origin, and nothing else is', async () => {
    const { call } = await startApi({
      web: async (within) => {
        within.get('/widget.js', () => 'widget')
      },
    })
    const origin = { origin: 'https://shop.example' }
    expect((await call('GET', '/widget.js', undefined, origin)).headers['access-control-allow-origin']).toBe('*')
    expect((await call('GET', '/api/v1/tenants', undefined, origin)).headers).not.toHaveProperty(
      'access-control-allow-origin',
    )
  })

  test('no answer tells what software it came from', async () => {
    const { call } = await startApi()
    expect(Object.keys((await call('GET', '/health/live')).headers)).not.toContain('x-powered-by')
  })
})

describe('closing', () => {
  const get = (port: number, path: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      httpRequest({ port, path, host: '127.0.0.1' }, (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode))
      })
        .on('error', reject)
        .end()
    })

  test('answers what is in flight, and waits for no connection that asks nothing', async () => {
    const gate = Promise.withResolvers<undefined>()
    const entered = Promise.withResolvers<undefined>()
    const { server, port } = await listening({
      health: async () => {
        entered.resolve(undefined)
        await gate.promise
        return { status: 'healthy', checks: {} }
      },
    })
    const silent = connect(port, '127.0.0.1')
    await once(silent, 'connect')
    const inFlight = get(port, '/health/ready')
    await entered.promise
    const closed = closeServer(server, 10_000)
    gate.resolve(undefined)
    expect(await inFlight).toBe(200)
    await closed
    silent.destroy()
    expect(server.server.listening).toBe(false)
  })

  test('cuts what does not end in time', async () => {
    const entered = Promise.withResolvers<undefined>()
    const { server, port } = await listening({
      health: () => {
        entered.resolve(undefined)
        return new Promise(() => undefined)
      },
    })
    const inFlight = get(port, '/health/ready').catch((error: unknown) => error)
    await entered.promise
    await closeServer(server, 50)
    expect(await inFlight).toHaveProperty('code', 'ECONNRESET')
  })
})
