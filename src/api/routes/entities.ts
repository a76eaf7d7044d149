import { z } from 'zod'
import { changeOf, noted } from '../change-of.ts'
import { entityDefinitions } from '../entity-schemas.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, type Api } from '../schemas.ts'
import { tenantById } from '../tenant-of.ts'
import { editedOf } from './chatbots.ts'

const tags = ['Chatbots']
const entities = z.object({ entities: entityDefinitions }).meta({
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
      return { entities: editedOf(open, request.params.id).entities ?? [] }
    },
  })

  api.put('/chatbots/:id/entities', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Replace what the chatbot’s people name: lists of things and patterns of codes',
      params: byId,
      querystring: noted,
      body: entities,
      response: { 200: entities },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { id } = editedOf(open, request.params.id)
      language.checkEntities(request.body.entities)
      const changed = await open.configuration.updateChatbot(id, request.body, changeOf(request))
      return { entities: changed.entities ?? [] }
    },
  })
}
