import { intentDefaults } from '../config/defaults.ts'
import type { IntentGuess } from '../contracts/turn.ts'
import type { Scores } from './machine.ts'

/** How sure scores make: weights of the best score, its lead, the nearest example's cosine, and 1. */
export type Sureness = readonly [number, number, number, number]

/** A message whose intent is known: whether the best guess was right, and how much it counts. */
export interface Trial {
  readonly scores: Scores
  readonly right: boolean
  readonly weight: number
}

export interface Named {
  readonly plugin: string
  readonly intent: string
}

/**
 * Logistic regression on trials, held near `prior` by as much as a few of them weigh: a small bot has few. Newton's
 * method in four dimensions settles within a dozen steps.
 */
export function calibrate(trials: readonly Trial[], prior: Sureness): Sureness {
  const rows = trials.map(({ scores, right, weight }) => ({ features: featuresOf(scores), right, weight }))
  let weights = [...prior]
  for (let step = 0; step < intentDefaults.calibrationSteps; step++) {
    const pull: number = intentDefaults.calibrationPrior
    const slope = weights.map((weight, at) => pull * (weight - (prior[at] ?? 0)))
    const curve = weights.map((_, row) => weights.map((__, column) => (row === column ? pull : 0)))
    for (const { features, right, weight } of rows) {
      const sure = sigmoid(dot(features, weights))
      for (const [row, line] of curve.entries()) {
        const feature = features[row] ?? 0
        slope[row] = (slope[row] ?? 0) + weight * (sure - (right ? 1 : 0)) * feature
        for (const column of line.keys())
          line[column] = (line[column] ?? 0) + weight * sure * (1 - sure) * feature * (features[column] ?? 0)
      }
    }
    const change = eliminate(curve, slope)
    weights = weights.map((weight, at) => weight - (change[at] ?? 0))
  }
  const [best = 0, lead = 0, nearest = 0, one = 0] = weights
  // More of anything that speaks for a guess never makes it less sure.
  return [Math.max(best, 0), Math.max(lead, 0), Math.max(nearest, 0), one]
}

/** The guesses worth naming, best first. Their confidences are of one person who wants one thing: together below 1. */
export function rankingOf(scores: Scores, sureness: Sureness, intents: readonly Named[]): readonly IntentGuess[] {
  const order = [...scores.scores.keys()].sort((a, b) => (scores.scores[b] ?? 0) - (scores.scores[a] ?? 0))
  const top = order.slice(0, intentDefaults.ranking)
  const best = scores.scores[top[0] ?? -1] ?? 0
  const sure = sigmoid(dot(featuresOf(scores), sureness))
  const confidences = top.map((at) => sure * Math.exp(intentDefaults.leadSteepness * ((scores.scores[at] ?? 0) - best)))
  const sum = confidences.reduce((total, each) => total + each, 0)
  const scale = Math.min(1, intentDefaults.confidenceOfAll / sum)
  return top
    .map((at, rank) => ({ intent: intents[at], confidence: (confidences[rank] ?? 0) * scale }))
    .flatMap(({ intent, confidence }) =>
      intent === undefined || !(confidence >= intentDefaults.worthNaming)
        ? []
        : [{ plugin: intent.plugin, intent: intent.intent, confidence }],
    )
}

/** The number of the best, or -1. */
export function bestOf({ scores }: Scores): number {
  let best = -1
  for (const [at, score] of scores.entries()) if (score > (scores[best] ?? -Infinity)) best = at
  return best
}

function featuresOf({ scores, nearest }: Scores): readonly [number, number, number, number] {
  let first = 0
  let second = 0
  for (const score of scores) {
    if (score > first) {
      second = first
      first = score
    } else if (score > second) second = score
  }
  return [first, first - second, nearest, 1]
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
}

/** Solves matrix × x = side; the matrix is positive definite, so no pivot is near 0. */
function eliminate(matrix: number[][], side: number[]): readonly number[] {
  for (const [pivot, line] of matrix.entries()) {
    for (const [row, other] of matrix.entries()) {
      if (row === pivot) continue
      const times = (other[pivot] ?? 0) / (line[pivot] ?? 1)
      for (const column of other.keys()) other[column] = (other[column] ?? 0) - times * (line[column] ?? 0)
      side[row] = (side[row] ?? 0) - times * (side[pivot] ?? 0)
    }
  }
  return side.map((value, at) => value / (matrix[at]?.[at] ?? 1))
}
