import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { Busy, Refused } from '../contracts/errors.ts'
import { acme, keep, other, pieces, testMediaFiles } from './fixtures/media-files-suite.ts'
import { startS3Server } from './fixtures/s3-server.ts'
import type { S3Server } from './fixtures/s3-server.ts'
import type { MediaPlace } from './media-files.ts'
import { s3Media } from './media-s3.ts'
import { placed } from './s3.ts'

const credentials = { region: 'eu-central-1', keyId: 'a-key', secret: 'wJalr/secret+of=a-test' }
const limit = 400_000

let dataDir: string
let server: S3Server
let hostServer: S3Server

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'media-s3-'))
  server = await startS3Server({ ...credentials, bucket: 'media', page: 3 })
  hostServer = await startS3Server({ ...credentials, bucket: '', page: 3 })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await hostServer[Symbol.asyncDispose]()
  await rm(dataDir, { recursive: true })
})

const at = (url: string, more: Partial<typeof credentials> = {}): MediaPlace =>
  s3Media({ homeOf: () => dataDir, limit, bucket: { url, ...credentials, ...more } })
const inPath = (more: Partial<typeof credentials> = {}) => at(`${server.origin}/media/bots/one`, more)

testMediaFiles('in a bucket of the path', limit, () => inPath())
testMediaFiles('in a bucket of the host', limit, () => at(hostServer.origin))

test.each([
  ['https://s3.example/media', 'https://s3.example/media/', ''],
  ['https://s3.eu-central-1.amazonaws.com/media/a/b', 'https://s3.eu-central-1.amazonaws.com/media/', 'a/b/'],
  ['https://media.s3.eu-central-1.amazonaws.com/a', 'https://media.s3.eu-central-1.amazonaws.com/', 'a/'],
  ['https://my.media.s3.amazonaws.com', 'https://my.media.s3.amazonaws.com/', ''],
  ['https://media.fra1.spaces.example:9000', 'https://media.fra1.spaces.example:9000/', ''],
])('%s has its bucket at %s', (url, root, prefix) => {
  expect(placed(url)).toEqual({ root, prefix })
})

describe('in a bucket', () => {
  const content = Buffer.from('hello')
  beforeEach(() => {
    server.objects.clear()
    server.requests.length = 0
  })
  afterEach(() => {
    server.fault = undefined
  })

  test('a file is below the prefix and its tenant, under its hash, and nothing of it stays on the disk', async () => {
    const sha256 = await keep(inPath().of(acme), content)
    expect([...server.objects]).toEqual([[`bots/one/acme/media/${sha256}`, content]])
    expect(await readdir(join(dataDir, 'files', acme, 'media', 'unfinished'))).toEqual([])
  })

  test('a file that is there is not sent again', async () => {
    await keep(inPath().of(acme), content)
    await keep(inPath().of(acme), content)
    expect(server.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(1)
  })

  test('all files of a removed tenant are removed, page by page, and nobody else’s', async () => {
    const place = inPath()
    for (let file = 0; file < 10; file++) await keep(place.of(acme), Buffer.from(`file ${file}`))
    const kept = `bots/one/${other}/media/${await keep(place.of(other), content)}`
    server.objects.set('bots/one/acme/elsewhere', content)
    await place.remove(acme)
    expect([...server.objects.keys()].toSorted()).toEqual(['bots/one/acme/elsewhere', kept].toSorted())
    await place.remove(acme)
  })

  test.each([
    [503, 'E_BUSY'],
    [500, 'E_BUSY'],
    [429, 'E_BUSY'],
    [403, 'E_REFUSED'],
    [301, 'E_REFUSED'],
  ])('an answer of %i is %s, whatever was asked', async (status, code) => {
    const place = inPath()
    const files = place.of(acme)
    const sha256 = await keep(files, content)
    const arrived = await files.take(pieces(Buffer.from('more')))
    server.fault = status
    await expect(files.has(sha256)).rejects.toMatchObject({ code })
    await expect(buffer(files.read(sha256, 0, 5))).rejects.toMatchObject({ code })
    await expect(arrived.settle()).rejects.toMatchObject({ code })
    await expect(place.remove(acme)).rejects.toMatchObject({ code })
    await arrived.discard()
    expect([...server.objects.keys()]).toEqual([`bots/one/acme/media/${sha256}`])
  })

  test('an answer that breaks off, or none at all, is Busy', async () => {
    const files = inPath().of(acme)
    const large = Buffer.alloc(200_000, 1)
    const sha256 = await keep(files, large)
    server.fault = 'broken'
    await expect(buffer(files.read(sha256, 0, large.length))).rejects.toThrow(Busy)
    await expect(at('http://127.0.0.1:1/media').of(acme).has(sha256)).rejects.toThrow(Busy)
  })

  test.each([{ secret: 'another-secret' }, { keyId: 'another-key' }, { region: 'us-east-1' }])(
    'wrong credentials are Refused, in words that do not show them: %j',
    async (wrong) => {
      const error: unknown = await keep(inPath(wrong).of(acme), content).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(Refused)
      expect((error as Refused).status).toBe(403)
      for (const secret of Object.values({ ...credentials, ...wrong }))
        expect((error as Refused).message).not.toContain(secret)
    },
  )

  test('a bucket that is not there is Refused', async () => {
    const place = at(`${server.origin}/nowhere`)
    await expect(keep(place.of(acme), content)).rejects.toThrow(Refused)
    await expect(place.remove(acme)).rejects.toThrow(Refused)
  })
})
