import { planDefaults } from '../config/defaults.ts'
import { limitNames, OverPlan } from '../contracts/limits.ts'
import type { LimitName, Limits, LimitUse, LimitWarning, PlanLimits } from '../contracts/limits.ts'
import type { SpendingLedger } from '../contracts/models.ts'
import { monthOf } from './message-count.ts'
import type { MessageCount } from './message-count.ts'
import type { Database } from './database.ts'

export interface LimitsKit {
  readonly database: Database
  readonly most: PlanLimits
  readonly messages: MessageCount
  readonly ledger: Pick<SpendingLedger, 'spentToday' | 'spentThisMonth'>
  /** People and keys are counted with the accounts. */
  readonly seats: () => { readonly users: number; readonly apiKeys: number }
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

const nanosPerDollar = 1_000_000_000

/** What a tenant may use, counted from what it has: exact after any restart. */
export function openLimits({ database, most, messages, ledger, seats, clock }: LimitsKit): Limits {
  const count = (sql: string) => () => database.prepare<[], { n: number }>(sql).get()?.n ?? 0
  const stored = storedBytes(database, clock)
  const told = new Set<string>()
  let refused: () => void = () => undefined

  const counts: Readonly<Record<LimitName, () => number>> = {
    chatbots: count('select count(*) as n from chatbots'),
    channels: count('select count(*) as n from channels'),
    messages: () => messages.used(),
    storage: stored.bytes,
    documents: count("select count(*) as n from knowledge_documents where status <> 'removing'"),
    users: () => seats().users,
    apiKeys: () => seats().apiKeys,
    aiDaily: () => ledger.spentToday() / nanosPerDollar,
    aiMonthly: () => ledger.spentThisMonth() / nanosPerDollar,
  }

  return {
    most,
    need(name, amount = 1) {
      const limit = most[name]
      if (limit === null) return
      if (counts[name]() + amount > limit) {
        refused()
        throw new OverPlan(name, limit, resetsAt(name, clock()))
      }
      if (name === 'storage') stored.add(amount)
    },
    spent(name) {
      const limit = most[name]
      if (limit === null || counts[name]() < limit) return false
      // On the road it is asked for each message, and tells once a month.
      const month = monthOf(clock())
      if (!told.has(`${name} ${month}`)) refused()
      told.add(`${name} ${month}`)
      return true
    },
    uses: () =>
      limitNames.map((name): LimitUse => {
        const ends = resetsAt(name, clock())
        return { name, used: counts[name](), limit: most[name], ...(ends === undefined ? {} : { resetsAt: ends }) }
      }),
    onRefused: (listener) => void (refused = listener),
  }
}

/** Every content once, and documents as they came. In memory, and now and then anew: what was removed counts until then. */
function storedBytes(database: Database, clock: () => number) {
  const read = () =>
    database
      .prepare<[], { n: number }>(
        `select (select coalesce(sum(size), 0) from (select max(size) as size from media group by sha256) contents)
         + (select coalesce(sum(size), 0) from knowledge_documents)
         + (select coalesce(sum(bytes), 0) from (select max(bytes) as bytes from avatar_files group by sha256) models) as n`,
      )
      .get()?.n ?? 0
  let known = { bytes: 0, until: 0 }
  const bytes = () => {
    const now = clock()
    if (known.until <= now) known = { bytes: read(), until: now + planDefaults.recountMs }
    return known.bytes
  }
  return { bytes, add: (more: number) => void (known = { ...known, bytes: known.bytes + more }) }
}

/** When it begins at zero again: the first moment of the next day or month, UTC. */
function resetsAt(name: LimitName, now: number): number | undefined {
  const at = new Date(now)
  if (name === 'aiDaily') return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + 1)
  if (name === 'messages' || name === 'aiMonthly') return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1)
  return undefined
}

/** What a tenant should be told of: the highest level of each limit that was reached. Pure. */
export function warningsOf(uses: readonly LimitUse[], now: number): readonly LimitWarning[] {
  return uses.flatMap((use) => {
    const { name, used, limit } = use
    const level = planDefaults.warnAt.findLast(
      (percent) => limit !== null && limit > 0 && used * 100 >= limit * percent,
    )
    if (limit === null || level === undefined) return []
    const period = name === 'aiDaily' ? new Date(now).toISOString().slice(0, 10) : monthOf(now)
    return [{ ...use, limit, level, period }]
  })
}
