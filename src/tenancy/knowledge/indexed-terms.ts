import type { TermKind } from '../../contracts/ports.ts'
import type { SqliteDatabase } from '../sqlite.ts'
import { termKinds, type Terms, type TermsBase } from './terms.ts'

/** Terms come in pieces already: whatever is not ASCII is a letter to this tokenizer, and spaces are between them. */
const index = "content='', contentless_delete=1, tokenize='ascii'"
/** Pages of the index that are rewritten at once: about a millisecond. */
const tidiedPages = 64

/** FTS5 tables of each base. */
export function indexedTerms(database: SqliteDatabase): Terms {
  return {
    create(base) {
      for (const kind of termKinds) {
        const table = tableOf(base, kind)
        database.handle.exec(
          `create virtual table ${table} using fts5(terms, ${index}); create virtual table ${table}_terms using fts5vocab(${table}, 'row')`,
        )
      }
    },
    drop(base) {
      for (const kind of termKinds) {
        const table = tableOf(base, kind)
        database.handle.exec(`drop table if exists ${table}_terms; drop table if exists ${table}`)
      }
    },
    add(base, kind, chunk, terms) {
      database
        .prepare<[number, string]>(`insert into ${tableOf(base, kind)} (rowid, terms) values (?, ?)`)
        .run(chunk, terms.join(' '))
    },
    remove(base, kind, chunks) {
      database
        .prepare<[string]>(`delete from ${tableOf(base, kind)} where rowid in (select value from json_each(?))`)
        .run(JSON.stringify(chunks))
    },
    tidy(base) {
      const before = database.prepare<[], { count: number }>('select total_changes() as count')
      const changes = before.get()?.count ?? 0
      for (const kind of termKinds) {
        const table = tableOf(base, kind)
        // Negative: merges all levels into one, so many pages at a time; what was deleted is not in the result.
        database.prepare<[number]>(`insert into ${table} (${table}, rank) values ('merge', ?)`).run(-tidiedPages)
      }
      // FTS5 says that a merge found nothing to do by changing one row of each.
      return (before.get()?.count ?? 0) - changes > 3
    },
    frequencies(base, kind, terms) {
      const statement = database.prepare<[string], { doc: number }>(
        `select doc from ${tableOf(base, kind)}_terms where term = ?`,
      )
      return terms.map((term) => statement.get(term)?.doc ?? 0)
    },
    match: (base, kind, terms, limit) =>
      database
        .prepare<[string, number], { chunk: number; score: number }>(
          `select rowid as chunk, -rank as score from ${tableOf(base, kind)} where ${tableOf(base, kind)} match ? order by rank limit ?`,
        )
        .all(terms.map((term) => `"${term}"`).join(' OR '), limit),
  }
}

function tableOf({ number }: TermsBase, kind: TermKind): string {
  return `knowledge_${kind}_${number}`
}
