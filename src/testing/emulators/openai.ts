import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { completion, embeddings, lastSaid, pieces, valuesFor } from './openai-answers.ts'
import type { OpenaiAnswer, OpenaiRequest } from './openai-answers.ts'
import { createOpenaiFaults, openaiFailureOf } from './openai-faults.ts'
import type { OpenaiFailure, OpenaiFault } from './openai-faults.ts'
import { createRecord } from './record.ts'
import type { CallRecord, RecordedCall } from './record.ts'

export { everythingShown, lastSaid } from './openai-answers.ts'
export type { OpenaiAnswer, OpenaiMessage, OpenaiRequest } from './openai-answers.ts'
export type { OpenaiFault } from './openai-faults.ts'

export interface OpenaiEmulatorOptions {
  /** 0, the default: any free one. */
  readonly port?: number
  /** `sk-emulated` by default. Calls with any other are answered 401, as the real one does. */
  readonly key?: string
  /** Calls that `record` keeps; 1000 by default. */
  readonly keep?: number
  /** Numbers of a vector; 64 by default. */
  readonly dimensions?: number
}

type Scripted = string | OpenaiAnswer
export type OpenaiScript = Scripted | ((request: OpenaiRequest) => Scripted)

/**
 * A language model for tests, over real HTTP: OpenAI's API as its own clients and those of compatible servers speak it.
 * Chat completions (streamed or not, with tools and structured output), embeddings and transcriptions.
 *
 * ```ts
 * const openai = await createOpenaiEmulator()
 * // … OPENAI_BASE_URL=openai.url, OPENAI_API_KEY=openai.key …
 * openai.answer('*weather*', { calls: [{ name: 'weather__now', input: { city: 'Berlin' } }] })
 * openai.answer('*', 'I do not know.')
 * openai.fault({ kind: 'tooMany', retryAfter: 1 })
 * await openai.close()
 * ```
 */
export interface OpenaiEmulator {
  /** The base URL, with `/v1`. */
  readonly url: string
  readonly key: string
  /** Every call, good or bad: `models`, `chat.completions`, `embeddings`, `audio.transcriptions`. */
  readonly record: CallRecord
  /**
   * What is answered from now on to what a person says; `*` stands for anything. The newest that fits wins. Without any
   * the emulator says what it was told, and gives values that fit where a schema was asked for.
   */
  answer(said: string | ((request: OpenaiRequest) => boolean), answer: OpenaiScript): void
  /** What every recording says from now on. */
  hear(text: string): void
  /** Lets something go wrong; the function it gives lifts it. */
  fault(fault: OpenaiFault): () => void
  waitForCall(method: string, count?: number, withinMs?: number): Promise<readonly RecordedCall[]>
  close(): Promise<void>
}

/** The largest body that is read: a recording of some minutes. */
const bodyBytes = 32 * 1024 * 1024

export async function createOpenaiEmulator(options: OpenaiEmulatorOptions = {}): Promise<OpenaiEmulator> {
  const { port = 0, key = 'sk-emulated', keep = 1000, dimensions = 64 } = options
  const record = createRecord(keep)
  const faults = createOpenaiFaults()
  const scripts: { readonly fits: (request: OpenaiRequest) => boolean; readonly script: OpenaiScript }[] = []
  let heard = 'Hello from a voice message.'

  function scripted(request: OpenaiRequest): OpenaiAnswer {
    const script = scripts.find(({ fits }) => fits(request))?.script
    const answer = typeof script === 'function' ? script(request) : script
    if (typeof answer === 'string') return { text: answer }
    if (answer !== undefined) return answer
    const schema = request.response_format?.json_schema?.schema
    return schema === undefined ? { text: `You said: ${lastSaid(request)}` } : { values: valuesFor(schema) }
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const method =
      (request.url ?? '')
        .replace(/^\/v1\//, '')
        .replaceAll('/', '.')
        .split('?', 1)[0] ?? ''
    const payload = await payloadOf(request, body)
    const keepCall = (status: number, answer: unknown) =>
      record.add({ method, payload, at: Date.now(), status, answer })
    const fail = (failure: OpenaiFailure) => {
      keepCall(failure.status, failure.message)
      sendFailure(response, failure)
    }
    if (request.headers.authorization !== `Bearer ${key}`) {
      fail({ status: 401, message: 'Incorrect API key provided.' })
      return
    }
    const fault = faults.take(method, payload['model'])
    const failure = fault && openaiFailureOf(fault)
    if (failure !== undefined) {
      fail(failure)
      return
    }
    if (fault?.kind === 'silent') {
      keepCall(0, undefined)
      return
    }
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
    if (fault?.kind === 'garbage') {
      keepCall(200, 'garbage')
      response.writeHead(200, { 'content-type': 'application/json' }).end('<html>This is a proxy.</html>')
      return
    }
    if (method === 'chat.completions') {
      const asked = payload as unknown as OpenaiRequest // what a client sent as one
      const answer = scripted(asked)
      keepCall(200, answer)
      if (asked.stream === true) await sendPieces(response, pieces(asked, answer), answer.pieceMs ?? 0, fault)
      else if (fault?.kind === 'cut') response.destroy()
      else sendJson(response, completion(asked, answer))
      return
    }
    const answer = otherAnswer(method, payload)
    if (answer === undefined) fail({ status: 404, message: `Unknown request URL: ${request.method} ${request.url}.` })
    else {
      keepCall(200, answer)
      sendJson(response, answer)
    }
  }

  function otherAnswer(method: string, { model, input }: Readonly<Record<string, unknown>>): unknown {
    if (method === 'models') return { object: 'list', data: [{ id: 'emulated', object: 'model' }] }
    if (method === 'embeddings') return embeddings(String(model), input as string | readonly string[], dimensions) // what a client sent as one
    if (method === 'audio.transcriptions') return { text: heard, language: 'english', duration: 1, segments: [] }
    return undefined
  }

  const server = createServer((request, response) => {
    take(request, response).catch((error: unknown) =>
      sendFailure(response, { status: 400, message: error instanceof Error ? error.message : 'Bad request.' }),
    )
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, // it listens on a port
    key,
    record,
    answer(said, script) {
      const pattern = typeof said === 'string' ? patternOf(said) : undefined
      const fits = typeof said === 'string' ? (asked: OpenaiRequest) => pattern?.test(lastSaid(asked)) === true : said
      scripts.unshift({ fits, script })
    },
    hear: (text) => void (heard = text),
    fault: (fault) => faults.add(fault),
    waitForCall: (method, count = 1, withinMs = 5000) =>
      record.waitFor((call) => call.method === method, count, withinMs),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function patternOf(said: string): RegExp {
  return new RegExp(`^${said.split('*').map(RegExp.escape).join('.*')}$`, 'isu')
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > bodyBytes) throw new Error('The body is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Of a form, its texts, and of each file how long it is. */
async function payloadOf({ headers }: IncomingMessage, body: Buffer): Promise<Readonly<Record<string, unknown>>> {
  const type = headers['content-type'] ?? ''
  if (!type.startsWith('multipart/')) {
    return body.length === 0 ? {} : (JSON.parse(body.toString()) as Record<string, unknown>) // an API's own word
  }
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its body is bounded, and comes from a test
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  return Object.fromEntries(
    [...form].map(([name, value]) => [
      name,
      typeof value === 'string' ? value : { name: value.name, mime: value.type, size: value.size },
    ]),
  )
}

function sendJson(response: ServerResponse, answer: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}

function sendFailure(response: ServerResponse, { status, message, headers = {} }: OpenaiFailure): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const error = { message, type: status === 429 ? 'requests' : 'invalid_request_error', param: null, code: null }
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify({ error }))
}

/** Server-sent events, one piece each. */
async function sendPieces(
  response: ServerResponse,
  all: readonly unknown[],
  pieceMs: number,
  fault: OpenaiFault | undefined,
): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.flushHeaders()
  const end = fault?.kind === 'cut' || fault?.kind === 'stalled' ? fault.afterPieces : Infinity
  for (const [index, piece] of all.entries()) {
    if (index >= end) {
      // What was written must arrive before the connection breaks.
      if (fault?.kind === 'cut') setTimeout(() => response.destroy(), 20)
      return
    }
    if (pieceMs > 0) await new Promise((resolve) => setTimeout(resolve, pieceMs))
    if (response.destroyed) return
    response.write(`data: ${JSON.stringify(piece)}\n\n`)
  }
  response.end('data: [DONE]\n\n')
}
