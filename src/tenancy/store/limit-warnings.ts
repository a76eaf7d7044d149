import type { LimitWarning, LimitWarnings } from '../../contracts/limits.ts'
import type { StoreKit } from './kit.ts'

/** Which limits a tenant was told of: each level of each once a day or month. */
export function createLimitWarnings({ database, clock, feed }: StoreKit): LimitWarnings {
  const known = () =>
    database.prepare<[string, string, number]>(
      'select 1 from limit_warnings where name = ? and period = ? and level >= ?',
    )
  const keep = () =>
    database.prepare<[string, string, number, number]>(
      'insert or ignore into limit_warnings (name, period, level, at) values (?, ?, ?, ?)',
    )
  const isNew = ({ name, period, level }: LimitWarning) => known().get(name, period, level) === undefined

  return {
    async tell(warnings) {
      if (!warnings.some(isNew)) return []
      return database.write(() => {
        const told = warnings.filter(isNew)
        for (const warning of told) {
          const { name, period, level, used, limit, resetsAt } = warning
          keep().run(name, period, level, clock())
          feed.emit(level < 100 ? 'limit.near' : 'limit.reached', () => ({
            limit: name,
            used,
            most: limit,
            percent: level,
            ...(resetsAt === undefined ? {} : { resetsAt: new Date(resetsAt).toISOString() }),
          }))
        }
        return told
      })
    },
  }
}
