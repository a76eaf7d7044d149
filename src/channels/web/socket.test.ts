import { afterEach, describe, expect, test } from '@jest/globals'
import { gestureDefaults, webDefaults } from '../../config/defaults.ts'
import { Busy } from '../../contracts/errors.ts'
import type { Part } from '../../contracts/message.ts'
import { fakeDoor } from './fixtures/door.ts'
import { type Client, type Sockets, acknowledged, next, startSockets, until } from './fixtures/site.ts'

const embedId = 'cb_abcdefghijkl'
const text = (words: string): readonly Part[] => [{ type: 'text', text: words }]
const sites: Sockets[] = []

async function start(settings: Readonly<Record<string, unknown>> = {}, options = {}) {
  const door = fakeDoor({ embedId, settings })
  const site = await startSockets(door, options)
  sites.push(site)
  return { door, ...site }
}

async function refusalOf(client: Client): Promise<unknown> {
  return new Promise((resolve, reject) => {
    client.once('connect_error', (error) => {
      resolve((error as Error & { data?: unknown }).data)
    })
    client.once('connect', () => {
      reject(new Error('It was let in.'))
    })
  })
}

afterEach(async () => {
  for (const site of sites.splice(0)) await site.close()
})

describe('the door', () => {
  test('lets a stranger in as a new visitor, with a token to come back with', async () => {
    const { visit } = await start()
    const first = await visit({ embedId })
    expect(first.session).toEqual({
      visitorId: expect.stringMatching(/^v_/),
      visitorToken: expect.any(String),
      lastSeq: 0,
    })
    const again = await visit({ embedId, visitorToken: first.session.visitorToken })
    expect(again.session.visitorId).toBe(first.session.visitorId)
    const other = await visit({ embedId })
    expect(other.session.visitorId).not.toBe(first.session.visitorId)
  })

  test('makes a new visitor of whoever brings a forged token', async () => {
    const { visit } = await start()
    const { session } = await visit({ embedId })
    const [head, body] = session.visitorToken.split('.')
    const forged = await visit({ embedId, visitorToken: `${head}.${body}.${'A'.repeat(43)}` })
    expect(forged.session.visitorId).not.toBe(session.visitorId)
  })

  test('shows nobody what was said at another tenant’s website, whatever of it they bring', async () => {
    const [here, there] = [await start(), await start()]
    const otherId = 'cb_zyxwvutsrqpo'
    const otherDoor = fakeDoor({ embedId: otherId })
    const elsewhere = await startSockets(otherDoor)
    sites.push(elsewhere)
    const victim = await elsewhere.visit({ embedId: otherId })
    const { visitorId, visitorToken } = victim.session
    for (const words of ['a secret', 'another']) otherDoor.say(visitorId, text(words))
    // The right token at another website; the right website of another tenant's key; and the other's name, bare.
    const attempts = [
      { site: here, auth: { embedId, visitorToken, lastSeq: 0 } },
      { site: there, auth: { embedId, visitorToken, lastSeq: 1 } },
      {
        site: elsewhere,
        auth: { embedId: otherId, visitorToken: (await here.visit({ embedId })).session.visitorToken },
      },
      { site: elsewhere, auth: { embedId: otherId, visitorToken: visitorId, visitorId, lastSeq: 0 } },
    ]
    for (const { site, auth } of attempts) {
      const thief = await site.visit(auth)
      expect(thief.session).toMatchObject({ visitorId: expect.not.stringMatching(visitorId), lastSeq: 0 })
      expect(
        await thief.send({ id: 'mine', parts: text('hello'), visitorId, conversationId: 'cv_other' }),
      ).toMatchObject({
        id: 'mine',
      })
      elsewhere.deliver(visitorId, otherDoor.say(visitorId, text('only for one')))
      await acknowledged(thief.client, 'avatar:interaction', { type: 'wave' })
      expect(thief.received).toEqual([])
    }
    expect(otherDoor.events.filter(({ address }) => address?.chat === visitorId)).toEqual([])
    expect(await refusalOf(here.client({ embedId: otherId, visitorToken }))).toMatchObject({ code: 'E_NOT_FOUND' })
  })

  test('says as little of a number that was never given as of one that was', async () => {
    const { door, visit } = await start()
    const { session } = await visit({ embedId })
    door.say(session.visitorId, text('one'))
    const ahead = await visit({ embedId, visitorToken: session.visitorToken, lastSeq: Number.MAX_SAFE_INTEGER })
    expect(ahead.session).toMatchObject({ visitorId: session.visitorId, lastSeq: 1 })
    const stranger = await visit({ embedId, lastSeq: 1 })
    expect([stranger.session.lastSeq, stranger.received]).toEqual([0, []])
  })

  test.each([
    ['an unknown embed id', { embedId: 'cb_000000000000' }, 'E_NOT_FOUND'],
    ['an embed id that is none', { embedId: '../../etc/passwd' }, 'E_NOT_FOUND'],
    ['an embed id that is no text', { embedId: { toString: 'x' } }, 'E_INVALID'],
    ['nothing', {}, 'E_INVALID'],
    ['a number that is no number', { embedId, lastSeq: -1 }, 'E_INVALID'],
    ['a token that is no text', { embedId, visitorToken: ['x'] }, 'E_INVALID'],
  ])('refuses %s with a code and a sentence', async (_what, auth, code) => {
    const { client } = await start()
    expect(await refusalOf(client(auth))).toMatchObject({ code, message: expect.stringMatching(/\w\.$/) })
  })

  test('says when to come back while the database is away, and does not make the visitor a stranger', async () => {
    const { door, client, visit, reported } = await start()
    const { session } = await visit({ embedId })
    door.before = () => Promise.reject(new Busy('The database is away.', 700))
    const again = client({ embedId, visitorToken: session.visitorToken })
    expect(await refusalOf(again)).toEqual({ code: 'E_BUSY', message: 'The database is away.', retryAfterMs: 700 })
    door.before = () => Promise.resolve()
    const back = next(again, 'session')
    again.connect()
    expect((await back).visitorId).toBe(session.visitorId)
    expect(reported).toEqual([])
  })

  test('tells a stranger nothing about a bug, and the operator everything', async () => {
    const { door, client, reported } = await start()
    const bug = new TypeError('secrets.sqlite: no such table')
    door.before = () => Promise.reject(bug)
    const refusal = await refusalOf(client({ embedId }))
    expect(refusal).toMatchObject({ code: 'E_INTERNAL' })
    expect(JSON.stringify(refusal)).not.toContain('sqlite')
    expect(reported).toEqual([bug])
  })

  test('opens to the websites on the list, to its own pages and to what is no browser', async () => {
    const { client, visit, url } = await start({ allowedOrigins: ['https://shop.example', 'http://localhost:8080/'] })
    const from = (headers: Record<string, string>) => ({ extraHeaders: headers })
    await visit({ embedId })
    await visit({ embedId }, from({ origin: 'https://shop.example' }))
    await visit({ embedId }, from({ origin: 'http://localhost:8080' }))
    await visit({ embedId }, from({ origin: url }))
    await visit({ embedId }, from({ 'sec-fetch-site': 'same-origin' }))
    for (const headers of [
      { origin: 'https://shop.example.evil.example' },
      { origin: 'https://evil.example/https://shop.example' },
      { origin: 'http://shop.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      expect(await refusalOf(client({ embedId }, from(headers as Record<string, string>)))).toMatchObject({
        code: 'E_REFUSED',
      })
    }
  })

  test('without a list opens to its own pages alone, and with a star to all', async () => {
    const closed = await start({}, { ownOrigins: ['https://bots.example'] })
    await closed.visit({ embedId }, { extraHeaders: { origin: 'https://bots.example' } })
    expect(
      await refusalOf(closed.client({ embedId }, { extraHeaders: { origin: 'https://a.example' } })),
    ).toMatchObject({ code: 'E_REFUSED' })
    const open = await start({ allowedOrigins: ['*'] })
    await open.visit({ embedId }, { extraHeaders: { origin: 'https://a.example' } })
  })

  test('has nothing in any other namespace', async () => {
    const { url, client } = await start()
    const lobby = client({ embedId }).io.socket('/', { auth: { embedId } })
    const refused = refusalOf(lobby) // the same kind of socket
    lobby.connect()
    expect(await refused).toMatchObject({ code: 'E_NOT_FOUND' })
    expect(url).toMatch(/^http/)
  })

  test('gives one visitor so many tabs and no more, until one is closed', async () => {
    const { client, visit } = await start()
    const first = await visit({ embedId })
    const auth = { embedId, visitorToken: first.session.visitorToken }
    for (let tabs = 1; tabs < webDefaults.connectionsPerVisitor; tabs++) await visit(auth)
    expect(await refusalOf(client(auth))).toMatchObject({ code: 'E_OVER_LIMIT' })
    first.client.disconnect()
    await until(() => !first.client.connected)
    await expect(visit(auth)).resolves.toBeDefined()
  })
})

describe('what a visitor says', () => {
  test('is acknowledged only once it is kept', async () => {
    const { door, visit } = await start()
    const { client, session } = await visit({ embedId })
    let keep = () => {}
    door.before = () => new Promise((resolve) => (keep = resolve))
    const answers: unknown[] = []
    client.emit('message:send', { id: 'one', parts: text('hello') }, (answer: unknown) => answers.push(answer))
    await acknowledged(client, 'avatar:interaction', { type: 'wave' })
    expect(answers).toEqual([])
    keep()
    await until(() => answers.length > 0)
    expect(answers).toEqual([{ ok: true, id: 'one' }])
    expect(door.events).toMatchObject([
      {
        kind: 'message',
        id: 'one',
        parts: text('hello'),
        keys: [`${session.visitorId}:one`],
        address: { chat: session.visitorId },
      },
    ])
  })

  test('is kept once, however often and from wherever it comes', async () => {
    const { door, visit } = await start()
    const one = await visit({ embedId })
    const two = await visit({ embedId, visitorToken: one.session.visitorToken })
    expect(await one.send({ id: 'same', parts: text('hello') })).toEqual({ ok: true, id: 'same' })
    expect(await two.send({ id: 'same', parts: text('hello') })).toEqual({ ok: true, id: 'same', duplicate: true })
    const stranger = await visit({ embedId })
    expect(await stranger.send({ id: 'same', parts: text('hello') })).toEqual({ ok: true, id: 'same' })
    expect(door.events).toHaveLength(2)
  })

  test('stays in its order', async () => {
    const { door, visit } = await start()
    const { send } = await visit({ embedId })
    const ids = Array.from({ length: 50 }, (_, index) => `n${index}`)
    await Promise.all(ids.map((id) => send({ id, parts: text(id) })))
    expect(door.events.map((event) => 'id' in event && event.id)).toEqual(ids)
  })

  test('is refused with a time to try again while it cannot be kept, and kept under the same id later', async () => {
    const { door, visit, reported } = await start()
    const { send } = await visit({ embedId })
    door.before = () => Promise.reject(new Busy('The inbox is full.', 2500))
    const message = { id: 'late', parts: text('hello') }
    expect(await send(message)).toEqual({
      ok: false,
      error: { code: 'E_BUSY', message: 'The inbox is full.', retryAfterMs: 2500 },
    })
    door.before = () => Promise.reject(new Error('disk on fire'))
    expect(await send(message)).toMatchObject({ ok: false, error: { code: 'E_INTERNAL' } })
    expect(reported).toEqual([new Error('disk on fire')])
    door.before = () => Promise.resolve()
    expect(await send(message)).toEqual({ ok: true, id: 'late' })
  })

  test('may come without an acknowledgement to give; then a refusal is an event', async () => {
    const { door, visit } = await start()
    const { client } = await visit({ embedId })
    client.emit('message:send', { id: 'quiet', parts: text('hello') })
    await until(() => door.events.length === 1)
    const refused = next(client, 'error')
    client.emit('message:send', { id: 'quiet', parts: 'hello' })
    expect(await refused).toEqual({ code: 'E_INVALID', message: 'A list is expected here.', field: 'parts' })
    const withNothing = next(client, 'error')
    client.emit('message:send')
    expect(await withNothing).toMatchObject({ code: 'E_INVALID' })
  })

  test('cannot bring the gateway down by the name of an event or the form of a packet', async () => {
    const { visit, client: join, door } = await start()
    const { client, send } = await visit({ embedId })
    for (const event of ['error', 'constructor', '__proto__', 'session', 'message:receive', 'toString']) {
      client.emit(event, { message: 'boo' })
    }
    client.emit('message:send', Buffer.from([0xff]), [new Uint8Array(8)], null)
    client.emit('typing:start', 1, 2, 3)
    client.emit('typing:stop')
    expect(await acknowledged(client, 'message:send')).toMatchObject({ ok: false, error: { code: 'E_INVALID' } })
    expect(await acknowledged(client, 'avatar:interaction', { type: {} })).toMatchObject({ ok: false })
    expect(await send({ id: 'alive', parts: text('still here') })).toMatchObject({ ok: true })
    const huge = join({ embedId })
    await next(huge, 'session')
    const cut = new Promise((resolve) => huge.once('disconnect', resolve))
    huge.emit('message:send', { id: 'huge', parts: text('x'.repeat(webDefaults.packetBytes)) })
    await cut
    expect(door.events).toHaveLength(1)
  })

  test('about the avatar is minded in all of the visitor’s tabs, and not without end', async () => {
    const { visit } = await start()
    const one = await visit({ embedId })
    const other = await visit({ embedId, visitorToken: one.session.visitorToken })
    const seen: string[] = []
    other.client.on('avatar:animation', ({ animation }) => seen.push(animation))
    for (let pokes = 0; pokes < gestureDefaults.reactionRate.burst * 3; pokes++) {
      expect(await acknowledged(one.client, 'avatar:interaction', { type: 'poke' })).toEqual({ ok: true, id: 'poke' })
    }
    await acknowledged(other.client, 'avatar:interaction', { type: 'poke' })
    expect(seen).toContain('poke')
    expect(seen.length).toBeLessThan(gestureDefaults.reactionRate.burst * 3)
  })

  test('is answered aloud in the tab that asked last, until its visitor speaks', async () => {
    const { door, visit, deliver } = await start()
    const one = await visit({ embedId })
    const other = await visit({ embedId, visitorToken: one.session.visitorToken })
    expect(await acknowledged(one.client, 'avatar:voice', { on: true })).toMatchObject({ error: { code: 'E_REFUSED' } })
    door.voice = async (words) => ({
      ...{ audio: Buffer.from(words), mime: 'audio/mpeg', durationMs: 10, language: 'en' },
      visemes: [[0, 'aa'] as const],
    })
    const heard: string[] = []
    for (const [name, { client }] of Object.entries({ one, other }))
      client.on('avatar:speech', ({ audio, last }) => heard.push(`${name}: ${last ? '(over)' : atob(audio)}`))
    for (const { client } of [one, other]) {
      expect(await acknowledged(client, 'avatar:voice', { on: true })).toEqual({ ok: true, id: 'on' })
    }
    const say = (words: string) => deliver(one.session.visitorId, door.say(one.session.visitorId, text(words)))
    say('This is said aloud.')
    await until(() => heard.length === 2)
    expect(heard).toEqual(['other: This is said aloud.', 'other: (over)'])
    expect(await acknowledged(other.client, 'avatar:voice', { on: false })).toEqual({ ok: true, id: 'off' })
    say('This is only written.')
    await until(() => one.received.length === 2)
    expect(heard).toHaveLength(2)
    expect(await acknowledged(one.client, 'avatar:voice', { on: 'yes' })).toMatchObject({
      error: { code: 'E_INVALID' },
    })
  })

  test('has a measure: a flood is told to wait, and the next visitor is not', async () => {
    const { visit, door } = await start()
    const flood = await visit({ embedId })
    const answers = await Promise.all(
      Array.from({ length: webDefaults.visitorRate.burst + 100 }, (_, index) =>
        flood.send({ id: `${index}`, parts: text('x') }),
      ),
    )
    const refused = answers.filter(({ ok }) => !ok)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]).toMatchObject({ error: { code: 'E_OVER_LIMIT', retryAfterMs: expect.any(Number) } })
    expect(door.events.length).toBeGreaterThanOrEqual(webDefaults.visitorRate.burst)
    const again = await visit({ embedId, visitorToken: flood.session.visitorToken })
    const more = await Promise.all(
      Array.from({ length: 100 }, (_, index) => again.send({ id: `again-${index}`, parts: text('x') })),
    )
    expect(more.some(({ ok }) => !ok)).toBe(true)
    const calm = await visit({ embedId })
    expect(await calm.send({ id: 'calm', parts: text('x') })).toMatchObject({ ok: true })
  })

  test('is in its order with the end of the conversation, however slow the database is', async () => {
    const { door, visit } = await start()
    const { client, send } = await visit({ embedId })
    await send({ id: 'zero', parts: text('zero') })
    const order: string[] = []
    door.before = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
    const [ingest, end] = [door.ingest.bind(door), door.end.bind(door)]
    Object.assign(door, {
      ingest: async (...args: Parameters<typeof ingest>) =>
        ingest(...args).finally(() => order.push(args[1].keys[0].split(':')[1]!)),
      end: async (...args: Parameters<typeof end>) => end(...args).finally(() => order.push('end')),
    })
    await Promise.all([
      send({ id: 'one', parts: text('one') }),
      acknowledged(client, 'conversation:end'),
      send({ id: 'two', parts: text('two') }),
      acknowledged(client, 'conversation:end'),
    ])
    expect(order).toEqual(['one', 'end', 'two', 'end'])
  })

  test('ends for all tabs when one ends the conversation', async () => {
    const { door, visit } = await start()
    const one = await visit({ embedId })
    const two = await visit({ embedId, visitorToken: one.session.visitorToken })
    expect(await acknowledged(one.client, 'conversation:end')).toEqual({ ok: true, id: '' })
    await one.send({ id: 'hello', parts: text('hello') })
    const conversation = await door.ingest(door.web, {
      kind: 'message',
      id: 'x',
      keys: ['x'],
      address: { chat: one.session.visitorId },
      at: 0,
      parts: [],
    })
    const heard = Promise.all([next(one.client, 'conversation:end'), next(two.client, 'conversation:end')])
    expect(await acknowledged(one.client, 'conversation:end', { reason: 'done' })).toEqual({
      ok: true,
      id: conversation.conversation,
    })
    expect(await heard).toEqual(Array(2).fill({ conversationId: conversation.conversation }))
  })
})

test('a stop ends the connections so that clients come back by themselves', async () => {
  const { visit, sockets, client } = await start()
  const { client: open } = await visit({ embedId })
  const polling = await visit({ embedId }, { transports: ['polling'] })
  const reasons = Promise.all(
    [open, polling.client].map((one) => new Promise((resolve) => one.once('disconnect', resolve))),
  )
  await sockets.close()
  expect(await reasons).toEqual(['transport close', expect.stringMatching(/transport/)])
  expect(sockets.connections()).toBe(0)
  const late = client({ embedId })
  await new Promise((resolve) => late.once('connect_error', resolve))
})

describe('what a visitor does with an answer', () => {
  test('is kept: that it was read, that it helped, that it did not, and that it was nothing', async () => {
    const { door, visit } = await start()
    const { client, session } = await visit({ embedId })
    const { id } = door.say(session.visitorId, text('It is on its way.'))
    expect(await acknowledged(client, 'message:read', { id })).toEqual({ ok: true, id })
    for (const verdict of ['up', 'down', null])
      expect(await acknowledged(client, 'message:feedback', { id, verdict })).toEqual({ ok: true, id })
    expect(
      door.events.map((event) => ('status' in event ? event.status : 'added' in event ? event.added : '?')),
    ).toEqual(['read', ['👍'], ['👎'], []])
    expect(door.events.every(({ address }) => address?.chat === session.visitorId)).toBe(true)
  })

  test.each([
    ['message:read', {}, 'id'],
    ['message:read', { id: 'x'.repeat(101) }, 'id'],
    ['message:feedback', { id: 'm_1', verdict: 'great' }, 'verdict'],
    ['message:feedback', { id: 'm_1' }, 'verdict'],
  ])('%s of %j is refused', async (event, payload, field) => {
    const { door, visit } = await start()
    const { client } = await visit({ embedId })
    expect(await acknowledged(client, event, payload)).toMatchObject({ ok: false, error: { code: 'E_INVALID', field } })
    expect(door.events).toEqual([])
  })
})
