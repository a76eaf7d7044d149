// Budget: none. The most that this machine could do (bench/ceiling-server.ts); the others are measured against it.
import type { Contender } from './parts/rounds.ts'
import { startServer } from './parts/server.ts'

export const ceilingIngest = ceiling('ingest')
export const ceilingRoad = ceiling('road')

function ceiling(way: Contender['way']): Contender {
  return {
    name: way === 'road' ? 'ceiling' : 'ceiling, ingest alone',
    way,
    async start(emulator, tenants) {
      const server = await startServer('bench/ceiling-server.ts', {
        args: (dataDir) => [dataDir, String(tenants), emulator.url],
      })
      const port = Number(new URL(server.url).port)
      const targets = Array.from({ length: tenants }, (_, index) => ({ port, path: `/${way}/${index}`, secret: '' }))
      return { server, targets }
    },
  }
}
