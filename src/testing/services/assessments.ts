import type { AssessmentSession, ServiceQuestion } from '../../contracts/services.ts'
import { misfitOf } from './questions.ts'
import { problem, serve, unknownPath } from './serve.ts'
import type { Service, ServiceAnswer, ServiceCall, ServiceOptions } from './serve.ts'

/** A questionnaire in the sandbox: numbers are summed, and the band that the sum is in is the result. */
export interface SandboxAssessment {
  readonly title: string
  readonly description?: string
  readonly questions: readonly ServiceQuestion[]
  /** In ascending order of `upTo`. */
  readonly bands: readonly {
    readonly name: string
    readonly upTo: number
    readonly text: string
    readonly handoff?: string
  }[]
}

interface Sitting {
  readonly id: string
  readonly assessment: SandboxAssessment
  readonly answers: unknown[]
  cancelled: boolean
}

/** A sandbox of the assessment service of docs/reference/services.md: assessments by name, in memory. */
export async function createAssessmentService(
  options: ServiceOptions & { readonly assessments: Readonly<Record<string, SandboxAssessment>> },
): Promise<Service> {
  const sittings = new Map<string, Sitting>()
  return serve(options, (call) => {
    const [kind, name, action] = call.path
    if (kind === 'assessments') {
      if (name === undefined) return { status: 200, body: { items: Object.entries(options.assessments).map(offer) } }
      return action === 'sessions' && call.method === 'POST' ? start(name) : unknownPath
    }
    const sitting = kind === 'sessions' && name !== undefined ? sittings.get(name) : undefined
    if (sitting === undefined) return problem(404, 'There is no such session.')
    if (action === 'answers' && call.method === 'POST') return answer(sitting, call)
    if (call.method === 'DELETE') sitting.cancelled = true
    return { status: 200, body: shown(sitting) }
  })

  function start(name: string): ServiceAnswer {
    const assessment = Object.hasOwn(options.assessments, name) ? options.assessments[name] : undefined
    if (assessment === undefined) return problem(404, 'There is no such assessment.')
    const sitting: Sitting = { id: `session-${sittings.size + 1}`, assessment, answers: [], cancelled: false }
    sittings.set(sitting.id, sitting)
    return { status: 201, body: shown(sitting) }
  }
}

const offer = ([name, { title, description, questions }]: readonly [string, SandboxAssessment]) => ({
  name,
  title,
  ...(description === undefined ? {} : { description }),
  questions: questions.length,
})

function answer(sitting: Sitting, { body }: ServiceCall): ServiceAnswer {
  const open = sitting.cancelled ? undefined : sitting.assessment.questions[sitting.answers.length]
  if (open === undefined || body.question !== open.id) return problem(409, 'This question is not open.')
  const misfit = misfitOf(open, body.answer)
  if (misfit !== undefined) return { status: 200, body: { ...shown(sitting), problem: misfit } }
  sitting.answers.push(body.answer)
  return { status: 200, body: shown(sitting) }
}

function shown({ id, assessment, answers, cancelled }: Sitting): AssessmentSession {
  const progress = { id, answered: answers.length, total: assessment.questions.length }
  if (cancelled) return { ...progress, status: 'cancelled' }
  const question = assessment.questions[answers.length]
  if (question !== undefined) return { ...progress, status: 'asking', question }
  return { ...progress, status: 'done', result: resultOf(assessment, answers) }
}

function resultOf({ bands }: SandboxAssessment, answers: readonly unknown[]): NonNullable<AssessmentSession['result']> {
  const score = answers.reduce<number>((sum, answer) => sum + (Number.isFinite(Number(answer)) ? Number(answer) : 0), 0)
  const band = bands.find(({ upTo }) => score <= upTo) ?? bands.at(-1)
  if (band === undefined) return { text: 'Thank you.', score }
  const { name, text, handoff } = band
  return { text, score, band: name, ...(handoff === undefined ? {} : { handoff }) }
}
