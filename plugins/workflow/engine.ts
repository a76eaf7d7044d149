import { ask, choiceOf, date, email, handoff, number, say, silence, text, verbatim, yesNo } from 'colloquy/sdk'
import type { Effect, Reply } from 'colloquy/sdk'
import { make, taken, undoOf } from './call.ts'
import type { Step, Workflow } from './definition.ts'
import { close, find, keep, signatureOf } from './run.ts'
import type { Context, Run } from './run.ts'
import { fill } from './template.ts'

/** Takes a run from step to step, until it waits for somebody, or ends. */

export type Talk = AsyncGenerator<Effect, Exclude<Reply, { readonly reply: 'goto' }>, unknown>

/** Steps of one turn: more is a circle. */
const stepsPerTurn = 200
const minute = 60_000
const usualPatience = 24 * 60
const usualTries = 5

export async function* advance(context: Context, workflow: Workflow, from: Run): Talk {
  const { words, schedule, now } = context
  const { steps = [] } = workflow
  if (from.steps !== signatureOf(workflow)) return yield* fail(context, workflow, from, 'Its steps were changed.')
  let run = from
  let before: Step['do'] | undefined
  for (let count = 0; count < stepsPerTurn; count++) {
    const step = steps[run.at]
    if (step === undefined || step.do === 'end') {
      close(context, run, 'done')
      return step?.text === undefined ? silence : spoken(context, run, step)
    }
    const next = { ...run, at: run.at + 1, tries: 0 }
    switch (step.do) {
      case 'say':
        yield say(spoken(context, run, step))
        run = next
        break
      case 'ask': {
        const answered = yield* askFor(context, workflow, run, step, before === 'ask')
        if (answered === undefined) return words('too_late')
        run = { ...next, ...answered }
        break
      }
      case 'set':
        run = { ...next, values: { ...run.values, [step.as ?? '']: fill(step.value ?? '', run.values, plain) } }
        break
      case 'if':
        run = { ...next, at: holds(step, run) ? indexOf(steps, step.then) : indexOf(steps, step.else, run.at + 1) }
        break
      case 'goto':
        run = { ...next, at: indexOf(steps, step.then) }
        break
      case 'http': {
        const called = await make(context, run, step)
        if (called.result === 'failed') return yield* fail(context, workflow, run, called.reason)
        if (called.result === 'busy') {
          if (run.tries + 1 >= (step.tries ?? usualTries)) return yield* fail(context, workflow, run, called.reason)
          return later(
            context,
            { ...run, tries: run.tries + 1 },
            called.afterMs,
            run.tries === 0 ? words('busy') : undefined,
          )
        }
        const values = { ...run.values, ...taken(step, called.answer) }
        const undo = undoOf(step, values)
        run = { ...next, values, calls: run.calls + 1, undo: undo === undefined ? run.undo : [...run.undo, undo] }
        break
      }
      case 'wait':
        return later(
          context,
          next,
          (step.minutes ?? 0) * minute,
          step.text === undefined ? undefined : spoken(context, run, step),
        )
      case 'approve': {
        const waiting = keep(context, { ...run, token: run.token + 1 })
        const { id, token, at } = waiting
        const question = spoken(context, run, step)
        const home = context.conversation.id
        schedule.at(
          'approve',
          now(),
          { home, run: id, token, workflow: workflow.name, at, text: question },
          { within: step.conversation as typeof home }, // its pattern is that of a conversation's id
        )
        return words('asked_approval')
      }
      case 'handoff':
        if (step.text !== undefined) yield say(spoken(context, run, step))
        close(context, run, 'handoff')
        return handoff(step.queue ?? '')
    }
    before = step.do
  }
  return yield* fail(context, workflow, run, `It took more than ${stepsPerTurn} steps: they go in a circle.`)
}

const plain = (value: string): string => value

function spoken({ words }: Context, run: Run, { text: written = {} }: Step): string {
  return fill(words(written), run.values, verbatim)
}

function indexOf(steps: readonly Step[], id: string | undefined, otherwise = steps.length): number {
  const index = id === undefined ? -1 : steps.findIndex((each) => each.id === id)
  return index < 0 ? otherwise : index
}

function holds({ value = '', is, atLeast, atMost }: Step, run: Run): boolean {
  const found = fill(value, run.values, plain)
  const size = found.trim() === '' ? NaN : Number(found)
  if (is?.includes(found) === false) return false
  if (atLeast !== undefined && !(size >= atLeast)) return false
  return atMost === undefined || size <= atMost
}

/** Goes on by itself; what it says meanwhile is the answer now. */
function later(context: Context, run: Run, afterMs: number, saying: string | undefined) {
  const { schedule, now } = context
  const { id, token } = keep(context, { ...run, token: run.token + 1 })
  schedule.at('go', now() + afterMs, { run: id, token })
  return saying ?? silence
}

// ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** While somebody is asked the run is kept: when nobody answers in time, what was done is undone. */
async function* askFor(
  context: Context,
  { patienceMinutes = usualPatience }: Workflow,
  from: Run,
  step: Step,
  back: boolean,
): AsyncGenerator<Effect, Pick<Run, 'values' | 'token'> | undefined, unknown> {
  const { schedule, now } = context
  const { id, token } = keep(context, { ...from, token: from.token + 1 })
  const given = schedule.at('abandoned', now() + patienceMinutes * minute, { run: id, token })
  const value = yield* answerTo(context, from, step, back)
  // Meanwhile it may have been given up, and what it did undone.
  if ((await find(context, id)) === undefined) return undefined
  schedule.cancel(given)
  keep(context, { ...from, token: token + 1 })
  return { values: { ...from.values, [step.as ?? '']: value }, token: token + 1 }
}

async function* answerTo(
  context: Context,
  run: Run,
  step: Step,
  back: boolean,
): AsyncGenerator<Effect, unknown, unknown> {
  const question = spoken(context, run, step)
  switch (step.kind ?? 'text') {
    case 'text':
      return yield* ask(question, text({ maxLength: 2000 }), { back })
    case 'number':
      return yield* ask(question, number(bounds(step)), { back })
    case 'yesNo':
      return yield* ask(question, yesNo(), { back })
    case 'date':
      return yield* ask(question, date(), { back })
    case 'email':
      return yield* ask(question, email(), { back })
    case 'choice': {
      const labels = Object.fromEntries((step.options ?? []).map(({ id, label }) => [id, context.words(label)]))
      return yield* ask(question, choiceOf(labels), { back })
    }
  }
}

function bounds({ atLeast, atMost }: Step): { minimum?: number; maximum?: number } {
  return {
    ...(atLeast === undefined ? {} : { minimum: atLeast }),
    ...(atMost === undefined ? {} : { maximum: atMost }),
  }
}

// ── When it fails ────────────────────────────────────────────────────────────────────────────────────────────────

/** Takes back what was done, the last first; what cannot be taken back is told to the operator. */
export async function* fail(context: Context, workflow: Workflow, from: Run, reason: string): Talk {
  const { words, log } = context
  let run: Run = {
    ...from,
    failed: from.failed ?? reason,
    ...(from.failed === undefined ? { tries: 0, calls: from.calls + 1 } : {}),
  }
  for (let call = run.undo.at(-1); call !== undefined; call = run.undo.at(-1)) {
    const called = await make(context, run, call) // written by `undoOf`
    if (called.result === 'busy' && run.tries + 1 < usualTries * 2)
      return later(
        context,
        { ...run, tries: run.tries + 1 },
        called.afterMs,
        run.tries === 0 ? words('undoing') : undefined,
      )
    if (called.result !== 'done')
      log.error('Something that a workflow did could not be undone.', { workflow: run.workflow, reason: called.reason })
    run = { ...run, undo: run.undo.slice(0, -1), tries: 0, calls: run.calls + 1 }
  }
  close(context, run, 'failed')
  return fill(words(workflow.failed ?? 'failed', { title: words(workflow.title) }), run.values, verbatim)
}

/** What somebody decided about it, as the value of the step. */
export function decided(run: Run, { as = 'approved' }: Step, yes: boolean, by: string): Run {
  return { ...run, token: run.token + 1, values: { ...run.values, [as]: yes, approvedBy: by } }
}
