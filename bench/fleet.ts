// Budget: statements, commands and CPU a message are the same with 100 tenants as with one, and with 100,000 messages waiting elsewhere as with none (within a fifth); nothing lost, doubled or misplaced; a flood doubles another tenant's p99 at most.
import type { Emulator } from './parts/emulator.ts'
import { median, ms, percentile, perSecond } from './parts/figures.ts'
import type { Finding } from './parts/finding.ts'
import {
  chats,
  compared,
  inFlight,
  messages,
  road,
  warmUp,
  withFleet,
  wrongs,
  type Measured,
} from './parts/fleet-road.ts'
import { sql, type Fleet } from './parts/fleet.ts'
import { addTenant, addTenants, startGateway } from './parts/gateway.ts'
import { createLoad, type Outcome } from './parts/load.ts'

const provisioned = 20
const waiting = 100_000

/** Ratios are to one process on SQLite, measured in the same run. */
export async function fleet(emulator: Emulator): Promise<readonly Finding[]> {
  const embedded = await alone(emulator)
  const findings: Finding[] = [
    { bench: 'one process, SQLite', what: 'throughput', measured: perSecond(embedded.perSecond) },
  ]
  for (const workers of [0, 1, 2, 4]) {
    const bench = workers === 0 ? 'one process, MySQL and Redis' : `one gateway, ${workers} workers`
    const measured = await withFleet({ workers }, async (running) => {
      const targets = await addTenants(running.gateway, emulator, 4)
      return road(running, emulator, targets)
    })
    console.error(
      `${bench}: ${perSecond(measured.outcome.perSecond)}, ${measured.used.statements.toFixed(1)} statements a message`,
    )
    findings.push(...report(bench, measured), {
      bench,
      what: 'ratio to one process on SQLite',
      measured: (measured.outcome.perSecond / embedded.perSecond).toFixed(2),
    })
  }
  findings.push(...(await growth(emulator)), ...(await flood(emulator)))
  return findings
}

async function alone(emulator: Emulator): Promise<Outcome> {
  const gateway = await startGateway()
  const load = createLoad(emulator, { targets: await addTenants(gateway, emulator, 4), chats })
  await load.run({ way: 'road', messages: warmUp, inFlight })
  const outcome = await load.run({ way: 'road', messages, inFlight })
  load.close()
  await gateway.stop()
  return outcome
}

function report(bench: string, { outcome, used }: Measured): readonly Finding[] {
  const wrong = wrongs(outcome)
  return [
    { bench, what: 'throughput', measured: perSecond(outcome.perSecond) },
    { bench, what: 'p50, p99 at that throughput', measured: latency(outcome) },
    {
      bench,
      what: 'CPU a message: gateway, workers, MySQL, Redis',
      measured: [used.gatewayMs, used.workerMs, used.mysqlMs, used.redisMs].map(ms).join(', '),
    },
    {
      bench,
      what: 'a message: SQL statements, Redis commands',
      measured: `${used.statements.toFixed(1)}, ${used.commands.toFixed(1)}`,
    },
    { bench, what: 'lost, doubled, misplaced or refused', measured: String(wrong), budget: '0', kept: wrong === 0 },
  ]
}

const latency = ({ repliedMs }: Outcome) => `${ms(percentile(repliedMs, 0.5))}, ${ms(percentile(repliedMs, 0.99))}`

/** What a message costs while more tenants are there, and while much waits in another's inbox. */
async function growth(emulator: Emulator): Promise<readonly Finding[]> {
  const bench = 'one gateway, 2 workers'
  return withFleet({ workers: 2 }, async (running) => {
    const few = [await addTenant(running.gateway, emulator, 'first')]
    const one = await road(running, emulator, few)
    const began = performance.now()
    for (let index = 0; index < provisioned; index++)
      await running.gateway.api('POST', '/tenants', { code: `made${index}`, name: 'Made' })
    const provisioning = (performance.now() - began) / provisioned
    const many = [...few, ...(await addTenants(running.gateway, emulator, 99))]
    const hundred = await road(running, emulator, many, 1_000_000)
    await fill(running, 'made0')
    const beside = await road(running, emulator, few, 2_000_000)
    return [
      { bench, what: 'a tenant is provisioned in', measured: ms(provisioning) },
      ...compared(bench, '100 tenants instead of one', one, hundred),
      ...compared(bench, `${waiting.toLocaleString('en')} messages waiting at another tenant`, one, beside),
    ]
  })
}

/** Of conversations that are not there: they wait for good, and every sweep comes upon them. */
async function fill({ mysql }: Fleet, code: string): Promise<void> {
  const rows = `select 'ch_none', concat('cv_', seq % 1000), 'message', '{}', 'pending', 0 from seq_1_to_${waiting}`
  await sql(
    mysql,
    `insert into tenant_${code}.inbox (channel_id, conversation_id, kind, event, state, received_at) ${rows}`,
  )
}

async function flood(emulator: Emulator): Promise<readonly Finding[]> {
  const rate = 10
  return withFleet({ workers: 2 }, async (running) => {
    const calm = createLoad(emulator, { targets: [await addTenant(running.gateway, emulator, 'calm')], chats: 1000 })
    const flooding = createLoad(emulator, {
      targets: [await addTenant(running.gateway, emulator, 'flood')],
      chats: 2000,
      firstNumber: 10_000_000,
    })
    const steady = async (seconds: number) => [
      ...(await calm.run({ way: 'road', messages: rate * seconds, rate })).repliedMs,
    ]
    await flooding.run({ way: 'road', messages: 500, inFlight })
    await steady(4)
    const quiet = await steady(10)
    const state = { ended: false }
    const ended = flooding.run({ way: 'road', messages, inFlight: messages }).then(() => (state.ended = true))
    const beside: number[] = []
    while (!state.ended) beside.push(...(await steady(1)))
    await ended
    calm.close()
    flooding.close()
    const [alone, together] = [percentile(quiet, 0.99), percentile(beside, 0.99)]
    return [
      {
        bench: 'one gateway, 2 workers',
        what: 'a quiet tenant’s p50 and p99: alone; beside a flood',
        measured: `${ms(median(quiet))}, ${ms(alone)}; ${ms(median(beside))}, ${ms(together)}`,
        budget: 'p99 ≤ 2 × alone',
        kept: together <= 2 * alone,
      },
    ]
  })
}
