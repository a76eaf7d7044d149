import { expect, test } from '@jest/globals'
import { startApi } from '../../../test/api/fakes.ts'

test('a text’s mood is told, in the language that is named or found', async () => {
  const { call } = await startApi()
  const feel = async (body: unknown) => (await call('POST', '/api/v1/ai/analyze-sentiment', body)).body
  expect(await feel({ text: 'This is great, thank you!' })).toMatchObject({ sentiment: 'positive', language: 'en' })
  expect(await feel({ text: 'Das ist leider furchtbar.', language: 'de' })).toMatchObject({ sentiment: 'negative' })
  expect(await feel({ text: 'The meeting is on Monday.' })).toMatchObject({ sentiment: 'neutral', score: 0 })
})

test('an avatar is told what to do', async () => {
  const { call } = await startApi()
  const select = async (body: unknown) => (await call('POST', '/api/v1/ai/select-animation', body)).body
  expect(await select({ text: 'Hello! How can I help?', language: 'en' })).toMatchObject({ animation: 'greeting' })
  expect(await select({ sentiment: 'negative' })).toEqual({ animation: 'sad', duration: 5000, sentiment: 'negative' })
})

test.each([
  ['analyze-sentiment', {}],
  ['analyze-sentiment', { text: '' }],
  ['analyze-sentiment', { text: 'x', language: 'not a language' }],
  ['analyze-sentiment', { text: 'x'.repeat(100_000) }],
  ['select-animation', { sentiment: 'great' }],
  ['select-animation', { text: 'x', sentiment: 'positive' }],
])('%s refuses %j', async (route, body) => {
  const { call } = await startApi()
  expect((await call('POST', `/api/v1/ai/${route}`, body)).status).toBe(400)
})
