// Budget: while one tenant floods 10,000 messages, another tenant's p99 stays within twice its quiet p99.
import type { Emulator } from './parts/emulator.ts'
import { median, ms, percentile } from './parts/figures.ts'
import type { Finding } from './parts/finding.ts'
import { addTenant, startGateway } from './parts/gateway.ts'
import { createLoad } from './parts/load.ts'

const rate = 50
const flooded = 10_000
const rounds = 3
/** The most that Telegram opens to one bot. */
const telegramConnections = 100

export async function fairness(emulator: Emulator): Promise<readonly Finding[]> {
  const quiet: number[][] = []
  const beside: number[][] = []
  for (let round = 0; round < rounds; round++) {
    const gateway = await startGateway()
    const calm = createLoad(emulator, { targets: [await addTenant(gateway, emulator, 'calm')], chats: 1000 })
    const flood = createLoad(emulator, {
      targets: [await addTenant(gateway, emulator, 'flood')],
      chats: 5000,
      connections: telegramConnections,
      firstNumber: 10_000_000,
    })
    const run = (seconds: number) => calm.run({ way: 'road', messages: rate * seconds, rate })
    await flood.run({ way: 'road', messages: flooded, inFlight: 128 })
    await run(4)
    quiet.push([...(await run(10)).repliedMs])
    // As fast as the server takes them; the other tenant goes on beside it.
    const flooding = { ended: false }
    const ended = flood.run({ way: 'road', messages: flooded, inFlight: flooded }).then(() => (flooding.ended = true))
    const times: number[] = []
    while (!flooding.ended) times.push(...(await run(1)).repliedMs)
    await ended
    beside.push(times)
    calm.close()
    flood.close()
    await gateway.stop()
  }
  const p99 = (runs: readonly (readonly number[])[]) => median(runs.map((times) => percentile(times, 0.99)))
  const p50 = (runs: readonly (readonly number[])[]) => median(runs.map((times) => percentile(times, 0.5)))
  const bench = 'fairness'
  return [
    { bench, what: 'quiet tenant alone, p50, p99', measured: `${ms(p50(quiet))}, ${ms(p99(quiet))}` },
    {
      bench,
      what: 'quiet tenant beside a flood, p50, p99',
      measured: `${ms(p50(beside))}, ${ms(p99(beside))}`,
      budget: 'p99 ≤ 2 × alone',
      kept: p99(beside) <= 2 * p99(quiet),
    },
  ]
}
