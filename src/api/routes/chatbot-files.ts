import { z } from 'zod'
import { portableDefaults } from '../../config/defaults.ts'
import { secretsOf } from '../../contracts/shape.ts'
import { changeOf, noted } from '../change-of.ts'
import { chatbotFile, chatbotFrom, fileOf, missingThings } from '../chatbot-file.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, byTenant, type Api } from '../schemas.ts'
import { tenantByCode, tenantById } from '../tenant-of.ts'
import { chatbotAsked } from './chatbots.ts'

const tags = ['Chatbots']
const yesOrNo = z.enum(['true', 'false']).default('false')
const wanted = z.object({
  version: z.coerce.number().int().min(1).exactOptional().describe('What it was; left out: what is in force.'),
  draft: yesOrNo.describe('With the changes that are not in force.'),
})
const brought = z
  .object({
    id: z.string().nullable().describe('null: nothing was made.'),
    embedId: z.string().nullable(),
    name: z.string(),
    intents: z.int(),
    missing: missingThings,
  })
  .meta({
    examples: [
      {
        id: example.chatbot,
        embedId: example.embed,
        name: 'Ada',
        intents: 12,
        missing: { plugins: ['weather'], secrets: [{ plugin: 'orders', name: 'key', required: true }], avatarId: null },
      },
    ],
  })

/** Chatbots as files. */
export function chatbotFileRoutes(api: Api, { tenants, plugin, language }: ApiNeeds): void {
  const checkEntities: typeof language.checkEntities = (definitions) => language.checkEntities(definitions)
  const secrets = (name: string) => secretsOf(plugin(name)?.settings ?? {})

  api.get('/chatbots/:id/export', {
    config: { permission: 'chatbots:read' },
    schema: {
      tags,
      summary: 'A chatbot as a file: everything but secrets, documents and what people said',
      params: byId,
      querystring: wanted,
      response: { 200: chatbotFile },
    },
    handler: async (request, reply) => {
      const open = await tenantById(tenants, request, request.params.id, 'chatbot')
      const { version, draft } = request.query
      const edited = chatbotAsked(open, request.params.id, draft === 'true')
      const chatbot = version === undefined ? edited : open.configuration.versions.read(edited.id, version).chatbot
      void reply.header('content-disposition', `attachment; filename="${fileName(chatbot.name)}.json"`)
      return fileOf(chatbot, secrets)
    },
  })

  api.post('/tenants/:tenantCode/chatbots/import', {
    config: { permission: 'chatbots:write' },
    bodyLimit: portableDefaults.bytes,
    schema: {
      tags,
      summary: 'Make a chatbot from a file',
      description:
        'It is a new chatbot with an id of its own, and says what it lacks here. Secrets may be written into the file’s settings. `dryRun` makes nothing, and says the same.',
      params: byTenant,
      querystring: noted.extend({ dryRun: yesOrNo }),
      body: chatbotFile,
      response: { 200: brought.describe('A dry run.'), 201: brought },
    },
    handler: async (request, reply) => {
      const { configuration, avatars } = await tenantByCode(tenants, request, request.params.tenantCode)
      const { whole, missing } = chatbotFrom(request.body, { plugin, checkEntities, avatars })
      const told = { name: whole.name, intents: whole.intents.length, missing }
      if (request.query.dryRun === 'true') return { id: null, embedId: null, ...told }
      const { id, embedId } = await configuration.importChatbot(whole, changeOf(request))
      return reply.code(201).send({ id, embedId, ...told })
    },
  })
}

/** Letters and digits of it: a header takes no others. */
function fileName(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/[^A-Za-z0-9]+/g, '-')
  return plain.replaceAll(/^-+|-+$/g, '').toLowerCase() || 'chatbot'
}
