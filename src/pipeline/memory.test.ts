import { expect, test } from '@jest/globals'
import { Busy } from '../contracts/errors.ts'
import type { ModelRequest } from '../contracts/models.ts'
import type { ConversationState, Localized } from '../contracts/turn.ts'
import { fakeConversation } from '../testing/fake-conversation.ts'
import type { PipelineHost } from './host.ts'
import { createMemory } from './memory.ts'

/** A conversation of so many messages; `model` answers what it is asked, or there is none. */
function remembering(model?: (request: ModelRequest) => Promise<{ readonly text: string }>) {
  const conversations = fakeConversation()
  let said = 0
  const say = (count: number): void => {
    for (let index = 0; index < count; index++)
      conversations.add('visitor', [{ type: 'text', text: `I talk about parcel number ${++said}.` }], said)
  }
  const host = {
    store: { conversations },
    models: { available: () => model !== undefined, generate: (_: unknown, request: ModelRequest) => model?.(request) },
    log: { debug: () => undefined },
  } as unknown as PipelineHost // what the memory reads of it
  const turn = { conversation: 'cv_1', work: { signal: new AbortController().signal } } as unknown as Localized // as above
  const memory = (state: Partial<ConversationState> = {}) =>
    createMemory(host)(turn, { version: 0, variables: {}, ...state })
  return { say, memory }
}

test('the last messages are told as they were, and those before them in a few sentences', async () => {
  const { say, memory } = remembering()
  say(5)
  expect((await memory().recent()).map(({ text }) => text)).toHaveLength(5)
  expect(await memory().summary()).toBeUndefined()
  say(30)
  expect((await memory().recent())[0]?.text).toBe('I talk about parcel number 16.')
  expect(await memory().summary()).toContain('parcel number 15')
})

test('what was said before a new beginning is not remembered', async () => {
  const { say, memory } = remembering()
  say(40)
  expect(await memory({ since: 39 }).recent()).toHaveLength(2)
  expect(await memory({ since: 39 }).summary()).toBeUndefined()
})

test('a model sums up now and then, and what is new since is told along', async () => {
  const asked: ModelRequest[] = []
  const { say, memory } = remembering((request) => {
    asked.push(request)
    return Promise.resolve({ text: `Summary ${asked.length}.` })
  })
  say(30)
  expect(await memory().summary()).toBe('Summary 1.')
  say(4)
  expect(await memory().summary()).toMatch(/^Summary 1\.\nvisitor: /)
  expect(asked).toHaveLength(1)
  say(10)
  expect(await memory().summary()).toBe('Summary 2.')
  expect(asked[1]?.material?.[0]).toEqual({ title: 'The summary so far', text: 'Summary 1.' })
  // What people said is material, and never an instruction.
  expect(JSON.stringify([asked[1]?.system, asked[1]?.messages])).not.toContain('parcel')
})

test('without an answer of the model it is summed up all the same', async () => {
  const { say, memory } = remembering(() => Promise.reject(new Busy('Not now.')))
  say(30)
  expect(await memory().summary()).toContain('parcel number')
})
