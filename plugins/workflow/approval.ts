import { pass } from 'colloquy/sdk'
import type { ChoicesPart } from 'colloquy/sdk'
import { advance, decided, fail } from './engine.ts'
import type { Talk } from './engine.ts'
import { find } from './run.ts'
import type { Approval, Context } from './run.ts'

/** Somebody in another conversation says yes or no. */

/** In their conversation. */
export function ask({ words }: Context, { home, run, token, workflow, at, text }: Approval): ChoicesPart {
  const id = (answer: string) => `workflow:${answer}:${workflow}:${at}:${run}:${token}:${home}`
  return {
    type: 'choices',
    text,
    options: [
      { id: id('yes'), label: words('approve') },
      { id: id('no'), label: words('reject') },
    ],
  }
}

const button = /^workflow:(yes|no):([a-z0-9-]{1,40}):(\d{1,4}):(\d{1,9}):(\d{1,9}):(cv_[a-z0-9]{8,40})$/

/** Their button: it counts only where the step says that it is decided, because anybody can send the id of a button. */
export function press(context: Context): string | typeof pass {
  const { event, settings, schedule, now, words, contact, conversation } = context
  const [, yes, name, at, run, token, home] = button.exec(event.kind === 'button' ? event.option : '') ?? []
  if (yes === undefined || run === undefined || home === undefined) return pass
  const step = settings.workflows.find((each) => each.name === name)?.steps?.[Number(at)]
  if (step?.do !== 'approve' || step.conversation !== conversation.id) return pass
  const by = contact.name ?? contact.username ?? contact.id
  schedule.at(
    'decided',
    now(),
    { run, token: Number(token), yes, by },
    { within: home as typeof conversation.id }, // the pattern is that of a conversation's id
  )
  return words(yes === 'yes' ? 'you_approved' : 'you_rejected')
}

/** At home again. */
export async function* resume(
  context: Context,
  answer: { readonly run: string; readonly token: number; readonly yes: string; readonly by: string },
): Talk {
  const run = await find(context, answer.run, answer.token)
  const workflow = context.settings.workflows.find(({ name }) => name === run?.workflow)
  const step = run === undefined ? undefined : workflow?.steps?.[run.at]
  if (run === undefined || workflow === undefined || step === undefined) return { reply: 'silence' }
  const yes = answer.yes === 'yes'
  const after = decided(run, step, yes, answer.by)
  if (!yes && step.else === undefined) return yield* fail(context, workflow, after, `${answer.by} did not approve.`)
  const { steps = [] } = workflow
  const target = yes ? step.then : step.else
  const index = steps.findIndex(({ id }) => target !== undefined && id === target)
  return yield* advance(context, workflow, { ...after, at: index < 0 ? run.at + 1 : index })
}
