import { knowledgeDefaults } from '../config/defaults.ts'
import { Invalid } from '../contracts/errors.ts'
import { messageId } from '../contracts/id.ts'
import type { KnowledgeAnswer, Passage } from '../contracts/knowledge.ts'
import type { Library } from '../contracts/plugin.ts'
import type { Frame } from './run.ts'

/** The `knowledge` capability: the chatbot's own documents, asked in the language of the person. */
export function lendKnowledge({ journal, loaded, run, input }: Frame): Library {
  const { chatbot, conversation } = run.turn
  const { knowledge, signal } = run.services
  const named = (call: string, asked: string): string => `${loaded.plugin.name} knowledge.${call} ${asked}`
  return {
    async search(query, { limit = knowledgeDefaults.passages } = {}) {
      const asked = plainQuestion(query)
      const most = Math.min(Math.max(1, Math.floor(limit)), knowledgeDefaults.passagesMax)
      const found = await journal.read(named('search', `${most} ${asked}`), () =>
        knowledge.search(chatbot.id, asked, { language: input.language, limit: most, signal }),
      )
      return found as readonly Passage[] // what the port gave, now or in an earlier turn
    },
    async answer(question) {
      const asked = plainQuestion(question)
      // Without documents nothing is asked, and nothing written down: most chatbots have none.
      if (journal.note(named('has', ''), () => knowledge.has(chatbot.id)) !== true) return undefined
      // A call: a model may have been paid for it, and a question without an answer is counted once.
      const answer = await journal.call(named('answer', asked), async () => {
        await run.services.fix()
        // Shown while it is written, as the message that will most likely be said with it.
        const id = messageId(run.turn.id, run.messages.length)
        let pieces = 0
        const onPiece = (text: string): void => run.services.onPiece(id, pieces++, text, false)
        const found = await knowledge.answer(chatbot.id, asked, {
          language: input.language,
          signal,
          conversation,
          onPiece,
        })
        if (pieces > 0) run.services.onPiece(id, pieces, '', true)
        return found ?? null
      })
      return (answer as KnowledgeAnswer | null) ?? undefined // null, because a journal is JSON
    },
    async rate(question, helpful) {
      const asked = plainQuestion(question)
      await journal.call(named('rate', `${helpful ? 'yes' : 'no'} ${asked}`), async () => {
        await run.services.fix()
        await knowledge.rate(chatbot.id, asked, helpful, conversation)
        return null
      })
    },
  }
}

/** One line, of the length of a question: a pasted page is searched for by its beginning. */
function plainQuestion(text: string): string {
  const plain = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
  if (plain === '') throw new Invalid('A question has at least one word.', 'question')
  return plain.slice(0, knowledgeDefaults.questionLength).toWellFormed()
}
