// Budget: webhook to durable 200, at least 80 % of the ceiling's ingest.
import { turnDefaults } from '../src/config/defaults.ts'
import { addTenants, startGateway } from './parts/gateway.ts'
import type { Contender } from './parts/rounds.ts'

/**
 * Ingest alone: before anything is measured, handlers that never answer hold every place that a turn may have. What
 * comes in then is verified, parsed, kept and rung for as always, and waits.
 */
export const ingest: Contender = {
  name: 'ingest',
  way: 'ingest',
  async start(emulator, tenants) {
    const server = await startGateway()
    return { server, targets: await addTenants(server, emulator, tenants) }
  },
  async prepare(load, tenants) {
    const places = Math.max(turnDefaults.concurrency, turnDefaults.perTenant * tenants)
    await load.run({ way: 'ingest', messages: Math.min(2 * places, 2000), inFlight: 64, command: 'hold' })
  },
}
