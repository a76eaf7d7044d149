import { expect } from '@jest/globals'
import { accept, answered, history, says, start, turnOf, type Isolated } from './fixtures.ts'

/** What a conversation is remembered by: its last messages, what was summed up, and how turns came to their answers. */
export function testRemembrance(isolated: Isolated): void {
  const texts = (messages: readonly { readonly parts: readonly unknown[] }[]) =>
    messages.map(({ parts: [part] }) => (part as { readonly text: string }).text) // what was said here

  isolated('gives the last messages said since a moment, and those between two', async (subject) => {
    const { store } = subject
    const id = await accept(store, says('one'))
    await answered(subject, id, { say: ['a', 'b'] })
    await accept(store, says('two'))
    await answered(subject, id, { say: ['c'] })
    const { conversations } = store
    expect(texts(await conversations.recent(id, 3, 0))).toEqual(['b', 'two', 'c'])
    expect(texts(await conversations.recent(id, 50, 0))).toEqual(['one', 'a', 'b', 'two', 'c'])
    expect(await conversations.recent(id, 50, start + 1e9)).toEqual([])
    expect(texts(await conversations.between(id, 1, 4, 0))).toEqual(['a', 'b'])
    expect(await conversations.between(id, 1, 4, start + 1e9)).toEqual([])
  })

  isolated('keeps the latest summary of a conversation', async (subject) => {
    const { store } = subject
    const id = await accept(store, says('one'))
    expect(await store.conversations.summary(id)).toBeUndefined()
    await store.conversations.summarized(id, { upTo: 1, text: 'They said one.' })
    await store.conversations.summarized(id, { upTo: 4, text: 'They said more.' })
    await subject.crash()
    expect(await subject.store.conversations.summary(id)).toMatchObject({ upTo: 4, text: 'They said more.' })
  })

  isolated('knows how a turn came to its answer, and what the answers were', async (subject) => {
    const { store } = subject
    const id = await accept(store, says('one'))
    const turn = await turnOf(subject, id, { say: ['a', 'b'] })
    const by = { plugin: 'orders', handler: { kind: 'intent', name: 'track' }, reason: 'understood' } as const
    await store.turns.commit({ ...turn, trace: { language: 'de', outcome: 'answered', by } })
    await accept(store, says('two'))
    await answered(subject, id, { say: ['c'] })
    const [first, answer, , second] = await history(store, id)
    expect(first).toMatchObject({ trace: { language: 'de', outcome: 'answered', by }, turn: turn.id, latencyMs: 0 })
    expect(answer?.trace).toBeUndefined()
    const answers = first === undefined ? [] : await store.conversations.answersTo(first)
    expect(texts(answers)).toEqual(['a', 'b'])
    expect(second === undefined ? [] : texts(await store.conversations.answersTo(second))).toEqual(['c'])
  })
}
