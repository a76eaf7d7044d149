import { ask as askPerson, choiceOf, definePlugin, goto, optional, pass, silence, text } from 'colloquy/sdk'
import { ask, press, resume } from './approval.ts'
import { check, settings } from './definition.ts'
import { advance, fail } from './engine.ts'
import type { Talk } from './engine.ts'
import { lookAgain, startRemote } from './remote.ts'
import { begin, close, due, find } from './run.ts'
import type { Context } from './run.ts'

/** The one that is named, the only one there is, or the one that is chosen. */
async function* start(context: Context, named: string): Talk {
  const { words, settings: { workflows } } = context // prettier-ignore
  const titles = Object.fromEntries(workflows.map(({ name, title }) => [name, words(title)]))
  const wanted = named.trim().toLowerCase()
  const meant = workflows.find(({ name }) => name === wanted || titles[name]?.toLowerCase() === wanted)
  const [only] = workflows
  const name = meant?.name ?? (workflows.length === 1 ? only?.name : yield* askPerson(words('which'), choiceOf(titles)))
  const workflow = workflows.find((each) => each.name === name)
  if (workflow === undefined) return silence
  if (workflow.remote === true) return yield* startRemote(context, workflow)
  const run = await begin(context, workflow)
  return run === undefined ? words('too_many') : yield* advance(context, workflow, run)
}

async function* goOn(context: Context, waiting: Waiting): Talk {
  const { run, workflow } = await look(context, waiting)
  if (run === undefined || workflow === undefined) return silence
  return yield* run.failed === undefined ? advance(context, workflow, run) : fail(context, workflow, run, run.failed)
}

async function* giveUp(context: Context, waiting: Waiting, reason: string): Talk {
  const { run, workflow } = await look(context, waiting)
  return run === undefined || workflow === undefined ? silence : yield* fail(context, workflow, run, reason)
}

interface Waiting {
  readonly run: string
  readonly token?: number
}

/** The run, and what it is a run of; one whose workflow is gone ends. */
async function look(context: Context, { run: id, token }: Waiting) {
  const run = await find(context, id, token)
  const workflow = context.settings.workflows.find(({ name }) => name === run?.workflow)
  if (run !== undefined && workflow === undefined)
    close(context, { ...run, failed: 'Its workflow was removed.' }, 'failed')
  return { run, workflow }
}

/** Everything under way in this conversation is given up and undone. */
async function* stop(context: Context): Talk {
  const [key] = await context.store.conversation.keys('run:')
  return key === undefined
    ? context.words('none_running')
    : yield* giveUp(context, { run: key.slice('run:'.length) }, 'It was stopped by the person.')
}

const wordsOf = (said: string): string =>
  said
    .toLowerCase()
    .replaceAll(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim()

export default definePlugin({
  name: 'workflow',
  mode: 'workflow',
  description:
    'Does what takes several steps: asks, calls programs, waits, has people approve, and undoes what failed.',
  needs: ['store', 'http', 'schedule'],
  settings,
  check,
  /** What begins a workflow word for word begins it, whatever else waits. */
  interrupt({ text: said, event, conversation, settings: { workflows } }) {
    if (event.kind !== 'message' || said.length > 120) return pass
    // In a group the others talk among themselves.
    if (conversation.group && event.mentioned !== true) return pass
    const plain = wordsOf(said)
    const meant =
      plain === ''
        ? undefined
        : workflows.find(({ start: phrases = [] }) => phrases.some((phrase) => wordsOf(phrase) === plain))
    return meant === undefined ? pass : goto('workflow', { name: meant.name })
  },
  commands: {
    workflow: {
      description: 'Begin something that takes several steps',
      slots: { name: optional(text({ maxLength: 80 })) },
      handle: (context) => start(context, context.slots.name ?? ''),
    },
    workflow_stop: { description: 'Stop it, and undo what was done', handle: stop },
  },
  on: {
    async *button(context) {
      const name = /^workflow:start:([a-z0-9-]{1,40})$/.exec(context.event.option)?.[1]
      return name === undefined ? press(context) : yield* start(context, name)
    },
  },
  due: {
    go: { payload: due.go, handle: (context) => goOn(context, context.payload) },
    abandoned: { payload: due.abandoned, handle: (context) => giveUp(context, context.payload, 'Nobody answered.') },
    approve: { payload: due.approve, handle: (context) => ask(context, context.payload) },
    decided: { payload: due.decided, handle: (context) => resume(context, context.payload) },
    look: { payload: due.look, handle: (context) => lookAgain(context, context.payload.run) },
  },
})
