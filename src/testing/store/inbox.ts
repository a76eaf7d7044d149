import { describe, expect } from '@jest/globals'
import { Busy } from '../../contracts/errors.ts'
import type { ConversationId } from '../../contracts/id.ts'
import type { Address } from '../../contracts/message.ts'
import {
  accept,
  agentSays,
  answered,
  at,
  channel,
  history,
  otherChannel,
  pendingOf,
  says,
  setAside,
  start,
  textParts,
  told,
  toSend,
  waitingTexts,
  type Isolated,
  somebody,
} from './fixtures.ts'

/** What comes in is kept once, in order, with its conversation. */
export function testInbox(isolated: Isolated): void {
  describe('keeps what comes in', () => {
    isolated('once, however often it comes, and names its conversation every time', async ({ store }) => {
      const [first] = await store.inbox.accept(channel, [says('hello')])
      const [again] = await store.inbox.accept(channel, [says('hello')])
      expect(first).toEqual({ outcome: 'kept', conversation: expect.any(String) })
      expect(again).toEqual({ outcome: 'duplicate', conversation: first!.conversation })
      expect(await waitingTexts(store, first!.conversation!)).toEqual(['hello'])
    })

    isolated('once also within one batch and within one moment', async ({ store }) => {
      const batch = store.inbox.accept(channel, [says('one'), says('one'), says('two')])
      const beside = store.inbox.accept(channel, [says('two'), says('three')])
      expect((await batch).map(({ outcome }) => outcome)).toEqual(['kept', 'duplicate', 'kept'])
      expect((await beside).map(({ outcome }) => outcome)).toEqual(['duplicate', 'kept'])
      expect(await waitingTexts(store, (await batch)[0]!.conversation!)).toEqual(['one', 'two', 'three'])
    })

    isolated('once when any of its keys was seen, those of duplicates included', async ({ store }) => {
      const outcomes = []
      for (const keys of [['a', 'b'], ['b', 'c'], ['c', 'd'], ['e']] as [string, ...string[]][]) {
        const [accepted] = await store.inbox.accept(channel, [says(keys.join(), 'c1', { keys })])
        outcomes.push(accepted!.outcome)
      }
      expect(outcomes).toEqual(['kept', 'duplicate', 'duplicate', 'kept'])
    })

    isolated('by keys of its own channel, however long they are', async ({ store }) => {
      const long = 'k'.repeat(500)
      const outcomes = [
        await store.inbox.accept(channel, [says('one', 'c1', { keys: [`${long}1`] })]),
        await store.inbox.accept(channel, [says('two', 'c1', { keys: [`${long}2`] })]),
        await store.inbox.accept(otherChannel, [says('three', 'c1', { keys: [`${long}1`] })]),
        await store.inbox.accept(channel, [says('four', 'c1', { keys: [`${long}1`] })]),
      ].map(([accepted]) => accepted!.outcome)
      expect(outcomes).toEqual(['kept', 'kept', 'kept', 'duplicate'])
    })

    isolated('and gives it back as it came, oldest first, at most as much as was asked for', async (subject) => {
      const { store } = subject
      const odd = says('odd', 'c1', {
        parts: [{ type: 'text', text: '\u0000 \ud800 "quoted" 🙂' }],
        order: 7,
        at: start - 5,
      })
      const conversation = await accept(store, odd)
      subject.now += 10
      await accept(store, says('two'), says('elsewhere', 'c2'), says('three'))
      const pending = await pendingOf(store, conversation)
      expect(pending).toMatchObject({
        channel,
        address: at('c1'),
        state: { version: 0, variables: {} },
        open: undefined,
      })
      expect(pending.events[0]).toMatchObject({ event: JSON.parse(JSON.stringify(odd)), receivedAt: start })
      expect(pending.events.map(({ receivedAt }) => receivedAt - start)).toEqual([0, 10, 10])
      const few = await store.inbox.pending(conversation, 2)
      expect(few!.events.map(({ seq }) => seq)).toEqual(pending.events.slice(0, 2).map(({ seq }) => seq))
    })

    isolated('over a crash, and knows what it had seen', async (subject) => {
      const conversation = await accept(subject.store, says('one'), says('two'))
      await subject.crash()
      expect(await waitingTexts(subject.store, conversation)).toEqual(['one', 'two'])
      const [again, next] = await subject.store.inbox.accept(channel, [says('two'), says('three')])
      expect([again!.outcome, next!.outcome, next!.conversation]).toEqual(['duplicate', 'kept', conversation])
      expect(await waitingTexts(subject.store, conversation)).toEqual(['one', 'two', 'three'])
    })

    isolated('and nothing waits once it is done', async (subject) => {
      const conversation = await accept(subject.store, says('one'), says('two'))
      await answered(subject, conversation, { take: 1 })
      expect(await waitingTexts(subject.store, conversation)).toEqual(['two'])
      await answered(subject, conversation)
      expect(await subject.store.inbox.pending(conversation, 10)).toBeUndefined()
      expect(await subject.store.inbox.pending('cv_abcde000000000000009' as ConversationId, 10)).toBeUndefined()
    })

    isolated('of kinds that are no turn without a turn', async ({ store }) => {
      const conversation = await accept(store, says('one'))
      const accepted = await store.inbox.accept(channel, [
        { kind: 'unsupported', keys: ['u1'], native: 'poll', at: start },
        { kind: 'unsupported', keys: ['u2'], native: 'poll', at: start, address: at('c1') },
        { kind: 'receipt', keys: ['r1'], message: 'x', status: 'read', at: start, address: at('c1') },
        { kind: 'unsupported', keys: ['u1'], native: 'poll', at: start },
      ])
      expect(accepted).toEqual([
        { outcome: 'kept', conversation: undefined },
        { outcome: 'kept', conversation },
        { outcome: 'kept', conversation },
        { outcome: 'duplicate', conversation: undefined },
      ])
      expect(await waitingTexts(store, conversation)).toEqual(['one'])
      expect(await store.inbox.backlog()).toEqual({ events: 1, oldestAt: start })
    })
  })

  describe('knows the conversation', () => {
    isolated('of an address: of its chat, its thread and its account', async ({ store }) => {
      const accepted = await store.inbox.accept(channel, [
        says('1'),
        says('2', 'c1', { address: { chat: 'c1', thread: 't' } }),
        says('3', 'c1', { address: { chat: 'c1', via: 't' } }),
        says('4', 'c2'),
        says('5'),
        says('6', 'c1', { address: { chat: 'c1', thread: 't' } }),
      ])
      const [other] = await store.inbox.accept(otherChannel, [says('7')])
      const ids = [...accepted, other!].map(({ conversation }) => conversation)
      expect(new Set(ids).size).toBe(5)
      expect([ids[4], ids[5]]).toEqual([ids[0], ids[1]])
    })

    isolated('of two first messages at one moment: there is one', async ({ store }) => {
      const [a, b] = await Promise.all([accept(store, says('1')), accept(store, says('2'))])
      expect(a).toBe(b)
      expect(await store.conversations.begin(channel, at('c1'))).toBe(a)
    })

    isolated('where nobody has spoken neither a receipt nor what came twice begins one', async ({ store }) => {
      const receipt = {
        kind: 'receipt',
        keys: ['r'],
        message: 'x',
        status: 'read',
        at: start,
        address: at('c9'),
      } as const
      expect(await store.inbox.accept(channel, [receipt])).toEqual([{ outcome: 'kept', conversation: undefined }])
      const conversation = await accept(store, says('one'))
      await store.conversations.end(conversation, somebody)
      expect(await store.inbox.accept(channel, [says('one')])).toEqual([
        { outcome: 'duplicate', conversation: undefined },
      ])
      expect(await store.conversations.at(channel, at('c1'))).toBeUndefined()
      expect((await store.desk.list({ sort: 'latest' }, 10)).items).toHaveLength(1)
    })

    isolated('that moved: it goes on at the new address, with what waits to be sent', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('before'))
      await answered(subject, conversation, { say: ['welcome'] })
      await accept(store, {
        kind: 'membership',
        keys: ['mv'],
        change: 'moved',
        to: at('c2'),
        address: at('c1'),
        at: start,
      })
      const there = await store.inbox.accept(channel, [says('after', 'c2')])
      expect(there[0]!.conversation).toBe(conversation)
      expect((await toSend(store, conversation))[0]!.address).toEqual(at('c2'))
      expect((await store.inbox.accept(channel, [says('new', 'c1')]))[0]!.conversation).not.toBe(conversation)
    })

    isolated('that moved to where somebody spoke already: that one goes on, and nothing is lost', async (subject) => {
      const { store } = subject
      const old = await accept(store, says('before'))
      await answered(subject, old, { say: ['for the old chat'] })
      const there = await accept(store, says('there', 'c2'))
      await accept(store, {
        kind: 'membership',
        keys: ['mv'],
        change: 'moved',
        to: at('c2'),
        address: at('c1'),
        at: start,
      })
      expect(await store.conversations.find(old)).toMatchObject({ open: false })
      expect((await store.conversations.at(channel, at('c2')))!.id).toBe(there)
      expect((await toSend(store, old))[0]!.address).toEqual(at('c2'))
    })
  })

  describe('knows a chat by another id of its own', () => {
    const both = { chat: 'u1', alias: '+1' }

    isolated('that it began under: it goes on under the one that lasts, and so does who spoke', async (subject) => {
      const { store } = subject
      const began = await accept(store, says('one', '+1', { from: { id: '+1' } }))
      await answered(subject, began, { say: ['hello'], contactChange: { timeZone: 'Asia/Tokyo' } })
      expect(await accept(store, says('two', '', { address: both, from: { id: 'u1' } }))).toBe(began)
      expect(await accept(store, says('three', 'u1'))).toBe(began)
      expect(await accept(store, says('four', '+1'))).toBe(began)
      expect((await store.conversations.find(began))!.address).toEqual(both)
      expect(await store.contacts.resolve(channel, { id: 'u1' })).toMatchObject({
        isNew: false,
        timeZone: 'Asia/Tokyo',
      })
      expect(await store.conversations.begin(channel, at('+1'))).toBe(began)
      expect(await store.conversations.begin(otherChannel, at('+1'))).not.toBe(began)
    })

    isolated('and tells the receipts of both', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one', '', { address: both }))
      await agentSays(store, conversation, 'hi')
      const [entry] = await toSend(store, conversation)
      await store.outbox.sent(entry!, 1, 'p1', true)
      for (const [status, address] of [
        ['delivered', at('+1')],
        ['read', both],
      ] as const) {
        await store.inbox.accept(channel, [
          { kind: 'receipt', keys: [status], message: 'p1', status, address, at: start },
        ])
        expect((await store.conversations.messages(conversation, 10)).at(-1)).toMatchObject({ status })
      }
    })

    isolated('that ended: what is said to either begins one, where the chat is', async (subject) => {
      const { store } = subject
      const ended = await accept(store, says('one', '', { address: both }))
      await store.conversations.end(ended, somebody)
      const next = await store.conversations.begin(channel, at('+1'))
      expect(next).not.toBe(ended)
      expect((await store.conversations.find(next))!.address).toEqual(both)
      expect(await accept(store, says('two', '', { address: both }))).toBe(next)
    })

    isolated('that was given to somebody else: it is another chat', async (subject) => {
      const { store } = subject
      const before = await accept(store, says('one', '', { address: both }))
      const after = await accept(store, says('two', '', { address: { chat: 'u2', alias: '+1' }, from: { id: 'u2' } }))
      expect(after).not.toBe(before)
      expect(await accept(store, says('three', 'u1'))).toBe(before)
      expect(await store.conversations.begin(channel, at('+1'))).toBe(after)
    })

    isolated('and moves with it, told by any of its ids; where nobody spoke, nothing moves', async (subject) => {
      const { store } = subject
      const moved = (key: string, from: string, to: Address) =>
        ({
          kind: 'membership',
          keys: [key],
          change: 'moved',
          address: at(from),
          from: { id: from },
          to,
          who: [{ id: to.chat }],
          at: start,
        }) as const
      const conversation = await accept(store, says('one', '', { address: both, from: { id: 'u1' } }))
      await answered(subject, conversation, { contactChange: { timeZone: 'Asia/Tokyo' } })
      const there = { chat: 'u2', alias: '+2' }
      expect(await accept(store, moved('a', '+1', there))).toBe(conversation)
      const [again] = await store.inbox.accept(channel, [moved('b', 'u1', there)])
      expect(again).toEqual({ outcome: 'kept', conversation: undefined })
      expect(await accept(store, says('two', '', { address: there, from: { id: 'u2' } }))).toBe(conversation)
      expect(await accept(store, says('three', '+2'))).toBe(conversation)
      expect(await store.contacts.resolve(channel, { id: 'u2' })).toMatchObject({
        isNew: false,
        timeZone: 'Asia/Tokyo',
      })
      expect((await store.desk.list({ sort: 'latest' }, 10)).items).toHaveLength(1)
      // The number is given up, and whoever has it next is somebody else.
      expect(await accept(store, says('four', '+1'))).not.toBe(conversation)
    })
  })

  describe('says what waits', () => {
    isolated('in every conversation, to whoever asks for some at a time', async (subject) => {
      const { store } = subject
      const conversations = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((chat) => accept(store, says(chat, chat))))
      const done = await accept(store, says('f', 'f'))
      await answered(subject, done)
      expect([...(await store.inbox.waiting(100))].sort()).toEqual([...conversations].sort())
      const named = new Set<string>()
      for (let i = 0; i < 3; i++) for (const id of await store.inbox.waiting(2)) named.add(id)
      expect(named).toEqual(new Set(conversations))
    })

    isolated('and how much, from the oldest on', async (subject) => {
      const { store } = subject
      expect(await store.inbox.backlog()).toEqual({ events: 0, oldestAt: undefined })
      const first = await accept(store, says('one'), says('two'))
      subject.now += 500
      const second = await accept(store, says('three', 'c2'))
      expect(await store.inbox.backlog()).toEqual({ events: 3, oldestAt: start })
      await answered(subject, first)
      expect(await store.inbox.backlog()).toEqual({ events: 1, oldestAt: start + 500 })
      await setAside(subject, second)
      expect(await store.inbox.backlog()).toEqual({ events: 0, oldestAt: undefined })
    })

    isolated(
      'and takes no more than its bound: Busy, and whatever was refused has left no trace',
      async (subject) => {
        const conversation = await accept(subject.store, says('one'), says('two'), says('three'))
        await expect(subject.store.inbox.accept(channel, [says('four')])).rejects.toThrow(Busy)
        await subject.crash()
        await expect(subject.store.inbox.accept(channel, [says('four')])).rejects.toThrow(Busy)
        await answered(subject, conversation, { take: 2 })
        expect((await subject.store.inbox.accept(channel, [says('four')]))[0]!.outcome).toBe('kept')
        expect(await waitingTexts(subject.store, conversation)).toEqual(['three', 'four'])
      },
      { backlogEvents: 3 },
    )
  })

  describe('keeps the history right', () => {
    isolated('when a message is edited or deleted after it was read', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'), says('two'), says('three'))
      await answered(subject, conversation, { say: ['hello'] })
      await accept(
        store,
        { kind: 'edit', id: 'two', keys: ['e1'], parts: [{ type: 'text', text: 'TWO' }], address: at('c1'), at: start },
        { kind: 'edit', id: 'three', keys: ['e2'], parts: [], deleted: true, address: at('c1'), at: start },
      )
      await answered(subject, conversation)
      expect(await told(store, conversation)).toEqual(['visitor: one', 'visitor: TWO', 'visitor: ', 'bot: hello'])
    })

    isolated('when it is edited after its conversation ended', async (subject) => {
      const { store } = subject
      const before = await accept(store, says('one'))
      await answered(subject, before)
      await store.conversations.end(before, somebody)
      const edit = {
        kind: 'edit',
        id: 'one',
        keys: ['e1'],
        parts: [{ type: 'text', text: 'ONE' }],
        address: at('c1'),
        at: start,
      } as const
      await answered(subject, await accept(store, edit))
      expect(await told(store, before)).toEqual(['visitor: ONE'])
    })

    isolated(
      'when a person answers from the bot’s own account, and does not take that for the visitor',
      async (subject) => {
        const { store } = subject
        const conversation = await accept(store, says('one', 'c1', { at: start + 5 }))
        expect(await store.conversations.lastHeardAt(conversation)).toBeUndefined()
        const taken = {
          kind: 'takeover',
          id: 'p1',
          keys: ['t1'],
          parts: textParts('I am here'),
          address: at('c1'),
        } as const
        await accept(store, { ...taken, at: start + 10 })
        await answered(subject, conversation)
        expect(await told(store, conversation)).toEqual(['visitor: one', 'agent: I am here'])
        expect(await store.conversations.lastHeardAt(conversation)).toBe(start + 5)
        await store.conversations.end(conversation, somebody)
        const next = await store.conversations.begin(channel, at('c1'))
        expect(await store.conversations.lastHeardAt(next)).toBe(start + 5)
      },
    )

    isolated(
      'whoever speaks: a visitor, the bot, an agent; a command and a button read like what they are',
      async (subject) => {
        const { store } = subject
        const conversation = await accept(
          store,
          { kind: 'command', id: '1', keys: ['1'], name: 'start', text: 'now', address: at('c1'), at: start },
          { kind: 'button', keys: ['2'], option: 'yes', label: 'Yes!', address: at('c1'), at: start },
          { kind: 'reaction', keys: ['3'], message: '1', added: ['👍'], removed: [], address: at('c1'), at: start },
        )
        await answered(subject, conversation, { say: ['welcome'] })
        await agentSays(store, conversation, 'hi')
        expect((await history(store, conversation)).map(({ from, parts }) => [from, parts])).toEqual([
          ['visitor', [{ type: 'text', text: '/start now' }]],
          ['visitor', [{ type: 'chosen', id: 'yes', label: 'Yes!' }]],
          ['bot', [{ type: 'text', text: 'welcome' }]],
          ['agent', [{ type: 'text', text: 'hi' }]],
        ])
      },
    )
  })
}
