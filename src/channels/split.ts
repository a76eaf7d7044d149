import type { Span, StyledText } from './styled.ts'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

export interface SplitLimits {
  /** UTF-16 units of one piece; at least 2. */
  readonly units: number
  /** Spans of one piece. */
  readonly spans?: number
}

/**
 * Cuts a text into pieces that fit, where people would: between paragraphs, lines, sentences, words. A grapheme cluster
 * and a span stay whole unless they alone are longer than a piece; a longer span goes on in the next piece as another
 * of its kind. Nothing but white space at a cut is lost.
 */
export function split(styled: StyledText, limits: SplitLimits): readonly StyledText[] {
  const { text, spans } = styled
  const pieces: StyledText[] = []
  let from = 0
  while (from < text.length) {
    const end = reach(styled, from, limits)
    const to = end >= text.length ? text.length : cutBefore(styled, from, end, limits.units)
    pieces.push(slice(text, spans, from, to))
    from = afterSpace(styled, to)
  }
  return pieces
}

/** The longest beginning of `text` of at most `units` UTF-16 units that ends with a whole grapheme cluster and, when cut, with `…`. */
export function clip(text: string, units: number): string {
  if (text.length <= units) return text
  return `${text.slice(0, graphemeEnd(text, 0, units - 1)).trimEnd()}…`
}

/** How far a piece may reach: its units, or the start of the first span too many. */
function reach({ spans }: StyledText, from: number, { units, spans: most }: SplitLimits): number {
  const end = from + units
  if (most === undefined) return end
  const touching = spans.filter(({ offset, length }) => offset + length > from && offset < end)
  return Math.min(end, Math.max(touching[most]?.offset ?? end, from + 1))
}

/** The best place in (from, end] to begin the next piece at. */
function cutBefore({ text, spans }: StyledText, from: number, end: number, units: number): number {
  const whole = spans.filter(({ length }) => length <= units)
  const breaks = (at: number) => whole.some(({ offset, length }) => offset < at && at < offset + length)
  const fits = (at: number) => !breaks(at) && graphemeEnd(text, from, at) === at
  // A good place further on is better than a better one that leaves a scrap of a message.
  for (const start of [from + Math.ceil((end - from) / 3), from + 1]) {
    for (const isPlace of places) {
      for (let at = end; at >= start; at -= 1) if (isPlace(text, at) && fits(at)) return at
    }
  }
  const clean = graphemeEnd(text, from, end)
  let at = clean
  for (let outer = covering(whole, at); outer && at > from; outer = covering(whole, at)) {
    at = graphemeEnd(text, from, outer.offset)
  }
  if (at > from) return at
  return clean > from ? clean : codePointEnd(text, from, end)
}

function covering(spans: readonly Span[], at: number): Span | undefined {
  return spans.find(({ offset, length }) => offset < at && at < offset + length)
}

const isSpace = (character: string | undefined) => character !== undefined && /\s/.test(character)

/** Places to cut before, the best first. */
const places: readonly ((text: string, at: number) => boolean)[] = [
  (text, at) => text[at] === '\n' && text[at + 1] === '\n',
  (text, at) => text[at] === '\n',
  (text, at) => /[。！？]/.test(text[at - 1] ?? '') || (/[.!?…:;]/.test(text[at - 1] ?? '') && isSpace(text[at])),
  (text, at) => isSpace(text[at]),
]

/** The last end of a grapheme cluster in [from, at]; `from` itself begins one. */
function graphemeEnd(text: string, from: number, at: number): number {
  if (at >= text.length) return text.length
  const ahead = 64 // enough to see that a cluster goes on; where it ends does not matter
  const cluster = segmenter.segment(text.slice(from, at + ahead)).containing(at - from)
  return from + (cluster?.index ?? 0)
}

/** A cluster longer than a whole piece (a letter under a thousand accents) is cut between code points. */
function codePointEnd(text: string, from: number, end: number): number {
  const unit = text.charCodeAt(end)
  if (unit < 0xdc00 || unit > 0xdfff) return end
  return end - 1 > from ? end - 1 : end + 1
}

/** White space at a cut belongs to neither piece; within code only the line's end. */
function afterSpace({ text, spans }: StyledText, at: number): number {
  const code = covering(
    spans.filter(({ kind }) => kind === 'pre'),
    at,
  )
  if (code) return text[at] === '\n' ? at + 1 : at
  const space = /^(?:\n+|[^\S\n]+\n*)/.exec(text.slice(at, at + 64))?.[0].length ?? 0
  // An accent may sit on a space: then the space is a letter.
  return space > 0 && graphemeEnd(text, at, at + space) === at + space ? at + space : at
}

function slice(text: string, spans: readonly Span[], from: number, to: number): StyledText {
  const kept: Span[] = []
  for (const span of spans) {
    const start = Math.max(span.offset, from)
    const length = Math.min(span.offset + span.length, to) - start
    if (length > 0) kept.push({ ...span, offset: start - from, length })
  }
  return { text: text.slice(from, to), spans: kept }
}
