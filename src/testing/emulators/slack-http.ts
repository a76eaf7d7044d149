import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Payload } from './slack-methods.ts'

export interface SlackServerOptions {
  readonly port: number
  /** Answers a call of a method; whether and when is its own business. */
  readonly answer: (method: string, payload: Payload, token: string, response: ServerResponse) => void
  /** A file, for whoever has the token; undefined: none, or not for this one. */
  readonly file: (id: string, token: string) => { readonly mime: string; readonly bytes: Uint8Array } | undefined
  /** Takes what is uploaded; false when it is not what was announced. */
  readonly upload: (id: string, bytes: Uint8Array) => boolean
  /** Takes an answer to a `response_url`: the status. */
  readonly respond: (id: string, payload: Payload) => number
}

export interface SlackServer {
  readonly server: Server
  readonly url: string
  close(): Promise<void>
}

/** `/api/<method>`, `/files/<id>/<name>`, `/upload/<id>` and `/respond/<id>`. */
export async function serveSlack({ port, answer, file, upload, respond }: SlackServerOptions): Promise<SlackServer> {
  const server = createServer((request, response) => {
    const [, area = '', name = ''] = (request.url ?? '/').split('?')[0]?.split('/') ?? []
    read(request, (body) => {
      const payload = area === 'api' || area === 'respond' ? payloadOf(request, body) : {}
      switch (area) {
        case 'api':
          answer(name, payload, tokenOf(request, payload), response)
          break
        case 'files': {
          const found = file(name, tokenOf(request, {}))
          // Strangers are sent to log in, as the real one does.
          if (found === undefined) response.writeHead(302, { location: '/?redir=%2Ffiles' }).end()
          else
            response
              .writeHead(200, { 'content-type': found.mime, 'content-length': found.bytes.length })
              .end(found.bytes)
          break
        }
        case 'upload':
          response.writeHead(upload(name, body) ? 200 : 400).end('OK')
          break
        case 'respond':
          response.writeHead(respond(name, payload)).end('ok')
          break
        default:
          response.writeHead(404).end()
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // it listens on a port
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function read(request: IncomingMessage, then: (body: Buffer) => void): void {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => then(Buffer.concat(chunks)))
}

/** JSON, or a form whose lists and objects are JSON: the real one takes both. */
function payloadOf(request: IncomingMessage, body: Buffer): Payload {
  if ((request.headers['content-type'] ?? '').startsWith('application/json'))
    return (parsed(body.toString()) ?? {}) as Payload
  const fields = [...new URLSearchParams(body.toString())]
  return Object.fromEntries(
    fields.map(([name, value]) => [name, /^[[{]/.test(value) ? (parsed(value) ?? value) : value]),
  )
}

function tokenOf(request: IncomingMessage, payload: Payload): string {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  return bearer ?? (typeof payload['token'] === 'string' ? payload['token'] : '')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
