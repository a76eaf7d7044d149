import { z } from 'zod'
import type { PairStep } from '../../contracts/channel.ts'
import { sendEvents, waitingCallers } from '../events.ts'
import type { ServerSentEvent } from '../events.ts'
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
  // A server that stops does not wait for people who look for their phones.
  const signalOf = waitingCallers(api)

  api.post('/channels/:id/pair', {
    config: { permission: 'channels:write' },
    schema: {
      tags: ['Channels'],
      summary: 'Pair an account with a channel, by a picture or a code',
      description:
        'Server-sent events: `qr {text}` to draw as a QR code, `code {code}` to type, `waiting {sentence}`, and at the end `paired {account}` or `failed {reason}`. Ends when the connection is closed. 409: it is being paired already.',
      produces: ['text/event-stream'],
      params: byId,
      body: z
        .strictObject({ phone: phone.exactOptional() })
        .nullish()
        .meta({ examples: [{ phone: '+4915123456789' }] }),
    },
    handler: async (request, reply) => {
      const open = await tenantById(tenants, request, request.params.id, 'channel')
      const { id } = channelOf(open, request.params.id)
      const steps = await open.pair(id, request.body ?? {}, signalOf(reply))
      return sendEvents(reply, eventsOf(steps), (error) => {
        log.error({ channel: id, error }, 'A pairing failed.')
        return eventOf({ step: 'failed', reason: 'Something went wrong here. The log says what.' })
      })
    },
  })
}

async function* eventsOf(steps: AsyncIterable<PairStep>): AsyncGenerator<ServerSentEvent> {
  for await (const step of steps) yield eventOf(step)
}

const eventOf = (step: PairStep): ServerSentEvent => ({ event: step.step, data: step })
