import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Invalid } from '../../contracts/errors.ts'
import { handoffReasons, handoffStages } from '../../contracts/handoff.ts'
import type { Agent, HandoffEvent, HandoffSettings } from '../../contracts/handoff.ts'
import type { OpenTenant } from '../../contracts/ports.ts'
import { moverOf, agentOf } from '../mover.ts'
import { example } from '../examples.ts'
import { callerOf } from '../guard.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, byTenant, iso, isoTime, pageOf, paging, wholeListOf, type Api } from '../schemas.ts'
import { tenantByCode, tenantById } from '../tenant-of.ts'
import { conversationAnswer, conversationOf, shown } from './conversations.ts'
import { queueName, settingsAnswer, settingsBody } from './handoff-settings.ts'

const tags = ['Handing over']
const agent = z.object({ id: z.string(), name: z.string() })
const queueAnswer = z
  .object({
    queue: z.string(),
    members: z.array(z.string()).readonly().nullable().describe('null: everybody may take from it.'),
    open: z.boolean().describe('Whether somebody is there now.'),
    opensAt: isoTime.nullable().describe('When somebody is there again, where it is known.'),
    waiting: z.number().describe('Conversations that nobody has taken yet.'),
    taken: z.number(),
    oldestAt: isoTime.nullable().describe('Since when the first of those that wait does.'),
  })
  .meta({
    examples: [
      { queue: 'default', members: null, open: true, opensAt: null, waiting: 1, taken: 3, oldestAt: example.at },
    ],
  })
const changeAnswer = z
  .object({
    id: z.string(),
    at: isoTime,
    from: z.enum(handoffStages),
    to: z.enum(handoffStages),
    why: z.enum(handoffReasons),
    by: z
      .object({
        kind: z.enum(['user', 'api-key', 'plugin', 'visitor', 'account', 'gateway']),
        id: z.string().exactOptional(),
        name: z.string().exactOptional(),
      })
      .describe('`account`: somebody who answered from the bot’s own account, on the phone for example.'),
    queue: z.string(),
    agent: agent.exactOptional(),
    cause: z.string().exactOptional().describe('What failed, where the bot could not answer.'),
  })
  .meta({
    examples: [
      {
        id: '7',
        at: example.at,
        from: 'waiting',
        to: 'human',
        why: 'claimed',
        by: { kind: 'user', id: example.user, name: 'Ada King' },
        queue: 'default',
        agent: { id: example.user, name: 'Ada King' },
      },
    ],
  })

/** How a tenant hands over to its people, and what waits for them. */
export function handoffRoutes(api: Api, needs: ApiNeeds): void {
  const { tenants } = needs
  api.get('/tenants/:tenantCode/handoff', {
    config: { permission: 'chatbots:read', shows: true },
    schema: { tags, summary: 'Read how a tenant hands over', params: byTenant, response: { 200: settingsAnswer } },
    handler: async (request) =>
      (await tenantByCode(tenants, request, request.params.tenantCode)).handoff.settings.read(),
  })

  api.put('/tenants/:tenantCode/handoff', {
    config: { permission: 'chatbots:write' },
    schema: {
      tags,
      summary: 'Set how a tenant hands over',
      description: 'The whole of it: what is left out is as the gateway does it by itself.',
      params: byTenant,
      body: settingsBody,
      response: { 200: settingsAnswer },
    },
    handler: async (request) => {
      const open = await tenantByCode(tenants, request, request.params.tenantCode)
      checkMembers(needs, open, request.body)
      await open.handoff.change(request.body)
      return open.handoff.settings.read()
    },
  })

  api.get('/tenants/:tenantCode/queues', {
    config: { permission: 'conversations:read' },
    schema: {
      tags,
      summary: 'List a tenant’s queues with what waits in them',
      params: byTenant,
      response: { 200: wholeListOf(queueAnswer) },
    },
    handler: async (request) => {
      const { handoff } = await tenantByCode(tenants, request, request.params.tenantCode)
      const items = (await handoff.queues()).map(({ members, opensAt, oldestAt, ...queue }) => ({
        ...queue,
        members: members ?? null,
        opensAt: opensAt === undefined ? null : iso(opensAt),
        oldestAt: oldestAt === undefined ? null : iso(oldestAt),
      }))
      return { items, nextCursor: null }
    },
  })

  holdingRoutes(api, needs)
}

/** Who has a conversation, and who had it. */
function holdingRoutes(api: Api, needs: ApiNeeds): void {
  const { tenants } = needs

  async function moved(
    request: FastifyRequest,
    id: string,
    eventOf: (open: OpenTenant) => Extract<HandoffEvent, { readonly event: 'taken' | 'queued' | 'returned' }>,
  ) {
    const open = await tenantById(tenants, request, id, 'conversation')
    const conversation = await conversationOf(open, id)
    await open.handoff.move(conversation.id, eventOf(open))
    return shown(await conversationOf(open, id))
  }

  api.put('/conversations/:id/handoff', {
    config: { permission: 'conversations:write', audit: 'none' },
    schema: {
      tags,
      summary: 'Hand a conversation to a human, or back to the bot',
      description:
        'A person who calls takes it over themselves. Handed back, the bot has forgotten what it was in the middle of.',
      params: byId,
      body: z.strictObject({ to: z.enum(['human', 'bot']) }).meta({ examples: [{ to: 'human' }] }),
      response: { 200: conversationAnswer },
    },
    handler: (request) => {
      const caller = callerOf(request)
      const by = moverOf(caller)
      return moved(request, request.params.id, () =>
        request.body.to === 'bot'
          ? { event: 'returned', by }
          : { event: 'taken', why: 'handedOver', by, ...agentOf(caller) },
      )
    },
  })

  api.post('/conversations/:id/claim', {
    config: { permission: 'conversations:write', audit: 'none' },
    schema: {
      tags,
      summary: 'Take a conversation that nobody else has',
      description: 'Of two who claim it at once one has it, and the other hears so: 409.',
      params: byId,
      response: { 200: conversationAnswer },
    },
    handler: (request) => {
      const caller = callerOf(request)
      const { agent: taker } = agentOf(caller)
      if (taker === undefined) throw new Invalid('A person claims with their own account, not with an API key.')
      const by = moverOf(caller)
      return moved(request, request.params.id, () => ({ event: 'taken', why: 'claimed', by, agent: taker }))
    },
  })

  api.put('/conversations/:id/assignment', {
    config: { permission: 'conversations:write', audit: 'none' },
    schema: {
      tags,
      summary: 'Give a conversation to somebody, or to a queue',
      description: 'With `userId: null` it waits in its queue again, or in the one that is named.',
      params: byId,
      body: z
        .strictObject({ userId: z.string().nullable().exactOptional(), queue: queueName.exactOptional() })
        .refine(({ userId, queue }) => userId !== undefined || queue !== undefined, 'Name a person or a queue.')
        .meta({ examples: [{ userId: example.user }, { queue: 'sales' }, { userId: null }] }),
      response: { 200: conversationAnswer },
    },
    handler: (request) => {
      const by = moverOf(callerOf(request))
      const { userId, queue } = request.body
      const named = queue === undefined ? {} : { queue }
      return moved(request, request.params.id, (open) =>
        typeof userId === 'string'
          ? { event: 'taken', why: 'assigned', by, agent: memberOf(needs, open, userId), ...named }
          : { event: 'queued', by, ...named },
      )
    },
  })

  api.get('/conversations/:id/handoffs', {
    config: { permission: 'conversations:read' },
    schema: {
      tags,
      summary: 'List who had a conversation, the latest first',
      params: byId,
      querystring: paging,
      response: { 200: pageOf(changeAnswer) },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'conversation')
      const { id } = await conversationOf(open, request.params.id)
      const { items, nextCursor } = await open.store.handoffs.changes(id, request.query.limit, request.query.cursor)
      return { items: items.map(({ at, ...change }) => ({ ...change, at: iso(at) })), nextCursor }
    },
  })
}

/** Throws Invalid. */
function memberOf({ auth }: ApiNeeds, { tenant }: OpenTenant, userId: string): Agent {
  const member = auth.team.list(tenant.key).find(({ user }) => user.id === userId)
  if (member === undefined) throw new Invalid('There is no such person in this tenant.', 'userId')
  return { id: member.user.id, name: member.user.name }
}

/** Throws Invalid. */
function checkMembers({ auth }: ApiNeeds, { tenant }: OpenTenant, { queues }: HandoffSettings): void {
  const known = new Set(auth.team.list(tenant.key).map(({ user }) => user.id))
  for (const [index, { members = [] }] of queues.entries()) {
    const stranger = members.findIndex((id) => !known.has(id))
    if (stranger >= 0)
      throw new Invalid('There is no such person in this tenant.', `queues.${index}.members.${stranger}`)
  }
}
