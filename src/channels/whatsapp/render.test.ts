import { describe, expect, test } from '@jest/globals'
import type { Option, Part } from '../../contracts/message.ts'
import { abilities, limits } from './abilities.ts'
import { render } from './render.ts'
import type { Call } from './render.ts'

const rendered = (...parts: readonly Part[]) => render(parts, { chat: '15550002222' })
const content = (call: Call | undefined) => {
  const { messaging_product: _, recipient_type: __, to: ___, ...rest } = call as Call & { to?: string }
  return rest
}
const textOf = (text: string) =>
  rendered({ type: 'text', text }).map((call) => (call.type === 'text' ? call.text.body : call.type))
const hair = '\u200a'
const zero = '\u200b'

describe('Markdown', () => {
  test.each([
    ['**bold**, *italic*, ~~gone~~ and `code`', '*bold*, _italic_, ~gone~ and `code`'],
    ['***both***', '*_both_*'],
    ['**bold and *italic***', '*bold and _italic_*'],
    ['# Title\n\nText', '*Title*\n\nText'],
    ['```js\nlet a = 1\nlet b = 2\n```', '```let a = 1\nlet b = 2```'],
    ['- one\n- two', '• one\n• two'],
    ['1. one\n2. two', '1. one\n2. two'],
    ['> said\n> again', '> said\n> again'],
    ['> **said**', '> *said*'],
    ['see [the shop](https://example.org/a_b_c)', 'see the shop (https://example.org/a_b_c)'],
    ['**two\\\nlines**', '*two*\n*lines*'],
    ['**a**, _b_', '*a*, _b_'],
  ])('%j is %j', (markdown, expected) => {
    expect(textOf(markdown)).toEqual([expected])
  })

  test.each([
    ['in the middle of a word it would show its signs', 'in**si**de', 'inside'],
    ['around its own sign it would end too early', '**2 \\* 3**', '2 * 3'],
    ['at a letter of another script as well', '你好**世界**吗', '你好世界吗'],
  ])('goes without formatting where %s', (_, markdown, expected) => {
    expect(textOf(markdown)).toEqual([expected])
  })

  test.each([
    ['\\*not bold\\*', `*${hair}not bold*`],
    ['\\_not italic\\_', `_${hair}not italic_`],
    ['\\~not gone\\~ \\`nor code\\`', `~${hair}not gone~ ˋnor codeˋ`],
    ['\\> no quote', `${zero}> no quote`],
    ['\\- no list', `${zero}- no list`],
    ['\\*note **bold**', `*${hair}note *bold*`],
  ])('%j does not become markup by accident', (markdown, expected) => {
    expect(textOf(markdown)).toEqual([expected])
  })

  test.each([
    '2\\*3\\*4',
    'snake_case_name',
    '2 * 3 * 4',
    'a ~ b ~ c',
    'https://example.org/_a_/~b~',
    '5 * x',
    'one `',
  ])('%j is left alone: WhatsApp would', (text) => {
    expect(textOf(text)).toEqual([text.replaceAll('\\', '')])
  })

  test('that is long is cut where no formatting breaks, and all of it is said', () => {
    const words = Array.from({ length: 900 }, (_, index) => `**w${index}**${index % 100 === 99 ? '\n\n' : ' '}`)
    const pieces = textOf(words.join(''))
    expect(pieces.length).toBeGreaterThan(1)
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(abilities.textLimit.value)
      expect(piece).toMatch(/^(?:\*w\d+\*(?:\s+|$))+$/)
    }
    expect(pieces.join(' ').split(/\s+/)).toHaveLength(900)
  })
})

describe('options', () => {
  const options = (count: number, label = 'Option', more: Partial<Option> = {}): Option[] =>
    Array.from({ length: count }, (_, index) => ({ id: `id${index}`, label: `${label} ${index}`, ...more }))
  const offered = (given: readonly Option[], text = 'Choose') => rendered({ type: 'choices', text, options: given })

  test('up to three are buttons', () => {
    expect(content(offered(options(3))[0])).toEqual({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Choose' },
        action: {
          buttons: [0, 1, 2].map((index) => ({ type: 'reply', reply: { id: `id${index}`, title: `Option ${index}` } })),
        },
      },
    })
  })

  test('what a button has no room for is said above it', () => {
    expect(offered(options(1, 'Tea', { description: 'Malty' }))).toMatchObject([
      { interactive: { type: 'button', body: { text: 'Choose\n\n*Tea 0* — Malty' } } },
    ])
  })

  test.each([4, 10])('%d are a list', (count) => {
    const [call] = offered(options(count, 'Option', { description: 'fine' }))
    expect(call).toMatchObject({ interactive: { type: 'list', action: { sections: [{ rows: { length: count } }] } } })
  })

  test('long labels are rows whose second line says the rest', () => {
    expect(offered([{ id: 'a', label: 'A label that is longer than a row', description: 'fine' }])).toMatchObject([
      {
        interactive: {
          type: 'list',
          body: { text: 'Choose' },
          action: {
            sections: [
              {
                rows: [
                  {
                    id: 'a',
                    title: 'A label that is longer…',
                    description: 'A label that is longer than a row — fine',
                  },
                ],
              },
            ],
          },
        },
      },
    ])
  })

  test('labels that begin alike are told apart', () => {
    const [call] = offered(['red', 'blue'].map((id) => ({ id, label: `A very long label that ends in ${id}` })))
    const rows = (call as unknown as { interactive: { action: { sections: { rows: { title: string }[] }[] } } })
      .interactive.action.sections[0]!.rows
    expect(new Set(rows.map(({ title }) => title)).size).toBe(2)
  })

  test('more than ten are numbered, and so is what cannot be told apart by its id', () => {
    expect(offered(options(11))).toMatchObject([
      { type: 'text', text: { body: expect.stringMatching(/^Choose\n\n1\. Option 0\n2\. /) } },
    ])
    expect(
      offered([
        { id: 'a', label: 'One' },
        { id: 'a', label: 'Two' },
      ]),
    ).toMatchObject([{ text: { body: 'Choose\n\n1. One\n2. Two' } }])
  })

  test('come with the end of a long text', () => {
    const calls = offered(options(2), 'word '.repeat(600))
    expect(calls.map(({ type }) => type)).toEqual(['text', 'text', 'interactive'])
  })
})

describe('a card', () => {
  const card: Part = { type: 'card', title: 'Assam', text: 'Malty', imageUrl: 'https://example.org/a.png' }

  test('is a picture with words under it', () => {
    expect(content(rendered(card)[0])).toEqual({
      type: 'image',
      image: { link: 'https://example.org/a.png', caption: '*Assam*\nMalty' },
    })
  })

  test('has its buttons under the picture', () => {
    expect(rendered({ ...card, options: [{ id: 'buy', label: 'Buy' }] })).toMatchObject([
      { interactive: { type: 'button', header: { type: 'image', image: { link: card.imageUrl } } } },
    ])
  })

  test('with a list is a picture and a list', () => {
    const options = Array.from({ length: 5 }, (_, index) => ({ id: `${index}`, label: `${index}` }))
    expect(rendered({ ...card, options }).map(({ type }) => type)).toEqual(['image', 'interactive'])
  })
})

test('a link that is a paragraph of its own is a button', () => {
  expect(rendered({ type: 'text', text: 'Your **order**:\n\n[Track it](https://example.org/t?a=1)' })).toMatchObject([
    {
      interactive: {
        type: 'cta_url',
        body: { text: 'Your *order*:' },
        action: { parameters: { display_text: 'Track it', url: 'https://example.org/t?a=1' } },
      },
    },
  ])
  for (const text of [
    '[Track it](https://example.org)',
    'See\n\n[a label that is far too long](https://example.org)',
    'See\n\n[x](mailto:a@b.c)',
  ]) {
    expect(rendered({ type: 'text', text })).toMatchObject([{ type: 'text' }])
  }
})

describe('a file', () => {
  const image: Part = { type: 'image', mime: 'image/png', url: 'https://example.org/a.png' }

  test.each([
    [{}, { type: 'image', image: { link: 'https://example.org/a.png' } }],
    [{ mediaId: 'md_1' }, { type: 'image', image: { id: 'md_1' } }],
    [
      { mime: 'image/gif', name: 'a/b.gif' },
      { type: 'document', document: { filename: 'a_b.gif' } },
    ],
    [{ type: 'audio', mime: 'audio/wav' }, { type: 'document' }],
    [{ type: 'audio', mime: 'audio/ogg; codecs=opus' }, { type: 'audio' }],
    [{ type: 'sticker', mime: 'image/png' }, { type: 'document' }],
    [
      { type: 'document', mime: 'text/plain', name: 'a.txt' },
      { type: 'document', document: { filename: 'a.txt' } },
    ],
    [{ url: 'file:///etc/passwd' }, { type: 'text' }],
  ])('with %j', (change, expected) => {
    expect(rendered({ ...image, ...change } as Part)[0]).toMatchObject(expected)
  })

  test('says its caption, behind it where there is no room', () => {
    const long = 'word '.repeat(300)
    expect(rendered({ ...image, caption: '**One**' })).toMatchObject([{ image: { caption: '*One*' } }])
    expect(rendered({ ...image, caption: long }).map(({ type }) => type)).toEqual(['image', 'text'])
    expect(rendered({ type: 'audio', mime: 'audio/mpeg', url: 'https://example.org/a', caption: 'One' })).toHaveLength(
      2,
    )
  })
})

test('a place and a person are what they are', () => {
  const place: Part = {
    type: 'location',
    latitude: 1,
    longitude: 2,
    name: 'Here',
    address: 'x'.repeat(limits.placeText + 1),
  }
  expect(rendered(place).map(({ type }) => type)).toEqual(['text', 'location'])
  expect(rendered({ ...place, address: 'there' })).toMatchObject([
    { location: { latitude: 1, name: 'Here', address: 'there' } },
  ])
  expect(rendered({ type: 'location', latitude: 91, longitude: 0 })).toMatchObject([{ text: { body: '91, 0' } }])
  expect(rendered({ type: 'contact', name: 'Ada', phones: ['+1'], emails: ['a@b.c'] })).toMatchObject([
    {
      contacts: [
        { name: { formatted_name: 'Ada', first_name: 'Ada' }, phones: [{ phone: '+1' }], emails: [{ email: 'a@b.c' }] },
      ],
    },
  ])
  expect(rendered({ type: 'contact', name: 'Ada', phones: [], emails: ['a@b.c'] })).toMatchObject([
    { text: { body: 'Ada\na@b.c' } },
  ])
})
