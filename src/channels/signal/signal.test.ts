import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { ConnectContext, Media, PairStep, SendContext } from '../../contracts/channel.ts'
import { Busy, Refused, Unauthorized } from '../../contracts/errors.ts'
import type { Address, Part, PlatformEvent } from '../../contracts/message.ts'
import { testChannel } from '../../testing/channel.ts'
import { methods } from '../../testing/emulators/signal-methods.ts'
import type { SignalHost } from '../../testing/emulators/signal-methods.ts'
import { createSignalEmulator } from '../../testing/emulators/signal.ts'
import type { SignalEmulator } from '../../testing/emulators/signal.ts'
import type { SignalClient } from './connect.ts'
import { account, ann as annsId, fixture, names } from './fixtures/read.ts'
import { signal } from './index.ts'
import type { Call } from './render.ts'

const host: SignalHost = {
  nextTimestamp: () => 1,
  person: (name) => ({ uuid: name, number: null }),
  members: () => [],
  file: () => undefined,
  sticker: () => undefined,
}

/** What the daemon would say to a call, its files standing in for themselves. */
function check({ params, files }: Call): void {
  methods.get('send')!({ ...params, attachments: files.map(() => 'data:image/png;filename=a.png;base64,AAAA') }, host)
}

testChannel(signal, {
  fixtures: names.map(fixture),
  address: { chat: annsId },
  check,
  platform: {
    retryAfterMs: 3000,
    async start() {
      const emulator = await createSignalEmulator()
      const faults = {
        tooMany: { kind: 'tooMany', retryAfter: 3 },
        unavailable: { kind: 'unavailable', status: 502 },
        unauthorized: { kind: 'revoked' },
        refused: { kind: 'unregistered' },
      } as const
      return {
        settings: { account: emulator.account, url: emulator.url },
        fail: (how) => void emulator.fault(faults[how]),
        close: () => emulator.close(),
      }
    },
  },
})

const ann = '+15550100001'
let emulator: SignalEmulator
let client: SignalClient
let problems: (string | undefined)[]
let files: Map<string, Uint8Array>
let changes: object[]

beforeEach(async () => {
  emulator = await createSignalEmulator({ account })
  problems = []
  changes = []
  files = new Map()
  client = await signal.connect({ account, url: `${emulator.url}/` }, connectContext())
})
afterEach(async () => {
  await signal.disconnect!(client)
  await emulator.close()
})

const hello: Part = { type: 'text', text: '**Hello**' }
const rendered = (to: Address, ...parts: readonly Part[]) => signal.render(parts, to)
const send = (part: Part, to = ann) => signal.send(client, rendered({ chat: to }, part)[0]!, sendContext())

describe('what is sent', () => {
  test('has an id of the account and the time Signal knows it by, and its styles', async () => {
    const { id } = await send(hello)
    const [reply] = await emulator.waitForReply(ann)
    expect(reply).toMatchObject({ text: 'Hello', styles: ['0:5:BOLD'] })
    expect(id).toBe(`${account}:${reply!.timestamp}`)
    expect(emulator.record.of('send')[0]!.payload).toMatchObject({ account, recipient: [ann] })
  })

  test('to a group goes to the group', async () => {
    const chat = emulator.addGroup(ann, '+15550100002')
    await send(hello, chat)
    expect(emulator.record.of('send')[0]!.payload).toMatchObject({ groupId: chat })
  })

  test('media that the gateway keeps goes along, piece by piece', async () => {
    const image: Part = { type: 'image', mime: 'image/png', mediaId: 'md_1', caption: '*One*' }
    const document: Part = { type: 'document', mime: 'application/pdf; x=1', mediaId: 'md_2', name: 'a "plan"; é.pdf' }
    const media = (id: string) =>
      Promise.resolve(mediaOf(id === 'md_1' ? 'image/png' : 'application/pdf', 'one', ' tw', 'o', id))
    for (const part of [image, document]) {
      await signal.send(client, rendered({ chat: ann }, part)[0]!, { ...sendContext(), media })
    }
    const [first, second] = await emulator.waitForReply(ann, 2)
    expect(first).toMatchObject({ text: 'One', styles: ['0:3:ITALIC'] })
    expect(first!.files).toMatchObject([{ mime: 'image/png', name: 'image.png' }])
    expect(Buffer.from(first!.files[0]!.bytes).toString()).toBe('one twomd_1')
    expect(second!.files).toMatchObject([{ mime: 'application/pdf', name: 'a _plan__ é.pdf' }])
  })

  test('media at an address is fetched, and its address sent where that may not be', async () => {
    const image: Part = { type: 'image', mime: 'image/png', url: 'https://example.org/cat.png', caption: 'A cat' }
    const [call] = rendered({ chat: ann }, image)
    await signal.send(client, call!, { ...sendContext(), fetch: () => Promise.resolve(mediaOf('image/png', 'cat')) })
    await signal.send(client, call!, sendContext())
    const [fetched, linked] = await emulator.waitForReply(ann, 2)
    expect(fetched).toMatchObject({ text: 'A cat', files: [{ mime: 'image/png' }] })
    expect(linked).toMatchObject({ text: 'A cat\nhttps://example.org/cat.png', files: [] })
  })

  test('pictures in a row are one message', async () => {
    const picture = (id: string): Part => ({ type: 'image', mime: 'image/png', mediaId: id })
    emulator.addFile('one.png', Buffer.from('1'))
    emulator.addFile('two.png', Buffer.from('2'))
    const calls = rendered({ chat: ann }, picture('one.png'), picture('two.png'), hello)
    expect(calls).toHaveLength(2)
    for (const call of calls) await signal.send(client, call, sendContext())
    const [album] = await emulator.waitForReply(ann, 2)
    expect(album!.files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['1', '2'])
  })

  test('a sticker of Signal’s goes as one', async () => {
    await send({ type: 'sticker', mime: 'image/webp', mediaId: 'sticker:0a1b:3' })
    expect(emulator.record.of('send')[0]!.payload).toMatchObject({ sticker: '0a1b:3' })
  })

  test('to a group that some of them got was sent', async () => {
    const chat = emulator.addGroup(ann)
    const answer = {
      timestamp: 17,
      results: [
        { recipientAddress: { uuid: 'a' }, type: 'SUCCESS' },
        { recipientAddress: { uuid: 'b' }, type: 'UNREGISTERED_FAILURE' },
      ],
    }
    const one = { ...client, transport: { ...client.transport, call: () => Promise.resolve(answer) } }
    expect(await signal.send(one, rendered({ chat }, hello)[0]!, sendContext())).toEqual({ id: `${account}:17` })
    const none = { ...answer, results: answer.results.slice(1) }
    const other = { ...client, transport: { ...client.transport, call: () => Promise.resolve(none) } }
    await expect(signal.send(other, rendered({ chat }, hello)[0]!, sendContext())).rejects.toThrow(Refused)
  })
})

describe('a call that fails', () => {
  test('for too much of it says how the limit is lifted, until it is', async () => {
    emulator.fault({ kind: 'tooMany', retryAfter: 86_400, token: 'a-token' })
    const error = await send(hello).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(Busy)
    expect((error as Busy).afterMs).toBe(86_400_000)
    expect(problems).toEqual([expect.stringMatching(/submitRateLimitChallenge.*"challenge":"a-token"/)])
    expect(problems[0]).toContain('https://signalcaptchas.org/challenge/generate.html')
    await send(hello)
    expect(problems.at(-1)).toBeUndefined()
  })

  test.each([
    [{ kind: 'tooManyInWords' }, Busy],
    [{ kind: 'offline' }, Busy],
    [{ kind: 'unavailable', status: 503 }, Busy],
    [{ kind: 'unavailable', status: 429 }, Busy],
    [{ kind: 'reset' }, Busy],
    [{ kind: 'lost' }, Busy],
    [{ kind: 'untrusted' }, Refused],
    [{ kind: 'unregistered' }, Refused],
    [{ kind: 'refused', message: 'Invalid group id' }, Refused],
    [{ kind: 'refused', message: 'The user +15550100001 is not registered.' }, Refused],
    [{ kind: 'refused', message: 'User +15550100100 is not registered.' }, Unauthorized],
    [{ kind: 'revoked' }, Unauthorized],
    [{ kind: 'unavailable', status: 421 }, Unauthorized],
  ] as const)('%j', async (fault, kind) => {
    emulator.fault(fault)
    await expect(send(hello)).rejects.toThrow(kind)
  })

  test('because the gateway stops is given up', async () => {
    emulator.fault({ kind: 'silent' })
    const stop = new AbortController()
    const call = signal.send(client, rendered({ chat: ann }, hello)[0]!, { ...sendContext(), signal: stop.signal })
    await emulator.waitForCall('send')
    stop.abort()
    await expect(call).rejects.toThrow(Busy)
  })

  test('because nothing is there, or something else, is tried again', async () => {
    const gone = await createSignalEmulator()
    await gone.close()
    for (const url of [gone.url, `${emulator.url}/other`]) {
      const lost = await signal.connect({ account, url }, connectContext())
      await expect(signal.send(lost, rendered({ chat: ann }, hello)[0]!, sendContext())).rejects.toThrow(Busy)
      await signal.disconnect!(lost)
    }
  })
})

describe('listening', () => {
  test('brings what is said, in order, and asks for more when a batch is durable', async () => {
    const events = listening()
    const first = events.next()
    await until(() => emulator.streams === 1)
    emulator.say(ann, 'one')
    expect(textsOf(await first)).toEqual(['one'])
    emulator.say(ann, 'two')
    emulator.say(ann, 'three')
    const texts: (string | undefined)[] = []
    while (texts.length < 2) texts.push(...textsOf(await events.next()))
    expect(texts).toEqual(['two', 'three'])
    await events.end()
    expect(emulator.record.of('subscribeReceive')).toHaveLength(1)
  })

  test('what was not durable comes again, from a daemon that keeps it', async () => {
    const events = listening()
    const first = events.next()
    await until(() => emulator.streams === 1)
    emulator.say(ann, 'one')
    await first
    const second = events.next()
    emulator.say(ann, 'two')
    // The process ends here, with the second batch in its hands.
    await second
    events.stop.abort()
    const again = listening()
    expect(textsOf(await again.next())).toEqual(['two'])
    await again.end()
  })

  test('ends in an error when the daemon does, and goes on with the next one', async () => {
    const events = listening()
    const first = events.next()
    await until(() => emulator.streams === 1)
    emulator.disconnect(true)
    expect((await first).done).toBe(true)
    emulator.say(ann, 'while nobody listened')
    const again = listening()
    expect(textsOf(await again.next())).toEqual(['while nobody listened'])
    await again.end()
  })

  test('to an account that the daemon does not have is told so', async () => {
    const other = await signal.connect({ account: '+15550100999', url: emulator.url }, connectContext())
    const events = signal.listen!(other, new AbortController().signal)[Symbol.asyncIterator]()
    await expect(events.next()).rejects.toThrow(/has no account \+15550100999/)
    await signal.disconnect!(other)
  })

  test('to a daemon for another account alone is told so, and to one for ours it is not', async () => {
    const single = await createSignalEmulator({ account, single: true, numbered: false })
    for (const [name, outcome] of [
      ['+15550100999', Unauthorized],
      [account, undefined],
    ] as const) {
      const one = await signal.connect({ account: name, url: single.url }, connectContext())
      const stop = new AbortController()
      const events = signal.listen!(one, stop.signal)[Symbol.asyncIterator]()
      const next = events.next()
      await until(() => single.streams === 1)
      single.say(ann, 'Hello')
      if (outcome) await expect(next).rejects.toThrow(outcome)
      else expect(textsOf(await next)).toEqual(['Hello'])
      stop.abort()
      await until(() => single.streams === 0)
      await signal.disconnect!(one)
    }
    await single.close()
  })

  test('a second edit is of the same message', async () => {
    const events = listening()
    const message = emulator.say(ann, 'helo')
    const edited = emulator.edit(ann, message, 'hell')
    emulator.edit(ann, edited, 'hello')
    const all: PlatformEvent[] = []
    while (all.length < 3) all.push(...eventsOf(await events.next()))
    const id = `${message.author}:${message.timestamp}`
    expect(all).toMatchObject([
      { kind: 'message', id },
      { kind: 'edit', id },
      { kind: 'edit', id },
    ])
    expect(new Set(all.flatMap(({ keys }) => keys)).size).toBe(3)
    await events.end()
  })

  test('a long text is said as a whole', async () => {
    emulator.addFile('long.txt', Buffer.from('The beginning and the end'))
    const attachments = [{ contentType: 'text/x-signal-plain', id: 'long.txt', size: 25, filename: null }]
    emulator.say(ann, 'The beginn', { attachments })
    emulator.say(ann, 'A loss', { attachments: [{ ...attachments[0], id: 'lost.txt' }] })
    const events = listening()
    const texts: (string | undefined)[] = []
    while (texts.length < 2) texts.push(...textsOf(await events.next()))
    expect(texts).toEqual(['The beginning and the end', 'A loss'])
    await events.end()
  })

  test('events in odd pieces are events', async () => {
    const { eventsIn } = await import('./sse.ts')
    const stream = ':\r\nid: 7\r\nevent:receive\r\ndata:{"é":\r\ndata: 1}\r\n\r\ndata\n\nevent: x\rdata: \u{1F600}\r\r'
    const bytes = Buffer.from(stream)
    for (const size of [1, 2, 3, 7, 1000]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      )
      const events = []
      for await (const batch of eventsIn(listed([...pieces, Buffer.from('data: x')]), 1000)) events.push(...batch)
      expect(events).toEqual([
        { type: 'receive', data: '{"é":\n1}', id: '7' },
        { type: 'message', data: '', id: '7' },
        { type: 'x', data: '\u{1F600}', id: '7' },
      ])
    }
    const endless = eventsIn(listed([Buffer.from(`data:${'x'.repeat(2000)}`)]), 1000)
    await expect(endless.next()).rejects.toThrow(RangeError)
  })
})

describe('besides', () => {
  test('people see that their messages were read, and that an answer is written', async () => {
    const chat = emulator.addGroup(ann, '+15550100002')
    const messages = [
      emulator.say(ann, 'one'),
      emulator.say(ann, '/two'),
      emulator.say(chat, 'three', { from: '+15550100002' }),
    ]
    emulator.react(ann, messages[0]!, '👍')
    const events = listening()
    const all: PlatformEvent[] = []
    while (all.length < 4) all.push(...eventsOf(await events.next()))
    await events.end()
    await signal.seen!(client, all)
    await signal.typing!(client, { chat })
    await signal.typing!(client, { chat: ann })
    expect(emulator.record.of('sendReceipt').map(({ payload }) => payload)).toEqual([
      {
        account,
        recipient: emulator.aciOf(ann),
        targetTimestamp: messages.slice(0, 2).map(({ timestamp }) => timestamp),
        type: 'read',
      },
      { account, recipient: emulator.aciOf('+15550100002'), targetTimestamp: [messages[2]!.timestamp], type: 'read' },
    ])
    expect(emulator.record.of('sendTyping').map(({ payload }) => payload)).toEqual([
      { account, groupId: chat },
      { account, recipient: [ann] },
    ])
  })

  test('files and stickers that came are fetched', async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251))
    emulator.addFile('photo.jpg', bytes)
    emulator.addSticker('0a1b', 3, Buffer.from('sticker'))
    const photo = await signal.fetchMedia!(client, { mediaId: 'photo.jpg' }, sendContext().signal)
    expect(photo.mime).toBe('image/jpeg')
    expect(await bytesOf(photo)).toEqual(bytes)
    const sticker = await signal.fetchMedia!(client, { mediaId: 'sticker:0a1b:3' }, sendContext().signal)
    expect((await bytesOf(sticker)).toString()).toBe('sticker')
    await expect(signal.fetchMedia!(client, { mediaId: 'none.jpg' }, sendContext().signal)).rejects.toThrow(Refused)
    emulator.fault({ kind: 'unavailable' })
    await expect(signal.fetchMedia!(client, { mediaId: 'photo.jpg' }, sendContext().signal)).rejects.toThrow(Busy)
  })
})

describe('pairing', () => {
  const paired = (stop = new AbortController()) => signal.pair!(client, {}, stop.signal)[Symbol.asyncIterator]()
  const value = async (steps: AsyncIterator<PairStep>) => (await steps.next()).value as PairStep // it is not at its end

  test('shows a picture, another one when nobody scanned it, and tells who did', async () => {
    emulator.signOut()
    const steps = paired()
    const first = await value(steps)
    expect(first).toMatchObject({ step: 'qr', text: expect.stringMatching(/^sgnl:\/\/linkdevice\?/) })
    const second = value(steps)
    await emulator.expireLink()
    expect(await second).toMatchObject({
      step: 'qr',
      text: expect.not.stringMatching((first as { text: string }).text),
    })
    const third = value(steps)
    await emulator.scan('+15550100200')
    expect(await third).toEqual({ step: 'paired', account: '+15550100200' })
    expect((await steps.next()).done).toBe(true)
    expect(changes).toEqual([{ account: '+15550100200' }])
  })

  test('needs no picture for an account that is there', async () => {
    expect(await value(paired())).toEqual({ step: 'paired', account })
    expect(changes).toEqual([])
  })

  test('tells why it failed', async () => {
    emulator.signOut()
    emulator.fault({ kind: 'refused', message: 'Link request error: no network', method: 'startLink' })
    expect(await value(paired())).toEqual({
      step: 'failed',
      reason: 'signal-cli answered: Link request error: no network',
    })
    const single = await createSignalEmulator({ single: true })
    const other = await signal.connect({ account, url: single.url }, connectContext())
    const steps = signal.pair!(other, {}, new AbortController().signal)[Symbol.asyncIterator]()
    expect(await value(steps)).toMatchObject({ step: 'failed', reason: expect.stringContaining('(-a)') })
    await signal.disconnect!(other)
    await single.close()
  })

  test('ends when it is told to', async () => {
    emulator.signOut()
    const stop = new AbortController()
    const steps = paired(stop)
    await steps.next()
    const next = steps.next()
    stop.abort()
    expect((await next).done).toBe(true)
  })
})

// ── What the gateway lends ───────────────────────────────────────────────────────────────────────────────────────

function connectContext(): ConnectContext {
  return {
    channel: 'ch_aaaaa00000000000' as ConnectContext['channel'], // a brand, for a test
    webhookSecret: '',
    changeSettings: (change) => Promise.resolve(void changes.push(change)),
    files: {
      read: (name) => Promise.resolve(files.get(name)),
      write: (name, content) => Promise.resolve(void files.set(name, content)),
      remove: (name) => Promise.resolve(void files.delete(name)),
    },
    report: (problem) => void problems.push(problem),
  }
}

function sendContext(): SendContext {
  return {
    idempotencyKey: 'key',
    signal: new AbortController().signal,
    message: {
      // Brands, for a test.
      id: 'm_aaaaa00000000000' as SendContext['message']['id'],
      seq: 1,
      conversation: 'cv_aaaaa0000000000' as SendContext['message']['conversation'],
      author: 'bot',
      at: 0,
    },
    lastHeardAt: () => Promise.resolve(undefined),
    media: () => Promise.reject(new Refused('There is no such media.')),
    fetch: () => Promise.reject(new Refused('That may not be fetched.')),
  }
}

function listening() {
  const stop = new AbortController()
  const events = signal.listen!(client, stop.signal)[Symbol.asyncIterator]()
  return {
    stop,
    next: () => events.next(),
    async end() {
      const last = events.next()
      stop.abort()
      expect((await last).done).toBe(true)
    },
  }
}

type Next = IteratorResult<readonly Parameters<typeof signal.parse>[0][]>

function eventsOf({ value }: Next): readonly PlatformEvent[] {
  return ((value ?? []) as readonly Parameters<typeof signal.parse>[0][]).map((native) => signal.parse(native)!)
}

function textsOf(next: Next): readonly (string | undefined)[] {
  return eventsOf(next).map((event) => {
    const [part] = 'parts' in event ? event.parts : []
    return part?.type === 'text' ? part.text : undefined
  })
}

function mediaOf(mime: string, ...pieces: readonly string[]): Media {
  return { mime, body: listed(pieces.map((piece) => Buffer.from(piece))) }
}

async function* listed(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield chunk
}

async function bytesOf({ body }: Media): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function until(condition: () => boolean): Promise<void> {
  for (const end = performance.now() + 5000; !condition();) {
    if (performance.now() > end) throw new Error('It did not come about.')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
