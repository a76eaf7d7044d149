import { textSearchDefaults } from '../../config/defaults.ts'
import type { SearchIndex } from '../../contracts/desk.ts'
import type { Part } from '../../contracts/message.ts'
import type { SqliteDatabase } from '../sqlite.ts'
import { parsed } from './kit.ts'
import { indexed, textOf, type Sought } from './search-terms.ts'

interface ContactRow {
  readonly user_id: string
  readonly name: string | null
  readonly username: string | null
  readonly phone: string | null
  readonly details: string | null
}

const tables = { messages: 'message_words', contacts: 'contact_words' } as const

/** What is found by its words, by number, the highest first. */
export interface Search {
  readonly index: SearchIndex
  /** Those below a number; as many as somebody asks for. */
  found(of: keyof typeof tables, sought: Sought, below: number): IterableIterator<number>
  has(of: keyof typeof tables, sought: Sought, number: number): boolean
  textOf(parts: readonly Part[]): string
}

/**
 * The full-text index of messages and contacts follows what is written to the tables: messages by their number, and
 * whatever changed by a list of changes. It is no part of a turn's transaction (it would add a tenth to its cost), and a
 * crash leaves it where it was.
 */
export function createSearch(database: SqliteDatabase): Search {
  const text = (parts: readonly Part[]) =>
    textOf(parts, (mediaId) =>
      database
        .prepare<[string], { text: string }>('select text from media_texts where media_id = ? order by read_as')
        .all(mediaId)
        .map((row) => row.text)
        .join('\n'),
    )
  // FTS5 takes no notice of a bound that is no integer, and every number of JavaScript is bound as none.
  const match = (of: keyof typeof tables, more: string) =>
    database.prepare<(string | number)[], { number: number }>(
      `select rowid as number from ${tables[of]} where ${tables[of]} match ? and ${more}`,
    )
  return {
    index: createIndex(database, text),
    *found(of, { expression }, below) {
      for (const { number } of match(of, 'rowid < cast(? as integer) order by rowid desc').iterate(expression, below))
        yield number
    },
    has: (of, { expression }, number) => match(of, 'rowid = cast(? as integer)').get(expression, number) !== undefined,
    textOf: text,
  }
}

function createIndex(database: SqliteDatabase, text: (parts: readonly Part[]) => string): SearchIndex {
  const { batch, followMs, rest, tidiedPages } = textSearchDefaults
  let closed = false
  let running: Promise<void> | undefined
  let wake: () => void = () => undefined

  /** Inside a write. Whether there may be more. */
  function step(): boolean {
    const changes = database
      .prepare<[number], { of: keyof typeof tables; number: number }>(
        'select of, number from search_changes order by of, number limit ?',
      )
      .all(batch)
    for (const { of, number } of changes) {
      if (of === 'contacts') put(of, number, contactText(number))
      else if (number <= upTo()) put(of, number, messageText(number))
      database.prepare<[string, number]>('delete from search_changes where of = ? and number = ?').run(of, number)
    }
    if (changes.length === batch) return true
    const rows = database
      .prepare<[number, number], { number: number; parts: string }>(
        'select number, parts from messages where number > ? order by number limit ?',
      )
      .all(upTo(), batch)
    for (const { number, parts } of rows) insert('messages').run(number, indexed(text(parsed(parts))))
    const last = rows.at(-1)
    if (last !== undefined)
      database.prepare<[number]>("update search_progress set up_to = ? where of = 'messages'").run(last.number)
    return rows.length === batch
  }

  const upTo = () =>
    database.prepare<[], { up_to: number }>("select up_to from search_progress where of = 'messages'").get()?.up_to ?? 0
  const insert = (of: keyof typeof tables) =>
    database.prepare<[number, string]>(`insert into ${tables[of]} (rowid, terms) values (?, ?)`)

  /** Undefined of what is gone: then nothing of it is found any more. */
  function put(of: keyof typeof tables, number: number, found: string | undefined): void {
    database.prepare<[number]>(`delete from ${tables[of]} where rowid = cast(? as integer)`).run(number)
    if (found !== undefined) insert(of).run(number, indexed(found))
  }

  function messageText(number: number): string | undefined {
    const row = database.prepare<[number], { parts: string }>('select parts from messages where number = ?').get(number)
    return row === undefined ? undefined : text(parsed(row.parts))
  }

  function contactText(number: number): string | undefined {
    const row = database
      .prepare<[number], ContactRow>('select user_id, name, username, phone, details from contacts where number = ?')
      .get(number)
    if (row === undefined) return undefined
    const { attributes = {}, ...details } =
      row.details === null
        ? {}
        : parsed<{ readonly attributes?: Readonly<Record<string, unknown>>; readonly [name: string]: unknown }>(
            row.details,
          )
    return [row.name, row.username, row.user_id, row.phone, ...Object.values(details), ...Object.values(attributes)]
      .filter((value) => typeof value === 'string' || typeof value === 'number')
      .join(' ')
  }

  function isBehind(): boolean {
    if (database.prepare('select 1 from search_changes limit 1').get() !== undefined) return true
    return database.prepare<[number]>('select 1 from messages where number > ? limit 1').get(upTo()) !== undefined
  }

  /** One batch; whether there may be more. Forgotten by a loss of power, and done again then. */
  const next = (): Promise<boolean> => (closed ? Promise.resolve(false) : database.note(step))

  async function run(): Promise<void> {
    for (let more = true; more && !closed;) {
      const began = performance.now()
      more = await next()
      const pause = rest * (performance.now() - began)
      if (more)
        await new Promise<void>((resolve) => {
          wake = resolve
          setTimeout(resolve, pause).unref()
        })
    }
  }

  return {
    async follow() {
      const end = performance.now() + followMs
      while (isBehind()) {
        if (performance.now() > end || closed) return false
        await next()
      }
      return true
    },
    sweep() {
      if (running !== undefined || closed || !isBehind()) return
      running = run()
        // Whatever it is, it is there again at the next sweep, and who searches is told of it.
        .catch(() => undefined)
        .finally(() => (running = undefined))
    },
    busy: () => running !== undefined,
    async close() {
      closed = true
      wake()
      await running
    },
    tidy: () =>
      database.write(() => {
        const changes = database.prepare<[], { count: number }>('select total_changes() as count')
        const before = changes.get()?.count ?? 0
        for (const table of Object.values(tables))
          // Negative: merges all levels into one, so many pages at a time; what was deleted is not in the result.
          database.prepare<[number]>(`insert into ${table} (${table}, rank) values ('merge', ?)`).run(-tidiedPages)
        // A merge that finds nothing to do changes one row.
        return (changes.get()?.count ?? 0) - before <= Object.values(tables).length
      }),
  }
}
