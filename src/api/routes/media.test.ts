import { afterEach, describe, expect, test } from '@jest/globals'
import type { FastifyInstance } from 'fastify'
import type { KeptMedia, MediaUrl } from '../../contracts/ports.ts'
import { startApi } from '../../../test/api/fakes.ts'

const content = Buffer.from('0123456789')
let server: FastifyInstance
let asked: MediaUrl[] = []
afterEach(() => server.close())

async function* pieces(start: number, end: number): AsyncIterable<Uint8Array> {
  for (let at = start; at < Math.min(end, content.length); at += 3) yield content.subarray(at, Math.min(at + 3, end))
}

async function open(media: Partial<KeptMedia> | undefined) {
  asked = []
  const kept: KeptMedia | undefined = media && {
    mime: 'image/png',
    size: content.length,
    body: pieces(0, content.length),
    read: pieces,
    ...media,
  }
  ;({ server } = await startApi({
    media: {
      open: async (url) => {
        asked.push(url)
        return kept
      },
    },
  }))
}

const get = (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET', url = '/media/md_1?exp=2&sig=3') =>
  server.inject({ method, url, headers })

describe('media', () => {
  test('are shown by their signed URL, to everyone, and kept by the browser', async () => {
    await open({ name: 'me.png' })
    const answer = await get({ origin: 'https://shop.example' })
    expect(answer.statusCode).toBe(200)
    expect(answer.rawPayload).toEqual(content)
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': '10',
      'content-disposition': `inline; filename="me.png"; filename*=UTF-8''me.png`,
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': '*',
      'accept-ranges': 'bytes',
      etag: '"md_1"',
    })
    expect(asked).toEqual([{ id: 'md_1', expires: '2', signature: '3' }])
  })

  test('are asked about without being sent, and not sent to whoever has them', async () => {
    await open({})
    const head = await get({}, 'HEAD')
    expect(head).toMatchObject({ statusCode: 200, payload: '' })
    expect(head.headers['content-length']).toBe('10')
    expect(await get({ 'if-none-match': '"md_1"' })).toMatchObject({ statusCode: 304, payload: '' })
  })

  test.each([
    'text/html',
    'image/svg+xml',
    'application/xml',
    'text/plain',
    'application/pdf',
    'application/octet-stream',
  ])('of the type %s are saved, not opened', async (mime) => {
    await open({ mime, name: 'a.bin' })
    const { headers } = await get()
    expect(headers['content-disposition']).toMatch(/^attachment; filename="a\.bin"/)
    expect(headers['content-type']).toBe(mime)
  })

  test('may have any name, which breaks out of no header', async () => {
    await open({ mime: 'text/plain', name: `Grüße "x'\\(1)* 写真.txt` })
    expect((await get()).headers['content-disposition']).toBe(
      `attachment; filename="Gr__e _x___1__ __.txt"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%22x%27%5C%281%29%2A%20%E5%86%99%E7%9C%9F.txt`,
    )
  })

  test.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=10-', 416, '', 'bytes */10'],
    ['bytes=-0', 416, '', 'bytes */10'],
    ['bytes=5-2', 200, '0123456789', undefined],
    ['bytes=0-1,4-5', 200, '0123456789', undefined],
    ['bytes=-', 200, '0123456789', undefined],
    ['lines=1-2', 200, '0123456789', undefined],
    [`bytes=${'9'.repeat(400)}-`, 200, '0123456789', undefined],
  ])('in part, asked for as %j, are answered %i', async (range, status, body, said) => {
    await open({})
    const answer = await get({ range })
    expect(answer).toMatchObject({ statusCode: status, payload: body })
    expect(answer.headers['content-range']).toBe(said)
    expect(Number(answer.headers['content-length'])).toBe(body.length)
  })

  test('in part, of what was changed since, are sent whole', async () => {
    await open({})
    expect((await get({ range: 'bytes=0-3', 'if-range': '"other"' })).statusCode).toBe(200)
    expect((await get({ range: 'bytes=0-3', 'if-range': '"md_1"' })).statusCode).toBe(206)
  })

  test('that are not there, for whatever reason, are one answer', async () => {
    await open(undefined)
    const strip = ({ statusCode, json }: Awaited<ReturnType<typeof get>>) => {
      const { requestId: _, ...error } = json<{ error: Record<string, unknown> }>().error
      return { statusCode, error }
    }
    const missing = { statusCode: 404, error: { code: 'E_NOT_FOUND', message: 'There is no such media.' } }
    for (const url of [
      '/media/md_1?exp=2&sig=3',
      '/media/md_1',
      '/media/md_1?exp=2',
      '/media/md_1?exp=2&exp=3&sig=4',
      '/media/..%2f..%2fetc%2fpasswd?exp=2&sig=3',
      '/media/%00?exp=2&sig=3',
    ])
      expect(strip(await get({}, 'GET', url))).toEqual(missing)
  })
})
