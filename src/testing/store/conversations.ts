import { describe, expect } from '@jest/globals'
import { sweepDefaults } from '../../config/defaults.ts'
import { Conflict, Invalid, NotFound } from '../../contracts/errors.ts'
import type { ConversationId } from '../../contracts/id.ts'
import type { Handled } from '../../contracts/turn.ts'
import {
  accept,
  agentSays,
  answered,
  at,
  channel,
  otherChannel,
  pages,
  pendingOf,
  says,
  scheduled,
  setAside,
  start,
  textParts,
  told,
  toSend,
  turnOf,
  waitingTexts,
  type Isolated,
  somebody,
  handOver,
  handBack,
} from './fixtures.ts'

const nowhere = 'cv_abcde000000000000009' as ConversationId

/** A conversation begins, is handed over and back, and ends. */
export function testConversations(isolated: Isolated): void {
  describe('has conversations', () => {
    isolated('that are found by id and by address', async (subject) => {
      const { store } = subject
      const id = await store.conversations.begin(channel, at('c1', 't'))
      const one = {
        id,
        channel,
        address: at('c1', 't'),
        open: true,
        handoff: false,
        state: 'bot',
        queue: undefined,
        assignee: undefined,
        mode: 'normal',
        lastSeq: 0,
        createdAt: start,
        updatedAt: start,
      }
      expect(await store.conversations.find(id)).toEqual(one)
      expect(await store.conversations.at(channel, at('c1', 't'))).toEqual(one)
      expect(await store.conversations.at(otherChannel, at('c1', 't'))).toBeUndefined()
      expect(await store.conversations.find(nowhere)).toBeUndefined()
      subject.now += 50
      await agentSays(store, id, 'hello')
      expect(await store.conversations.find(id)).toEqual({ ...one, lastSeq: 1, updatedAt: start + 50 })
    })

    isolated('in a list, the latest first, some at a time, none twice and none left out', async (subject) => {
      const { store } = subject
      for (let i = 0; i < 7; i++) {
        subject.now = start + Math.floor(i / 3)
        await store.conversations.begin(channel, at(`c${i}`))
      }
      const read = await pages((limit, cursor) => store.desk.list({ sort: 'latest' }, limit, cursor), 3)
      expect(read.map((page) => page.length)).toEqual([3, 3, 1])
      expect(new Set(read.flat().map(({ id }) => id)).size).toBe(7)
      const times = read.flat().map(({ updatedAt }) => updatedAt)
      expect(times).toEqual(times.toSorted((a, b) => b - a))
      await expect(store.desk.list({ sort: 'latest' }, 2, Buffer.from('[1]').toString('base64url'))).rejects.toThrow(
        Invalid,
      )
    })

    isolated(
      'that end: the next message at the address begins another, with nothing left of the dialogue',
      async (subject) => {
        const { store } = subject
        const before = await accept(store, says('one'))
        await answered(subject, before, {
          say: ['hello'],
          next: {
            variables: { kept: 1 },
            handoff: { stage: 'human', queue: 'q', since: start, at: start, heardAt: start },
          },
        })
        await store.conversations.end(before, somebody)
        expect(await store.conversations.find(before)).toMatchObject({ open: false, handoff: false })
        expect(await store.conversations.at(channel, at('c1'))).toBeUndefined()
        expect(await store.conversations.lastSeqAt(channel, at('c1'))).toBe(2)
        expect(await store.conversations.lastSeqAt(otherChannel, at('c1'))).toBe(0)
        const after = await accept(store, says('two'))
        expect(after).not.toBe(before)
        expect(await pendingOf(store, after)).toMatchObject({ state: { version: 0, variables: {} } })
        await subject.crash()
        expect(await accept(subject.store, says('three'))).toBe(after)
        expect((await toSend(subject.store, before)).map(({ address }) => address)).toEqual([at('c1')])
      },
    )

    isolated(
      'that end at the moment at which somebody writes: what came after belongs to the next',
      async ({ store }) => {
        const before = await accept(store, says('one'))
        const [first, , second] = await Promise.all([
          accept(store, says('two')),
          store.conversations.end(before, somebody),
          accept(store, says('three')),
        ])
        expect(first).toBe(before)
        expect(second).not.toBe(before)
        expect(await accept(store, says('four'))).toBe(second)
      },
    )

    isolated('that a person takes over and gives back, once for all who ask', async (subject) => {
      const { store } = subject
      const id = await accept(store, says('one'))
      const dialogue = {
        plugin: 'p',
        handler: 'intent:x',
        turn: (await turnOf(subject, id)).id,
        startedAt: start,
        expiresAt: start + 1,
        input: null,
        journal: [],
        question: 'What size?',
        misses: 0,
      }
      await answered(subject, id, { next: { variables: { p: 1 }, language: 'de', dialogue } })
      await accept(store, says('two'))
      subject.now += 10
      await handOver(store, id)
      subject.now += 10
      await handOver(store, id)
      expect((await pendingOf(store, id)).state).toEqual({
        version: 2,
        variables: { p: 1 },
        language: 'de',
        handoff: { stage: 'human', queue: 'default', since: start + 10, at: start + 10, heardAt: start + 10 },
      })
      expect(await store.conversations.find(id)).toMatchObject({ handoff: true })
      await handBack(store, id)
      expect((await pendingOf(store, id)).state).toEqual({
        version: 3,
        variables: {},
        language: 'de',
        since: start + 20,
      })
    })

    isolated('ends with an event, once, where something was said', async (subject) => {
      const { store } = subject
      const silent = await store.conversations.begin(channel, at('c2'))
      await store.conversations.end(silent, somebody)
      expect(await store.inbox.pending(silent, 10)).toBeUndefined()
      const id = await accept(store, says('one'))
      await answered(subject, id)
      await store.conversations.end(id, somebody)
      await store.conversations.end(id, somebody)
      const { events } = await pendingOf(store, id)
      expect(events.map(({ event }) => event.kind)).toEqual(['conversationEnded'])
      expect((await store.inbox.backlog()).events).toBe(1)
      await answered(subject, id)
      expect(await store.inbox.pending(id, 10)).toBeUndefined()
    })

    isolated('hands back with an event, once, that waits in its turn', async ({ store, ...subject }) => {
      const id = await store.conversations.begin(channel, at('c1'))
      await handBack(store, id)
      expect(await store.inbox.pending(id, 10)).toBeUndefined()
      await handOver(store, id)
      const before = await store.inbox.backlog()
      await handBack(store, id)
      await handBack(store, id)
      const { events } = await pendingOf(store, id)
      expect(events.map(({ event }) => event)).toEqual([
        {
          kind: 'handoffEnded',
          keys: [expect.any(String)],
          address: at('c1'),
          at: subject.now,
          queue: 'default',
          since: subject.now,
        },
      ])
      expect((await store.inbox.backlog()).events).toBe(before.events + 1)
    })

    isolated('and says so where there is none, or none any more', async ({ store }) => {
      await expect(store.conversations.end(nowhere, somebody)).rejects.toThrow(NotFound)
      await expect(handOver(store, nowhere)).rejects.toThrow(NotFound)
      const id = await store.conversations.begin(channel, at('c1'))
      await store.conversations.end(id, somebody)
      await store.conversations.end(id, somebody)
      await expect(handOver(store, id)).rejects.toThrow(Conflict)
    })

    isolated('whose messages are read from any of them on', async (subject) => {
      const { store } = subject
      const id = await accept(store, says('one'), says('two'))
      await answered(subject, id, { say: ['a'] })
      expect((await store.conversations.messages(id, 2)).map(({ seq }) => seq)).toEqual([1, 2])
      expect(await store.conversations.messages(id, 10, 2)).toEqual([
        {
          id: expect.any(String),
          seq: 3,
          conversation: id,
          from: 'bot',
          parts: textParts('a'),
          status: 'queued',
          turn: expect.any(String),
          at: start,
        },
      ])
      expect((await store.conversations.messages(id, 1))[0]).toMatchObject({ platformId: 'one', status: 'read' })
    })
  })
}

/** What plugins are lent. */
export function testHandlerTables(isolated: Isolated): void {
  describe('keeps for plugins', () => {
    isolated('what is due, and lets it go once, in the order of time', async (subject) => {
      const conversation = await accept(subject.store, says('one'))
      const turn = await turnOf(subject, conversation)
      const schedules = [300, 100, 200, 900].map((ms, index) => scheduled(turn.id, index, `in ${ms}`, start + ms))
      await subject.store.turns.commit({ ...turn, schedules })
      expect((await subject.store.schedules.list('reminder', conversation)).map(({ name }) => name)).toEqual([
        'in 100',
        'in 200',
        'in 300',
        'in 900',
      ])
      expect(await subject.store.schedules.list('other', conversation)).toEqual([])
      expect(await subject.store.schedules.release(start + 99)).toEqual({ conversations: [], nextAt: start + 100 })
      const released = await Promise.all([
        subject.store.schedules.release(start + 300),
        subject.store.schedules.release(start + 300),
      ])
      expect(released.flatMap(({ conversations }) => conversations)).toEqual([conversation, conversation, conversation])
      expect(released[1].nextAt).toBe(start + 900)
      await subject.crash()
      const { events } = await pendingOf(subject.store, conversation)
      expect(events.map(({ event }) => event)).toMatchObject(
        [1, 2, 0].map((index) => ({
          kind: 'due',
          schedule: schedules[index]!.id,
          plugin: 'reminder',
          at: start + [300, 100, 200][index]!,
          payload: { name: `in ${[300, 100, 200][index]!}` },
        })),
      )
      expect(await subject.store.inbox.backlog()).toMatchObject({ events: 3 })
      await answered(subject, conversation)
      expect(await subject.store.schedules.release(start + 1000)).toEqual({
        conversations: [conversation],
        nextAt: undefined,
      })
    })

    isolated('what is due only until it is cancelled, by the plugin that asked for it', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'))
      const turn = await turnOf(subject, conversation)
      const add = [0, 1].map((index) => scheduled(turn.id, index, `s${index}`, start))
      await store.turns.commit({ ...turn, schedules: add })
      await accept(store, says('two'))
      await answered(subject, conversation, {
        schedules: [
          { change: 'cancel', id: add[0]!.id, plugin: 'reminder' },
          { change: 'cancel', id: add[1]!.id, plugin: 'somebody-else' },
        ],
      })
      expect(await store.schedules.list('reminder', conversation)).toMatchObject([{ name: 's1' }])
      expect((await store.schedules.release(start)).conversations).toHaveLength(1)
    })

    isolated('what is due in another conversation, where there is one', async (subject) => {
      const { store } = subject
      const here = await accept(store, says('one'))
      const there = await store.conversations.begin(channel, at('c2'))
      const turn = await turnOf(subject, here)
      const within = (index: number, conversation: typeof here) => ({
        ...scheduled(turn.id, index, 'decide', start),
        within: conversation,
      })
      await store.turns.commit({ ...turn, schedules: [within(0, there), within(1, nowhere)] })
      expect(await store.schedules.release(start)).toEqual({ conversations: [there], nextAt: undefined })
      expect((await pendingOf(store, there)).events.map(({ event }) => event.kind)).toEqual(['due'])
    })

    isolated('values, by plugin, scope and key, until they are forgotten', async (subject) => {
      const conversation = await accept(subject.store, says('one'))
      const write = (plugin: string, scope: string, key: string, value: unknown) => ({ plugin, scope, key, value })
      await answered(subject, conversation, {
        writes: [
          write('p', 'chatbot', 'a', { deep: [1, null, 'ü'] }),
          write('p', 'chatbot', 'a_1', false),
          write('p', 'chatbot', 'ab1', 0),
          write('p', 'contact:x', 'a', 'theirs'),
          write('q', 'chatbot', 'a', 'another plugin’s'),
          write('p', 'chatbot', 'gone', 1),
          write('p', 'chatbot', 'gone', undefined),
        ],
      })
      await subject.crash()
      const { pluginStore } = subject.store
      expect(await pluginStore.get('p', 'chatbot', 'a')).toEqual({ deep: [1, null, 'ü'] })
      expect(await pluginStore.get('p', 'contact:x', 'a')).toBe('theirs')
      expect(await pluginStore.get('q', 'chatbot', 'a')).toBe('another plugin’s')
      expect(await pluginStore.get('p', 'chatbot', 'gone')).toBeUndefined()
      expect(await pluginStore.keys('p', 'chatbot', '')).toEqual(['a', 'a_1', 'ab1'])
      // A prefix is a prefix, whatever it means to a database.
      expect(await pluginStore.keys('p', 'chatbot', 'a_')).toEqual(['a_1'])
      expect(await pluginStore.keys('p', 'chatbot', '%')).toEqual([])
      expect(await pluginStore.list('p', 'chatbot', '', '', 2)).toEqual([
        { name: 'a', value: { deep: [1, null, 'ü'] } },
        { name: 'a_1', value: false },
      ])
      expect(await pluginStore.list('p', 'chatbot', 'a', 'a_1', 2)).toEqual([{ name: 'ab1', value: 0 }])
    })

    isolated(
      'contacts whose person has another id now, with all that is known and remembered of them',
      async (subject) => {
        const { store } = subject
        const moved = (from: string, to: string) =>
          ({
            kind: 'membership',
            change: 'moved',
            keys: [`${from}-${to}`],
            address: at(from),
            to: at(to),
            at: start,
          }) as const
        const said = (id: string, who: string) => accept(store, says(id, who, { from: { id: who } }))
        const knows = async (who: string) => store.contacts.resolve(channel, { id: who })
        const remembers = (turn: Handled, key: string) => ({ plugin: 'p', scope: `contact:${turn.contact.id}`, key })

        const first = await turnOf(subject, await said('1', '+1'))
        const known = { timeZone: 'Asia/Tokyo', language: 'ja' }
        const writes = ['mine', 'both'].map((key) => ({ ...remembers(first, key), value: 'old' }))
        await store.turns.commit({ ...first, contactChange: known, writes })
        await accept(store, moved('+1', 'u1'))
        expect(await knows('u1')).toEqual({ id: first.contact.id, ...known, isNew: false })

        // Whoever has the number next is somebody else.
        const next = await turnOf(subject, await said('2', '+1'))
        expect(next.contact).toMatchObject({ isNew: true })
        expect(next.contact.id).not.toBe(first.contact.id)
        await store.turns.commit(next)

        // Met under the new id before anybody said that it is one.
        const early = await turnOf(subject, await said('3', 'u2'))
        const more = ['both', 'theirs'].map((key) => ({ ...remembers(early, key), value: 'new' }))
        await store.turns.commit({ ...early, contactChange: { timeZone: 'Europe/Rome' }, writes: more })
        await accept(store, moved('u1', 'u2'))
        expect(await knows('u2')).toEqual({
          id: first.contact.id,
          timeZone: 'Europe/Rome',
          language: 'ja',
          isNew: false,
        })
        const { scope } = remembers(first, '')
        const values = ['mine', 'both', 'theirs'].map((key) => store.pluginStore.get('p', scope, key))
        expect(await Promise.all(values)).toEqual(['old', 'new', 'new'])
        expect(await knows('+1')).toMatchObject({ id: next.contact.id, isNew: false })
        expect((await knows('u1')).isNew).toBe(true)
      },
    )

    isolated('contacts, per channel: the same one however often it is asked before it is written', async (subject) => {
      const { store } = subject
      const [first, again, elsewhere] = await Promise.all([
        store.contacts.resolve(channel, { id: 'u1' }),
        store.contacts.resolve(channel, { id: 'u1', name: 'Ada' }),
        store.contacts.resolve(otherChannel, { id: 'u1' }),
      ])
      expect(first).toEqual({ id: expect.stringMatching(/^ct_abcde[a-z0-9]+$/), isNew: true })
      expect(again.id).toBe(first.id)
      expect(elsewhere.id).not.toBe(first.id)
      const conversation = await accept(store, says('one'))
      await answered(subject, conversation, { contactChange: { language: 'de' } })
      await accept(store, says('two'))
      await answered(subject, conversation, { contactChange: { timeZone: 'Europe/Berlin' } })
      await subject.crash()
      expect(await subject.store.contacts.resolve(channel, { id: 'u1' })).toEqual({
        id: first.id,
        language: 'de',
        timeZone: 'Europe/Berlin',
        isNew: false,
      })
    })

    isolated('long option ids behind short tokens, the same for the same', async (subject) => {
      const ids = ['x'.repeat(5000), 'y'.repeat(5000), 'ü']
      const conversation = await accept(subject.store, says('one'))
      const tokens = await Promise.all(
        [...ids, ids[0]!].map((id) => subject.store.optionTokens.shorten(id, conversation)),
      )
      expect(new Set(tokens).size).toBe(3)
      for (const token of tokens) expect(token).toMatch(/^~[\w-]{10,30}$/)
      await subject.crash()
      for (const [index, id] of ids.entries()) expect(await subject.store.optionTokens.restore(tokens[index]!)).toBe(id)
      expect(await subject.store.optionTokens.restore('~unknown')).toBeUndefined()
    })
  })

  describe('forgets', () => {
    isolated('what came so long ago that nobody repeats it, and nothing before', async (subject) => {
      const { store } = subject
      await answered(subject, await accept(store, says('one')))
      subject.now += sweepDefaults.keyRetentionMs - 1
      await store.prune()
      expect((await store.inbox.accept(channel, [says('one')]))[0]!.outcome).toBe('duplicate')
      subject.now += 2
      await store.prune()
      expect((await store.inbox.accept(channel, [says('one')]))[0]!.outcome).toBe('kept')
    })

    isolated('nothing that waits, was set aside or was said', async (subject) => {
      const { store } = subject
      const conversation = await accept(store, says('one'))
      await answered(subject, conversation, { say: ['a', 'b'] })
      await store.outbox.dead((await toSend(store, conversation))[0]!, 'no')
      await accept(store, says('two'))
      await setAside(subject, conversation)
      await accept(store, says('three'))
      subject.now += 10 * Math.max(sweepDefaults.keyRetentionMs, sweepDefaults.doneRetentionMs)
      for (let i = 0; i < 3; i++) await store.prune()
      expect(await waitingTexts(store, conversation)).toEqual(['three'])
      expect(await told(store, conversation)).toHaveLength(5)
      const { items } = await store.deadLetters.list(10)
      for (const { id, content } of items) {
        expect(content).toHaveLength(1)
        await store.deadLetters.replay(id)
      }
      expect(items).toHaveLength(2)
      expect(await waitingTexts(store, conversation)).toEqual(['three', 'two'])
      expect(await toSend(store, conversation)).toHaveLength(3)
    })
  })
}
