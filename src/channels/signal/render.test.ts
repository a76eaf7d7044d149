import { describe, expect, test } from '@jest/globals'
import type { Part } from '../../contracts/message.ts'
import { abilities } from './abilities.ts'
import { account, ann, group } from './fixtures/read.ts'
import { render } from './render.ts'

const rendered = (...parts: readonly Part[]) => render(parts, { chat: ann })
const messagesOf = (...parts: readonly Part[]) => rendered(...parts).map(({ params }) => params.message)

describe('text', () => {
  test('is sent with its styles beside it, in UTF-16 units', () => {
    const text = '😀 **bold *and* `code`** ~~gone~~ [a link](https://example.org)\n\n> said before'
    expect(rendered({ type: 'text', text })).toEqual([
      {
        params: {
          recipient: [ann],
          message: '😀 bold and code gone a link (https://example.org)\n\nsaid before',
          textStyle: ['3:9:BOLD', '8:3:ITALIC', '12:4:MONOSPACE', '17:4:STRIKETHROUGH', '52:11:ITALIC'],
        },
        files: [],
      },
    ])
  })

  test('longer than a body is cut between words, and a style goes on', () => {
    const long = Array.from({ length: 900 }, (_, index) => `word${index}`).join(' ')
    const calls = rendered({ type: 'text', text: `**${long}**` })
    expect(calls.length).toBeGreaterThan(1)
    expect(calls.map(({ params }) => params.message).join(' ')).toBe(long)
    for (const { params } of calls) {
      expect(params.message!.length).toBeLessThanOrEqual(abilities.textLimit.value)
      expect(params.textStyle).toEqual([`0:${params.message!.length}:BOLD`])
    }
  })

  test.each([
    [ann, { recipient: [ann] }],
    [account, { recipient: [account] }],
    ['u:somebody.01', { recipient: ['u:somebody.01'] }],
    [group, { groupId: group }],
  ])('to %s', (chat, target) => {
    expect(render([{ type: 'text', text: 'x' }], { chat })[0]!.params).toEqual({ ...target, message: 'x' })
  })
})

test('options are numbered, with what explains them', () => {
  const options = [
    { id: 'a', label: 'Tea', description: 'with milk' },
    { id: 'b', label: '  ' },
    { id: 'c', label: 'Some\ncoffee' },
  ]
  expect(messagesOf({ type: 'choices', text: 'What?', options })).toEqual([
    'What?\n\n1. Tea — with milk\n2. b\n3. Some coffee',
  ])
  expect(messagesOf({ type: 'card', title: 'Drinks', text: 'Hot ones', options: options.slice(0, 1) })).toEqual([
    'Drinks\nHot ones\n\n1. Tea — with milk',
  ])
})

describe('files', () => {
  const image: Part = { type: 'image', mime: 'image/png', url: 'https://example.org/a.png' }

  test('go with what is said beside them, or before it where that is too long', () => {
    expect(rendered({ ...image, caption: '*A*' })).toEqual([
      {
        params: { recipient: [ann], message: 'A', textStyle: ['0:1:ITALIC'] },
        files: [{ url: image.url, mime: image.mime }],
      },
    ])
    const [file, ...texts] = rendered({ ...image, caption: 'word '.repeat(900) })
    expect(file!.params).toEqual({ recipient: [ann] })
    expect(texts).toHaveLength(3)
  })

  test('are one message while only the first of them has something said beside it', () => {
    expect(rendered({ ...image, caption: 'Both' }, image).map(({ files }) => files.length)).toEqual([2])
    expect(rendered(image, { ...image, caption: 'Second' }).map(({ files }) => files.length)).toEqual([1, 1])
    expect(rendered(...Array.from({ length: 40 }, () => image)).map(({ files }) => files.length)).toEqual([32, 8])
  })

  test('on the daemon’s own disk are none: where they are is said', () => {
    for (const url of ['file:///etc/passwd', '/etc/passwd', 'data:text/plain,x']) {
      expect(rendered({ ...image, url })).toEqual([{ params: { recipient: [ann], message: url }, files: [] }])
    }
    expect(rendered({ type: 'image', mime: 'image/png', mediaId: '../../etc/passwd' })).toEqual([])
  })

  test('a card’s picture has the card’s words', () => {
    const card: Part = { type: 'card', title: 'Cat', imageUrl: 'https://example.org/cat.jpg' }
    expect(rendered(card)).toMatchObject([{ params: { message: 'Cat', textStyle: ['0:3:BOLD'] }, files: [{}] }])
  })
})

test('places and people are said', () => {
  expect(messagesOf({ type: 'location', latitude: 48.1, longitude: 11.5, name: 'Here' })).toEqual([
    'Here\nhttps://maps.google.com/maps?q=48.1%2C11.5',
  ])
  expect(messagesOf({ type: 'location', latitude: 99, longitude: 11.5 })).toEqual(['99, 11.5'])
  expect(messagesOf({ type: 'contact', name: 'Ann', phones: ['+1'], emails: ['a@example.org'] })).toEqual([
    'Ann\n+1\na@example.org',
  ])
})
