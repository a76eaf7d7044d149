import type { ErasureId } from '../../contracts/id.ts'
import type { ErasureOrigin } from '../../contracts/rights.ts'
import type { Database } from '../database.ts'
import { targetsOf } from './targets.ts'

/** Whom: what is known of them at first. */
export interface Asked {
  readonly contacts: readonly string[]
  /** `<channel> <the platform's id>` */
  readonly users: readonly string[]
}

/** An erasure that will be carried out, whatever happens. Harmless for one that was asked for before. Inside a write. */
export function askErasure(
  database: Database,
  id: ErasureId,
  { contacts, users }: Asked,
  by: ErasureOrigin,
  at: number,
): void {
  const { changes } = database
    .prepare<[string, string, number]>(
      "insert or ignore into erasures (id, asked_by, step, at, counts) values (?, ?, 'find', ?, '{}')",
    )
    .run(id, by, at)
  if (changes === 0) return
  const targets = targetsOf(database, id)
  targets.add('contact', contacts)
  targets.add('user', users)
}
