import { PassThrough } from 'node:stream'
import { z } from 'zod'
import { channelDefaults } from '../../config/defaults.ts'
import type { PairStep } from '../../contracts/channel.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, type Api } from '../schemas.ts'
import { tenantById } from '../tenant-of.ts'
import { channelOf } from './channels.ts'

const phone = z
  .string()
  .regex(/^\+?\d{5,20}$/, 'A phone number is a plus and digits, with the country’s code.')
  .describe('Asks for a code to type on this phone, where the platform has one, instead of a picture to scan.')

/** Pairing takes as long as a person does: each step is an event of a stream, which ends with the last one. */
export function channelPairRoutes(api: Api, { tenants, log }: ApiNeeds): void {
  const underWay = new Set<AbortController>()
  // A server that stops does not wait for people who look for their phones.
  api.addHook('preClose', async () => {
    for (const pairing of underWay) pairing.abort()
  })

  api.post('/channels/:id/pair', {
    config: { permission: 'channels:write' },
    schema: {
      tags: ['Channels'],
      summary: 'Pair an account with a channel, by a picture or a code',
      description:
        'Server-sent events: `qr {text}` to draw as a QR code, `code {code}` to type, `waiting {sentence}`, and at the end `paired {account}` or `failed {reason}`. Ends when the connection is closed. 409: it is being paired already.',
      produces: ['text/event-stream'],
      params: byId,
      body: z.strictObject({ phone: phone.exactOptional() }).nullish(),
    },
    handler: async (request, reply) => {
      const open = await tenantById(tenants, request, request.params.id, 'channel')
      const { id } = channelOf(open, request.params.id)
      const pairing = new AbortController()
      const steps = await open.pair(id, request.body ?? {}, pairing.signal)
      underWay.add(pairing)
      reply.raw.once('close', () => {
        pairing.abort()
        underWay.delete(pairing)
      })
      const headers = { 'cache-control': 'no-store', 'x-accel-buffering': 'no' }
      const failed = (error: unknown) => log.error({ channel: id, error }, 'A pairing failed.')
      return reply.type('text/event-stream; charset=utf-8').headers(headers).send(eventsOf(steps, failed))
    },
  })
}

/** Begins at once, and says something now and then: whoever is in between would take silence for the end. */
function eventsOf(steps: AsyncIterable<PairStep>, failed: (error: unknown) => void): PassThrough {
  const events = new PassThrough()
  const breathe = () => events.write(':\n\n')
  const say = ({ step, ...rest }: PairStep) =>
    events.write(`event: ${step}\ndata: ${JSON.stringify({ step, ...rest })}\n\n`)
  const breathing = setInterval(breathe, channelDefaults.pairPingMs)
  breathe()
  const told = async () => {
    for await (const step of steps) say(step)
  }
  told()
    .catch((error: unknown) => {
      failed(error)
      say({ step: 'failed', reason: 'Something went wrong here. The log says what.' })
    })
    .finally(() => {
      clearInterval(breathing)
      events.end()
    })
  return events
}
