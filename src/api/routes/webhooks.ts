import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { eventTypes } from '../../contracts/events.ts'
import type { Webhook, WebhookDelivery } from '../../contracts/events.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { byTenant, iso, isoTime, nothing, pageOf, paging, wholeListOf, type Api } from '../schemas.ts'
import { missing, tenantByCode } from '../tenant-of.ts'

const tags = ['Webhooks']
const types = z.array(z.enum(eventTypes)).min(1).readonly()
const url = z.string().max(2000)
const webhookExample = {
  id: example.webhook,
  url: 'https://acme.example/hooks/colloquy',
  events: ['message.received', 'conversation.handed_over'],
  enabled: true,
  disabledReason: null,
  failingSince: null,
  createdAt: example.at,
}
const webhookAnswer = z
  .object({
    id: z.string(),
    url: z.string(),
    events: types.nullable().describe('null: all of them.'),
    enabled: z.boolean(),
    disabledReason: z.string().nullable(),
    failingSince: isoTime.nullable(),
    createdAt: isoTime,
  })
  .meta({ examples: [webhookExample] })
const withSecret = webhookAnswer
  .extend({ secret: z.string().describe('Signs what is sent. Shown this once.') })
  .meta({ examples: [{ ...webhookExample, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }] })
const eventAnswer = z.object({ eventId: z.string() }).meta({ examples: [{ eventId: example.event }] })
const deliveryAnswer = z
  .object({
    eventId: z.string().describe('`webhook-id` of the request: the same at every attempt.'),
    type: z.enum(eventTypes),
    state: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.number(),
    nextAt: isoTime.nullable(),
    status: z.number().nullable(),
    error: z.string().nullable(),
    at: isoTime,
  })
  .meta({
    examples: [
      {
        eventId: example.event,
        type: 'message.received',
        state: 'delivered',
        attempts: 1,
        nextAt: null,
        status: 204,
        error: null,
        at: example.at,
      },
    ],
  })
const byWebhook = byTenant.extend({ webhookId: z.string() })
const read = { permission: 'webhooks:read' } as const
const write = { permission: 'webhooks:write' } as const

/** Where a tenant's own systems are told what happens. */
export function webhookRoutes(api: Api, { tenants }: ApiNeeds): void {
  async function opened(request: FastifyRequest, { tenantCode, webhookId }: z.infer<typeof byWebhook>) {
    const open = await tenantByCode(tenants, request, tenantCode)
    const webhook = open.store.webhooks.find(webhookId)
    if (webhook === undefined) throw missing('webhook')
    return { ...open, webhooks: open.store.webhooks, webhook }
  }

  api.get('/tenants/:tenantCode/webhooks', {
    config: read,
    schema: {
      tags,
      summary: 'List a tenant’s webhooks',
      params: byTenant,
      response: { 200: wholeListOf(webhookAnswer) },
    },
    handler: async (request) => {
      const { store } = await tenantByCode(tenants, request, request.params.tenantCode)
      return { items: store.webhooks.list().map(shown), nextCursor: null }
    },
  })

  api.post('/tenants/:tenantCode/webhooks', {
    config: write,
    schema: {
      tags,
      summary: 'Tell a system what happens',
      description: 'Signed after the Standard Webhooks specification. Its address must be public.',
      params: byTenant,
      body: z
        .strictObject({ url, events: types.exactOptional(), enabled: z.boolean().default(true) })
        .meta({ examples: [{ url: 'https://acme.example/hooks/colloquy', events: ['message.received'] }] }),
      response: { 201: withSecret },
    },
    handler: async (request, reply) => {
      const { webhookAdministration } = await tenantByCode(tenants, request, request.params.tenantCode)
      const { webhook, secret } = await webhookAdministration.create(request.body)
      return reply.code(201).send({ ...shown(webhook), secret })
    },
  })

  api.get('/tenants/:tenantCode/webhooks/:webhookId', {
    config: { ...read, shows: true },
    schema: { tags, summary: 'Read a webhook', params: byWebhook, response: { 200: webhookAnswer } },
    handler: async (request) => shown((await opened(request, request.params)).webhook),
  })

  api.put('/tenants/:tenantCode/webhooks/:webhookId', {
    config: write,
    schema: {
      tags,
      summary: 'Change a webhook; enabled again it is given what waits',
      params: byWebhook,
      body: z
        .strictObject({
          url: url.exactOptional(),
          events: types.exactOptional(),
          enabled: z.boolean().exactOptional(),
        })
        .meta({ examples: [{ enabled: false }] }),
      response: { 200: webhookAnswer },
    },
    handler: async (request) => {
      const { webhookAdministration, webhook } = await opened(request, request.params)
      return shown(await webhookAdministration.change(webhook.id, request.body))
    },
  })

  api.delete('/tenants/:tenantCode/webhooks/:webhookId', {
    config: write,
    schema: {
      tags,
      summary: 'Remove a webhook, with what is on its way to it',
      params: byWebhook,
      response: { 204: nothing },
    },
    handler: async (request, reply) => {
      const { webhooks, webhook } = await opened(request, request.params)
      await webhooks.remove(webhook.id)
      return reply.code(204).send()
    },
  })

  api.post('/tenants/:tenantCode/webhooks/:webhookId/secret', {
    config: write,
    schema: {
      tags,
      summary: 'Make a new secret; for a day the old one signs too',
      params: byWebhook,
      response: { 200: withSecret },
    },
    handler: async (request) => {
      const { webhookAdministration, webhook } = await opened(request, request.params)
      const rotated = await webhookAdministration.rotate(webhook.id)
      return { ...shown(rotated.webhook), secret: rotated.secret }
    },
  })

  api.post('/tenants/:tenantCode/webhooks/:webhookId/test', {
    config: write,
    schema: {
      tags,
      summary: 'Send it an event that says `test`',
      params: byWebhook,
      response: { 202: eventAnswer },
    },
    handler: async (request, reply) => {
      const { webhooks, webhook } = await opened(request, request.params)
      return reply.code(202).send({ eventId: await webhooks.test(webhook.id) })
    },
  })

  api.get('/tenants/:tenantCode/webhooks/:webhookId/deliveries', {
    config: read,
    schema: {
      tags,
      summary: 'List what was sent to it and what waits, the newest first',
      params: byWebhook,
      querystring: paging,
      response: { 200: pageOf(deliveryAnswer) },
    },
    handler: async (request) => {
      const { webhooks, webhook } = await opened(request, request.params)
      const { limit, cursor } = request.query
      const { items, nextCursor } = await webhooks.deliveries(webhook.id, limit, cursor)
      return { items: items.map(shownDelivery), nextCursor }
    },
  })

  api.post('/tenants/:tenantCode/webhooks/:webhookId/deliveries/:eventId/replay', {
    config: write,
    schema: {
      tags,
      summary: 'Send an event to it again',
      params: byWebhook.extend({ eventId: z.string() }),
      response: { 202: eventAnswer },
    },
    handler: async (request, reply) => {
      const { webhooks, webhook } = await opened(request, request.params)
      await webhooks.replay(webhook.id, request.params.eventId)
      return reply.code(202).send({ eventId: request.params.eventId })
    },
  })
}

function shown({ events, disabledReason, failingSince, createdAt, ...webhook }: Webhook) {
  return {
    ...webhook,
    events: events ?? null,
    disabledReason: disabledReason ?? null,
    failingSince: failingSince === undefined ? null : iso(failingSince),
    createdAt: iso(createdAt),
  }
}

function shownDelivery({ event, type, state, attempts, nextAt, status, error, at }: WebhookDelivery) {
  return {
    eventId: event,
    type,
    state,
    attempts,
    nextAt: state === 'pending' ? iso(nextAt) : null,
    status: status ?? null,
    error: error ?? null,
    at: iso(at),
  }
}
