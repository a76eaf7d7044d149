import { Invalid } from '../../contracts/errors.ts'
import type { Page } from '../../contracts/page.ts'
import type { Database } from '../database.ts'

/** A page of jobs, the newest first: their ids begin with the time, so they are the order. Throws Invalid. */
export function pageById<Row extends { readonly id: string }, Item>(
  database: Database,
  table: 'erasures' | 'exports',
  limit: number,
  cursor: string | undefined,
  shown: (row: Row) => Item,
): Page<Item> {
  if (cursor !== undefined && !/^[a-z]{2}_[a-z0-9]{6,40}$/.test(cursor))
    throw new Invalid('This is no cursor of this list.', 'cursor')
  const rows = database
    .prepare<[string, number], Row>(`select * from ${table} where id < ? order by id desc limit ?`)
    .all(cursor ?? '~', limit + 1)
  const items = rows.slice(0, limit)
  return { items: items.map(shown), nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
