import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { GraphFailure, Payload } from './whatsapp-checks.ts'

export interface Asked {
  readonly method: string
  /** Behind the version: `/106540352242922/messages`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly payload: Payload
  /** What was uploaded. */
  readonly file: { readonly name: string; readonly mime: string; readonly bytes: Buffer } | undefined
  readonly isAllowed: boolean
}

export interface GraphServer {
  /** With the version. */
  readonly url: string
  close(): Promise<void>
}

const version = '/v26.0'

export async function serveGraph(
  { port, token }: { readonly port: number; readonly token: string },
  answer: (asked: Asked, response: ServerResponse) => void,
): Promise<GraphServer> {
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const url = new URL(request.url ?? '/', 'http://graph')
      const form = formOf(request.headers['content-type'] ?? '', body)
      const isJson = request.headers['content-type']?.startsWith('application/json') === true
      answer(
        {
          method: request.method ?? '',
          path: url.pathname.replace(/^\/v\d+\.\d+/, ''),
          query: url.searchParams,
          payload: form?.fields ?? (isJson ? (parsed(body.toString()) ?? {}) : {}),
          file: form?.file,
          isAllowed: request.headers.authorization === `Bearer ${token}`,
        },
        response,
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${version}`, // it listens on a port
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The form of every error. https://developers.facebook.com/docs/graph-api/guides/error-handling */
export function errorBody({ code, message, details, subcode }: GraphFailure): string {
  return JSON.stringify({
    error: {
      message,
      type: code === 190 ? 'OAuthException' : 'GraphMethodException',
      code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      ...(details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } }),
      fbtrace_id: 'AemulatedTrace',
    },
  })
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function parsed(text: string): Payload | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Payload) : undefined
  } catch {
    return undefined
  }
}

/** https://www.rfc-editor.org/rfc/rfc7578, as far as an upload uses it. */
function formOf(type: string, body: Buffer): { readonly fields: Payload; readonly file: Asked['file'] } | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(type)?.[1]
  if (boundary === undefined) return undefined
  const fields: Record<string, string> = {}
  let file: Asked['file']
  const mark = Buffer.from(`--${boundary}`)
  for (let at = body.indexOf(mark); at !== -1;) {
    const next = body.indexOf(mark, at + mark.length)
    if (next === -1) break
    const part = body.subarray(at + mark.length + 2, next - 2)
    const headEnd = part.indexOf('\r\n\r\n')
    const head = part.subarray(0, headEnd).toString()
    const content = part.subarray(headEnd + 4)
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? ''
    const filename = /filename="([^"]*)"/.exec(head)?.[1]
    if (filename === undefined) fields[name] = content.toString()
    else
      file = { name: filename, mime: /content-type: *(.+)/i.exec(head)?.[1]?.trim() ?? '', bytes: Buffer.from(content) }
    at = next
  }
  return { fields, file }
}
