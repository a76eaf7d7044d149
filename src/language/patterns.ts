import { entityDefaults } from '../config/defaults.ts'
import { Invalid } from '../contracts/errors.ts'

/**
 * Patterns that tenants write, in a small part of the language of regular expressions, without the part of it that takes
 * for ever: all ways through a pattern are followed side by side, so the time is that of the text times that of the
 * pattern, whatever both are (Thompson's construction, Pike's simulation).
 *
 * Letters in either case, `.`, `[A-Z0-9]`, `[^…]`, `\d`, `\w`, `\s`, `( | )`, `?`, `*`, `+`, `{n}`, `{n,}`, `{n,m}`. It fits
 * whole words: what is around a place that fits is no letter and no digit.
 */
export interface Pattern {
  /** Leftmost first, the longest of each; they do not overlap. */
  find(text: string): readonly { readonly start: number; readonly end: number }[]
}

type Test = (sign: string) => boolean
type Node =
  | { readonly kind: 'sign'; readonly test: Test }
  | { readonly kind: 'all'; readonly of: readonly Node[] }
  | { readonly kind: 'any'; readonly of: readonly Node[] }
  | { readonly kind: 'times'; readonly of: Node; readonly least: number; readonly most: number }

/** Throws Invalid with a sentence for whoever wrote it. */
export function compilePattern(source: string): Pattern {
  if (source.length > entityDefaults.patternLength)
    throw new Invalid(`A pattern has at most ${entityDefaults.patternLength} characters.`, 'pattern')
  const program = programOf(parse(source))
  if (matchesNothing(program)) throw new Invalid('The pattern fits nothing at all, everywhere.', 'pattern')
  return { find: (text) => simulate(program, text) }
}

// ── Reading a pattern ────────────────────────────────────────────────────────────────────────────────────────────

function parse(source: string): Node {
  const signs = Array.from(source)
  let at = 0
  const wrong = (why: string) => new Invalid(`The pattern cannot be read at place ${at + 1}: ${why}`, 'pattern')

  function alternatives(depth: number): Node {
    if (depth > entityDefaults.patternDepth) throw wrong('there are too many groups within each other.')
    const ways: Node[] = [sequence(depth)]
    while (signs[at] === '|') {
      at++
      ways.push(sequence(depth))
    }
    return ways.length === 1 && ways[0] !== undefined ? ways[0] : { kind: 'any', of: ways }
  }

  function sequence(depth: number): Node {
    const of: Node[] = []
    while (at < signs.length && signs[at] !== '|' && signs[at] !== ')') of.push(times(piece(depth)))
    return { kind: 'all', of }
  }

  function piece(depth: number): Node {
    const sign = signs[at++] ?? ''
    switch (sign) {
      case '(': {
        if (signs[at] === '?') throw wrong('groups have no question mark at their beginning.')
        const of = alternatives(depth + 1)
        if (signs[at++] !== ')') throw wrong('a group is not closed.')
        return of
      }
      case '[':
        return { kind: 'sign', test: oneOf() }
      case '.':
        return { kind: 'sign', test: (other) => other !== '\n' }
      case '\\':
        return { kind: 'sign', test: escaped() }
      case '^':
      case '$':
        throw wrong('it fits whole words by itself, so ^ and $ are not used.')
      case '*':
      case '+':
      case '?':
      case '{':
        throw wrong(`there is nothing for "${sign}" to repeat.`)
      default:
        return { kind: 'sign', test: same(sign) }
    }
  }

  function times(of: Node): Node {
    const sign = signs[at]
    const simple = sign === '?' ? [0, 1] : sign === '*' ? [0, Infinity] : sign === '+' ? [1, Infinity] : undefined
    if (simple !== undefined) {
      at++
      return { kind: 'times', of, least: simple[0] ?? 0, most: simple[1] ?? 0 }
    }
    if (sign !== '{') return of
    const end = signs.indexOf('}', at)
    const counts = /^(\d{1,3})(?:(,)(\d{1,3})?)?$/.exec(signs.slice(at + 1, end).join(''))
    if (end < 0 || counts === null) throw wrong('a count is {2}, {2,} or {2,5}.')
    const least = Number(counts[1])
    const most = counts[3] === undefined ? (counts[2] === undefined ? least : Infinity) : Number(counts[3])
    if (most < least) throw wrong('a count begins with the smaller number.')
    at = end + 1
    return { kind: 'times', of, least, most }
  }

  function escaped(): Test {
    const sign = signs[at++]
    if (sign === undefined) throw wrong('there is nothing after the last backslash.')
    const group = groups.get(sign)
    if (group !== undefined) return group
    if (/[\p{L}\p{N}]/u.test(sign)) throw wrong(`\\${sign} is not known; there are \\d, \\w and \\s.`)
    return same(sign)
  }

  function oneOf(): Test {
    const negative = signs[at] === '^'
    if (negative) at++
    const tests: Test[] = []
    while (at < signs.length && (signs[at] !== ']' || tests.length === 0)) {
      const sign = signs[at++] ?? ''
      const last = signs[at] === '-' && signs[at + 1] !== ']' ? signs[at + 1] : undefined
      if (sign === '\\') tests.push(escaped())
      else if (last === undefined) tests.push(same(sign))
      else {
        if (last < sign) throw wrong(`${sign}-${last} is no range.`)
        at += 2
        tests.push((other) =>
          [other, other.toLowerCase(), other.toUpperCase()].some((form) => form >= sign && form <= last),
        )
      }
    }
    if (signs[at++] !== ']') throw wrong('a [ is not closed.')
    return (other) => tests.some((test) => test(other)) !== negative
  }

  const whole = alternatives(0)
  if (at < signs.length) throw wrong('a ) has no beginning.')
  return whole
}

const groups: ReadonlyMap<string, Test> = new Map([
  ['d', (sign: string) => /\p{Nd}/u.test(sign)],
  ['w', (sign: string) => isWord(sign)],
  ['s', (sign: string) => /\s/u.test(sign)],
])

function same(sign: string): Test {
  const lower = sign.toLowerCase()
  return (other) => other === sign || other.toLowerCase() === lower
}

const isWord = (sign: string): boolean => /[\p{L}\p{M}\p{N}_]/u.test(sign)

// ── A pattern as a program: signs to read, forks, and the end ───────────────────────────────────────────────────

type Step =
  | { readonly kind: 'sign'; readonly test: Test; readonly next: number }
  | { readonly kind: 'fork'; readonly next: readonly number[] }
  | { readonly kind: 'end' }

interface Program {
  readonly steps: readonly Step[]
  readonly first: number
}

function programOf(pattern: Node): Program {
  const steps: Step[] = [{ kind: 'end' }]
  const add = (step: Step): number => {
    if (steps.length >= entityDefaults.patternSteps)
      throw new Invalid('The pattern repeats too much: use smaller counts.', 'pattern')
    return steps.push(step) - 1
  }
  /** Built from behind: each piece knows where it goes on. */
  function build(node: Node, next: number): number {
    switch (node.kind) {
      case 'sign':
        return add({ kind: 'sign', test: node.test, next })
      case 'all':
        return node.of.reduceRight((after, piece) => build(piece, after), next)
      case 'any':
        return add({ kind: 'fork', next: node.of.map((way) => build(way, next)) })
      case 'times': {
        let after = next
        if (node.most === Infinity) {
          const ways: number[] = [next]
          after = add({ kind: 'fork', next: ways })
          ways.push(build(node.of, after))
        } else
          for (let more = node.most - node.least; more > 0; more--)
            after = add({ kind: 'fork', next: [next, build(node.of, after)] })
        for (let must = node.least; must > 0; must--) after = build(node.of, after)
        return after
      }
    }
  }
  return { first: build(pattern, 0), steps }
}

function matchesNothing(program: Program): boolean {
  const reached = new Map<number, number>()
  reach(program, program.first, 0, reached)
  return reached.has(0)
}

/** All steps that are reached without reading a sign; a step that was reached from further left stays so. */
function reach({ steps }: Program, from: number, start: number, reached: Map<number, number>): void {
  const open = [from]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (reached.has(at)) continue
    reached.set(at, start)
    const step = steps[at]
    if (step?.kind === 'fork') open.push(...step.next)
  }
}

function simulate(program: Program, text: string): readonly { start: number; end: number }[] {
  /** By start: the furthest end. */
  const ends = new Map<number, number>()
  let reached = new Map<number, number>()
  let before = ''
  let at = 0
  for (const sign of Array.from(text).concat('')) {
    const isEdge = !isWord(before) || !isWord(sign)
    if (isEdge && sign !== '' && !isWord(before)) reach(program, program.first, at, reached)
    const start = reached.get(0)
    if (start !== undefined && isEdge && at > start) ends.set(start, at)
    const next = new Map<number, number>()
    // Further left comes first, and keeps its place.
    for (const [index, from] of [...reached].sort((a, b) => a[1] - b[1])) {
      const step = program.steps[index]
      if (step?.kind === 'sign' && sign !== '' && step.test(sign)) reach(program, step.next, from, next)
    }
    reached = next
    before = sign
    at += sign.length
  }
  let free = 0
  return [...ends]
    .sort((a, b) => a[0] - b[0])
    .flatMap(([start, end]) => {
      if (start < free) return []
      free = end
      return [{ start, end }]
    })
}
