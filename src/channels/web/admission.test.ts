import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from '@jest/globals'
import { SignJWT, UnsecuredJWT } from 'jose'
import { webDefaults } from '../../config/defaults.ts'
import type { Sender } from '../../contracts/message.ts'
import type { WirePuzzle } from '../../contracts/wire.ts'
import { addressLimits, publicNetwork } from './addresses.ts'
import { fakeDoor } from './fixtures/door.ts'
import { fleetRates } from './fixtures/fleet.ts'
import { type Client, type Sockets, startSockets } from './fixtures/site.ts'
import { makePuzzle, solvedVisitor } from './puzzle.ts'

const embedId = 'cb_abcdefghijkl'
const secret = 'a secret of the website’s own server'
const sites: Sockets[] = []

async function start(settings: Readonly<Record<string, unknown>> = {}, options = {}) {
  const door = fakeDoor({ embedId, settings })
  const site = await startSockets(door, options)
  sites.push(site)
  return { door, ...site }
}

const refusalOf = (client: Client) =>
  new Promise<Record<string, unknown>>((resolve, reject) => {
    client.once('connect_error', (error) => {
      resolve((error as Error & { data: Record<string, unknown> }).data)
    })
    client.once('connect', () => {
      reject(new Error('It was let in.'))
    })
  })

const identityOf = (claims: object, by = secret, header = { alg: 'HS256' }) =>
  new SignJWT({ sub: 'customer-7', aud: embedId, exp: Math.floor(Date.now() / 1000) + 60, ...claims })
    .setProtectedHeader(header)
    .sign(new TextEncoder().encode(by))

const hello = (id: string) => ({ id, parts: [{ type: 'text', text: 'Hello' }] })

afterEach(async () => {
  for (const site of sites.splice(0)) await site.close()
})

describe('a visitor whom the website’s own server names', () => {
  test('is the same on every device, by name, and nobody whose number anybody could bring', async () => {
    const { visit, door } = await start({ identitySecret: secret })
    const phone = await visit({ embedId, identity: await identityOf({ name: 'Ada' }) })
    const laptop = await visit({ embedId, identity: await identityOf({}) })
    expect(phone.session).toEqual({
      visitorId: expect.stringMatching(/^u_[0-9a-f]{32}$/),
      visitorToken: '',
      lastSeq: 0,
    })
    expect(laptop.session.visitorId).toBe(phone.session.visitorId)
    const other = await visit({ embedId, identity: await identityOf({ sub: 'customer-8' }) })
    expect(other.session.visitorId).not.toBe(phone.session.visitorId)

    expect(await phone.send(hello('c1'))).toEqual({ ok: true, id: 'c1' })
    const said: Sender | undefined = door.events[0]?.from
    expect(said).toEqual({ id: phone.session.visitorId, username: 'customer-7', name: 'Ada' })
    const token = await door.signVisitor(door.web, phone.session.visitorId)
    const thief = await visit({ embedId, visitorToken: token })
    expect(thief.session.visitorId).toMatch(/^v_/)
  })

  test('is nobody without a good signature: forged, expired, of another chat, by another secret, or unsigned', async () => {
    const { client } = await start({ identitySecret: secret })
    const claims = { sub: 'customer-7', aud: embedId, exp: Math.floor(Date.now() / 1000) + 60 }
    const [head, , signature] = (await identityOf({})).split('.')
    const body = Buffer.from(JSON.stringify({ ...claims, sub: 'customer-1' })).toString('base64url')
    const bad = [
      [new UnsecuredJWT(claims).encode(), 'nobody can read it'],
      [`${head}.${body}.${signature}`, 'no secret of this channel signed it'],
      [await identityOf({}, 'the secret of another tenant’s website'), 'no secret of this channel signed it'],
      [await identityOf({ exp: Math.floor(Date.now() / 1000) - 3600 }), 'it has expired'],
      [await identityOf({ aud: 'cb_000000000000' }), 'it needs a proper "aud"'],
      [await identityOf({ exp: undefined }), 'it needs a proper "exp"'],
      [await identityOf({}, secret.padEnd(64), { alg: 'HS512' }), 'nobody can read it'],
      ['a.b.c', 'nobody can read it'],
    ] as const
    for (const [identity, problem] of bad) {
      const refusal = await refusalOf(client({ embedId, identity }))
      expect([refusal.code, refusal.message]).toEqual(['E_UNAUTHORIZED', `The identity token is not good: ${problem}.`])
    }
  })
})

/** As a browser does, in a loop. */
function solve({ challenge, bits }: WirePuzzle): string {
  for (let nonce = 0; ; nonce += 1) {
    const solution = `${challenge}.${nonce}`
    const digest = createHash('sha256').update(solution).digest()
    if (digest.readUInt32BE() >>> (32 - bits) === 0) return solution
  }
}

describe('a channel that wants work of new visitors', () => {
  const key = crypto.getRandomValues(new Uint8Array(32))

  test('lets in who has done it, as one visitor however often it is shown', async () => {
    const { visit, client } = await start({ puzzleBits: 8 })
    const refusal = await refusalOf(client({ embedId }))
    expect(refusal).toMatchObject({ code: 'E_UNAUTHORIZED', puzzle: { bits: 8 } })
    const solution = solve(refusal.puzzle as WirePuzzle)
    const first = await visit({ embedId, solution })
    expect((await visit({ embedId, solution })).session.visitorId).toBe(first.session.visitorId)
    // Who was let in once has done the work.
    const again = await visit({ embedId, visitorToken: first.session.visitorToken })
    expect(again.session.visitorId).toBe(first.session.visitorId)
    const lazy = (refusal.puzzle as WirePuzzle).challenge
    expect(await refusalOf(client({ embedId, solution: lazy }))).toHaveProperty('puzzle')
  })

  test('knows a solution without having kept the puzzle, for some minutes and for one chat', () => {
    const now = Date.UTC(2026, 0, 1)
    const solution = solve(makePuzzle(key, embedId, 8, now))
    expect(solvedVisitor(key, embedId, 8, solution, now)).toMatch(/^v_[0-9a-f]{32}$/)
    expect(solution.length).toBeLessThan(webDefaults.solutionLength)
    expect(solvedVisitor(key, embedId, 8, solution, now + webDefaults.puzzleMs + 1)).toBeUndefined()
    expect(solvedVisitor(key, 'cb_000000000000', 8, solution, now)).toBeUndefined()
    expect(solvedVisitor(crypto.getRandomValues(new Uint8Array(32)), embedId, 8, solution, now)).toBeUndefined()
    const [endsAt, ...rest] = solution.split('.')
    expect(solvedVisitor(key, embedId, 8, [Number(endsAt) + 1, ...rest].join('.'), now)).toBeUndefined()
    for (const none of ['', '..', 'é'.repeat(64), solution.slice(0, 20)]) {
      expect(solvedVisitor(key, embedId, 8, none, now)).toBeUndefined()
    }
  })
})

describe('a channel with a budget of messages', () => {
  test('refuses what is beyond it kindly, of all its visitors together, and keeps nothing of it', async () => {
    const { visit, door } = await start({ dailyMessages: 2 })
    const [one, other] = [await visit({ embedId }), await visit({ embedId })]
    expect(await one.send(hello('a'))).toMatchObject({ ok: true })
    expect(await other.send(hello('b'))).toMatchObject({ ok: true })
    expect(await other.send(hello('c'))).toMatchObject({ ok: false, error: { code: 'E_OVER_LIMIT' } })
    expect(door.events).toHaveLength(2)
  })

  test('counts them for its chatbot, whichever of its web channels they came by', async () => {
    const rates = fleetRates()
    async function open(channel: string, dailyMessages: number) {
      const site = await startSockets(fakeDoor({ embedId, channel, settings: { dailyMessages } }), { rates })
      sites.push(site)
      return (await site.visit({ embedId })).send
    }
    const before = await open('ch_demo0channel0000001', 2)
    expect(await before(hello('a'))).toMatchObject({ ok: true })
    const anew = await open('ch_demo0channel0000002', 2)
    expect(await anew(hello('b'))).toMatchObject({ ok: true })
    expect(await anew(hello('c'))).toMatchObject({ ok: false, error: { code: 'E_OVER_LIMIT' } })
    const raised = await open('ch_demo0channel0000003', 4)
    expect(await raised(hello('d'))).toMatchObject({ ok: true })
    expect(await raised(hello('e'))).toMatchObject({ ok: false, error: { code: 'E_OVER_LIMIT' } })
  })
})

describe('one address', () => {
  test('is a public one, or says nothing', () => {
    expect(publicNetwork('203.0.114.9')).toBe('203.0.114.9')
    expect(publicNetwork('::ffff:203.0.114.9')).toBe('203.0.114.9')
    expect(publicNetwork('2a02:8109:1:2:3:4:5:6')).toBe(publicNetwork('2a02:8109:1:2::1'))
    for (const own of ['127.0.0.1', '10.1.2.3', '192.168.0.1', '::1', 'fd00::1', '', 'nonsense']) {
      expect(publicNetwork(own)).toBeUndefined()
    }
  })

  test('has so many new visitors and so many tabs, and its neighbour has its own', async () => {
    const taken: string[] = []
    const limits = addressLimits({
      limit: (_name, { points }) => ({
        points,
        take(who) {
          taken.push(who)
          return { allowed: taken.filter((one) => one === who).length <= 1, left: 0, resetMs: 500 }
        },
      }),
    })
    await limits.meet('203.0.114.9')
    await expect(limits.meet('203.0.114.9')).rejects.toMatchObject({ code: 'E_OVER_LIMIT', afterMs: 500 })
    await limits.meet('203.0.114.10')
    for (let tab = 0; tab < webDefaults.connectionsPerAddress; tab += 1) limits.enter('203.0.114.9')
    expect(() => limits.enter('203.0.114.9')).toThrow('too many open connections')
    limits.enter('203.0.114.10')()
    for (let visitor = 0; visitor < 5; visitor += 1) await limits.meet('127.0.0.1')
    expect(taken).toHaveLength(3)
  })

  test('is the one behind the proxies that are trusted', async () => {
    const asked: string[] = []
    const { visit } = await start(
      {},
      {
        addressOf: () => {
          asked.push('asked')
          return '203.0.114.9'
        },
      },
    )
    await visit({ embedId })
    expect(asked).toEqual(['asked'])
  })
})
