import type { Emulator } from './emulator.ts'
import { perSecond } from './figures.ts'
import type { Finding } from './finding.ts'
import { startFleet, type Fleet, type FleetOptions, type Used } from './fleet.ts'
import { createLoad, type Outcome, type Target } from './load.ts'

/** Messages of one measurement. */
export const messages = 3000
export const chats = 3000
export const inFlight = 64
export const warmUp = 1000
/** How long the processes are watched while nobody says anything: some rounds of all that they do by the clock. */
const restMs = 15_000

export interface Measured {
  readonly outcome: Outcome
  /** A message. */
  readonly used: Used
  /** Statements a second while nobody says anything, with as many tenants open. */
  readonly atRest: number
}

export async function withFleet<Result>(
  options: FleetOptions,
  use: (fleet: Fleet) => Promise<Result>,
): Promise<Result> {
  const running = await startFleet(options)
  try {
    return await use(running)
  } finally {
    await running.stop()
  }
}

export async function road(
  running: Fleet,
  emulator: Emulator,
  targets: readonly Target[],
  firstNumber = 0,
): Promise<Measured> {
  const load = createLoad(emulator, { targets, chats: Math.ceil(chats / targets.length), firstNumber })
  try {
    await load.run({ way: 'road', messages: warmUp, inFlight })
    const before = await running.used()
    const outcome = await load.run({ way: 'road', messages, inFlight })
    const after = await running.used()
    const each = (what: keyof Used) => (after[what] - before[what]) / messages
    return {
      outcome,
      used: {
        gatewayMs: each('gatewayMs'),
        workerMs: each('workerMs'),
        mysqlMs: each('mysqlMs'),
        redisMs: each('redisMs'),
        statements: each('statements'),
        commands: each('commands'),
      },
      atRest: await rest(running),
    }
  } finally {
    load.close()
  }
}

async function rest(running: Fleet): Promise<number> {
  const before = await running.used()
  await new Promise((resolve) => setTimeout(resolve, restMs))
  const after = await running.used()
  return ((after.statements - before.statements) * 1000) / restMs
}

/** What a message costs before and after something changed beside it. */
export function compared(bench: string, what: string, before: Measured, after: Measured): readonly Finding[] {
  const cost = (counted: string, of: (measured: Measured) => number): Finding => ({
    bench,
    what: `${counted} a message, ${what}`,
    measured: `${of(before).toFixed(1)} → ${of(after).toFixed(1)}`,
    budget: 'within a fifth',
    kept: of(after) <= of(before) * 1.2,
  })
  const pair = (of: (measured: Measured) => string) => [before, after].map(of).join(' → ')
  const wrong = wrongs(after.outcome)
  return [
    cost('statements', ofMessages),
    {
      bench,
      what: `statements a message with those of the clock, ${what}`,
      measured: pair(({ used }) => used.statements.toFixed(1)),
    },
    {
      bench,
      what: `statements a second while nobody says anything, ${what}`,
      measured: pair(({ atRest }) => atRest.toFixed(0)),
    },
    cost('commands', ({ used }) => used.commands),
    { bench, what: `throughput, ${what}`, measured: pair(({ outcome }) => perSecond(outcome.perSecond)) },
    {
      bench,
      what: `lost, doubled, misplaced or refused, ${what}`,
      measured: String(wrong),
      budget: '0',
      kept: wrong === 0,
    },
  ]
}

/** But for what open tenants are asked by the clock: it depends on how fast the machine is how many of those fall to a message. */
function ofMessages({ used, atRest, outcome }: Measured): number {
  return used.statements - atRest / outcome.perSecond
}

export const wrongs = ({ wrong }: Outcome): number => wrong.lost + wrong.doubled + wrong.misplaced + wrong.refused
