import BetterSqlite3 from 'better-sqlite3'

/**
 * Counts what every SQLite database of this process is asked: where time would be measured, and would be the machine's,
 * the same number of statements says that the same was looked up.
 */
export function countStatements(): { asked(): number } {
  const database = new BetterSqlite3(':memory:')
  const prototype = Object.getPrototypeOf(database.prepare('select 1')) as Record<
    string,
    (...given: unknown[]) => unknown
  > // its methods
  database.close()
  let count = 0
  for (const name of ['get', 'all', 'run', 'iterate']) {
    const original = prototype[name]!
    prototype[name] = function (this: unknown, ...given) {
      count += 1
      return original.apply(this, given)
    }
  }
  return { asked: () => count }
}
