import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fastify, { type FastifyInstance } from 'fastify'
import { memoryAvatars } from '../../avatars/fixtures/memory.ts'
import { errorHandler } from '../errors.ts'
import { avatarFileRoutes } from './avatar-files.ts'

let server: FastifyInstance
let url: string
let size: number

beforeAll(async () => {
  const avatars = memoryAvatars()
  const [nova] = avatars.shared.all(false).map((avatar) => avatars.shared.shown(avatar))
  url = nova?.url ?? ''
  size = nova?.bytes ?? 0
  server = fastify()
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  server.setErrorHandler(errorHandler({ ...log, child: () => log } as never)) // what is called of it
  void server.register(avatarFileRoutes(avatars.files))
  await server.ready()
})
afterAll(() => server.close())

const get = (headers: Readonly<Record<string, string>> = {}, method: 'GET' | 'HEAD' = 'GET', at = url) =>
  server.inject({ method, url: at, headers })

describe('a file of an avatar', () => {
  test('is for every page, and for ever', async () => {
    const { headers, rawPayload, statusCode } = await get()
    expect([statusCode, rawPayload.length]).toEqual([200, size])
    expect(headers).toMatchObject({
      'content-type': 'model/gltf-binary',
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
    })
    const again = await get({ 'if-none-match': String(headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  test('is packed for whoever takes that, under a tag of its own', async () => {
    const [plain, br, gzip] = await Promise.all([
      get(),
      get({ 'accept-encoding': 'gzip, deflate, br' }),
      get({ 'accept-encoding': 'br;q=0, gzip;q=0.5' }),
    ])
    expect([br.headers['content-encoding'], gzip.headers['content-encoding']]).toEqual(['br', 'gzip'])
    expect(brotliDecompressSync(br.rawPayload).equals(plain.rawPayload)).toBe(true)
    expect(gunzipSync(gzip.rawPayload).equals(plain.rawPayload)).toBe(true)
    expect(new Set([plain, br, gzip].map(({ headers }) => headers.etag)).size).toBe(3)
    expect(Math.max(br.rawPayload.length, gzip.rawPayload.length)).toBeLessThan(size / 2)
  })

  test('is told of without its bytes', async () => {
    for (const encoding of ['identity', 'br']) {
      const [head, whole] = [
        await get({ 'accept-encoding': encoding }, 'HEAD'),
        await get({ 'accept-encoding': encoding }),
      ]
      expect(head.rawPayload).toHaveLength(0)
      expect(head.headers['content-length']).toBe(whole.headers['content-length'])
      expect(head.headers.etag).toBe(whole.headers.etag)
    }
  })

  test('is given in ranges of what it is, not of what it is packed to', async () => {
    const part = await get({ range: 'bytes=4-7', 'accept-encoding': 'br' })
    expect([part.statusCode, part.headers['content-range'], part.rawPayload.readUInt32LE(0)]).toEqual([
      206,
      `bytes 4-7/${size}`,
      2,
    ])
    const beyond = await get({ range: `bytes=${size}-` })
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${size}`])
    expect((await get({ range: 'bytes=7-4' })).rawPayload).toHaveLength(size)
    expect((await get({ range: 'bytes=0-3', 'if-range': '"another"' })).rawPayload).toHaveLength(size)
  })

  test.each([
    '0'.repeat(64) + '.glb',
    'nova.glb',
    '..%2f..%2fnova.glb',
    '__proto__',
    'abcde/' + '0'.repeat(64) + '.glb',
  ])('there is none at %s', async (path) =>
    expect((await get({}, 'GET', `/avatars/files/${path}`)).statusCode).toBe(404),
  )
})
