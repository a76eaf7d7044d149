import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { createRecord } from '../emulators/record.ts'
import type { CallRecord } from '../emulators/record.ts'

/** What the sandboxes of external services share: real HTTP, keys, idempotency, faults on demand, a record. */

export interface ServiceCall {
  readonly method: string
  /** The pieces of the path, decoded. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
  readonly body: Readonly<Record<string, unknown>>
}

export interface ServiceAnswer {
  readonly status: number
  readonly body: unknown
}

/** What goes wrong with the next calls: an answer of this status, none at all, one that is cut off, or a late one. */
export type ServiceFault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  | { readonly kind: 'hang-up' }
  | { readonly kind: 'no-json' }
  | { readonly kind: 'late'; readonly afterMs: number }

export interface ServiceOptions {
  /** The key that calls must carry; undefined: none is asked for. */
  readonly key?: string
  readonly port?: number
}

export interface Service extends CallRecord {
  readonly url: string
  /** The next `times` calls go wrong; then all is well again. */
  fail(fault: ServiceFault, times?: number): void
  close(): Promise<void>
}

/** Calls that are kept in the record. */
const recorded = 1000
const bodyBytes = 1024 * 1024

export async function serve(
  { key, port = 0 }: ServiceOptions,
  answer: (call: ServiceCall) => ServiceAnswer,
): Promise<Service> {
  const record = createRecord(recorded)
  const faults: ServiceFault[] = []
  /** By method, path and idempotency key: a call that is made again is answered as it was. */
  const answered = new Map<string, ServiceAnswer>()

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await callOf(request)
    const fault = faults.shift()
    const failed = fault === undefined ? undefined : await goWrong(fault, response)
    const { status, body } = failed ?? judged(request, call)
    record.add({
      method: `${call.method} /${call.path.join('/')}`,
      payload: call.body,
      at: Date.now(),
      status,
      answer: body,
    })
    if (response.headersSent || response.destroyed) return
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  function judged(request: IncomingMessage, call: ServiceCall): ServiceAnswer {
    if (key !== undefined && request.headers.authorization !== `Bearer ${key}`)
      return problem(401, 'The key is missing or wrong.')
    const once = request.headers['idempotency-key']
    const name = `${call.method} /${call.path.join('/')} ${String(once)}`
    const before = once === undefined || call.method === 'GET' ? undefined : answered.get(name)
    const given = before ?? answer(call)
    if (once !== undefined && call.method !== 'GET' && given.status < 500) answered.set(name, given)
    return given
  }

  const server = createServer((request, response) => {
    reply(request, response).catch((error: unknown) => {
      response
        .writeHead(500, { 'content-type': 'application/json' })
        .end(JSON.stringify(problem(500, String(error)).body))
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    get calls() {
      return record.calls
    },
    of: (method) => record.of(method),
    clear: () => record.clear(),
    fail(fault, times = 1) {
      for (let left = times; left > 0; left--) faults.push(fault)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** An answer that says no: `{ error: { message } }`. */
export function problem(status: number, message: string): ServiceAnswer {
  return { status, body: { error: { message } } }
}

export const unknownPath = problem(404, 'There is nothing here.')

/** Undefined: late, but as it should be. */
async function goWrong(fault: ServiceFault, response: ServerResponse): Promise<ServiceAnswer | undefined> {
  switch (fault.kind) {
    case 'status':
      if (fault.retryAfterSeconds !== undefined) response.setHeader('retry-after', String(fault.retryAfterSeconds))
      return problem(fault.status, 'This was asked to go wrong.')
    case 'hang-up':
      response.destroy()
      return problem(0, 'Hung up.')
    case 'no-json':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Proxy error</html>')
      return problem(200, 'No JSON.')
    case 'late':
      await wait(fault.afterMs)
      return undefined
  }
}

async function callOf(request: IncomingMessage): Promise<ServiceCall> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > bodyBytes) throw new Error('The body is too large.')
    chunks.push(chunk)
  }
  const url = new URL(request.url ?? '/', 'http://service')
  return {
    method: request.method ?? '',
    path: url.pathname.split('/').filter(Boolean).map(decodeURIComponent),
    query: url.searchParams,
    body: bodyOf(Buffer.concat(chunks).toString()),
  }
}

function bodyOf(text: string): Readonly<Record<string, unknown>> {
  if (text === '') return {}
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
