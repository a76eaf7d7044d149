import { afterEach, describe, expect, test } from '@jest/globals'
import type { PairStep } from '../../contracts/channel.ts'
import { Busy, Refused, Unauthorized } from '../../contracts/errors.ts'
import type { Part } from '../../contracts/message.ts'
import { testChannel } from '../../testing/channel.ts'
import { checkSaid } from '../../testing/emulators/whatsapp-web-checks.ts'
import type { WhatsappWebClient } from './connect.ts'
import { account, fakeChannel, fakeHost, message, sendContext, times } from './fixtures/browser.ts'
import type { FakeChannel, FakeHost } from './fixtures/browser.ts'
import { fixture, names } from './fixtures/read.ts'
import { createWhatsappWeb, whatsappWeb } from './index.ts'
import type { Native } from './native.ts'
import type { Call } from './render.ts'
import type { Times } from './watch.ts'

const person = '15550100002@c.us'

/** A call as the message it becomes in the page. */
function check(call: Call): void {
  expect(call.chat).toMatch(/^[\w-]+@(?:c\.us|g\.us|lid)$/)
  switch (call.kind) {
    case 'text':
      checkSaid({ type: 'chat', body: call.text })
      if (call.poll) {
        const pollOptions = call.poll.options.map(({ label }) => ({ name: label }))
        checkSaid({ type: 'poll_creation', pollName: call.poll.question, pollOptions })
      }
      break
    case 'media':
      checkSaid({ type: call.type, mimetype: 'image/png', directPath: call.source, caption: call.caption })
      break
    case 'location':
      checkSaid({ type: 'location', lat: call.latitude, lng: call.longitude })
      break
    case 'contact':
      checkSaid({ type: 'vcard', body: call.vcard })
      break
  }
}

testChannel(whatsappWeb, {
  fixtures: names.filter((name) => name !== 'vote-unknown').map(fixture),
  address: { chat: '120363000000000001@g.us' },
  check,
})

const rendered = (...parts: readonly Part[]) => whatsappWeb.render(parts, { chat: person })
const options = [
  { id: 'tea', label: 'Tea' },
  { id: 'coffee', label: 'Coffee' },
]

describe('rendering', () => {
  test('options are numbered lines, and a poll where a poll says it all', () => {
    expect(rendered({ type: 'choices', text: 'What **may** it be?', options })).toEqual([
      {
        chat: person,
        kind: 'text',
        text: 'What *may* it be?\n\n1. Tea\n2. Coffee',
        poll: { question: 'What may it be?', options },
      },
    ])
    const described = [{ ...options[0]!, description: 'hot' }, options[1]!]
    expect(rendered({ type: 'choices', text: 'What?', options: described })).toEqual([
      { chat: person, kind: 'text', text: 'What?\n\n1. Tea — hot\n2. Coffee' },
    ])
  })

  test('a caption that is too long follows its picture', () => {
    const calls = rendered({ type: 'image', mime: 'image/png', mediaId: 'md_1', caption: 'word '.repeat(300) })
    expect(calls.map(({ kind }) => kind)).toEqual(['media', 'text'])
  })

  test.each([
    ['+1 (555) 010-0002', person],
    ['15550100002:3@s.whatsapp.net', person],
    ['70000000000001@lid', '70000000000001@lid'],
    ['120363000000000001@g.us', '120363000000000001@g.us'],
  ])('%s is reached at %s', (chat, reached) => {
    expect(whatsappWeb.render([{ type: 'text', text: 'x' }], { chat })[0]!.chat).toBe(reached)
  })
})

// ── Listening ────────────────────────────────────────────────────────────────────────────────────────────────────

interface Listening {
  readonly adapter: ReturnType<typeof createWhatsappWeb>
  readonly host: FakeHost
  readonly channel: FakeChannel
  readonly client: WhatsappWebClient
  readonly natives: Native[]
  readonly ended: Promise<unknown>
  stop(): void
}

const stops = new Set<() => void>()
afterEach(() => {
  for (const stop of stops) stop()
  stops.clear()
})

const settled = async (condition: () => boolean) => {
  for (let tries = 0; tries < 500 && !condition(); tries++) await new Promise((resolve) => setTimeout(resolve, 2))
  expect(condition()).toBe(true)
}

async function listening(
  changes: Partial<Times> = {},
  channel = fakeChannel(),
  host = fakeHost(),
  settings = {},
): Promise<Listening> {
  const adapter = createWhatsappWeb(host.open, { ...times, ...changes })
  const client = await adapter.connect(settings, channel.context)
  const stop = new AbortController()
  const natives: Native[] = []
  const listen = async () => {
    for await (const batch of adapter.listen!(client, stop.signal)) natives.push(...batch)
    return 'ended'
  }
  const ended = listen().catch((error: unknown) => error)
  stops.add(() => stop.abort())
  return { adapter, host, channel, client, natives, ended, stop: () => stop.abort() }
}

async function ready(...given: Parameters<typeof listening>) {
  const all = await listening(...given)
  await settled(() => all.host.browsers.length === 1)
  const browser = all.host.browsers[0]!
  browser.ready()
  return { ...all, browser }
}

const kinds = ({ adapter, natives }: Pick<Listening, 'adapter' | 'natives'>) =>
  natives.map((native) => adapter.parse(native)!.kind)

describe('listening', () => {
  test('without a paired phone starts no browser, and says what to do', async () => {
    const { ended, host } = await listening({}, fakeChannel({ paired: false }))
    expect(await ended).toBeInstanceOf(Unauthorized)
    expect(String(await ended)).toContain('Pair it with the phone')
    expect(host.browsers).toEqual([])
  })

  test('tells what happens, in order, and ends the browser when it is told to', async () => {
    const all = await ready()
    const { browser, natives, channel } = all
    browser.emit('message_create', message('one'))
    browser.emit('message', message('one'))
    browser.emit('message', message('two'))
    await settled(() => natives.length === 2)
    expect(kinds(all)).toEqual(['message', 'message'])
    expect(natives[0]).toMatchObject({ event: 'message', own: [account] })
    all.stop()
    expect(await all.ended).toBe('ended')
    await all.adapter.disconnect!(all.client)
    expect(browser.closed).toEqual([true])
    expect(channel.reports).toEqual(['WhatsApp Web is starting.', undefined])
  })

  test('begins with what was said while nobody listened', async () => {
    const since: number[] = []
    const host = fakeHost({
      unread(from) {
        since.push(from)
        return Promise.resolve([message('missed')._data])
      },
    })
    const pairedAt = Date.now() - 1000
    const all = await ready({}, fakeChannel({ pairedAt }), host)
    await settled(() => all.natives.length === 1)
    expect(all.adapter.parse(all.natives[0]!)).toMatchObject({ kind: 'message', parts: [{ text: 'missed' }] })
    expect(since).toEqual([pairedAt])
  })

  test('what a person writes on the phone is a takeover; what the bot writes is not', async () => {
    const all = await ready()
    const { browser, natives, adapter, client } = all
    let put = (_: { id: string; ack: number }): void => undefined
    browser.does({ say: () => new Promise((resolve) => (put = resolve)) })
    const sending = adapter.send(client, rendered({ type: 'text', text: 'by the bot' })[0]!, sendContext())
    await settled(() => client.live!.underway.size === 1)
    // The page tells of it before the library says which one it was.
    browser.emit('message_create', message('by the bot', { fromMe: true, id: '3EB0BOT' }))
    browser.emit('message_create', message('by a person', { fromMe: true, id: '3EB0PERSON' }))
    put({ id: '3EB0BOT', ack: 1 })
    expect(await sending).toEqual({ id: '3EB0BOT' })
    await settled(() => natives.length === 1)
    expect(adapter.parse(natives[0]!)).toMatchObject({ kind: 'takeover', id: '3EB0PERSON' })
  })

  test('one person is one address, whichever id they come by', async () => {
    const asked: string[] = []
    const host = fakeHost({
      identityOf(id) {
        asked.push(id)
        return Promise.resolve(id.endsWith('@lid') ? { lid: id, phone: person } : {})
      },
    })
    const all = await ready({}, fakeChannel(), host)
    all.browser.emit('message', message('by number'))
    all.browser.emit('message', message('by hidden id', { chat: '70000000000001@lid' }))
    all.browser.emit('message', message('again', { chat: '70000000000001@lid' }))
    await settled(() => all.natives.length === 3)
    expect(all.natives.map((native) => all.adapter.parse(native)!.address)).toEqual([
      { chat: person },
      { chat: person, alias: '70000000000001@lid' },
      { chat: person, alias: '70000000000001@lid' },
    ])
    expect(asked.filter((id) => id.endsWith('@lid'))).toHaveLength(1)
  })

  test('a page that cannot say who somebody is holds nothing up', async () => {
    const host = fakeHost({ identityOf: () => new Promise(() => undefined) })
    const all = await ready({ lookUpMs: 5 }, fakeChannel(), host)
    all.browser.emit('message', message('hello', { chat: '70000000000001@lid' }))
    await settled(() => all.natives.length === 1)
    expect(all.adapter.parse(all.natives[0]!)!.address).toEqual({ chat: '70000000000001@lid' })
  })

  test.each([
    ['LOGOUT', Unauthorized, []],
    ['UNPAIRED', Unauthorized, []],
    ['TOS_BLOCK', Unauthorized, ['session.json']],
    ['CONFLICT', Busy, ['session.json']],
    ['DEPRECATED_VERSION', Busy, ['session.json']],
  ] as const)('%s ends it with the right thing to do', async (reason, kind, left) => {
    const { browser, ended, channel } = await ready()
    browser.emit('disconnected', reason)
    const error = await ended
    expect(error).toBeInstanceOf(kind)
    expect(channel.reports.at(-1)).toBe((error as Error).message)
    expect([...channel.files.keys()]).toEqual(left)
    expect(browser.closed).toHaveLength(1)
  })

  test('a session that the phone does not know asks to be paired again', async () => {
    const { host, ended } = await listening()
    await settled(() => host.browsers.length === 1)
    host.browsers[0]!.emit('qr', 'ref')
    expect(await ended).toBeInstanceOf(Unauthorized)
    expect(host.browsers[0]!.closed).toEqual([false])
  })

  test.each([
    ['net::ERR_INTERNET_DISCONNECTED at https://web.whatsapp.com/', 'ERR_INTERNET_DISCONNECTED'],
    ['auth timeout', 'did not come up in time'],
    ['Failed to launch the browser process! spawn /usr/bin/chromium ENOENT', 'Chromium could not be started'],
  ])('a browser that cannot start (%s) is tried again, and its reason is shown', async (words, shown) => {
    const host = fakeHost({ start: () => Promise.reject(new Error(words)) })
    const { ended, channel } = await listening({}, fakeChannel(), host)
    const error = await ended
    expect(error).toBeInstanceOf(Busy)
    expect((error as Busy).afterMs).toBe(times.retryMs)
    expect(channel.reports.at(-1)).toContain(shown)
  })
})

describe('the watchdog', () => {
  test('gives a page up that never becomes ready', async () => {
    const { host, ended } = await listening({ launchMs: 1, pageMs: 1, readyMs: 20 })
    expect(String(await ended)).toContain('did not come up')
    expect(host.browsers[0]!.closed).toEqual([false])
  })

  test('gives a page up that got as far as to be authenticated', async () => {
    const { host, ended } = await listening({ readyMs: 20 })
    await settled(() => host.browsers.length === 1)
    host.browsers[0]!.emit('authenticated')
    expect(String(await ended)).toContain('did not become ready')
  })

  test.each([
    ['answers nothing', { find: () => new Promise<never>(() => undefined) }],
    ['does not find its own number', { find: () => Promise.resolve(undefined) }],
    ['says it is not connected', { state: () => Promise.resolve('TIMEOUT') }],
    ['throws', { state: () => Promise.reject(new Error('Target closed')) }],
  ])('gives a page up that looks connected and %s', async (_, next) => {
    const { ended, browser } = await ready({ canaryMs: 5, canaryAnswerMs: 10 }, fakeChannel(), fakeHost(next))
    const error = await ended
    expect(error).toBeInstanceOf(Busy)
    expect(String(error)).toContain('heard nothing')
    expect(browser.closed).toEqual([true])
  })

  test('leaves a page alone that missed once', async () => {
    let flights = 0
    const host = fakeHost({ find: () => Promise.resolve(++flights === 1 ? undefined : account) })
    const all = await ready({ canaryMs: 2, canaryAnswerMs: 100 }, fakeChannel(), host)
    await settled(() => flights > 3)
    expect(all.client.live).toBeDefined()
  })

  test('notices a browser that ended by itself', async () => {
    const { browser, ended } = await ready()
    browser.emit('failed', new Error('The browser disconnected'))
    expect(String(await ended)).toContain('The browser with WhatsApp Web ended')
  })
})

// ── Sending ──────────────────────────────────────────────────────────────────────────────────────────────────────

describe('sending', () => {
  const hello = rendered({ type: 'text', text: '**Hello**' })[0]!

  test('without a browser waits', async () => {
    const { adapter, client } = await listening({}, fakeChannel({ paired: false }))
    await expect(adapter.send(client, hello, sendContext())).rejects.toThrow(Busy)
  })

  test('gives the id that WhatsApp gave, once its server has the message', async () => {
    const { adapter, client, browser } = await ready()
    browser.does({ say: () => Promise.resolve({ id: '3EB0SLOW', ack: 0 }) })
    const sending = adapter.send(client, hello, sendContext())
    await settled(() => client.live!.waiting.size === 1)
    browser.emit('message_ack', message('Hello', { fromMe: true, id: '3EB0SLOW' }), 1)
    expect(await sending).toEqual({ id: '3EB0SLOW' })
  })

  test('a message that is on its way still is not sent a second time', async () => {
    const { adapter, client, browser } = await ready({ sentMs: 10 })
    const said: string[] = []
    browser.does({
      say(chat) {
        said.push(chat)
        return Promise.resolve({ id: '3EB0ONCE', ack: 0 })
      },
    })
    await expect(adapter.send(client, hello, sendContext())).rejects.toThrow(Busy)
    browser.emit('message_ack', message('Hello', { fromMe: true, id: '3EB0ONCE' }), 2)
    expect(await adapter.send(client, hello, sendContext())).toEqual({ id: '3EB0ONCE' })
    expect(said).toHaveLength(1)
  })

  test('a message that the page gave up is sent anew', async () => {
    const { adapter, client, browser } = await ready()
    let count = 0
    browser.does({ say: () => Promise.resolve({ id: `3EB0${++count}`, ack: count === 1 ? -1 : 1 }) })
    await expect(adapter.send(client, hello, sendContext())).rejects.toThrow(Busy)
    expect(await adapter.send(client, hello, sendContext())).toEqual({ id: '3EB02' })
  })

  test('a number that has no WhatsApp is refused', async () => {
    const { adapter, client, browser } = await ready()
    browser.does({ say: () => Promise.resolve(undefined), find: () => Promise.resolve(undefined) })
    await expect(adapter.send(client, hello, sendContext())).rejects.toThrow(Refused)
    browser.does({ say: () => Promise.reject(new Error('Evaluation failed: wid error: invalid wid x')) })
    await expect(adapter.send(client, hello, sendContext())).rejects.toThrow(Refused)
  })

  test('a page that fails is tried again', async () => {
    const { adapter, client, browser } = await ready()
    browser.does({ say: () => Promise.reject(new Error('Protocol error: Target closed')) })
    await expect(adapter.send(client, hello, sendContext())).rejects.toThrow(Busy)
  })

  test('polls are asked where the channel wants them, and their answers are presses', async () => {
    const all = await ready({}, fakeChannel(), fakeHost(), { polls: true })
    const { adapter, client, browser, natives } = all
    const [call] = rendered({ type: 'choices', text: 'What?', options })
    const { id } = await adapter.send(client, call!, sendContext())
    expect(browser.said[0]!.content).toEqual({ kind: 'poll', question: 'What?', options: ['Tea', 'Coffee'] })
    browser.emit('vote_update', {
      voter: person,
      selectedOptions: [{ name: 'Coffee', localId: 1 }],
      interractedAtTs: 1795000000123,
      parentMsgKey: { fromMe: true, remote: person, id },
    })
    await settled(() => natives.length === 1)
    expect(adapter.parse(natives[0]!)).toMatchObject({ kind: 'button', option: 'coffee', label: 'Coffee', message: id })
  })

  test('files go whole, from the gateway, from a URL and from another message', async () => {
    const { adapter, client, browser } = await ready()
    const body = async function* () {
      yield Buffer.from('by')
      yield Buffer.from('tes')
    }
    browser.does({ download: () => Promise.resolve({ mime: 'image/webp', base64: 'c3RpY2tlcg==' }) })
    const context = (key: string) =>
      sendContext(key, {
        media: () => Promise.resolve({ mime: 'image/png', body: body() }),
        fetch: () => Promise.resolve({ mime: 'application/pdf', name: 'a.pdf', body: body() }),
      })
    const calls = rendered(
      { type: 'image', mime: 'image/png', mediaId: 'md_1', caption: 'Look' },
      { type: 'document', mime: 'application/pdf', url: 'https://example.org/a.pdf' },
      { type: 'sticker', mime: 'image/webp', mediaId: 'false_15550100002@c.us_3A1' },
    )
    for (const [index, call] of calls.entries()) await adapter.send(client, call, context(String(index)))
    const bytes = Buffer.from('bytes').toString('base64')
    expect(browser.said.map(({ content }) => content)).toMatchObject([
      { kind: 'media', type: 'image', mime: 'image/png', base64: bytes, caption: 'Look' },
      { kind: 'media', type: 'document', base64: bytes, name: 'a.pdf' },
      { kind: 'media', type: 'sticker', base64: 'c3RpY2tlcg==' },
    ])
  })

  test('a file that is too large is refused', async () => {
    const { adapter, client } = await ready()
    const [call] = rendered({ type: 'image', mime: 'image/png', mediaId: 'md_1' })
    const body = async function* () {
      for (;;) yield Buffer.alloc(8 * 1024 * 1024)
    }
    const context = sendContext('key', { media: () => Promise.resolve({ mime: 'image/png', body: body() }) })
    await expect(adapter.send(client, call!, context)).rejects.toThrow(Refused)
  })

  test('what came is fetched from the page; what is gone is refused', async () => {
    const { adapter, client, browser } = await ready()
    const fetchMedia = () => adapter.fetchMedia!(client, { mediaId: 'false_1@c.us_3A' }, new AbortController().signal)
    await expect(fetchMedia()).rejects.toThrow(Refused)
    browser.does({ download: () => Promise.resolve({ mime: 'image/png', base64: 'Ynl0ZXM=', name: 'a.png' }) })
    const media = await fetchMedia()
    expect(media).toMatchObject({ mime: 'image/png', name: 'a.png', size: 5 })
    const chunks = []
    for await (const chunk of media.body) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe('bytes')
  })
})

// ── Pairing ──────────────────────────────────────────────────────────────────────────────────────────────────────

describe('pairing', () => {
  function pairing(
    channel: FakeChannel,
    how: { phone?: string } = {},
    host = fakeHost(),
    changes: Partial<Times> = {},
  ) {
    const adapter = createWhatsappWeb(host.open, { ...times, ...changes })
    const stop = new AbortController()
    stops.add(() => stop.abort())
    const steps: PairStep[] = []
    const run = async (client: WhatsappWebClient) => {
      for await (const step of adapter.pair!(client, how, stop.signal)) steps.push(step)
    }
    const client = adapter.connect({}, channel.context) as WhatsappWebClient // it opens nothing, so there is no wait
    return { adapter, host, client, steps, stop, done: run(client) }
  }

  test('says first what is at stake, shows pictures until one is scanned, and keeps the session', async () => {
    const channel = fakeChannel({ paired: false })
    const { host, steps, done, client } = pairing(channel)
    await settled(() => host.browsers.length === 1)
    const [browser] = host.browsers
    browser!.emit('qr', 'first')
    browser!.emit('qr', 'second')
    browser!.emit('authenticated')
    browser!.ready()
    await done
    expect(steps[0]).toMatchObject({ step: 'waiting', sentence: expect.stringContaining('may block the number') })
    expect(steps.slice(1)).toMatchObject([
      { step: 'qr', text: 'first' },
      { step: 'qr', text: 'second' },
      { step: 'waiting' },
      { step: 'waiting' },
      { step: 'paired', account },
    ])
    expect(browser!.options.fresh).toBe(true)
    expect(browser!.closed).toEqual([true])
    expect([...channel.files.keys()].sort()).toEqual(['session.json', 'session.zip'])
    expect(client.owner).toBeUndefined()
  })

  test('by a code asks for it with the phone’s digits', async () => {
    const { host, steps, stop, done } = pairing(fakeChannel({ paired: false }), { phone: '+1 (555) 010-0001' })
    await settled(() => host.browsers.length === 1)
    expect(host.browsers[0]!.options.phone).toBe('15550100001')
    host.browsers[0]!.emit('code', 'ABCD1234')
    await settled(() => steps.length === 2)
    stop.abort()
    await done
    expect(steps[1]).toEqual({ step: 'code', code: 'ABCD1234' })
    expect(host.browsers[0]!.closed).toEqual([false])
  })

  test.each([
    ['what is no number', { phone: '12' }, {}, 'no phone number'],
    ['nobody who scans', {}, { pairMs: 5 }, 'Nobody scanned'],
  ])('fails with %s', async (_, how, changes, reason) => {
    const { steps, done } = pairing(fakeChannel({ paired: false }), how, fakeHost(), changes)
    await done
    expect(steps.at(-1)).toMatchObject({ step: 'failed', reason: expect.stringContaining(reason) })
  })

  test('fails with the reason when the browser cannot start', async () => {
    const host = fakeHost({ start: () => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED')) })
    const { steps, done } = pairing(fakeChannel({ paired: false }), {}, host)
    await done
    expect(steps.at(-1)).toMatchObject({ step: 'failed', reason: expect.stringContaining('ERR_NAME_NOT_RESOLVED') })
  })

  test('of a channel that is connected says so', async () => {
    const { adapter, client } = await ready()
    const steps: PairStep[] = []
    for await (const step of adapter.pair!(client, {}, new AbortController().signal)) steps.push(step)
    expect(steps).toEqual([{ step: 'paired', account }])
  })

  test('and listening never have the session at once', async () => {
    const channel = fakeChannel()
    const { adapter, client, stop, done, host } = pairing(channel)
    await settled(() => host.browsers.length === 1)
    const listen = adapter.listen!(client, new AbortController().signal)[Symbol.asyncIterator]()
    await expect(listen.next()).rejects.toThrow(Busy)
    stop.abort()
    await done
    expect(host.browsers).toHaveLength(1)
  })
})
