import { describe, expect, test } from '@jest/globals'
import { field } from '../../src/channels/json.ts'
import { signal } from '../../src/channels/signal/index.ts'
import { isVisible, readMarkdown } from '../../src/channels/styled.ts'
import type { ConnectContext } from '../../src/contracts/channel.ts'
import type { PlatformEvent } from '../../src/contracts/message.ts'
import { methods } from '../../src/testing/emulators/signal-methods.ts'
import type { SignalHost } from '../../src/testing/emulators/signal-methods.ts'
import { createSignalEmulator } from '../../src/testing/emulators/signal.ts'
import { readCorpus } from './corpus.ts'
import type { CorpusRecord } from './corpus.ts'

/** What a recorded event has to become, by its kind: the facts that must not be lost. */
const table: Readonly<Record<string, (envelope: unknown) => object>> = {
  dataMessage: said,
  'dataMessage[attachments]': (envelope) => ({
    ...about(envelope),
    kind: 'message',
    parts: listAt(envelope, 'dataMessage', 'attachments').map((file) => ({
      type: 'image',
      mediaId: at(file, 'id'),
      mime: at(file, 'contentType'),
      name: at(file, 'filename'),
      size: at(file, 'size'),
      caption: at(envelope, 'dataMessage', 'message'),
    })),
  }),
  'dataMessage[groupInfo nulltext]': (envelope) => ({
    kind: 'membership',
    change: 'renamed',
    address: { chat: at(envelope, 'dataMessage', 'groupInfo', 'groupId') },
    group: true,
  }),
  'dataMessage[groupInfo]': (envelope) => ({
    ...said(envelope),
    address: { chat: at(envelope, 'dataMessage', 'groupInfo', 'groupId') },
    group: true,
  }),
  'dataMessage[previews]': said,
  'dataMessage[reaction]': (envelope) => ({
    kind: 'reaction',
    address: { chat: authorOf(envelope) },
    message: of(at(envelope, 'dataMessage', 'reaction', 'targetSentTimestamp')),
    added: [at(envelope, 'dataMessage', 'reaction', 'emoji')],
    removed: [],
  }),
  'dataMessage[textStyles]': said,
  'receiptMessage[READ]': (envelope) => ({
    kind: 'receipt',
    status: 'read',
    address: { chat: authorOf(envelope) },
    at: at(envelope, 'receiptMessage', 'when'),
    message: of(listAt(envelope, 'receiptMessage', 'timestamps')[0]),
  }),
  'syncMessage[groupInfo reaction nulltext sync:sentMessage]': () => ({
    kind: 'unsupported',
    native: 'syncMessage.sentMessage.reaction',
  }),
  'syncMessage[groupInfo sync:sentMessage]': (envelope) => ({
    ...takenOver(envelope),
    address: { chat: at(envelope, 'syncMessage', 'sentMessage', 'groupInfo', 'groupId') },
    group: true,
  }),
  'syncMessage[quote sync:sentMessage]': takenOver,
  'syncMessage[sync:sentMessage]': takenOver,
  'syncMessage[sync:type]': (envelope) => ({
    kind: 'unsupported',
    native: `syncMessage.${String(at(envelope, 'syncMessage', 'type'))}`,
  }),
  'typingMessage[STARTED]': () => ({ kind: 'unsupported', native: 'typingMessage' }),
  'typingMessage[STOPPED]': () => ({ kind: 'unsupported', native: 'typingMessage' }),
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce(field, value)
}

function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  return at(value, ...path) as readonly unknown[] // where the record's kind says so
}

/** The id of a message that was said then, by whomever. */
function of(timestamp: unknown): unknown {
  return expect.stringMatching(new RegExp(`:${String(timestamp)}$`))
}

function authorOf(envelope: unknown): string {
  return String(at(envelope, 'sourceUuid') ?? at(envelope, 'source'))
}

function about(envelope: unknown): object {
  const author = authorOf(envelope)
  const time = at(envelope, 'dataMessage', 'timestamp')
  return { id: `${author}:${String(time)}`, from: { id: author }, address: { chat: author }, at: time }
}

function said(envelope: unknown): object {
  const text = at(envelope, 'dataMessage', 'message')
  return { ...about(envelope), kind: 'message', parts: [{ type: 'text', text }] }
}

function takenOver(envelope: unknown): object {
  const sent = at(envelope, 'syncMessage', 'sentMessage')
  const chat = at(sent, 'destinationUuid') ?? at(sent, 'destination')
  const time = at(sent, 'timestamp')
  return {
    kind: 'takeover',
    parts: [{ type: 'text', text: at(sent, 'message') }],
    ...(typeof chat === 'string' ? { address: { chat } } : {}),
    ...(time === undefined ? {} : { at: time }),
  }
}

describe('recorded envelopes', () => {
  const records = readCorpus<CorpusRecord>('signal/envelopes.jsonl')
  const them = records ? test : test.skip

  them.each((records ?? []).map((record) => [record.id, record.kind, record.payload as object] as const))(
    '%s %s',
    (_, kind, payload) => {
      const event = signal.parse({ ...payload })
      expect(event).toMatchObject(table[kind]!(at(payload, 'envelope')))
      expect(signal.parse(JSON.parse(JSON.stringify(payload)))).toEqual(event)
      expect(JSON.parse(JSON.stringify(event))).toEqual(event)
    },
  )

  them('come through the stream as they are', async () => {
    const emulator = await createSignalEmulator()
    const client = await signal.connect({ account: emulator.account, url: emulator.url }, context)
    const stop = new AbortController()
    const told = (records ?? []).map(({ payload }) => ({ ...(payload as object), account: emulator.account }))
    for (const one of told) emulator.event(one)
    const events: (PlatformEvent | undefined)[] = []
    for await (const batch of signal.listen!(client, stop.signal)) {
      events.push(...batch.map((native) => signal.parse(native)))
      if (events.length >= told.length) stop.abort()
    }
    expect(events).toMatchObject(told.map((one) => ({ kind: signal.parse(one)!.kind, keys: signal.parse(one)!.keys })))
    await signal.disconnect!(client)
    await emulator.close()
  })
})

describe('hostile and curious strings', () => {
  const lines = (name: string, field: string) =>
    readCorpus<Record<string, string>>(`nasty/${name}.jsonl`)?.map((line) => line[field]!)
  const strings = [
    lines('naughty_strings', 's'),
    lines('emoji_sequences', 's'),
    lines('telegram_markdownv2_pairs', 'markdown'),
    lines('slack_mrkdwn_pairs', 'markdown'),
    lines('prompt_injection', 's'),
    lines('xss_dompurify', 'payload'),
  ].flatMap((found) => found?.filter((line) => typeof line === 'string') ?? [])
  const them = strings.length > 0 ? test : test.skip
  const host: SignalHost = {
    nextTimestamp: () => 1,
    person: (name) => ({ uuid: name, number: null }),
    members: () => [],
    file: () => undefined,
    sticker: () => undefined,
  }

  /** What people would see of the calls, which the daemon takes. */
  function shown(text: string): string {
    return signal
      .render([{ type: 'text', text }], { chat: '+15550100001' })
      .map(({ params }) => {
        methods.get('send')!({ ...params }, host)
        expect(params.message!.length).toBeLessThanOrEqual(signal.abilities.textLimit.value)
        return params.message
      })
      .join('')
  }

  const letters = (text: string) => text.replaceAll(/[^\p{L}\p{N}]/gu, '')

  them('each of them can be sent, whole', () => {
    for (const text of strings) {
      const { text: read } = readMarkdown(text, () => false)
      if (isVisible(read)) expect(letters(shown(text))).toBe(letters(read))
      else expect(shown(text)).toBe('')
    }
  })

  them('a thousand of each in a row are split without breaking a character', () => {
    for (const emoji of lines('emoji_sequences', 's') ?? []) {
      const text = emoji.repeat(1000)
      for (const { params } of signal.render([{ type: 'text', text }], { chat: '+15550100001' })) {
        expect(params.message!.length % emoji.length).toBe(0)
      }
      expect(shown(text)).toBe(text)
    }
  })

  them('each of them can be said', () => {
    strings.forEach((text, index) => {
      const envelope = { sourceUuid: 'a', timestamp: index + 1, dataMessage: { timestamp: index + 1, message: text } }
      const event = signal.parse({ envelope, account: 'b' })
      expect(event).toMatchObject({
        at: index + 1,
        kind: text === '' ? 'unsupported' : expect.stringMatching('message|command'),
      })
      if (event?.kind === 'message') expect(event.parts).toEqual([{ type: 'text', text }])
    })
  })
})

const context: ConnectContext = {
  channel: 'ch_aaaaa00000000000' as never,
  webhookSecret: '',
  changeSettings: () => Promise.resolve(),
  files: { read: () => Promise.resolve(undefined), write: () => Promise.resolve(), remove: () => Promise.resolve() },
  report: () => undefined,
}
