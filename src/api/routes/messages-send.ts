import { z } from 'zod'
import { Conflict } from '../../contracts/errors.ts'
import type { ConversationId } from '../../contracts/id.ts'
import type { OpenTenant } from '../../contracts/ports.ts'
import type { Channel } from '../../contracts/tenant.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { idempotencyKey, outgoingParts, queued } from '../parts.ts'
import type { Api } from '../schemas.ts'
import { missing, tenantByCode } from '../tenant-of.ts'
import { conversationOf } from './conversations.ts'

const destination = z.union(
  [
    z.strictObject({ conversationId: z.string() }),
    z.strictObject({ address: z.string().min(1).max(190).describe('The platform’s own id of a chat.') }),
  ],
  { error: 'Give either a conversationId or an address.' },
)

/** How a tenant's own systems speak through a channel. */
export function messageSendRoutes(api: Api, { tenants }: ApiNeeds): void {
  api.post('/messages/send/tenants/:tenantCode/channels/:platform/tokens/:token', {
    config: { permission: 'messages:send' },
    schema: {
      tags: ['Messages'],
      summary: 'Send a message to a conversation or an address',
      params: z.object({ tenantCode: z.string(), platform: z.string(), token: z.string() }),
      body: z
        .strictObject({ to: destination, parts: outgoingParts, idempotencyKey: idempotencyKey.exactOptional() })
        .meta({
          examples: [
            {
              to: { address: '4915123456789' },
              parts: [{ type: 'text', text: 'Your order is on its way.' }],
              idempotencyKey: 'order-1234-shipped',
            },
            {
              to: { conversationId: example.conversation },
              parts: [{ type: 'choices', text: 'What size?', options: [{ id: 's', label: 'Small' }] }],
            },
          ],
        }),
      response: { 202: queued },
    },
    handler: async (request, reply) => {
      const { tenantCode, platform, token } = request.params
      const { to, ...message } = request.body
      const open = await tenantByCode(tenants, request, tenantCode)
      const channel = open.configuration.channelByToken(platform, token)
      if (channel === undefined) throw missing('channel')
      if (open.tenant.state !== 'active')
        throw new Conflict(`The tenant is ${open.tenant.state}: nothing is sent for it.`)
      if (channel.status === 'disabled') throw new Conflict('The channel is disabled: nothing is sent through it.')
      const conversation = await destinationOf(open, channel, to)
      const said = await open.say({ conversation, author: 'bot', ...message })
      return reply.code(202).send({ messageId: said.message, status: said.status })
    },
  })
}

async function destinationOf(
  open: OpenTenant,
  channel: Channel,
  to: z.infer<typeof destination>,
): Promise<ConversationId> {
  if ('address' in to) return open.conversationAt(channel.id, { chat: to.address })
  const conversation = await conversationOf(open, to.conversationId)
  if (conversation.channel !== channel.id) throw missing('conversation')
  return conversation.id
}
