import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { Conflict } from '../../contracts/errors.ts'
import type { ApiNeeds } from '../needs.ts'
import { byId, type Api } from '../schemas.ts'
import { tenantById } from '../tenant-of.ts'
import { channelOf } from './channels.ts'

const made = z
  .object({ secret: z.string().describe('Shown this once. It belongs on the website’s server, and never in a page.') })
  .meta({ examples: [{ secret: 'n3WkqTzX0vYb7cJm2RfHs8LgPd5UeAiQo1KxVt4ZyBw' }] })

/** How a website says who its visitors are. */
export function channelIdentityRoutes(api: Api, { tenants }: ApiNeeds): void {
  api.post('/channels/:id/identity-secret', {
    config: { permission: 'channels:write' },
    schema: {
      tags: ['Channels'],
      summary: 'Make a secret that signs who visitors are',
      description:
        'Of a web channel. What the one before signed is believed until the setting `earlierIdentitySecret` is set to null, or the next one is made.',
      params: byId,
      response: { 200: made },
    },
    handler: async (request) => {
      const open = await tenantById(tenants, request, request.params.id, 'channel')
      const { configuration } = open
      const { id, platform } = channelOf(open, request.params.id)
      if (platform !== 'web') throw new Conflict('Only visitors of websites are named by a token.')
      const before = configuration.channel(id)?.settings['identitySecret']
      const secret = randomBytes(32).toString('base64url')
      const settings = { identitySecret: secret, ...(typeof before === 'string' && { earlierIdentitySecret: before }) }
      await configuration.updateChannel(id, { settings })
      return { secret }
    },
  })
}
