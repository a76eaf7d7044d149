import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Update } from 'grammy/types'
import type { ConnectContext, SendContext } from '../../contracts/channel.ts'
import { Busy, Moved, Refused, Unauthorized } from '../../contracts/errors.ts'
import type { Part } from '../../contracts/message.ts'
import { testChannel } from '../../testing/channel.ts'
import { methods } from '../../testing/emulators/telegram-methods.ts'
import { createTelegramEmulator } from '../../testing/emulators/telegram.ts'
import type { TelegramEmulator } from '../../testing/emulators/telegram.ts'
import type { TelegramClient } from './client.ts'
import { context, eventOf, fixture, names, request, secret, settings } from './fixtures/read.ts'
import { telegram } from './index.ts'

const sendContext: SendContext = {
  idempotencyKey: 'key',
  signal: new AbortController().signal,
  message: {
    id: 'm_aaaaa00000000000' as SendContext['message']['id'],
    seq: 1,
    conversation: 'cv_aaaaa0000000000' as SendContext['message']['conversation'],
    author: 'bot',
    at: 0,
  },
  lastHeardAt: () => Promise.resolve(undefined),
  media: () => Promise.reject(new Refused('There is no such media.')),
  fetch: () => Promise.reject(new Refused('There is nothing at this URL.')),
}

const host = {
  bot: { id: 1, is_bot: true, first_name: 'Bot', username: 'some_bot' },
  nextMessageId: () => 1,
  file: () => undefined,
} as const

testChannel(telegram, {
  fixtures: names.filter((name) => !['joined-member', 'moved-from', 'business-deleted'].includes(name)).map(fixture),
  address: { chat: '-1005550001', thread: '12', via: 'bc_example' },
  check: ({ method, payload }) => void methods.get(method)!({ ...payload }, host),
  webhook: {
    settings,
    context,
    signed: (body) => request(body),
    forged: (body) => request(body, `${secret.slice(0, -1)}x`),
  },
  platform: {
    retryAfterMs: 3000,
    async start() {
      const emulator = await createTelegramEmulator()
      const faults = {
        tooMany: { kind: 'tooMany', retryAfter: 3 },
        unavailable: { kind: 'unavailable', status: 502 },
        unauthorized: { kind: 'revoked' },
        refused: { kind: 'blocked' },
      } as const
      return {
        settings: { token: emulator.token, apiRoot: emulator.url },
        fail: (how) => void emulator.fault(faults[how]),
        close: () => emulator.close(),
      }
    },
  },
})

const rendered = (...parts: readonly Part[]) => telegram.render(parts, { chat: '42' })
const only = (part: Part) => rendered(part)[0]!

describe('over the wire', () => {
  let emulator: TelegramEmulator
  let client: TelegramClient

  beforeEach(async () => {
    emulator = await createTelegramEmulator()
    client = await telegram.connect({ token: emulator.token, apiRoot: `${emulator.url}/` }, connectContext)
  })
  afterEach(async () => {
    await telegram.disconnect!(client)
    await emulator.close()
  })

  const send = (part: Part) => telegram.send(client, only(part), sendContext)
  const hello: Part = { type: 'text', text: '**Hello**' }

  test('a message is sent, and has the id Telegram gave it', async () => {
    expect(await send(hello)).toEqual({ id: '1' })
    expect(await emulator.waitForReply(42)).toMatchObject([
      { text: 'Hello', message: { entities: [{ type: 'bold' }] } },
    ])
  })

  test('an album has the id of its first message', async () => {
    const image = (name: string): Part => ({ type: 'image', mime: 'image/png', url: `https://example.org/${name}` })
    const [album] = rendered(image('a'), image('b'))
    expect(Number((await telegram.send(client, album!, sendContext)).id)).toBeGreaterThan(0)
  })

  test('a token that cannot be one is refused at once', async () => {
    await expect(telegram.connect({ token: '1:a/../..' }, connectContext)).rejects.toThrow(Unauthorized)
  })

  test('a group that became a supergroup says where it is now', async () => {
    emulator.fault({ kind: 'moved', to: -1005550009 })
    const error = await send(hello).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(Moved)
    expect((error as Moved).to).toEqual({ chat: '-1005550009' })
  })

  test('formatting that is refused costs the formatting, not the message', async () => {
    emulator.fault({
      kind: 'refused',
      description: 'entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol',
    })
    await send(hello)
    const [refused, sent] = emulator.record.of('sendMessage')
    expect(refused!.payload['entities']).toBeDefined()
    expect(sent!.payload).toEqual({ chat_id: 42, text: 'Hello' })
  })

  test.each([{ kind: 'reset' }, { kind: 'lost' }, { kind: 'unavailable', status: 500 }] as const)(
    'a call that ends in %j is tried again by others',
    async (fault) => {
      emulator.fault(fault)
      await expect(send(hello)).rejects.toThrow(Busy)
    },
  )

  test('a call is given up when the gateway stops', async () => {
    emulator.fault({ kind: 'silent' })
    const stop = new AbortController()
    const call = telegram.send(client, only(hello), { ...sendContext, signal: stop.signal })
    await emulator.waitForCall('sendMessage')
    stop.abort()
    await expect(call).rejects.toThrow(Busy)
    await expect(telegram.send(client, only(hello), { ...sendContext, signal: stop.signal })).rejects.toThrow(
      'nothing was sent',
    )
  })

  test('no error tells the token', async () => {
    const gone = await createTelegramEmulator()
    await gone.close()
    const lost = await telegram.connect({ token: emulator.token, apiRoot: gone.url }, connectContext)
    emulator.fault({ kind: 'refused', description: `no such bot: ${emulator.token}` })
    for (const one of [lost, client]) {
      const error = await telegram.send(one, only(hello), sendContext).catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(Error)
      expect(`${(error as Error).stack} ${JSON.stringify(error)} ${String((error as Error).cause)}`).not.toContain(
        'emulated',
      )
    }
    await telegram.disconnect!(lost)
  })

  test('an answer that is not Telegram’s is tried again', async () => {
    const other = await telegram.connect({ token: emulator.token, apiRoot: `${emulator.url}/file` }, connectContext)
    await expect(telegram.send(other, only(hello), sendContext)).rejects.toThrow(/HTTP 404/)
    await telegram.disconnect!(other)
  })

  test('media that the gateway keeps is uploaded', async () => {
    const media = (id: string) =>
      Promise.resolve({ mime: 'image/png', name: 'a "b".png', size: 3, body: bytes(`${id}!`) })
    const image: Part = { type: 'image', mime: 'image/png', mediaId: 'md_1', caption: 'One' }
    const [single] = rendered(image)
    const [album] = rendered(image, { ...image, mediaId: 'md_2' })
    await telegram.send(client, single!, { ...sendContext, media })
    await telegram.send(client, album!, { ...sendContext, media })
    const [photo, group] = [...emulator.record.of('sendPhoto'), ...emulator.record.of('sendMediaGroup')]
    expect(photo!.payload).toMatchObject({ photo: 'file-1', caption: 'One' })
    expect(group!.payload['media']).toMatchObject([{ media: 'file-2', caption: 'One' }, { media: 'file-3' }])
    const kept = await telegram.fetchMedia!(client, { mediaId: 'file-3' }, sendContext.signal)
    expect(await textOf(kept.body)).toBe('md_2!')
  })

  test('a file is fetched with its kind and size', async () => {
    const id = emulator.addFile('file 1.jpg', Buffer.from('picture'))
    const media = await telegram.fetchMedia!(client, { mediaId: id }, sendContext.signal)
    expect(media).toMatchObject({ mime: 'image/jpeg', name: 'file 1.jpg', size: 7 })
    expect(await textOf(media.body)).toBe('picture')
    await expect(telegram.fetchMedia!(client, { mediaId: 'nothing' }, sendContext.signal)).rejects.toThrow(Refused)
  })

  test('a webhook is registered with its secret and every kind of update, asked about, and removed', async () => {
    const registered = await telegram.register!(client, { url: 'https://example.org/hook', secret })
    expect(registered).toEqual({ registered: true, url: 'https://example.org/hook' })
    expect(await telegram.inspect!(client)).toEqual({ ...registered, pending: 0 })
    expect(emulator.webhook).toMatchObject({ secret })
    for (const kind of ['message', 'callback_query', 'chat_member', 'message_reaction']) {
      expect(emulator.webhook!.allowed!.has(kind)).toBe(true)
    }
    await expect(telegram.listen!(client, sendContext.signal)[Symbol.asyncIterator]().next()).rejects.toThrow(/webhook/)
    expect(await telegram.unregister!(client)).toMatchObject({ registered: false })
  })

  test('polling confirms a batch when the next one is asked for, not before', async () => {
    const stop = new AbortController()
    emulator.say(42, 'one')
    emulator.say(42, 'two')
    const first = telegram.listen!(client, stop.signal)[Symbol.asyncIterator]()
    expect((await first.next()).value).toHaveLength(2)
    // The process ends here, before the batch is durable: it comes again.
    const again = telegram.listen!(client, stop.signal)[Symbol.asyncIterator]()
    expect((await again.next()).value).toHaveLength(2)
    const next = again.next()
    emulator.say(42, 'three')
    const { value } = await next
    expect(value.map((update: Update) => update.message?.text)).toEqual(['three'])
    stop.abort()
    expect((await again.next()).done).toBe(true)
  })

  test('a press is acknowledged, typing is shown', async () => {
    await telegram.acknowledge!(client, eventOf('button'))
    await telegram.acknowledge!(client, eventOf('text'))
    await telegram.typing!(client, { chat: '42', thread: '12' })
    expect(emulator.record.calls.map(({ method, payload }) => [method, payload])).toEqual([
      ['answerCallbackQuery', { callback_query_id: '4382000001' }],
      ['sendChatAction', { chat_id: 42, message_thread_id: 12, action: 'typing' }],
    ])
  })
})

const connectContext: ConnectContext = {
  ...context,
  changeSettings: () => Promise.resolve(),
  files: { read: () => Promise.resolve(undefined), write: () => Promise.resolve(), remove: () => Promise.resolve() },
  report: () => undefined,
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
