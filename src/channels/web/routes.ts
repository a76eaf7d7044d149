import type { FastifyInstance } from 'fastify'
import type { Rates } from '../../contracts/fleet.ts'
import type { WebDoor } from '../../contracts/ports.ts'
import type { EmbedConfig } from '../../contracts/wire.ts'
import { webDefaults } from '../../config/defaults.ts'
import { registerDemo } from './demo-routes.ts'
import { openEmbed, publicOf } from './embed.ts'
import { registerUploads } from './uploads.ts'
import { registerWidgetRoutes } from './widget-routes.ts'

export interface WebRouteOptions {
  /** The embed id of the demo tenant's chatbot; undefined where there is no demo. */
  readonly demoEmbedId: () => string | undefined
  readonly rates: Rates
}

/** What a website loads and may ask about a chatbot, what its visitors send along, and the demo. Errors are thrown for the server to answer. */
export function registerWebRoutes(server: FastifyInstance, door: WebDoor, options: WebRouteOptions): void {
  const built = registerWidgetRoutes(server, door)
  registerDemo(server, door, built, options.demoEmbedId)
  registerUploads(server, door, options.rates)

  server.get<{ Params: { embedId: string } }>(
    '/embed/:embedId/config',
    {
      config: { permission: 'public' },
      schema: { tags: ['Websites'], summary: 'What a website may know of its chatbot' },
    },
    async (request, reply): Promise<EmbedConfig> => {
      // Open to every website before the answer is known: an error must be readable there, too.
      reply.header('access-control-allow-origin', '*')
      const web = await openEmbed(door, request.params.embedId)
      reply.header('cache-control', `public, max-age=${webDefaults.configCacheSeconds}`)
      return publicOf(door, web)
    },
  )
}
