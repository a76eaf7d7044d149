import { z } from 'zod'
import { apiDefaults } from '../../config/defaults.ts'
import { Invalid } from '../../contracts/errors.ts'
import { handoffStages } from '../../contracts/handoff.ts'
import type { ContactId, ConversationId } from '../../contracts/id.ts'
import type { Conversation, OpenTenant, StoredMessage } from '../../contracts/ports.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { actorOf, callerOf } from '../guard.ts'
import { moverOf } from '../mover.ts'
import { idempotencyKey, outgoingParts, queued } from '../parts.ts'
import { anyObject, byId, iso, isoTime, pageOf, paging, type Api } from '../schemas.ts'
import { timeline, timelineOf } from '../timeline.ts'
import { codeInContext, missing, tenantByCode, tenantById } from '../tenant-of.ts'
import { channelOf } from './channels.ts'

const tags = ['Conversations']
const status = z.enum(['queued', 'sent', 'delivered', 'read', 'failed'])
export const conversationExample = {
  id: example.conversation,
  channelId: example.channel,
  address: { chat: '4915123456789' },
  open: true,
  handoff: false,
  state: 'bot',
  queue: null,
  assignee: null,
  mode: 'normal',
  lastSeq: 2,
  createdAt: example.at,
  updatedAt: example.later,
}
export const conversationAnswer = z
  .object({
    id: z.string(),
    channelId: z.string(),
    address: z.object({
      chat: z.string(),
      thread: z.string().exactOptional(),
      via: z.string().exactOptional(),
    }),
    open: z.boolean(),
    handoff: z.boolean().describe('The bot does not have it: it waits for a person, or one has it.'),
    state: z.enum(handoffStages).describe('Who has it; `waiting`: a person was asked for, and nobody has come yet.'),
    queue: z.string().nullable().describe('Where it waits, or was taken from.'),
    assignee: z.string().nullable().describe('The id of who has it, or had it when it ended.'),
    mode: z.enum(['normal', 'menu', 'form', 'assessment', 'workflow']).describe('What the person is in the middle of.'),
    lastSeq: z.number(),
    createdAt: isoTime,
    updatedAt: isoTime,
  })
  .meta({ examples: [conversationExample] })
const messageAnswer = z
  .object({
    id: z.string(),
    seq: z.number(),
    conversationId: z.string(),
    from: z.enum(['visitor', 'bot', 'agent']),
    author: z
      .object({ id: z.string(), name: z.string().exactOptional() })
      .exactOptional()
      .describe('Of a visitor’s: the contact. Of an agent’s: the account or API key, as it was called then.'),
    parts: z.array(anyObject).readonly(),
    status,
    history: z
      .array(z.object({ status, at: isoTime, reason: z.string().exactOptional() }))
      .readonly()
      .describe('The statuses that a message of ours went through after it was queued, and when.'),
    timeline,
    at: isoTime,
  })
  .meta({
    examples: [
      {
        id: example.reply,
        seq: 2,
        conversationId: example.conversation,
        from: 'bot',
        parts: [{ type: 'text', text: 'Order 1234 is on its way.' }],
        status: 'sent',
        history: [{ status: 'sent', at: example.later }],
        timeline: [
          { what: 'queued', at: example.at, message: example.reply },
          { what: 'sent', at: example.later, message: example.reply },
        ],
        at: example.at,
      },
    ],
  })

export function conversationRoutes(api: Api, { tenants }: ApiNeeds): void {
  api.post('/conversations', {
    config: { permission: 'conversations:write', audit: 'none' },
    schema: {
      tags,
      summary: 'Begin a conversation, or find the one that is open',
      body: z
        .strictObject({
          channelId: z.string(),
          address: z.string().min(1).max(190).describe('The platform’s own id of a chat.'),
          thread: z.string().min(1).max(190).exactOptional().describe('A topic or thread inside the chat.'),
        })
        .meta({ examples: [{ channelId: example.channel, address: '4915123456789' }] }),
      response: { 200: conversationAnswer, 201: conversationAnswer },
    },
    handler: async (request, reply) => {
      const { channelId, address: chat, thread } = request.body
      const open = await tenantById(tenants, request, channelId, 'channel')
      const { id: channel } = channelOf(open, channelId)
      const address = { chat, ...(thread === undefined ? {} : { thread }) }
      const before = await open.store.conversations.at(channel, address)
      if (before !== undefined) return reply.code(200).send(shown(before))
      const begun = await open.conversationAt(channel, address)
      return reply.code(201).send(shown(await conversationOf(open, begun)))
    },
  })

  api.get('/conversations/visitor/:visitorId', {
    config: { permission: 'conversations:read' },
    schema: {
      tags,
      summary: 'List a visitor’s conversations, the latest first',
      description:
        'A visitor’s id says nothing about its tenant: name it by `tenantCode`, unless key, header or sub-domain do.',
      params: z.object({ visitorId: z.string().describe('Or the platform’s own id of a chat.') }),
      querystring: z.object({ tenantCode: z.string().exactOptional() }),
      response: { 200: pageOf(conversationAnswer) },
    },
    handler: async (request) => {
      const code = await codeInContext(tenants, request, request.query.tenantCode)
      if (code === undefined) throw new Invalid('Name the tenant whose visitor it is.', 'tenantCode')
      const { store, configuration } = await tenantByCode(tenants, request, code)
      const address = { chat: request.params.visitorId }
      const found = await Promise.all(
        configuration.channels().map(({ id }) => store.conversations.allAt(id, address, apiDefaults.pageSizeMax)),
      )
      const latest = found.flat().toSorted((one, other) => other.updatedAt - one.updatedAt)
      return { items: latest.slice(0, apiDefaults.pageSizeMax).map(shown), nextCursor: null }
    },
  })

  api.get('/conversations/:id/messages', {
    config: { permission: 'conversations:read' },
    schema: {
      tags,
      summary: 'List a conversation’s messages, in either direction',
      params: byId,
      querystring: paging.extend({
        order: z.enum(['oldest', 'newest']).default('oldest').describe('Which come first.'),
        after: seq.exactOptional().describe('The `seq` of a message: those after it.'),
        before: seq.exactOptional(),
      }),
      response: { 200: pageOf(messageAnswer) },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'conversation')
      const { id } = await conversationOf(open, request.params.id)
      const { limit, cursor, ...range } = request.query
      const from = { [range.order === 'oldest' ? 'after' : 'before']: seqOf(cursor) }
      // One more than was asked for tells whether there is a next page.
      const messages = await open.store.desk.messages(
        id,
        cursor === undefined ? range : { ...range, ...from },
        limit + 1,
      )
      const items = messages.slice(0, limit)
      const last = items.at(-1)
      return {
        items: await Promise.all(items.map((message) => shownMessage(open, message))),
        nextCursor: messages.length > limit && last !== undefined ? String(last.seq) : null,
      }
    },
  })

  api.post('/conversations/:id/messages', {
    config: { permission: 'conversations:write', audit: 'none' },
    schema: {
      tags,
      summary: 'Say something in a conversation',
      params: byId,
      body: z
        .strictObject({ parts: outgoingParts, idempotencyKey: idempotencyKey.exactOptional() })
        .meta({ examples: [{ parts: [{ type: 'text', text: 'A colleague will call you **today**.' }] }] }),
      response: { 202: queued },
    },
    handler: async (request, reply) => {
      const open = await tenantById(tenants, request, request.params.id, 'conversation')
      const { id } = await conversationOf(open, request.params.id)
      const { message, status } = await open.say({
        conversation: id,
        author: 'agent',
        by: actorOf(request),
        taker: moverOf(callerOf(request)),
        ...request.body,
      })
      return reply.code(202).send({ messageId: message, status })
    },
  })

  api.put('/conversations/:id/end', {
    config: { permission: 'conversations:write', audit: 'none' },
    schema: {
      tags,
      summary: 'End a conversation; the next message begins another',
      params: byId,
      response: { 200: conversationAnswer },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'conversation')
      const { id } = await conversationOf(open, request.params.id)
      await open.end(id, moverOf(callerOf(request)))
      return shown(await conversationOf(open, id))
    },
  })
}

/** Throws NotFound. */
export async function conversationOf({ store }: OpenTenant, id: string): Promise<Conversation> {
  const conversation = await store.conversations.find(id as ConversationId) // only a conversation's id finds one
  if (conversation === undefined) throw missing('conversation')
  return conversation
}

const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

function seqOf(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined
  if (!/^\d{1,15}$/.test(cursor)) throw new Invalid('This is no cursor of this list.', 'cursor')
  return Number(cursor)
}

export function shown({ channel, queue, assignee, createdAt, updatedAt, ...conversation }: Conversation) {
  return {
    ...conversation,
    channelId: channel,
    queue: queue ?? null,
    assignee: assignee ?? null,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  }
}

const nameOf = ({ people }: OpenTenant['store'], id: string) => people.nameOf(id as ContactId) // a visitor's author is a contact

async function shownMessage(open: OpenTenant, message: StoredMessage) {
  const { media, store } = open
  const { conversation, at, author, parts, latencyMs: _latency, trace: _trace, turn: _turn, ...rest } = message
  const [visible, steps, history] = await Promise.all([
    media.shown(parts),
    timelineOf(open, message),
    message.from === 'visitor' ? [] : store.deliveries.history(message),
  ])
  const { name } =
    message.from === 'visitor' && author !== undefined ? nameOf(store, author.id) : { name: author?.name }
  return {
    ...rest,
    conversationId: conversation,
    ...(author === undefined ? {} : { author: { id: author.id, ...(name === undefined ? {} : { name }) } }),
    parts: visible.map((part) => ({ ...part })),
    timeline: steps,
    history: history.map((change) => ({ ...change, at: iso(change.at) })),
    at: iso(at),
  }
}
