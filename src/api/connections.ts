import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { webDefaults } from '../config/defaults.ts'
import { errorBody, type ErrorAnswer } from './errors.ts'

/** Browsers connect before they have anything to ask; Node does not count such a connection as idle when it closes. */
export function dropSilentConnections(server: FastifyInstance): void {
  const connections = new Set<Socket>()
  server.server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  server.addHook('preClose', async () => {
    for (const socket of connections) if (socket.bytesRead === 0) socket.destroy()
  })
}

/**
 * Whether a connection is handed to who speaks WebSocket. Whoever asks for another protocol, or elsewhere, is answered
 * as if nothing had been asked: HTTP lets us ignore it, and some clients offer `h2c` with every request.
 */
export function isUpgrade({ url = '', headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket' && url.startsWith(`${webDefaults.socketPath}/`)
}

/** What is no HTTP request at all, or does not end in time. Answered on the bare connection, which ends. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const owed = owedAnswer(socket)
  if (owed !== undefined) {
    owed.shouldKeepAlive = false
    owed.once('finish', () => socket.destroySoon())
    return
  }
  const refusal = refusals[error.code ?? ''] ?? unreadable
  const body = JSON.stringify(errorBody(refusal, 'none'))
  const head = [
    `HTTP/1.1 ${refusal.status} ${refusal.reason}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/**
 * The answer that a whole request before this one waits for, or that has begun: what we wrote now would be taken for it,
 * or for a piece of it. It is the connection's last.
 */
function owedAnswer(socket: Socket): ServerResponse | undefined {
  // Not in Node's types; Node's own answer to broken requests looks at it, and nothing else tells which answer is next.
  const { _httpMessage: next } = socket as Socket & { _httpMessage?: ServerResponse | null }
  return next !== undefined && next !== null && (next.headersSent || next.req.complete) ? next : undefined
}

interface Refusal extends ErrorAnswer {
  /** Of the status line. */
  readonly reason: string
}

const unreadable: Refusal = {
  status: 400,
  reason: 'Bad Request',
  code: 'E_INVALID',
  message: 'This is no HTTP request.',
}

const refusals: Readonly<Record<string, Refusal>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    reason: 'Request Timeout',
    code: 'E_TIMEOUT',
    message: 'The request did not arrive in time.',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    reason: 'Request Header Fields Too Large',
    code: 'E_TOO_LARGE',
    message: 'The headers are too large.',
  },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: {
    status: 413,
    reason: 'Content Too Large',
    code: 'E_TOO_LARGE',
    message: 'The extensions of a chunk are too large.',
  },
}
