import { z } from 'zod'
import type { OwnIntentView } from '../../contracts/intent.ts'
import { changeOf, noted } from '../change-of.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { ownIntentBody, ownIntentExample } from '../own-intent.ts'
import { byId, isoTime, nothing, pageOf, type Api } from '../schemas.ts'
import { missing, tenantById } from '../tenant-of.ts'
import { editedOf } from './chatbots.ts'

const tags = ['Intents']
const byIntent = z.object({ id: z.string().describe('The chatbot.'), intentId: z.string() })
const intentAnswer = z
  .object({
    ...ownIntentBody.shape,
    id: z.string(),
    version: z.number().int().describe('Which of its texts it is: each new one has a higher number.'),
    createdAt: isoTime,
    updatedAt: isoTime,
  })
  .meta({
    examples: [{ ...ownIntentExample, id: example.intent, version: 1, createdAt: example.at, updatedAt: example.at }],
  })
const versionAnswer = z
  .object({
    version: z.number().int(),
    madeAt: isoTime.describe('When it came into force.'),
    intent: z.object(ownIntentBody.shape),
  })
  .meta({ examples: [{ version: 1, madeAt: example.at, intent: ownIntentExample }] })
const answer = { 200: intentAnswer }

/** What a tenant teaches a chatbot: what people say, and what is answered. */
export function intentRoutes(api: Api, { tenants }: ApiNeeds): void {
  api.get('/chatbots/:id/intents', {
    config: { permission: 'chatbots:read' },
    schema: { tags, summary: 'List a chatbot’s own intents', params: byId, response: { 200: pageOf(intentAnswer) } },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { id } = editedOf(open, request.params.id)
      return { items: open.configuration.intents.list(id).map(shown), nextCursor: null }
    },
  })

  api.post('/chatbots/:id/intents', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Teach a chatbot an intent',
      description: 'It is understood at once; a better understanding of all intents follows within seconds.',
      params: byId,
      querystring: noted,
      body: ownIntentBody,
      response: { 201: intentAnswer },
    },
    handler: async (request, reply) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { id } = editedOf(open, request.params.id)
      return reply.code(201).send(shown(await open.configuration.intents.create(id, request.body, changeOf(request))))
    },
  })

  api.get('/chatbots/:id/intents/:intentId', {
    config: { permission: 'chatbots:read', shows: true },
    schema: { tags, summary: 'Read an intent', params: byIntent, response: answer },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { id } = editedOf(open, request.params.id)
      const intent = open.configuration.intents.get(id, request.params.intentId)
      if (intent === undefined) throw missing('intent')
      return shown(intent)
    },
  })

  api.put('/chatbots/:id/intents/:intentId', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Replace an intent',
      description: 'It is a new version of the chatbot, which keeps what was in force before.',
      params: byIntent,
      querystring: noted,
      body: ownIntentBody,
      response: answer,
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { id } = editedOf(open, request.params.id)
      return shown(
        await open.configuration.intents.update(id, request.params.intentId, request.body, changeOf(request)),
      )
    },
  })

  api.delete('/chatbots/:id/intents/:intentId', {
    config: { permission: 'chatbots:write' },
    schema: { tags, summary: 'Remove an intent', params: byIntent, querystring: noted, response: { 204: nothing } },
    handler: async (request, reply) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { id } = editedOf(open, request.params.id)
      await open.configuration.intents.remove(id, request.params.intentId, changeOf(request))
      return reply.code(204).send()
    },
  })

  versionRoutes(api, { tenants })
}

function versionRoutes(api: Api, { tenants }: Pick<ApiNeeds, 'tenants'>): void {
  api.get('/chatbots/:id/intents/:intentId/versions', {
    config: { permission: 'chatbots:read' },
    schema: {
      tags,
      summary: 'List what an intent was, the newest first',
      description: 'Its texts in the versions of the chatbot that are kept.',
      params: byIntent,
      response: { 200: pageOf(versionAnswer) },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { id } = editedOf(open, request.params.id)
      const versions = open.configuration.intents.versions(id, request.params.intentId)
      return { items: versions.map((one) => ({ ...one, intent: mutable(one.intent) })), nextCursor: null }
    },
  })

  api.post('/chatbots/:id/intents/:intentId/versions/:version/restore', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Bring an earlier version back, as the newest',
      params: byIntent.extend({ version: z.coerce.number().int().min(1) }),
      querystring: noted,
      response: answer,
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { id } = editedOf(open, request.params.id)
      const { intentId, version } = request.params
      return shown(await open.configuration.intents.restore(id, intentId, version, changeOf(request)))
    },
  })
}

type Body = z.infer<typeof ownIntentBody>

function shown(intent: OwnIntentView) {
  return {
    ...mutable(intent),
    id: intent.id,
    version: intent.version,
    createdAt: intent.createdAt,
    updatedAt: intent.updatedAt,
  }
}

/** What was checked by the schema when it was taken; only its promise not to change it is given up. */
function mutable(intent: unknown): Body {
  return intent as Body // kept as it came out of the schema
}
