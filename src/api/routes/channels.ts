import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { channelDefaults } from '../../config/defaults.ts'
import type { WebhookState } from '../../contracts/channel.ts'
import { Refused, Unauthorized } from '../../contracts/errors.ts'
import type { ChannelId } from '../../contracts/id.ts'
import type { ChannelView, OpenTenant } from '../../contracts/ports.ts'
import { example } from '../examples.ts'
import { callerOf } from '../guard.ts'
import type { ApiNeeds } from '../needs.ts'
import { anyObject, byId, byTenant, iso, isoTime, name, nothing, pageOf, type Api } from '../schemas.ts'
import { missing, tenantByCode, tenantById } from '../tenant-of.ts'

const tags = ['Channels']
export const channelStatus = z.enum(['active', 'disabled', 'unauthorized'])
const allowFrom = z
  .union([z.enum(['anywhere', 'platform']), z.array(z.string().max(50)).max(channelDefaults.networks).readonly()])
  .describe(
    'Which addresses webhooks are taken from: everybody’s, those that the platform publishes, or a list of addresses and CIDRs.',
  )
const channelExample = {
  id: example.channel,
  platform: 'telegram',
  chatbotId: example.chatbot,
  name: 'Support',
  status: 'active',
  settings: {},
  allowFrom: 'anywhere',
  createdAt: example.at,
  updatedAt: example.at,
}
const channelAnswer = z
  .object({
    id: z.string(),
    platform: z.string(),
    chatbotId: z.string(),
    name: z.string(),
    status: channelStatus,
    statusReason: z.string().exactOptional(),
    settings: anyObject.describe('Without the secrets.'),
    allowFrom,
    createdAt: isoTime,
    updatedAt: isoTime,
  })
  .meta({ examples: [channelExample] })
const withToken = channelAnswer
  .extend({
    token: z.string().describe('Shown this once.'),
    webhookUrl: z.string().describe('Where the platform calls.'),
  })
  .meta({
    examples: [
      {
        ...channelExample,
        token: example.receiveToken,
        webhookUrl: `https://bots.example.org/messages/receive/tenants/${example.tenantCode}/channels/telegram/tokens/${example.receiveToken}`,
      },
    ],
  })
const webhookAnswer = z
  .object({
    registered: z.boolean(),
    url: z.string().exactOptional(),
    pending: z.number().exactOptional(),
    lastError: z.string().exactOptional(),
    lastErrorAt: isoTime.exactOptional(),
  })
  .meta({
    examples: [{ registered: true, url: 'https://bots.example.org/messages/receive/…', pending: 0 }],
  })

export function channelRoutes(api: Api, { tenants, publicUrl }: ApiNeeds): void {
  const webhookUrl = receiveUrls(publicUrl)

  api.get('/tenants/:tenantCode/channels', {
    config: { permission: 'channels:read' },
    schema: { tags, summary: 'List a tenant’s channels', params: byTenant, response: { 200: pageOf(channelAnswer) } },
    handler: async (request) => {
      const { configuration } = await tenantByCode(tenants, request, request.params.tenantCode)
      const views = configuration.channels().map(({ id }) => configuration.view(id))
      return { items: views.filter((view) => view !== undefined), nextCursor: null }
    },
  })

  api.post('/tenants/:tenantCode/channels', {
    config: { permission: 'channels:write' },
    schema: {
      tags,
      summary: 'Connect a chatbot to an account on a platform',
      params: byTenant,
      body: z
        .strictObject({
          platform: z.string().max(40),
          chatbotId: z.string(),
          name,
          settings: anyObject.default({}).describe('By platform; secrets are write-only.'),
          allowFrom: allowFrom.exactOptional(),
        })
        .meta({
          examples: [
            {
              platform: 'telegram',
              chatbotId: example.chatbot,
              name: 'Support',
              settings: { token: '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw' },
            },
          ],
        }),
      response: { 201: withToken },
    },
    handler: async (request, reply) => {
      const open = await tenantByCode(tenants, request, request.params.tenantCode)
      const { channel, token } = await open.configuration.createChannel({
        ...request.body,
        trusted: isTrusted(request),
      })
      return reply.code(201).send({ ...channel, token, webhookUrl: webhookUrl(open, channel, token) })
    },
  })

  api.get('/channels/:id', {
    config: { permission: 'channels:read', shows: true },
    schema: { tags, summary: 'Read a channel', params: byId, response: { 200: channelAnswer } },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'channel')
      return channelOf(open, request.params.id)
    },
  })

  api.put('/channels/:id', {
    config: { permission: 'channels:write' },
    schema: {
      tags,
      summary: 'Change a channel',
      description: 'A setting that is left out keeps its value.',
      params: byId,
      body: z
        .strictObject({
          name: name.exactOptional(),
          chatbotId: z.string().exactOptional(),
          status: z.enum(['active', 'disabled']).exactOptional(),
          settings: anyObject.exactOptional(),
          allowFrom: allowFrom.exactOptional(),
        })
        .meta({ examples: [{ name: 'Support, by night' }] }),
      response: { 200: channelAnswer },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'channel')
      return open.configuration.updateChannel(channelOf(open, request.params.id).id, {
        ...request.body,
        trusted: isTrusted(request),
      })
    },
  })

  api.delete('/channels/:id', {
    config: { permission: 'channels:write' },
    schema: { tags, summary: 'Remove a channel', params: byId, response: { 204: nothing } },
    handler: async (request, reply) => {
      const open = await tenantById(tenants, request, request.params.id, 'channel')
      await open.configuration.removeChannel(channelOf(open, request.params.id).id)
      return reply.code(204).send()
    },
  })

  api.post('/channels/:id/token', {
    config: { permission: 'channels:write' },
    schema: {
      tags,
      summary: 'Make a new receive token',
      description: 'The old one works for a grace time, so that the platform can be told the new URL.',
      params: byId,
      response: { 200: withToken },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'channel')
      const { channel, token } = await open.configuration.rotateToken(channelOf(open, request.params.id).id)
      return { ...channel, token, webhookUrl: webhookUrl(open, channel, token) }
    },
  })

  api.post('/channels/:id/webhook', {
    config: { permission: 'channels:write' },
    schema: {
      tags,
      summary: 'Tell the platform where to call',
      params: byId,
      body: z
        .strictObject({
          url: z
            .url({ protocol: /^https?$/ })
            .max(2048)
            .exactOptional(),
        })
        .nullish()
        .describe('Without a url: this gateway’s own.')
        .meta({ examples: [{}] }),
      response: { 200: webhookAnswer },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'channel')
      const channel = channelOf(open, request.params.id)
      const url = request.body?.url ?? webhookUrl(open, channel, await open.configuration.tokenOf(channel.id))
      return askPlatform(open.webhook(channel.id, 'register', url))
    },
  })

  for (const [method, action, permission] of [
    ['GET', 'inspect', 'channels:read'],
    ['DELETE', 'remove', 'channels:write'],
  ] as const) {
    api.route({
      method,
      url: '/channels/:id/webhook',
      config: { permission },
      schema: {
        tags,
        summary: action === 'inspect' ? 'Ask the platform where it calls' : 'Make the platform call no longer',
        params: byId,
        response: { 200: webhookAnswer },
      },
      handler: async (request) => {
        const open = await tenantById(tenants, request, request.params.id, 'channel')
        return askPlatform(open.webhook(channelOf(open, request.params.id).id, action))
      },
    })
  }
}

/** Whoever runs the gateway knows what may be reached from it; its tenants do not. */
const isTrusted = (request: FastifyRequest) => callerOf(request).grants.scope === 'platform'

/** Where the platform of a channel calls this gateway. */
export function receiveUrls(publicUrl: ApiNeeds['publicUrl']) {
  return ({ tenant }: OpenTenant, { platform }: ChannelView, token: string) =>
    `${publicUrl()}/messages/receive/tenants/${tenant.code}/channels/${platform}/tokens/${token}`
}

/** Throws NotFound. */
export function channelOf({ configuration }: OpenTenant, id: string): ChannelView {
  const channel = configuration.view(id as ChannelId) // only a channel's id finds one
  if (channel === undefined) throw missing('channel')
  return channel
}

async function askPlatform(asked: Promise<WebhookState>) {
  try {
    const { lastErrorAt, ...state } = await asked
    return { ...state, ...(lastErrorAt === undefined ? {} : { lastErrorAt: iso(lastErrorAt) }) }
  } catch (error) {
    // It is the channel's credentials that the platform refuses: the caller's own key is right, so this is no 401.
    throw error instanceof Unauthorized ? new Refused(error.message, { cause: error }) : error
  }
}
