import { z } from 'zod'
import type { ChannelId, ContactId } from '../../contracts/id.ts'
import type { Erasure } from '../../contracts/rights.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, byTenant, iso, isoTime, pageOf, paging, type Api } from '../schemas.ts'
import { missing, tenantByCode, tenantById } from '../tenant-of.ts'
import { channelOf } from './channels.ts'

const tags = ['Privacy']
const erasureAnswer = z
  .object({
    id: z.string(),
    state: z.enum(['running', 'done']),
    askedBy: z
      .enum(['person', 'agent', 'restore', 'retention'])
      .describe(
        'The person, somebody who answers for the tenant, a restored backup, or the days that people are kept.',
      ),
    at: isoTime,
    doneAt: isoTime.exactOptional(),
    counts: z.record(z.string(), z.int()).describe('Rows and files that are gone, by place.'),
  })
  .meta({
    examples: [
      {
        id: example.erasure,
        state: 'done',
        askedBy: 'agent',
        at: example.at,
        doneAt: example.later,
        counts: { messages: 214, conversations: 3, contacts: 1, files: 5 },
      },
    ],
  })

/** Everything that is kept of a person is deleted, and that they were is remembered without their name. */
export function erasureRoutes(api: Api, { tenants }: ApiNeeds): void {
  api.delete('/contacts/:id', {
    config: { permission: 'privacy:write' },
    schema: {
      tags,
      summary: 'Delete everything that is kept of a person',
      description:
        'It cannot be undone. It is carried out at once and survives a crash; ask for the erasure to see it done.',
      params: byId,
      response: { 202: erasureAnswer },
    },
    handler: async (request, reply) => {
      const { rights } = await tenantById(tenants, request, request.params.id, 'contact')
      const erasure = await rights.erase({ contact: request.params.id as ContactId }, 'agent') // throws NotFound for anything else
      return reply.code(202).send(shown(erasure))
    },
  })

  api.post('/tenants/:tenantCode/erasures', {
    config: { permission: 'privacy:write' },
    schema: {
      tags,
      summary: 'Delete everything that is kept of whoever has an id on a channel',
      description: 'For people who are no contact: to whom something was said who never answered.',
      params: byTenant,
      body: z
        .strictObject({
          channelId: z.string(),
          userId: z.string().min(1).max(190).describe('The platform’s own id of the person.'),
        })
        .meta({ examples: [{ channelId: example.channel, userId: '491701234567' }] }),
      response: { 202: erasureAnswer },
    },
    handler: async (request, reply) => {
      const open = await tenantByCode(tenants, request, request.params.tenantCode)
      const { channelId, userId } = request.body
      channelOf(open, channelId)
      const erasure = await open.rights.erase({ channel: channelId as ChannelId, user: userId }, 'agent') // just found
      return reply.code(202).send(shown(erasure))
    },
  })

  api.get('/tenants/:tenantCode/erasures', {
    config: { permission: 'privacy:read' },
    schema: {
      tags,
      summary: 'List erasures, the newest first',
      params: byTenant,
      querystring: paging,
      response: { 200: pageOf(erasureAnswer) },
    },
    handler: async (request) => {
      const { rights } = await tenantByCode(tenants, request, request.params.tenantCode)
      const { items, nextCursor } = rights.erasures(request.query.limit, request.query.cursor)
      return { items: items.map(shown), nextCursor }
    },
  })

  api.get('/erasures/:id', {
    config: { permission: 'privacy:read' },
    schema: { tags, summary: 'Read how far an erasure is', params: byId, response: { 200: erasureAnswer } },
    handler: async (request) => {
      const { rights } = await tenantById(tenants, request, request.params.id, 'erasure')
      const erasure = rights.erasure(request.params.id)
      if (erasure === undefined) throw missing('erasure')
      return shown(erasure)
    },
  })
}

function shown({ at, doneAt, counts, ...erasure }: Erasure) {
  return { ...erasure, counts: { ...counts }, at: iso(at), ...(doneAt === undefined ? {} : { doneAt: iso(doneAt) }) }
}
