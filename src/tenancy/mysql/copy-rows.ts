import { moveInDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'
import type { SqliteDatabase } from '../sqlite.ts'
import type { MysqlDatabase } from './database.ts'

export type Row = Readonly<Record<string, unknown>>

/** A table as SQLite tells of it. */
export interface CopiedTable {
  readonly name: string
  readonly columns: readonly string[]
  /** Its primary key: rows are copied, and compared, in the order of it. */
  readonly key: readonly string[]
  /** Of its rows; all where it is absent. */
  readonly only?: string
}

/** Tables with rows of ours; what full-text and vector indexes are kept in is made anew where it goes. */
export function tablesToCopy(database: SqliteDatabase, but: readonly string[]): readonly CopiedTable[] {
  const names = database
    .once<[], { name: string }>(
      "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like 'knex\\_%' escape '\\' order by name",
    )
    .all()
  return names.flatMap(({ name }) => {
    if (but.includes(name)) return []
    const columns = database
      .once<[string], { name: string; pk: number }>('select name, pk from pragma_table_info(?) order by cid')
      .all(name)
    const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk)
    if (key.length === 0) throw new Error(`The table ${name} has no primary key.`)
    return [{ name, columns: columns.map((column) => column.name), key: key.map((column) => column.name) }]
  })
}

/** Copies what is not there yet: it goes on behind the last row that is. Gives how many rows it copied. */
export async function copyRows(
  from: SqliteDatabase,
  to: MysqlDatabase,
  table: CopiedTable,
  changed: (row: Row) => Row = (row) => row,
): Promise<number> {
  const { name, columns, key } = table
  const insert = to.once<unknown[]>(
    `insert into ${quoted(name)} (${columns.map(quoted).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  )
  const [last] = to
    .once<[], Row>(
      `select ${key.map(quoted).join(', ')} from ${quoted(name)} where ${table.only ?? '1 = 1'} ${backwards(table)} limit 1`,
    )
    .all()
  const next = pagesOf(from, table, last)
  let copied = 0
  for (let rows = next(); rows.length > 0; rows = next()) {
    const batch = rows.map(changed)
    await to.write(() => {
      for (const row of batch) insert.run(...columns.map((column) => row[column]))
    })
    copied += batch.length
  }
  return copied
}

/** Row by row. Gives how many there are; throws Refused, with the table and the key, where the two differ. */
export function compareRows(
  from: SqliteDatabase,
  to: MysqlDatabase,
  table: CopiedTable,
  changed: (row: Row) => Row = (row) => row,
): number {
  const [original, copy] = [pagesOf(from, table, undefined), pagesOf(to, table, undefined)]
  let count = 0
  for (;;) {
    const rows = original()
    const copies = copy()
    for (let index = 0; index < Math.max(rows.length, copies.length); index++) {
      const [one, other] = [rows[index], copies[index]]
      const isSame = one !== undefined && other !== undefined && written(changed(one), table) === written(other, table)
      if (!isSame)
        throw new Refused(`The copy of ${table.name} differs at ${written(one ?? other ?? {}, table).slice(0, 200)}.`)
    }
    if (rows.length === 0) return count
    count += rows.length
  }
}

/** The next rows behind a key, and again and again until there are none. */
function pagesOf(
  database: SqliteDatabase | MysqlDatabase,
  { name, key, only = '1 = 1' }: CopiedTable,
  after: Row | undefined,
) {
  const columns = key.map(quoted).join(', ')
  const values = key.map(() => '?').join(', ')
  const text = (where: string) =>
    `select * from ${quoted(name)} ${where} order by ${columns} limit ${moveInDefaults.rows}`
  const first = database.once<unknown[], Row>(text(`where ${only}`))
  const following = database.once<unknown[], Row>(text(`where ${only} and (${columns}) > (${values})`))
  let last = after
  return (): readonly Row[] => {
    const behind = last
    const rows = behind === undefined ? first.all() : following.all(...key.map((column) => behind[column]))
    last = rows.at(-1) ?? last
    return rows
  }
}

const backwards = ({ key }: CopiedTable) => `order by ${key.map((column) => `${quoted(column)} desc`).join(', ')}`

/** The same text for the same row, whichever engine it comes from. */
function written(row: Row, { columns }: CopiedTable): string {
  return JSON.stringify(
    columns.map((column) => {
      const value = row[column]
      if (Buffer.isBuffer(value)) return { bytes: value.toString('base64') }
      return typeof value === 'bigint' ? value.toString() : (value ?? null)
    }),
  )
}

/** Names of our own tables and columns. */
const quoted = (name: string): string => `\`${name}\``
