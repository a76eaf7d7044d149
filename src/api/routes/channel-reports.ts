import { z } from 'zod'
import { channelDefaults } from '../../config/defaults.ts'
import { Conflict } from '../../contracts/errors.ts'
import type { ChannelId } from '../../contracts/id.ts'
import type { ChannelCheck, ChannelView, Delivery, OpenTenant } from '../../contracts/ports.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, iso, isoTime, wholeListOf, type Api } from '../schemas.ts'
import { tenantById } from '../tenant-of.ts'
import { channelOf, channelStatus } from './channels.ts'

const tags = ['Channels']
const deliveryAnswer = z
  .object({
    at: isoTime,
    direction: z.enum(['in', 'out']),
    kind: z.string().describe('message, or of an event what kind it is.'),
    status: z
      .enum(['pending', 'handled', 'kept', 'dead', 'queued', 'sent', 'delivered', 'read', 'failed'])
      .describe('In: pending, handled, kept (nothing comes of it), dead (set aside). Out: the status of the message.'),
    conversationId: z.string().nullable(),
    messageId: z.string().nullable(),
    latencyMs: z
      .number()
      .nullable()
      .describe('In: from its arrival to the end of its turn. Out: from when it was said to the platform’s answer.'),
    attempts: z.number().exactOptional().describe('Tries that failed.'),
    error: z.string().exactOptional(),
    native: z.string().exactOptional().describe('The platform’s own name of an event that is not understood.'),
  })
  .meta({
    examples: [
      {
        at: example.at,
        direction: 'in',
        kind: 'message',
        status: 'handled',
        conversationId: example.conversation,
        messageId: example.message,
        latencyMs: 812,
      },
    ],
  })

const trouble = z.object({ at: isoTime, sentence: z.string() })
const healthAnswer = z
  .object({
    health: z.enum(['working', 'troubled', 'stopped']),
    status: channelStatus,
    statusReason: z.string().nullable(),
    lastInboundAt: isoTime.nullable().describe('Null when none of the last events came in.'),
    lastOutboundAt: isoTime.nullable().describe('When the last message was taken by the platform.'),
    lastError: trouble.nullable(),
    waiting: z.number().describe('Of the last events and messages, those that nothing has become of yet.'),
    failed: z.number().describe('And those that were given up.'),
  })
  .meta({
    examples: [
      {
        health: 'troubled',
        status: 'active',
        statusReason: null,
        lastInboundAt: '2026-11-02T09:00:00.000Z',
        lastOutboundAt: '2026-11-02T08:59:12.000Z',
        lastError: { at: '2026-11-02T09:00:01.000Z', sentence: 'The platform could not be reached.' },
        waiting: 1,
        failed: 0,
      },
    ],
  })

/** How an operator finds out whether a channel works. */
export function channelReportRoutes(api: Api, { tenants }: ApiNeeds): void {
  api.get('/channels/:id/deliveries', {
    config: { permission: 'channels:read' },
    schema: {
      tags,
      summary: 'List what happened on a channel lately, the newest first',
      description: 'Nothing of what was said is in it.',
      params: byId,
      querystring: z.object({
        limit: z.coerce.number().int().min(1).max(channelDefaults.deliveriesMax).default(channelDefaults.deliveries),
      }),
      response: { 200: wholeListOf(deliveryAnswer) },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'channel')
      const { id } = channelOf(open, request.params.id)
      const hide = hider(open, id)
      const deliveries = await open.store.deliveries.recent(id, request.query.limit)
      return { items: deliveries.map((delivery) => shown(delivery, hide)), nextCursor: null }
    },
  })

  api.get('/channels/:id/health', {
    config: { permission: 'channels:read' },
    schema: {
      tags,
      summary: 'Read whether a channel works',
      description:
        '`working`: nothing failed lately. `troubled`: something did, or the connection reports a problem. `stopped`: nothing is sent or heard.',
      params: byId,
      response: { 200: healthAnswer },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'channel')
      const channel = channelOf(open, request.params.id)
      const lately = await open.store.deliveries.recent(channel.id, channelDefaults.deliveriesMax)
      return healthOf(channel, lately, hider(open, channel.id), Date.now())
    },
  })

  api.post('/channels/:id/test', {
    config: { permission: 'channels:write' },
    schema: {
      tags,
      summary: 'Try a channel out',
      description:
        'With an address a message is sent there, by the way that every message takes: 202, and its status tells how it went. Without one the credentials are looked at, and nothing is sent.',
      params: byId,
      body: z
        .strictObject({
          address: z.string().min(1).max(190).exactOptional().describe('The platform’s own id of a chat.'),
          text: z.string().min(1).max(1000).exactOptional().describe('Markdown.'),
        })
        .nullish()
        .meta({ examples: [{ address: '4915123456789', text: 'Can you read this?' }, {}] }),
      response: {
        200: z
          .object({ checked: z.literal('credentials'), by: z.enum(['asked', 'connected']), message: z.string() })
          .meta({
            examples: [
              { checked: 'credentials', by: 'asked', message: 'telegram was asked, and takes the credentials.' },
            ],
          }),
        202: z
          .object({
            checked: z.literal('message'),
            conversationId: z.string(),
            messageId: z.string(),
            status: z.enum(['queued', 'sent', 'delivered', 'read', 'failed']),
          })
          .meta({
            examples: [
              {
                checked: 'message',
                conversationId: example.conversation,
                messageId: example.message,
                status: 'queued',
              },
            ],
          }),
      },
    },
    handler: async (request, reply) => {
      const open = await tenantById(tenants, request, request.params.id, 'channel')
      const { id, platform, name, status } = channelOf(open, request.params.id)
      const { address, text = `This is a test of the channel ${name}.` } = request.body ?? {}
      if (address === undefined) {
        const by = await open.check(id)
        return { checked: 'credentials', by, message: sentences[by](platform) } as const
      }
      if (open.tenant.state !== 'active')
        throw new Conflict(`The tenant is ${open.tenant.state}: nothing is sent for it.`)
      if (status !== 'active') throw new Conflict(`The channel is ${status}: nothing is sent through it.`)
      const conversation = await open.conversationAt(id, { chat: address })
      const said = await open.say({ conversation, author: 'bot', parts: [{ type: 'text', text }] })
      return reply
        .code(202)
        .send({ checked: 'message', conversationId: conversation, messageId: said.message, status: said.status })
    },
  })
}

const sentences: Readonly<Record<ChannelCheck, (platform: string) => string>> = {
  asked: (platform) => `${platform} was asked, and takes the credentials.`,
  connected: (platform) =>
    `The settings are well-formed, but ${platform} was asked nothing: give an address to send a message to.`,
}

/** Takes the channel's secrets out of a platform's explanation, should one have come into it. */
function hider({ configuration }: OpenTenant, id: ChannelId): (text: string) => string {
  const { settings = {}, webhookSecret = '' } = configuration.channel(id) ?? {}
  const open = configuration.view(id)?.settings ?? {}
  const secrets = Object.entries(settings).flatMap(([name, value]) =>
    typeof value === 'string' && !Object.hasOwn(open, name) ? [value] : [],
  )
  const hidden = [...secrets, webhookSecret].filter((secret) => secret !== '')
  return (text) => hidden.reduce((shown, secret) => shown.replaceAll(secret, '…'), text)
}

function shown({ conversation, message, at, latencyMs, error, ...rest }: Delivery, hide: (text: string) => string) {
  return {
    ...rest,
    at: iso(at),
    conversationId: conversation ?? null,
    messageId: message ?? null,
    latencyMs: latencyMs ?? null,
    ...(error === undefined ? {} : { error: hide(error) }),
  }
}

const taken: ReadonlySet<Delivery['status']> = new Set(['sent', 'delivered', 'read'])

function healthOf(
  { status, statusReason }: ChannelView,
  lately: readonly Delivery[],
  hide: (text: string) => string,
  now: number,
): z.infer<typeof healthAnswer> {
  const found = (wanted: (delivery: Delivery) => boolean) => lately.find(wanted)
  const failure = found(({ error }) => error !== undefined)
  const inbound = found(({ direction }) => direction === 'in')
  const outbound = found((delivery) => delivery.direction === 'out' && taken.has(delivery.status))
  const isTroubled =
    statusReason !== undefined || (failure !== undefined && now - failure.at < channelDefaults.troubleMs)
  const count = (...statuses: readonly Delivery['status'][]) =>
    lately.filter((delivery) => statuses.includes(delivery.status)).length
  return {
    health: status === 'active' ? (isTroubled ? 'troubled' : 'working') : 'stopped',
    status,
    statusReason: statusReason === undefined ? null : hide(statusReason),
    lastInboundAt: inbound === undefined ? null : iso(inbound.at),
    lastOutboundAt: outbound === undefined ? null : iso(outbound.at),
    lastError: failure?.error === undefined ? null : { at: iso(failure.at), sentence: hide(failure.error) },
    waiting: count('pending', 'queued'),
    failed: count('dead', 'failed'),
  }
}
