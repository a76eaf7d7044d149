// Budget: with 10,000 tenants, of whom a hundred write, a message costs the statements and commands that it costs with a hundred in all (within a fifth); nothing lost, doubled or misplaced.
import type { Emulator } from './parts/emulator.ts'
import { ms } from './parts/figures.ts'
import type { Finding } from './parts/finding.ts'
import { compared, road, withFleet } from './parts/fleet-road.ts'
import { addTenants, type Gateway } from './parts/gateway.ts'

/** Each takes about 6 MB of the disk. */
const most = 10_000
const writing = 100
const atOnce = 4

/** `tenants`: fewer, where there is no hour to spare. */
export async function crowd(emulator: Emulator, tenants = most): Promise<readonly Finding[]> {
  const bench = 'one gateway, 2 workers'
  return withFleet({ workers: 2, onDisk: true }, async (running) => {
    const targets = await addTenants(running.gateway, emulator, writing)
    const few = await road(running, emulator, targets)
    const each = await provision(running.gateway, tenants - writing)
    const many = await road(running, emulator, targets, 1_000_000)
    const count = tenants.toLocaleString('en')
    return [
      { bench, what: `a tenant is provisioned in, ${atOnce} at once, until there are ${count}`, measured: ms(each) },
      ...compared(bench, `${writing} that write of ${count} instead of ${writing}`, few, many),
    ]
  })
}

/** Milliseconds for each. */
async function provision(gateway: Gateway, count: number): Promise<number> {
  const began = performance.now()
  let next = 0
  const lane = async () => {
    while (next < count) {
      const index = next++
      await gateway.api('POST', '/tenants', { code: `crowd${index}`, name: 'Crowd' })
      if (index % 500 === 499) console.error(`${index + 1}: ${ms((performance.now() - began) / (index + 1))} each`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return (performance.now() - began) / count
}
