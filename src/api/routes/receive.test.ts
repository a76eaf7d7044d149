import { describe, expect, test } from '@jest/globals'
import { startApi } from '../../../test/api/fakes.ts'
import { ingestDefaults } from '../../config/defaults.ts'
import type { RawResponse } from '../../contracts/channel.ts'
import { Busy, Invalid, NotFound, Unauthorized } from '../../contracts/errors.ts'

const path = '/messages/receive/tenants/acme/channels/telegram/tokens/t0ken'

describe('what a platform sends', () => {
  test.each([
    ['JSON', 'application/json', '{ "a":  1 }'],
    ['a form', 'application/x-www-form-urlencoded', 'payload=%7B%7D'],
    ['text', 'text/plain', 'é'],
    ['something unheard of', 'application/x-unheard-of', '\u0000\u0001'],
    ['broken JSON', 'application/json', '{"a":'],
  ])('reaches the door as the bytes it is: %s', async (_what, type, payload) => {
    const { server, fakes } = await startApi()
    const answer = await server.inject({
      method: 'POST',
      url: path,
      payload,
      headers: { 'content-type': type, 'X-Signature': 'S' },
    })
    expect(answer.statusCode).toBe(200)
    const { path: to, request } = fakes.received[0]!
    expect(to).toEqual(['acme', 'telegram', 't0ken'])
    expect(request.method).toBe('POST')
    expect(request.body.equals(Buffer.from(payload))).toBe(true)
    expect(request.headers['x-signature']).toBe('S')
  })

  test('may be nothing at all', async () => {
    const { server, fakes } = await startApi()
    expect((await server.inject({ method: 'POST', url: path })).statusCode).toBe(200)
    expect(fakes.received[0]!.request.body).toHaveLength(0)
  })

  test('is verified by GET where the platform does, and of a name that comes twice the first counts', async () => {
    const { server, fakes } = await startApi()
    await server.inject({ method: 'GET', url: `${path}?hub.mode=subscribe&hub.challenge=1&hub.challenge=2` })
    expect(fakes.received[0]!.request).toMatchObject({
      method: 'GET',
      query: { 'hub.mode': 'subscribe', 'hub.challenge': '1' },
    })
  })

  test('is too large past its limit', async () => {
    const { server, fakes } = await startApi()
    const answer = await server.inject({
      method: 'POST',
      url: path,
      payload: Buffer.alloc(ingestDefaults.bodyBytes + 1),
    })
    expect([answer.statusCode, answer.json().error.code]).toEqual([413, 'E_TOO_LARGE'])
    expect(fakes.received).toEqual([])
    const fitting = await server.inject({ method: 'POST', url: path, payload: Buffer.alloc(ingestDefaults.bodyBytes) })
    expect(fitting.statusCode).toBe(200)
  })

  test('is answered in the platform’s own form', async () => {
    const answered: RawResponse = {
      status: 201,
      headers: { 'content-type': 'application/xml', 'x-own': 'yes' },
      body: '{"ok":true}',
    }
    const { server } = await startApi({ receive: { receive: async () => answered } })
    const answer = await server.inject({ method: 'POST', url: path })
    expect([answer.statusCode, answer.body, answer.headers['content-type'], answer.headers['x-own']]).toEqual([
      201,
      '{"ok":true}',
      'application/xml',
      'yes',
    ])
  })

  test.each([
    [new NotFound('There is no such channel.'), 404, undefined],
    [new Unauthorized('The signature is wrong.'), 401, undefined],
    [new Invalid('This is no webhook.'), 400, undefined],
    [new Busy('The backlog is full.', 7000), 503, '7'],
    [new Error('A bug.'), 500, undefined],
  ])('is refused as the door says: %p', async (error, status, retryAfter) => {
    const { server } = await startApi({ receive: { receive: () => Promise.reject(error) } })
    const answer = await server.inject({ method: 'POST', url: path })
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([status, retryAfter])
  })

  test('that is addressed oddly is not found', async () => {
    const { server, fakes } = await startApi()
    for (const url of [
      `${path}x`.repeat(2),
      path.replace('acme', '%E0%A4%A'),
      path.replace('t0ken', 't'.repeat(500)),
      `${path}/`,
    ]) {
      expect([url, (await server.inject({ method: 'POST', url })).statusCode]).toEqual([url, 404])
    }
    expect(fakes.received).toEqual([])
  })
})
