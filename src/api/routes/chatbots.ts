import { z } from 'zod'
import type { ChatbotId } from '../../contracts/id.ts'
import type { OpenTenant } from '../../contracts/ports.ts'
import type { Chatbot } from '../../contracts/tenant.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { anyObject, byId, byTenant, isoTime, name, nothing, pageOf, type Api } from '../schemas.ts'
import { missing, tenantByCode, tenantById } from '../tenant-of.ts'

const tags = ['Chatbots']
const languages = z
  .array(z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/, 'A language is an IETF tag such as en or pt-BR.'))
  .min(1)
  .max(50)
  .describe('IETF tags, the preferred one first.')
const understanding = z
  .strictObject({
    voice: z.boolean().exactOptional().describe('Voice messages and the sound of videos become text.'),
    images: z.boolean().exactOptional().describe('What is written in pictures becomes text.'),
    documents: z.boolean().exactOptional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'A country is two capital letters, such as DE.')
      .exactOptional()
      .describe('ISO 3166-1: where people are who write a phone number without a prefix.'),
  })
  .describe('What the chatbot makes of what people send; whatever is not said is on.')
const chatbotAnswer = z
  .object({
    id: z.string(),
    embedId: z.string().describe('What a website names the bot by.'),
    name: z.string(),
    languages: z.array(z.string()).readonly(),
    personality: anyObject,
    placement: anyObject,
    understand: understanding,
    plugins: z.record(z.string(), z.object({ enabled: z.boolean() })),
    createdAt: isoTime,
    updatedAt: isoTime,
  })
  .meta({
    examples: [
      {
        id: example.chatbot,
        embedId: example.embed,
        name: 'Ada',
        languages: ['en', 'de'],
        personality: {},
        placement: {},
        understand: {},
        plugins: { feedback: { enabled: true } },
        createdAt: example.at,
        updatedAt: example.at,
      },
    ],
  })
const reading = { tags, params: byId, response: { 200: chatbotAnswer } }

export function chatbotRoutes(api: Api, { tenants }: ApiNeeds): void {
  api.get('/tenants/:tenantCode/chatbots', {
    config: { permission: 'chatbots:read' },
    schema: { tags, summary: 'List a tenant’s chatbots', params: byTenant, response: { 200: pageOf(chatbotAnswer) } },
    handler: async (request) => {
      const { configuration } = await tenantByCode(tenants, request, request.params.tenantCode)
      return { items: configuration.chatbots().map(shown), nextCursor: null }
    },
  })

  api.post('/tenants/:tenantCode/chatbots', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Create a chatbot',
      params: byTenant,
      body: z
        .strictObject({
          name,
          languages: languages.exactOptional(),
          personality: anyObject.exactOptional(),
          placement: anyObject.exactOptional(),
          understand: understanding.exactOptional(),
        })
        .meta({ examples: [{ name: 'Ada', languages: ['en', 'de'] }] }),
      response: { 201: chatbotAnswer },
    },
    handler: async (request, reply) => {
      const { configuration } = await tenantByCode(tenants, request, request.params.tenantCode)
      return reply.code(201).send(shown(await configuration.createChatbot(request.body)))
    },
  })

  api.get('/chatbots/:id', {
    config: { permission: 'chatbots:read', shows: true },
    schema: { ...reading, summary: 'Read a chatbot' },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      return shown(chatbotOf(open, request.params.id))
    },
  })

  api.put('/chatbots/:id', {
    config: { permission: 'chatbots:write' },
    schema: {
      ...reading,
      summary: 'Change a chatbot',
      body: z
        .strictObject({
          name: name.exactOptional(),
          languages: languages.exactOptional(),
          personality: anyObject.exactOptional(),
          placement: anyObject.exactOptional(),
          understand: understanding.exactOptional(),
        })
        .meta({ examples: [{ name: 'Ada of Acme', understand: { country: 'DE' } }] }),
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { id } = chatbotOf(open, request.params.id)
      return shown(await open.configuration.updateChatbot(id, request.body))
    },
  })

  for (const aspect of ['personality', 'placement'] as const) {
    api.put(`/chatbots/:id/${aspect}`, {
      config: { permission: 'chatbots:write' },
      schema: { ...reading, summary: `Replace a chatbot’s ${aspect}`, body: anyObject.meta({ examples: [{}] }) },
      handler: async (request) => {
        const open = await tenantById(tenants, request, request.params.id, 'chatbot')
        const { id } = chatbotOf(open, request.params.id)
        return shown(await open.configuration.updateChatbot(id, { [aspect]: request.body }))
      },
    })
  }

  api.delete('/chatbots/:id', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Remove a chatbot that no channel uses any more',
      params: byId,
      response: { 204: nothing },
    },
    handler: async (request, reply) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      await open.configuration.removeChatbot(chatbotOf(open, request.params.id).id)
      return reply.code(204).send()
    },
  })
}

/** Throws NotFound. */
export function chatbotOf({ configuration }: OpenTenant, id: string): Chatbot {
  const chatbot = configuration.chatbot(id as ChatbotId) // only a chatbot's id finds one
  if (chatbot === undefined) throw missing('chatbot')
  return chatbot
}

function shown({ plugins, understand = {}, ...chatbot }: Chatbot) {
  const enabled = Object.entries(plugins).map(([name, setting]) => [name, { enabled: setting.enabled }] as const)
  return { ...chatbot, understand, plugins: Object.fromEntries(enabled) }
}
