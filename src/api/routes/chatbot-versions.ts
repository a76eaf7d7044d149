import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ChatbotVersion } from '../../contracts/chatbot-versions.ts'
import type { OpenTenant } from '../../contracts/ports.ts'
import { secretsOf } from '../../contracts/shape.ts'
import { changeOf, note } from '../change-of.ts'
import { changesOf, chatbotDocument, chatbotDocumentExample, documentOf } from '../chatbot-document.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, isoTime, nothing, pageOf, paging, type Api } from '../schemas.ts'
import { tenantById } from '../tenant-of.ts'
import { chatbotOf, editedOf } from './chatbots.ts'

const tags = ['Chatbot versions']
const number = z.coerce.number().int().min(1).max(1_000_000_000)
const byVersion = byId.extend({ version: number })

const versionShape = {
  version: z.int(),
  madeAt: isoTime.describe('When it came into force.'),
  by: z.object({ kind: z.enum(['user', 'api-key', 'command-line', 'gateway']), id: z.string(), name: z.string() }),
  note: z.string().exactOptional(),
  restored: z.int().exactOptional().describe('The version whose content it brought back.'),
}
const versionExample = {
  version: 3,
  madeAt: example.at,
  by: { kind: 'user', id: example.user, name: 'Grace Hopper' },
  note: 'Friendlier',
}
const versionAnswer = z.object(versionShape).meta({ examples: [versionExample] })
const wholeAnswer = z
  .object({ ...versionShape, chatbot: chatbotDocument })
  .meta({ examples: [{ ...versionExample, chatbot: chatbotDocumentExample }] })

const difference = z.object({
  op: z.enum(['add', 'remove', 'replace']),
  path: z.string().describe('A JSON pointer into the chatbot; intents and entities by their names.'),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  secret: z.literal(true).exactOptional().describe('A secret: only that it changed is told.'),
})
const changes = z.array(difference).readonly()
const changesExample = [{ op: 'replace', path: '/personality/tone', before: 'dry', after: 'friendly, brief' }]
const diffAnswer = z
  .object({ version: z.int(), against: z.int().nullable().describe('null: before there was any.'), changes })
  .meta({ examples: [{ version: 3, against: 2, changes: changesExample }] })
const draftAnswer = z
  .object({
    hasDraft: z.boolean(),
    version: z.int().describe('The one in force.'),
    changes: changes.describe('What would change if it were published.'),
    chatbot: chatbotDocument,
  })
  .meta({ examples: [{ hasDraft: true, version: 3, changes: changesExample, chatbot: chatbotDocumentExample }] })

const told = z
  .strictObject({ note: note.exactOptional() })
  .nullish()
  .meta({ examples: [{ note: 'For the summer' }] })

/** What chatbots were, what waits to be published, and the way back. */
export function chatbotVersionRoutes(api: Api, { tenants, plugin }: ApiNeeds): void {
  const secrets = (name: string) => secretsOf(plugin(name)?.settings ?? {})
  const opened = async (request: FastifyRequest, id: string) => {
    const open = await tenantById(tenants, request, id, 'chatbot')
    return { open, versions: open.configuration.versions, ...editedOf(open, id) }
  }

  api.get('/chatbots/:id/versions', {
    config: { permission: 'chatbots:read' },
    schema: {
      tags,
      summary: 'List what a chatbot was, the newest first',
      description:
        'The newest is in force. A version is what was in force: changes in a draft are one when it is published.',
      params: byId,
      querystring: paging,
      response: { 200: pageOf(versionAnswer) },
    },
    handler: async (request) => {
      const { versions, id } = await opened(request, request.params.id)
      return versions.list(id, request.query.limit, request.query.cursor)
    },
  })

  api.get('/chatbots/:id/versions/:version', {
    config: { permission: 'chatbots:read' },
    schema: { tags, summary: 'Read a version as a whole', params: byVersion, response: { 200: wholeAnswer } },
    handler: async (request) => {
      const { versions, id } = await opened(request, request.params.id)
      const { chatbot, ...version } = versions.read(id, request.params.version)
      return { ...version, chatbot: documentOf(chatbot, secrets) }
    },
  })

  api.get('/chatbots/:id/versions/:version/diff', {
    config: { permission: 'chatbots:read' },
    schema: {
      tags,
      summary: 'What a version changed',
      params: byVersion,
      querystring: z.object({
        against: number.exactOptional().describe('Another version; the one before, where it is left out.'),
      }),
      response: { 200: diffAnswer },
    },
    handler: async (request) => {
      const { versions, id } = await opened(request, request.params.id)
      const { version } = request.params
      const against = request.query.against ?? version - 1
      const after = versions.read(id, version).chatbot
      const before = against === 0 ? undefined : versions.read(id, against).chatbot
      return { version, against: against === 0 ? null : against, changes: changesOf(before, after, secrets) }
    },
  })

  api.post('/chatbots/:id/versions/:version/restore', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Bring an earlier version back, as the newest',
      description:
        'It is in force at once and as a whole: settings, plugins with their secrets, and intents. A draft stays as it is.',
      params: byVersion,
      body: told,
      response: { 200: versionAnswer },
    },
    handler: async (request): Promise<ChatbotVersion> => {
      const { versions, id } = await opened(request, request.params.id)
      return versions.restore(id, request.params.version, changeOf(request, request.body?.note))
    },
  })

  draftRoutes(api, opened, secrets)
}

type Opened = (
  request: FastifyRequest,
  id: string,
) => Promise<
  { readonly open: OpenTenant } & Pick<OpenTenant['configuration'], 'versions'> & ReturnType<typeof editedOf>
>

function draftRoutes(api: Api, opened: Opened, secrets: Parameters<typeof documentOf>[1]): void {
  api.get('/chatbots/:id/draft', {
    config: { permission: 'chatbots:read' },
    schema: {
      tags,
      summary: 'Read what would be published, and what that would change',
      params: byId,
      response: { 200: draftAnswer },
    },
    handler: async (request) => {
      const { open, versions, id } = await opened(request, request.params.id)
      const edited = editedOf(open, id)
      const { hasDraft, version } = versions.state(id)
      const live = chatbotOf(open, id)
      return { hasDraft, version, changes: changesOf(live, edited, secrets), chatbot: documentOf(edited, secrets) }
    },
  })

  api.delete('/chatbots/:id/draft', {
    config: { permission: 'chatbots:write' },
    schema: { tags, summary: 'Give up the changes that are not in force', params: byId, response: { 204: nothing } },
    handler: async (request, reply) => {
      const { versions, id } = await opened(request, request.params.id)
      await versions.discard(id)
      return reply.code(204).send()
    },
  })

  api.post('/chatbots/:id/publish', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Bring the changes that are not in force into force, as one version',
      description: 'Where there are none, the version in force is answered.',
      params: byId,
      body: told,
      response: { 200: versionAnswer },
    },
    handler: async (request) => {
      const { versions, id } = await opened(request, request.params.id)
      return versions.publish(id, changeOf(request, request.body?.note))
    },
  })
}
