import { modelDefaults } from '../config/defaults.ts'
import { GatewayError, Invalid } from '../contracts/errors.ts'
import type { Knowledge, Passage } from '../contracts/knowledge.ts'
import type { Log } from '../contracts/log.ts'
import type { ModelAnswer, Models, Question, Respond, Response } from '../contracts/models.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import { watched } from './pieces.ts'

/** Answers a tenant's own programs: by model on what the chatbot knows, by what it knows alone, or not at all. */
export function createRespond({
  models,
  knowledge,
  log,
}: {
  readonly models: Models
  readonly knowledge: Knowledge
  readonly log: Log
}): Respond {
  async function passagesFor(chatbot: Chatbot, question: Question): Promise<readonly Passage[]> {
    if (!knowledge.has(chatbot.id)) return []
    const { language = chatbot.languages[0], signal } = question
    return knowledge.search(chatbot.id, lastSaid(question), { language, limit: modelDefaults.passages, signal })
  }

  async function* byModel(chatbot: Chatbot, question: Question): AsyncGenerator<string, Response, undefined> {
    const { messages, language, maxTokens, signal } = question
    const passages = await passagesFor(chatbot, question)
    const answer = yield* models.stream(chatbot, {
      purpose: 'answer',
      system: passages.length > 0 ? fromPassages : fromNothing,
      messages,
      material: passages.map(({ text, source }, index) => ({ title: `[${index + 1}] ${source.title}`, text })),
      ...(language === undefined ? {} : { language }),
      ...(maxTokens === undefined ? {} : { maxTokens }),
      signal,
    })
    return { text: answer.text, sources: passages.map(({ source }) => source), model: costsOf(answer) }
  }

  async function* byKnowledge(chatbot: Chatbot, question: Question): AsyncGenerator<string, Response, undefined> {
    const { language = chatbot.languages[0], signal } = question
    const answer = knowledge.has(chatbot.id)
      ? await knowledge.answer(chatbot.id, lastSaid(question), { language, signal })
      : undefined
    if (answer !== undefined) yield answer.text
    return { text: answer?.text, sources: answer?.sources ?? [], model: undefined }
  }

  return async function* respond(chatbot, question) {
    const progress = { begun: false }
    try {
      if (models.available(chatbot)) return yield* watched(byModel(chatbot, question), () => (progress.begun = true))
    } catch (error) {
      if (progress.begun || question.signal.aborted || !(error instanceof GatewayError)) throw error
      log.info({ chatbot: chatbot.id, error }, 'A language model did not answer; what is known does.')
    }
    return yield* byKnowledge(chatbot, question)
  }
}

const fromPassages =
  'Answer the last message from the numbered passages alone, and put the number of each that you use behind the sentence, like [1]. Where they do not answer it, say that you do not know.'
const fromNothing =
  'Answer the last message. Where you would need facts that you were not told, say that you do not know.'

function lastSaid({ messages }: Question): string {
  const last = messages.findLast(({ role }) => role === 'user')
  if (last === undefined || last.role === 'tool')
    throw new Invalid('There is no message of a user to answer.', 'messages')
  return last.text
}

function costsOf({ text: _, calls: __, values: ___, ...rest }: ModelAnswer): Response['model'] {
  return rest
}
