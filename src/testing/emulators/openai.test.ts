import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createOpenaiEmulator } from './openai.ts'
import type { OpenaiEmulator } from './openai.ts'

let openai: OpenaiEmulator
beforeEach(async () => {
  openai = await createOpenaiEmulator({ dimensions: 8 })
})
afterEach(() => openai.close())

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${openai.url}/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${openai.key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const hello = { model: 'any', messages: [{ role: 'user', content: 'Hello' }] }

test('says what it was told, until it is given something to say', async () => {
  expect(await (await post('chat/completions', hello)).json()).toMatchObject({
    choices: [{ message: { content: 'You said: Hello' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 2, completion_tokens: 4 },
  })
  openai.answer('hel*', 'Good day.')
  expect(await (await post('chat/completions', hello)).json()).toMatchObject({
    choices: [{ message: { content: 'Good day.' } }],
  })
})

test('streams pieces, and ends', async () => {
  const text = await (
    await post('chat/completions', { ...hello, stream: true, stream_options: { include_usage: true } })
  ).text()
  const lines = text.split('\n\n').filter((line) => line !== '')
  expect(lines.at(-1)).toBe('data: [DONE]')
  expect(text.match(/"content":"[^"]*"/gu)).toEqual(['"content":"You"', '"content":" said:"', '"content":" Hello"'])
  expect(text).toContain('"usage":{"prompt_tokens"')
})

test('fills a schema that it is asked for', async () => {
  const schema = { type: 'object', properties: { count: { type: 'integer', minimum: 3 }, size: { enum: ['small'] } } }
  const answer = await post('chat/completions', {
    ...hello,
    response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
  })
  expect(await answer.json()).toMatchObject({ choices: [{ message: { content: '{"count":3,"size":"small"}' } }] })
})

test('makes the same vector of the same text, and hears what it is told to', async () => {
  const embedded = await post('embeddings', { model: 'any', input: ['a', 'b', 'a'] })
  const { data } = (await embedded.json()) as { readonly data: readonly { readonly embedding: readonly number[] }[] }
  expect(data.map(({ embedding }) => embedding.length)).toEqual([8, 8, 8])
  expect(data[0]?.embedding).toEqual(data[2]?.embedding)
  expect(data[0]?.embedding).not.toEqual(data[1]?.embedding)

  openai.hear('Where is my order?')
  const form = new FormData()
  form.set('model', 'whisper-1')
  form.set('file', new Blob([new Uint8Array(10)], { type: 'audio/ogg' }), 'voice.ogg')
  const heard = await fetch(`${openai.url}/audio/transcriptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${openai.key}` },
    body: form,
  })
  expect(await heard.json()).toMatchObject({ text: 'Where is my order?' })
  expect(openai.record.of('audio.transcriptions')).toMatchObject([
    { payload: { file: { name: 'voice.ogg', size: 10 } } },
  ])
})

test('fails as it is told, so often, and refuses other keys', async () => {
  openai.fault({ kind: 'tooMany', retryAfter: 3, method: 'embeddings' })
  expect((await post('chat/completions', hello)).status).toBe(200)
  const busy = await post('embeddings', { model: 'any', input: 'a' })
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '3'])
  expect((await post('embeddings', { model: 'any', input: 'a' })).status).toBe(200)
  expect((await post('chat/completions', hello, { authorization: 'Bearer other' })).status).toBe(401)
  expect((await post('nowhere', {})).status).toBe(404)
  expect(openai.record.calls.map(({ status }) => status)).toEqual([200, 429, 200, 401, 404])
})
