import { expect, test } from '@jest/globals'
import { announcementsOf } from './announcements.ts'
import { type Happening, nothingSaid, step } from './conversation.ts'

const at = '2026-01-05T09:00:00.000Z'
const received = (seq: number, from: 'bot' | 'visitor' = 'bot', id = `m${seq}`): Happening => ({
  type: 'received',
  message: { id, seq, conversationId: 'cv_1', from, parts: [{ type: 'text', text: 'x' }], at },
})

/** What is announced of what happens, in order. */
function announced(happenings: readonly Happening[]): readonly string[] {
  let now = nothingSaid
  return happenings.flatMap((one) => {
    const before = now
    now = step(before, one)
    return announcementsOf(before, now).map(({ what, id }) => `${what} ${id}`)
  })
}

test('an answer that was streamed is announced once, when it is whole', () => {
  expect(
    announced([
      { type: 'streamStart', id: 'm1', at },
      { type: 'streamChunk', id: 'm1', index: 0, text: 'one' },
      { type: 'streamChunk', id: 'm1', index: 1, text: 'two' },
      received(1),
      received(1),
      { type: 'typing', typing: true },
      received(2),
    ]),
  ).toEqual(['said m1', 'said m2'])
})

test('nothing of what is replayed is, nor what the visitor writes', () => {
  expect(
    announced([
      { type: 'session', lastSeq: 2, who: 'first' },
      received(1),
      received(2),
      { type: 'wrote', id: 'a', parts: [], at },
      received(3, 'visitor', 'a'),
    ]),
  ).toEqual([])
})

test('what was missed while the line was down is news', () => {
  expect(
    announced([
      { type: 'session', lastSeq: 0, who: 'first' },
      received(1),
      { type: 'line', line: { state: 'offline' } },
      { type: 'session', lastSeq: 2, who: 'known' },
      received(2),
    ]),
  ).toEqual(['said m1', 'said m2'])
})

test('a message that was not sent is, and who answers now', () => {
  expect(
    announced([
      { type: 'wrote', id: 'a', parts: [], at },
      { type: 'delivery', id: 'a', delivery: 'failed', reason: 'No.' },
      { type: 'handoff', handoff: { conversationId: 'cv_1', state: 'waiting' }, at },
    ]),
  ).toEqual(['failed a', 'notice notice-0'])
})
