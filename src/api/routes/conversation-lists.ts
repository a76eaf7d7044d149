import { z } from 'zod'
import { deskDefaults, peopleDefaults } from '../../config/defaults.ts'
import { Invalid } from '../../contracts/errors.ts'
import { conversationSorts, conversationStates } from '../../contracts/desk.ts'
import type { ConversationChange, ConversationFilter, ListedConversation, SpokenWith } from '../../contracts/desk.ts'
import type { ChannelId, ContactId } from '../../contracts/id.ts'
import type { Conversation, OpenTenant } from '../../contracts/ports.ts'
import { sendEvents, waitingCallers } from '../events.ts'
import type { ServerSentEvent } from '../events.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, byTenant, iso, isoTime, pageOf, paging, type Api } from '../schemas.ts'
import { tenantByCode, tenantById } from '../tenant-of.ts'
import { conversationAnswer, conversationExample, conversationOf, shown } from './conversations.ts'

const tags = ['Conversations']
const read = { permission: 'conversations:read' } as const
const write = { permission: 'conversations:write', audit: 'none' } as const

export const tag = z
  .string()
  .trim()
  .min(1)
  .max(peopleDefaults.tagLength)
  .regex(/^\P{Cc}*$/u, 'A tag is one line without control characters.')
export const tagList = z.array(tag).max(peopleDefaults.tags)
export const searchText = z.string().trim().min(1).max(500)

const contactName = z.object({ id: z.string(), name: z.string().exactOptional() })
const excerpt = z
  .object({
    messageId: z.string(),
    seq: z.number(),
    at: isoTime,
    text: z.string(),
    highlights: z
      .array(z.object({ start: z.number(), end: z.number() }))
      .readonly()
      .describe('What was found in `text`, in UTF-16 units; `end` is the first that is not.'),
  })
  .describe('With `text`: the latest message with the words.')
const listedAnswer = conversationAnswer
  .extend({
    tags: z.array(z.string()).readonly(),
    contacts: z
      .array(contactName)
      .readonly()
      .describe(`Who spoke in it; ${deskDefaults.peopleShown} of them at the most.`),
    excerpt: excerpt.exactOptional(),
  })
  .meta({
    examples: [{ ...conversationExample, tags: ['refund'], contacts: [{ id: example.contact, name: 'Ada' }] }],
  })

const moment = z.iso.datetime({ offset: true, message: 'A moment looks like 2026-11-20T09:30:00Z.' }).exactOptional()
const query = paging.extend({
  text: searchText
    .exactOptional()
    .describe('Words of one message, in any order; the last may be the beginning of one.'),
  contact: z.string().exactOptional(),
  channelId: z.string().exactOptional(),
  chatbotId: z.string().exactOptional(),
  state: z.enum(conversationStates).exactOptional().describe('`waiting`, `human` and `bot`: open, and who has it.'),
  queue: z.string().max(60).exactOptional(),
  assignee: z.string().max(40).exactOptional().describe('The id of who has it, or had it when it ended.'),
  tag: tag.exactOptional(),
  from: moment.describe('Something was said since; with `text`, the text was.'),
  to: moment,
  sort: z
    .enum(conversationSorts)
    .default('latest')
    .describe('By what was last said, or by when it began. With `text` the latest message with it comes first.'),
})

/** Finding conversations, sorting them, and looking on while they go on. */
export function conversationListRoutes(api: Api, { tenants, log }: ApiNeeds): void {
  const signalOf = waitingCallers(api)

  api.get('/tenants/:tenantCode/conversations', {
    config: read,
    schema: {
      tags,
      summary: 'List or search a tenant’s conversations',
      description:
        'A page may have fewer than `limit`, where few of those that were looked at fit: go on while there is a `nextCursor`. What is added meanwhile shifts nothing.',
      params: byTenant,
      querystring: query,
      response: { 200: pageOf(listedAnswer) },
    },
    handler: async (request) => {
      const open = await tenantByCode(tenants, request, request.params.tenantCode)
      const { limit, cursor, ...wanted } = request.query
      const { items, nextCursor } = await open.store.desk.list(filterOf(open, wanted), limit, cursor)
      return { items: items.map(shownListed), nextCursor }
    },
  })

  api.get('/tenants/:tenantCode/conversations/events', {
    config: read,
    schema: {
      tags,
      summary: 'Be told while conversations change',
      description: `Server-sent events, named like the events of webhooks (\`message.received\`), or \`conversation.noted\` and \`conversation.tagged\`: \`{conversationId, messageId?, at}\`, to read again what changed. Of several alike in a row the last may stand for all. Ends after ${String(deskDefaults.changesMs / 60_000)} minutes, and when the reader is too slow: open it again, and read what was missed.`,
      produces: ['text/event-stream'],
      params: byTenant,
    },
    handler: async (request, reply) => {
      const { store } = await tenantByCode(tenants, request, request.params.tenantCode)
      const signal = AbortSignal.any([signalOf(reply), AbortSignal.timeout(deskDefaults.changesMs)])
      return sendEvents(reply, eventsOf(store.desk.changes(signal)), (error) => {
        log.error({ error }, 'A stream of changes failed.')
        return { event: 'failed', data: {} }
      })
    },
  })

  api.get('/conversations/:id', {
    config: read,
    schema: { tags, summary: 'Read a conversation', params: byId, response: { 200: listedAnswer } },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'conversation')
      return described(open, await conversationOf(open, request.params.id))
    },
  })

  api.put('/conversations/:id/tags', {
    config: write,
    schema: {
      tags,
      summary: 'Set a conversation’s tags',
      params: byId,
      body: z.strictObject({ tags: tagList }).meta({ examples: [{ tags: ['refund', 'urgent'] }] }),
      response: { 200: listedAnswer },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'conversation')
      const conversation = await conversationOf(open, request.params.id)
      await open.store.desk.setTags(conversation.id, request.body.tags)
      return described(open, conversation)
    },
  })

  api.get('/tenants/:tenantCode/tags', {
    config: read,
    schema: {
      tags,
      summary: 'List the tags that conversations and contacts have',
      params: byTenant,
      response: {
        200: z
          .object({ conversations: z.array(z.string()).readonly(), contacts: z.array(z.string()).readonly() })
          .meta({ examples: [{ conversations: ['refund', 'urgent'], contacts: ['vip'] }] }),
      },
    },
    handler: async (request) => {
      const { store } = await tenantByCode(tenants, request, request.params.tenantCode)
      const [conversations, contacts] = await Promise.all([store.desk.tags(), store.people.tags()])
      return { conversations, contacts }
    },
  })
}

type Wanted = Omit<z.infer<typeof query>, 'limit' | 'cursor'>

function filterOf(open: OpenTenant, { contact, channelId, chatbotId, from, to, ...rest }: Wanted): ConversationFilter {
  if (from !== undefined && to !== undefined && Date.parse(from) > Date.parse(to))
    throw new Invalid('This is after `to`.', 'from')
  return {
    ...rest,
    ...(contact === undefined ? {} : { contact: contact as ContactId }), // whoever has none finds nothing
    ...channelsOf(open, channelId, chatbotId),
    ...(from === undefined ? {} : { from: Date.parse(from) }),
    ...(to === undefined ? {} : { to: Date.parse(to) }),
  }
}

/** A chatbot's conversations are those of its channels. */
function channelsOf(
  { configuration }: OpenTenant,
  channelId: string | undefined,
  chatbotId: string | undefined,
): Pick<ConversationFilter, 'channels'> {
  if (channelId === undefined && chatbotId === undefined) return {}
  if (chatbotId === undefined) return { channels: [channelId as ChannelId] } // another's has nothing here
  const channels = configuration.channels().filter((channel) => channel.chatbotId === chatbotId)
  return { channels: channels.map(({ id }) => id).filter((id) => channelId === undefined || id === channelId) }
}

async function described(open: OpenTenant, conversation: Conversation) {
  return shownListed(await open.store.desk.described(conversation))
}

export function shownListed({ tags: tagged, people, excerpt: found, ...conversation }: ListedConversation) {
  return {
    ...shown(conversation),
    tags: tagged,
    contacts: people.map((person: SpokenWith) => ({ ...person })),
    ...(found === undefined
      ? {}
      : {
          excerpt: {
            messageId: found.message,
            seq: found.seq,
            at: iso(found.at),
            text: found.text,
            highlights: found.marks.map(([start, end]) => ({ start, end })),
          },
        }),
  }
}

export { listedAnswer }

async function* eventsOf(changes: AsyncIterable<ConversationChange>): AsyncGenerator<ServerSentEvent> {
  for await (const { type, conversation, message, at } of changes)
    yield {
      event: type,
      data: { conversationId: conversation, ...(message === undefined ? {} : { messageId: message }), at: iso(at) },
    }
}
