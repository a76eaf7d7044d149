import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Busy, Refused, Unauthorized } from '../../contracts/errors.ts'
import type { Address, Part } from '../../contracts/message.ts'
import { testChannel } from '../../testing/channel.ts'
import { checkMessage } from '../../testing/emulators/whatsapp-checks.ts'
import { createWhatsappEmulator } from '../../testing/emulators/whatsapp.ts'
import type { WhatsappEmulator } from '../../testing/emulators/whatsapp.ts'
import { whatsappDefaults } from '../../config/defaults.ts'
import type { Settings, WhatsappClient } from './connect.ts'
import {
  bodyOf,
  connectContext,
  eventOf,
  fixture,
  names,
  received,
  request,
  sendContext,
  settings,
} from './fixtures/read.ts'
import { whatsapp } from './index.ts'

testChannel(whatsapp, {
  fixtures: names.flatMap((name) => received(fixture(name))),
  address: { chat: '15550002222' },
  check: (call) => checkMessage(call),
  webhook: {
    settings,
    context: connectContext,
    signed: (body) => request(body),
    forged: (body) => request(body, 'another secret'),
    bodyOf,
  },
  platform: {
    retryAfterMs: whatsappDefaults.pairLimitMs,
    async start() {
      const emulator = await createWhatsappEmulator()
      const faults = {
        tooMany: { kind: 'tooMany', of: 'pair' },
        unavailable: { kind: 'unavailable' },
        unauthorized: { kind: 'revoked' },
        refused: { kind: 'refused', code: 131026 },
      } as const
      return {
        settings: emulator.settings,
        fail: (how) => void emulator.fault(faults[how]),
        close: () => emulator.close(),
      }
    },
  },
})

const to: Address = { chat: '15550002222' }
const hello: Part = { type: 'text', text: '**Hello**' }

describe('over the wire', () => {
  let emulator: WhatsappEmulator
  let client: WhatsappClient

  beforeEach(async () => {
    emulator = await createWhatsappEmulator()
    client = await connected({})
  })
  afterEach(async () => {
    await whatsapp.disconnect!(client)
    await emulator.close()
  })

  const connected = async (change: Partial<Settings>) =>
    whatsapp.connect({ ...emulator.settings, ...change }, connectContext)
  const send = (part: Part, context = sendContext, address = to) =>
    whatsapp.send(client, whatsapp.render([part], address)[0]!, context)

  test('a message is sent, and has the id WhatsApp gave it', async () => {
    const { id } = await send(hello)
    expect(await emulator.waitForReply('15550002222')).toMatchObject([{ id, type: 'text', text: '*Hello*' }])
  })

  test('a person known by an id alone is written to by it, one known by both by both', async () => {
    await send(hello, sendContext, { chat: 'US.1' })
    await send(hello, sendContext, { chat: 'US.1', alias: '15550002222' })
    const [one, both] = await emulator.waitForReply('US.1', 2)
    expect(one!.payload).not.toHaveProperty('to')
    expect(both!.payload).toMatchObject({ recipient: 'US.1', to: '15550002222', recipient_type: 'individual' })
  })

  test('a group is written to as a group', async () => {
    await send(hello, sendContext, { chat: 'group:Z3JvdXA6MQ==' })
    expect((await emulator.waitForReply('Z3JvdXA6MQ=='))[0]!.payload).toMatchObject({ recipient_type: 'group' })
  })

  test.each([
    [131056, whatsappDefaults.pairLimitMs],
    [130429, whatsappDefaults.throughputMs],
    [131057, whatsappDefaults.maintenanceMs],
    [80007, whatsappDefaults.accountLimitMs],
    [4, whatsappDefaults.accountLimitMs],
  ])('the error %d asks to wait', async (code, afterMs) => {
    emulator.fault({ kind: 'refused', code })
    await expect(send(hello)).rejects.toMatchObject({ code: 'E_BUSY', afterMs })
  })

  test('a Retry-After is kept to', async () => {
    emulator.fault({ kind: 'tooMany', of: 'number', retryAfter: 9 })
    await expect(send(hello)).rejects.toMatchObject({ code: 'E_BUSY', afterMs: 9000 })
  })

  test.each([190, 0, 10, 200])('the error %d is about the credentials', async (code) => {
    emulator.fault({ kind: 'refused', code })
    await expect(send(hello)).rejects.toThrow(Unauthorized)
  })

  test.each([131047, 131026, 131048, 131049, 131050, 131051, 130472, 368, 131031, 131042, 100])(
    'the error %d is final',
    async (code) => {
      emulator.fault({ kind: 'refused', code, message: 'Whatever it is called today' })
      const error = (await send(hello).catch((reason: unknown) => reason)) as Refused
      expect(error).toBeInstanceOf(Refused)
      expect(error.message).toContain(`WhatsApp said ${code}, Whatever it is called today.`)
      // What to do follows, but for the one that may mean anything.
      expect(error.message.length > 60).toBe(code !== 100)
    },
  )

  test('a number that is not the token’s is about the credentials, a file that is gone is not', async () => {
    const other = await connected({ phoneNumberId: '7' })
    await expect(whatsapp.send(other, whatsapp.render([hello], to)[0]!, sendContext)).rejects.toThrow(Unauthorized)
    await whatsapp.disconnect!(other)
    await expect(whatsapp.fetchMedia!(client, { mediaId: '7' }, sendContext.signal)).rejects.toThrow(Refused)
  })

  test.each([
    { kind: 'reset' },
    { kind: 'lost' },
    { kind: 'unavailable', status: 500 },
    { kind: 'unavailable' },
  ] as const)('a call that ends in %j is tried again by others', async (fault) => {
    emulator.fault(fault)
    await expect(send(hello)).rejects.toThrow(Busy)
  })

  test('a call is given up when the gateway stops', async () => {
    emulator.fault({ kind: 'silent' })
    const stop = new AbortController()
    const call = send(hello, { ...sendContext, signal: stop.signal })
    await emulator.waitForCall('messages')
    stop.abort()
    await expect(call).rejects.toThrow(Busy)
    await expect(send(hello, { ...sendContext, signal: stop.signal })).rejects.toThrow('nothing was sent')
  })

  test('no error tells the token', async () => {
    emulator.fault({ kind: 'refused', code: 100, message: `Bad token ${emulator.settings.accessToken}` })
    const error = (await send(hello).catch((reason: unknown) => reason)) as Error
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain(emulator.settings.accessToken)
  })

  describe('after a day of silence', () => {
    const silent = { ...sendContext, lastHeardAt: () => Promise.resolve(Date.now() - 25 * 3600 * 1000) }
    const reopenTemplate = { name: 'news', language: 'en_US' }

    test('nothing is sent, and the reason says what to do', async () => {
      for (const context of [silent, { ...sendContext, lastHeardAt: () => Promise.resolve(undefined) }]) {
        await expect(send(hello, context)).rejects.toThrow(/24 hours.*template.*reopenTemplate/)
      }
      expect(emulator.record.calls).toEqual([])
    })

    test('the words go in a template where one is set', async () => {
      const other = await connected({ reopenTemplate })
      const part: Part = { type: 'choices', text: 'Your tea is\nready', options: [{ id: '1', label: 'On my way' }] }
      await whatsapp.send(other, whatsapp.render([part], to)[0]!, silent)
      const [sent] = await emulator.waitForReply('15550002222')
      expect(sent!.payload['template']).toEqual({
        name: 'news',
        language: { code: 'en_US' },
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'Your tea is ready 1. On my way' }] }],
      })
      const image: Part = { type: 'image', mime: 'image/png', url: 'https://example.org/a.png' }
      for (const unfit of [image, { type: 'text', text: 'long '.repeat(500) } as const]) {
        await expect(whatsapp.send(other, whatsapp.render([unfit], to)[0]!, silent)).rejects.toThrow(Refused)
      }
      await whatsapp.disconnect!(other)
    })

    test('a group is written to all the same', async () => {
      await send(hello, silent, { chat: 'group:1' })
      expect(emulator.record.of('messages')).toHaveLength(1)
    })
  })

  describe('files', () => {
    const kept = (mime: string, text: string) => ({
      ...sendContext,
      media: () => Promise.resolve({ mime, name: 'a "b".png', size: text.length, body: bytes(text) }),
    })
    const image: Part = { type: 'image', mime: 'image/png', mediaId: 'md_1', caption: 'One' }

    test('that the gateway keeps are uploaded first', async () => {
      await send(image, kept('image/png', 'picture'))
      await send(image, {
        ...kept('image/png', 'unknown'),
        media: async () => ({ mime: 'image/png', body: bytes('unknown') }),
      })
      const [sent, other] = await emulator.waitForReply('15550002222', 2)
      const { id, caption } = sent!.payload['image'] as { id: string; caption: string }
      expect([caption, String(emulator.file(id)!.bytes), emulator.file(id)!.mime]).toEqual([
        'One',
        'picture',
        'image/png',
      ])
      expect(String(emulator.file((other!.payload['image'] as { id: string }).id)!.bytes)).toBe('unknown')
    })

    test('that turn out to be something else, or too large, go as documents', async () => {
      await send(image, kept('image/tiff', 'picture'))
      await send(image, kept('image/png', 'p'.repeat(5 * 1024 * 1024 + 1)))
      const [tiff, large] = await emulator.waitForReply('15550002222', 2)
      expect(tiff!.payload['document']).toMatchObject({ caption: 'One', filename: 'a "b".png' })
      expect(large!.type).toBe('document')
      await expect(
        send(image, {
          ...kept('image/png', ''),
          media: async () => ({ mime: 'image/png', size: 2 ** 30, body: bytes('') }),
        }),
      ).rejects.toThrow(/larger/)
    })

    test('are fetched with their kind and size, and are what WhatsApp says they are', async () => {
      const good = emulator.addFile({ mime: 'image/jpeg', bytes: Buffer.from('picture') })
      const media = await whatsapp.fetchMedia!(client, { mediaId: good }, sendContext.signal)
      expect(media).toMatchObject({ mime: 'image/jpeg', size: 7 })
      expect(await textOf(media.body)).toBe('picture')
      const bad = emulator.addFile({ mime: 'image/jpeg', bytes: Buffer.from('picture'), sha256: 'a'.repeat(64) })
      const other = await whatsapp.fetchMedia!(client, { mediaId: bad }, sendContext.signal)
      await expect(textOf(other.body)).rejects.toThrow(Refused)
    })

    test('the token is shown to nobody but Meta', async () => {
      await expect(client.graph.download('https://fbsbx.com.example.org/file', sendContext.signal)).rejects.toThrow(
        Refused,
      )
      await expect(client.graph.download('http://lookaside.fbsbx.com/file', sendContext.signal)).rejects.toThrow(
        Refused,
      )
      await expect(client.graph.download('file:///etc/passwd', sendContext.signal)).rejects.toThrow(Refused)
    })
  })

  test('what was read is said to be, and that an answer is being written', async () => {
    await whatsapp.seen!(client, [eventOf('text'), eventOf('reaction'), eventOf('command'), eventOf('reaction')])
    await whatsapp.typing!(client, to, 'wamid.1')
    await whatsapp.typing!(client, to)
    const command = eventOf('command')
    const id = command.kind === 'command' ? command.id : ''
    const read = { messaging_product: 'whatsapp', status: 'read' }
    expect(emulator.record.calls.map(({ payload }) => payload)).toEqual([
      { ...read, message_id: id },
      { ...read, message_id: 'wamid.1', typing_indicator: { type: 'text' } },
    ])
  })

  test('a number is told a webhook of its own, asked about it, and told to forget it', async () => {
    expect(await whatsapp.inspect!(client)).toEqual({ registered: false, url: 'https://example.org/app' })
    const url = 'https://example.org/hook'
    expect(await whatsapp.register!(client, { url, secret: '' })).toEqual({ registered: true, url })
    expect(emulator.record.of('number')[1]!.payload).toEqual({
      webhook_configuration: { override_callback_uri: url, verify_token: emulator.settings.verifyToken },
    })
    expect(await whatsapp.unregister!(client)).toMatchObject({ registered: false })
    await expect(whatsapp.register!(client, { url: 'http://example.org', secret: '' })).rejects.toThrow(/https/)
  })
})

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
