import type { Code, Definition, List, Nodes, Parents, Resource, Root } from 'mdast'
import { isPlain, normalized, parseMarkdown } from './markdown.ts'

export type SpanKind = 'bold' | 'italic' | 'strike' | 'code' | 'pre' | 'link' | 'quote'

/** A stretch of text that looks different. Offsets and lengths count UTF-16 units. */
export interface Span {
  readonly kind: SpanKind
  readonly offset: number
  readonly length: number
  /** Of a `pre`, when its author said. */
  readonly language?: string
  /** Of a `link`. */
  readonly url?: string
}

/**
 * Markdown as messengers take it: text as people see it, and what is special about which stretch of it. Spans are
 * properly nested, `code` and `pre` hold no others, a `link` holds no `code` and a `quote` no `quote`.
 */
export interface StyledText {
  readonly text: string
  /** By offset, longer ones first. */
  readonly spans: readonly Span[]
}

/** Which URLs may hide behind a label; of all others the URL is shown as text. */
export type LinkRule = (url: string) => boolean

/** Total, and no visible text is lost: raw HTML, unused definitions and refused links come out as they were typed. */
export function readMarkdown(markdown: string, allows: LinkRule = isWebLink): StyledText {
  const source = normalized(markdown)
  if (isPlain(source)) return plain(source.trim())
  const tree = parseMarkdown(source)
  try {
    return flatten(tree, source, allows)
  } catch (error) {
    // Only the stack can run out: a tree as deep as the parser allows.
    if (error instanceof RangeError) return plain(source.trim())
    throw error
  }
}

/** Text without Markdown in it: it comes out as it is, but for halves of surrogate pairs. */
export function plain(text: string): StyledText {
  return { text: text.toWellFormed(), spans: [] }
}

/** All of a text in one kind: a card's title in bold. */
export function styled(text: string, kind: SpanKind): StyledText {
  return { ...plain(text), spans: text === '' ? [] : [{ kind, offset: 0, length: text.length }] }
}

/** Puts texts one after the other; empty ones leave no separator behind. */
export function joined(texts: readonly StyledText[], separator: string): StyledText {
  const spans: Span[] = []
  let text = ''
  for (const piece of texts) {
    if (piece.text === '') continue
    if (text !== '') text += separator
    for (const span of piece.spans) spans.push({ ...span, offset: span.offset + text.length })
    text += piece.text
  }
  return { text, spans }
}

/** True when a person would see something: spaces, controls and invisible marks alone are no message. */
export function isVisible(text: string): boolean {
  return /[^\s\p{Cc}\p{Cf}\p{Zs}\u2800\ufffc\u115f\u1160\u3164\uffa0]/u.test(text)
}

export function isWebLink(url: string): boolean {
  return /^https?:/i.test(url) && URL.canParse(url)
}

interface Page {
  text: string
  readonly spans: Span[]
  readonly source: string
  readonly allows: LinkRule
  readonly definitions: ReadonlyMap<string, Definition>
  readonly used: ReadonlySet<string>
  /** Kinds that are open: none is opened within itself. */
  readonly open: Set<SpanKind>
}

function flatten(tree: Root, source: string, allows: LinkRule): StyledText {
  const definitions = new Map<string, Definition>()
  const used = new Set<string>()
  visit(tree, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node)
    if (node.type === 'linkReference' || node.type === 'imageReference') used.add(node.identifier)
  })
  const page: Page = { text: '', spans: [], source, allows, definitions, used, open: new Set() }
  writeAll(page, tree, '\n\n')
  return { text: page.text, spans: nested(page.spans) }
}

function visit(node: Nodes, see: (node: Nodes) => void): void {
  see(node)
  if ('children' in node) for (const child of node.children) visit(child, see)
}

function writeAll(page: Page, parent: Parents, separator: string, depth = 0): void {
  let first = true
  for (const child of parent.children) {
    const before = page.text.length
    if (!first) page.text += separator
    const start = page.text.length
    write(page, child, depth)
    if (page.text.length === start) page.text = page.text.slice(0, before)
    else first = false
  }
}

function write(page: Page, node: Nodes, depth: number): void {
  switch (node.type) {
    case 'text':
    case 'html':
      page.text += node.value
      break
    case 'break':
      page.text += '\n'
      break
    case 'paragraph':
      writeAll(page, node, '')
      break
    case 'heading':
    case 'strong':
      within(page, 'bold', () => writeAll(page, node, ''))
      break
    case 'emphasis':
      within(page, 'italic', () => writeAll(page, node, ''))
      break
    case 'delete':
      within(page, 'strike', () => writeAll(page, node, ''))
      break
    case 'inlineCode':
      within(page, 'code', () => (page.text += node.value))
      break
    case 'code':
      writeCode(page, node)
      break
    case 'blockquote':
      within(page, 'quote', () => writeAll(page, node, '\n\n', depth))
      break
    case 'list':
      writeList(page, node, depth)
      break
    case 'link':
      writeLink(page, node, () => writeAll(page, node, ''))
      break
    case 'image':
      writeLink(page, node, () => (page.text += node.alt ?? ''))
      break
    case 'linkReference':
      writeLink(page, page.definitions.get(node.identifier), () => writeAll(page, node, ''))
      break
    case 'imageReference':
      writeLink(page, page.definitions.get(node.identifier), () => (page.text += node.alt ?? ''))
      break
    case 'definition':
      if (!page.used.has(node.identifier)) page.text += typed(page, node)
      break
    case 'thematicBreak':
      page.text += '———'
      break
    default:
      // No other node comes from CommonMark; one of an extension is shown as it was typed.
      page.text += typed(page, node)
  }
}

function within(page: Page, kind: SpanKind, body: () => void, extra: Pick<Span, 'url' | 'language'> = {}): void {
  if (page.open.has(kind)) {
    body()
    return
  }
  const offset = page.text.length
  page.open.add(kind)
  body()
  page.open.delete(kind)
  const length = page.text.length - offset
  if (length > 0) page.spans.push({ kind, offset, length, ...extra })
}

function writeCode(page: Page, { lang, meta, value }: Code): void {
  const info = [lang, meta].filter(Boolean).join(' ')
  // "```hello" with nothing after it, or words where a language's name belongs: that was said, not meant as a name.
  const said = value === '' || Boolean(meta) ? info : ''
  const language = said === '' && lang && /^[\w+#.-]{1,32}$/.test(lang) ? { language: lang } : {}
  within(page, 'pre', () => (page.text += [said, value].filter((part) => part !== '').join('\n')), language)
}

function writeList(page: Page, { children, ordered, start, spread }: List, depth: number): void {
  children.forEach((item, index) => {
    if (index > 0) page.text += spread === true ? '\n\n' : '\n'
    page.text += '  '.repeat(depth) + (ordered === true ? `${(start ?? 1) + index}. ` : '• ')
    writeAll(page, item, item.spread === true ? '\n\n' : '\n', depth + 1)
  })
}

function writeLink(page: Page, to: Resource | undefined, label: () => void): void {
  const { url, title } = to ?? { url: '' }
  const start = page.text.length
  if (url !== '' && page.allows(url) && !page.open.has('link')) {
    within(
      page,
      'link',
      () => {
        label()
        if (page.text.length === start) page.text += title ?? url
      },
      { url },
    )
    // An address that is its own label is found by every messenger without our help.
    if (page.text.slice(start) === url) page.spans.pop()
    return
  }
  label()
  const shown = page.text.slice(start)
  if (shown === '') page.text += url
  else if (url !== '' && url !== shown && url !== `mailto:${shown}`) page.text += ` (${url.replace(/^mailto:/i, '')})`
}

function typed(page: Page, node: Nodes): string {
  return page.source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)
}

/** Links keep their address and lose `code` within; everything else makes room for `code` and `pre`. */
function nested(spans: readonly Span[]): readonly Span[] {
  const links = spans.filter(({ kind }) => kind === 'link')
  const isCode = ({ kind }: Span) => kind === 'code' || kind === 'pre'
  const codes = spans.filter((span) => isCode(span) && !links.some((link) => holds(link, span)))
  const result: Span[] = []
  for (const span of spans) {
    if (isCode(span)) {
      if (codes.includes(span)) result.push(span)
    } else if (span.kind === 'link' || span.kind === 'quote') result.push(span)
    else result.push(...without(span, codes))
  }
  return result.sort((one, other) => one.offset - other.offset || other.length - one.length)
}

function holds(outer: Span, inner: Span): boolean {
  return outer.offset <= inner.offset && end(inner) <= end(outer)
}

function end({ offset, length }: Span): number {
  return offset + length
}

/** What is left of a span outside the holes, which come in order. */
function without(span: Span, holes: readonly Span[]): readonly Span[] {
  const left: Span[] = []
  let from = span.offset
  for (const hole of holes) {
    if (hole.offset >= end(span) || end(hole) <= from) continue
    if (hole.offset > from) left.push({ ...span, offset: from, length: hole.offset - from })
    from = end(hole)
  }
  if (from < end(span)) left.push({ ...span, offset: from, length: end(span) - from })
  return left
}
