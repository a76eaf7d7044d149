import { z } from 'zod'
import type { ChatbotId } from '../../contracts/id.ts'
import type { Configuration, OpenTenant } from '../../contracts/ports.ts'
import type { Chatbot } from '../../contracts/tenant.ts'
import { Invalid } from '../../contracts/errors.ts'
import { changeOf, noted } from '../change-of.ts'
import { avatarId, description, languages, personality, placement, theme, understanding } from '../chatbot-schemas.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, byTenant, isoTime, name, nothing, pageOf, type Api } from '../schemas.ts'
import { missing, tenantByCode, tenantById } from '../tenant-of.ts'

const tags = ['Chatbots']
const chatbotAnswer = z
  .object({
    id: z.string(),
    embedId: z.string().describe('What a website names the bot by.'),
    name: z.string(),
    description: z.string().exactOptional(),
    languages: z.array(z.string()).readonly(),
    personality,
    placement,
    theme,
    avatarId: z.string().nullable(),
    understand: understanding,
    plugins: z.record(z.string(), z.object({ enabled: z.boolean() })),
    version: z.int().describe('The one that is in force.'),
    autoPublish: z.boolean().describe('Whether changes are in force at once, or gather in a draft.'),
    hasDraft: z.boolean().describe('Whether something that is shown here is not in force yet.'),
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
        personality: { tone: 'friendly, brief' },
        placement: { delaySeconds: 5 },
        theme: { mode: 'auto' },
        avatarId: 'default',
        understand: {},
        plugins: { feedback: { enabled: true } },
        version: 3,
        autoPublish: true,
        hasDraft: false,
        createdAt: example.at,
        updatedAt: example.at,
      },
    ],
  })
const reading = { tags, params: byId, response: { 200: chatbotAnswer } }
const changing = { ...reading, querystring: noted }
const settings = {
  description: description.exactOptional(),
  languages: languages.exactOptional(),
  personality: personality.exactOptional(),
  placement: placement.exactOptional(),
  theme: theme.exactOptional(),
  understand: understanding.exactOptional(),
}
const aspects = { personality, placement, theme }

export function chatbotRoutes(api: Api, { tenants }: ApiNeeds): void {
  api.get('/tenants/:tenantCode/chatbots', {
    config: { permission: 'chatbots:read' },
    schema: { tags, summary: 'List a tenant’s chatbots', params: byTenant, response: { 200: pageOf(chatbotAnswer) } },
    handler: async (request) => {
      const { configuration } = await tenantByCode(tenants, request, request.params.tenantCode)
      const edited = configuration.chatbots().map((chatbot) => configuration.edited(chatbot.id) ?? chatbot)
      return { items: edited.map((chatbot) => shown(configuration, chatbot)), nextCursor: null }
    },
  })

  api.post('/tenants/:tenantCode/chatbots', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Create a chatbot',
      params: byTenant,
      querystring: noted,
      body: z.strictObject({ name, ...settings }).meta({ examples: [{ name: 'Ada', languages: ['en', 'de'] }] }),
      response: { 201: chatbotAnswer },
    },
    handler: async (request, reply) => {
      const { configuration } = await tenantByCode(tenants, request, request.params.tenantCode)
      const made = await configuration.createChatbot(request.body, changeOf(request))
      return reply.code(201).send(shown(configuration, made))
    },
  })

  api.get('/chatbots/:id', {
    config: { permission: 'chatbots:read', shows: true },
    schema: { ...reading, summary: 'Read a chatbot, with the changes that are not in force yet' },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      return shown(open.configuration, editedOf(open, request.params.id))
    },
  })

  api.put('/chatbots/:id', {
    config: { permission: 'chatbots:write' },
    schema: {
      ...changing,
      summary: 'Change a chatbot',
      description:
        'What is left out stays. With `autoPublish: false` later changes gather in a draft until it is published.',
      body: z
        .strictObject({ name: name.exactOptional(), ...settings, autoPublish: z.boolean().exactOptional() })
        .meta({ examples: [{ name: 'Ada of Acme', understand: { country: 'DE' } }] }),
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { id } = editedOf(open, request.params.id)
      const { autoPublish, ...change } = request.body
      // First: what is said along with it is a draft already, or in force already.
      if (autoPublish !== undefined) await open.configuration.versions.setAutoPublish(id, autoPublish)
      return shown(open.configuration, await open.configuration.updateChatbot(id, change, changeOf(request)))
    },
  })

  for (const aspect of ['personality', 'placement', 'theme'] as const) {
    api.put(`/chatbots/:id/${aspect}`, {
      config: { permission: 'chatbots:write' },
      schema: { ...changing, summary: `Replace a chatbot’s ${aspect}`, body: aspects[aspect] },
      handler: async (request) => {
        const open = await tenantById(tenants, request, request.params.id, 'chatbot')
        const { id } = editedOf(open, request.params.id)
        const change = { [aspect]: request.body }
        return shown(open.configuration, await open.configuration.updateChatbot(id, change, changeOf(request)))
      },
    })
  }

  api.post('/chatbots/:id/avatar', {
    config: { permission: 'chatbots:write' },
    schema: {
      ...changing,
      summary: 'Choose who says on websites what the chatbot says',
      body: z.strictObject({ avatarId }).meta({ examples: [{ avatarId: 'default' }] }),
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { id } = editedOf(open, request.params.id)
      const { avatarId: chosen } = request.body
      if (chosen !== null && !open.avatars.has(chosen)) throw new Invalid('There is no such avatar.', 'avatarId')
      return shown(open.configuration, await open.configuration.updateChatbot(id, request.body, changeOf(request)))
    },
  })

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
      await open.configuration.removeChatbot(editedOf(open, request.params.id).id)
      return reply.code(204).send()
    },
  })
}

/** As it is in force. Throws NotFound. */
export function chatbotOf({ configuration }: OpenTenant, id: string): Chatbot {
  const chatbot = configuration.chatbot(id as ChatbotId) // only a chatbot's id finds one
  if (chatbot === undefined) throw missing('chatbot')
  return chatbot
}

/** With the changes that are not in force. Throws NotFound. */
export function editedOf({ configuration }: OpenTenant, id: string): Chatbot {
  const chatbot = configuration.edited(id as ChatbotId) // as above
  if (chatbot === undefined) throw missing('chatbot')
  return chatbot
}

/** In a body that asks a chatbot something. */
export const ofDraft = z.boolean().exactOptional().describe('As it would be with the changes that are not in force.')

/** The one that is asked: in force, or its draft. Throws NotFound. */
export function chatbotAsked(open: OpenTenant, id: string, draft = false): Chatbot {
  return draft ? editedOf(open, id) : chatbotOf(open, id)
}

function shown({ versions }: Configuration, chatbot: Chatbot): z.output<typeof chatbotAnswer> {
  const { id, embedId, plugins, createdAt, updatedAt } = chatbot
  const { name: called, description: said, languages: spoken } = chatbot
  const {
    personality: speaks,
    placement: stands,
    theme: looks = {},
    avatarId: avatar = 'default',
    understand = {},
  } = chatbot
  const enabled = Object.entries(plugins).map(([plugin, setting]) => [plugin, { enabled: setting.enabled }] as const)
  return {
    ...{ id, embedId, name: called, languages: spoken, personality: speaks, placement: stands, theme: looks },
    ...(said === undefined ? {} : { description: said }),
    avatarId: avatar,
    understand,
    plugins: Object.fromEntries(enabled),
    ...versions.state(id),
    createdAt,
    updatedAt,
  }
}
