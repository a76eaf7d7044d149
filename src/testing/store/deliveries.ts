import { describe, expect } from '@jest/globals'
import type { DeliveryStatus, ReceiptEvent, UnsupportedEvent } from '../../contracts/message.ts'
import type { Delivery, StatusChange, TenantStore } from '../../contracts/ports.ts'
import {
  accept,
  agentSays,
  answered,
  at,
  channel,
  history,
  otherChannel,
  says,
  setAside,
  start,
  toSend,
  turnIdOf,
  type Isolated,
} from './fixtures.ts'

const recent = (store: TenantStore, limit = 50) => store.deliveries.recent(channel, limit)
const outline = (entries: readonly Delivery[]) =>
  entries.map(({ direction, kind, status }) => [direction, kind, status])

const receipt = (message: string, status: DeliveryStatus, when: number): ReceiptEvent => ({
  kind: 'receipt',
  keys: [`${message} ${status} ${when}`],
  message,
  status,
  address: at('c1'),
  at: when,
  ...(status === 'failed' ? { reason: 'nobody there' } : {}),
})

const unknown: UnsupportedEvent = { kind: 'unsupported', keys: ['u'], native: 'poll_answer', at: start }

/** What an operator sees of a channel. */
export function testDeliveries(isolated: Isolated): void {
  describe('tells of a channel', () => {
    isolated('its last messages, the newest first, with how long they took', async (subject) => {
      const conversation = await accept(subject.store, says('one'))
      subject.now += 40
      await answered(subject, conversation, { say: ['a'] })
      subject.now += 300
      await subject.store.outbox.sent((await toSend(subject.store, conversation))[0]!, 1, 'p1', true)
      expect(await recent(subject.store)).toEqual([
        {
          at: start + 40,
          direction: 'out',
          kind: 'message',
          status: 'sent',
          conversation,
          message: expect.stringMatching(/^m_/),
          latencyMs: 300,
        },
        {
          at: start,
          direction: 'in',
          kind: 'message',
          status: 'handled',
          conversation,
          message: expect.stringMatching(/^m_/),
          latencyMs: 40,
        },
      ])
    })

    isolated('what waits, with its tries and the last error', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'))
      const seqs = (await store.inbox.pending(conversation, 9))!.events.map(({ seq }) => seq)
      await store.turns.failed(turnIdOf(seqs), conversation, seqs, 'It broke.', start + 9)
      expect(await recent(store)).toEqual([
        expect.objectContaining({ direction: 'in', status: 'pending', attempts: 1, error: 'It broke.' }),
      ])
      await answered(subject, conversation)
      await agentSays(store, conversation, 'a')
      await store.outbox.retry((await toSend(store, conversation))[0]!, 'Too many.', start + 9)
      expect(await recent(store)).toContainEqual(
        expect.objectContaining({ direction: 'out', status: 'queued', attempts: 1, error: 'Too many.' }),
      )
    })

    isolated('what was set aside on either side, once, with the reason', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'))
      await setAside(subject, conversation, 'poison')
      await store.outbox.dead((await toSend(store, conversation))[0]!, 'The bot was blocked.')
      const entries = await recent(store)
      expect(outline(entries).toSorted()).toEqual([
        ['in', 'message', 'dead'],
        ['out', 'message', 'failed'],
      ])
      expect(entries.map(({ error }) => error).toSorted()).toEqual(['The bot was blocked.', 'poison'])
    })

    isolated('what it does not understand, by the name that the platform has for it', async ({ store }) => {
      await store.inbox.accept(channel, [unknown])
      expect(await recent(store)).toEqual([
        { at: start, direction: 'in', kind: 'unsupported', status: 'kept', native: 'poll_answer' },
      ])
    })

    isolated('no more than was asked for, of the conversations that were busy last', async (subject) => {
      for (const chat of ['c1', 'c2', 'c3']) {
        subject.now += 1000
        const conversation = await accept(subject.store, says(`m-${chat}`, chat, { at: subject.now }))
        await answered(subject, conversation, { say: ['a', 'b'] })
      }
      const entries = await recent(subject.store, 4)
      expect(entries.map((entry) => entry.at - start)).toEqual([3000, 3000, 3000, 2000])
    })

    isolated('the last ones also where a busy conversation has old ones', async (subject) => {
      const speak = async (chat: string, say: readonly string[]) => {
        const conversation = await accept(subject.store, says(`m-${chat}-${subject.now}`, chat, { at: subject.now }))
        await answered(subject, conversation, { say })
      }
      await speak('c1', ['a', 'b', 'c'])
      subject.now += 1000
      await speak('c2', [])
      subject.now += 1000
      await speak('c1', [])
      const entries = await recent(subject.store, 3)
      expect(entries.map((entry) => entry.at - start)).toEqual([2000, 1000, 0])
    })

    isolated('nothing of another, and nothing of what was said', async (subject) => {
      const { store } = subject
      await store.inbox.accept(otherChannel, [says('other')])
      expect(await recent(store)).toEqual([])
      const conversation = await accept(store, says('a secret thing', 'the chat'))
      await answered(subject, conversation, { say: ['an answer'] })
      expect(JSON.stringify(await recent(store))).not.toMatch(/secret|answer|the chat|Ada/)
    })
  })

  describe('tells of a message', () => {
    const steps = (changes: readonly StatusChange[]) => changes.map(({ status, at: when }) => [status, when - start])

    isolated('every status that it reached, once, in the order of time', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'))
      await answered(subject, conversation, { say: ['a'] })
      const message = async () => (await history(store, conversation)).at(-1)!
      expect(await store.deliveries.history(await message())).toEqual([])
      subject.now += 100
      await store.outbox.sent((await toSend(store, conversation))[0]!, 1, 'p1', true)
      const times = [
        ['read', 900],
        ['delivered', 500],
        ['read', 1900],
      ] as const
      for (const [status, when] of times) await store.inbox.accept(channel, [receipt('p1', status, start + when)])
      expect(steps(await store.deliveries.history(await message()))).toEqual([
        ['sent', 100],
        ['delivered', 500],
        ['read', 900],
      ])
    })

    isolated('why it failed, whoever found out', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'))
      await answered(subject, conversation, { say: ['a', 'b'] })
      const [first, second] = await toSend(store, conversation)
      await store.outbox.sent(first!, 1, 'p1', true)
      await store.inbox.accept(channel, [receipt('p1', 'failed', start + 5)])
      await store.outbox.dead(second!, 'refused')
      const [, ...said] = await history(store, conversation)
      const told = await Promise.all(said.map((message) => store.deliveries.history(message)))
      expect(told.map((changes) => changes.at(-1))).toEqual([
        { status: 'failed', at: start + 5, reason: 'nobody there' },
        { status: 'failed', at: start, reason: 'refused' },
      ])
    })
  })
}
