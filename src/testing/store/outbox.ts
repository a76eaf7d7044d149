import { describe, expect } from '@jest/globals'
import { Conflict, Invalid, NotFound } from '../../contracts/errors.ts'
import type { ConversationId, DeadLetterId } from '../../contracts/id.ts'
import type { DeliveryStatus, ReceiptEvent } from '../../contracts/message.ts'
import {
  accept,
  agentSays,
  answered,
  at,
  channel,
  history,
  pages,
  says,
  setAside,
  start,
  textParts,
  told,
  toSend,
  toSendTexts,
  turnOf,
  waitingTexts,
  wordsOf,
  type Isolated,
  somebody,
} from './fixtures.ts'

let receipts = 0
const receipt = (message: string, status: DeliveryStatus, chat = 'c1'): ReceiptEvent => ({
  kind: 'receipt',
  keys: [`receipt:${receipts++}`],
  message,
  status,
  address: at(chat),
  at: start,
})

/** What goes out goes in order, is recorded call by call, and is never forgotten. */
export function testOutbox(isolated: Isolated): void {
  describe('has to send', () => {
    isolated('what turns and agents said, in order, over a crash', async (subject) => {
      const conversation = await accept(subject.store, says('one'))
      await answered(subject, conversation, { say: ['a', 'b'] })
      subject.now += 5
      const message = await agentSays(subject.store, conversation, 'c')
      await subject.crash()
      expect(await toSendTexts(subject.store, conversation)).toEqual(['a', 'b', 'c'])
      const entries = await toSend(subject.store, conversation)
      expect(entries.map(({ seq }) => seq)).toEqual([2, 3, 4])
      expect(entries[2]).toMatchObject({
        conversation,
        channel,
        address: at('c1'),
        message,
        author: 'agent',
        progress: 0,
        attempts: 0,
        createdAt: start + 5,
        group: false,
      })
      expect(await subject.store.outbox.pending(conversation, 1)).toHaveLength(1)
      expect(await subject.store.outbox.waiting(10)).toEqual([conversation])
      expect(await subject.store.outbox.backlog()).toEqual({ messages: 3, oldestAt: start })
    })

    isolated('a message with an idempotency key once, and says how it stands', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'))
      const add = () => store.outbox.add({ conversation, parts: textParts('a'), author: 'bot', idempotencyKey: 'k' })
      const [first, beside] = await Promise.all([add(), add()])
      await store.outbox.sent((await toSend(store, conversation))[0]!, 1, 'p1', true)
      await subject.crash()
      const again = await subject.store.outbox.add({
        conversation,
        parts: textParts('b'),
        author: 'bot',
        idempotencyKey: 'k',
      })
      expect([first, beside, again]).toEqual([
        { message: first.message, status: 'queued' },
        { message: first.message, status: 'queued' },
        { message: first.message, status: 'sent' },
      ])
      expect(await told(subject.store, conversation)).toEqual(['bot: a'])
    })

    isolated('nothing to a conversation that ended or never was', async ({ store }) => {
      const conversation = await accept(store, says('one'))
      await store.conversations.end(conversation, somebody)
      await expect(agentSays(store, conversation, 'x')).rejects.toThrow(Conflict)
      await expect(agentSays(store, 'cv_abcde000000000000009' as ConversationId, 'x')).rejects.toThrow(NotFound)
      expect(await toSend(store, conversation)).toEqual([])
      expect(await store.outbox.backlog()).toEqual({ messages: 0, oldestAt: undefined })
    })

    isolated('in every conversation, to whoever asks for some at a time', async ({ store }) => {
      const conversations = await Promise.all(
        ['a', 'b', 'c'].map((chat) => store.conversations.begin(channel, at(chat))),
      )
      for (const id of conversations) await agentSays(store, id, 'x')
      const named = new Set<string>()
      for (let i = 0; i < 3; i++) for (const id of await store.outbox.waiting(1)) named.add(id)
      expect(named).toEqual(new Set(conversations))
    })
  })

  describe('records a sending', () => {
    isolated('call by call, and a call that was made starts the count of tries anew', async (subject) => {
      const conversation = await accept(subject.store, says('one'))
      await agentSays(subject.store, conversation, 'long')
      const [entry] = await toSend(subject.store, conversation)
      await subject.store.outbox.retry(entry!, 'busy', start + 700)
      expect((await toSend(subject.store, conversation))[0]).toMatchObject({
        attempts: 1,
        dueAt: start + 700,
        progress: 0,
      })
      await subject.store.outbox.sent(entry!, 1, 'p1', false)
      await subject.crash()
      const { store } = subject
      expect((await toSend(store, conversation))[0]).toMatchObject({ progress: 1, attempts: 0 })
      expect((await history(store, conversation))[0]!.status).toBe('queued')
      await store.outbox.sent(entry!, 2, 'p2', true)
      await store.outbox.sent(entry!, 2, 'p2', true)
      expect(await toSend(store, conversation)).toEqual([])
      expect((await history(store, conversation))[0]).toMatchObject({ status: 'sent', platformId: 'p2' })
    })

    isolated('never backwards for somebody who comes late with what another did since', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'))
      await answered(subject, conversation, { say: ['long'] })
      const [late] = await toSend(store, conversation)
      await store.outbox.sent(late!, 2, 'p2', false)
      await store.outbox.sent(late!, 1, 'p1', false)
      expect(await toSend(store, conversation)).toMatchObject([{ progress: 2, attempts: 0 }])
      await store.outbox.retry(late!, 'no', start + 1000)
      await store.outbox.retry(late!, 'no', start + 9000)
      expect(await toSend(store, conversation)).toMatchObject([{ attempts: 1, dueAt: start + 1000 }])
      expect(await store.outbox.waits(late!, 2)).toBe(true)
    })

    isolated('of what could not be shown at all as done, without a name', async ({ store }) => {
      const conversation = await accept(store, says('one'))
      await agentSays(store, conversation, 'x')
      await store.outbox.sent((await toSend(store, conversation))[0]!, 0, '', true)
      const [message] = await history(store, conversation)
      expect(message).toMatchObject({ status: 'sent' })
      expect(message).not.toHaveProperty('platformId')
    })

    isolated('and what became of it, only ever onward, in whatever order the receipts come', async ({ store }) => {
      const conversation = await accept(store, says('one'))
      await agentSays(store, conversation, 'x')
      await store.outbox.sent((await toSend(store, conversation))[0]!, 1, 'p1', true)
      const seen = []
      for (const status of ['delivered', 'sent', 'failed', 'read', 'delivered', 'failed'] as const) {
        await accept(store, receipt('p1', status))
        seen.push((await history(store, conversation))[0]!.status)
      }
      expect(seen).toEqual(['delivered', 'delivered', 'failed', 'read', 'read', 'read'])
    })

    isolated('whose receipt came before the platform’s own answer', async ({ store }) => {
      const conversation = await accept(store, says('one'))
      await agentSays(store, conversation, 'x')
      await accept(store, receipt('p1', 'read'), receipt('p1', 'delivered'))
      expect((await history(store, conversation))[0]!.status).toBe('queued')
      await store.outbox.sent((await toSend(store, conversation))[0]!, 1, 'p1', true)
      expect((await history(store, conversation))[0]!.status).toBe('read')
    })

    isolated(
      'also when its conversation ended meanwhile, and never of a visitor’s message with the same name',
      async (subject) => {
        const { store } = subject
        const before = await accept(store, says('p1'))
        await answered(subject, before, { say: ['x', 'y'] })
        const [x, y] = await toSend(store, before)
        await store.outbox.sent(x!, 1, 'p1', true)
        await store.conversations.end(before, somebody)
        const after = await accept(store, says('two'))
        await accept(store, receipt('p1', 'delivered'), receipt('p2', 'read'))
        await store.outbox.sent(y!, 1, 'p2', true)
        expect((await history(store, before)).map(({ status }) => status)).toEqual(['read', 'delivered', 'read'])
        expect(await told(store, after)).toEqual([])
      },
    )

    isolated('to a chat that moved: all that waits goes to the new address', async (subject) => {
      const conversation = await accept(subject.store, says('one'))
      await agentSays(subject.store, conversation, 'x')
      await subject.store.outbox.moved(conversation, at('c2', 't'))
      await subject.store.outbox.moved(conversation, at('c2', 't'))
      await subject.crash()
      expect((await toSend(subject.store, conversation))[0]!.address).toEqual(at('c2', 't'))
      expect((await subject.store.conversations.at(channel, at('c2', 't')))!.id).toBe(conversation)
      expect(await accept(subject.store, says('two'))).not.toBe(conversation)
    })
  })

  describe('numbers messages', () => {
    isolated('within an address, never backwards, whatever ends in between', async (subject) => {
      const { store } = subject
      const before = await accept(store, says('one'))
      await answered(subject, before, { say: ['a'] })
      await accept(store, says('two'))
      const late = await turnOf(subject, before, { say: ['b'] })
      await store.conversations.end(before, somebody)
      const after = await accept(store, says('three'))
      await answered(subject, after, { say: ['c'] })
      // What the old conversation had left to do is done after the new one began.
      await store.turns.commit({ ...late, state: { ...late.state, version: late.state.version + 1 } })
      await agentSays(store, after, 'd')
      const all = await store.conversations.messagesAt(channel, at('c1'), 0, 100)
      expect(all.map(({ parts }) => wordsOf(parts))).toEqual(['one', 'a', 'three', 'c', 'two', 'b', 'd'])
      expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7])
      expect((await store.conversations.messagesAt(channel, at('c1'), 4, 2)).map(({ seq }) => seq)).toEqual([5, 6])
    })
  })
}

/** What was set aside is listed with its reason, and put back once. */
export function testDeadLetters(isolated: Isolated): void {
  const nowhere = 'dl_abcde000000000000009' as DeadLetterId

  describe('gives up', () => {
    isolated('a message: it is failed, and does not hold up what is behind it', async (subject) => {
      const conversation = await accept(subject.store, says('one'))
      await answered(subject, conversation, { say: ['a', 'b'] })
      const [entry] = await toSend(subject.store, conversation)
      await subject.store.outbox.dead(entry!, 'blocked by the user')
      await subject.store.outbox.dead(entry!, 'blocked by the user')
      await subject.crash()
      const { store } = subject
      expect(await toSendTexts(store, conversation)).toEqual(['b'])
      expect((await history(store, conversation)).map(({ status }) => status)).toEqual(['read', 'failed', 'queued'])
      expect((await store.deadLetters.list(10)).items).toMatchObject([
        { side: 'outbox', conversation, reason: 'blocked by the user', content: [textParts('a')] },
      ])
    })

    isolated('nothing that was sent already', async ({ store }) => {
      const conversation = await accept(store, says('one'))
      await agentSays(store, conversation, 'x')
      const [entry] = await toSend(store, conversation)
      await store.outbox.sent(entry!, 1, 'p1', true)
      await store.outbox.dead(entry!, 'late')
      expect((await history(store, conversation))[0]!.status).toBe('sent')
      expect((await store.deadLetters.list(10)).items).toEqual([])
    })

    isolated('and lists it, the newest first, some at a time, none twice and none left out', async (subject) => {
      const { store } = subject
      for (let i = 0; i < 7; i++) {
        subject.now = start + Math.floor(i / 3)
        await setAside(subject, await accept(store, says(`m${i}`, `c${i}`)), `reason ${i}`)
      }
      const read = await pages((limit, cursor) => store.deadLetters.list(limit, cursor), 2)
      expect(read.map((page) => page.length)).toEqual([2, 2, 2, 1])
      const all = read.flat()
      expect(new Set(all.map(({ reason }) => reason)).size).toBe(7)
      expect(all.map((one) => one.at)).toEqual(
        all
          .map((one) => one.at)
          .toSorted()
          .reverse(),
      )
      await expect(store.deadLetters.list(2, 'no cursor of ours')).rejects.toThrow(Invalid)
    })
  })

  describe('puts back', () => {
    isolated('events: once, behind what waits, and the history is not doubled', async (subject) => {
      const conversation = await accept(subject.store, says('one'), says('two'))
      await setAside(subject, conversation)
      await accept(subject.store, says('three'))
      const [letter] = (await subject.store.deadLetters.list(10)).items
      subject.now += 1000
      const replayed = await subject.store.deadLetters.replay(letter!.id)
      expect(replayed).toMatchObject({ ...letter, replayedAt: new Date(start + 1000).toISOString() })
      await subject.crash()
      const { store } = subject
      await expect(store.deadLetters.replay(letter!.id)).rejects.toThrow(Conflict)
      await expect(store.deadLetters.replay(nowhere)).rejects.toThrow(NotFound)
      expect(await waitingTexts(store, conversation)).toEqual(['three', 'one', 'two'])
      expect(await store.inbox.backlog()).toMatchObject({ events: 3 })
      await answered(subject, conversation, { say: ['done'] })
      expect(await told(store, conversation)).toEqual([
        'visitor: one',
        'visitor: two',
        'bot: sorry',
        'visitor: three',
        'bot: done',
      ])
    })

    isolated('events that fail again: they are another dead letter', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'))
      await setAside(subject, conversation, 'first')
      const [first] = (await store.deadLetters.list(10)).items
      await store.deadLetters.replay(first!.id)
      subject.now += 1000
      await setAside(subject, conversation, 'second')
      const { items } = await store.deadLetters.list(10)
      expect(items.map(({ reason }) => reason)).toEqual(['second', 'first'])
      expect(items[0]!.content).toMatchObject([{ id: 'one' }])
      expect((await told(store, conversation)).filter((line) => line === 'visitor: one')).toHaveLength(1)
      await store.deadLetters.replay(items[0]!.id)
      expect(await waitingTexts(store, conversation)).toEqual(['one'])
    })

    isolated('a message: it waits again, behind the others, where it had stopped', async (subject) => {
      const conversation = await accept(subject.store, says('one'))
      await answered(subject, conversation, { say: ['a', 'b'] })
      const [entry] = await toSend(subject.store, conversation)
      await subject.store.outbox.sent(entry!, 1, 'p1', false)
      await subject.store.outbox.dead(entry!, 'no')
      const [letter] = (await subject.store.deadLetters.list(10)).items
      await subject.store.deadLetters.replay(letter!.id)
      await subject.crash()
      const { store } = subject
      expect(await toSendTexts(store, conversation)).toEqual(['b', 'a'])
      expect((await toSend(store, conversation))[1]).toMatchObject({
        progress: 1,
        attempts: 0,
        message: entry!.message,
      })
      expect((await history(store, conversation))[1]!.status).toBe('queued')
      await store.outbox.sent((await toSend(store, conversation))[1]!, 2, 'p2', true)
      expect((await history(store, conversation))[1]!.status).toBe('sent')
    })
  })
}
