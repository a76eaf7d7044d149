import fastify from 'fastify'
import { createLog } from '../src/telemetry/log.ts'

/** Nothing but Fastify, with the answer that the gateway gives to one of a tenant's callers. */
const answer = {
  valid: true,
  kind: 'api-key',
  id: 'ak_00000000000000000000',
  name: '0',
  scope: 'tenants',
  permissions: [],
  tenants: [{ code: 'callers', permissions: Array.from({ length: 20 }, (_, index) => `permission:${index}`) }],
}
const server = fastify({ logger: false })
server.get('/api/v1/auth/validate', async () => answer)
process.once('SIGTERM', () => process.exit(0))
createLog('info').info({ url: await server.listen({ port: 0, host: '127.0.0.1' }) }, 'ready')
