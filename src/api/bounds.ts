import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { apiDefaults } from '../config/defaults.ts'
import { sendError, type ErrorAnswer } from './errors.ts'

/**
 * What every answer carries, also those whose own part of the API says more: no browser guesses what it is, runs it as
 * a page, shows it in a frame, or tells anybody of its address.
 */
const bareHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const

/**
 * The first look at every request, before anything is made of it. Node has refused what is no HTTP; what is left are
 * requests that a proxy before us may have read as another one than we do. They end their connection.
 */
export function boundRequests(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  reply.headers(bareHeaders)
  // Once another protocol was offered, Node reads no second request on the connection.
  if (request.headers.upgrade !== undefined) reply.header('connection', 'close')
  const refusal = refusalOf(request.raw)
  if (refusal === undefined) done()
  else sendError(reply.headers({ connection: 'close' }), refusal)
}

/** The same for what never becomes a request of a route. */
export function boundAnswer(reply: FastifyReply): FastifyReply {
  return reply.headers(bareHeaders)
}

function refusalOf({ httpVersionMajor, url = '', rawHeaders, headers }: IncomingMessage): ErrorAnswer | undefined {
  if (httpVersionMajor !== 1) return refused(505, 'This speaks HTTP/1.1.')
  if (url.length > apiDefaults.urlLength)
    return { status: 414, code: 'E_TOO_LARGE', message: `An address has at most ${apiDefaults.urlLength} characters.` }
  // Names and values in turn.
  if (rawHeaders.length > 2 * apiDefaults.headers)
    return { status: 431, code: 'E_TOO_LARGE', message: `A request has at most ${apiDefaults.headers} headers.` }
  if (!isOneHost(headers.host, rawHeaders)) return refused(400, 'A request names one host, by its name or address.')
  const coding = headers['transfer-encoding']
  // What else it may be would be taken for the body itself.
  if (coding !== undefined && coding.toLowerCase() !== 'chunked')
    return refused(501, 'A body is sent as it is, or with `Transfer-Encoding: chunked` alone.')
  return undefined
}

function refused(status: number, message: string): ErrorAnswer {
  return { status, code: 'E_INVALID', message }
}

/** Node keeps the first of several, a proxy perhaps the last. HTTP/1.0 need not say it. */
function isOneHost(host: string | undefined, rawHeaders: readonly string[]): boolean {
  if (host === undefined) return true
  let named = 0
  for (let place = 0; place < rawHeaders.length; place += 2) {
    if (rawHeaders[place]?.length === 4 && rawHeaders[place]?.toLowerCase() === 'host') named += 1
  }
  return named === 1 && hostPattern.test(host)
}

/** https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2, with a port. It may be empty. */
const hostPattern = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d{0,5})?$/i
