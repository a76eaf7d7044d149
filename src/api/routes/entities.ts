import { z } from 'zod'
import { entityDefaults } from '../../config/defaults.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, type Api } from '../schemas.ts'
import { tenantById } from '../tenant-of.ts'
import { chatbotOf } from './chatbots.ts'

const tags = ['Chatbots']
const { definitions, entries, synonyms, nameLength, patternLength } = entityDefaults
const oneLine = z
  .string()
  .trim()
  .min(1)
  .max(nameLength)
  .regex(/^\P{Cc}*$/u, 'A name is one line.')
const entityName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'A name has small letters, digits, - and _, and begins with a letter.')

const definition = z.discriminatedUnion('kind', [
  z.strictObject({
    name: entityName,
    kind: z.literal('list'),
    entries: z
      .array(z.strictObject({ value: oneLine, synonyms: z.array(oneLine).max(synonyms).readonly().exactOptional() }))
      .min(1)
      .max(entries)
      .readonly()
      .describe('Things by any of their names. A slip in a longer name is forgiven.'),
  }),
  z.strictObject({
    name: entityName,
    kind: z.literal('pattern'),
    pattern: z
      .string()
      .min(1)
      .max(patternLength)
      .describe(
        'A form that codes have, such as `AB-\\d{4}`: letters, ., [A-Z], \\d, \\w, \\s, ( | ), ?, *, +, {2,5}.',
      ),
  }),
])
const entities = z.object({ entities: z.array(definition).max(definitions).readonly() }).meta({
  examples: [
    {
      entities: [
        { name: 'colour', kind: 'list', entries: [{ value: 'red', synonyms: ['crimson', 'scarlet'] }] },
        { name: 'order', kind: 'pattern', pattern: 'AB-\\d{4}' },
      ],
    },
  ],
})

/** What a chatbot's people name, besides days, numbers and addresses. */
export function entityRoutes(api: Api, { tenants, language }: ApiNeeds): void {
  api.get('/chatbots/:id/entities', {
    config: { permission: 'chatbots:read' },
    schema: { tags, summary: 'Read what the chatbot’s people name', params: byId, response: { 200: entities } },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      return { entities: chatbotOf(open, request.params.id).entities ?? [] }
    },
  })

  api.put('/chatbots/:id/entities', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Replace what the chatbot’s people name: lists of things and patterns of codes',
      params: byId,
      body: entities,
      response: { 200: entities },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { id } = chatbotOf(open, request.params.id)
      language.checkEntities(request.body.entities)
      const changed = await open.configuration.updateChatbot(id, request.body)
      return { entities: changed.entities ?? [] }
    },
  })
}
