import { afterEach, describe, expect, test } from '@jest/globals'
import { webDefaults } from '../../config/defaults.ts'
import { Busy } from '../../contracts/errors.ts'
import type { Part } from '../../contracts/message.ts'
import { newsroom } from '../../fleet/fixtures/newsroom.ts'
import { fakeDoor } from './fixtures/door.ts'
import { type Sockets, startSockets, until } from './fixtures/site.ts'

const embedId = 'cb_abcdefghijkl'
const text = (words: string): readonly Part[] => [{ type: 'text', text: words }]
const sites: Sockets[] = []

async function start(options: Parameters<typeof startSockets>[1] = {}) {
  const door = fakeDoor({ embedId })
  const site = await startSockets(door, options)
  sites.push(site)
  return { door, ...site }
}

/** A bot that repeats what it hears, through a history that is written first. */
function echoing({ door, deliver }: Awaited<ReturnType<typeof start>>) {
  door.onEvent = (event) => {
    const heard = door.commit(event)
    if (heard && event.address) deliver(event.address.chat, door.say(event.address.chat, heard.parts))
  }
}

afterEach(async () => {
  for (const site of sites.splice(0)) await site.close()
})

describe('what a visitor hears', () => {
  test('is also what another process said, and lost, while a message of the visitor’s own had no number', async () => {
    const room = newsroom()
    const { door, visit, deliver } = await start({ news: room.join() })
    const { session, received, send } = await visit({ embedId })
    const visitor = session.visitorId
    expect(await send({ id: 'm1', parts: text('hello') })).toMatchObject({ ok: true })
    door.say(visitor, text('lost'))
    deliver(visitor, door.say(visitor, text('heard')))
    await until(() => received.length === 1)
    room.lose()
    await until(() => received.length === 2)
    room.lose()
    deliver(visitor, door.say(visitor, text('live')))
    await until(() => received.length === 3)
    expect(received.map(({ parts }) => parts)).toEqual([text('heard'), text('lost'), text('live')])
  })

  test('is everything that was missed, in order, and then what is live: no gap and no double', async () => {
    const { door, visit, deliver } = await start()
    const { session, client } = await visit({ embedId })
    client.disconnect()
    const visitor = session.visitorId
    for (let count = 0; count < webDefaults.replayPage + 50; count++) door.say(visitor, text(`${count}`))
    // While the history is read, the bot goes on: kept first, then said, as the gateway does it.
    let reads = 0
    door.before = async () => {
      reads += 1
      if (reads > 2) deliver(visitor, door.say(visitor, text(`during ${reads}`)))
    }
    const back = await visit({ embedId, visitorToken: session.visitorToken, lastSeq: 10 })
    await until(() => back.received.length >= webDefaults.replayPage + 40 + 2)
    door.before = () => Promise.resolve()
    deliver(visitor, door.say(visitor, text('live')))
    await until(
      () =>
        back.received.at(-1)?.parts[0]?.type === 'text' &&
        JSON.stringify(back.received.at(-1)?.parts) === JSON.stringify(text('live')),
    )
    expect(back.received.map(({ seq }) => seq)).toEqual(
      door
        .messages(visitor)
        .map(({ seq }) => seq)
        .slice(10),
    )
    expect(back.session.lastSeq).toBe(webDefaults.replayPage + 50)
  })

  test('is not said twice when it was in the replay and is delivered after it', async () => {
    const { door, visit, deliver } = await start()
    const { session } = await visit({ embedId })
    const said = door.say(session.visitorId, text('once'))
    const back = await visit({ embedId, visitorToken: session.visitorToken })
    await until(() => back.received.length === 1)
    deliver(session.visitorId, said)
    deliver(session.visitorId, door.say(session.visitorId, text('then')))
    await until(() => back.received.length > 1)
    expect(back.received.map(({ parts }) => parts)).toEqual([text('once'), text('then')])
  })

  test('is made whole from the history when a message overtakes another or never came', async () => {
    const { door, visit, deliver } = await start()
    const { session, received } = await visit({ embedId })
    const early = door.say(session.visitorId, text('first'))
    door.say(session.visitorId, text('never delivered'))
    const late = door.say(session.visitorId, text('third'))
    deliver(session.visitorId, late)
    deliver(session.visitorId, early)
    await until(() => received.length === 3)
    deliver(session.visitorId, late)
    deliver(session.visitorId, door.say(session.visitorId, text('fourth')))
    await until(() => received.length > 3)
    expect(received.map(({ parts }) => parts)).toEqual(['first', 'never delivered', 'third', 'fourth'].map(text))
  })

  test('does not cost a reading of the history for a tab that has everything', async () => {
    const site = await start()
    echoing(site)
    const { send, received } = await site.visit({ embedId })
    let reads = 0
    site.door.before = async () => void (reads += 1)
    for (const id of ['a', 'b', 'c']) {
      await send({ id, parts: text(id) })
      await until(() => received.at(-1)?.parts[0]?.type === 'text' && received.length === 'abc'.indexOf(id) + 1)
    }
    expect(reads).toBe(3)
    expect(received.map(({ seq, from }) => [seq, from])).toEqual([2, 4, 6].map((seq) => [seq, 'bot']))
  })

  test('is heard by every tab, with what the visitor wrote in another one', async () => {
    const site = await start()
    echoing(site)
    const one = await site.visit({ embedId })
    const two = await site.visit({ embedId, visitorToken: one.session.visitorToken })
    const stranger = await site.visit({ embedId })
    await one.send({ id: 'mine', parts: text('hello') })
    await until(() => one.received.length === 1 && two.received.length === 2)
    expect(one.received).toMatchObject([{ from: 'bot', seq: 2, parts: text('hello') }])
    expect(two.received).toMatchObject([
      { from: 'visitor', id: 'mine', seq: 0, parts: text('hello') },
      { from: 'bot', seq: 2, parts: text('hello') },
    ])
    // Reloaded, both are told by the numbers they have now, and the visitor's own message by the name it was given.
    const reloaded = await site.visit({ embedId, visitorToken: one.session.visitorToken })
    await until(() => reloaded.received.length === 2)
    expect(reloaded.received).toMatchObject([
      { from: 'visitor', id: 'mine', seq: 1 },
      { from: 'bot', seq: 2, id: one.received[0]!.id },
    ])
    expect(stranger.received).toEqual([])
  })

  test('comes from a client that has a number we never gave', async () => {
    const { door, visit, deliver } = await start()
    const { session } = await visit({ embedId })
    door.say(session.visitorId, text('one'))
    const back = await visit({ embedId, visitorToken: session.visitorToken, lastSeq: 900 })
    expect(back.session.lastSeq).toBe(1)
    deliver(session.visitorId, door.say(session.visitorId, text('two')))
    await until(() => back.received.length === 1)
    expect(back.received).toMatchObject([{ seq: 2 }])
  })

  test('does not reach the same visitor id in another channel', async () => {
    const { door, visit, sockets } = await start()
    const { session, received, send } = await visit({ embedId })
    const said = door.say(session.visitorId, text('elsewhere'))
    const wire = {
      id: said.id,
      seq: 1,
      conversationId: said.conversation,
      from: 'bot',
      parts: said.parts,
      at: '',
    } as const
    sockets.message('ch_other0000000000000000' as typeof door.web.channel.id, session.visitorId, wire) // another tenant's
    await send({ id: 'a round trip later', parts: text('x') }).catch(() => undefined)
    await send({ id: 'a-round-trip-later', parts: text('x') })
    expect(received).toEqual([])
  })

  test('streams: begin, pieces, end, and then the message with the same id', async () => {
    const { door, visit, deliver, sockets } = await start()
    const { client, session } = await visit({ embedId })
    const heard: unknown[] = []
    client.onAny((event: string, content: unknown) => heard.push([event, content]))
    const { channel } = door.web
    const visitor = session.visitorId
    const said = door.say(visitor, text('Good morning'))
    const piece = { id: said.id, done: false }
    sockets.typing(channel.id, visitor)
    sockets.typing(channel.id, visitor)
    sockets.stream(channel.id, visitor, { ...piece, index: 0, text: 'Good ' })
    sockets.stream(channel.id, visitor, { ...piece, index: 1, text: 'morning' })
    sockets.stream(channel.id, visitor, { ...piece, index: 2, text: '', done: true })
    deliver(visitor, said)
    await until(() => heard.length >= 7)
    expect(heard).toEqual([
      ['typing:start', undefined],
      ['typing:stop', undefined],
      ['stream:start', { id: said.id }],
      ['stream:chunk', { id: said.id, index: 0, text: 'Good ' }],
      ['stream:chunk', { id: said.id, index: 1, text: 'morning' }],
      ['stream:end', { id: said.id }],
      ['message:receive', expect.objectContaining({ id: said.id, seq: 1 })],
    ])
  })

  test('is asked for again when the history cannot be read: the connection ends, and the client comes back', async () => {
    const { door, visit } = await start()
    const { session } = await visit({ embedId })
    door.say(session.visitorId, text('missed'))
    let reads = 0
    door.before = () => (++reads === 3 ? Promise.reject(new Busy('A moment.')) : Promise.resolve())
    const back = await visit(
      { embedId, visitorToken: session.visitorToken },
      { reconnection: true, reconnectionDelay: 10, reconnectionDelayMax: 20 },
    )
    await until(() => back.received.length > 0)
    expect(back.received).toMatchObject([{ seq: 1, parts: text('missed') }])
  })
})
