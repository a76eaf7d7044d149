import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { WireMessage } from '../../../src/contracts/wire.ts'
import {
  type Conversation,
  type Happening,
  type Said,
  isSaid,
  isUnsent,
  lastSeqOf,
  nothingSaid,
  step,
  unreadIn,
} from './conversation.ts'

const at = '2026-01-05T09:00:00.000Z'
const text = (words: string) => [{ type: 'text', text: words } as const]
const message = (seq: number, from: WireMessage['from'] = 'bot', id = `m${seq}`): WireMessage => ({
  id,
  seq,
  conversationId: 'cv_1',
  from,
  parts: text(`message ${seq}`),
  at,
})
const after = (...happenings: readonly Happening[]) => happenings.reduce(step, nothingSaid)
const received = (seq: number, from?: WireMessage['from'], id?: string): Happening => ({
  type: 'received',
  message: message(seq, from, id),
})
const wrote = (id: string): Happening => ({ type: 'wrote', id, parts: text(id), at })
const said = (now: Conversation) => now.entries.filter(isSaid)
const find = (now: Conversation, id: string): Said | undefined => said(now).find((one) => one.id === id)

describe('what a visitor writes', () => {
  test('is waiting, sending, kept, and read when somebody takes it up', () => {
    const waiting = after({ type: 'session', lastSeq: 0, who: 'first' }, wrote('a'))
    expect(find(waiting, 'a')?.delivery).toBe('waiting')
    const kept = step(waiting, { type: 'delivery', id: 'a', delivery: 'kept' })
    expect(find(kept, 'a')?.delivery).toBe('kept')
    expect(find(step(kept, { type: 'typing', typing: true }), 'a')?.delivery).toBe('read')
    expect(find(step(kept, received(2)), 'a')?.delivery).toBe('read')
  })

  test('stays kept, whatever another tab or a late answer says of it', () => {
    const kept = after(wrote('a'), { type: 'delivery', id: 'a', delivery: 'kept' })
    expect(find(step(kept, { type: 'delivery', id: 'a', delivery: 'failed' }), 'a')?.delivery).toBe('kept')
    expect(find(step(kept, { type: 'delivery', id: 'a', delivery: 'waiting' }), 'a')?.delivery).toBe('kept')
  })

  test('waits again when the line goes down while it is sent', () => {
    const sending = after(wrote('a'), { type: 'delivery', id: 'a', delivery: 'sending' })
    expect(find(step(sending, { type: 'line', line: { state: 'offline' } }), 'a')?.delivery).toBe('waiting')
  })

  test('is the same message when the gateway says it again, with its number then', () => {
    const now = after(wrote('a'), { type: 'delivery', id: 'a', delivery: 'kept' }, received(3, 'visitor', 'a'))
    expect(said(now)).toHaveLength(1)
    expect(find(now, 'a')).toMatchObject({ seq: 3, delivery: 'kept' })
  })

  test('says why it was refused, and can be taken back', () => {
    const failed = after(wrote('a'), { type: 'delivery', id: 'a', delivery: 'failed', reason: 'Too long.' })
    expect(find(failed, 'a')).toMatchObject({ delivery: 'failed', reason: 'Too long.' })
    expect(find(step(failed, { type: 'delivery', id: 'a', delivery: 'waiting' }), 'a')).not.toHaveProperty('reason')
    expect(step(failed, { type: 'discarded', id: 'a' }).entries).toEqual([])
  })
})

describe('an answer that is being written', () => {
  const started = after({ type: 'streamStart', id: 'm1', at })
  const chunk = (index: number, words: string): Happening => ({ type: 'streamChunk', id: 'm1', index, text: words })

  test('grows piece by piece, and is whole in the end', () => {
    const grown = [chunk(0, 'Hello'), chunk(1, ' there')].reduce(step, started)
    expect(find(grown, 'm1')).toMatchObject({ parts: text('Hello there'), streaming: { next: 2 } })
    const whole = step(grown, received(1))
    expect(find(whole, 'm1')).toMatchObject({ parts: text('message 1'), seq: 1 })
    expect(find(whole, 'm1')).not.toHaveProperty('streaming')
  })

  test('leaves out what comes after a piece that was missed', () => {
    const grown = [chunk(0, 'Hello'), chunk(2, 'nonsense'), chunk(0, 'twice')].reduce(step, started)
    expect(find(grown, 'm1')?.parts).toEqual(text('Hello'))
  })

  test('begins anew when it is begun anew, and not when it is finished', () => {
    const again = [chunk(0, 'Hello'), { type: 'streamStart', id: 'm1', at } as const, chunk(0, 'Hi')].reduce(
      step,
      started,
    )
    expect(find(again, 'm1')?.parts).toEqual(text('Hi'))
    const whole = [received(1), { type: 'streamStart', id: 'm1', at } as const, chunk(0, 'Hi')].reduce(step, started)
    expect(find(whole, 'm1')?.parts).toEqual(text('message 1'))
  })
})

describe('who answers', () => {
  const handoff = (state: 'bot' | 'waiting' | 'human', more: object = {}): Happening => ({
    type: 'handoff',
    handoff: { conversationId: 'cv_1', state, ...more },
    at,
  })
  const notices = (now: Conversation) => now.entries.flatMap((entry) => ('notice' in entry ? entry.notice : []))

  test('is told once, however often it is said', () => {
    const now = after(handoff('waiting'), handoff('waiting'), handoff('human', { agent: 'Sam' }), handoff('human'))
    expect(notices(now)).toEqual(['waiting', 'human'])
  })

  test('an address is asked for until the gateway says that it has one', () => {
    const asked = after(handoff('waiting', { asksEmail: true }), handoff('waiting'))
    expect(asked.handoff.asksEmail).toBe(true)
    expect(step(asked, handoff('waiting', { asksEmail: false })).handoff.asksEmail).toBe(false)
  })

  test('nobody does after the end, until somebody writes again', () => {
    const ended = after(handoff('waiting'), { type: 'ended', at }, { type: 'ended', at })
    expect(ended).toMatchObject({ ended: true, handoff: { state: 'bot' } })
    expect(notices(ended)).toEqual(['waiting', 'ended'])
    expect(step(ended, wrote('a')).ended).toBe(false)
    expect(step(ended, received(9)).ended).toBe(true)
  })
})

describe('what is unread', () => {
  test('is counted until somebody looks, and marked when they come back', () => {
    const first = after({ type: 'session', lastSeq: 0, who: 'first' }, received(1), { type: 'looking', back: true })
    const away = [received(2), received(3, 'visitor', 'mine'), received(4)].reduce(step, first)
    expect(unreadIn(away)).toBe(2)
    const back = step(away, { type: 'looking', back: true })
    expect([unreadIn(back), back.newAfter]).toEqual([0, 1])
    expect(step(back, { type: 'looking', back: true })).not.toHaveProperty('newAfter')
  })

  test('is read in every tab when it is read in one', () => {
    const away = after(received(1), received(2))
    expect(unreadIn(step(away, { type: 'read', seq: 2 }))).toBe(0)
    expect(unreadIn(step(away, { type: 'read', seq: 1 }))).toBe(1)
  })
})

test('a stranger sees nothing of whoever was here before, and keeps what they wrote themselves', () => {
  const now = after(received(1), wrote('mine'), { type: 'session', lastSeq: 0, who: 'stranger' })
  expect(said(now).map(({ id }) => id)).toEqual(['mine'])
})

test('whatever happens in whatever order: no message twice, what is unsent last, and numbers that never fall', () => {
  const own = fc.constantFrom('a', 'b')
  const theirs = fc.constantFrom('m1', 'm2', 'm3')
  const id = fc.oneof(own, theirs)
  const happening: fc.Arbitrary<Happening> = fc.oneof(
    fc.record({ type: fc.constant('wrote' as const), id: own, parts: fc.constant(text('x')), at: fc.constant(at) }),
    fc.record({
      type: fc.constant('delivery' as const),
      id,
      delivery: fc.constantFrom('waiting', 'sending', 'kept', 'read', 'failed'),
    }),
    fc.tuple(fc.nat(5), own).map(([seq, one]) => received(seq, 'visitor', one)),
    fc.tuple(fc.nat(5), theirs).map(([seq, one]) => received(seq, 'bot', one)),
    fc.record({ type: fc.constant('streamStart' as const), id: theirs, at: fc.constant(at) }),
    fc.record({ type: fc.constant('streamChunk' as const), id, index: fc.nat(3), text: fc.string() }),
    fc.constantFrom<Happening>(
      { type: 'line', line: { state: 'offline' } },
      { type: 'session', lastSeq: 3, who: 'known' },
      { type: 'looking', back: false },
      { type: 'looking', back: true },
      { type: 'ended', at },
      { type: 'typing', typing: true },
    ),
  )
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      let now = nothingSaid
      for (const one of happenings) {
        const next = step(now, one)
        const ids = next.entries.map((entry) => entry.id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(lastSeqOf(next)).toBeGreaterThanOrEqual(lastSeqOf(now))
        expect(next.readSeq).toBeGreaterThanOrEqual(now.readSeq)
        now = next
      }
      const firstUnsent = now.entries.findIndex(isUnsent)
      const tail = firstUnsent === -1 ? [] : now.entries.slice(firstUnsent)
      expect(tail.every((entry) => isSaid(entry) && entry.from === 'visitor')).toBe(true)
    }),
  )
})

test('what is forgotten is gone at once, and said to be when the gateway lets the visitor in again', () => {
  const talked = after(received(1), { type: 'typing', typing: true })
  const forgetting = step(talked, { type: 'forgotten', at })
  expect(forgetting).toMatchObject({ entries: [{ notice: 'forgetting' }], typing: false, forgetting: true })
  const written = step(forgetting, wrote('next'))
  const anew = step(written, { type: 'session', lastSeq: 0, who: 'stranger' })
  expect(anew).toMatchObject({ entries: [{ notice: 'forgotten' }, { id: 'next' }], forgetting: false })
})
