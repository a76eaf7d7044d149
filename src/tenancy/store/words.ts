import { textSearchDefaults } from '../../config/defaults.ts'
import type { Database } from '../database.ts'
import type { Term } from './search-terms.ts'

/** Which numbers have which terms: an index that finds by all of several terms. What is written is written inside a write. */
export interface Words {
  /** Of a number that is not in it. `terms`: with spaces between them. */
  add(number: number, terms: string): void
  remove(number: number): void
  /** Those below a number, the highest first. */
  page(terms: readonly Term[], below: number, limit: number): readonly number[]
  has(terms: readonly Term[], number: number): boolean
  /** Rewrites some of it, so that nothing of what was removed is left in it. Whether all is done. */
  tidy(): boolean
}

export type WordsTable = 'message_words' | 'contact_words'

/** `termsOf`: what is in the index for a number, with spaces between the terms; undefined when it is gone. */
export function openWords(
  database: Database,
  table: WordsTable,
  termsOf: (number: number) => string | undefined,
): Words {
  return database.engine === 'sqlite' ? indexedWords(database, table) : listedWords(database, table, termsOf)
}

/** FTS5, which keeps the terms and not the texts. */
function indexedWords(database: Database, table: WordsTable): Words {
  // FTS5 takes no notice of a bound that is no integer, and every number of JavaScript is bound as none.
  const match = (more: string) =>
    database.prepare<(string | number)[], { number: number }>(
      `select rowid as number from ${table} where ${table} match ? and ${more}`,
    )
  return {
    add: (number, terms) =>
      void database.prepare<[number, string]>(`insert into ${table} (rowid, terms) values (?, ?)`).run(number, terms),
    remove: (number) =>
      void database.prepare<[number]>(`delete from ${table} where rowid = cast(? as integer)`).run(number),
    page: (terms, below, limit) =>
      match('rowid < cast(? as integer) order by rowid desc limit ?')
        .all(expression(terms), below, limit)
        .map(({ number }) => number),
    has: (terms, number) => match('rowid = cast(? as integer)').get(expression(terms), number) !== undefined,
    tidy() {
      const changes = database.prepare<[], { count: number }>('select total_changes() as count')
      const before = changes.get()?.count ?? 0
      // Negative: merges all levels into one, so many pages at a time; what was deleted is not in the result.
      const merge = database.prepare<[number]>(`insert into ${table} (${table}, rank) values ('merge', ?)`)
      merge.run(-textSearchDefaults.tidiedPages)
      // A merge that finds nothing to do changes one row.
      return (changes.get()?.count ?? 0) - before <= 1
    },
  }
}

/** In FTS5's own language, in which nothing of what was typed means anything. */
function expression(terms: readonly Term[]): string {
  return terms.map(({ phrase, begins }) => `"${phrase.join(' ')}"${begins ? '*' : ''}`).join(' AND ')
}

/** A range of terms: one, or those with one beginning. */
type Range = readonly [from: string, to: string]

/**
 * A row for each number that has a term. The rarest term leads: what it has is looked up among the others. The rows know
 * no order of terms, so where terms must stand beside each other, what they are of is read again.
 */
function listedWords(database: Database, table: WordsTable, termsOf: (number: number) => string | undefined): Words {
  const { countedRows } = textSearchDefaults
  const count = database.prepare<[string, string, number], { count: number }>(
    `select count(*) as count from (select 1 from ${table} where term >= ? and term <= ? limit ?) some`,
  )
  const rarity = ([from, to]: Range) => count.get(from, to, countedRows)?.count ?? 0

  function find(terms: readonly Term[], where: string, values: readonly number[]): readonly number[] {
    const ranges = terms.flatMap(rangesOf)
    const [first, ...others] = ranges.length < 2 ? ranges : ranges.toSorted((one, other) => rarity(one) - rarity(other))
    if (first === undefined) return []
    const also = ` and exists (select 1 from ${table} o where o.number = w.number and o.term >= ? and o.term <= ?)`
    return database
      .prepare<(string | number)[], { number: number }>(
        `select distinct w.number as number from ${table} w where w.term >= ? and w.term <= ?${also.repeat(others.length)} and ${where}`,
      )
      .all(...first, ...others.flat(), ...values)
      .map(({ number }) => number)
  }

  function inOrder(terms: readonly Term[], number: number): boolean {
    const phrases = terms.filter(({ phrase }) => phrase.length > 1)
    if (phrases.length === 0) return true
    const all = ` ${termsOf(number) ?? ''} `
    return phrases.every(({ phrase }) => all.includes(` ${phrase.join(' ')} `))
  }

  /** Until so many are found that have the terms in order, or there are no more. */
  function page(terms: readonly Term[], below: number, limit: number): readonly number[] {
    const found: number[] = []
    for (let last = below; ;) {
      const some = find(terms, 'w.number < ? order by w.number desc limit ?', [last, limit])
      found.push(...some.filter((number) => inOrder(terms, number)))
      last = some.at(-1) ?? 0
      if (some.length < limit || found.length >= limit) return found.slice(0, limit)
    }
  }

  return {
    add(number, terms) {
      const all = JSON.stringify([
        ...new Set(
          terms
            .split(' ')
            .filter((term) => term !== '')
            .map(fitting),
        ),
      ])
      database
        .prepare<[number, string]>(`insert into ${table} (number, term) select ?, value from json_each(?)`)
        .run(number, all)
    },
    remove: (number) => void database.prepare<[number]>(`delete from ${table} where number = ?`).run(number),
    page,
    has: (terms, number) => find(terms, 'w.number = ?', [number]).length > 0 && inOrder(terms, number),
    // A row that is deleted is gone.
    tidy: () => true,
  }
}

const highest = '\u{10ffff}'

function rangesOf({ phrase, begins }: Term): readonly Range[] {
  return phrase.map((term) => [fitting(term), begins ? fitting(term) + highest : fitting(term)])
}

/** As much of a term as its column takes, and as UTF-8 writes it: of half a letter there is only one kind. */
export function fitting(term: string): string {
  return term.length <= termLength ? term.toWellFormed() : Array.from(term.toWellFormed()).slice(0, termLength).join('')
}
const termLength = 190
