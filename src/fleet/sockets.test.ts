import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { startRedis, type OwnRedis } from '../../test/parts/redis.ts'
import { fakeDoor } from '../channels/web/fixtures/door.ts'
import { next, startSockets } from '../channels/web/fixtures/site.ts'
import { otherRooms } from '../channels/web/index.ts'
import { fleetDefaults, webDefaults } from '../config/defaults.ts'
import type { Part } from '../contracts/message.ts'
import type { WireMessage } from '../contracts/wire.ts'
import { openNews } from './news.ts'
import { sharedRates } from './shared-rates.ts'
import { connectRedis } from './redis.ts'

const embedId = 'cb_abcdefghijkl'
const text = (words: string): readonly Part[] => [{ type: 'text', text: words }]

let redis: OwnRedis
let names = 0
const closing: (() => unknown)[] = []
beforeAll(async () => {
  redis = await startRedis()
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
afterAll(() => redis.close())

/** Gateways before one database, and a worker without sockets. */
async function fleet(settings: Readonly<Record<string, unknown>> = {}) {
  const name = `sockets-${names++}`
  const door = fakeDoor({ embedId, settings })
  async function join() {
    const [telling, hearing] = [connectRedis(redis.url), connectRedis(redis.url, { waits: true })]
    await Promise.all([telling.connect(), hearing.connect()])
    const news = await openNews(telling, hearing, name)
    closing.push(() => {
      news.close()
      telling.disconnect()
      hearing.disconnect()
    })
    return { news, rates: sharedRates(telling) }
  }
  async function gateway() {
    const site = await startSockets(door, await join())
    closing.push(() => site.close())
    return site
  }
  const worker = otherRooms((await join()).news)
  return {
    door,
    gateways: [await gateway(), await gateway()] as const,
    worker,
    /** As a worker delivers: kept first, then said. */
    say(visitor: string, words: string) {
      const { id, seq, conversation, parts, at } = door.say(visitor, text(words))
      const message: WireMessage = {
        id,
        seq,
        conversationId: conversation,
        from: 'bot',
        parts,
        at: new Date(at).toISOString(),
      }
      worker.message(door.web.channel.id, visitor, message)
    },
  }
}

async function until(condition: () => boolean, withinMs = 12_000) {
  for (const end = performance.now() + withinMs; !condition();) {
    if (performance.now() > end) throw new Error('It did not become true.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const words = (received: readonly WireMessage[]) =>
  received.map(({ parts: [part] }) => (part?.type === 'text' ? part.text : undefined))

describe('a visitor with tabs at two gateways', () => {
  test('reads in both what a worker says, in order and once', async () => {
    const { gateways, say } = await fleet()
    const one = await gateways[0].visit({ embedId })
    const visitor = one.session.visitorId
    const other = await gateways[1].visit({ embedId, visitorToken: one.session.visitorToken, lastSeq: 0 })
    const said = Array.from({ length: 50 }, (_, count) => `${count}`)
    for (const saying of said) say(visitor, saying)
    await until(() => one.received.length >= 50 && other.received.length >= 50)
    expect([words(one.received), words(other.received)]).toEqual([said, said])
  })

  test('reads in one what is written in the other, and sees the bot type and speak in both', async () => {
    const { gateways, worker, door } = await fleet()
    const one = await gateways[0].visit({ embedId })
    const visitor = one.session.visitorId
    const other = await gateways[1].visit({ embedId, visitorToken: one.session.visitorToken, lastSeq: 0 })
    expect(await one.send({ id: 'm1', parts: text('hello') })).toMatchObject({ ok: true })
    await until(() => other.received.length === 1)
    expect(words(other.received)).toEqual(['hello'])
    expect(one.received).toEqual([])
    const typing = [next(one.client, 'typing:start'), next(other.client, 'typing:start')]
    worker.typing(door.web.channel.id, visitor)
    await Promise.all(typing)
    const pieces = [next(one.client, 'stream:chunk'), next(other.client, 'stream:chunk')]
    worker.stream(door.web.channel.id, visitor, { id: 'm2', index: 0, text: 'Hi', done: false })
    expect(await Promise.all(pieces)).toEqual([
      { id: 'm2', index: 0, text: 'Hi' },
      { id: 'm2', index: 0, text: 'Hi' },
    ])
  })

  test('misses nothing when one gateway goes, and the visitor comes back to another', async () => {
    const { gateways, say } = await fleet()
    const before = await gateways[0].visit({ embedId })
    const visitor = before.session.visitorId
    say(visitor, 'one')
    await until(() => before.received.length === 1)
    before.client.disconnect()
    say(visitor, 'two')
    const after = await gateways[1].visit({ embedId, visitorToken: before.session.visitorToken, lastSeq: 1 })
    say(visitor, 'three')
    await until(() => after.received.length === 2)
    expect(words(after.received)).toEqual(['two', 'three'])
  })

  test('is counted in both: nobody writes faster by writing to many gateways', async () => {
    const { gateways } = await fleet()
    const one = await gateways[0].visit({ embedId })
    const other = await gateways[1].visit({ embedId, visitorToken: one.session.visitorToken, lastSeq: 0 })
    const { burst } = webDefaults.visitorRate
    let refused = 0
    for (let count = 0; count < 4 * burst && refused === 0; count++) {
      const { send } = count % 2 === 0 ? one : other
      if (!(await send({ id: `m${count}`, parts: text('quick') })).ok) refused++
    }
    expect(refused).toBe(1)
  })
})

test('what a chatbot may be told within a day is counted by all gateways together', async () => {
  const { gateways } = await fleet({ dailyMessages: 2 })
  const [one, other] = [await gateways[0].visit({ embedId }), await gateways[1].visit({ embedId })]
  expect(await one.send({ id: 'm1', parts: text('one') })).toMatchObject({ ok: true })
  expect(await other.send({ id: 'm2', parts: text('two') })).toMatchObject({ ok: true })
  expect(await one.send({ id: 'm3', parts: text('three') })).toMatchObject({
    ok: false,
    error: { code: 'E_OVER_LIMIT' },
  })
})

test('while Redis is away a gateway’s own sockets go on, and when it is back what was missed is filled in', async () => {
  const { gateways, say, door } = await fleet()
  door.onEvent = (event) => void door.commit(event)
  const { client, received, session, send } = await gateways[0].visit({ embedId })
  const visitor = session.visitorId
  say(visitor, 'before')
  await until(() => received.length === 1)
  await redis.stop()
  expect(await send({ id: 'm1', parts: text('are you there?') })).toMatchObject({ ok: true })
  say(visitor, 'missed')
  gateways[0].deliver(visitor, door.say(visitor, text('said here')))
  await until(() => received.length === 3)
  say(visitor, 'missed too')
  await redis.start()
  await until(() => received.length === 4, fleetDefaults.newsBeatMs * 4)
  expect(words(received)).toEqual(['before', 'missed', 'said here', 'missed too'])
  expect(client.connected).toBe(true)
})
