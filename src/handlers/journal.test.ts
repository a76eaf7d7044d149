import { describe, expect, test } from '@jest/globals'
import { Busy, OverLimit, Refused } from '../contracts/errors.ts'
import type { JournalEntry } from '../contracts/turn.ts'
import { Journal, Misfit, TurnJournal } from './journal.ts'

interface Durable {
  readonly entries: JournalEntry[]
  readonly indexes: number[]
}

function durable(): Durable {
  return { entries: [], indexes: [] }
}

function attempt(kept: Durable, signal = new AbortController().signal): Journal {
  const record = async (index: number, entry: JournalEntry): Promise<void> => {
    await Promise.resolve()
    kept.entries[index] = entry
    kept.indexes.push(index)
  }
  return new Journal(new TurnJournal('t_1', { journal: [...kept.entries], record, signal }), [], true)
}

const gives = (value: unknown) => () => Promise.resolve(value)
const fails = (error: Error) => () => Promise.reject(error)

describe('within a turn', () => {
  test('a result is durable before it is seen, and an attempt after a crash sees it without a call', async () => {
    const kept = durable()
    const keys: string[] = []
    const call = (journal: Journal, name: string): Promise<unknown> =>
      journal.call(name, async (key) => {
        keys.push(key)
        return `${name}!`
      })
    const first = attempt(kept)
    await expect(call(first, 'a')).resolves.toBe('a!')
    expect(kept.entries).toEqual([{ kind: 'call', name: 'a', value: 'a!' }])

    const second = attempt(kept)
    await expect(call(second, 'a')).resolves.toBe('a!')
    await expect(call(second, 'b')).resolves.toBe('b!')
    expect(keys).toEqual(['t_1-0', 't_1-1'])
  })

  test('what was read is durable before a call that may follow from it', async () => {
    const kept = durable()
    const first = attempt(kept)
    await first.read('balance', gives(10))
    expect(kept.entries).toEqual([])
    await first.call('pay', async () => {
      expect(kept.entries).toEqual([{ kind: 'call', name: 'balance', value: 10 }])
      return 'paid'
    })
    // Somebody else changed it meanwhile; the repeated turn goes the same way.
    await expect(attempt(kept).read('balance', gives(0))).resolves.toBe(10)
  })

  test('results are written down in the order in which the calls began', async () => {
    const kept = durable()
    const journal = attempt(kept)
    let finishSlow: (value: string) => void = () => undefined
    const slow = journal.call('slow', () => new Promise((resolve) => (finishSlow = resolve)))
    const fast = journal.call('fast', gives('fast'))
    await Promise.resolve()
    finishSlow('slow')
    await expect(Promise.all([slow, fast])).resolves.toEqual(['slow', 'fast'])
    expect(kept.indexes).toEqual([0, 1])
  })

  test('a refusal is written down and thrown again; busyness is tried again under the same key', async () => {
    const kept = durable()
    const refusing = attempt(kept)
    await expect(refusing.call('a', fails(new Refused('no', { status: 404 })))).rejects.toThrow(Refused)
    await expect(refusing.call('b', fails(new Busy('later')))).rejects.toThrow(Busy)
    expect(kept.entries).toEqual([{ kind: 'failure', name: 'a', message: 'no', code: 'E_REFUSED', status: 404 }])

    const again = attempt(kept)
    await expect(again.call('a', gives('never asked'))).rejects.toMatchObject({ message: 'no', status: 404 })
    await expect(again.call('b', async (key) => key)).resolves.toBe('t_1-1')
  })

  test('busyness that the handler lived with belongs to its way, once it called somebody else', async () => {
    const kept = durable()
    const first = attempt(kept)
    await first.call('a', fails(new Busy('later'))).catch(() => undefined)
    await first.call('instead', gives('ok'))
    expect(kept.entries.map(({ kind }) => kind)).toEqual(['failure', 'call'])
    await expect(attempt(kept).call('a', gives('now it would'))).rejects.toThrow(Busy)
  })

  test('busyness beside a result is not written down for it', async () => {
    const kept = durable()
    const journal = attempt(kept)
    const busy = journal.call('a', fails(new Busy('later')))
    const fine = journal.call('b', gives('ok'))
    await expect(Promise.allSettled([busy, fine])).resolves.toMatchObject([{ status: 'rejected' }, { value: 'ok' }])
    expect(kept.entries).toEqual([])
  })

  test('every kind of failure is itself again after a crash', async () => {
    const kept = durable()
    await attempt(kept)
      .call('a', fails(new OverLimit('enough')))
      .catch(() => undefined)
    await expect(attempt(kept).call('a', gives(1))).rejects.toThrow(OverLimit)
  })

  test('nothing is called any more when the turn was given up', async () => {
    const given = new AbortController()
    given.abort(new Busy('given up'))
    let called = false
    const journal = attempt(durable(), given.signal)
    await expect(journal.call('a', async () => (called = true))).rejects.toThrow('given up')
    expect(called).toBe(false)
  })

  test('what a handler does with a result does not reach the journal', async () => {
    const kept = durable()
    const journal = attempt(kept)
    const value = (await journal.call('a', gives({ list: [1] }))) as { list: number[] }
    value.list.push(2)
    expect(journal.entries).toEqual([{ kind: 'call', name: 'a', value: { list: [1] } }])
    expect(kept.entries).toEqual(journal.entries)
  })
})

describe('a journal that no longer fits', () => {
  const past: readonly JournalEntry[] = [
    { kind: 'call', name: 'a', value: 1 },
    { kind: 'answer', value: 'x', question: 'Who?' },
  ]
  const replay = (): Journal =>
    new Journal(
      new TurnJournal('t_2', { journal: [], record: () => Promise.resolve(), signal: new AbortController().signal }),
      past,
      true,
    )

  test('is noticed at another call, at another question, at a call left out, and at the end', async () => {
    await expect(replay().call('b', gives(1))).rejects.toThrow(Misfit)
    const other = replay()
    await other.call('a', gives(2))
    expect(() => other.answer('Where?')).toThrow('asks "Where?" where it asked "Who?"')
    expect(() => replay().answer('Who?')).toThrow('leaves out a call')
    const short = replay()
    await short.call('a', gives(2))
    expect(() => short.finish()).toThrow('ends before all answers')
  })

  test('stays noticed when the handler catches the throw', async () => {
    const journal = replay()
    await journal.call('b', gives(1)).catch(() => undefined)
    expect(journal.misfit).toBeInstanceOf(Misfit)
  })

  test('and one that fits leads to where new things happen', async () => {
    const journal = replay()
    await expect(journal.call('a', gives('other'))).resolves.toBe(1)
    expect(journal.live).toBe(false)
    expect(journal.answer('Who?')).toMatchObject({ value: 'x' })
    expect(journal.live).toBe(true)
    await journal.call('c', gives(3))
    expect(journal.entries).toEqual([...past, { kind: 'call', name: 'c', value: 3 }])
  })
})
