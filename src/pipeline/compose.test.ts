import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { turnDefaults } from '../config/defaults.ts'
import type { TurnId } from '../contracts/id.ts'
import type { InboundEvent, MessageEvent } from '../contracts/message.ts'
import type { OpenTurn, PendingEvent } from '../contracts/ports.ts'
import { compose, quietMs } from './compose.ts'

const burstMs = 700
const base = { keys: ['k'], address: { chat: 'c' }, at: 0 } as const

const says = (text: string, more: Partial<MessageEvent> = {}): MessageEvent => ({
  ...base,
  kind: 'message',
  id: text,
  from: { id: 'ada' },
  parts: [{ type: 'text', text }],
  ...more,
})
const photo = (album?: string): MessageEvent =>
  says('photo', {
    parts: [{ type: 'image', mime: 'image/png', mediaId: '1' }],
    ...(album === undefined ? {} : { album }),
  })
const command: InboundEvent = { ...base, kind: 'command', id: 'x', name: 'stop', text: '' }
const button: InboundEvent = { ...base, kind: 'button', option: 'yes' }
const edits = (id: string, text: string): InboundEvent => ({
  ...base,
  kind: 'edit',
  id,
  parts: [{ type: 'text', text }],
})

/** What waits: events that arrived at so many milliseconds, numbered from 1. */
const waiting = (...events: readonly (readonly [number, InboundEvent])[]): PendingEvent[] =>
  events.map(([receivedAt, event], index) => ({ seq: index + 1, receivedAt, event }))

const openTurn = (...seqs: readonly number[]): OpenTurn => ({
  id: 't_abcde0000000001' as TurnId, // an id of a test's own
  seqs,
  attempts: 1,
  crashes: 0,
  nextAt: 0,
  journal: [],
})

const textsOf = (composed: ReturnType<typeof compose>): unknown =>
  'waitMs' in composed
    ? composed
    : composed.events.map((event) =>
        event.kind === 'message' ? event.parts.map((part) => 'text' in part && part.text).join() : event.kind,
      )

describe('a burst', () => {
  test.each<[string, PendingEvent[], number, unknown]>([
    ['waits for the next fragment', waiting([0, says('I want')]), 100, { waitMs: 600 }],
    ['waits less for whoever ended a sentence', waiting([0, says('I want it!')]), 100, { waitMs: 320 }],
    ['waits from the last fragment on', waiting([0, says('I')], [600, says('want')]), 600, { waitMs: 700 }],
    ['is one turn when it is quiet', waiting([0, says('I')], [600, says('want')]), 1300, ['I', 'want']],
    [
      'is waited for no longer than its bound, however fast fragments come',
      waiting([0, says('a')], [700, says('b')], [1400, says('c')], [2050, says('d')]),
      2050,
      { waitMs: 50 },
    ],
    ['is closed at once by a command', waiting([0, says('I want')], [50, command]), 60, ['I want']],
    ['is closed at once by a button', waiting([0, says('I want')], [50, button]), 60, ['I want']],
    [
      'is closed at once by somebody else',
      waiting([0, says('I want')], [50, says('me too', { from: { id: 'ben' } })], [60, says('it')]),
      60,
      ['I want'],
    ],
    ['of a command is the command, without waiting', waiting([0, command], [0, says('x')]), 0, ['command']],
    ['of a button is the press, without waiting', waiting([0, button], [0, button]), 0, ['button']],
    [
      'of nobody in particular is one all the same',
      waiting([0, anonymous('a')], [1, anonymous('b')]),
      2000,
      ['a', 'b'],
    ],
    [
      'reads a message that was edited in it as edited, the last time',
      waiting([0, says('one')], [10, says('two')], [20, edits('one', 'ONE')], [30, edits('one', 'ONE!')]),
      2000,
      ['ONE!', 'two', 'edit', 'edit'],
    ],
    ['is closed by an edit of something older', waiting([0, says('one')], [20, edits('older', 'x')]), 20, ['one']],
    ['of an edit alone is the edit', waiting([0, edits('older', 'x')], [0, says('one')]), 0, ['edit']],
    ['waits for the rest of an album', waiting([0, photo('a')], [300, photo('a')]), 300, { waitMs: 700 }],
    [
      'takes an album and what is said about it together',
      waiting([0, photo('a')], [200, photo('a')], [400, says('my holidays.')]),
      1000,
      ['false', 'false', 'my holidays.'],
    ],
    ['is not waited for when the clock was set back', waiting([5_000_000, says('one')]), 0, ['one']],
    [
      'is put into the order that the platform gives',
      waiting([0, says('b', { order: 2 })], [10, says('a', { order: 1 })], [20, says('c', { order: 3 })]),
      2000,
      ['a', 'b', 'c'],
    ],
    [
      'leaves what has no order where it is',
      waiting([0, says('b', { order: 2 })], [10, says('x')], [20, says('a', { order: 1 })]),
      2000,
      ['a', 'x', 'b'],
    ],
  ])('%s', (_sentence, events, now, expected) => {
    expect(textsOf(compose(events, undefined, now, burstMs))).toEqual(expected)
  })

  test('is not waited for where the platform has none, nor made of what waits because the bot is busy', () => {
    expect(textsOf(compose(waiting([0, says('I want')]), undefined, 0, 0))).toEqual(['I want'])
    expect(textsOf(compose(waiting([0, says('one')], [0, says('two')]), undefined, 900, 0))).toEqual(['one'])
    expect(textsOf(compose(waiting([0, says('one')], [5000, says('two')]), undefined, 9000, burstMs))).toEqual(['one'])
    expect(quietMs(photo('a'), 0)).toBe(0)
  })

  test('is bounded in number: the rest is the next turn', () => {
    const many = waiting(...Array.from({ length: turnDefaults.eventsRead }, (_, i) => [i, says(`m${i}`)] as const))
    const first = compose(many, undefined, turnDefaults.eventsRead, burstMs)
    expect(textsOf(first)).toHaveLength(turnDefaults.eventsPerTurn)
    expect(first).toMatchObject({ seqs: many.slice(0, turnDefaults.eventsPerTurn).map(({ seq }) => seq) })
  })
})

describe('a turn that is open', () => {
  test('is the same events again, whatever arrived since, and at once', () => {
    const events = waiting([0, says('one')], [10, says('two')], [20, says('three')])
    expect(textsOf(compose(events, openTurn(1, 2), 20, burstMs))).toEqual(['one', 'two'])
  })

  test('is in the order in which it was, also where the platform’s order came into it', () => {
    const events = waiting([0, says('b', { order: 2 })], [1, says('a', { order: 1 })], [2, says('0', { order: 0 })])
    expect(compose(events, openTurn(2, 1), 5000, burstMs)).toMatchObject({ seqs: [2, 1] })
  })

  test('is over when none of its events waits any more', () => {
    expect(textsOf(compose(waiting([0, says('next')]), openTurn(7, 8), 5000, burstMs))).toEqual(['next'])
  })
})

function anonymous(text: string): MessageEvent {
  const { from: _nobody, ...message } = says(text)
  return message
}

describe('whatever people do', () => {
  const arrival = fc.record({
    afterMs: fc.oneof(fc.nat(100), fc.nat(3000)),
    who: fc.constantFrom('ada', 'ben'),
    what: fc.constantFrom('message', 'message', 'message', 'sentence', 'album', 'command', 'edit'),
    order: fc.option(fc.nat(20), { nil: undefined }),
  })

  /** Everything that arrives, with its time; an edit is of the message before it. */
  function eventsOf(
    arrivals: readonly (typeof arrival extends fc.Arbitrary<infer One> ? One : never)[],
    ordered: boolean,
  ) {
    let at = 0
    return arrivals.map(({ afterMs, who, what, order }, index): PendingEvent => {
      at += afterMs
      const more = { from: { id: who }, ...(ordered && order !== undefined ? { order } : {}) }
      const event: InboundEvent =
        what === 'command'
          ? { ...command, from: { id: who } }
          : what === 'edit'
            ? { ...edits(`m${index - 1}`, 'edited'), from: { id: who } }
            : says(`m${index}${what === 'sentence' ? '.' : ''}`, {
                ...more,
                id: `m${index}`,
                ...(what === 'album' ? { album: 'a' } : {}),
              })
      return { seq: index + 1, receivedAt: at, event }
    })
  }

  /** Lets time pass as a worker would, and gives the turns in the order in which they were taken. */
  function taken(events: readonly PendingEvent[]): readonly (readonly number[])[] {
    const turns: (readonly number[])[] = []
    const done = new Set<number>()
    for (let now = 0, rounds = 0; done.size < events.length; rounds++) {
      if (rounds > events.length * 10) throw new Error('It never ends.')
      const pending = events.filter(({ seq, receivedAt }) => !done.has(seq) && receivedAt <= now)
      if (pending.length === 0) {
        now = Math.min(...events.filter(({ seq }) => !done.has(seq)).map(({ receivedAt }) => receivedAt))
        continue
      }
      const next = compose(pending, undefined, now, burstMs)
      if ('waitMs' in next) {
        expect(next.waitMs).toBeGreaterThan(0)
        expect(now + next.waitMs).toBeLessThanOrEqual(
          Math.max(...pending.map(({ receivedAt }) => receivedAt)) + burstMs,
        )
        expect(now + next.waitMs).toBeLessThanOrEqual(pending[0]!.receivedAt + burstMs * turnDefaults.burstCap)
        // Something else may arrive before.
        const arrives = events.find(({ seq, receivedAt }) => !done.has(seq) && receivedAt > now)?.receivedAt ?? Infinity
        now = Math.min(now + next.waitMs, arrives)
        continue
      }
      for (const seq of next.seqs) done.add(seq)
      turns.push(next.seqs)
    }
    return turns
  }

  test('nothing is lost, nothing is taken twice, and everything stays in the order of its arrival', () => {
    fc.assert(
      fc.property(fc.array(arrival, { minLength: 1, maxLength: 40 }), (arrivals) => {
        const events = eventsOf(arrivals, false)
        expect(taken(events).flat()).toEqual(events.map(({ seq }) => seq))
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  test('a turn is of one person, and with a platform’s order nothing is lost either', () => {
    fc.assert(
      fc.property(fc.array(arrival, { minLength: 1, maxLength: 40 }), (arrivals) => {
        const events = eventsOf(arrivals, true)
        const turns = taken(events)
        expect(turns.flat().toSorted((a, b) => a - b)).toEqual(events.map(({ seq }) => seq))
        for (const seqs of turns) {
          const [first, ...rest] = seqs.map((seq) => events[seq - 1]!.event)
          const people = [first!, ...rest].flatMap((event) => (event.kind === 'message' ? [event.from?.id] : []))
          expect(new Set(people).size).toBeLessThanOrEqual(1)
          if (first!.kind !== 'message') expect(rest).toEqual([])
          const orders = [first!, ...rest].flatMap(({ order }) => order ?? [])
          expect(orders).toEqual(orders.toSorted((a, b) => a - b))
        }
      }),
      { seed: 7, numRuns: 300 },
    )
  })
})
