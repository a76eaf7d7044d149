import type { DocumentId } from '../../contracts/id.ts'
import type { KeptChunk, KnowledgeStore } from '../../contracts/ports.ts'
import { json, parsed } from '../store/kit.ts'
import { changeRow } from './documents.ts'
import type { KnowledgeKit } from './kit.ts'
import { termKinds, type Terms } from './terms.ts'

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

export function createChunks({ database, clock }: KnowledgeKit, terms: Terms): KnowledgeStore['chunks'] {
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
          terms.add(base, 'words', Number(lastInsertRowid), words)
          terms.add(base, 'grams', Number(lastInsertRowid), grams)
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
        for (const kind of termKinds) terms.remove(base, kind, ids)
        database
          .prepare<[string]>('delete from knowledge_chunks where id in (select value from json_each(?))')
          .run(json(ids))
      }),

    tidy: (base) => database.write(() => terms.tidy(base)),

    find: (ids) =>
      database
        .prepare<[string], Row>(`${found} where c.id in (select value from json_each(?))`)
        .all(json(ids))
        .map(chunkOf),

    count: ({ number }) =>
      database
        .prepare<[number], { count: number }>('select count(*) as count from knowledge_chunks where base = ?')
        .get(number)?.count ?? 0,

    frequencies: (...asked) => terms.frequencies(...asked),
    match: (base, kind, sought, limit) => (sought.length === 0 ? [] : terms.match(base, kind, sought, limit)),

    withoutVector: ({ number }, model, after, limit) =>
      database
        .prepare<[number, number, string, number], Row>(
          `${found} where c.base = ? and c.id > ? and (c.vector_model is null or c.vector_model <> ?) order by c.id limit ?`,
        )
        .all(number, after, model, limit)
        .map(chunkOf),

    markVectors: (ids, model) =>
      database.write(() => {
        database
          .prepare<[string | null, string]>(
            'update knowledge_chunks set vector_model = ? where id in (select value from json_each(?))',
          )
          .run(model ?? null, json(ids))
      }),

    withVector: ({ number }) =>
      database
        .prepare<[number], { count: number }>(
          'select count(*) as count from knowledge_chunks where base = ? and vector_model is not null',
        )
        .get(number)?.count ?? 0,

    idsWithVector: ({ number }, after, limit) =>
      database
        .prepare<[number, number, number], { id: number }>(
          'select id from knowledge_chunks where base = ? and id > ? and vector_model is not null order by id limit ?',
        )
        .all(number, after, limit)
        .map(({ id }) => id),

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
