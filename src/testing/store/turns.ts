import { describe, expect } from '@jest/globals'
import { messageId } from '../../contracts/id.ts'
import {
  accept,
  agentSays,
  answered,
  channel,
  history,
  pendingOf,
  says,
  scheduled,
  setAside,
  start,
  told,
  toSendTexts,
  turnIdOf,
  turnOf,
  waitingTexts,
  type Isolated,
  somebody,
  handOver,
} from './fixtures.ts'

/** A turn's end is one transaction, and its failures are counted until it is set aside. */
export function testTurns(isolated: Isolated): void {
  describe('ends a turn', () => {
    isolated('all at once: history, state, outbox, schedules, what plugins keep, and the contact', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'), says('two'))
      const turn = await turnOf(subject, conversation, { say: ['first', 'second'] })
      await store.turns.commit({
        ...turn,
        next: { variables: { orders: { step: 2 } }, language: 'de' },
        writes: [{ plugin: 'orders', scope: 'chatbot', key: 'count', value: 3 }],
        schedules: [scheduled(turn.id, 0, 'later', start + 1000)],
        contactChange: { timeZone: 'Europe/Berlin' },
      })
      await subject.crash()
      const after = subject.store
      expect(await told(after, conversation)).toEqual(['visitor: one', 'visitor: two', 'bot: first', 'bot: second'])
      expect((await history(after, conversation)).map(({ seq, id }) => [seq, id]).slice(2)).toEqual([
        [3, messageId(turn.id, 0)],
        [4, messageId(turn.id, 1)],
      ])
      expect(await toSendTexts(after, conversation)).toEqual(['first', 'second'])
      expect(await after.pluginStore.get('orders', 'chatbot', 'count')).toBe(3)
      expect(await after.schedules.list('reminder', conversation)).toMatchObject([{ name: 'later' }])
      expect(await after.contacts.resolve(channel, { id: 'u1' })).toMatchObject({
        timeZone: 'Europe/Berlin',
        isNew: false,
      })
      await accept(after, says('three'))
      expect((await pendingOf(after, conversation)).state).toEqual({
        version: 1,
        variables: { orders: { step: 2 } },
        language: 'de',
      })
    })

    isolated('or not at all: of two from the same state one is done, the other leaves no trace', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'))
      const neighbours = await Promise.all(['a', 'b'].map((chat) => accept(store, says(chat, chat))))
      const mine = await turnOf(subject, conversation, { say: ['mine'], next: { variables: { mine: 1 } } })
      const theirs = await turnOf(subject, conversation, {
        say: ['theirs', 'again'],
        next: { variables: { theirs: 1 } },
        writes: [{ plugin: 'p', scope: 'chatbot', key: 'k', value: 'theirs' }],
        schedules: [scheduled(turnIdOf([1]), 7, 'theirs', start)],
      })
      const [left, right] = await Promise.all(neighbours.map((id) => turnOf(subject, id, { say: ['beside'] })))
      // All in one moment, so that they share whatever a store shares.
      const outcomes = await Promise.all([left!, mine, theirs, right!].map((turn) => store.turns.commit(turn)))
      expect(outcomes).toEqual(['done', 'done', 'conflict', 'done'])
      expect(await told(store, conversation)).toEqual(['visitor: one', 'bot: mine'])
      expect(await toSendTexts(store, conversation)).toEqual(['mine'])
      expect(await store.pluginStore.get('p', 'chatbot', 'k')).toBeUndefined()
      expect(await store.schedules.list('reminder', conversation)).toEqual([])
      for (const id of neighbours) expect(await toSendTexts(store, id)).toEqual(['beside'])
      expect(await store.inbox.backlog()).toMatchObject({ events: 0 })
    })

    isolated('once: the same turn again is a conflict, also after a crash', async (subject) => {
      const conversation = await accept(subject.store, says('one'))
      const turn = await turnOf(subject, conversation, { say: ['hello'] })
      expect(await subject.store.turns.commit(turn)).toBe('done')
      expect(await subject.store.turns.commit(turn)).toBe('conflict')
      await subject.crash()
      expect(await subject.store.turns.commit(turn)).toBe('conflict')
      expect(await told(subject.store, conversation)).toEqual(['visitor: one', 'bot: hello'])
      expect(await toSendTexts(subject.store, conversation)).toEqual(['hello'])
    })

    isolated(
      'and not where the conversation was handed to a person, or ended, or the events set aside meanwhile',
      async (subject) => {
        const { store } = subject
        const changes = [
          (id: Parameters<typeof setAside>[1]) => handOver(store, id),
          (id: Parameters<typeof setAside>[1]) => store.conversations.end(id, somebody),
          (id: Parameters<typeof setAside>[1]) => setAside(subject, id),
        ]
        for (const [index, change] of changes.entries()) {
          const conversation = await accept(store, says(`one${index}`, `c${index}`))
          const turn = await turnOf(subject, conversation, { say: ['too late'] })
          await change(conversation)
          expect(await store.turns.commit(turn)).toBe('conflict')
          expect(await told(store, conversation)).not.toContain('bot: too late')
        }
      },
    )

    isolated('and a message from outside in the middle of it is no conflict', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'))
      const turn = await turnOf(subject, conversation, { say: ['hello'] })
      await agentSays(store, conversation, 'from the agent')
      expect(await store.turns.commit(turn)).toBe('done')
      expect((await history(store, conversation)).map(({ seq }) => seq)).toEqual([1, 2, 3])
    })
  })

  describe('remembers what a turn did', () => {
    isolated('from the first effect on: its make-up and its journal, in order, over a crash', async (subject) => {
      const conversation = await accept(subject.store, says('one'), says('two'))
      const turn = await turnOf(subject, conversation)
      await subject.store.turns.record(turn, 1, { kind: 'call', name: 'http', value: { b: 2 } })
      await subject.store.turns.record(turn, 0, { kind: 'call', name: 'http', value: { a: 1 } })
      // A position that is taken stays as it is.
      await subject.store.turns.record(turn, 1, { kind: 'call', name: 'http', value: 'late' })
      await accept(subject.store, says('three'))
      await subject.crash()
      const { open, events } = await pendingOf(subject.store, conversation)
      expect(events).toHaveLength(3)
      expect(open).toEqual({
        id: turn.id,
        seqs: turn.work.seqs,
        attempts: 0,
        crashes: 0,
        nextAt: 0,
        journal: [
          { kind: 'call', name: 'http', value: { a: 1 } },
          { kind: 'call', name: 'http', value: { b: 2 } },
        ],
      })
    })

    isolated(
      'that its make-up is fixed, without an effect yet, and without counting a failure again',
      async (subject) => {
        const conversation = await accept(subject.store, says('one'))
        const turn = await turnOf(subject, conversation)
        await subject.store.turns.failed(turn.id, conversation, turn.work.seqs, 'no', start)
        await subject.store.turns.fix(turn)
        await accept(subject.store, says('two'))
        await subject.crash()
        const { open } = await pendingOf(subject.store, conversation)
        expect(open).toMatchObject({ id: turn.id, seqs: turn.work.seqs, attempts: 1, crashes: 0, journal: [] })
      },
    )

    isolated('until it ends, also when it ends in the attempt of its first effect', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'))
      const turn = await turnOf(subject, conversation)
      await store.turns.record(turn, 0, { kind: 'call', name: 'http', value: 1 })
      expect(await store.turns.commit(turn)).toBe('done')
      await accept(store, says('two'))
      expect((await pendingOf(store, conversation)).open).toBeUndefined()
      const next = await turnOf(subject, conversation)
      await store.turns.record(next, 0, { kind: 'call', name: 'http', value: 2 })
      expect((await pendingOf(store, conversation)).open).toMatchObject({ id: next.id, journal: [{ value: 2 }] })
    })

    isolated('its failures, and when to try again', async (subject) => {
      const conversation = await accept(subject.store, says('one'))
      const { id, work } = await turnOf(subject, conversation)
      await subject.store.turns.failed(id, conversation, work.seqs, 'no', start + 100)
      await subject.store.turns.failed(id, conversation, work.seqs, 'no again', start + 900)
      await subject.crash()
      expect((await pendingOf(subject.store, conversation)).open).toEqual({
        id,
        seqs: work.seqs,
        attempts: 2,
        crashes: 0,
        nextAt: start + 900,
        journal: [],
      })
      await answered(subject, conversation)
      await accept(subject.store, says('two'))
      expect((await pendingOf(subject.store, conversation)).open).toBeUndefined()
    })

    isolated('how often the process ended in the middle of it', async (subject) => {
      const conversation = await accept(subject.store, says('one'))
      const { id, work } = await turnOf(subject, conversation)
      const crashes = []
      for (let i = 0; i < 3; i++) {
        crashes.push(await subject.store.turns.interrupted(id, conversation, work.seqs))
        await subject.crash()
      }
      expect(crashes).toEqual([1, 2, 3])
      expect((await pendingOf(subject.store, conversation)).open).toMatchObject({ crashes: 3, attempts: 0 })
    })

    isolated('nothing of somebody who comes late, when the turn was finished by another', async (subject) => {
      const { store, now } = subject
      const conversation = await accept(store, says('one'))
      const late = await turnOf(subject, conversation)
      await answered(subject, conversation, { say: ['hello'] })
      await expect(store.turns.fix(late)).rejects.toThrow()
      await expect(store.turns.record(late, 0, { kind: 'call', name: 'http', value: 1 })).rejects.toThrow()
      expect(await store.turns.failed(late.id, conversation, late.work.seqs, 'no', now)).toBe(false)
      expect(await store.turns.interrupted(late.id, conversation, late.work.seqs)).toBe(0)
      await accept(store, says('two'))
      expect((await pendingOf(store, conversation)).open).toBeUndefined()
    })

    isolated('and never counts one turn’s failures as another’s', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'))
      const first = await turnOf(subject, conversation)
      await store.turns.commit(first)
      // The report of a failure comes late: that turn is over.
      await store.turns.failed(first.id, conversation, first.work.seqs, 'late', start + 5)
      await accept(store, says('two'))
      const { id, work } = await turnOf(subject, conversation)
      await store.turns.failed(id, conversation, work.seqs, 'no', start)
      expect((await pendingOf(store, conversation)).open).toMatchObject({ id, seqs: work.seqs, attempts: 1 })
    })
  })

  describe('sets a turn aside', () => {
    isolated('with its reason, tells the person, and goes on with what comes next', async (subject) => {
      const conversation = await accept(subject.store, says('one'), says('two'))
      const turn = await turnOf(subject, conversation)
      await subject.store.turns.record(turn, 0, { kind: 'call', name: 'http', value: 1 })
      await setAside(subject, conversation, 'it never worked')
      await accept(subject.store, says('three'))
      await subject.crash()
      const { store } = subject
      expect(await waitingTexts(store, conversation)).toEqual(['three'])
      expect((await pendingOf(store, conversation)).open).toBeUndefined()
      expect(await told(store, conversation)).toEqual(['visitor: one', 'visitor: two', 'bot: sorry'])
      expect(await toSendTexts(store, conversation)).toEqual(['sorry'])
      const { items } = await store.deadLetters.list(10)
      expect(items).toMatchObject([
        { side: 'inbox', conversation, reason: 'it never worked', at: new Date(start).toISOString() },
      ])
      expect(items[0]!.content).toMatchObject([{ id: 'one' }, { id: 'two' }])
    })

    isolated('once: a repetition, or one that comes after the turn was done, does nothing', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'))
      const turn = await turnOf(subject, conversation, { say: ['hello'] })
      await store.turns.commit(turn)
      const late = () => store.turns.setAside(turn.id, conversation, turn.work.seqs, 'late', [])
      await late()
      await accept(store, says('two'))
      const { id, work } = await turnOf(subject, conversation)
      const apology = [{ id: messageId(id, 0), parts: [] }]
      await store.turns.setAside(id, conversation, work.seqs, 'poison', apology)
      await store.turns.setAside(id, conversation, work.seqs, 'poison', apology)
      expect((await store.deadLetters.list(10)).items.map(({ reason }) => reason)).toEqual(['poison'])
      expect(await store.inbox.backlog()).toMatchObject({ events: 0 })
      expect(await told(store, conversation)).toHaveLength(4)
    })
  })
}
