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
        database
          .prepare<[string, string | null, string, string, number, number]>(
            'insert into knowledge_questions (chatbot_id, conversation_id, likeness, question, answered, at) values (?, ?, ?, ?, ?, ?)',
          )
          .run(chatbot, conversation ?? null, likenessOf(question), question, answered ? 1 : 0, clock())
        database
          .prepare<[number]>(
            'delete from knowledge_questions where id <= (select max(id) from knowledge_questions) - ?',
          )
          .run(knowledgeDefaults.questionsKept)
      }),

    async rate({ chatbot, conversation, question, helpful }) {
      await database.write(() => {
        database
          .prepare<[number, string, string, ConversationId | null, ConversationId | null]>(
            'update knowledge_questions set helpful = ? where id = (select max(id) from knowledge_questions where chatbot_id = ? and likeness = ? and (? is null or conversation_id = ?))',
          )
          .run(helpful ? 1 : 0, chatbot, likenessOf(question), conversation ?? null, conversation ?? null)
      })
    },

    open: (chatbot, limit) =>
      database
        .prepare<[string, number], OpenQuestion>(
          `select question, count(*) as asked, sum(answered = 0) as unanswered, sum(coalesce(helpful, 1) = 0) as unhelpful, max(at) as lastAt
           from knowledge_questions where chatbot_id = ? group by likeness having unanswered + unhelpful > 0
           order by unanswered + 2 * unhelpful desc, lastAt desc limit ?`,
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
