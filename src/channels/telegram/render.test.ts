import { describe, expect, test } from '@jest/globals'
import type { Part } from '../../contracts/message.ts'
import { eventOf, fixture } from './fixtures/read.ts'
import { telegram } from './index.ts'
import type { Call } from './render.ts'

const rendered = (...parts: readonly Part[]): readonly Call[] => telegram.render(parts, { chat: '42' })

describe('what Telegram is given', () => {
  const image = (url: string, caption?: string): Part => ({
    type: 'image',
    mime: 'image/jpeg',
    url,
    ...(caption === undefined ? {} : { caption }),
  })

  test('Markdown is text with entities', () => {
    expect(rendered({ type: 'text', text: '**Hi** 😀 [there](https://example.org)' })).toEqual([
      {
        method: 'sendMessage',
        payload: {
          chat_id: 42,
          text: 'Hi 😀 there',
          entities: [
            { type: 'bold', offset: 0, length: 2 },
            { type: 'text_link', offset: 6, length: 5, url: 'https://example.org' },
          ],
        },
      },
    ])
  })

  test('links that Telegram would drop show their address', () => {
    const text = '[a](http://localhost:3000) [b](mailto:b@example.org) [c](tg://user?id=7)'
    expect(rendered({ type: 'text', text })).toMatchObject([
      { payload: { text: 'a (http://localhost:3000) b (b@example.org) c', entities: [{ url: 'tg://user?id=7' }] } },
    ])
  })

  test('a long text is several messages', () => {
    const calls = rendered({ type: 'text', text: 'word '.repeat(2000) })
    expect(calls).toHaveLength(3)
    for (const { payload } of calls) expect((payload as { text: string }).text.length).toBeLessThanOrEqual(4096)
  })

  test('options are buttons, short ones beside each other', () => {
    const options = ['Yes', 'No', 'Maybe', 'Later'].map((label) => ({ id: label.toLowerCase(), label }))
    expect(rendered({ type: 'choices', text: 'Sure?', options })).toMatchObject([
      {
        method: 'sendMessage',
        payload: {
          text: 'Sure?',
          reply_markup: {
            inline_keyboard: [
              [{ text: 'Yes', callback_data: 'yes' }, { text: 'No' }, { text: 'Maybe' }],
              [{ text: 'Later' }],
            ],
          },
        },
      },
    ])
  })

  test('what a button cannot say is said above it', () => {
    const long = 'A label that is so long that no button of any messenger would show the whole of it'
    const options = [
      { id: 's', label: 'Small', description: 'fits a hand' },
      { id: 'l', label: long },
      { id: 'x'.repeat(65), label: 'No button' },
    ]
    const [call] = rendered({ type: 'choices', text: 'Size?', options })
    expect(call).toMatchObject({ payload: { text: `Size?\n\nSmall — fits a hand\n${long}\n• No button` } })
    expect(JSON.stringify(call)).toContain('A label that is so long')
    expect(JSON.stringify(call)).not.toContain('xxxxx')
  })

  test('more buttons than a message holds go under several', () => {
    const options = Array.from({ length: 230 }, (_, index) => ({ id: `o${index}`, label: `Option ${index}` }))
    const calls = rendered({ type: 'choices', text: 'Which?', options })
    const counts = calls.map(
      ({ payload }) =>
        (payload as { reply_markup: { inline_keyboard: unknown[][] } }).reply_markup.inline_keyboard.flat().length,
    )
    expect(counts).toEqual([100, 100, 30])
  })

  test('photos and videos in a row are an album, eleven are one and a single', () => {
    const parts = Array.from({ length: 11 }, (_, index) =>
      image(`https://example.org/${index}.jpg`, index === 0 ? '*First*' : undefined),
    )
    const calls = rendered(...parts)
    expect(calls.map(({ method }) => method)).toEqual(['sendMediaGroup', 'sendPhoto'])
    expect((calls[0] as unknown as { payload: { media: unknown[] } }).payload.media[0]).toEqual({
      type: 'photo',
      media: 'https://example.org/0.jpg',
      caption: 'First',
      caption_entities: [{ type: 'italic', offset: 0, length: 5 }],
    })
  })

  test('a caption that is too long follows as text', () => {
    const caption = 'word '.repeat(400).trim()
    expect(rendered(image('https://example.org/a.jpg', caption))).toMatchObject([
      { method: 'sendPhoto', payload: { photo: 'https://example.org/a.jpg' } },
      { method: 'sendMessage', payload: { text: caption } },
    ])
  })

  test.each([
    ['image', 'image/png', 'sendPhoto', 'photo'],
    ['image', 'image/gif', 'sendAnimation', 'animation'],
    ['image', 'image/svg+xml', 'sendDocument', 'document'],
    ['audio', 'audio/mpeg', 'sendAudio', 'audio'],
    ['audio', 'audio/ogg', 'sendVoice', 'voice'],
    ['video', 'video/mp4', 'sendVideo', 'video'],
    ['document', 'application/pdf', 'sendDocument', 'document'],
    ['sticker', 'image/webp', 'sendSticker', 'sticker'],
  ] as const)('%s of %s goes by %s', (type, mime, method, field) => {
    const url = 'https://example.org/file'
    expect(rendered({ type, mime, url })).toEqual([{ method, payload: { chat_id: 42, [field]: url } }])
  })

  test.each([
    'photo',
    'voice',
    'audio',
    'video-note',
    'animation',
    'document',
    'sticker',
    'venue',
    'contact',
    'location',
  ])('a %s goes back as what it came', (name) => {
    const { message } = fixture(name)
    const [call] = rendered(...(eventOf(name) as { parts: readonly Part[] }).parts)
    const field = name.replace('-', '_')
    expect(call!.method).toBe(`send${name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`)
    const file = message![field as 'voice']
    if (file?.file_id !== undefined) expect(call!.payload).toMatchObject({ [field]: file.file_id })
  })

  test('no source but an id or a web address reaches a Bot API server', () => {
    for (const url of ['file:///etc/passwd', 'attach://x', '/etc/passwd', 'ftp://example.org/a']) {
      expect(rendered({ type: 'document', mime: 'text/plain', url })).toMatchObject([
        { method: 'sendMessage', payload: { text: url } },
      ])
      expect(rendered({ type: 'document', mime: 'text/plain', mediaId: url })).toEqual([])
    }
  })

  test('a card is a photo with words and buttons, or words alone', () => {
    const card = {
      type: 'card',
      title: 'Lamp *1*',
      text: 'It **shines**',
      options: [{ id: 'buy', label: 'Buy' }],
    } as const
    expect(rendered({ ...card, imageUrl: 'https://example.org/lamp.jpg' })).toMatchObject([
      {
        method: 'sendPhoto',
        payload: {
          caption: 'Lamp *1*\nIt shines',
          caption_entities: [
            { type: 'bold', length: 8 },
            { type: 'bold', offset: 12 },
          ],
        },
      },
    ])
    expect(rendered(card)).toMatchObject([{ method: 'sendMessage', payload: { text: 'Lamp *1*\nIt shines' } }])
  })

  test('topics, direct messages and business connections are part of the address', () => {
    const [part] = [{ type: 'text', text: 'x' } as const]
    expect(telegram.render([part], { chat: '-100', thread: '12', via: 'bc' })[0]!.payload).toMatchObject({
      chat_id: -100,
      message_thread_id: 12,
      business_connection_id: 'bc',
    })
    expect(telegram.render([part], { chat: '-100', thread: 'direct:7002' })[0]!.payload).toMatchObject({
      direct_messages_topic_id: 7002,
    })
    expect(telegram.render([part], { chat: '@channel' })[0]!.payload).toEqual({ chat_id: '@channel', text: 'x' })
  })

  test('a choice that is repeated is its label', () => {
    expect(rendered({ type: 'chosen', id: 'yes', label: 'Yes' })).toMatchObject([{ payload: { text: 'Yes' } }])
  })
})
