import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Failure, Payload } from './telegram-methods.ts'

export interface BotServerOptions {
  /** 0: any free one. */
  readonly port: number
  readonly token: string
  /** Answers a call; whether and when is its own business. */
  readonly answer: (method: string, payload: Payload, response: ServerResponse) => void
  readonly file: (path: string) => Uint8Array | undefined
  /** Keeps a file that was uploaded; its id. */
  readonly keep: (name: string, bytes: Uint8Array) => string
}

export interface BotServer {
  readonly url: string
  close(): Promise<void>
}

/** The addresses of the Bot API: `/bot<token>/<method>` and `/file/bot<token>/<path>`. Made to be fast: it is benchmarked against. */
export async function serveBot({ port, token, answer, file, keep }: BotServerOptions): Promise<BotServer> {
  const methodPrefix = `/bot${token}/`
  const filePrefix = `/file/bot${token}/`
  const server = createServer((request, response) => {
    const { url = '/' } = request
    if (url.startsWith(methodPrefix)) {
      const end = url.indexOf('?')
      const method = url.slice(methodPrefix.length, end === -1 ? undefined : end)
      read(request, (body) =>
        answer(method, payloadOf(request, body, end === -1 ? '' : url.slice(end + 1), keep), response),
      )
    } else if (url.startsWith(filePrefix)) {
      const bytes = file(decodeURIComponent(url.slice(filePrefix.length)))
      response.writeHead(bytes ? 200 : 404, { 'content-type': 'application/octet-stream' }).end(bytes)
    } else {
      request.resume()
      const isBot = /^\/bot\d+:[\w-]+\//.test(url)
      const failure = isBot ? { status: 401, description: 'Unauthorized' } : { status: 404, description: 'Not Found' }
      response.writeHead(failure.status, { 'content-type': 'application/json' }).end(failureBody(failure))
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

export function failureBody({ status, description, parameters }: Failure): string {
  return JSON.stringify({ ok: false, error_code: status, description, ...(parameters && { parameters }) })
}

function read(request: IncomingMessage, then: (body: Buffer) => void): void {
  let first: Buffer | undefined
  let more: Buffer[] | undefined
  request.on('data', (chunk: Buffer) => {
    if (first === undefined) first = chunk
    else (more ??= [first]).push(chunk)
  })
  request.on('end', () => then(more ? Buffer.concat(more) : (first ?? Buffer.alloc(0))))
}

/** JSON, a form with or without files, or the query: the real one takes them all. */
function payloadOf(request: IncomingMessage, body: Buffer, query: string, keep: BotServerOptions['keep']): Payload {
  const type = request.headers['content-type'] ?? ''
  if (body.length > 0 && type.startsWith('application/json')) return (parsed(body.toString()) ?? {}) as Payload
  const fields = new Map<string, string>()
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(type)?.[1]
  if (boundary === undefined) {
    for (const [name, value] of new URLSearchParams(body.length > 0 ? body.toString() : query)) fields.set(name, value)
  } else {
    const ids = new Map<string, string>()
    for (const { name, filename, content } of partsOf(body, boundary)) {
      if (filename === undefined) fields.set(name, content.toString())
      else ids.set(`attach://${name}`, keep(filename, content))
    }
    for (const [name, value] of fields) {
      fields.set(
        name,
        value.replaceAll(/attach:\/\/\w+/g, (attached) => ids.get(attached) ?? attached),
      )
    }
  }
  return Object.fromEntries(
    [...fields].map(([name, value]) => [name, /^[[{]|^-?\d+$/.test(value) ? parsed(value) : value]),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface FormPart {
  readonly name: string
  readonly filename: string | undefined
  readonly content: Buffer
}

/** https://www.rfc-editor.org/rfc/rfc7578, as far as bots' libraries use it. */
function partsOf(body: Buffer, boundary: string): readonly FormPart[] {
  const parts: FormPart[] = []
  const mark = `--${boundary}`
  for (let at = body.indexOf(mark); at !== -1;) {
    const next = body.indexOf(mark, at + mark.length)
    if (next === -1) break
    const part = body.subarray(at + mark.length + 2, next - 2)
    const head = part.subarray(0, part.indexOf('\r\n\r\n')).toString()
    const name = /name="([^"]*)"/.exec(head)?.[1]
    const filename = /filename="?([^";\r\n]*)/.exec(head)?.[1]
    if (name !== undefined) parts.push({ name, filename, content: part.subarray(head.length + 4) })
    at = next
  }
  return parts
}
