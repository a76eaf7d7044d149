import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { apiDefaults } from '../config/defaults.ts'
import type { Answers, IdempotentRequest } from '../contracts/answers.ts'
import { Conflict, Invalid } from '../contracts/errors.ts'
import type { Api } from './schemas.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set while this request is the one that does what its key stands for. */
    idempotent: IdempotentRequest | null
  }
}

/**
 * `Idempotency-Key`: who does not know whether a POST arrived sends it again with the same key, and gets the answer that
 * the first one got. A failure on our side is no answer: the next one tries again.
 */
export function answerOnce(api: Api, answers: Answers): void {
  api.decorateRequest('idempotent', null)
  api.decorateRequest('tenantKey', null)

  api.addHook('preHandler', async (request, reply) => {
    const asked = requestOf(request)
    if (asked === undefined) return undefined
    const before = await answers.begin(asked)
    if (before === 'other') throw new Conflict('This idempotency key was used for another request.')
    if (before === 'running') throw new Conflict('A request with this idempotency key is being worked on.')
    if (before === 'begun') {
      request.idempotent = asked
      return undefined
    }
    return reply
      .code(before.status)
      .header('idempotency-replayed', 'true')
      .type('application/json; charset=utf-8')
      .serializer((body: string) => body)
      .send(before.body)
  })

  api.addHook('onSend', async (request, reply, payload) => {
    const { idempotent } = request
    if (idempotent === null) return payload
    request.idempotent = null
    const isText = typeof payload === 'string' || payload === null || payload === undefined
    const isAnswer = reply.statusCode < 500 && reply.statusCode !== 429 && isText
    await answers.finish(
      idempotent,
      isAnswer ? { status: reply.statusCode, body: payload ?? '' } : undefined,
      request.tenantKey ?? undefined,
    )
    return payload
  })
}

function requestOf({ method, url, headers, body, caller }: FastifyRequest): IdempotentRequest | undefined {
  const key = headers['idempotency-key']
  if (method !== 'POST' || key === undefined || caller === null) return undefined
  if (typeof key !== 'string' || key === '' || key.length > apiDefaults.idempotencyKeyLength)
    throw new Invalid(`A key has 1 to ${apiDefaults.idempotencyKeyLength} characters.`, 'Idempotency-Key')
  return { caller: caller.id, key, fingerprint: hash('sha256', `${method} ${url}\n${JSON.stringify(body ?? null)}`) }
}
