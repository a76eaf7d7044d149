import { setImmediate as breathe } from 'node:timers/promises'
import { rightsDefaults } from '../../config/defaults.ts'
import type { Database } from '../database.ts'
import type { Finding, KeptTable, Person, Row } from './kept.ts'
import type { Targets } from './targets.ts'
import { walked } from './walk.ts'

/** Removes a person's rows of one table, some at a time; how many there were. Repeatable at any moment. */
export async function eraseRows(
  database: Database,
  targets: Targets,
  person: Person,
  table: KeptTable,
  signal: AbortSignal,
): Promise<number> {
  if (typeof table.holds === 'string') return 0
  let gone = 0
  for (const finding of table.holds.person) {
    gone +=
      'where' in finding
        ? await eraseFound(database, targets, table, table.holds.unlinked, finding.where, signal)
        : await eraseAmong(database, targets, person, table, finding, signal)
  }
  return gone
}

async function eraseFound(
  database: Database,
  targets: Targets,
  { table, key }: KeptTable,
  unlinked: readonly string[] | undefined,
  where: string,
  signal: AbortSignal,
): Promise<number> {
  const select = `select ${key.join(', ')} from ${table} where ${where} limit ${rightsDefaults.rowsAtOnce}`
  const letGo =
    unlinked === undefined
      ? `delete from ${table}`
      : `update ${table} set ${unlinked.map((column) => `${column} = null`).join(', ')}`
  const change = database.prepare<unknown[]>(`${letGo} where ${keyed(key)}`)
  for (let gone = 0; ;) {
    signal.throwIfAborted()
    const found = await database.write(() => {
      const rows = targets.rows(select)
      for (const row of rows) change.run(...valuesOf(row, key))
      return rows.length
    })
    gone += found
    if (found < rightsDefaults.rowsAtOnce) return gone
    await breathe()
  }
}

async function eraseAmong(
  database: Database,
  targets: Targets,
  person: Person,
  { table, key }: KeptTable,
  { among, mine }: Extract<Finding, { readonly among: string }>,
  signal: AbortSignal,
): Promise<number> {
  const remove = database.prepare<unknown[]>(`delete from ${table} where ${keyed(key)}`)
  let gone = 0
  for await (const rows of walked(database, table, key, among, targets)) {
    signal.throwIfAborted()
    const theirs = rows.flatMap((row) => {
      const left = mine(row, person)
      return left === undefined ? [] : [{ row, left }]
    })
    if (theirs.length === 0) continue
    await database.write(() => {
      for (const { row, left } of theirs) {
        if (left === 'row') remove.run(...valuesOf(row, key))
        else rewrite(database, table, key, row, left.left)
      }
    })
    gone += theirs.length
  }
  return gone
}

/** Unless somebody wrote it meanwhile: then it is looked at again in the next round. */
function rewrite(database: Database, table: string, key: readonly string[], before: Row, after: Row): void {
  const changed = Object.keys(after).filter((column) => after[column] !== before[column])
  database
    .prepare<unknown[]>(
      `update ${table} set ${changed.map((column) => `${column} = ?`).join(', ')}
       where ${keyed(key)} and ${changed.map((column) => `${column} = ?`).join(' and ')}`,
    )
    .run(...valuesOf(after, changed), ...valuesOf(before, key), ...valuesOf(before, changed))
}

const keyed = (key: readonly string[]): string => key.map((column) => `${column} = ?`).join(' and ')
const valuesOf = (row: Row, columns: readonly string[]): readonly unknown[] => columns.map((column) => row[column])
