import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { createReader, sentencesOf } from './reader.ts'

/** Voices that do what they are told: speak, stay silent, or never come to an end. */
function voices(kind: 'good' | 'silent' | 'endless' | 'broken') {
  const spoken: string[] = []
  const said: string[] = []
  const reading: boolean[] = []
  let cancelled = 0
  const reader = createReader({
    utter: (text) => ({ text }) as SpeechSynthesisUtterance, // as much of one as is used
    synthesis: {
      cancel: () => void (cancelled += 1),
      speak(utterance) {
        spoken.push(utterance.text)
        const event = {} as SpeechSynthesisEvent & SpeechSynthesisErrorEvent // nobody looks at it
        if (kind === 'good' || kind === 'endless') setTimeout(() => utterance.onstart?.(event), 10)
        if (kind === 'good') setTimeout(() => utterance.onend?.(event), 500)
        if (kind === 'broken') setTimeout(() => utterance.onerror?.(event), 10)
      },
    },
    saying: (text) => said.push(text),
    reading: (now) => reading.push(now),
  })
  return { reader, spoken, said, reading, cancelled: () => cancelled }
}

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

test('one sentence is read after the other, and the mouth moves with each', () => {
  const { reader, spoken, said, reading } = voices('good')
  reader.read('It shipped. It arrives on Thursday!', 'en')
  jest.runAllTimers()
  expect(spoken).toEqual(['It shipped.', 'It arrives on Thursday!'])
  expect(said).toEqual(spoken)
  expect(reading).toEqual([true, false])
})

test.each(['silent', 'broken'] as const)('a browser whose voices are %s is given up', (kind) => {
  const { reader, spoken, reading } = voices(kind)
  reader.read('One. Two. Three. Four.', 'en')
  jest.runAllTimers()
  expect(spoken).toEqual(['One.', 'Two.'])
  expect(reading).toEqual([true, false])
})

test('a voice that never comes to an end is cut off, and the next sentence is read', () => {
  const { reader, spoken, cancelled } = voices('endless')
  reader.read('One. Two.', 'en')
  jest.runAllTimers()
  expect(spoken).toEqual(['One.', 'Two.'])
  expect(cancelled()).toBe(2)
})

test('hushed in the middle, it says no more, and reads the next answer', () => {
  const { reader, spoken, reading } = voices('good')
  reader.read('One. Two.', 'en')
  reader.hush()
  jest.runAllTimers()
  expect([spoken, reading.at(-1)]).toEqual([['One.'], false])
  reader.read('Three.', 'en')
  jest.runAllTimers()
  expect(spoken).toEqual(['One.', 'Three.'])
})

test('long sentences are cut at a space, and what has no letters is not read', () => {
  const pieces = sentencesOf(`${'word '.repeat(100)}.`, 'en')
  expect(pieces.every((piece) => piece.length <= 180)).toBe(true)
  expect(pieces.join(' ')).toBe(`${'word '.repeat(100)}.`)
  expect(sentencesOf('… ! 👍', 'en')).toEqual([])
  expect(sentencesOf('今朝発送されました。木曜日に届きます。', 'ja')).toHaveLength(2)
})
