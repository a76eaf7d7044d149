import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { voiceDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'
import type { WireMessage, WireSpeech } from '../../contracts/wire.ts'
import { createSentences, spoken } from './sentences.ts'
import { createTabVoice } from './speaker.ts'

const all = (...pieces: readonly string[]) => {
  const sentences = createSentences()
  return [...pieces.flatMap((piece) => sentences.add(piece)), ...sentences.end()]
}

describe('sentences', () => {
  test('are cut where they end, however the text comes', () => {
    const text = 'Your order is on its way. It will be there on Monday, at 3.5 km from you! Is that all right?'
    const wanted = [
      'Your order is on its way.',
      'It will be there on Monday, at 3.5 km from you!',
      'Is that all right?',
    ]
    expect(all(text)).toEqual(wanted)
    expect(all(...Array.from(text))).toEqual(wanted)
    expect(all('これは長い長い長い長い文章です。次の文です。')).toEqual([
      'これは長い長い長い長い文章です。',
      '次の文です。',
    ])
  })

  test('are read as people read Markdown aloud', () => {
    expect(spoken('## **Hello** [there](https://example.com/a) _you_, see https://example.com/b')).toBe(
      'Hello there you, see',
    )
    expect(all('Look:\n```js\nconst a = 1. \n```\n- one item\n')).toEqual(['Look:', 'one item'])
  })

  test('lose no word, and none is too long to be said', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', 'c', 'é', '.', '!', '?', '\n', ' '),
      minLength: 1,
      maxLength: 1200,
    })
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (pieces) => {
        const said = all(...pieces)
        const letters = (text: string) => text.replaceAll(/[^\p{L}]/gu, '')
        expect(letters(said.join(''))).toBe(letters(pieces.join('')))
        expect(said.every(({ length }) => length <= voiceDefaults.sentenceLength)).toBe(true)
      }),
    )
  })
})

function tab(speak?: (text: string, signal: AbortSignal) => Promise<void>) {
  const frames: WireSpeech[] = []
  const reported: unknown[] = []
  const said: string[] = []
  const voice = createTabVoice({
    async speak(text, signal) {
      said.push(text)
      await speak?.(text, signal)
      return { audio: Buffer.from(text), mime: 'audio/mpeg', durationMs: 100, visemes: [[0, 'aa']], language: 'en' }
    },
    emit: (frame) => frames.push(frame),
    report: (error) => reported.push(error),
  })
  const heard = () => frames.map(({ audio, last }) => (last ? '(over)' : Buffer.from(audio, 'base64').toString()))
  const settle = () => new Promise((done) => setTimeout(done))
  return { voice, frames, reported, said, heard, settle }
}

const message = (id: string, text: string, from: WireMessage['from'] = 'bot'): WireMessage => ({
  id,
  seq: 1,
  conversationId: 'c',
  from,
  parts: [{ type: 'text', text }],
  at: '2026-01-05T09:00:00.000Z',
})

describe('a tab that is spoken to', () => {
  test('hears a reply sentence by sentence while it is written, in order, and its end; and the message not again', async () => {
    const { voice, frames, heard, settle } = tab()
    voice.piece({ id: 'm', index: 0, text: 'The first sentence is here. The', done: false })
    await settle()
    expect(heard()).toEqual(['The first sentence is here.'])
    voice.piece({ id: 'm', index: 1, text: ' second is over.', done: true })
    voice.message(message('m', 'The first sentence is here. The second is over.'))
    await settle()
    expect(heard()).toEqual(['The first sentence is here.', 'The second is over.', '(over)'])
    expect(frames.map(({ messageId, index }) => [messageId, index])).toEqual([['m', 0], ['m', 1], ['m', 2]]) // prettier-ignore
  })

  test('hears what comes at once, and only what the bot says', async () => {
    const { voice, heard, settle } = tab()
    voice.message(message('a', 'I am typing as a person.', 'agent'))
    voice.message(message('b', 'Welcome to the shop.'))
    voice.message(message('b', 'Welcome to the shop.'))
    await settle()
    expect(heard()).toEqual(['Welcome to the shop.', '(over)'])
  })

  test('hears no more of a message that could not be said, and the next one', async () => {
    const { voice, heard, reported, settle } = tab((text) =>
      text.includes('bad') ? Promise.reject(new Refused('No.')) : Promise.resolve(),
    )
    voice.message(message('a', 'This is a bad sentence. This comes after it.'))
    voice.message(message('b', 'This is another message.'))
    await settle()
    expect(heard()).toEqual(['(over)', 'This is another message.', '(over)'])
    expect(reported).toEqual([])
  })

  test('hears nothing any more when its visitor speaks, and what comes then', async () => {
    const { voice, said, heard, settle } = tab((_, signal) =>
      signal.aborted
        ? Promise.resolve()
        : new Promise((_done, fail) => signal.addEventListener('abort', () => fail(new Refused('Over.')))),
    )
    voice.message(message('a', 'This takes a very long time. This comes after it.'))
    voice.hush()
    await settle()
    expect(said).toEqual(['This takes a very long time.'])
    expect(heard()).toEqual([])
  })

  test('is not told a whole book', async () => {
    const { voice, said, settle } = tab()
    voice.message(message('a', 'This is one of very many sentences. '.repeat(1000)))
    await settle()
    expect(said.join('').length).toBeLessThanOrEqual(voiceDefaults.messageLength)
    expect(said.length).toBeGreaterThan(10)
  })
})
