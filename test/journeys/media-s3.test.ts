import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startS3Server } from '../../src/tenancy/fixtures/s3-server.ts'
import type { S3Server } from '../../src/tenancy/fixtures/s3-server.ts'
import { createTelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../src/testing/emulators/telegram.ts'
import { addTelegramBot, openApp } from '../parts/app.ts'
import type { RunningApp } from '../parts/app.ts'

const png = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\x1a\n'), Buffer.alloc(3000, 7)])
const credentials = { region: 'us-east-1', keyId: 'a-key', secret: 'a-secret' }

let bucket: S3Server
let app: RunningApp
let telegram: TelegramEmulator
beforeAll(async () => {
  bucket = await startS3Server({ ...credentials, bucket: 'media', page: 1000 })
  app = await openApp('test/journeys/plugins', {
    MEDIA_S3_URL: `${bucket.origin}/media`,
    MEDIA_S3_KEY_ID: credentials.keyId,
    MEDIA_S3_SECRET: credentials.secret,
  })
  telegram = await createTelegramEmulator({ token: '1000:bot' })
})
afterAll(async () => {
  await app.close()
  await telegram.close()
  await bucket[Symbol.asyncDispose]()
})

test('a photo is kept in the bucket, read from there by its signed URL, and gone with its tenant', async () => {
  await addTelegramBot(app, telegram, 'acme')
  const id = telegram.addFile('photo.jpg', png)
  const photo = [{ file_id: id, file_unique_id: id, width: 10, height: 10, file_size: png.length }]
  telegram.say(1, '', { extra: { photo, caption: 'mirror' } })
  const [reply] = await telegram.waitForReply(1, 1, 10_000)
  expect([...bucket.objects.values()]).toEqual([png])
  expect([...bucket.objects.keys()]).toEqual([expect.stringMatching(/^acme\/media\/[0-9a-f]{64}$/)])

  const url = /http\S+/.exec(reply!.text)![0]
  expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(png)
  const part = await fetch(url, { headers: { range: 'bytes=1-3' } })
  expect([part.status, await part.text()]).toEqual([206, 'PNG'])

  bucket.fault = 503
  expect((await app.ask('DELETE', '/tenants/acme?now=true')).status).toBe(503)
  bucket.fault = undefined
  expect((await app.ask('DELETE', '/tenants/acme?now=true')).status).toBe(204)
  expect([...bucket.objects]).toEqual([])
})
