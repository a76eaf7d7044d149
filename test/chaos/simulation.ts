import { openHome } from '../parts/gateway.ts'
import type { Home } from '../parts/gateway.ts'
import { Chance } from './chance.ts'
import { startCounter } from './counter.ts'
import type { Counter } from './counter.ts'
import { openBooks } from './database.ts'
import { Fate, moments } from './fate.ts'
import type { Blow } from './fate.ts'
import { Load } from './load.ts'
import type { Line, Traffic } from './load.ts'
import { brief, bringPeople, hasKiller, stuckIn, tenantCode, tenants, writeChats } from './people.ts'
import { reportOf } from './report.ts'
import type { Report } from './report.ts'
import type { Chat } from './script.ts'
import { later, startTelegram } from './telegram.ts'
import type { Telegram } from './telegram.ts'
import { judge } from './verdict.ts'
import type { Visitors } from './visitors.ts'

export interface SimulationOptions {
  readonly seed: number
  /** About so many updates, over all chats of both tenants. */
  readonly messages: number
  readonly kills: number
  readonly onLine?: (line: string) => void
}

/** Everything is handled and sent within this time after the last acknowledgement, or something is stuck. */
const quietMs = 90_000
/** A whole life of the gateway under everything that may go wrong; the same seed plans the same. */
export async function simulate({
  seed,
  messages,
  kills,
  onLine = () => undefined,
}: SimulationOptions): Promise<Report> {
  const began = performance.now()
  const fate = new Fate()
  await using opened = new AsyncDisposableStack()
  const telegram = await startTelegram(seed, fate)
  opened.defer(() => telegram.close())
  const counter = await startCounter(seed, fate)
  opened.defer(() => counter.close())
  const home = await openHome({ script: 'test/parts/server.ts', args: ['plugins', 'test/chaos/plugins'] })
  opened.defer(() => home.remove())

  const chats = writeChats(seed, messages)
  const load = new Load(seed)
  const traffic: Traffic = { retries: 0, refusals: [] }
  const process = home.start()
  await process.ready
  const doors = { webhook: (url: string) => url, website: () => home.url }
  const { lines, visitors } = await bringPeople({ api: home, doors, telegram, counter, fate, traffic, seed })
  await process.stop()
  opened.defer(() => visitors.close())
  const world: World = { home, fate, telegram, counter, visitors, chats, load, onLine }
  const broken = await live(world, lines, planBlows(seed, kills), seed)

  const books = new Map(tenants.map((tenant) => [tenant as string, openBooks(home.dataDir, tenantCode(tenant))]))
  opened.defer(() => {
    for (const book of books.values()) book.close()
  })
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
    ends: [...fate.ends.values()].map(({ by }) => by),
  })
}

/** Over several seeds every moment comes up; a graceful stop is among them. */
function planBlows(seed: number, kills: number): readonly Blow[] {
  const chance = new Chance(seed, 'blows')
  const order = Array.from({ length: Math.ceil(kills / moments.length) }, () => chance.shuffled(moments)).flat()
  const blows = order.slice(0, kills).map((moment): Blow => {
    const isTimed = moment === 'starting' || moment === 'recovering' || moment === 'any time'
    const longestMs = moment === 'starting' ? 600 : moment === 'recovering' ? 60 : isTimed ? 500 : 6
    return {
      moment,
      count: chance.whole(1, 40),
      delayMs: isTimed || chance.is(0.5) ? chance.whole(0, longestMs) : 0,
      how: 'kill',
    }
  })
  return chance.shuffled([...blows, { moment: 'any time', count: 1, delayMs: chance.whole(0, 500), how: 'stop' }])
}

interface World {
  readonly home: Home
  readonly fate: Fate
  readonly telegram: Telegram
  readonly counter: Counter
  readonly visitors: Visitors
  readonly chats: readonly Chat[]
  readonly load: Load
  readonly onLine: (line: string) => void
}

/** What a life is for, and how it ends then. */
interface Phase {
  /** Undefined: it ends at the blow's own moment. */
  readonly goal: (() => Promise<unknown>) | undefined
  readonly blow: Blow
  /** Steps that people may take in it. */
  readonly share: number
}

/**
 * Life after life, until everything was acknowledged; then one in which nobody writes, and what was left is taken up all
 * the same. Gives what went wrong on the way.
 */
async function live(
  world: World,
  lines: ReadonlyMap<string, Line>,
  planned: readonly Blow[],
  seed: number,
): Promise<readonly string[]> {
  const { chats, load } = world
  const broken: string[] = []
  const written = Promise.all(chats.map((chat) => load.write(chat, lines.get(chat.tenant)!)))
  const share = Math.ceil(chats.flatMap(({ steps }) => steps).length / (planned.length + 1))
  const at = { moment: 'any time', count: 1, delayMs: 0 } as const
  const phases: readonly Phase[] = [
    ...planned.map((blow) => ({ goal: undefined, blow, share })),
    { goal: () => written, blow: { ...at, how: seed % 4 < 2 ? 'stop' : 'kill' }, share: Infinity },
    { goal: async () => broken.push(...(await quiet(world))), blow: { ...at, how: 'stop' }, share: 0 },
  ]
  for (const phase of phases) broken.push(...(await reach(world, phase, hasKiller(seed))))
  return broken
}

/** As many lives as it takes: a message that kills the process ends some of them. */
async function reach(world: World, { goal, blow, share }: Phase, killers: boolean): Promise<readonly string[]> {
  const { home, fate, telegram, counter, load, onLine } = world
  const reached = goal?.()
  for (;;) {
    const process = home.start()
    fate.begin(process, goal === undefined ? blow : undefined)
    load.allow(share)
    if (reached !== undefined && (await Promise.race([reached.then(() => true), process.ended.then(() => false)]))) {
      // Before it listens to signals a stop would be a kill.
      await Promise.race([process.ready, process.ended])
      fate.strike(blow)
    }
    const { code, signal } = await process.ended
    telegram.release()
    telegram.cut()
    counter.cut()
    const end = fate.ends.get(fate.life)?.by
    for (const line of process.complaints) onLine(`    ${brief(line)}`)
    onLine(`  life ${fate.life} ended: ${end ?? 'by itself'}`)
    // A message that kills may do so while the others are waited for.
    if (end === 'stop' && signal === 'SIGKILL' && killers) fate.endedByItself()
    else if (end === 'stop' && code !== 0) return [`A graceful stop ended with ${signal ?? code}.`]
    if (end !== undefined) return []
    fate.endedByItself()
    if (signal !== 'SIGKILL' || !killers)
      return [`The process ended by itself (${signal ?? code}).`, ...process.complaints.slice(-10).map(brief)]
  }
}

/** Waits until nothing waits in the databases, and visitors have seen what was said. Gives what is stuck. */
async function quiet({ home: { dataDir }, chats, visitors }: World): Promise<readonly string[]> {
  const until = performance.now() + quietMs
  for (;;) {
    const left = tenants.flatMap((tenant) => {
      const books = openBooks(dataDir, tenantCode(tenant))
      const stuck = stuckIn(tenant, books, { chats, visitors })
      books.close()
      return stuck ?? []
    })
    if (left.length === 0 || performance.now() > until) return left
    await later(100)
  }
}
