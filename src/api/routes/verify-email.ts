import { z } from 'zod'
import { callerOf } from '../guard.ts'
import { languageOf } from '../language-of.ts'
import type { ApiNeeds } from '../needs.ts'
import { limitStrangers } from '../rate-limits.ts'
import { nothing, type Api } from '../schemas.ts'
import { sessionOf } from './auth.ts'

const tags = ['Signing in']
const token = z.string().min(1).max(1000)
const verification = z
  .strictObject({ token })
  .meta({ examples: [{ token: 'cqv_sG9cN1wJ0nqYt0bq0mV8zE5rU2kX7aLhP3dF6iTgQyA' }] })
const accepted = z.object({ status: z.literal('accepted') }).meta({ examples: [{ status: 'accepted' }] })

/** Who brings the letter's token needs no other. */
export function verifyEmailRoute(api: Api, { auth: { verification: addresses }, rates }: ApiNeeds): void {
  api.post('/api/v1/auth/verify-email', {
    config: { permission: 'public' },
    onRequest: limitStrangers(rates, 'verify-email'),
    schema: {
      tags,
      summary: 'Show by the token of the letter that an address is yours',
      body: verification,
      response: { 204: nothing },
    },
    handler: async ({ body, ip }, reply) => {
      await addresses.verify(body.token, ip)
      return reply.code(204).send()
    },
  })
}

export function verifyEmailRequestRoute(api: Api, { auth: { verification: addresses } }: ApiNeeds): void {
  api.post('/auth/verify-email/request', {
    config: { permission: 'known', audit: 'none' },
    schema: {
      tags,
      summary: 'Ask for a letter that shows that your address is yours',
      description: 'Nothing is sent when it was shown already, nor after some letters in an hour.',
      response: { 202: accepted },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request)
      sessionOf(caller)
      await addresses.request(caller.id, languageOf(request))
      return reply.code(202).send({ status: 'accepted' as const })
    },
  })
}
