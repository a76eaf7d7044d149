import { ask, choiceOf, date, number, say, silence, text, workflowService, yesNo } from 'colloquy/sdk'
import type { Effect, ServiceQuestion, WorkflowRun } from 'colloquy/sdk'
import type { Workflow } from './definition.ts'
import type { Talk } from './engine.ts'
import type { Context } from './run.ts'

/** A workflow that a service runs: it has the steps, we have the person. */

const lookAgainMs = 5_000

const serviceOf = ({ http, settings: { service = '', serviceKey } }: Context) =>
  workflowService(http, { url: service, ...(serviceKey === undefined ? {} : { key: serviceKey }) })

export async function* startRemote(context: Context, { name }: Workflow): Talk {
  const { contact, language } = context
  return yield* follow(context, await serviceOf(context).start(name, { contact: { id: contact.id }, language }))
}

/** After it said that it was working. */
export async function* lookAgain(context: Context, id: string): Talk {
  return yield* follow(context, await serviceOf(context).look(id))
}

async function* follow(context: Context, first: WorkflowRun): Talk {
  const { words, schedule, now, log } = context
  let run = first
  for (;;) {
    for (const message of run.messages) yield say(message)
    switch (run.status) {
      case 'asking': {
        if (run.question === undefined) return silence
        if (run.problem !== undefined) yield say(run.problem)
        const answer = yield* put(run.question)
        run = await serviceOf(context).answer(run.id, run.question.id, answer)
        break
      }
      case 'working':
        schedule.at('look', now() + (run.againAfterMs ?? lookAgainMs), { run: run.id })
        return silence
      case 'failed':
        log.error('A workflow of the service failed.', { reason: run.reason })
        return words('failed_elsewhere')
      case 'done':
      case 'cancelled':
        return silence
    }
  }
}

async function* put({
  kind,
  text: question,
  options = [],
  minimum,
  maximum,
}: ServiceQuestion): AsyncGenerator<Effect, unknown, unknown> {
  switch (kind) {
    case 'text':
      return yield* ask(question, text({ maxLength: 2000 }))
    case 'number': {
      const bounds = { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) }
      return yield* ask(question, number(bounds))
    }
    case 'yesNo':
      return yield* ask(question, yesNo())
    case 'choice':
      return yield* ask(question, choiceOf(Object.fromEntries(options.map(({ id, label }) => [id, label]))))
    case 'date':
      return yield* ask(question, date())
  }
}
