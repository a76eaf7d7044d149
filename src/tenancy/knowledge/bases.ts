import { Busy } from '../../contracts/errors.ts'
import type { ChatbotId, KnowledgeBaseId } from '../../contracts/id.ts'
import type { KnowledgeBase, KnowledgeStore, VectorCollections } from '../../contracts/ports.ts'
import { remembered } from '../outside-changes.ts'
import type { KnowledgeKit } from './kit.ts'
import type { Terms } from './terms.ts'

interface Row {
  readonly number: number
  readonly id: KnowledgeBaseId
  readonly chatbot_id: ChatbotId
  readonly name: string
  readonly created_at: number
}

export function createBases(
  { database, mint, clock }: KnowledgeKit,
  terms: Terms,
  vectors: VectorCollections,
): KnowledgeStore['bases'] {
  const known = remembered(database, clock, () => rows(false).map(baseOf))

  /** What is read of them afterwards is read anew. */
  async function change<Result>(unit: () => Result): Promise<Result> {
    try {
      return await database.write(unit)
    } finally {
      known.forget()
    }
  }

  return {
    create(chatbot, name) {
      return change(() => {
        const base = { id: mint('kb'), chatbot_id: chatbot, name, created_at: clock() }
        const { lastInsertRowid } = database
          .prepare<[string, string, string, number]>(
            'insert into knowledge_bases (id, chatbot_id, name, created_at) values (?, ?, ?, ?)',
          )
          .run(base.id, chatbot, name, base.created_at)
        const row: Row = { number: Number(lastInsertRowid), ...base }
        terms.create(baseOf(row))
        return baseOf(row)
      })
    },

    find: (id) => one(id, 0),
    findClosed: (id) => one(id, 1),

    all: () => known.get(),

    orphans: () =>
      database
        .prepare<[], Row>(
          `select number, id, chatbot_id, name, created_at from knowledge_bases
           where closed = 0 and chatbot_id not in (select id from chatbots)`,
        )
        .all()
        .map(baseOf),

    close: ({ number }) =>
      change(() => {
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
        if (!(await isDropped(baseOf(row)))) continue
        await database.write(() => {
          terms.drop(baseOf(row))
          database.prepare<[number]>('delete from knowledge_bases where number = ?').run(row.number)
        })
      }
    },
  }

  /** What is kept elsewhere may be away: its base stays closed until it is back. */
  async function isDropped(base: KnowledgeBase): Promise<boolean> {
    try {
      await vectors.drop(base)
      return true
    } catch (error) {
      if (error instanceof Busy) return false
      throw error
    }
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
