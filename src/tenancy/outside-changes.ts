import { tenancyDefaults } from '../config/defaults.ts'
import type { Database } from './database.ts'

/**
 * Whether another process (the command line, another gateway) changed what is remembered of a database since the last
 * time this was asked. Asked on the road, so it looks at most every `outsideChangeMs`; `now`: the other says that it did.
 */
export function outsideChanges(database: Database, clock: () => number): (now?: boolean) => boolean {
  let seen = database.outsideVersion()
  let nextLook = clock() + tenancyDefaults.outsideChangeMs
  return (now = false) => {
    const at = clock()
    // A shared database learns of it with every transaction, and keeps to the time by itself.
    if (!now && !database.shared && at < nextLook) return false
    nextLook = at + tenancyDefaults.outsideChangeMs
    const current = database.outsideVersion(now)
    const changed = current !== seen
    seen = current
    return changed
  }
}

/** What is read once, and again when another process may have changed it. */
export interface Remembered<Value> {
  /** The same object until it changed. */
  get(): Value
  /** It changed here. */
  forget(): void
}

/** `read` reads tables that `outsideVersion` tells of. */
export function remembered<Value>(database: Database, clock: () => number, read: () => Value): Remembered<Value> {
  let changedOutside: (() => boolean) | undefined
  let known: { readonly value: Value } | undefined
  return {
    get() {
      changedOutside ??= outsideChanges(database, clock)
      if (changedOutside()) known = undefined
      known ??= { value: read() }
      return known.value
    },
    forget: () => void (known = undefined),
  }
}
