import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { apiDefaults, ingestDefaults } from '../config/defaults.ts'
import { ModelRefused } from '../contracts/avatars.ts'
import {
  Busy,
  Conflict,
  GatewayError,
  Invalid,
  NotFound,
  OverLimit,
  Refused,
  Unauthorized,
} from '../contracts/errors.ts'
import { OverPlan } from '../contracts/limits.ts'
import type { Log } from '../contracts/log.ts'

/** The caller is known and may not do this. A 403. */
export class Forbidden extends GatewayError {
  readonly code = 'E_FORBIDDEN'
}

/** It is no longer what the caller thinks it is. A 412. */
export class Outdated extends GatewayError {
  readonly code = 'E_OUTDATED'
}

/** It is not in a form that the caller takes. A 406. */
export class NotAcceptable extends GatewayError {
  readonly code = 'E_NOT_ACCEPTABLE'
}

/** Asked too often. A 429 that says when. */
export class TooMany extends GatewayError {
  readonly code = 'E_OVER_LIMIT'
  readonly afterMs: number
  constructor(message: string, afterMs: number) {
    super(message)
    this.afterMs = afterMs
  }
}

export interface ErrorAnswer {
  readonly status: number
  readonly code: `E_${string}`
  readonly message: string
  readonly field?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
}

/** The form of every error, as the contract has it. */
export function errorBody({ code, message, field }: ErrorAnswer, requestId: string): { readonly error: object } {
  return { error: { code, message, ...(field === undefined ? {} : { field }), requestId } }
}

export function sendError(reply: FastifyReply, answer: ErrorAnswer): FastifyReply {
  // Whoever was refused may send on for as long as a request may last: nobody listens to it.
  if (mayBeLong(reply.request.raw)) reply.header('connection', 'close')
  return reply
    .code(answer.status)
    .header('x-request-id', reply.request.id)
    .headers(answer.headers ?? {})
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(errorBody(answer, reply.request.id))
}

/** Whether what is still to come of a body is more than a route of ours takes at once, or of unknown length. */
function mayBeLong({ complete, headers }: FastifyRequest['raw']): boolean {
  if (complete) return false
  if (headers['transfer-encoding'] !== undefined) return true
  return Number(headers['content-length'] ?? 0) > apiDefaults.bodyBytes
}

/** The last resort of every route: an error becomes an answer, and what is no one's fault but ours is logged. */
export function errorHandler(log: Log) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const answer = answerOf(error)
    if (answer.status >= 500 && !(error instanceof GatewayError)) {
      log.error(
        { error, requestId: request.id, method: request.method, route: request.routeOptions.url },
        'A request failed.',
      )
    }
    return sendError(reply, answer)
  }
}

/** Pure. */
export function answerOf(error: unknown): ErrorAnswer {
  if (error instanceof GatewayError) return answerOfGateway(error)
  if (hasZodFastifySchemaValidationErrors(error)) return answerOfValidation(error)
  if (error instanceof Error && 'code' in error) return answerOfFastify(error as FastifyError) // its errors carry a code
  return internal
}

const internal: ErrorAnswer = {
  status: 500,
  code: 'E_INTERNAL',
  message: 'Something went wrong here, not with your request. The request id names it in the log.',
}

export const notFound: ErrorAnswer = { status: 404, code: 'E_NOT_FOUND', message: 'There is nothing at this address.' }

/** The caller may come in, with one thing more. */
const moreIsNeeded: ReadonlySet<string> = new Set(['E_CODE_NEEDED', 'E_PASSWORD_NEEDED', 'E_SIGN_ON_NEEDED'])

function answerOfGateway(error: GatewayError): ErrorAnswer {
  const { code, message } = error
  if (error instanceof Invalid) return { status: 400, code, message, field: error.field }
  if (error instanceof Unauthorized) return { status: 401, code, message, headers: { 'www-authenticate': 'Bearer' } }
  if (error instanceof TooMany) return { status: 429, code, message, headers: retryAfter(error.afterMs) }
  if (error instanceof NotAcceptable) return { status: 406, code, message }
  if (error instanceof Outdated) return { status: 412, code, message }
  if (moreIsNeeded.has(code)) return { status: 401, code, message }
  if (error instanceof Forbidden) return { status: 403, code, message }
  if (error instanceof NotFound) return { status: 404, code, message }
  if (error instanceof Conflict) return { status: 409, code, message }
  if (error instanceof Refused || error instanceof ModelRefused) return { status: 422, code, message }
  // Trying again is of use when time is what it takes.
  if (error instanceof OverPlan)
    return {
      status: 429,
      code,
      message,
      ...(error.resetsAt === undefined ? {} : { headers: retryAfter(error.resetsAt - Date.now()) }),
    }
  if (error instanceof OverLimit)
    return { status: 429, code, message, headers: retryAfter(apiDefaults.failureWindowMs) }
  if (error instanceof Busy) return { status: 503, code, message, headers: retryAfter(error.afterMs) }
  return { ...internal, code }
}

function retryAfter(ms: number = ingestDefaults.retryAfterSeconds * 1000): Readonly<Record<string, string>> {
  return { 'retry-after': String(Math.max(1, Math.ceil(ms / 1000))) }
}

interface Issue {
  readonly keyword: string
  readonly instancePath: string
  readonly message?: string
  readonly params: Readonly<Record<string, unknown>>
}

function answerOfValidation(error: FastifyError): ErrorAnswer {
  const issue = error.validation?.[0] as Issue | undefined // made by fastify-type-provider-zod
  const unknown = issue?.keyword === 'unrecognized_keys' ? firstText(issue.params['keys']) : undefined
  const steps = (issue?.instancePath ?? '').split('/').filter((step) => step !== '')
  const field = [...steps, ...(unknown === undefined ? [] : [unknown])].join('.')
  if (field === '') return invalid('The body must be a JSON object with the fields of the reference.')
  return { ...invalid(unknown === undefined ? sentence(issue?.message) : 'There is no such field.'), field }
}

function invalid(message: string): ErrorAnswer {
  return { status: 400, code: 'E_INVALID', message }
}

function firstText(list: unknown): string | undefined {
  return Array.isArray(list) && typeof list[0] === 'string' ? list[0] : undefined
}

function sentence(text = 'This does not fit'): string {
  return text.endsWith('.') ? text : `${text}.`
}

function answerOfFastify({ code, statusCode }: FastifyError): ErrorAnswer {
  switch (code) {
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return notFound
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { status: 413, code: 'E_TOO_LARGE', message: 'The body is larger than this address takes.' }
    case 'FST_PARTS_LIMIT':
    case 'FST_FILES_LIMIT':
    case 'FST_FIELDS_LIMIT':
      return { status: 413, code: 'E_TOO_LARGE', message: 'The form has more parts than this address takes.' }
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return { status: 415, code: 'E_MEDIA_TYPE', message: 'Send the body as application/json.' }
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return invalid('The body is not valid JSON.')
    default:
      return statusCode !== undefined && statusCode >= 400 && statusCode < 500
        ? { ...invalid('The request is malformed.'), status: statusCode }
        : internal
  }
}
