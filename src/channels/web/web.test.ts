import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { webDefaults } from '../../config/defaults.ts'
import type { SendContext } from '../../contracts/channel.ts'
import { Invalid } from '../../contracts/errors.ts'
import type { ChannelId, ConversationId, MessageId } from '../../contracts/id.ts'
import type { Part } from '../../contracts/message.ts'
import { schemaOf } from '../../contracts/shape.ts'
import type { WireMessage } from '../../contracts/wire.ts'
import { testChannel } from '../../testing/channel.ts'
import { lentTo, unasked } from '../../testing/lent.ts'
import { abilities } from './abilities.ts'
import { type WebHub, createWebAdapter } from './index.ts'
import { eventOf, parse } from './parse.ts'
import { type VisitorMessage, readMessage } from './receive.ts'
import { render } from './render.ts'

const visitor = `v_${'0'.repeat(32)}`
const read = (parts: unknown, id: unknown = 'id-1') => readMessage({ id, parts }, visitor, 5)
const heard = (parts: unknown) => eventOf(read(parts))
const corpus = process.env.CORPUS_DIR ?? new URL('../../../../shared/corpus', import.meta.url).pathname

const fixtures = ['text', 'command', 'chosen', 'location', 'contact', 'image'].map(
  (name) => JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as VisitorMessage, // written so
)

testChannel(createWebAdapter({} as WebHub), {
  // Nothing is sent here: a room never fails.
  fixtures,
  address: { chat: visitor },
  runner: { describe, test },
  check({ to, parts }) {
    expect(to).toBe(visitor)
    expect(parts.length).toBeGreaterThan(0)
    for (const part of parts) {
      const texts = [part].flatMap(
        (one) => ('text' in one ? one.text : 'caption' in one ? one.caption : undefined) ?? [],
      )
      for (const text of texts) expect(text.length).toBeLessThanOrEqual(abilities.textLimit.value)
      const options = 'options' in part ? (part.options ?? []) : []
      expect(options.length).toBeLessThanOrEqual(abilities.buttons.value)
      for (const { label } of options) expect(label.length).toBeLessThanOrEqual(abilities.buttonLabelLimit.value)
      if ('url' in part) expect(part.url).toMatch(/^https?:/)
      expect(part.type).not.toBe('chosen')
    }
  },
})

test('what was written down is parsed like what was heard', () => {
  for (const fixture of fixtures) expect(parse(fixture)).toEqual(eventOf(fixture))
})

describe('what a visitor may send', () => {
  test('is text, a choice, a place, a person, and media by URL, as new objects with nothing else in them', () => {
    const parts = [
      { type: 'text', text: '  as *typed*  ' },
      { type: 'location', latitude: -90, longitude: 180, name: 'The end', extra: 1 },
      { type: 'contact', name: 'Ada', phones: ['+49 1'] },
      { type: 'image', url: 'https://pictures.example/a b.png', mime: 'image/png', caption: 'A', size: 3, name: null },
    ]
    const message = read(parts)
    expect(message).toStrictEqual({
      visitor,
      id: 'id-1',
      at: 5,
      parts: [
        { type: 'text', text: '  as *typed*  ' },
        { type: 'location', latitude: -90, longitude: 180, name: 'The end' },
        { type: 'contact', name: 'Ada', phones: ['+49 1'], emails: [] },
        { type: 'image', url: 'https://pictures.example/a%20b.png', mime: 'image/png', caption: 'A', size: 3 },
      ],
    })
  })

  const long = 'x'.repeat(webDefaults.textLength + 1)
  test.each<[string, unknown, string]>([
    ['no list', { 0: { type: 'text', text: 'x' }, length: 1 }, 'parts'],
    ['an empty list', [], 'parts'],
    ['a long list', Array(webDefaults.partsPerMessage + 1).fill({ type: 'text', text: 'x' }), 'parts'],
    ['a list of texts', ['hello'], 'parts.0'],
    ['a list in a list', [[{ type: 'text', text: 'x' }]], 'parts.0'],
    ['no kind', [{ text: 'x' }], 'parts.0.type'],
    ['a kind of the bot', [{ type: 'choices', text: 'x', options: [] }], 'parts.0.type'],
    ['a kind from the prototype', [{ type: 'toString' }], 'parts.0.type'],
    ['no text', [{ type: 'text' }], 'parts.0.text'],
    ['blank text', [{ type: 'text', text: ' \n\t ' }], 'parts.0.text'],
    ['text that is a number', [{ type: 'text', text: 5 }], 'parts.0.text'],
    ['text that pretends', [{ type: 'text', text: { length: 1, toString: 'x' } }], 'parts.0.text'],
    ['a long text', [{ type: 'text', text: long }], 'parts.0.text'],
    ['a choice without an id', [{ type: 'chosen', label: 'x' }], 'parts.0.id'],
    [
      'a choice among others',
      [
        { type: 'text', text: 'x' },
        { type: 'chosen', id: 'x' },
      ],
      'parts',
    ],
    ['a place off the globe', [{ type: 'location', latitude: 90.1, longitude: 0 }], 'parts.0.latitude'],
    ['a place that is none', [{ type: 'location', latitude: '1', longitude: 0 }], 'parts.0.latitude'],
    ['a person without a name', [{ type: 'contact', phones: [] }], 'parts.0.name'],
    ['media by another’s id', [{ type: 'image', mediaId: 'md_1', mime: 'image/png' }], 'parts.0.mediaId'],
    ['media of nowhere', [{ type: 'image', mime: 'image/png' }], 'parts.0.url'],
    ['media by script', [{ type: 'image', url: 'javascript:alert(1)', mime: 'image/png' }], 'parts.0.url'],
    ['media by file', [{ type: 'image', url: 'file:///etc/passwd', mime: 'image/png' }], 'parts.0.url'],
    ['media in the text', [{ type: 'image', url: 'data:image/png,x', mime: 'image/png' }], 'parts.0.url'],
    ['media with a password', [{ type: 'image', url: 'https://a:b@c.example', mime: 'image/png' }], 'parts.0.url'],
    ['media of no type', [{ type: 'image', url: 'https://c.example', mime: '<img>' }], 'parts.0.mime'],
    ['media of no size', [{ type: 'image', url: 'https://c.example', mime: 'a/b', size: -1 }], 'parts.0.size'],
  ])('is not %s', (_what, parts, field) => {
    expect(() => read(parts)).toThrow(expect.objectContaining({ code: 'E_INVALID', field }))
  })

  test.each([[''], ['a\nb'], ['a\0'], [7], [null], [{}], ['x'.repeat(webDefaults.messageIdLength + 1)]])(
    'has an id that is not %p',
    (id) => {
      expect(() => read([{ type: 'text', text: 'x' }], id)).toThrow(expect.objectContaining({ field: 'id' }))
    },
  )

  test('becomes text that every database can keep', () => {
    expect(read([{ type: 'text', text: 'half \ud83d of a smile' }]).parts).toEqual([
      { type: 'text', text: 'half \ufffd of a smile' },
    ])
  })

  test('leaves every prototype as it was', () => {
    const hostile: unknown = JSON.parse(
      '{"id":"a","__proto__":{"polluted":1},"parts":[{"type":"text","text":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}]}',
    )
    expect(readMessage(hostile, visitor, 0)).toStrictEqual({
      visitor,
      id: 'a',
      at: 0,
      parts: [{ type: 'text', text: 'x' }],
    })
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  test('is taken or refused with a reason, whatever has been collected against others', () => {
    const files = ['naughty_strings', 'prototype_pollution', 'xss_dompurify', 'path_traversal_names', 'ssrf_urls']
    const paths = files.map((file) => `${corpus}/nasty/${file}.jsonl`)
    if (process.env.CI !== 'true' && !existsSync(paths[0]!)) {
      console.log(`Left out: there is no corpus in ${corpus}.`)
      return
    }
    const lines = paths.flatMap((path) => readFileSync(path, 'utf8').trim().split('\n'))
    for (const line of lines) {
      const entry: Record<string, unknown> = JSON.parse(line)
      const texts = Object.values(entry).filter((value) => typeof value === 'string')
      for (const text of [...texts, line]) {
        for (const part of [
          { type: 'text', text },
          { type: 'chosen', id: text },
          { type: text },
          { type: 'image', url: text, mime: text },
          entry,
        ]) {
          try {
            const message = read([part])
            expect(message.parts).toHaveLength(1)
            expect(parse(JSON.parse(JSON.stringify(message)))).toMatchObject({ keys: [`${visitor}:id-1`] })
          } catch (error) {
            expect(error).toBeInstanceOf(Invalid)
          }
        }
      }
    }
    expect(Reflect.get({}, 'bar') ?? Reflect.get({}, 'x')).toBeUndefined()
  })
})

describe('what a visitor said', () => {
  const said = { keys: [`${visitor}:id-1`], address: { chat: visitor }, from: { id: visitor }, at: 5 }

  test('is a message', () => {
    const parts = [{ type: 'text', text: 'hello /not a command' }]
    expect(heard(parts)).toEqual({ ...said, kind: 'message', id: 'id-1', parts })
  })

  test.each([
    ['/start', 'start', ''],
    ['/Orders  track 1234 ', 'orders', 'track 1234'],
    ['/a\nb\nc', 'a', 'b\nc'],
  ])('is a command: %p', (text, name, rest) => {
    expect(heard([{ type: 'text', text }])).toEqual({ ...said, kind: 'command', id: 'id-1', name, text: rest })
  })

  test.each(['/home/user is full', '/ start', '//comment', '/ünïcode', '1/2'])('is no command: %p', (text) => {
    expect(heard([{ type: 'text', text }])).toMatchObject({ kind: 'message' })
  })

  test('is a press of a button', () => {
    expect(heard([{ type: 'chosen', id: 'large', label: 'Large' }])).toEqual({
      ...said,
      kind: 'button',
      id: 'id-1',
      option: 'large',
      label: 'Large',
    })
  })
})

describe('what the bot says', () => {
  const drawn = (...parts: Part[]) => render(parts, { chat: visitor })
  const textOf = (parts: readonly Part[]) => parts.map((part) => (part.type === 'text' ? part.text : '')).join('')

  test('is one call with all parts as they are', () => {
    const parts: Part[] = [
      { type: 'text', text: '**Hello**' },
      { type: 'choices', text: 'Which?', options: [{ id: 'a', label: 'A' }] },
      { type: 'image', url: 'https://pictures.example/a.png', mime: 'image/png' },
      { type: 'card', title: 'Card', text: 'of paper' },
      { type: 'location', latitude: 1, longitude: 2 },
    ]
    expect(drawn(...parts)).toEqual([{ to: visitor, parts }])
    expect(drawn()).toEqual([])
  })

  test('keeps within the limits and loses nothing', () => {
    const text = 'All work and no play. '.repeat(4000).trimEnd()
    const [call] = drawn({ type: 'text', text })
    expect(call!.parts.length).toBeGreaterThan(1)
    expect(call!.parts.every((part) => part.type === 'text' && part.text.length <= abilities.textLimit.value)).toBe(
      true,
    )
    expect(textOf(call!.parts).replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))

    const options = Array.from({ length: 120 }, (_, index) => ({ id: `${index}`, label: `${index} `.repeat(100) }))
    const choices = drawn({ type: 'choices', text: 'Which?', options })[0]!.parts.filter(
      (part) => part.type === 'choices',
    )
    expect(choices.map((part) => part.options.length)).toEqual([50, 50, 20])
    const shown = choices.flatMap((part) => part.options)
    expect(shown.map(({ id }) => id)).toEqual(options.map(({ id }) => id))
    expect(shown.every(({ label }) => label.length <= abilities.buttonLabelLimit.value)).toBe(true)
    expect(shown[100]!.description).toBe(options[100]!.label)
  })

  test('names what a browser cannot show', () => {
    const parts = [
      ...drawn({
        type: 'document',
        mediaId: '7',
        mime: 'application/pdf',
        name: 'Terms.pdf',
        caption: 'Please *read*',
      }),
      ...drawn({ type: 'image', url: 'javascript:alert(1)', mime: 'image/png' }),
      ...drawn({ type: 'chosen', id: 'a', label: 'A' }),
    ].flatMap((call) => call.parts)
    expect(parts).toEqual(['Terms.pdf\n\nPlease *read*', 'image', 'A'].map((text) => ({ type: 'text', text })))
    const [card] = drawn({ type: 'card', title: 'Card', imageUrl: 'data:text/html,x' })[0]!.parts
    expect(card).toEqual({ type: 'card', title: 'Card' })
  })

  test('goes to the rooms of its channel under the number it is kept with', async () => {
    const sent: unknown[] = []
    const hub = {
      message: (channel: ChannelId, to: string, message: WireMessage) => sent.push([channel, to, message]),
      typing: (...args: unknown[]) => sent.push(args),
      stream: (...args: unknown[]) => sent.push(args),
      animate: () => undefined,
      handed: () => undefined,
      ended: () => undefined,
    }
    const adapter = createWebAdapter(hub)
    const channel = 'ch_demo0abcdefghijklmno' as ChannelId // a valid id
    const client = await adapter.connect({}, lentTo(channel))
    const [call] = adapter.render([{ type: 'text', text: 'hello' }], { chat: visitor })
    const context: SendContext = {
      idempotencyKey: 'm_1-0',
      signal: AbortSignal.timeout(1000),
      // Ids of any form will do.
      message: { id: 'm_1' as MessageId, seq: 7, conversation: 'cv_1' as ConversationId, author: 'agent', at: 0 },
      ...unasked,
    }
    expect(await adapter.send(client, call!, context)).toEqual({ id: 'm_1' })
    await adapter.typing?.(client, { chat: visitor })
    await adapter.stream?.(client, { chat: visitor }, { id: 'm_2', index: 0, text: 'h', done: false })
    expect(sent).toEqual([
      [
        channel,
        visitor,
        {
          id: 'm_1',
          seq: 7,
          conversationId: 'cv_1',
          from: 'agent',
          parts: call!.parts,
          at: '1970-01-01T00:00:00.000Z',
        },
      ],
      [channel, visitor],
      [channel, visitor, { id: 'm_2', index: 0, text: 'h', done: false }],
    ])
  })
})

test('the settings take origins and nothing that looks like one', () => {
  const isValid = new Ajv({ strict: false }).compile(schemaOf(createWebAdapter({} as WebHub).settings)) // never asked to send
  for (const origin of ['*', 'https://shop.example', 'http://localhost:8080', 'https://shop.example/']) {
    expect([origin, isValid({ allowedOrigins: [origin] })]).toEqual([origin, true])
  }
  for (const origin of ['shop.example', 'https://', 'https://shop.example/page', 'javascript:x', 'https://*', '']) {
    expect([origin, isValid({ allowedOrigins: [origin] })]).toEqual([origin, origin === 'https://*'])
  }
  expect(isValid({})).toBe(true)
})
