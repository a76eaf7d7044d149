import { describe, expect, test } from '@jest/globals'
import type { Address, Option, Part } from '../../contracts/message.ts'
import { slack } from './index.ts'

describe('what people see', () => {
  const to: Address = { chat: 'C1' }
  const texts = (parts: readonly Part[]) =>
    slack.render(parts, to).map(({ payload }) => ('text' in payload ? payload.text : ''))
  const said = (text: string) =>
    texts([{ type: 'text', text }])
      .join('\n---\n')
      .replaceAll('\u200b', '')

  test.each([
    ['**bold** and *italic* and ~~gone~~', '*bold* and _italic_ and ~gone~'],
    ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['<!channel> <@U1> <#C1> <!here|x>', '&lt;!channel&gt; &lt;@U1&gt; &lt;#C1&gt; &lt;!here|x&gt;'],
    ['[a | b](https://example.org/?x=1&y=<2>)', 'a | b (https://example.org/?x=1&amp;y=&lt;2&gt;)'],
    ['[site](https://example.org/?x=1&y=2)', '<https://example.org/?x=1&amp;y=2|site>'],
    ['[hm](javascript:alert(1))', 'hm (javascript:alert(1))'],
    ['`a < b`', '`a &lt; b`'],
    ['```js\na < b\n```', '```\na &lt; b\n```'],
    ['> one\n> two', '> one\n> two'],
    ['he**l**lo', 'he*l*lo'],
    ['- one\n- two', '• one\n• two'],
  ])('%s', (markdown, expected) => {
    expect(said(markdown)).toBe(expected)
  })

  const options = (count: number): readonly Option[] =>
    Array.from({ length: count }, (_, index) => ({ id: `o${index}`, label: `Option ${index}` }))
  const blocksOf = (count: number) => {
    const [call] = slack.render([{ type: 'choices', text: 'Which?', options: options(count) }], to)
    return call?.method === 'chat.postMessage' ? (call.payload.blocks ?? []) : []
  }

  test('few options are rows of five buttons, more a menu, too many are numbered', () => {
    expect(blocksOf(7).map((block) => (block.type === 'actions' ? block.elements.length : block.type))).toEqual([
      'section',
      5,
      2,
    ])
    expect(blocksOf(25)).toHaveLength(6)
    expect(blocksOf(26)[1]).toMatchObject({ type: 'actions', elements: [{ type: 'static_select' }] })
    expect(blocksOf(101)).toEqual([])
    expect(texts([{ type: 'choices', text: 'Which?', options: options(101) }])[0]).toContain('101. Option 100')
  })

  test('a card has its picture beside its words', () => {
    const card: Part = {
      type: 'card',
      title: 'Lamp',
      text: 'Bright',
      imageUrl: 'https://example.org/lamp.png',
      options: options(1),
    }
    expect(slack.render([card], to)).toMatchObject([
      {
        payload: {
          text: '*Lamp*\nBright\n\n1. Option 0',
          blocks: [{ type: 'section', accessory: { type: 'image', alt_text: 'Lamp' } }, { type: 'actions' }],
        },
      },
    ])
  })

  test('answers stay in their thread', () => {
    expect(slack.render([{ type: 'text', text: 'Hi' }], { chat: 'C1', thread: '1.2' })[0]!.payload).toMatchObject({
      channel: 'C1',
      thread_ts: '1.2',
    })
  })
})
