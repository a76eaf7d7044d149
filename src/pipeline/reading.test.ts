import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Busy, Refused } from '../contracts/errors.ts'
import type { MediaPart, Part } from '../contracts/message.ts'
import { closeRoads, hears, openRoad, until, type Road } from './fixtures/road.ts'

let road: Road
beforeEach(async () => {
  road = await openRoad()
  road.files = (id) => Promise.resolve({ mime: '', name: `${id}.bin`, body: once(Buffer.from(id)) })
})
afterEach(() => road.close())
afterAll(closeRoads)

async function* once(content: Uint8Array): AsyncIterable<Uint8Array> {
  yield content
}

const part = (type: MediaPart['type'], mediaId: string, mime: string, caption?: string): MediaPart => ({
  type,
  mediaId,
  mime,
  ...(caption === undefined ? {} : { caption }),
})
const voice = part('audio', 'voice', 'audio/ogg')
const photo = (caption?: string) => part('image', 'photo', 'image/jpeg', caption)

/** Reads the names of files, and says how often it was asked. */
function readsNames() {
  const asked: string[] = []
  road.reads = async (media, as) => {
    asked.push(`${as} ${Buffer.from(await media.bytes()).toString()}`)
    return { text: `what ${Buffer.from(await media.bytes()).toString()} says`, by: 'test' }
  }
  return asked
}

async function turnOf(...parts: readonly Part[]) {
  const before = road.turns.length
  road.start()
  await road.receive(hears('', { parts }))
  await until(() => road.turns.length > before)
  return road.turns.at(-1)!
}

describe('what people send along', () => {
  test('a voice message is what they said, marked as heard', async () => {
    readsNames()
    expect(await turnOf(voice)).toMatchObject({
      text: 'what voice says',
      read: [{ part: 0, as: 'speech', text: 'what voice says', by: 'test' }],
    })
  })

  test('a photo alone is what is written in it; with a question beside it, the question is what they said', async () => {
    const asked = readsNames()
    expect((await turnOf(photo())).text).toBe('what photo says')
    const question = await turnOf(photo('How much is this?'))
    expect(question.text).toBe('How much is this?')
    expect(asked).toEqual(['writing photo'])
  })

  test('is read once, however often it is sent', async () => {
    const asked = readsNames()
    await turnOf(voice)
    await turnOf(voice)
    expect(road.turns.map(({ text }) => text)).toEqual(['what voice says', 'what voice says'])
    expect(asked).toHaveLength(1)
  })

  test('is asked for again when it was busy, and the turn is worked on once', async () => {
    let tries = 0
    road.reads = () =>
      ++tries < 3 ? Promise.reject(new Busy('later', 1)) : Promise.resolve({ text: 'at last', by: 'test' })
    expect((await turnOf(voice)).text).toBe('at last')
    expect([tries, road.turns.length]).toEqual([3, 1])
  })

  test('is left out when it stays busy, and what was typed is answered', async () => {
    road.reads = () => Promise.reject(new Busy('never', 1))
    expect(await turnOf({ ...voice, caption: 'hello?' })).toMatchObject({ text: 'hello?' })
  })

  test('that nothing can read is marked, and routed to a kind sentence before anyone guesses', async () => {
    road.reads = () => Promise.reject(new Refused('no'))
    const turn = await turnOf(voice)
    expect(turn).toMatchObject({ text: '', unread: 'speech' })
    expect(turn.routes.map(({ plugin, handler }) => `${plugin} ${handler.kind}`)).toEqual([
      'colloquy unread',
      'echo fallback',
    ])
  })

  test('is offered to a plugin that handles files before what was read is understood', async () => {
    readsNames()
    road.listens = ['file']
    const turn = await turnOf(photo())
    expect(turn.routes[0]).toMatchObject({ plugin: 'echo', handler: { kind: 'event', name: 'file' } })
  })

  test('is left alone: a sticker, a group that shows each other things, a bot that was told not to', async () => {
    const asked = readsNames()
    await turnOf(part('sticker', 'wave', 'image/webp'))
    road.start()
    await road.receive(hears('', { parts: [photo()], group: true, address: { chat: 'g1' } }))
    road.chatbot = { understand: { images: false } }
    await turnOf(photo())
    expect(asked).toEqual([])
  })
})
