import { expect, test } from '@jest/globals'
import { Busy, OverLimit } from '../contracts/errors.ts'
import type { Response } from '../contracts/models.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { fakeKnowledge } from '../testing/fake-knowledge.ts'
import { fakeModels } from '../testing/fake-models.ts'
import { createRespond } from './respond.ts'

const chatbot = { id: 'bot_fakes000001', name: 'Ada', languages: ['en'], personality: {} } as unknown as Chatbot // what is looked at
const log = { info: () => undefined } as never // it informs, and no more

function setUp() {
  const models = fakeModels()
  const knowledge = fakeKnowledge()
  const respond = createRespond({ models, knowledge, log })
  const ask = async (text: string) => {
    const pieces: string[] = []
    const answer = respond(chatbot, { messages: [{ role: 'user', text }], signal: new AbortController().signal })
    let step: IteratorResult<string, Response> = await answer.next()
    for (; step.done !== true; step = await answer.next()) pieces.push(step.value)
    return { pieces, ...step.value }
  }
  return { models, knowledge, ask }
}
const hours = {
  title: 'Opening hours',
  text: 'The shop opens at nine in the morning.',
  url: 'https://shop.example/hours',
}

test('a model answers from what the chatbot knows', async () => {
  const { models, knowledge, ask } = setUp()
  knowledge.teach(hours)
  models.answer('*', 'At nine [1].')
  const { text, sources, model, pieces } = await ask('When does the shop open?')
  expect({ text, pieces: pieces.join('') }).toEqual({ text: 'At nine [1].', pieces: 'At nine [1].' })
  expect(sources).toMatchObject([{ title: 'Opening hours' }])
  expect(model).toMatchObject({ provider: 'fake' })
  expect(models.requests[0]?.material).toMatchObject([{ title: '[1] Opening hours' }])
  expect(models.requests[0]?.system).not.toContain('nine')
})

test.each([
  ['no model', undefined],
  ['a model that is down', new Busy('It is down.')],
  ['a budget that is spent', new OverLimit('It is spent.')],
])('with %s, the sources answer in their own words', async (_, error) => {
  const { models, knowledge, ask } = setUp()
  knowledge.teach(hours)
  if (error !== undefined)
    models.answer('*', () => {
      throw error
    })
  const { text, sources, model } = await ask('the shop opens in the morning')
  expect(text).toContain('nine')
  expect(sources).toMatchObject([{ title: 'Opening hours' }])
  expect(model).toBeUndefined()
})

test('what nobody knows is not answered', async () => {
  const { ask } = setUp()
  expect(await ask('Why?')).toEqual({ pieces: [], text: undefined, sources: [], model: undefined })
})
