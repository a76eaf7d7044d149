import { jsonSchema, streamText, tool } from 'ai'
import type { JSONSchema7, LanguageModel, ModelMessage as SdkMessage, ToolSet } from 'ai'
import { modelDefaults } from '../config/defaults.ts'
import { Busy, Refused } from '../contracts/errors.ts'
import type { ModelCall, ModelMessage, ModelProvider, ModelRequest } from '../contracts/models.ts'
import { GivenUp, ProviderFailure } from './failure.ts'
import { failureOf } from './provider-failures.ts'
import { answerSchema, toolSchema, withoutNulls } from './schemas.ts'
import type { PlainSchema } from './schemas.ts'

/** The door of the AI SDK: one provider's model, asked once. Loaded with the first call: it takes 30 MB. */

export interface ProviderCall extends Pick<ModelRequest, 'messages' | 'tools' | 'shape' | 'images' | 'signal'> {
  readonly system: string
  readonly maxTokens: number
  /** The likeliest words, and not those that sound best. */
  readonly plainly: boolean
}

export interface ProviderAnswer {
  readonly text: string
  readonly calls: readonly ModelCall[]
  /** Where a shape was asked for; not checked yet. */
  readonly values?: unknown
  /** Undefined: the provider did not say. */
  readonly inputTokens: number | undefined
  readonly outputTokens: number | undefined
}

export interface Provider {
  /** Pieces as they come, none where a shape is asked for. Throws ProviderFailure. */
  stream(call: ProviderCall): AsyncGenerator<string, ProviderAnswer, undefined>
}

/** `fetch` decides what may be reached. Nothing is taken from the environment: it is the operator's, and this may be a tenant's. */
export async function openProvider(
  provider: ModelProvider,
  fetch: typeof globalThis.fetch,
  limits: Limits = modelDefaults,
): Promise<Provider> {
  // Warnings of the library go to the console, past the log and all that it hides.
  globalThis.AI_SDK_LOG_WARNINGS = false
  const model = await languageModel(provider, bounded(fetch))
  return { stream: (call) => stream(model, provider.name, call, limits) }
}

async function languageModel(
  { kind, model, key = '', baseUrl, location = modelDefaults.vertexLocation }: ModelProvider,
  fetch: typeof globalThis.fetch,
): Promise<LanguageModel> {
  switch (kind) {
    case 'openai': {
      const { createOpenAI } = await import('@ai-sdk/openai')
      // Not the Responses API: it keeps what people said at the provider's unless every call says otherwise.
      return createOpenAI({ apiKey: key, baseURL: 'https://api.openai.com/v1', fetch }).chat(model)
    }
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return createAnthropic({ apiKey: key, baseURL: 'https://api.anthropic.com/v1', fetch })(model)
    }
    case 'vertex': {
      const { createGoogleVertex } = await import('@ai-sdk/google-vertex/edge')
      const account = serviceAccount(key)
      if (account === undefined) return createGoogleVertex({ apiKey: key, fetch })(model)
      const { project, ...googleCredentials } = account
      return createGoogleVertex({ apiKey: '', project, location, googleCredentials, fetch })(model)
    }
    case 'openai-compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      return createOpenAICompatible({
        name: 'compatible',
        baseURL: baseUrl ?? '',
        ...(key === '' ? {} : { apiKey: key }),
        includeUsage: true,
        supportsStructuredOutputs: true,
        fetch,
      })(model)
    }
  }
}

/** The file that Google gives out for a service account; undefined: the key is an API key. */
function serviceAccount(key: string) {
  if (!key.startsWith('{')) return undefined
  const { project_id, client_email, private_key } = JSON.parse(key) as Readonly<Record<string, string>> // checked when it was set
  return { project: project_id ?? '', clientEmail: client_email ?? '', privateKey: private_key ?? '' }
}

async function* stream(
  model: LanguageModel,
  name: string,
  call: ProviderCall,
  limits: Limits,
): AsyncGenerator<string, ProviderAnswer, undefined> {
  const patience = new Patience(call.signal, name, limits)
  const { shape, tools = [] } = call
  const offered = new Set(tools.map((one) => one.name))
  const calls: ModelCall[] = []
  let text = ''
  let usage: Partial<Record<'inputTokens' | 'outputTokens', number | undefined>> = {}
  try {
    const result = streamText({
      model,
      instructions: call.system,
      messages: messagesOf(call),
      ...(tools.length === 0 ? {} : { tools: toolSet(tools) }),
      ...(shape === undefined ? {} : { output: await outputOf(answerSchema(shape)) }),
      maxOutputTokens: call.maxTokens,
      ...(call.plainly ? { temperature: 0 } : {}),
      maxRetries: 0,
      abortSignal: patience.signal,
      onError: () => undefined,
    })
    for await (const part of result.stream) {
      // These two say only that the library has begun.
      if (part.type === 'start' || part.type === 'start-step') continue
      patience.renew()
      if (part.type === 'text-delta') {
        text += part.text
        if (shape === undefined) yield part.text
      } else if (part.type === 'tool-call') {
        if (offered.has(part.toolName)) calls.push({ tool: part.toolName, input: record(part.input) })
      } else if (part.type === 'finish') usage = part.totalUsage
      else if (part.type === 'error') throw part.error
      else if (part.type === 'abort') throw patience.reason()
    }
  } catch (error) {
    if (call.signal.aborted) throw new ProviderFailure(new GivenUp('The call was given up.'), false)
    throw patience.signal.aborted ? patience.reason() : failureOf(error, name)
  } finally {
    patience.end()
  }
  const { inputTokens, outputTokens } = usage
  return { text: shape === undefined ? text : '', calls, ...valuesIn(text, call, name), inputTokens, outputTokens }
}

/** Values that are no JSON are the model's failure, and paid for. */
function valuesIn(text: string, { shape }: ProviderCall, name: string): { readonly values?: unknown } {
  if (shape === undefined) return {}
  try {
    return {
      values: withoutNulls(JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value))),
    }
  } catch {
    throw new ProviderFailure(new Refused(`${name} answers with something that is no JSON.`), false)
  }
}

async function outputOf(schema: PlainSchema) {
  const { Output } = await import('ai')
  return Output.object({ schema: jsonSchema(schema as JSONSchema7) }) // a part of what JSON Schema is
}

function toolSet(tools: NonNullable<ProviderCall['tools']>): ToolSet {
  return Object.fromEntries(
    tools.map(({ name, description, shape }) => [
      name,
      tool({ description, inputSchema: jsonSchema(toolSchema(shape) as JSONSchema7) }), // a part of what JSON Schema is
    ]),
  )
}

function record(input: unknown): Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? (input as Record<string, unknown>) : {} // just looked at
}

function messagesOf({ messages, images = [] }: ProviderCall): SdkMessage[] {
  const last = messages.findLastIndex(({ role }) => role === 'user')
  return messages.flatMap((message, index) => {
    if (message.role === 'tool') return toolMessages(message, `call_${index}`)
    if (message.role === 'assistant') return [{ role: 'assistant', content: message.text }]
    const shown =
      index === last ? images.map(({ bytes, mime }) => ({ type: 'file', data: bytes, mediaType: mime }) as const) : []
    return [{ role: 'user', content: [{ type: 'text', text: message.text }, ...shown] }]
  })
}

function toolMessages(
  { call, result }: Extract<ModelMessage, { readonly role: 'tool' }>,
  toolCallId: string,
): SdkMessage[] {
  const { tool: toolName, input } = call
  return [
    { role: 'assistant', content: [{ type: 'tool-call', toolCallId, toolName, input }] },
    { role: 'tool', content: [{ type: 'tool-result', toolCallId, toolName, output: { type: 'text', value: result } }] },
  ]
}

/** How long a provider is waited for, milliseconds. */
type Limits = Pick<{ -readonly [Name in keyof typeof modelDefaults]: number }, 'firstPieceMs' | 'betweenPiecesMs'>

/** Waits for the first piece, and then between two, and no longer. */
class Patience {
  readonly #limit = new AbortController()
  readonly #name: string
  readonly #limits: Limits
  #timer: NodeJS.Timeout
  readonly signal: AbortSignal

  constructor(outer: AbortSignal, name: string, limits: Limits) {
    this.#name = name
    this.#limits = limits
    this.signal = AbortSignal.any([outer, this.#limit.signal])
    this.#timer = this.#within(limits.firstPieceMs)
  }

  #within(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#limit.abort(new Error(`${this.#name} says nothing for ${ms / 1000} s.`)), ms)
  }

  renew(): void {
    clearTimeout(this.#timer)
    this.#timer = this.#within(this.#limits.betweenPiecesMs)
  }

  reason(): ProviderFailure {
    return new ProviderFailure(new Busy(`${this.#name} says nothing for too long.`), false)
  }

  end(): void {
    clearTimeout(this.#timer)
    // What was left early must not go on being written, and paid for.
    this.#limit.abort(new Error('The answer is no longer wanted.'))
  }
}

/** An answer that does not end is given up. */
function bounded(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    if (response.body === null) return response
    let size = 0
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          size += chunk.byteLength
          if (size > modelDefaults.responseBytes)
            controller.error(new Error(`the answer is larger than ${modelDefaults.responseBytes} bytes.`))
          else controller.enqueue(chunk)
        },
      }),
    )
    return new Response(counted, {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    })
  }
}
