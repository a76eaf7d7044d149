import { split } from './split.ts'
import { isVisible, plain } from './styled.ts'
import type { Span, StyledText } from './styled.ts'

/**
 * WhatsApp reads formatting out of the text itself, and knows no way to escape it. What is meant is written so that it
 * is sure to be read as such; what is not is kept apart by a hair space, or written with a letter that looks the same.
 *
 * https://faq.whatsapp.com/539178204879377
 */
export function markupOf({ text, spans }: StyledText): string {
  const lines = linesOf(text)
  const marks = spans.flatMap((span) => marksOf(span, text, lines))
  return lines.map((line) => writeLine(line, text, marks, spans)).join('\n')
}

/** Pieces whose markup fits. */
export function piecesOf(styled: StyledText, units: number): readonly string[] {
  return fitting(styled, units, units)
}

/** Cut smaller where the marks make a piece too long; a text that is nothing but marks loses them in the end. */
function fitting(styled: StyledText, units: number, most: number): readonly string[] {
  return split(styled, { units }).flatMap((piece) => {
    const markup = markupOf(piece)
    if (markup.length <= most) return isVisible(piece.text) ? [markup] : []
    if (units > 2 * smallest)
      return fitting(piece, Math.max(smallest, Math.floor((units * most) / markup.length) - 1), most)
    return split(plain(piece.text), { units: smallest }).map(markupOf).filter(isVisible)
  })
}

/** Even this much, with everything in it marked, fits the shortest text of WhatsApp's that is cut into pieces (1024). */
const smallest = 128

// ── What is meant ────────────────────────────────────────────────────────────────────────────────────────────────

type InlineKind = 'bold' | 'italic' | 'strike' | 'code'

const signOf: Readonly<Record<InlineKind, string>> = { bold: '*', italic: '_', strike: '~', code: '`' }

interface Mark {
  readonly from: number
  readonly to: number
  readonly sign: string
}

/** Formatting ends with its line, touches no space on its inner side and no letter on its outer one. */
function marksOf({ kind, offset, length }: Span, text: string, lines: readonly Line[]): readonly Mark[] {
  if (kind === 'link' || kind === 'quote') return []
  if (kind === 'pre') return fences(text, offset, offset + length)
  const sign = signOf[kind]
  return lines
    .filter(({ from, to }) => from < offset + length && offset < to)
    .map(({ from, to }) => trimmed(text, Math.max(from, offset), Math.min(to, offset + length)))
    .filter(({ from, to }) => from < to && !text.slice(from, to).includes(sign) && stands(text, from, to))
    .map(({ from, to }) => ({ from, to, sign }))
}

function fences(text: string, from: number, to: number): readonly Mark[] {
  const code = text.slice(from, to)
  return code.includes('```') || !isVisible(code) ? [] : [{ from, to, sign: '```' }]
}

function trimmed(text: string, from: number, to: number): { from: number; to: number } {
  const inner = text.slice(from, Math.max(from, to))
  return { from: from + inner.length - inner.trimStart().length, to: from + inner.trimEnd().length }
}

/** No letter or digit touches it from outside. */
function stands(text: string, from: number, to: number): boolean {
  return !isWord(before(text, from)) && !isWord(after(text, to))
}

// ── Line by line ─────────────────────────────────────────────────────────────────────────────────────────────────

interface Line {
  readonly from: number
  readonly to: number
}

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = []
  let from = 0
  for (let to = text.indexOf('\n'); to !== -1; to = text.indexOf('\n', from)) {
    lines.push({ from, to })
    from = to + 1
  }
  lines.push({ from, to: text.length })
  return lines
}

function writeLine({ from, to }: Line, text: string, marks: readonly Mark[], spans: readonly Span[]): string {
  const block = marks.find((mark) => mark.sign === '```' && mark.from <= to && from <= mark.to)
  const quote = spans.some((span) => span.kind === 'quote' && span.offset <= from && to <= span.offset + span.length)
  const start = quote ? '> ' : ''
  if (block) {
    // The fence shares its lines with the code: one of its own would be shown empty in a quote.
    const open = block.from >= from ? '```' : ''
    const close = block.to <= to ? '```' : ''
    const [codeFrom, codeTo] = [Math.max(from, block.from), Math.min(to, block.to)]
    return start + text.slice(from, codeFrom) + open + text.slice(codeFrom, codeTo) + close + text.slice(codeTo, to)
  }
  const runs = runsOf({ from, to }, text, marks)
  return start + (quote ? '' : guard(text.slice(from, to))) + keptApart(runs)
}

/** A stretch that is said, or a sign that is meant. */
interface Run {
  readonly text: string
  readonly kind: 'said' | 'code' | 'sign'
}

function runsOf({ from, to }: Line, text: string, marks: readonly Mark[]): readonly Run[] {
  const inLine = marks.filter((mark) => mark.from >= from && mark.to <= to)
  const opening = Map.groupBy(inLine, (mark) => mark.from)
  const closing = Map.groupBy(inLine, (mark) => mark.to)
  const places = [...new Set([from, to, ...opening.keys(), ...closing.keys()])].sort((one, other) => one - other)
  return places.flatMap((place, index): readonly Run[] => {
    const closed = nestedLast(closing.get(place) ?? [])
    const opened = (opening.get(place) ?? []).toSorted((one, other) => other.to - one.to)
    const isSame = closed.some((mark) => opened.some((other) => other.sign === mark.sign))
    const signs = [
      ...closed.map(({ sign }) => sign),
      // Two in a row would be one: `*a**b*`.
      ...(isSame ? [hairSpace] : []),
      ...opened.map(({ sign }) => sign),
    ].map((sign) => ({ text: sign, kind: 'sign' }) as const)
    const next = places[index + 1]
    if (next === undefined) return signs
    const isCode = opened.some(({ sign }) => sign === '`')
    return [...signs, { text: text.slice(place, next), kind: isCode ? 'code' : 'said' }]
  })
}

/** Inner ones close first: they began later, or after the other in the list. */
function nestedLast(closing: readonly Mark[]): readonly Mark[] {
  return closing.toReversed().sort((one, other) => other.from - one.from)
}

// ── What is not meant ────────────────────────────────────────────────────────────────────────────────────────────

/** Nothing to see, and a space to every reader of formatting. */
const hairSpace = '\u200a'
/** Nothing at all, but no beginning of a line either. */
const zeroWidth = '\u200b'
/** Modifier letter grave accent. */
const looksLikeBacktick = '\u02cb'

/** `> `, `* ` and `- ` at the beginning of a line make a quote and a list out of what was no such thing. */
function guard(line: string): string {
  return /^[>*-] /.test(line) || line.startsWith('>') ? zeroWidth : ''
}

const address = /\bhttps?:\/\/\S+/gi

/** A sign that was said opens nothing: with a space behind it it cannot. */
function keptApart(runs: readonly Run[]): string {
  const line = runs.map(({ text }) => text).join('')
  if (!/[*_~`]/.test(line)) return line
  const addresses = [...line.matchAll(address)].map(({ index, 0: found }) => ({
    from: index,
    to: index + found.length,
  }))
  const closers = { '*': lastCloser(line, '*'), _: lastCloser(line, '_'), '~': lastCloser(line, '~') }
  const isPaired = line.indexOf('`') !== line.lastIndexOf('`')
  let at = 0
  return runs
    .map(({ text, kind }) => {
      const from = at
      at += text.length
      if (kind !== 'said') return text
      return text.replaceAll(/[*_~`]/g, (sign, offset: number) => {
        const place = from + offset
        if (sign === '`') return isPaired ? looksLikeBacktick : sign
        const isLinked = addresses.some((found) => found.from <= place && place < found.to)
        const last = closers[sign as keyof typeof closers] // the pattern finds no other
        return !isLinked && place + 1 < last && canOpen(line, place) ? sign + hairSpace : sign
      })
    })
    .join('')
}

/** Where the last sign stands that could end something: behind what is no space, and before no letter. */
function lastCloser(line: string, sign: string): number {
  for (let at = line.lastIndexOf(sign); at > 0; at = line.lastIndexOf(sign, at - 1)) {
    if (!/\s/.test(before(line, at)) && !isWord(after(line, at + 1))) return at
  }
  return -1
}

/** A letter or a digit before it, or a space behind it, and it opens nothing. */
function canOpen(line: string, at: number): boolean {
  return !isWord(before(line, at)) && !/^\s?$/.test(after(line, at + 1))
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character)
}

/** The whole character that ends before a place, or begins at it; empty at the ends. */
function before(text: string, at: number): string {
  return /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? ''
}

function after(text: string, at: number): string {
  return /^./su.exec(text.slice(at, at + 2))?.[0] ?? ''
}
