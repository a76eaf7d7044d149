import { json, list, number, object, optional, text } from 'colloquy/sdk'
import type { HandlerContext, Http, Schedule, Store, ValueOf, Values as ValuesOf } from 'colloquy/sdk'
import type { settings, Workflow } from './definition.ts'

/** One workflow under way in one conversation: everything that it needs to go on in another turn. */

export const due = {
  /** Goes on where it waited. */
  go: { run: text(), token: number({ integer: true }) },
  /** Nobody answered. */
  abandoned: { run: text(), token: number({ integer: true }) },
  /** Asked in the conversation of whoever decides. */
  approve: {
    home: text(),
    run: text(),
    token: number({ integer: true }),
    workflow: text(),
    at: number({ integer: true }),
    text: text(),
  },
  decided: { run: text(), token: number({ integer: true }), yes: text(), by: text() },
  /** A run elsewhere is looked at again. */
  look: { run: text() },
}

export type Context = HandlerContext<typeof settings> & {
  readonly store: Store
  readonly http: Http
  readonly schedule: Schedule<typeof due>
}

const kept = object({
  id: text(),
  workflow: text(),
  /** Changes when the steps do: a run of other steps cannot go on. */
  steps: text(),
  /** The step that is next. */
  at: number({ integer: true }),
  values: json(),
  /** Calls that take back what was done, the oldest first. */
  undo: list(json()),
  /** Why it is being taken back. */
  failed: optional(text()),
  tries: number({ integer: true }),
  /** Of calls, for their idempotency keys. */
  calls: number({ integer: true }),
  /** Counts what it waited for: what comes for an earlier wait is too late. */
  token: number({ integer: true }),
  begunAt: text(),
})
export type Run = ValueOf<typeof kept>

const most = 10

export async function begin(context: Context, workflow: Workflow): Promise<Run | undefined> {
  const { store, now, contact } = context
  const open = await store.conversation.keys('run:')
  if (open.length >= most) return undefined
  const id = String(((await store.conversation.get('last', number())) ?? 0) + 1)
  store.conversation.set('last', Number(id))
  const person = { id: contact.id, ...(contact.name === undefined ? {} : { name: contact.name }) }
  return {
    id,
    workflow: workflow.name,
    steps: signatureOf(workflow),
    at: 0,
    values: { person, run: `${context.conversation.id}-${id}` },
    undo: [],
    tries: 0,
    calls: 0,
    token: 0,
    begunAt: new Date(now()).toISOString(),
  }
}

/** Undefined: it ended, or it waits for something else by now. */
export async function find(context: Context, id: string, token?: number): Promise<Run | undefined> {
  const run = await context.store.conversation.get(`run:${id}`, kept)
  return run === undefined || (token !== undefined && run.token !== token) ? undefined : run
}

export function keep({ store }: Context, run: Run): Run {
  store.conversation.set(`run:${run.id}`, run)
  return run
}

/** It is over: what came of it stays for the operator. */
export function close(context: Context, run: Run, outcome: 'done' | 'failed' | 'handoff'): void {
  const { store, now, conversation, log } = context
  store.conversation.delete(`run:${run.id}`)
  const at = new Date(now()).toISOString()
  const reason = run.failed === undefined ? {} : { reason: run.failed }
  const { workflow, values, begunAt } = run
  store.chatbot.set(`run:${at}:${conversation.id}:${run.id}`, {
    workflow,
    outcome,
    ...reason,
    values,
    conversation: conversation.id,
    begunAt,
    at,
  })
  if (outcome === 'failed') log.error('A workflow failed, and what it did was undone.', { workflow, ...reason })
}

/** What the steps are, in short. */
export function signatureOf({ steps = [] }: Workflow): string {
  const written = JSON.stringify(steps)
  let hash = 0x811c9dc5
  for (let index = 0; index < written.length; index++) hash = Math.imul(hash ^ written.charCodeAt(index), 0x01000193)
  return `${written.length}-${(hash >>> 0).toString(36)}`
}

export type Approval = ValuesOf<(typeof due)['approve']>
