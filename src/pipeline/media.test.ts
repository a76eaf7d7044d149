import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { mediaDefaults, turnDefaults } from '../config/defaults.ts'
import type { Media } from '../contracts/channel.ts'
import { Busy, Refused } from '../contracts/errors.ts'
import type { ConversationId } from '../contracts/id.ts'
import type { MediaPart, Part } from '../contracts/message.ts'
import { closeRoads, hears, openRoad, says, until, type Road } from './fixtures/road.ts'

let road: Road
beforeEach(async () => {
  road = await openRoad()
})
afterEach(() => road.close())
afterAll(closeRoads)

const png = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\x1a\n'), Buffer.alloc(100)])
const photo = (mediaId: string, more: Partial<MediaPart> = {}): MediaPart => ({
  type: 'image',
  mediaId,
  mime: 'image/jpeg',
  ...more,
})

async function* once(content: Uint8Array): AsyncIterable<Uint8Array> {
  yield content
}

/** The platform has these files; how often each was asked for. */
function has(files: Readonly<Record<string, Buffer | (() => Promise<Media>)>>) {
  const asked: string[] = []
  road.files = (id) => {
    asked.push(id)
    const found = files[id]
    if (found === undefined) return Promise.reject(new Refused('It has no such file.'))
    return typeof found === 'function' ? found() : Promise.resolve({ mime: '', name: `${id}.bin`, body: once(found) })
  }
  return asked
}

const sends = (...parts: readonly Part[]) => road.receive(hears('', { parts }))
const historyOf = async (conversation: ConversationId) =>
  (await road.store.conversations.messages(conversation, 100)).map(({ parts }) => parts)
const partsOf = (turn = 0) => road.turns[turn]!.parts

describe('what somebody sends along', () => {
  test('is kept before anyone answers, with our id, its own type and a URL', async () => {
    const asked = has({ f1: png })
    road.start()
    const conversation = await sends(photo('f1', { caption: 'Look!', name: 'me.jpg' }))
    await until(() => road.sent.length === 1)
    const [part] = partsOf()
    const expected = { type: 'image', mime: 'image/png', name: 'me.jpg', caption: 'Look!', size: png.length }
    expect(part).toEqual({ ...expected, mediaId: expect.stringMatching(/^md_abcde/), url: expect.any(String) })
    expect(road.turns[0]).toMatchObject({ text: 'Look!', events: [{ parts: [part] }] })
    expect(asked).toEqual(['f1'])
    const { mediaId } = part as MediaPart
    expect((await historyOf(conversation))[0]).toEqual([{ ...expected, mediaId }])
    expect((await road.media.open(mediaId!)).size).toBe(png.length)
  })

  test('several at once are one turn each with its own file, and the same file is fetched once', async () => {
    road.abilities = { ...road.abilities, burstMs: { value: 300, source: 'the test' } }
    const asked = has({ f1: png, f2: Buffer.from('two') })
    road.start()
    await sends(photo('f1', { caption: 'one' }))
    await sends(photo('f2'), photo('f1'))
    await until(() => road.sent.length === 1)
    const ids = partsOf().map((part) => (part as MediaPart).mediaId)
    expect(ids[2]).toBe(ids[0])
    expect(new Set(ids).size).toBe(2)
    expect(asked.toSorted()).toEqual(['f1', 'f2'])
  })

  test('is fetched when it arrives, not when its turn comes', async () => {
    const asked = has({ f1: png })
    await sends(photo('f1'))
    await until(() => asked.length === 1)
    expect(road.turns).toEqual([])
  })

  test('and sent back is sent from our keeping, with a URL for whoever needs one', async () => {
    has({ f1: png })
    road.handle = (turn) => Promise.resolve({ ...says(turn), outcome: 'answered', messages: [turn.parts] })
    road.start()
    const conversation = await sends(photo('f1'))
    await until(() => road.sent.length === 1)
    const { part } = road.sent[0]!
    expect(part).toMatchObject({ mediaId: expect.stringMatching(/^md_/), url: expect.stringContaining('/media/md_') })
    expect(JSON.stringify(await historyOf(conversation))).not.toContain('https:')
  })

  test('in an edit afterwards replaces what the history had', async () => {
    has({ f1: png, f2: Buffer.from('two') })
    road.start()
    const message = hears('', { parts: [photo('f1')] })
    const conversation = await road.receive(message)
    await until(() => road.sent.length === 1)
    await road.receive({
      kind: 'edit',
      keys: ['e1'],
      id: message.id,
      address: { chat: 'c1' },
      at: 0,
      parts: [photo('f2')],
    })
    await until(async () => (await road.store.inbox.pending(conversation, 1)) === undefined)
    const [parts] = await historyOf(conversation)
    expect(parts).toEqual([
      {
        type: 'image',
        mediaId: expect.stringMatching(/^md_/),
        mime: 'application/octet-stream',
        name: 'f2.bin',
        size: 3,
      },
    ])
  })

  test('where the adapter has no files to fetch stays as it is, and costs nothing', async () => {
    road.start()
    await sends(photo('f1'))
    await until(() => road.sent.length === 1)
    expect(partsOf()).toEqual([photo('f1')])
  })

  test('by URL alone stays as it is', async () => {
    const asked = has({})
    road.start()
    const part = { type: 'image', url: 'https://pictures.example/a.png', mime: 'image/png' } as const
    await sends(part)
    await until(() => road.sent.length === 1)
    expect(partsOf()).toEqual([part])
    expect(asked).toEqual([])
  })
})

describe('what the platform', () => {
  test('refuses to give stays as it was, the message is answered, and an operator can read why', async () => {
    has({})
    road.start()
    const conversation = await sends({ type: 'text', text: 'see this' }, photo('gone'))
    await until(() => road.sent.length === 1)
    expect(partsOf()).toEqual([{ type: 'text', text: 'see this' }, photo('gone')])
    expect((await historyOf(conversation))[0]).toEqual(partsOf())
    expect(road.warnings).toEqual(['What somebody sent could not be kept.'])
  })

  test('calls by a name like ours is not ours', async () => {
    has({})
    const { id } = await road.media.keep({ mime: '', body: once(png) })
    road.start()
    await sends(photo(id))
    await until(() => road.sent.length === 1)
    expect(partsOf()).toEqual([{ type: 'image', mime: 'image/jpeg' }])
  })

  test('gives too much of is let go', async () => {
    async function* endless(): AsyncIterable<Uint8Array> {
      for (;;) yield png
    }
    let ended = false
    const watched: Media['body'] = (async function* () {
      try {
        yield* endless()
      } finally {
        ended = true
      }
    })()
    has({ big: () => Promise.resolve({ mime: '', size: mediaDefaults.bytes + 1, body: watched }) })
    road.start()
    await sends(photo('big'))
    await until(() => road.sent.length === 1)
    expect(partsOf()).toEqual([photo('big')])
    await until(() => ended)
  })

  test('cannot give now is asked for again: the turn is tried again, and what was there is not fetched twice', async () => {
    let tries = 0
    const asked = has({
      f1: png,
      f2: () => (++tries < 3 ? Promise.reject(new Busy('Busy.', 1)) : Promise.resolve({ mime: '', body: once(png) })),
    })
    const conversation = await sends(photo('f1'), photo('f2'))
    await until(() => tries === 1)
    road.start()
    road.ring('turn', conversation)
    await until(() => road.sent.length === 1)
    expect(partsOf().every((part) => (part as MediaPart).mediaId?.startsWith('md_'))).toBe(true)
    expect(asked.filter((id) => id === 'f1')).toHaveLength(1)
    expect(road.turns).toHaveLength(1)
    expect(road.counts.get('turn:failed')).toBeGreaterThanOrEqual(1)
  })

  test('cannot give at all is gone without at the last try', async () => {
    const asked = has({ f1: () => Promise.reject(new Busy('Busy.', 1)) })
    road.start()
    const conversation = await sends({ type: 'text', text: 'see this' }, photo('f1'))
    await until(() => road.sent.length === 1)
    expect(road.turns).toHaveLength(1)
    expect(road.turns[0]).toMatchObject({ attempt: turnDefaults.attempts, text: 'see this' })
    expect(asked.length).toBeGreaterThanOrEqual(turnDefaults.attempts)
    expect((await road.store.deadLetters.list(10)).items).toEqual([])
    expect((await historyOf(conversation))[0]).toContainEqual(photo('f1'))
  })

  test('takes its time with is waited for so long, while the file goes on arriving', async () => {
    let give: (media: Media) => void = () => undefined
    const asked = has({ f1: () => new Promise<Media>((resolve) => (give = resolve)) })
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] })
    const timeouts = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      const controller = new AbortController()
      setTimeout(() => controller.abort(new Error('late')), ms)
      return controller.signal
    })
    const untilLater = async (condition: () => boolean) => {
      while (!condition()) {
        jest.advanceTimersByTime(100)
        await new Promise(setImmediate)
      }
    }
    try {
      road.start()
      await sends(photo('f1'))
      await untilLater(() => (road.counts.get('turn:failed') ?? 0) > 0)
      give({ mime: '', body: once(png) })
      // The clock of the next try is the wall's.
      road.clock = () => Date.now() + 10 * mediaDefaults.stillOnItsWayMs
      await untilLater(() => road.sent.length > 0)
      expect(asked).toEqual(['f1'])
      expect(partsOf()).toMatchObject([{ mime: 'image/png' }])
    } finally {
      timeouts.mockRestore()
      jest.useRealTimers()
    }
  })
})

describe('a process that ends', () => {
  test('between the file and the end of its turn fetches nothing twice, and loses nothing', async () => {
    const asked = has({ f1: png })
    road.handle = () => new Promise(() => undefined)
    road.start()
    const conversation = await sends(photo('f1'))
    await until(() => road.turns.length === 1)
    await road.stop(0)
    road.handle = (turn) => Promise.resolve(says(turn, 'seen'))
    road.start({ uncleanBefore: Date.now() + 1000 })
    road.ring('turn', conversation)
    await until(() => road.sent.length === 1)
    expect(asked).toEqual(['f1'])
    expect(partsOf(1)).toEqual(partsOf(0))
  })

  test('its handler every time leaves what was kept of the message in the history', async () => {
    has({ f1: png })
    road.handle = () => Promise.reject(new Error('a bug'))
    road.start()
    const conversation = await sends(photo('f1'))
    await until(() => road.sent.length === 1)
    expect((await historyOf(conversation))[0]).toMatchObject([
      { mediaId: expect.stringMatching(/^md_/), mime: 'image/png', size: png.length },
    ])
  })
})
