import { z } from 'zod'
import type { DeadLetterId } from '../../contracts/id.ts'
import type { DeadLetter } from '../../contracts/ports.ts'
import { example } from '../examples.ts'
import type { ApiNeeds } from '../needs.ts'
import { byTenant, isoTime, pageOf, paging, type Api } from '../schemas.ts'
import { tenantByCode } from '../tenant-of.ts'

const tags = ['Dead letters']
const deadLetterAnswer = z
  .object({
    id: z.string(),
    side: z.enum(['inbox', 'outbox']).describe('inbox: it could not be handled; outbox: it could not be sent.'),
    conversationId: z.string().nullable(),
    reason: z.string(),
    at: isoTime,
    replayedAt: isoTime.exactOptional(),
    content: z.unknown(),
  })
  .meta({
    examples: [
      {
        id: example.deadLetter,
        side: 'outbox',
        conversationId: example.conversation,
        reason: 'telegram refused it: Forbidden: bot was blocked by the user',
        at: example.at,
        content: { parts: [{ type: 'text', text: 'Order 1234 is on its way.' }] },
      },
    ],
  })

export function deadLetterRoutes(api: Api, { tenants }: ApiNeeds): void {
  api.get('/tenants/:tenantCode/dead-letters', {
    config: { permission: 'dead-letters:read' },
    schema: {
      tags,
      summary: 'List what was set aside, with the reasons',
      params: byTenant,
      querystring: paging,
      response: { 200: pageOf(deadLetterAnswer) },
    },
    handler: async (request) => {
      const { store } = await tenantByCode(tenants, request, request.params.tenantCode)
      const { items, nextCursor } = await store.deadLetters.list(request.query.limit, request.query.cursor)
      return { items: items.map(shown), nextCursor }
    },
  })

  api.post('/tenants/:tenantCode/dead-letters/:id/replay', {
    config: { permission: 'dead-letters:write' },
    schema: {
      tags,
      summary: 'Put a dead letter back to the end of its conversation',
      params: byTenant.extend({ id: z.string() }),
      response: { 200: deadLetterAnswer },
    },
    handler: async (request) => {
      const open = await tenantByCode(tenants, request, request.params.tenantCode)
      return shown(await open.replay(request.params.id as DeadLetterId)) // throws NotFound for anything else
    },
  })
}

function shown({ conversation, ...letter }: DeadLetter) {
  return { ...letter, conversationId: conversation ?? null }
}
