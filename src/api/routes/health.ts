import { z } from 'zod'
import type { WatchNeeds } from '../needs.ts'
import { anyObject, type Api } from '../schemas.ts'

const tags = ['Health']
const config = { permission: 'public' } as const
const report = z
  .object({
    status: z.enum(['healthy', 'degraded', 'unhealthy']),
    reason: z.string().exactOptional(),
    checks: anyObject,
  })
  .meta({ examples: [{ status: 'healthy', checks: { database: { status: 'healthy' } } }] })

/** For load balancers, orchestrators and Prometheus. */
export function healthRoutes(api: Api, { health, metricsText }: WatchNeeds): void {
  api.get('/health/live', {
    config,
    schema: {
      tags,
      summary: 'Whether the process lives',
      response: { 200: z.object({ status: z.literal('alive') }).meta({ examples: [{ status: 'alive' }] }) },
    },
    handler: () => ({ status: 'alive' as const }),
  })

  api.get('/health/ready', {
    config,
    schema: { tags, summary: 'Whether it can do its work', response: { 200: report, 503: report } },
    handler: async (_request, reply) => {
      const { checks, ...whole } = await health()
      return reply.code(whole.status === 'unhealthy' ? 503 : 200).send({ ...whole, checks: { ...checks } })
    },
  })

  api.get('/metrics', {
    config,
    schema: { tags, summary: 'What Prometheus scrapes', produces: ['text/plain'] },
    handler: async (_request, reply) => {
      const exposition = await metricsText()
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(exposition)
    },
  })
}
