import { randomBytes } from 'node:crypto'
import { afterEach, expect, test } from '@jest/globals'
import fastify, { type FastifyInstance } from 'fastify'
import { webDefaults } from '../../config/defaults.ts'
import { GatewayError } from '../../contracts/errors.ts'
import type { WireUpload } from '../../contracts/wire.ts'
import { type FakeDoor, fakeDoor } from './fixtures/door.ts'
import { fleetRates } from './fixtures/fleet.ts'
import { type Sockets, startSockets } from './fixtures/site.ts'
import { registerUploads } from './uploads.ts'
import { newVisitor } from './visitors.ts'

const embedId = 'cb_abcdefghijkl'
const opened: (FastifyInstance | Sockets)[] = []

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function start(door: FakeDoor = fakeDoor({ embedId }), rates = fleetRates(), visitor = newVisitor()) {
  const server = fastify()
  server.setErrorHandler((error, _request, reply) =>
    reply.code(413).send({ code: error instanceof GatewayError ? error.code : (error as { code?: string }).code }),
  )
  registerUploads(server, door, rates)
  opened.push(server)
  const token = await door.signVisitor(door.web, visitor)
  const upload = (payload: Buffer | string, headers: Readonly<Record<string, string>> = {}) =>
    server.inject({
      method: 'POST',
      url: `/embed/${embedId}/media`,
      headers: { 'content-type': 'image/png', authorization: `Bearer ${token}`, ...headers },
      payload,
    })
  return { door, upload, visitor, token }
}

test('a visitor’s file is kept, and can be said in a message', async () => {
  const { door, upload, token } = await start()
  const answer = await upload(randomBytes(100), { 'x-file-name': encodeURIComponent('Räumung.png') })
  expect([answer.statusCode, answer.json()]).toEqual([
    201,
    {
      upload: expect.stringMatching(/^up_/),
      mime: 'image/png',
      name: 'Räumung.png',
      size: 100,
      url: expect.any(String),
    },
  ])
  const site = await startSockets(door)
  opened.push(site)
  const { upload: mediaId, mime } = answer.json<WireUpload>()
  const said = { id: 'one', parts: [{ type: 'image', mediaId, mime }] }
  const { send } = await site.visit({ embedId, visitorToken: token })
  expect(await send(said)).toEqual({ ok: true, id: 'one' })
  expect(door.events[0]).toMatchObject({
    kind: 'message',
    parts: [{ type: 'image', mediaId: expect.stringMatching(/^md_/), name: 'Räumung.png', size: 100 }],
  })
  // Whoever learned of it, it is not theirs.
  const thief = await site.visit({ embedId })
  expect(await thief.send({ ...said, id: 'two' })).toMatchObject({
    ok: false,
    error: { code: 'E_INVALID', field: 'parts.0.mediaId' },
  })
})

test.each([
  ['nobody’s', { authorization: '' }, 'E_UNAUTHORIZED'],
  ['a forger’s', { authorization: 'Bearer a.b.c' }, 'E_UNAUTHORIZED'],
  ['a page', { 'content-type': 'text/html' }, 'E_INVALID'],
  ['a drawing that may hold a script', { 'content-type': 'image/svg+xml' }, 'E_INVALID'],
  ['of no type', { 'content-type': 'image' }, 'FST_ERR_CTP_INVALID_MEDIA_TYPE'],
  ['of a name that is none', { 'x-file-name': '%E0%A4%A' }, 'E_INVALID'],
])('a file is refused that is %s', async (_what, headers, code) => {
  const { upload } = await start()
  expect((await upload('x', headers)).json()).toEqual({ code })
})

test('nothing larger is kept than is promised', async () => {
  const { upload } = await start()
  expect((await upload(Buffer.alloc(webDefaults.uploadBytes + 1))).statusCode).toBe(413)
})

test('who sends many is asked to wait', async () => {
  const { upload } = await start()
  for (let sent = 0; sent < webDefaults.uploadRate.burst; sent++) expect((await upload('x')).statusCode).toBe(201)
  expect((await upload('x')).json()).toEqual({ code: 'E_OVER_LIMIT' })
})

test('who sends many to one gateway after the other is asked to wait by all of them', async () => {
  const door = fakeDoor({ embedId })
  const [rates, visitor] = [fleetRates(), newVisitor()]
  let kept = 0
  for (let gateway = 0; gateway < 4; gateway++) {
    const { upload } = await start(door, rates, visitor)
    for (let sent = 0; sent < webDefaults.uploadRate.burst; sent++) if ((await upload('x')).statusCode === 201) kept++
  }
  // The third hears of it with its first; the fourth, with its own.
  expect(kept).toBeLessThanOrEqual(2 * webDefaults.uploadRate.burst + 2)
})
