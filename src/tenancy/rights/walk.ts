import { setImmediate as breathe } from 'node:timers/promises'
import { rightsDefaults } from '../../config/defaults.ts'
import type { Database } from '../database.ts'
import type { Row } from './kept.ts'
import type { Targets } from './targets.ts'

/**
 * Rows of a table in the order of its key, some at a time and with room for others in between: no statement stays open,
 * and rows that come or go meanwhile disturb nothing.
 */
export async function* walked(
  database: Database,
  table: string,
  key: readonly string[],
  where: string,
  targets?: Pick<Targets, 'rows'>,
): AsyncGenerator<readonly Row[]> {
  const order = key.join(', ')
  const marks = key.map(() => '?').join(', ')
  const from = `select * from ${table} where ${where}`
  let after: readonly (string | number)[] | undefined
  for (;;) {
    const further = after === undefined ? '' : ` and (${order}) > (${marks})`
    const sql = `${from}${further} order by ${order} limit ${rightsDefaults.rowsAtOnce}`
    const rows: readonly Row[] =
      targets === undefined
        ? database.prepare<unknown[], Row>(sql).all(...(after ?? []))
        : targets.rows(sql, ...(after ?? []))
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < rightsDefaults.rowsAtOnce) return
    after = key.map((column) => last[column] as string | number) // keys are numbers and texts
    await breathe()
  }
}
