import type { TermKind } from '../../contracts/ports.ts'
import type { Database } from '../database.ts'
import { fitting } from '../store/words.ts'
import type { Terms } from './terms.ts'

/** A row for each chunk that has a term, of all bases together: in the words of MySQL. */
export function listedTerms(database: Database): Terms {
  const sizeOf = (base: number, kind: TermKind) =>
    database
      .prepare<[number, string], { chunks: number; terms: number }>(
        'select chunks, terms from knowledge_sizes where base = ? and kind = ?',
      )
      .get(base, kind)

  const frequencies: Terms['frequencies'] = ({ number }, kind, terms) => {
    if (terms.length === 0) return []
    const rows = database
      .once<(string | number)[], { term: string; count: number }>(
        `select term, count(*) as count from knowledge_${kind} where base = ? and term in (${marks(terms)}) group by term`,
      )
      .all(number, ...terms.map(fitting))
    const counts = new Map(rows.map(({ term, count }) => [term, count]))
    return terms.map((term) => counts.get(fitting(term)) ?? 0)
  }

  return {
    create({ number }) {
      const size = database.prepare<[number, string]>(
        'insert into knowledge_sizes (base, kind, chunks, terms) values (?, ?, 0, 0)',
      )
      for (const kind of ['words', 'grams']) size.run(number, kind)
    },
    drop({ number }) {
      for (const table of ['knowledge_words', 'knowledge_grams', 'knowledge_sizes'])
        database.prepare<[number]>(`delete from ${table} where base = ?`).run(number)
    },
    add({ number }, kind, chunk, terms) {
      const counts = new Map<string, number>()
      for (const term of terms.map(fitting)) counts.set(term, (counts.get(term) ?? 0) + 1)
      database
        .prepare<[number, number, number, string]>(
          `insert into knowledge_${kind} (base, chunk, length, term, frequency) select ?, ?, ?, term, frequency
           from json_table(?, '$[*]' columns (term varchar(190) path '$[0]', frequency int path '$[1]')) counted`,
        )
        .run(number, chunk, terms.length, JSON.stringify([...counts]))
      database
        .prepare<[number, number, string]>(
          'update knowledge_sizes set chunks = chunks + 1, terms = terms + ? where base = ? and kind = ?',
        )
        .run(terms.length, number, kind)
    },
    remove({ number }, kind, chunks) {
      const shrink = database.prepare<[number, number, string]>(
        `update knowledge_sizes set chunks = chunks - 1, terms = terms -
         (select coalesce(max(length), 0) from knowledge_${kind} where chunk = ?) where base = ? and kind = ?`,
      )
      const remove = database.prepare<[number]>(`delete from knowledge_${kind} where chunk = ?`)
      for (const chunk of chunks) {
        shrink.run(chunk, number, kind)
        remove.run(chunk)
      }
    },
    // A row that is deleted is gone.
    tidy: () => false,
    frequencies,
    match(base, kind, terms, limit) {
      const size = sizeOf(base.number, kind)
      const having = frequencies(base, kind, terms)
      const weighed = terms.flatMap((term, at) => {
        const count = having[at] ?? 0
        return count === 0 ? [] : [{ term: fitting(term), weight: weightOf(size?.chunks ?? 0, count) }]
      })
      if (size === undefined || weighed.length === 0) return []
      const slope = (saturation * lengthShare * size.chunks) / size.terms
      return database
        .once<(string | number)[], { chunk: number; score: number }>(
          `select chunk, sum(score) as score from (${weighed.map(() => scored(kind)).join(' union all ')}) each_term
           group by chunk order by score desc, chunk limit ?`,
        )
        .all(
          ...weighed.flatMap(({ term, weight }) => [
            ...[weight * (saturation + 1), saturation * (1 - lengthShare), slope, base.number, term],
          ]),
          limit,
        )
    },
  }
}

/** BM25 as FTS5 has it: https://sqlite.org/fts5.html#the_bm25_function */
const saturation = 1.2
const lengthShare = 0.75

/** A term that most chunks have counts next to nothing. */
function weightOf(chunks: number, having: number): number {
  const rarity = Math.log((chunks - having + 0.5) / (having + 0.5))
  return rarity > 0 ? rarity : 1e-6
}

/** `1e0`: decimal numbers would be rounded. */
const scored = (kind: TermKind): string =>
  `select chunk, 1e0 * ? * frequency / (frequency + ? + ? * length) as score from knowledge_${kind} where base = ? and term = ?`

const marks = (terms: readonly string[]): string => terms.map(() => '?').join(', ')
