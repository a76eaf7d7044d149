import type { ServiceQuestion, WorkflowRun } from '../../contracts/services.ts'
import { misfitOf } from './questions.ts'
import { problem, serve, unknownPath } from './serve.ts'
import type { Service, ServiceAnswer, ServiceCall, ServiceOptions } from './serve.ts'

/** A step of a workflow in the sandbox: says something, asks, works for some looks, ends badly. */
export type SandboxStep =
  | { readonly say: string }
  | { readonly ask: ServiceQuestion }
  /** `working` for so many looks. */
  | { readonly work: number }
  | { readonly fail: string }

interface Running {
  readonly id: string
  readonly steps: readonly SandboxStep[]
  readonly values: Record<string, unknown>
  at: number
  /** Looks that the step at work still takes. */
  left: number
  state: 'open' | 'cancelled' | 'failed'
}

/** A sandbox of the workflow service of docs/reference/services.md: workflows by name, in memory. */
export async function createWorkflowService(
  options: ServiceOptions & { readonly workflows: Readonly<Record<string, readonly SandboxStep[]>> },
): Promise<Service> {
  const runs = new Map<string, Running>()
  return serve(options, (call) => {
    const [kind, name, action] = call.path
    if (name === undefined) return unknownPath
    if (kind === 'workflows') return action === 'runs' && call.method === 'POST' ? start(name, call) : unknownPath
    const running = kind === 'runs' ? runs.get(name) : undefined
    if (running === undefined) return problem(404, 'There is no such run.')
    if (action === 'answers' && call.method === 'POST') return answer(running, call)
    if (call.method === 'DELETE' && running.state === 'open') running.state = 'cancelled'
    return { status: 200, body: advance(running) }
  })

  function start(name: string, { body }: ServiceCall): ServiceAnswer {
    const steps = Object.hasOwn(options.workflows, name) ? options.workflows[name] : undefined
    if (steps === undefined) return problem(404, 'There is no such workflow.')
    const values = { ...(body.values as Record<string, unknown> | undefined) }
    const running: Running = { id: `run-${runs.size + 1}`, steps, values, at: 0, left: 0, state: 'open' }
    runs.set(running.id, running)
    return { status: 201, body: advance(running) }
  }

  function answer(running: Running, { body }: ServiceCall): ServiceAnswer {
    const step = running.steps[running.at]
    if (running.state !== 'open' || step === undefined || !('ask' in step) || body.question !== step.ask.id)
      return problem(409, 'This question is not open.')
    const misfit = misfitOf(step.ask, body.answer)
    if (misfit !== undefined) return { status: 200, body: { ...advance(running), problem: misfit } }
    running.values[step.ask.id] = body.answer
    running.at++
    return { status: 200, body: advance(running) }
  }
}

/** Goes on to where the person, or time, is needed. */
function advance(running: Running): WorkflowRun {
  const messages: string[] = []
  const { id } = running
  while (running.state === 'open') {
    const step = running.steps[running.at]
    if (step === undefined) return { id, status: 'done', messages, output: { ...running.values } }
    if ('ask' in step) return { id, status: 'asking', messages, question: step.ask }
    if ('say' in step) messages.push(filled(step.say, running.values))
    else if ('work' in step) {
      running.left = running.left === 0 ? step.work + 1 : running.left
      running.left--
      if (running.left > 0) return { id, status: 'working', messages, againAfterMs: 100 }
    } else {
      running.state = 'failed'
      break
    }
    running.at++
  }
  const failed = running.steps[running.at]
  return running.state === 'cancelled'
    ? { id, status: 'cancelled', messages }
    : { id, status: 'failed', messages, reason: failed !== undefined && 'fail' in failed ? failed.fail : 'It failed.' }
}

/** `{name}` is the answer to the question of this id. */
function filled(text: string, values: Readonly<Record<string, unknown>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : place,
  )
}
