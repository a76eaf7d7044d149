import { describe, expect, test } from '@jest/globals'
import { simulate } from './simulation.ts'
import { judge } from './verdict.ts'
import type { Evidence } from './verdict.ts'
import { Fate } from './fate.ts'
import { isExcused } from './fleet-fate.ts'
import type { FleetBlow } from './fleet-fate.ts'
import { writeChat } from './script.ts'

// `npm run simulate -- --seeds 50` runs many more of them.
test('under kills, duplicates and a failing platform nothing is lost, nothing handled twice, everything in order', async () => {
  const reports = await Promise.all([1, 2].map((seed) => simulate({ seed, messages: 240, kills: 3 })))
  for (const { broken, messages, acknowledged, ends } of reports) {
    expect(broken).toEqual([])
    expect(acknowledged).toBe(messages)
    expect(Object.values(ends).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(6)
  }
}, 120_000)

test('a blow to a fleet excuses what it may have kept from being recorded; a stop and a database that is away excuse nothing', () => {
  const after = (blow: FleetBlow, ms: number) => isExcused([{ blow, at: 10_000, endedAt: 12_000 }], 10_000 + ms)
  for (const blow of ['worker stopped', 'gateway stopped', 'gateway killed', 'database killed'] as const)
    for (const ms of [-100, 100, 2100]) expect(after(blow, ms)).toBe(false)
  for (const blow of ['worker killed', 'worker stands still', 'redis away'] as const)
    expect([-2100, -100, 100, 2100].map((ms) => after(blow, ms))).toEqual([false, true, true, false])
  expect(after('redis emptied', 2100)).toBe(true)
})

describe('the verdict', () => {
  /** A run in which everything went well: what the books, the platform and the counter say of one chat. */
  function wellDone() {
    const chat = writeChat(7, 'a', 100, 9, false)
    const updates = chat.steps.flat()
    for (const [index, update] of updates.entries())
      Object.assign(update, { sentAt: index, acknowledgedAt: index + 0.5 })
    const history = updates.flatMap(({ mark, replies }) => [
      { author: 'visitor' as const, text: mark },
      ...replies.map((reply) => ({ author: 'bot' as const, text: reply })),
    ])
    const sent = updates
      .flatMap(({ replies }) => replies)
      .map((text, at) => ({ life: 0, tenant: 'a', chat: 100, text, at, answered: true }))
    const calls = updates.flatMap(({ mark, calls: steps }) =>
      steps.map((step) => ({ life: 0, key: `${step} ${mark}`, step, of: [mark], at: 1, answered: true })),
    )
    const found = { history, sent, calls, notes: updates.flatMap(({ notes }) => notes) }
    const fate = new Fate()
    const evidence = (): Evidence => ({
      chats: [chat],
      books: new Map([
        [
          'a',
          {
            unfinished: () => ({}),
            history: () => found.history.map((one, index) => ({ ...one, seq: index + 1 })),
            notes: () => found.notes,
            deadLetters: () => [],
            close: () => undefined,
          },
        ],
      ]),
      sent: found.sent,
      counter: { calls: found.calls, effects: new Map(found.calls.map(({ key, of }) => [key, of])) },
      fate,
    })
    return { updates, found, fate, verdict: () => judge(evidence()) }
  }
  const [first, second] = [0, 1] as const
  const swap = <Item>(items: Item[], one: number, other: number) => {
    ;[items[one], items[other]] = [items[other]!, items[one]!]
  }

  test('finds nothing where nothing is', () => {
    expect(wellDone().verdict()).toEqual({
      broken: [],
      doubledReplies: { lost: 0, killed: 0 },
      repeatedCalls: { lost: 0, killed: 0 },
    })
  })

  test.each<[string, (run: ReturnType<typeof wellDone>) => void, RegExp]>([
    ['a lost message', ({ found }) => void found.history.splice(0, 2), /update a\/100\/1 is lost/],
    ['a lost reply', ({ found }) => void found.sent.shift(), /the person saw/],
    ['a turn that was handled twice', ({ found }) => void found.notes.push(found.notes[first]!), /is there 2 times/],
    [
      'a wrong order',
      ({ found, updates }) => {
        const places = [first, second].map((index) =>
          found.history.findIndex(({ text }) => text === updates[index]!.mark),
        )
        swap(found.history, places[0]!, places[1]!)
      },
      /was handled before/,
    ],
    [
      'a reply that was sent again for no reason',
      ({ found }) => void found.sent.splice(1, 0, { ...found.sent[first]! }),
      /sent again though its answer had arrived/,
    ],
    [
      'a call that was made again for no reason',
      ({ found }) => void found.calls.push({ ...found.calls[first]! }),
      /made again though its answer had arrived/,
    ],
    [
      'an effect under two keys',
      ({ found }) => void found.calls.push({ ...found.calls[first]!, key: 'another' }),
      /had 2 effects/,
    ],
    [
      'what belongs to somebody else',
      ({ found }) => void found.history.push({ author: 'bot', text: 'b/100/1' }),
      /b\/100\/1 has no business here/,
    ],
  ])('finds %s', (_, spoil, sentence) => {
    const run = wellDone()
    spoil(run)
    expect(run.verdict().broken.join('\n')).toMatch(sentence)
  })

  test('explains what happened again by a lost answer, or by a kill just after it', () => {
    const run = wellDone()
    const { sent } = run.found
    sent.splice(1, 0, { ...sent[first]! })
    sent[first]!.answered = false
    expect(run.verdict()).toMatchObject({ broken: [], doubledReplies: { lost: 1, killed: 0 } })
    sent[first]!.answered = true
    run.fate.ends.set(0, { by: 'sent', at: sent[first]!.at + 5 })
    expect(run.verdict()).toMatchObject({ broken: [], doubledReplies: { lost: 0, killed: 1 } })
    run.fate.ends.set(0, { by: 'stop', at: sent[first]!.at + 5 })
    expect(run.verdict().broken).toHaveLength(1)
  })
})
