import { createHash } from 'node:crypto'
import { knowledgeDefaults } from '../../config/defaults.ts'
import type { ConversationId } from '../../contracts/id.ts'
import type { OpenQuestion, Questions } from '../../contracts/ports.ts'
import type { KnowledgeKit } from './kit.ts'

/** What people asked, a row each: the newest are kept. */
export function createQuestions({ database, clock }: KnowledgeKit): Questions {
  return {
    record: ({ chatbot, conversation, question, answered }) =>
      database.write(() => {
        const { lastInsertRowid } = database
          .prepare<[string, string | null, string, string, number, number]>(
            'insert into knowledge_questions (chatbot_id, conversation_id, likeness, question, answered, at) values (?, ?, ?, ?, ?, ?)',
          )
          .run(chatbot, conversation ?? null, likenessOf(question), question, answered ? 1 : 0, clock())
        database
          .prepare<[number]>('delete from knowledge_questions where id <= ?')
          .run(Number(lastInsertRowid) - knowledgeDefaults.questionsKept)
      }),

    async rate({ chatbot, conversation, question, helpful }) {
      await database.write(() => {
        const last = database
          .prepare<[string, string, ConversationId | null, ConversationId | null], { id: number | null }>(
            'select max(id) as id from knowledge_questions where chatbot_id = ? and likeness = ? and (? is null or conversation_id = ?)',
          )
          .get(chatbot, likenessOf(question), conversation ?? null, conversation ?? null)
        database
          .prepare<[number, number | null]>('update knowledge_questions set helpful = ? where id = ?')
          .run(helpful ? 1 : 0, last?.id ?? null)
      })
    },

    open: (chatbot, limit) =>
      database
        .prepare<[string, number], OpenQuestion>(
          `select q.question, g.asked, g.unanswered, g.unhelpful, g.lastAt from
           (select max(id) as last, count(*) as asked, sum(answered = 0) as unanswered,
             sum(coalesce(helpful, 1) = 0) as unhelpful, max(at) as lastAt
             from knowledge_questions where chatbot_id = ? group by likeness) g
           join knowledge_questions q on q.id = g.last where g.unanswered + g.unhelpful > 0
           order by g.unanswered + 2 * g.unhelpful desc, g.lastAt desc limit ?`,
        )
        .all(chatbot, limit),
  }
}

/** The same words in the same order, however they are written. */
function likenessOf(question: string): string {
  const plain = question
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return createHash('sha256').update(plain).digest('hex')
}
