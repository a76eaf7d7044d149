import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { Busy, Invalid, Refused } from '../contracts/errors.ts'
import { list, number, object, text } from '../contracts/shape.ts'
import type { HttpCall } from './grants.ts'
import { createHttpClient } from './http.ts'
import type { ClosableHttpClient } from './http.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let base: string
let answer: Answer
let seen: {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}[]
/** May reach this machine, as an operator allows with ALLOW_PRIVATE_HOSTS. */
let allowed: ClosableHttpClient
/** May not. */
let guarded: ClosableHttpClient

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
      answer(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  allowed = createHttpClient({ allow: ['127.0.0.0/8'], limits: { totalMs: 2000, responseBytes: 1000, redirects: 3 } })
  guarded = createHttpClient({ limits: { totalMs: 3000, connectMs: 2000 } })
})
afterAll(async () => {
  await Promise.all([allowed.close(), guarded.close()])
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
beforeEach(() => {
  seen = []
  answer = json(200, { status: 'shipped' })
})

function call(url: string, more: Partial<HttpCall> = {}): HttpCall {
  const { signal } = new AbortController()
  return {
    url,
    method: 'GET',
    headers: {},
    body: undefined,
    expect: undefined,
    idempotencyKey: 't_1-0',
    signal,
    ...more,
  }
}

describe('a call', () => {
  test('gives what was expected of the answer, and nothing else of it', async () => {
    answer = json(200, { items: [{ sku: 'a', price: 2, secret: 'x' }], total: 2, more: {} })
    const expect_ = { total: number(), items: list(object({ sku: text(), price: number() })) }
    await expect(allowed.json(call(`${base}/cart`, { expect: expect_ }))).resolves.toEqual({
      total: 2,
      items: [{ sku: 'a', price: 2 }],
    })
  })

  test('sends a body as JSON, the headers of the plugin, and the same idempotency key each time', async () => {
    const post = call(`${base}/orders`, { method: 'POST', body: { size: 'small' }, headers: { 'X-Key': 'k' } })
    await allowed.json(post)
    await allowed.json(post)
    expect(seen).toHaveLength(2)
    for (const { method, body, headers } of seen) {
      expect({ method, body }).toEqual({ method: 'POST', body: '{"size":"small"}' })
      expect(headers).toMatchObject({ 'idempotency-key': 't_1-0', 'x-key': 'k', 'content-type': 'application/json' })
    }
  })

  test('without an expectation gives the answer as it is, and undefined for an empty one', async () => {
    await expect(allowed.json(call(base))).resolves.toEqual({ status: 'shipped' })
    answer = (_, response) => void response.writeHead(204).end()
    await expect(allowed.json(call(base))).resolves.toBeUndefined()
  })

  test('keeps an answer from reaching prototypes', async () => {
    answer = (_, response) => void response.end('{"a":{"__proto__":{"polluted":true}},"b":1}')
    const value = (await allowed.json(call(base))) as { readonly a: object; readonly b: number }
    expect(Object.assign({}, value.a)).not.toHaveProperty('polluted')
    expect(value).toEqual({ a: {}, b: 1 })
  })

  test.each([429, 500, 502, 503])('that is answered %i is Busy, and knows when to try again', async (status) => {
    answer = json(status, {}, { 'retry-after': '7' })
    const failure = await allowed.json(call(base)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Busy)
    expect(failure).toMatchObject({ afterMs: 7000 })
  })

  test.each([400, 401, 404, 422])('that is answered %i is Refused with that status', async (status) => {
    answer = json(status, {})
    const failure = await allowed.json(call(base)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Refused)
    expect(failure).toMatchObject({ status })
  })

  test('of somebody who is not there is Busy', async () => {
    await expect(allowed.json(call('http://127.0.0.1:1/'))).rejects.toThrow(Busy)
  })

  test('that is not answered in time is Busy', async () => {
    const hasty = createHttpClient({ allow: ['127.0.0.1'], limits: { totalMs: 50 } })
    answer = () => undefined
    await expect(hasty.json(call(base))).rejects.toThrow('does not answer within 50 ms')
    await hasty.close()
  })

  test('ends with the turn it belongs to', async () => {
    const turn = new AbortController()
    answer = () => turn.abort(new Busy('The turn was given up.'))
    await expect(allowed.json(call(base, { signal: turn.signal }))).rejects.toThrow('The turn was given up.')
  })

  test('that is answered with something else is Refused', async () => {
    answer = (_, response) => void response.end('<html>')
    await expect(allowed.json(call(base))).rejects.toThrow('does not answer with JSON')
    answer = json(200, { status: 7 })
    await expect(allowed.json(call(base, { expect: { status: text() } }))).rejects.toThrow(
      'something else than expected at "status"',
    )
  })

  test('reads no more of an answer than it may', async () => {
    answer = (_, response) => {
      const write = (): void => {
        while (!response.destroyed && response.write('x'.repeat(500)));
        if (!response.destroyed) response.once('drain', write)
      }
      write()
    }
    await expect(allowed.json(call(base))).rejects.toThrow('more than 1000 bytes')
  })

  test('may not set the headers that are the gateway’s', async () => {
    await expect(allowed.json(call(base, { headers: { Host: 'elsewhere' } }))).rejects.toThrow(Invalid)
    await expect(allowed.json(call(base, { headers: { 'x-a': 'b\r\nc: d' } }))).rejects.toThrow(Invalid)
    expect(seen).toEqual([])
  })

  test('does not tell what was in the query', async () => {
    answer = json(404, {})
    const failure = await allowed.json(call(`${base}/orders?key=s3cret`)).catch(String)
    expect(failure).not.toContain('s3cret')
  })
})

describe('a redirect', () => {
  test('is followed, some times', async () => {
    answer = ({ url }, response) => {
      if (url === '/3') json(200, { status: 'here' })(undefined as never, response)
      else void response.writeHead(302, { location: `/${Number(url?.slice(1)) + 1}` }).end()
    }
    await expect(allowed.json(call(`${base}/0`))).resolves.toEqual({ status: 'here' })
    await expect(allowed.json(call(`${base}/-1`))).rejects.toThrow('redirects more than 3 times')
  })

  test('to another host takes none of the plugin’s headers with it', async () => {
    answer = ({ url }, response) => {
      if (url === '/start')
        void response.writeHead(307, { location: `${base.replace('127.0.0.1', '127.0.0.2')}/end` }).end()
      else json(200, {})(undefined as never, response)
    }
    await allowed.json(call(`${base}/start`, { headers: { authorization: 'Bearer s3cret' } })).catch(() => undefined)
    expect(seen[0]?.headers.authorization).toBe('Bearer s3cret')
    for (const { headers } of seen.slice(1)) expect(headers.authorization).toBeUndefined()
  })

  test('after a POST is a GET without a body, unless it says to repeat it', async () => {
    const start =
      (status: number): Answer =>
      ({ url }, response) => {
        if (url === '/start') void response.writeHead(status, { location: '/end' }).end()
        else json(200, {})(undefined as never, response)
      }
    for (const [status, method, body] of [
      [302, 'GET', ''],
      [303, 'GET', ''],
      [307, 'POST', '{"a":1}'],
      [308, 'POST', '{"a":1}'],
    ] as const) {
      seen = []
      answer = start(status)
      await allowed.json(call(`${base}/start`, { method: 'POST', body: { a: 1 } }))
      expect(seen[1]).toMatchObject({ method, body })
    }
  })

  test('to a private address is not followed', async () => {
    const half = createHttpClient({ allow: ['127.0.0.1'] })
    for (const location of [
      'http://127.0.0.2/',
      'http://[::1]/',
      'http://169.254.169.254/',
      'file:///etc/passwd',
      'http://u:p@127.0.0.1/',
    ]) {
      answer = (_, response) => void response.writeHead(302, { location }).end()
      await expect(half.json(call(base))).rejects.toThrow(Refused)
    }
    await half.close()
  })
})

describe('a plugin cannot reach', () => {
  const nowhere = [
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0.0.0.0/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.0.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://168.63.129.16/machine',
    'http://224.0.0.1/',
    'http://240.0.0.1/',
    'http://255.255.255.255/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[fd00:ec2::254]/',
    'http://[ff02::1]/',
    'http://localhost/',
    'http://１２７.０.０.１/',
    'ftp://shop.example/',
    'file:///etc/passwd',
    'gopher://shop.example/',
    'data:application/json,{}',
    'http://user:password@shop.example/',
    'no url',
    '',
  ]
  test.each(nowhere)('%s', async (url) => {
    await expect(guarded.json(call(url))).rejects.toThrow(Refused)
  })

  test('this machine, by whatever name', async () => {
    const { port } = server.address() as AddressInfo
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]', '0', '0.0.0.0'])
      await expect(guarded.json(call(`http://${host}:${port}/`))).rejects.toThrow(Refused)
    expect(seen).toEqual([])
  })

  test('a private host that was not named, while a named one is reached', async () => {
    const { port } = server.address() as AddressInfo
    const named = createHttpClient({ allow: ['localhost'] })
    await expect(named.json(call(`http://127.0.0.1:${port}/`))).rejects.toThrow(Refused)
    await expect(named.json(call(`http://localhost:${port}/`))).resolves.toEqual({ status: 'shipped' })
    await named.close()
  })

  test('a name that resolves to a public address first and to a private one where the connection is made', async () => {
    const { port } = server.address() as AddressInfo
    const addresses = ['192.0.2.1', '127.0.0.1']
    const asked: string[] = []
    const resolve = async (host: string) => [
      { address: asked.push(host) === 1 ? (addresses[0] ?? '') : (addresses[1] ?? ''), family: 4 },
    ]
    const rebound = createHttpClient({ resolve, limits: { connectMs: 200, totalMs: 500 } })
    for (let times = 0; times < 3; times++)
      await expect(rebound.json(call(`http://rebind.example:${port}/`))).rejects.toThrow()
    expect(asked.length).toBeGreaterThan(1)
    expect(seen).toEqual([])
    await rebound.close()
  })

  test('a private address among the public ones of a name', async () => {
    const { port } = server.address() as AddressInfo
    const resolve = async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ]
    const mixed = createHttpClient({ resolve })
    await expect(mixed.json(call(`http://mixed.example:${port}/`))).rejects.toThrow(Refused)
    const named = createHttpClient({ resolve, allow: ['mixed.example'] })
    await expect(named.json(call(`http://mixed.example:${port}/`))).resolves.toEqual({ status: 'shipped' })
    await Promise.all([mixed.close(), named.close()])
  })

  const corpus = join(
    process.env.CORPUS_DIR ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url)),
    'nasty/ssrf_urls.jsonl',
  )
  if (!existsSync(corpus) && process.env.CI !== 'true') {
    test.skip(`any URL of the corpus: there is no ${corpus}`, () => undefined)
  } else {
    test('any URL of the corpus', async () => {
      const urls = readFileSync(corpus, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => (JSON.parse(line) as { readonly url: string }).url)
      expect(urls.length).toBeGreaterThan(0)
      for (const url of urls.flatMap((line) => [line, line.split(' ')[0] ?? '']))
        await expect(guarded.json(call(url))).rejects.toThrow()
    })
  }
})
