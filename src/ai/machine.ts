import { intentDefaults } from '../config/defaults.ts'
import { gramsOf } from './grams.ts'
import { lexiconOf, likenessTo, postingsOf, wordsOf, type Lexicon, type Postings, type Words } from './lexicon.ts'
import { factor, invertLower, solve } from './solve.ts'

/**
 * Tells a text's intent from its likeness to examples: least squares of the intents on the examples, solved exactly and
 * so always the same. What belongs to none of them is an example too, and its scores stay near 0. Plain: a thread hands
 * it over, a file keeps it.
 */
export interface Machine {
  readonly lexicon: Lexicon
  readonly postings: Postings
  /** One behind another, those of no intent included; undefined: words alone are compared. */
  readonly vectors: Float32Array | undefined
  /** Whether an example belongs to an intent, 1 or 0. */
  readonly belongs: Uint8Array
  /** Examples × intents. */
  readonly duals: Float32Array
  readonly intents: number
}

export interface Scores {
  /** By number of the intent: near 1 where it is meant, near 0 where it is not. */
  readonly scores: Float64Array
  /** The highest cosine of meaning with an example of any intent; 0 where there are no vectors. */
  readonly nearest: number
}

/** The label of an example that belongs to no intent. */
export const stranger = -1

export interface Lesson {
  readonly texts: readonly string[]
  /** Numbers of intents, or `stranger`. */
  readonly labels: readonly number[]
  readonly intents: number
  readonly vectors?: readonly Float32Array[]
}

/** A machine, and what it would have said of its own examples had it not seen them: exact, at the price of one inverse. */
export interface Learned {
  readonly machine: Machine
  /** Of each example, by a machine without it. */
  apart(): readonly Scores[]
  /** Of each example, by a machine without any of its intent: what a stranger who talks of the same things looks like. */
  orphaned(): readonly Scores[]
}

/** The time grows with the cube of the examples: 200 take 20 ms, 3000 about ten seconds. */
export function learn(lesson: Lesson): Learned {
  const { texts, labels, intents, vectors } = lesson
  const grams = texts.map(gramsOf)
  const lexicon = lexiconOf(grams)
  const words = grams.map((each) => wordsOf(each, lexicon))
  const unsolved: Omit<Machine, 'duals'> = {
    lexicon,
    postings: postingsOf(words, lexicon),
    vectors: vectors === undefined ? undefined : flattened(vectors),
    belongs: Uint8Array.from(labels, (label) => (label === stranger ? 0 : 1)),
    intents,
  }
  const nearest: number[] = []
  const matrix = words.map((each, example) => {
    const { likeness, nearest: highest } = likenessOf(unsolved, each, vectors?.[example], example)
    nearest.push(highest)
    const row = likeness.slice(0, example + 1)
    row[example] = (row[example] ?? 0) + (vectors === undefined ? intentDefaults.ridge : intentDefaults.meaningRidge)
    return row
  })
  factor(matrix)
  const sides = Array.from({ length: intents }, (_, intent) => {
    const side = Float64Array.from(labels, (label) => (label === intent ? 1 : 0))
    solve(matrix, side)
    return side
  })
  const duals = new Float32Array(texts.length * intents)
  for (const [intent, side] of sides.entries())
    for (const [example, dual] of side.entries()) duals[example * intents + intent] = dual
  let made: Inverse | undefined
  const inverse = () => (made ??= invert(matrix, labels))
  return {
    machine: { ...unsolved, duals },
    apart: () => apart(labels, sides, nearest, inverse()),
    orphaned: () => orphaned(labels, sides, inverse()),
  }
}

/** `vector`: of a machine that has vectors. */
export function scoresOf(machine: Machine, text: string, vector?: Float32Array): Scores {
  const { lexicon, duals, intents } = machine
  const words = wordsOf(gramsOf(text), lexicon)
  const scores = new Float64Array(intents)
  if (words.numbers.length === 0 && vector === undefined) return { scores, nearest: 0 }
  const { likeness, nearest } = likenessOf(machine, words, vector)
  for (let example = 0; example < likeness.length; example++) {
    const like = likeness[example] ?? 0
    if (like === 0) continue
    const from = example * intents
    for (let intent = 0; intent < intents; intent++)
      scores[intent] = (scores[intent] ?? 0) + like * (duals[from + intent] ?? 0)
  }
  return { scores, nearest }
}

/**
 * With every example. Words and meaning become one cosine, bent so that the nearest examples count most: measured to be
 * as good as logistic regression on both, and solved in one go. `self` is not looked at for the nearest.
 */
function likenessOf(
  { postings, vectors, belongs }: Omit<Machine, 'duals'>,
  words: Words,
  vector: Float32Array | undefined,
  self = -1,
): { readonly likeness: Float64Array; readonly nearest: number } {
  const likeness = likenessTo(words, postings, belongs.length)
  if (vectors === undefined || vector === undefined) return { likeness, nearest: 0 }
  const { meaningShare: share, bend } = intentDefaults
  let nearest = 0
  for (let example = 0; example < likeness.length; example++) {
    const cosine = cosineAt(vectors, example * vector.length, vector)
    if (cosine > nearest && belongs[example] === 1 && example !== self) nearest = cosine
    likeness[example] = Math.exp(bend * (share * cosine + (1 - share) * (likeness[example] ?? 0) - 1))
  }
  return { likeness, nearest }
}

function cosineAt(vectors: Float32Array, from: number, vector: Float32Array): number {
  let one = 0
  let two = 0
  let three = 0
  let four = 0
  for (let at = 0; at < vector.length; at += 4) {
    one += (vectors[from + at] ?? 0) * (vector[at] ?? 0)
    two += (vectors[from + at + 1] ?? 0) * (vector[at + 1] ?? 0)
    three += (vectors[from + at + 2] ?? 0) * (vector[at + 2] ?? 0)
    four += (vectors[from + at + 3] ?? 0) * (vector[at + 3] ?? 0)
  }
  return one + two + three + four
}

function flattened(vectors: readonly Float32Array[]): Float32Array {
  const flat = new Float32Array(vectors.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const vector of vectors) {
    flat.set(vector, at)
    at += vector.length
  }
  return flat
}

// ── What it would have said of its own examples ─────────────────────────────────────────────────────────────────

/** What of the inverse of the likenesses is needed. */
interface Inverse {
  readonly diagonal: Float64Array
  /** By intent: its examples, and the rows and columns of them. */
  readonly blocks: readonly Block[]
}

interface Block {
  readonly members: readonly number[]
  readonly rows: readonly Float64Array[]
}

/** In place: `lower` is of no use after it. */
function invert(lower: readonly Float64Array[], labels: readonly number[]): Inverse {
  const diagonal = new Float64Array(labels.length)
  const blocks = [...Map.groupBy(labels.keys(), (example) => labels[example] ?? stranger)]
    .filter(([label]) => label !== stranger)
    .map(([, members]): Block => ({ members, rows: members.map((_, row) => new Float64Array(row + 1)) }))
  invertLower(lower, (row) => {
    for (const [at, value] of row.entries()) diagonal[at] = (diagonal[at] ?? 0) + value * value
    for (const { members, rows } of blocks) addOuter(rows, members, row)
  })
  return { diagonal, blocks }
}

function addOuter(rows: readonly Float64Array[], members: readonly number[], row: Float64Array): void {
  for (const [one, line] of rows.entries()) {
    const value = row[members[one] ?? -1]
    if (value === undefined) return
    for (let other = 0; other <= one; other++)
      line[other] = (line[other] ?? 0) + value * (row[members[other] ?? -1] ?? 0)
  }
}

function apart(
  labels: readonly number[],
  sides: readonly Float64Array[],
  nearest: readonly number[],
  { diagonal }: Inverse,
): readonly Scores[] {
  return labels.map((label, example) => ({
    scores: Float64Array.from(
      sides,
      (side, intent) => (label === intent ? 1 : 0) - (side[example] ?? 0) / (diagonal[example] ?? 1),
    ),
    nearest: nearest[example] ?? 0,
  }))
}

function orphaned(labels: readonly number[], sides: readonly Float64Array[], { blocks }: Inverse): readonly Scores[] {
  return blocks.flatMap(({ members, rows }) => {
    factor(rows)
    const byIntent = sides.map((side, intent) => {
      const part = Float64Array.from(members, (example) => side[example] ?? 0)
      solve(rows, part)
      return part.map((value, at) => (labels[members[at] ?? -1] === intent ? 0 : -value))
    })
    return members.map((_, at) => ({ scores: Float64Array.from(byIntent, (part) => part[at] ?? 0), nearest: 0 }))
  })
}
