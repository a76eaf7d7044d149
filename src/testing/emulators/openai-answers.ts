import { createHash } from 'node:crypto'

/** What an emulated model says, in the forms of OpenAI's API. */

export interface OpenaiAnswer {
  readonly text?: string
  /** Tools that the model asks for; their input is sent as it is, fitting or not. */
  readonly calls?: readonly { readonly name: string; readonly input: unknown }[]
  /** Values where a schema was asked for; sent as JSON. */
  readonly values?: unknown
  /** What is told as used; counted from the texts, four characters a token, otherwise. `none`: nothing is told. */
  readonly usage?: { readonly input: number; readonly output: number } | 'none'
  /** Milliseconds between two pieces of a stream; 0 by default. */
  readonly pieceMs?: number
}

export interface OpenaiMessage {
  readonly role: string
  readonly content?: string | null | readonly Readonly<Record<string, unknown>>[]
  readonly tool_calls?: readonly unknown[]
}

/** A chat completion as it was asked for; the fields that answers are chosen by. */
export interface OpenaiRequest {
  readonly model: string
  readonly messages: readonly OpenaiMessage[]
  readonly stream?: boolean
  readonly stream_options?: { readonly include_usage?: boolean }
  readonly tools?: readonly {
    readonly function: { readonly name: string; readonly description?: string; readonly parameters?: unknown }
  }[]
  readonly response_format?: { readonly type: string; readonly json_schema?: { readonly schema?: unknown } }
}

/** What the person said last, images left out. */
export function lastSaid({ messages }: OpenaiRequest): string {
  return textOf(messages.findLast(({ role }) => role === 'user'))
}

/** Instructions and everything else that the model was shown, in one text. */
export function everythingShown({ messages }: OpenaiRequest): string {
  return messages.map(textOf).join('\n')
}

function textOf(message: OpenaiMessage | undefined): string {
  const { content } = message ?? {}
  if (typeof content === 'string') return content
  return (content ?? []).map(({ text }) => (typeof text === 'string' ? text : '')).join('\n')
}

interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
}

function usageOf(request: OpenaiRequest, answer: OpenaiAnswer): Usage | undefined {
  if (answer.usage === 'none') return undefined
  const tokens = (text: string) => Math.ceil(text.length / 4)
  const said = `${contentOf(answer) ?? ''}${answer.calls === undefined ? '' : JSON.stringify(answer.calls)}`
  const { input, output } = answer.usage ?? {
    input: tokens(everythingShown(request) + JSON.stringify(request.tools ?? '')),
    output: tokens(said),
  }
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output }
}

function contentOf({ text, values }: OpenaiAnswer): string | undefined {
  return values === undefined ? text : JSON.stringify(values)
}

function toolCalls({ calls = [] }: OpenaiAnswer) {
  return calls.map(({ name, input }, index) => ({
    index,
    id: `call_${index + 1}`,
    type: 'function',
    function: { name, arguments: typeof input === 'string' ? input : JSON.stringify(input) },
  }))
}

let completions = 0

function head(request: OpenaiRequest, object: string) {
  completions += 1
  return { id: `chatcmpl-${completions}`, object, created: Math.floor(Date.now() / 1000), model: request.model }
}

/** https://platform.openai.com/docs/api-reference/chat/object */
export function completion(request: OpenaiRequest, answer: OpenaiAnswer): unknown {
  const calls = toolCalls(answer)
  const usage = usageOf(request, answer)
  return {
    ...head(request, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: contentOf(answer) ?? null,
          ...(calls.length === 0 ? {} : { tool_calls: calls }),
        },
        finish_reason: calls.length === 0 ? 'stop' : 'tool_calls',
      },
    ],
    ...(usage === undefined ? {} : { usage }),
  }
}

/** https://platform.openai.com/docs/api-reference/chat/streaming: a word a piece, then the calls, then the end. */
export function pieces(request: OpenaiRequest, answer: OpenaiAnswer): readonly unknown[] {
  const first = head(request, 'chat.completion.chunk')
  const piece = (delta: unknown, finish: string | null = null) => ({
    ...first,
    choices: [{ index: 0, delta, finish_reason: finish }],
  })
  const calls = toolCalls(answer)
  const usage = request.stream_options?.include_usage === true ? usageOf(request, answer) : undefined
  return [
    ...(contentOf(answer)?.match(/\s*\S+\s*$|\s*\S+/gu) ?? []).map((content, index) =>
      piece(index === 0 ? { role: 'assistant', content } : { content }),
    ),
    ...calls.flatMap(({ function: { name, arguments: input }, ...call }) => [
      piece({ tool_calls: [{ ...call, function: { name, arguments: '' } }] }),
      piece({ tool_calls: [{ index: call.index, function: { arguments: input } }] }),
    ]),
    piece({}, calls.length === 0 ? 'stop' : 'tool_calls'),
    ...(usage === undefined ? [] : [{ ...first, choices: [], usage }]),
  ]
}

/** Alike for equal texts, and for nothing else. */
export function embeddings(model: string, input: string | readonly string[], dimensions: number): unknown {
  const texts = typeof input === 'string' ? [input] : input
  const tokens = texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0)
  return {
    object: 'list',
    model,
    data: texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text, dimensions) })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
}

function vectorOf(text: string, dimensions: number): readonly number[] {
  const seed = createHash('sha256').update(text).digest()
  const values = Array.from(
    { length: dimensions },
    (_, index) => ((seed[index % seed.length] ?? 0) * (index + 1)) % 251,
  )
  const length = Math.hypot(...values) || 1
  return values.map((value) => value / length)
}

/** Values that fit a schema, as far as shapes go. */
export function valuesFor(schema: unknown): unknown {
  const { type, properties = {}, items, minimum = 1, ...rest } = (schema ?? {}) as Schema // what the caller sent as one
  if (rest.enum !== undefined) return rest.enum[0]
  switch (type) {
    case 'object':
      return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, valuesFor(field)]))
    case 'array':
      return [valuesFor(items)]
    case 'number':
    case 'integer':
      return minimum
    case 'boolean':
      return true
    default:
      return 'example'
  }
}

interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, unknown>>
  readonly items?: unknown
  readonly minimum?: number
}
