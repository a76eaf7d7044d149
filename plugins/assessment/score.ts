import { optionsOf } from './definition.ts'
import type { Assessment, Band, Question } from './definition.ts'

/** What answers come to. Pure. */

/** By question; `null`: it was skipped. */
export type Answers = Readonly<Record<string, string | number | readonly string[] | null>>

export interface Score {
  readonly score: number
  /** The most that the questions which were asked could have given. */
  readonly maximum: number
}

/** The questions that are asked, given what was answered so far. */
export function askedOf({ questions }: Assessment, answers: Answers): readonly Question[] {
  const asked = new Set<string>()
  return questions.filter(({ id, when }) => {
    // What hangs on a question that was not asked is not asked either; on one that is still open, it may be.
    const applies = when === undefined || (asked.has(when.question) && holds(when, answers[when.question]))
    if (applies) asked.add(id)
    return applies
  })
}

function holds({ is, atLeast, atMost }: NonNullable<Question['when']>, answer: Answers[string] | undefined): boolean {
  if (answer === undefined) return true
  if (answer === null) return false
  const values = Array.isArray(answer) ? (answer as readonly string[]) : [answer as string | number] // `Array.isArray` forgets read-only lists
  if (is !== undefined && !values.some((value) => is.includes(String(value)))) return false
  const [value] = values
  if (atLeast !== undefined && !(typeof value === 'number' && value >= atLeast)) return false
  return atMost === undefined || (typeof value === 'number' && value <= atMost)
}

/** What one answer counts. */
export function pointsOf(assessment: Assessment, question: Question, answer: Answers[string] | undefined): number {
  if (answer === undefined || answer === null) return 0
  const { minimum = 0, maximum = 0, reverse } = question
  const ids: readonly unknown[] = Array.isArray(answer) ? answer : [answer]
  switch (question.kind) {
    case 'choice':
    case 'multi':
      return sum(optionsOf(assessment, question).map(({ id, score = 0 }) => (ids.includes(id) ? score : 0)))
    case 'scale':
    case 'number':
      return typeof answer !== 'number' ? 0 : reverse === true ? minimum + maximum - answer : answer
    case 'text':
    case 'date':
      return 0
  }
}

function mostOf(assessment: Assessment, question: Question): number {
  const scores = optionsOf(assessment, question).map(({ score = 0 }) => score)
  switch (question.kind) {
    case 'choice':
      return Math.max(0, ...scores)
    case 'multi':
      return sum(scores.filter((score) => score > 0))
    case 'scale':
    case 'number':
      return question.maximum ?? 0
    case 'text':
    case 'date':
      return 0
  }
}

/** By scale; `total` has all of them. */
export function scoresOf(assessment: Assessment, answers: Answers): Readonly<Record<string, Score>> {
  const asked = askedOf(assessment, answers)
  const of = (questions: readonly Question[]): Score => ({
    score: sum(questions.map((question) => pointsOf(assessment, question, answers[question.id]))),
    maximum: sum(questions.map((question) => mostOf(assessment, question))),
  })
  const scales = [...new Set(asked.flatMap(({ scale }) => scale ?? []))]
  return {
    ...Object.fromEntries(scales.map((scale) => [scale, of(asked.filter((question) => question.scale === scale))])),
    total: of(asked),
  }
}

/** The results that the scores fall into, in the order in which they are written; one for each scale. */
export function bandsOf({ bands = [] }: Assessment, scores: Readonly<Record<string, Score>>): readonly Band[] {
  const done = new Set<string>()
  return bands.filter(({ scale = 'total', from, upTo }) => {
    const score = Object.hasOwn(scores, scale) ? scores[scale]?.score : undefined
    if (score === undefined || score < from || score > upTo || done.has(scale)) return false
    done.add(scale)
    return true
  })
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
