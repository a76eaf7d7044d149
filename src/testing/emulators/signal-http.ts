import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { codes } from './signal-methods.ts'
import type { Failure, Payload } from './signal-methods.ts'

export interface SignalServerOptions {
  /** 0: any free one. */
  readonly port: number
  readonly call: (method: string, params: Payload, answer: Answer) => void
  readonly events: (account: string | undefined, lastEventId: string | undefined, response: ServerResponse) => void
}

/** How a call ends. */
export interface Answer {
  result(result: unknown): void
  error(failure: Failure): void
  /** Without a body, as what is no daemon answers. */
  status(status: number): void
  /** The connection breaks. */
  destroy(): void
}

export interface SignalServer {
  readonly url: string
  close(): Promise<void>
}

/** The three addresses of the daemon. https://github.com/AsamK/signal-cli: HttpServerHandler */
export async function serveSignal({ port, call, events }: SignalServerOptions): Promise<SignalServer> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://daemon')
    const end = (status: number) => {
      request.resume()
      response.writeHead(status, { 'content-length': 0 }).end()
    }
    switch (pathname) {
      case '/api/v1/rpc':
        if (request.method !== 'POST') {
          end(405)
          return
        }
        if (request.headers['content-type']?.startsWith('application/json') !== true) {
          end(415)
          return
        }
        {
          read(request, (body) => receive(body, response, call))
          return
        }
      case '/api/v1/events': {
        if (request.method !== 'GET') {
          end(405)
          return
        }
        const last = request.headers['last-event-id']
        events(searchParams.get('account') ?? undefined, Array.isArray(last) ? last[0] : last, response)
        return
      }
      case '/api/v1/check': {
        end(request.method === 'GET' ? 200 : 405)
        return
      }
      default: {
        end(404)
        return
      }
    }
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** https://www.jsonrpc.org/specification: whatever is wrong with a call is said with status 200. */
function receive(body: string, response: ServerResponse, call: SignalServerOptions['call']): void {
  const request = parsed(body)
  const id = request?.['id'] ?? null
  const answered = (content: object) => {
    if (response.destroyed) return
    const text = JSON.stringify({ jsonrpc: '2.0', ...content, id })
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text)
  }
  const answer: Answer = {
    result: (result) => answered({ result }),
    error: ({ code, message, data = null }) => answered({ error: { code, message, data } }),
    status(status) {
      if (!response.destroyed) response.writeHead(status, { 'content-length': 0 }).end()
    },
    destroy: () => void response.destroy(),
  }
  if (!request) {
    answer.error({ code: codes.parse, message: 'Unable to parse the request' })
    return
  }
  const { jsonrpc, method, params = {} } = request
  if (jsonrpc !== '2.0') {
    answer.error({ code: codes.invalidRequest, message: 'only jsonrpc version 2.0 is supported' })
    return
  }
  if (typeof method !== 'string') {
    answer.error({ code: codes.invalidRequest, message: 'method field must be set' })
    return
  }
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    answer.error({ code: codes.invalidParams, message: 'params must be an object' })
    return
  }
  call(method, params as Payload, answer) // an object has names and values
}

function read(request: IncomingMessage, then: (body: string) => void): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => then(Buffer.concat(chunks).toString()))
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined // an object has names and values
  } catch {
    return undefined
  }
}
