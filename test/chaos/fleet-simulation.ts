import { openFleet } from '../parts/fleet.ts'
import type { OwnFleet } from '../parts/fleet.ts'
import { Chance } from './chance.ts'
import { startCounter } from './counter.ts'
import { readBooks } from './fleet-books.ts'
import { blows, FleetFate } from './fleet-fate.ts'
import type { FleetBlow } from './fleet-fate.ts'
import { Load } from './load.ts'
import type { Line, Traffic } from './load.ts'
import { brief, bringPeople, hasKiller, stuckIn, tenantCode, tenants, writeChats } from './people.ts'
import { reportOf } from './report.ts'
import type { Report } from './report.ts'
import type { Chat } from './script.ts'
import type { SimulationOptions } from './simulation.ts'
import { later, startTelegram } from './telegram.ts'
import { judge } from './verdict.ts'
import type { Visitors } from './visitors.ts'

export interface FleetSimulationOptions extends Omit<SimulationOptions, 'kills'> {
  /** How many blows fall, of each kind in turn. */
  readonly blows: number
  /** How long Redis is away. */
  readonly redisAwayMs: number
}

/** Everything is handled and sent within this time after the last acknowledgement, or something is stuck. */
const quietMs = 90_000
/** How often it is looked whether it is. */
const lookMs = 500

/** Two gateways and two workers as they live, under everything that may befall them; the same seed plans the same. */
export async function simulateFleet(options: FleetSimulationOptions): Promise<Report> {
  const { seed, messages, redisAwayMs, onLine = () => undefined } = options
  const began = performance.now()
  await using opened = new AsyncDisposableStack()
  const fleet = await openFleet(['plugins', 'test/chaos/plugins'])
  opened.defer(() => fleet.close())
  const broken: string[] = []
  const fate = new FleetFate({
    fleet,
    seed,
    redisAwayMs,
    onLine,
    onEnd(post, how, complaints) {
      if (how === 'SIGKILL' && hasKiller(seed)) return
      broken.push(`${post.name} ended as it should not (${how}).`, ...complaints.slice(-5).map(brief))
    },
  })
  opened.defer(() => fate.close())
  const telegram = await startTelegram(seed, fate)
  opened.defer(() => telegram.close())
  const counter = await startCounter(seed, fate)
  opened.defer(() => counter.close())
  const posts = [...fleet.gateways, ...fleet.workers]
  // The first makes the tables, and the keys that are kept in the folder.
  for (const some of [posts.slice(0, 1), posts.slice(1)]) {
    for (const post of some) fate.start(post)
    await Promise.all(some.map((post) => fate.ready(post)))
  }

  const chats = writeChats(seed, messages)
  const load = new Load(seed)
  const traffic: Traffic = { retries: 0, refusals: [] }
  const { lines, visitors } = await bringPeople({
    api: fleet.home,
    doors: doorsOf(fleet),
    ...{ telegram, counter, fate, traffic, seed },
  })
  opened.defer(() => visitors.close())
  await live(fate, { chats, load, lines, planned: planBlows(seed, options.blows), seed, onLine })
  broken.push(...(await quiet(fleet, chats, visitors)))
  fate.close()
  const codes = await fleet.stop()
  for (const [index, code] of codes.entries())
    if (code !== 0) broken.push(`A graceful stop of ${posts[index]?.name} ended with ${code}.`)

  const books = new Map(
    await Promise.all(tenants.map(async (tenant) => [tenant as string, await booksOf(fleet, tenant)] as const)),
  )
  const verdict = judge({ chats, books, sent: [...telegram.sent, ...visitors.sent], counter, fate })
  return reportOf({
    seed,
    began,
    verdict,
    broken,
    chats,
    load,
    traffic,
    telegram,
    ends: fate.struck.map(({ blow }) => blow),
  })
}

const booksOf = ({ mysql }: OwnFleet, tenant: string) => readBooks(mysql, tenantCode(tenant))

/** What is called comes to one gateway after the other; a visitor stays with one of them. */
function doorsOf({ gateways }: OwnFleet) {
  let calls = 0
  return {
    webhook: (url: string) => url.replace(new URL(url).origin, gateways[calls++ % 2 === 0 ? 0 : 1].url),
    website: ({ id }: Chat) => gateways[id % 2 === 0 ? 0 : 1].url,
  }
}

/** Each kind once before any twice. */
function planBlows(seed: number, count: number): readonly FleetBlow[] {
  const chance = new Chance(seed, 'fleet blows')
  const rounds = Array.from({ length: Math.ceil(count / blows.length) }, () => chance.shuffled(blows))
  return rounds.flat().slice(0, count)
}

interface Living {
  readonly chats: readonly Chat[]
  readonly load: Load
  readonly lines: ReadonlyMap<string, Line>
  readonly planned: readonly FleetBlow[]
  readonly seed: number
  readonly onLine: (line: string) => void
}

/** People write while one blow follows the other, some of them before the last one is over. */
async function live(fate: FleetFate, { chats, load, lines, planned, seed, onLine }: Living): Promise<void> {
  const chance = new Chance(seed, 'gaps')
  const written = Promise.all(chats.map((chat) => load.write(chat, lines.get(chat.tenant)!)))
  const share = Math.ceil(chats.flatMap(({ steps }) => steps).length / (planned.length + 1))
  let last: Promise<void> = Promise.resolve()
  for (const blow of planned) {
    load.allow(share)
    await later(chance.whole(200, 1500))
    const before = last
    // Never two of the same kind of server at once: nobody would be left.
    last = chance.is(0.3)
      ? Promise.all([before, fate.strike(blow)]).then(() => undefined)
      : before.then(() => fate.strike(blow))
    if (!chance.is(0.3)) await last
  }
  await last
  onLine('  all blows fell')
  load.allow(Infinity)
  await written
  onLine('  all was acknowledged')
}

/** Waits until nothing waits in the databases, and visitors have seen what was said. Gives what is stuck. */
async function quiet(fleet: OwnFleet, chats: readonly Chat[], visitors: Visitors): Promise<readonly string[]> {
  const until = performance.now() + quietMs
  for (;;) {
    const looked = await Promise.all(
      tenants.map(async (tenant) => stuckIn(tenant, await booksOf(fleet, tenant), { chats, visitors })),
    )
    const left = looked.filter((sentence) => sentence !== undefined)
    if (left.length === 0 || performance.now() > until) return left
    await later(lookMs)
  }
}
