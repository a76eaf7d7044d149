import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { ConversationId } from '../../contracts/id.ts'
import type { InboundEvent } from '../../contracts/message.ts'
import type { Handled } from '../../contracts/turn.ts'
import {
  accept,
  agentSays,
  at,
  channel,
  history,
  says,
  setAside,
  textOf,
  toSend,
  turnOf,
  wordsOf,
  type Subject,
  somebody,
} from './fixtures.ts'

/** Of what people said: that a conversation ended is an event of the store's own. */
const said = (events: readonly InboundEvent[]) => events.filter(({ kind }) => kind !== 'conversationEnded')

/** What may happen to a conversation, in any order. */
type Step =
  | { readonly do: 'accept'; readonly chat: string; readonly ids: readonly number[] }
  | { readonly do: 'answer'; readonly chat: string; readonly take: number }
  | { readonly do: 'race'; readonly chat: string; readonly against: 'itself' | 'setAside' | 'end' | 'agent' }
  | { readonly do: 'fail' | 'record' | 'setAside' | 'end' | 'agent' | 'send'; readonly chat: string }
  | { readonly do: 'replay' }
  | { readonly do: 'crash' }

const chats = ['c1', 'c2']
const chat = fc.constantFrom(...chats)
const step: fc.Arbitrary<Step> = fc.oneof(
  // Few ids, so that the same comes twice.
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('accept' as const),
      chat,
      ids: fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('answer' as const), chat, take: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('race' as const),
      chat,
      against: fc.constantFrom('itself' as const, 'setAside' as const, 'end' as const, 'agent' as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'fail' as const,
        'record' as const,
        'setAside' as const,
        'end' as const,
        'agent' as const,
        'send' as const,
      ),
      chat,
    }),
  },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ do: 'replay' }, { do: 'crash' }) },
)

/** Where every event must be: in one place, and in one only. */
interface Model {
  readonly events: Map<string, 'pending' | 'done' | 'dead'>
  /** Everything that is to be sent or was, each once. */
  readonly said: string[]
  readonly conversations: Set<ConversationId>
}

function player(subject: Subject) {
  const model: Model = { events: new Map(), said: [], conversations: new Set() }
  let count = 0

  /** The conversation of the chat with something waiting; an ended one may have, beside the open one. */
  async function waiting(chat: string): Promise<ConversationId | undefined> {
    for (const id of model.conversations) {
      const pending = await subject.store.inbox.pending(id, 1)
      if (pending?.address.chat === chat) return id
    }
    return undefined
  }

  const settle = (events: readonly InboundEvent[], state: 'done' | 'dead') => {
    for (const event of said(events)) model.events.set(textOf(event), state)
  }

  async function commit(turn: Handled): Promise<'done' | 'conflict'> {
    const outcome = await subject.store.turns.commit(turn)
    if (outcome === 'done') {
      settle(turn.events, 'done')
      model.said.push(...turn.said.map(({ parts }) => wordsOf(parts)))
    }
    return outcome
  }

  async function putAside(id: ConversationId): Promise<void> {
    const { events } = (await subject.store.inbox.pending(id, 1000))!
    await setAside(subject, id, 'poison')
    settle(
      events.map(({ event }) => event),
      'dead',
    )
    model.said.push('sorry')
  }

  async function race(id: ConversationId, against: Extract<Step, { do: 'race' }>['against']): Promise<void> {
    const turn = await turnOf(subject, id, { say: [`answer ${count++}`] })
    if (against === 'itself') {
      const rival = {
        ...turn,
        said: turn.said.map((one) => ({ ...one, parts: [{ type: 'text' as const, text: `rival ${count}` }] })),
      }
      const outcomes = await Promise.all([commit(turn), commit(rival)])
      expect(outcomes).toEqual(['done', 'conflict'])
      return
    }
    if (against === 'agent') {
      await agent(id)
      expect(await commit(turn)).toBe('done')
      return
    }
    if (against === 'setAside') await putAside(id)
    else await subject.store.conversations.end(id, somebody)
    expect(await commit(turn)).toBe('conflict')
  }

  async function agent(id: ConversationId): Promise<void> {
    const open = (await subject.store.conversations.find(id))?.open === true
    if (!open) return
    const text = `agent ${count++}`
    await agentSays(subject.store, id, text)
    model.said.push(text)
  }

  async function play(step: Step): Promise<void> {
    const { store } = subject
    if (step.do === 'crash') return subject.crash()
    if (step.do === 'replay') {
      const letter = (await store.deadLetters.list(100)).items.find(({ replayedAt }) => replayedAt === undefined)
      if (letter === undefined) return
      await store.deadLetters.replay(letter.id)
      for (const event of said(letter.content as InboundEvent[])) model.events.set(textOf(event), 'pending')
      return
    }
    if (step.do === 'accept') {
      const events = step.ids.map((id) => says(`${step.chat}-${id}`, step.chat))
      model.conversations.add(await accept(store, ...events, says(`${step.chat}-x${count++}`, step.chat)))
      for (const event of [...events, says(`${step.chat}-x${count - 1}`)]) {
        if (!model.events.has(textOf(event))) model.events.set(textOf(event), 'pending')
      }
      return
    }
    if (step.do === 'end' || step.do === 'agent' || step.do === 'send') {
      const id = (await store.conversations.at(channel, at(step.chat)))?.id
      if (id === undefined) return
      if (step.do === 'end') return store.conversations.end(id, somebody)
      if (step.do === 'agent') return agent(id)
      const [entry] = await toSend(store, id)
      if (entry !== undefined) await store.outbox.sent(entry, 1, `p${entry.row}`, true)
      return
    }
    const id = await waiting(step.chat)
    if (id === undefined) return
    switch (step.do) {
      case 'answer':
        expect(await commit(await turnOf(subject, id, { take: step.take, say: [`answer ${count++}`] }))).toBe('done')
        return
      case 'race':
        return race(id, step.against)
      case 'setAside':
        return putAside(id)
      case 'fail':
      case 'record': {
        const turn = await turnOf(subject, id)
        if (step.do === 'record') return store.turns.record(turn, 0, { kind: 'call', name: 'http', value: 1 })
        await store.turns.failed(turn.id, id, turn.work.seqs, 'no', subject.now)
        return
      }
    }
  }

  return { model, play }
}

const textsOf = (events: readonly InboundEvent[]): readonly string[] => said(events).map(textOf).toSorted()

/** Every event is in exactly one place, nothing is said twice, no number is given twice at an address. */
async function inspect({ store }: Subject, { events, said, conversations }: Model): Promise<void> {
  const modelled = (state: string) => [...events].filter(([, one]) => one === state).map(([text]) => text)
  const waiting: InboundEvent[] = []
  for (const id of conversations) {
    const waits = await store.inbox.pending(id, 1000)
    waiting.push(...(waits?.events ?? []).map(({ event }) => event))
  }
  expect(textsOf(waiting)).toEqual(modelled('pending').toSorted())
  expect(await store.inbox.backlog()).toMatchObject({ events: waiting.length })

  const letters = (await store.deadLetters.list(1000)).items.filter(({ replayedAt }) => replayedAt === undefined)
  const dead = textsOf(letters.flatMap(({ content }) => content as InboundEvent[])) // of the inbox alone, here
  expect(dead).toEqual(modelled('dead').toSorted())

  const messages = (await Promise.all([...conversations].map((id) => history(store, id)))).flat()
  const heard = messages.filter(({ from }) => from === 'visitor').map(({ parts }) => wordsOf(parts))
  expect(new Set(heard).size).toBe(heard.length)
  const spoken = messages.filter(({ from }) => from !== 'visitor').map(({ parts }) => wordsOf(parts))
  expect(spoken.toSorted()).toEqual(said.toSorted())
  for (const text of [...modelled('done'), ...dead]) expect(heard).toContain(text)
  for (const chat of chats) {
    const seqs = (await store.conversations.messagesAt(channel, at(chat), 0, 1000)).map(({ seq }) => seq)
    expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b))
  }
  const queued = messages.filter(({ from, status }) => from !== 'visitor' && status === 'queued')
  const toBeSent = (await Promise.all([...conversations].map((id) => toSend(store, id)))).flat()
  expect(toBeSent.map(({ message }) => message).toSorted()).toEqual(queued.map(({ id }) => id).toSorted())
}

/** A model beside the store, under whatever order of things. */
export function testInterleavings(withStore: (body: (subject: Subject) => Promise<void>) => Promise<void>): void {
  describe('whatever happens in whatever order', () => {
    test('every event is pending, done or dead, nothing is said twice, and no number is given twice', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }), (steps) =>
          withStore(async (subject) => {
            const { model, play } = player(subject)
            for (const one of steps) {
              await play(one)
              if (one.do === 'crash') await inspect(subject, model)
            }
            await inspect(subject, model)
            await subject.crash()
            await inspect(subject, model)
          }),
        ),
        { seed: 20_260_101, numRuns: 25 },
      )
    })
  })
}
