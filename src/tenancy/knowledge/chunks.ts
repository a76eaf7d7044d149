import type { DocumentId } from '../../contracts/id.ts'
import type { KeptChunk, KnowledgeBase, KnowledgeStore, TermKind } from '../../contracts/ports.ts'
import { json, parsed } from '../store/kit.ts'
import { changeRow } from './documents.ts'
import type { KnowledgeKit } from './kit.ts'

interface Row {
  readonly id: number
  readonly document_id: DocumentId
  readonly title: string
  readonly url: string | null
  readonly language: string
  readonly text: string
  readonly headings: string
  readonly pages: string
}

/** Of the version that is found: the next one is being made, and older ones are on their way out. */
const found =
  "select c.id, c.document_id, d.title, d.url, d.language, c.text, c.headings, c.pages from knowledge_chunks c join knowledge_documents d on d.id = c.document_id and d.version = c.version and d.status <> 'removing'"

export function createChunks({ database, clock }: KnowledgeKit): KnowledgeStore['chunks'] {
  const begun = (document: DocumentId): number =>
    database
      .prepare<[string], { count: number }>(
        'select count(*) as count from knowledge_chunks c join knowledge_documents d on d.id = c.document_id where d.id = ? and c.version = d.version + 1',
      )
      .get(document)?.count ?? 0

  return {
    async begin(document, textHash) {
      await database.write(() => {
        const row = database
          .prepare<[string], { building_hash: string | null }>(
            'select building_hash from knowledge_documents where id = ?',
          )
          .get(document)
        if (row?.building_hash === textHash) return
        // What was begun was of another text: nobody finds it, and it is swept with the rest.
        database
          .prepare<[string, string]>(
            'update knowledge_chunks set version = -1 where document_id = ? and version = 1 + (select version from knowledge_documents where id = ?)',
          )
          .run(document, document)
        database
          .prepare<[string, string]>('update knowledge_documents set building_hash = ? where id = ?')
          .run(textHash, document)
      })
      return begun(document)
    },

    append: ({ id }, base, chunks) =>
      database.write(() => {
        let position = begun(id)
        for (const { text, headings, pages, words, grams } of chunks) {
          const { lastInsertRowid } = database
            .prepare<[number, string, string, number, string, string, string]>(
              'insert into knowledge_chunks (base, document_id, version, position, text, headings, pages) values (?, ?, 1 + (select version from knowledge_documents where id = ?), ?, ?, ?, ?)',
            )
            .run(base.number, id, id, position++, text, json(headings), json(pages))
          index(base, 'words').run(Number(lastInsertRowid), words.join(' '))
          index(base, 'grams').run(Number(lastInsertRowid), grams.join(' '))
        }
      }),

    publish: (document, change) =>
      database.write(() => {
        database
          .prepare<[number, string]>(
            'update knowledge_documents set version = version + 1, building_hash = null, chunks = ? where id = ?',
          )
          .run(begun(document), document)
        changeRow(database, clock(), document, change)
      }),

    stale: (document, whole, limit) =>
      database
        .prepare<[string, number, number], { id: number }>(
          'select c.id from knowledge_chunks c left join knowledge_documents d on d.id = c.document_id where c.document_id = ? and (? = 1 or c.version < d.version) limit ?',
        )
        .all(document, whole ? 1 : 0, limit)
        .map(({ id }) => id),

    remove: (base, ids) =>
      database.write(() => {
        for (const kind of ['words', 'grams'] as const)
          database
            .prepare<[string]>(`delete from ${tableOf(base, kind)} where rowid in (select value from json_each(?))`)
            .run(json(ids))
        database
          .prepare<[string]>('delete from knowledge_chunks where id in (select value from json_each(?))')
          .run(json(ids))
      }),

    tidy: (base) =>
      database.write(() => {
        const before = database.prepare<[], { count: number }>('select total_changes() as count')
        const changes = before.get()?.count ?? 0
        for (const kind of ['words', 'grams'] as const) {
          const table = tableOf(base, kind)
          // Negative: merges all levels into one, so many pages at a time; what was deleted is not in the result.
          database.prepare<[number]>(`insert into ${table} (${table}, rank) values ('merge', ?)`).run(-tidiedPages)
        }
        // FTS5 says that a merge found nothing to do by changing one row of each.
        return (before.get()?.count ?? 0) - changes > 3
      }),

    find: (ids) =>
      database
        .prepare<[string], Row>(`${found} where c.id in (select value from json_each(?))`)
        .all(json(ids))
        .map(chunkOf),

    count: ({ number }) =>
      database
        .prepare<[number], { count: number }>('select count(*) as count from knowledge_chunks where base = ?')
        .get(number)?.count ?? 0,

    frequencies(base, kind, terms) {
      const statement = database.prepare<[string], { doc: number }>(
        `select doc from ${tableOf(base, kind)}_terms where term = ?`,
      )
      return terms.map((term) => statement.get(term)?.doc ?? 0)
    },

    match(base, kind, terms, limit) {
      if (terms.length === 0) return []
      const table = tableOf(base, kind)
      return database
        .prepare<[string, number], { chunk: number; score: number }>(
          `select rowid as chunk, -rank as score from ${table} where ${table} match ? order by rank limit ?`,
        )
        .all(terms.map((term) => `"${term}"`).join(' OR '), limit)
    },

    withoutVector: ({ number }, model, after, limit) =>
      database
        .prepare<[number, number, string, number], Row>(
          `${found} where c.base = ? and c.id > ? and c.vector_model is not ? order by c.id limit ?`,
        )
        .all(number, after, model, limit)
        .map(chunkOf),

    markVectors: (ids, model) =>
      database.write(() => {
        database
          .prepare<[string, string]>(
            'update knowledge_chunks set vector_model = ? where id in (select value from json_each(?))',
          )
          .run(model, json(ids))
      }),

    forgetOtherModels: ({ number }, model) =>
      database.write(
        () =>
          database
            .prepare<[number, string]>(
              'update knowledge_chunks set vector_model = null where base = ? and vector_model <> ?',
            )
            .run(number, model).changes > 0,
      ),
  }

  function index(base: KnowledgeBase, kind: TermKind) {
    return database.prepare<[number, string]>(`insert into ${tableOf(base, kind)} (rowid, terms) values (?, ?)`)
  }
}

/** Pages of the index that are rewritten at once: about a millisecond. */
const tidiedPages = 64

function tableOf({ number }: KnowledgeBase, kind: TermKind): string {
  return `knowledge_${kind}_${number}`
}

function chunkOf({ id, document_id: document, title, url, language, text, headings, pages }: Row): KeptChunk {
  return {
    id,
    document,
    title,
    language,
    text,
    headings: parsed(headings),
    pages: parsed(pages),
    ...(url === null ? {} : { url }),
  }
}
