import { ask, assessmentService, choiceOf, date, handoff, number, say, text, yesNo } from 'colloquy/sdk'
import type { AssessmentSession, Effect, ServiceQuestion } from 'colloquy/sdk'
import type { Context, Talk } from './take.ts'

/** A questionnaire that a service asks and scores: it has the questions, we have the person. */

const serviceOf = ({ http, settings: { service = '', serviceKey } }: Context) =>
  assessmentService(http, { url: service, ...(serviceKey === undefined ? {} : { key: serviceKey }) })

/** By name, titled in the language of the person. */
export async function offeredBy(context: Context): Promise<Readonly<Record<string, string>>> {
  if (context.settings.service === undefined) return {}
  const items = await serviceOf(context).list(context.language)
  return Object.fromEntries(items.map(({ name, title }) => [name, title]))
}

export async function* takeRemote(context: Context, name: string): Talk {
  const { contact, language, words, store } = context
  const service = serviceOf(context)
  const key = `session:${name}`
  const before = await store.contact.get(key, text())
  let session: AssessmentSession | undefined = before === undefined ? undefined : await service.look(before)
  if (session?.status !== 'asking') {
    session = await service.start(name, { contact: { id: contact.id }, language })
    store.contact.set(key, session.id)
  }
  while (session.status === 'asking' && session.question !== undefined) {
    const { question, problem, answered, total } = session
    if (problem !== undefined) yield say(problem)
    const progress = words('progress', { n: answered + 1, of: total })
    const answer = yield* put(question, `${progress}\n\n${question.text}`)
    session = await service.answer(session.id, question.id, answer)
  }
  store.contact.delete(key)
  const { result } = session
  if (result === undefined) return words('not_begun')
  if (result.handoff === undefined) return result.text
  yield say(result.text)
  return handoff(result.handoff)
}

async function* put(
  { kind, options = [], minimum, maximum }: ServiceQuestion,
  prompt: string,
): AsyncGenerator<Effect, unknown, unknown> {
  const bounds = { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) }
  switch (kind) {
    case 'text':
      return yield* ask(prompt, text({ maxLength: 2000 }))
    case 'number':
      return yield* ask(prompt, number(bounds))
    case 'yesNo':
      return yield* ask(prompt, yesNo())
    case 'choice':
      return yield* ask(prompt, choiceOf(Object.fromEntries(options.map(({ id, label }) => [id, label]))))
    case 'date':
      return yield* ask(prompt, date())
  }
}
