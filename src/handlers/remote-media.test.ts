import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Media } from '../contracts/channel.ts'
import { Busy, Refused } from '../contracts/errors.ts'
import { createRemoteMedia } from './remote-media.ts'
import type { RemoteMedia } from './remote-media.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let base: string
let answer: Answer
let asked = 0
/** May reach this machine, as an operator allows with ALLOW_PRIVATE_HOSTS. */
let allowed: RemoteMedia
/** May not. */
let guarded: RemoteMedia

beforeAll(async () => {
  server = createServer((request, response) => {
    asked++
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  allowed = createRemoteMedia({ allow: ['127.0.0.0/8'], limits: { totalMs: 500, bytes: 1000, redirects: 2 } })
  // A name server of the attacker's: the second answer is another than the first.
  guarded = createRemoteMedia({
    limits: { totalMs: 2000, connectMs: 1000 },
    resolve: async () => [{ address: '169.254.169.254', family: 4 }],
  })
})
afterAll(async () => {
  await Promise.all([allowed.close(), guarded.close()])
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const never = new AbortController().signal
const fetched = (path = '/a.png') => allowed.fetch(base + path, never)
const failure = (work: Promise<unknown>) => work.catch((error: unknown) => error)
async function read({ body }: Media): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
const gives =
  (body: string, headers: Record<string, string> = {}, status = 200): Answer =>
  (_, response) =>
    void response.writeHead(status, headers).end(body)

describe('a file at a URL', () => {
  test('is given as it is read, with what its server says of it', async () => {
    answer = gives('picture', { 'content-type': 'Image/PNG; charset=x', 'content-length': '7' })
    const media = await fetched('/files/a.png?x=/b.txt')
    expect(media).toMatchObject({ mime: 'image/png', name: 'a.png', size: 7 })
    expect(await read(media)).toBe('picture')
  })

  test('is some bytes where nothing is said', async () => {
    answer = (_, response) => void response.write('pict', () => response.end('ure'))
    const media = await fetched('/..%2f..%2fetc')
    expect(media).toEqual({ mime: 'application/octet-stream', body: expect.anything() })
    expect(await read(media)).toBe('picture')
  })

  test('is followed through redirects, a few', async () => {
    answer = (request, response) => {
      if (request.url === '/end') gives('here')(request, response)
      else response.writeHead(302, { location: '/end' }).end()
    }
    expect(await read(await fetched())).toBe('here')
    answer = (_, response) => void response.writeHead(302, { location: '/again' }).end()
    expect(await failure(fetched())).toBeInstanceOf(Refused)
  })

  test('that is too large is refused, whether it says so or not', async () => {
    answer = gives('x', { 'content-length': '1001' })
    expect(await failure(fetched())).toBeInstanceOf(Refused)
    answer = (_, response) => void response.write('x'.repeat(600), () => response.end('x'.repeat(600)))
    const media = await fetched()
    expect(await failure(read(media))).toBeInstanceOf(Refused)
  })

  test.each([
    [404, Refused],
    [403, Refused],
    [204, Refused],
    [500, Busy],
    [429, Busy],
  ])('that is answered %i is refused, or tried again', async (status, kind) => {
    answer = gives('', { 'retry-after': '7' }, status)
    const error = await failure(fetched())
    expect(error).toBeInstanceOf(kind)
    if (kind === Busy) expect(error).toMatchObject({ afterMs: 7000 })
  })

  test('that takes too long is tried again, also in the middle', async () => {
    answer = () => undefined
    expect(await failure(fetched())).toBeInstanceOf(Busy)
    answer = (_, response) => void response.write('half')
    expect(await failure(fetched().then(read))).toBeInstanceOf(Busy)
  })

  test('that nobody waits for any more is let go', async () => {
    const stop = new AbortController()
    answer = () => stop.abort(new Busy('The gateway is stopping.'))
    expect(await failure(allowed.fetch(base, stop.signal))).toBeInstanceOf(Busy)
  })
})

describe('nothing is fetched', () => {
  test.each([
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'data:text/plain,hello',
    'http://user:secret@example.com/',
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://rebinding.example/',
    'nonsense',
    '',
  ])('from %s', async (url) => {
    expect(await failure(guarded.fetch(url, never))).toBeInstanceOf(Refused)
  })

  test('from our own network by a redirect', async () => {
    answer = (_, response) => void response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end()
    expect(await failure(fetched())).toBeInstanceOf(Refused)
  })

  test('from the places that attackers collected', async () => {
    const corpus = process.env.CORPUS_DIR ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url))
    const path = join(corpus, 'nasty/ssrf_urls.jsonl')
    if (!existsSync(path)) {
      if (process.env.CI === 'true') throw new Error(`There is no ${path}.`)
      console.warn(`There is no ${path} (CORPUS_DIR): what needs it is not tested.`)
      return
    }
    const before = asked
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
    for (const line of lines) {
      const { url } = JSON.parse(line) as { readonly url: string }
      expect(await failure(guarded.fetch(url, never))).toBeInstanceOf(Refused)
    }
    expect(asked).toBe(before)
  })
})
