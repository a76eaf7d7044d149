import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type ToLoader, type ToPanel, envelope, listenTo, readToLoader, readToPanel } from './protocol.ts'

const page = { url: 'https://www.example.com/', title: 'Shop' }
const toPanel: readonly ToPanel[] = [
  { type: 'boot', layout: 'floating', open: true, page, wishes: { language: 'de', theme: 'dark' }, identity: 'a.b.c' },
  { type: 'boot', layout: 'inline', open: false, page: { ...page, title: '' }, wishes: {} },
  { type: 'open' },
  { type: 'closed' },
  { type: 'size', layout: 'full', keyboard: true },
  { type: 'page', page },
  { type: 'update', wishes: { theme: 'auto' } },
  { type: 'identify', identity: 'a.b.c' },
  { type: 'send', text: 'Where is my order?' },
  { type: 'forget' },
  { type: 'askForget' },
]
const toLoader: readonly ToLoader[] = [
  { type: 'hello' },
  { type: 'ready' },
  { type: 'close' },
  { type: 'unread', count: 2, teaser: 'Your order' },
  { type: 'unread', count: 0 },
  { type: 'message', id: 'm_1', from: 'agent' },
  { type: 'error', code: 'E_BUSY', message: 'Later.' },
]

describe('what the loader and the panel say to each other', () => {
  test('everything either says is read by the other as it was said', () => {
    for (const message of toPanel) expect(readToPanel(structuredClone(envelope(message)))).toEqual(message)
    for (const message of toLoader) expect(readToLoader(structuredClone(envelope(message)))).toEqual(message)
  })

  test('what is not ours, of another version or half of a message is nothing', () => {
    for (const none of [null, 'boot', [], {}, { type: 'open' }, { colloquy: 2, type: 'open' }]) {
      expect([readToPanel(none), readToLoader(none)]).toEqual([undefined, undefined])
    }
    expect(readToPanel(envelope({ type: 'hello' }))).toBeUndefined()
    expect(readToLoader({ colloquy: 1, type: 'unread', count: -1 })).toBeUndefined()
    expect(readToLoader({ colloquy: 1, type: 'message', id: 'm_1', from: 'host' })).toBeUndefined()
    expect(readToPanel({ colloquy: 1, type: 'send', text: 'x'.repeat(10_001) })).toBeUndefined()
    expect(readToPanel({ colloquy: 1, type: 'boot', layout: 'floating' })).toBeUndefined()
  })

  test('whatever comes, reading it does not fail, and gives only fields that are known', () => {
    const types = fc.constantFrom(...[...toPanel, ...toLoader].map(({ type }) => type))
    const fields = fc.record({ type: types, text: fc.anything(), count: fc.anything(), page: fc.anything() })
    fc.assert(
      fc.property(fields, fc.object(), (known, more) => {
        const said = { ...more, ...known, colloquy: 1 }
        for (const read of [readToPanel(said), readToLoader(said)]) {
          const names = Object.keys(read ?? {})
          expect(
            names.filter(
              (name) =>
                !/^(type|layout|open|page|wishes|identity|keyboard|text|count|teaser|id|from|code|message)$/.test(name),
            ),
          ).toEqual([])
        }
      }),
    )
  })
})

describe('who is heard', () => {
  const panel = {} as Window // compared, and never used
  /** Stands in for the page. */
  const heardOf = (origin: string | undefined, events: readonly Partial<MessageEvent>[]) => {
    const listeners = new Set<(event: Partial<MessageEvent>) => void>()
    Object.assign(globalThis, {
      addEventListener: (_type: string, listener: (event: Partial<MessageEvent>) => void) => listeners.add(listener),
      removeEventListener: (_type: string, listener: (event: Partial<MessageEvent>) => void) =>
        listeners.delete(listener),
    })
    const heard: string[] = []
    const stop = listenTo({ window: panel, ...(origin && { origin }) }, readToLoader, ({ type }, from) =>
      heard.push(`${type} of ${from}`),
    )
    for (const event of events) for (const listener of listeners) listener(event)
    stop()
    expect(listeners.size).toBe(0)
    return heard
  }
  const own = 'https://bots.example.com'
  const data = envelope({ type: 'hello' })

  test('the one window of the one origin', () => {
    const others = [
      { source: {} as Window, origin: own, data }, // another one
      { source: panel, origin: 'https://evil.example', data },
      { source: null, origin: own, data },
    ]
    expect(heardOf(own, [...others, { source: panel, origin: own, data }])).toEqual([`hello of ${own}`])
  })

  test('where the origin is not known, that of the first message which can be read', () => {
    const noise = { source: panel, origin: 'https://other.example', data: 'hi' }
    const later = { source: panel, origin: 'https://evil.example', data }
    expect(heardOf(undefined, [noise, { source: panel, origin: own, data }, later])).toEqual([`hello of ${own}`])
  })
})
