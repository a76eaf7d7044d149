// Budget: webhook to reply at the platform, at least 30 % of the ceiling; 0.2 ms of CPU a message; at 300/s p50 1.5 ms and p99 8 ms; at half of the maximum p99 20 ms; nothing lost, doubled or misplaced.
import { addTenants, startGateway } from './parts/gateway.ts'
import type { Contender } from './parts/rounds.ts'

export const road: Contender = {
  name: 'road',
  way: 'road',
  async start(emulator, tenants) {
    const server = await startGateway()
    return { server, targets: await addTenants(server, emulator, tenants) }
  },
  rates: [300, 'half'],
}
