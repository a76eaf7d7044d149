import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { apiDefaults } from '../../src/config/defaults.ts'
import { adminKey, startApi } from './fakes.ts'

/** What arrives where no client library would send it: bytes on a connection, and which answers come back. */

let api: Awaited<ReturnType<typeof startApi>>
let port: number
const gate = Promise.withResolvers<undefined>()
const entered = Promise.withResolvers<undefined>()
let waits = false

beforeAll(async () => {
  api = await startApi({
    health: async () => {
      if (waits) {
        entered.resolve(undefined)
        await gate.promise
      }
      return { status: 'healthy', checks: {} }
    },
    web: async (within) => {
      within.get('/widget.js', () => 'widget')
    },
  })
  await api.server.listen({ port: 0, host: '127.0.0.1' })
  port = (api.server.server.address() as AddressInfo).port
})
afterAll(async () => {
  api.server.server.closeAllConnections()
  await api.server.close()
})

interface Said {
  /** Of each answer, in turn. */
  readonly statuses: readonly number[]
  readonly text: string
  /** By the gateway. */
  readonly closed: boolean
}

/** Sends, and listens until the connection is closed or its last answer is `until`. */
async function say(bytes: string, until = 'smuggled'): Promise<Said> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let text = ''
  const closed = await new Promise<boolean>((resolve, reject) => {
    socket.on('data', (data) => {
      text += String(data)
      if (text.includes(until)) resolve(false)
    })
    socket.once('end', () => resolve(true))
    // Who is refused while still sending may be cut.
    socket.once('error', () => resolve(true))
    socket.setTimeout(5000, () => reject(new Error(`Neither closed nor answered: ${text}`)))
    socket.write(bytes, 'latin1')
  }).finally(() => socket.destroy())
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
  return { statuses, text, closed }
}

const post = 'POST /messages/receive/tenants/acme/channels/telegram/tokens/t HTTP/1.1\r\nHost: gateway.example\r\n'
/** A second request: where it is answered, the first one was read as it was meant. */
const second = 'FOO /smuggled HTTP/1.1\r\n\r\n'
const live = 'GET /health/live HTTP/1.1\r\nHost: gateway.example\r\n'
const wanted = 'GET /widget.js HTTP/1.1\r\nHost: gateway.example\r\n\r\n'

describe('a request that two readers may divide differently', () => {
  const chunked = 'Transfer-Encoding: chunked\r\n'
  test.each([
    ['a length and chunks', `${post}Content-Length: 6\r\n${chunked}\r\n0\r\n\r\n${wanted}`],
    ['chunks and a length', `${post}${chunked}Content-Length: 6\r\n\r\n0\r\n\r\n${wanted}`],
    ['two lengths', `${post}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}${wanted}`],
    ['one length twice', `${post}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}${wanted}`],
    ['a list of lengths', `${post}Content-Length: 2, 2\r\n\r\n{}${wanted}`],
    ['a signed length', `${post}Content-Length: +2\r\n\r\n{}${wanted}`],
    ['a length in hex', `${post}Content-Length: 0x2\r\n\r\n{}${wanted}`],
    ['a length past all numbers', `${post}Content-Length: 99999999999999999999999\r\n\r\n{}${wanted}`],
    ['an empty length', `${post}Content-Length:\r\n\r\n{}${wanted}`],
    ['chunks that are not last', `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${wanted}`],
    ['chunks twice', `${post}Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n${wanted}`],
    ['chunks behind a tab', `${post}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n${wanted}`],
    ['chunks and a NUL', `${post}Transfer-Encoding: chunked\0\r\n\r\n0\r\n\r\n${wanted}`],
    ['a space before the colon', `${post}Transfer-Encoding : chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n${wanted}`],
    ['a coding on two lines', `${post}${chunked}Transfer-Encoding: identity\r\n\r\n0\r\n\r\n${wanted}`],
    ['a folded coding', `${post}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n${wanted}`],
    ['a folded header', `${live}X-A: 1\r\n Content-Length: 30\r\n\r\n${wanted}`],
    ['an extension with a bare line feed', `${post}${chunked}\r\n2;a\n{}\r\n0\r\n\r\n${wanted}`],
    ['a negative chunk', `${post}${chunked}\r\n-2\r\n{}\r\n0\r\n\r\n${wanted}`],
    ['a chunk in hex', `${post}${chunked}\r\n0x2\r\n{}\r\n0\r\n\r\n${wanted}`],
    ['a chunk past all numbers', `${post}${chunked}\r\n10000000000000002\r\n{}\r\n0\r\n\r\n${wanted}`],
    ['a chunk’s size before a bare line feed', `${post}${chunked}\r\n2\n{}\r\n0\r\n\r\n${wanted}`],
    ['a chunk that ends in a bare line feed', `${post}${chunked}\r\n2\r\n{}\n0\r\n\r\n${wanted}`],
    ['a chunk longer than it says', `${post}${chunked}\r\n2\r\n{}xx\r\n0\r\n\r\n${wanted}`],
    ['a length in a trailer', `${post}${chunked}\r\n2\r\n{}\r\n0\r\nContent-Length: 50\r\n\r\n${wanted}`],
    ['bare line feeds', `GET /health/live HTTP/1.1\nHost: x\n\n${wanted}`],
    ['one bare line feed', `GET /health/live HTTP/1.1\r\nHost: x\nX: 1\r\n\r\n${wanted}`],
    ['a bare carriage return', `${live}X: 1\rContent-Length: 9\r\n\r\n${wanted}`],
    ['a NUL in a value', `${live}X: a\0b\r\n\r\n${wanted}`],
    ['a NUL in a name', `${live}X\0: ab\r\n\r\n${wanted}`],
    ['an escape in the address', `GET /health/\x1b[31m HTTP/1.1\r\nHost: x\r\n\r\n${wanted}`],
    ['a space in the address', `GET /health/live a HTTP/1.1\r\nHost: x\r\n\r\n${wanted}`],
    ['two hosts', `${live}Host: other.example\r\n\r\n${wanted}`],
    ['a host that is a path', `GET /health/live HTTP/1.1\r\nHost: a/b@c\r\n\r\n${wanted}`],
    ['no host', `GET /health/live HTTP/1.1\r\n\r\n${wanted}`],
    ['another version', `GET /health/live HTTP/1.2\r\nHost: x\r\n\r\n${wanted}`],
  ])('is refused with its connection: %s', async (_what, bytes) => {
    const { statuses, text, closed } = await say(bytes, 'widget')
    expect([statuses, closed]).toEqual([[400], true])
    expect(text).toMatch(/^connection: close\r$/im)
  })

  test.each([
    ['identity, chunked', 501],
    ['gzip, chunked', 501],
    ['xchunked', 501],
    ['Chunked', 200],
  ])('%s is %i', async (coding, status) => {
    const { statuses } = await say(
      `${post}Transfer-Encoding: ${coding}\r\n\r\n2;ext=1\r\n{}\r\n0\r\n\r\n${wanted}`,
      'widget',
    )
    expect(statuses).toEqual(status === 200 ? [200, 200] : [status])
  })

  test('what was a body is nobody’s request, whatever became of it', async () => {
    const body = `Content-Length: ${second.length}\r\n\r\n${second}`
    for (const [head, status] of [
      [live, 200],
      ['POST /nowhere HTTP/1.1\r\nHost: x\r\n', 404],
      ['POST /api/v1/tenants HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n', 401],
      ['POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: text/x\r\n', 415],
      ['POST /health/live HTTP/1.1\r\nHost: x\r\nX-HTTP-Method-Override: DELETE\r\n', 405],
    ] as const) {
      expect([head, (await say(head + body + wanted, 'widget')).statuses]).toEqual([head, [status, 200]])
    }
  })

  test('another protocol is not spoken, and the request is answered', async () => {
    const h2c = `${live}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAA\r\n\r\n`
    const { statuses, closed } = await say(h2c + wanted, 'widget')
    expect([statuses, closed]).toEqual([[200], true])
    const upgrade = `Connection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: ${second.length}\r\n\r\n${second}`
    expect((await say(`POST /nowhere HTTP/1.1\r\nHost: x\r\n${upgrade}`)).statuses).toEqual([404])
    expect((await say('GET /health/live\r\n\r\n')).statuses).toEqual([505])
  })

  test('an address with a host in it leads to the same doors', async () => {
    const absolute = (path: string) => `GET http://evil.example${path} HTTP/1.1\r\nHost: gateway.example\r\n\r\n`
    expect((await say(absolute('/health/live') + absolute('/api/v1/tenants') + wanted, 'widget')).statuses).toEqual([
      200, 401, 200,
    ])
  })

  test('no request is answered with the refusal of what follows it', async () => {
    waits = true
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.on('data', (data) => (text += String(data)))
    socket.write('GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n')
    await entered.promise
    socket.write('NONSENSE\r\n\r\n')
    await once(api.server.server, 'clientError')
    gate.resolve(undefined)
    waits = false
    await once(socket, 'close')
    expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200'])
    expect(text).toMatch(/^connection: close\r$/im)
  })
})

describe('a request past every measure', () => {
  test.each([
    ['an address', `GET /${'a'.repeat(apiDefaults.urlLength)} HTTP/1.1\r\nHost: x\r\n\r\n`, 414],
    ['a header', `${live}X: ${'a'.repeat(apiDefaults.headerBytes)}\r\n\r\n`, 431],
    ['many headers', `${live}${'X: a\r\n'.repeat(apiDefaults.headers)}\r\n`, 431],
    ['an extension of a chunk', `${post}Transfer-Encoding: chunked\r\n\r\n2;${'a'.repeat(20_000)}\r\n`, 413],
    ['a body', `${post}Content-Length: 99999999999\r\n\r\n{}`, 413],
    ['a body for nobody', 'POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n{}', 404],
    [
      'a body of a stranger',
      'POST /api/v1/tenants HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n',
      401,
    ],
  ])('is refused with its connection: %s', async (_what, bytes, status) => {
    const { statuses, text, closed } = await say(bytes)
    expect([statuses, closed]).toEqual([[status], true])
    expect(text).toContain('"code":"E_')
  })
})

describe('a sender that is too slow', () => {
  test.each([
    ['headers', live],
    ['a body', `${post}Content-Length: 40\r\n\r\n{`],
  ])('is told so and let go: %s', async (_what, bytes) => {
    const { headersMs, requestMs, slowEveryMs } = apiDefaults
    const { server } = await startApi()
    expect([server.server.headersTimeout, server.server.requestTimeout]).toEqual([headersMs, requestMs])
    expect(slowEveryMs).toBeLessThan(headersMs)
    const { server: http } = api.server
    const socket = connect(port, '127.0.0.1')
    const connected = once(http, 'connection')
    socket.write(bytes)
    const [theirs] = await connected
    let text = ''
    socket.on('data', (data) => (text += String(data)))
    // What Node says when its clock has run out; the clock itself is Node's.
    http.emit('clientError', Object.assign(new Error('slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), theirs)
    await once(socket, 'end')
    expect(text).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/)
    socket.destroy()
  })
})

describe('every answer', () => {
  test.each(['/health/live', '/nowhere', '/%', '/api/v1/tenants', '/media/x', '/widget.js'])(
    '%s is read as what it says it is, in nobody’s frame',
    async (url) => {
      const { headers } = await api.call('GET', url, undefined, { authorization: '' })
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
      expect(headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    },
  )

  test('only what is for other websites is open to them, before and after they ask', async () => {
    const asks = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
    const preflight = (url: string) => api.call('OPTIONS', url, undefined, asks)
    expect((await preflight('/widget.js')).headers).toHaveProperty('access-control-allow-origin', '*')
    for (const [url, status] of [
      ['/api/v1/tenants', 405],
      ['/api/v1/nowhere', 404],
      ['/health/live', 405],
      ['*', 404],
    ] as const) {
      const { status: answered, headers } = await preflight(url)
      expect([url, answered]).toEqual([url, status])
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })

  test('a line break in an address stays in it', async () => {
    const url = `/api/v1/tenants/${encodeURIComponent('a\r\nSet-Cookie: x=1\u001b[31m')}`
    const { text, statuses } = await say(
      `GET ${url} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${adminKey}\r\n\r\n${wanted}`,
      'widget',
    )
    expect(statuses).toEqual([404, 200])
    expect(text).not.toMatch(/set-cookie|\u001b/i)
  })
})
