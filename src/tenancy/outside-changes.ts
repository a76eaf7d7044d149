import { tenancyDefaults } from '../config/defaults.ts'
import type { SqliteDatabase } from './sqlite.ts'

/**
 * Whether another process (the command line) wrote to a database since the last time this was asked. SQLite keeps a
 * number for it that this connection's own writes do not change. Asked on the road, so it looks at most every
 * `outsideChangeMs`.
 */
export function outsideChanges(database: SqliteDatabase, clock: () => number): () => boolean {
  const version = () => database.prepare<[], { data_version: number }>('PRAGMA data_version').get()?.data_version
  let seen = version()
  let nextLook = clock() + tenancyDefaults.outsideChangeMs
  return () => {
    const now = clock()
    if (now < nextLook) return false
    nextLook = now + tenancyDefaults.outsideChangeMs
    const current = version()
    const changed = current !== seen
    seen = current
    return changed
  }
}
