import type { ChatbotId, KnowledgeBaseId } from '../../contracts/id.ts'
import type { KnowledgeBase, KnowledgeStore, VectorCollections } from '../../contracts/ports.ts'
import type { KnowledgeKit } from './kit.ts'

interface Row {
  readonly number: number
  readonly id: KnowledgeBaseId
  readonly chatbot_id: ChatbotId
  readonly name: string
  readonly created_at: number
}

/** Terms come in pieces already: whatever is not ASCII is a letter to this tokenizer, and spaces are between them. */
const index = "content='', contentless_delete=1, tokenize='ascii'"

export function createBases(
  { database, mint, clock }: KnowledgeKit,
  vectors: VectorCollections,
): KnowledgeStore['bases'] {
  return {
    create(chatbot, name) {
      return database.write(() => {
        const row: Row | undefined = database
          .prepare<[string, string, string, number], Row>(
            'insert into knowledge_bases (id, chatbot_id, name, created_at) values (?, ?, ?, ?) returning number, id, chatbot_id, name, created_at',
          )
          .get(mint('kb'), chatbot, name, clock())
        if (row === undefined) throw new Error('A row that was inserted is not there.')
        for (const kind of ['words', 'grams']) {
          const table = `knowledge_${kind}_${row.number}`
          database.handle.exec(
            `create virtual table ${table} using fts5(terms, ${index}); create virtual table ${table}_terms using fts5vocab(${table}, 'row')`,
          )
        }
        return baseOf(row)
      })
    },

    find: (id) => one(id, 0),
    findClosed: (id) => one(id, 1),

    all: () => rows(false).map(baseOf),

    close: ({ number }) =>
      database.write(() => {
        database.prepare<[number]>('update knowledge_bases set closed = 1 where number = ?').run(number)
        database
          .prepare<[number, number, number]>(
            "update knowledge_documents set status = 'removing', due_at = ?, updated_at = ? where base_id = (select id from knowledge_bases where number = ?)",
          )
          .run(clock(), clock(), number)
      }),

    async dropClosed() {
      for (const row of rows(true)) {
        const left = database
          .prepare<[string]>('select 1 from knowledge_documents where base_id = ? limit 1')
          .get(row.id)
        if (left !== undefined) continue
        await vectors.drop(baseOf(row))
        await database.write(() => {
          for (const kind of ['words', 'grams'])
            database.handle.exec(
              `drop table if exists knowledge_${kind}_${row.number}_terms; drop table if exists knowledge_${kind}_${row.number}`,
            )
          database.prepare<[number]>('delete from knowledge_bases where number = ?').run(row.number)
        })
      }
    },
  }

  /** `closed`: the most that it may be. */
  function one(id: string, closed: 0 | 1): KnowledgeBase | undefined {
    const row = database
      .prepare<[string, number], Row>(
        'select number, id, chatbot_id, name, created_at from knowledge_bases where id = ? and closed <= ?',
      )
      .get(id, closed)
    return row === undefined ? undefined : baseOf(row)
  }

  function rows(closed: boolean): readonly Row[] {
    return database
      .prepare<[number], Row>(
        'select number, id, chatbot_id, name, created_at from knowledge_bases where closed = ? order by number',
      )
      .all(closed ? 1 : 0)
  }
}

function baseOf({ number, id, chatbot_id: chatbot, name, created_at: createdAt }: Row): KnowledgeBase {
  return { number, id, chatbot, name, createdAt }
}
