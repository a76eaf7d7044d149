import { setTimeout as pause } from 'node:timers/promises'
import { rightsDefaults } from '../../config/defaults.ts'
import type { ConversationId, ErasureId } from '../../contracts/id.ts'
import type { Closing } from '../../contracts/ports.ts'
import type { Database } from '../database.ts'
import { SqliteDatabase } from '../sqlite.ts'
import { eraseRows } from './erase-rows.ts'
import { findPerson, personOf } from './person.ts'
import { tenantTables } from './register.ts'
import { scrub } from './scrub.ts'
import { targetsOf } from './targets.ts'
import type { Person } from './kept.ts'

/** What an erasure reaches beyond the tenant's tables. */
export interface ErasureKit {
  readonly database: Database
  readonly closing: Closing
  /** Remembers whom, outside of the tenant's database. `users`: `<channel> <the platform's id>`. */
  remember(erasure: ErasureId, users: readonly string[]): Promise<void>
  /** Whether it works: the last word may still be sent. */
  readonly live: boolean
  /** True when no turn runs there. */
  quiet(conversations: readonly ConversationId[]): boolean
  /** Files that are on their way from these sources are kept no more. */
  refuse(sources: readonly string[]): void
  /** Removes the bytes of contents that nothing refers to; how many. */
  removeFiles(hashes: readonly string[]): Promise<number>
  /** Answers that name them, and archives with them in it; by place. */
  elsewhere(person: Person): Promise<Readonly<Record<string, number>>>
  /** Merges some of the full-text index; true when there is nothing left to do. */
  tidy(): Promise<boolean>
  /** Told in the transaction in which the rows are gone. */
  tell(erasure: ErasureId, contacts: readonly string[]): void
  readonly clock: () => number
}

/** In this order; each may be begun again. */
const steps = ['find', 'remember', 'close', 'rows', 'files', 'elsewhere', 'scrub', 'done'] as const
type Step = (typeof steps)[number]

interface Row {
  readonly id: ErasureId
  readonly asked_by: string
  readonly step: Step
  readonly counts: string
}

/**
 * Carries out the erasures that were asked for, one after the other, from wherever each of them got to: what was found
 * and which step comes next are in the database. Ends early, without an error, when it is told to stop.
 */
export async function carryOut(kit: ErasureKit, signal: AbortSignal): Promise<void> {
  const next = kit.database.prepare<[], Row>(
    "select id, asked_by, step, counts from erasures where step <> 'done' order by at, id limit 1",
  )
  const stopped = () => signal.aborted
  for (let row = next.get(); row !== undefined && !stopped(); row = next.get()) {
    try {
      await take(kit, row, signal)
    } catch (error) {
      if (!stopped()) throw error
    }
  }
}

async function take(kit: ErasureKit, row: Row, signal: AbortSignal): Promise<void> {
  const { database } = kit
  const counts = await doStep(kit, row, signal)
  const before = JSON.parse(row.counts) as Record<string, number> // written here
  const summed = { ...before }
  for (const [place, count] of Object.entries(counts)) if (count > 0) summed[place] = (summed[place] ?? 0) + count
  const next = steps[steps.indexOf(row.step) + 1] ?? 'done'
  await database.write(() => {
    const { changes } = database
      .prepare<[string, string, number | null, string, string]>(
        'update erasures set step = ?, counts = ?, done_at = ? where id = ? and step = ?',
      )
      .run(next, JSON.stringify(summed), next === 'done' ? kit.clock() : null, row.id, row.step)
    // Another process did the same, and was here first.
    if (changes === 0) return
    if (row.step === 'rows') kit.tell(row.id, targetsOf(database, row.id).all('contact'))
    // Their names stood in it: it goes before the file is written over.
    if (row.step === 'elsewhere') database.prepare<[string]>('delete from person_targets where job = ?').run(row.id)
  })
}

async function doStep(
  kit: ErasureKit,
  { id, step, asked_by }: Row,
  signal: AbortSignal,
): Promise<Readonly<Record<string, number>>> {
  const { database, closing } = kit
  const targets = targetsOf(database, id)
  switch (step) {
    case 'find':
      await findPerson(database, id)
      // The last word to whoever asked for it themselves.
      if (asked_by === 'person' && kit.live) await until(() => !closing.unsent(id), rightsDefaults.lastWordMs, signal)
      return {}
    case 'remember':
      await kit.remember(id, targets.all('user'))
      return {}
    case 'close': {
      kit.refuse(targets.all('source'))
      const where = await closing.close(id)
      await until(() => kit.quiet(where), rightsDefaults.turnEndsMs, signal)
      return {}
    }
    case 'rows': {
      // Again: a turn that ended meanwhile may have added something.
      const person = await findPerson(database, id)
      kit.refuse(targets.all('source'))
      const counts: Record<string, number> = {}
      for (const table of tenantTables) counts[table.table] = await eraseRows(database, targets, person, table, signal)
      return counts
    }
    case 'files':
      return { files: await kit.removeFiles(targets.all('file')) }
    case 'elsewhere':
      return kit.elsewhere(personOf(targets))
    case 'scrub':
      // What was deleted leaves the index when its parts are merged.
      while (!(await kit.tidy())) signal.throwIfAborted()
      // InnoDB writes over what was deleted by itself.
      if (database instanceof SqliteDatabase) await scrub(database)
      return {}
    case 'done':
      return {}
  }
}

/** Waits for it, and no longer than so. */
async function until(condition: () => boolean, withinMs: number, signal: AbortSignal): Promise<void> {
  for (let waited = 0; !condition() && waited < withinMs; waited += rightsDefaults.lookMs)
    await pause(rightsDefaults.lookMs, undefined, { signal })
}
