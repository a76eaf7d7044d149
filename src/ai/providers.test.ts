import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import type { ModelProvider } from '../contracts/models.ts'
import { text } from '../contracts/shape.ts'
import type { ProviderAnswer, ProviderCall } from './providers.ts'
import { openProvider } from './providers.ts'

/** What the operator's environment holds must reach no tenant's provider. */
const before = { ...process.env }
beforeEach(() => {
  for (const name of ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'GOOGLE_VERTEX_API_KEY'])
    process.env[name] = 'operators-own'
  for (const name of ['OPENAI_BASE_URL', 'ANTHROPIC_BASE_URL']) process.env[name] = 'https://operator.example/v1'
})
afterEach(() => {
  process.env = { ...before }
})

interface Sent {
  readonly url: string
  readonly headers: Headers
  readonly body: string
}

const events = (...all: readonly unknown[]) =>
  all
    .map(
      (one) =>
        `${typeof one === 'object' && one !== null && 'type' in one ? `event: ${String(one.type)}\n` : ''}data: ${typeof one === 'string' ? one : JSON.stringify(one)}\n\n`,
    )
    .join('')

/** Answers every call with these events; what was sent. */
function wire(answer: string) {
  const sent: Sent[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    sent.push({ url: request.url, headers: request.headers, body: await request.text() })
    return new Response(answer, { headers: { 'content-type': 'text/event-stream' } })
  }
  return { sent, fetch }
}

const call: ProviderCall = {
  system: 'Be brief.',
  messages: [{ role: 'user', text: 'Hello' }],
  tools: [{ name: 'orders__track', description: 'Tracks.', shape: { order: text() } }],
  maxTokens: 50,
  plainly: false,
  signal: new AbortController().signal,
}

async function ask(provider: Omit<ModelProvider, 'name'>, fetch: typeof globalThis.fetch) {
  const pieces: string[] = []
  const answer = (await openProvider({ name: 'theirs', ...provider }, fetch)).stream(call)
  let step: IteratorResult<string, ProviderAnswer> = await answer.next()
  for (; step.done !== true; step = await answer.next()) pieces.push(step.value)
  return { pieces, ...step.value }
}

const chunk = (delta: object, finish: string | null = null) => ({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: finish }],
})

test('OpenAI is asked at its own address, with the tenant’s key', async () => {
  const { sent, fetch } = wire(
    events(
      chunk({ role: 'assistant', content: 'One' }),
      chunk({ content: ' two' }),
      chunk({
        tool_calls: [
          { index: 0, id: 'x', type: 'function', function: { name: 'orders__track', arguments: '{"order":"7"}' } },
        ],
      }),
      chunk({}, 'tool_calls'),
      { ...chunk({}), choices: [], usage: { prompt_tokens: 11, completion_tokens: 3, total_tokens: 14 } },
      '[DONE]',
    ),
  )
  const answer = await ask({ kind: 'openai', model: 'gpt-4.1-mini', key: 'sk-tenant' }, fetch)
  expect(answer).toMatchObject({
    pieces: ['One', ' two'],
    calls: [{ tool: 'orders__track', input: { order: '7' } }],
    inputTokens: 11,
    outputTokens: 3,
  })
  expect(sent).toHaveLength(1)
  expect(sent[0]?.url).toBe('https://api.openai.com/v1/chat/completions')
  expect(sent[0]?.headers.get('authorization')).toBe('Bearer sk-tenant')
  expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ model: 'gpt-4.1-mini', stream: true })
})

test('Anthropic is asked at its own address, with the tenant’s key', async () => {
  const { sent, fetch } = wire(
    events(
      {
        type: 'message_start',
        message: {
          id: 'm',
          type: 'message',
          role: 'assistant',
          model: 'claude-haiku-4-5',
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 11, output_tokens: 1 },
        },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'One' } },
      { type: 'content_block_stop', index: 0 },
      {
        type: 'content_block_start',
        index: 1,
        content_block: { type: 'tool_use', id: 't', name: 'orders__track', input: {} },
      },
      { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"order":"7"}' } },
      { type: 'content_block_stop', index: 1 },
      { type: 'message_delta', delta: { stop_reason: 'tool_use', stop_sequence: null }, usage: { output_tokens: 9 } },
      { type: 'message_stop' },
    ),
  )
  const answer = await ask({ kind: 'anthropic', model: 'claude-haiku-4-5', key: 'sk-ant-tenant' }, fetch)
  expect(answer).toMatchObject({
    pieces: ['One'],
    calls: [{ tool: 'orders__track', input: { order: '7' } }],
    inputTokens: 11,
    outputTokens: 9,
  })
  expect(sent[0]?.url).toBe('https://api.anthropic.com/v1/messages')
  expect(sent[0]?.headers.get('x-api-key')).toBe('sk-ant-tenant')
})

const gemini = events({
  candidates: [
    {
      content: {
        role: 'model',
        parts: [{ text: 'One' }, { functionCall: { name: 'orders__track', args: { order: '7' } } }],
      },
      finishReason: 'STOP',
    },
  ],
  usageMetadata: { promptTokenCount: 11, candidatesTokenCount: 3, totalTokenCount: 14 },
})

test('Vertex is asked with an API key', async () => {
  const { sent, fetch } = wire(gemini)
  const answer = await ask({ kind: 'vertex', model: 'gemini-2.5-flash', key: 'AIza-tenant' }, fetch)
  expect(answer).toMatchObject({
    pieces: ['One'],
    calls: [{ tool: 'orders__track', input: { order: '7' } }],
    inputTokens: 11,
    outputTokens: 3,
  })
  expect(new URL(sent[0]?.url ?? '').hostname).toMatch(/\.googleapis\.com$/)
  expect(`${sent[0]?.url} ${JSON.stringify([...(sent[0]?.headers ?? [])])}`).toContain('AIza-tenant')
})

test('Vertex is asked with a service account, whose key signs for a token', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const account = {
    project_id: 'shop-1',
    client_email: 'bot@shop-1.example',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }
  const { sent, fetch } = wire(gemini)
  const global = globalThis.fetch
  const tokens: string[] = []
  globalThis.fetch = async (input) => {
    tokens.push(new Request(input).url)
    return Response.json({ access_token: 'a-token', expires_in: 3600, token_type: 'Bearer' })
  }
  try {
    await ask(
      { kind: 'vertex', model: 'gemini-2.5-flash', key: JSON.stringify(account), location: 'europe-west4' },
      fetch,
    )
  } finally {
    globalThis.fetch = global
  }
  expect(tokens).toEqual(['https://oauth2.googleapis.com/token'])
  expect(sent[0]?.url).toContain('/projects/shop-1/locations/europe-west4/')
  expect(sent[0]?.headers.get('authorization')).toBe('Bearer a-token')
})

test('a server without a key is sent none', async () => {
  const { sent, fetch } = wire(events(chunk({ content: 'One' }, 'stop'), '[DONE]'))
  await ask({ kind: 'openai-compatible', model: 'llama3.2', baseUrl: 'http://ollama.example/v1' }, fetch)
  expect(sent[0]?.url).toBe('http://ollama.example/v1/chat/completions')
  expect(sent[0]?.headers.get('authorization')).toBeNull()
})
