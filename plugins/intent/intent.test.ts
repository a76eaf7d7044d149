import fc from 'fast-check'
import { describe, expect, test } from '@jest/globals'
import { Rehearsal, testPlugin } from 'colloquy/testing'
import type { OwnAnswer, OwnIntent } from 'colloquy/sdk'
import intent from './index.ts'
import { fillBody, fillText, fillUrl } from './fill.ts'

const folder = new URL('.', import.meta.url)
testPlugin(intent, { folder })

const taught = (answer: OwnAnswer, more: Partial<OwnIntent> = {}): OwnIntent => ({
  id: 'in_1',
  name: 'thing',
  utterances: { en: ['do the thing', 'the thing please'] },
  answer,
  version: 1,
  ...more,
})
const start = (...intents: readonly OwnIntent[]): Rehearsal =>
  new Rehearsal({ plugins: [intent], folder, intents, settings: { intent: { secrets: 'KEY = s3cret \nOTHER=o' } } })

describe('a call', () => {
  const call = { method: 'POST', url: 'https://a.example/x', headers: { 'x-key': '{{secret.KEY}}' } } as const

  test('carries secrets in its headers alone', async () => {
    const rehearsal = start(
      taught({
        call: { ...call, url: 'https://a.example/{{secret.KEY}}', body: '{{secret.KEY}}' },
        say: { en: ['Key {{secret.KEY}}.'] },
      }),
    )
    rehearsal.http.answer('POST', 'https://a.example/', { status: 200, body: {} })
    const { messages } = await rehearsal.say('do the thing')
    expect(messages).toEqual([[{ type: 'text', text: 'Key .' }]])
    expect(rehearsal.http.calls).toMatchObject([{ headers: { 'x-key': 's3cret' }, body: null }])
  })

  test('is not made before a yes, and not after a no', async () => {
    const rehearsal = start(taught({ confirm: { en: 'Shall I?' }, call, say: { en: ['Done.'] } }))
    rehearsal.http.answer('POST', 'https://a.example/x', { status: 200, body: {} })
    await rehearsal.say('do the thing')
    await rehearsal.say('no')
    expect(rehearsal.http.calls).toEqual([])
    await rehearsal.say('do the thing')
    await rehearsal.say('yes')
    expect(rehearsal.http.calls).toHaveLength(1)
  })

  test('that is refused is said so, in what was written for it or in our words', async () => {
    const refused = { '404': { en: 'No such thing.' } }
    const rehearsal = start(taught({ call: { ...call, refused }, say: { en: ['Done.'] } }))
    rehearsal.http.answer('POST', 'https://a.example/x', { status: 404 })
    expect((await rehearsal.say('do the thing')).messages).toEqual([[{ type: 'text', text: 'No such thing.' }]])
    rehearsal.http.answer('POST', 'https://a.example/x', { status: 410 })
    expect(JSON.stringify((await rehearsal.say('do the thing')).messages)).toContain('That did not work.')
  })
})

test('a button to an intent that is gone is nobody’s', async () => {
  const rehearsal = start(taught({ say: { en: ['Next?'] }, next: [{ intent: 'gone', label: { en: 'Gone' } }] }))
  const { messages } = await rehearsal.say('do the thing')
  const [[part]] = messages as unknown as [[{ options: [{ id: string }] }]] // one message with one button
  expect((await rehearsal.press(part.options[0].id)).outcome).toBe('nobody')
})

describe('what is filled in', () => {
  test('is found where it was given, and nowhere else', () => {
    expect(
      fillText('{{a.b}}|{{a.c}}|{{constructor}}|{{a.__proto__.x}}|{{ n }}', { a: { b: 'x' }, n: 1234.5 }, 'de'),
    ).toBe('x||||1.234,5')
    expect(fillBody({ whole: '{{n}}', part: 'n={{n}}', list: ['{{b}}'], none: '{{c}}' }, { n: 2, b: true })).toEqual({
      whole: 2,
      part: 'n=2',
      list: [true],
      none: null,
    })
  })

  test('is text in a text: nothing of it is Markdown', () => {
    expect(fillText('Hello {{name}}', { name: '[click](https://bad.example) **now**' }, 'en')).toBe(
      'Hello \\[click\\](https://bad.example) \\*\\*now\\*\\*',
    )
  })

  test('never leads a call to another place', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('..', '.', '/../', '@evil.example', '?x', '#', '\\..\\')),
        (said) => {
          const url = new URL(fillUrl('https://a.example/orders/{{said}}/status?q={{said}}', { said }))
          expect(url.origin).toBe('https://a.example')
          expect(url.pathname.startsWith('/orders/')).toBe(true)
          expect(url.pathname.endsWith('/status')).toBe(true)
        },
      ),
    )
  })
})
