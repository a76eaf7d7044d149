// Budget: 1,000 tenants provisioned in under 5 s, opened lazily, memory bounded by the tenants that are open.
import type { Emulator } from './parts/emulator.ts'
import type { Finding } from './parts/finding.ts'
import { startGateway } from './parts/gateway.ts'
import type { Gateway } from './parts/gateway.ts'

const count = 1000
const atOnce = 16

export async function tenants(_: Emulator): Promise<readonly Finding[]> {
  const gateway = await startGateway()
  const code = (index: number) => `tenant${index}`
  const idle = gateway.residentMb()
  const made = await timed(() => each((index) => gateway.api('POST', '/tenants', { code: code(index), name: 'Bench' })))
  const provisioned = gateway.residentMb()
  const touch = () => each((index) => patiently(gateway, `/tenants/${code(index)}/chatbots`))
  const first = await timed(touch)
  const once = gateway.residentMb()
  await touch()
  const twice = gateway.residentMb()
  await gateway.stop()
  const bench = 'tenants'
  const mb = (value: number) => `${Math.round(value)} MB`
  return [
    {
      bench,
      what: `${count} tenants provisioned in`,
      measured: `${made.toFixed(1)} s`,
      budget: '< 5 s',
      kept: made < 5,
    },
    { bench, what: 'resident before, and with all provisioned', measured: `${mb(idle)}, ${mb(provisioned)}` },
    { bench, what: 'each opened once, one after the other, in', measured: `${first.toFixed(1)} s` },
    {
      bench,
      what: 'resident after each was opened once, and twice',
      measured: `${mb(once)}, ${mb(twice)}`,
      budget: 'no more for the second time',
      kept: twice < once * 1.1,
    },
  ]
}

async function each(visit: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < count) await visit(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}

/** Comes back when every open tenant is at work, as the answer asks. */
async function patiently(gateway: Gateway, path: string): Promise<void> {
  for (;;) {
    try {
      await gateway.api('GET', path)
      return
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes(' 503 ')) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

async function timed(run: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await run()
  return (performance.now() - began) / 1000
}
