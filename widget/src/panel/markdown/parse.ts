import { inlines } from './inlines.ts'
import { type Align, type Block, type Inline, deepest } from './tree.ts'

// Pure, and linear but for its bounded nesting, because it runs on every piece of a streamed answer.

const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*([\w+#.-]{0,30})[^`]*$/
const heading = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/
const rule = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/
const quote = /^ {0,3}> ?/
const bullet = /^( {0,3})(?:[-*+]|(\d{1,9})[.)])(?: {1,4}(?=\S)|$)/
/** The line below a table's head: `| --- | :-: |`. */
const underHead = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*){0,30}\|?[ \t]*$/
/** More columns than fit anywhere are text. */
const mostColumns = 30

type Lines = readonly string[]

export function parseMarkdown(text: string): readonly Block[] {
  return blocks(text.replaceAll('\r\n', '\n').split('\n'), 0)
}

function blocks(lines: Lines, depth: number): readonly Block[] {
  const found: Block[] = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const title = heading.exec(line)
    if (line.trim() === '') at += 1
    else if (fence.test(line)) at = takeCode(lines, at, found)
    else if (title) {
      found.push({ type: 'heading', level: (title[1] ?? '#').length, children: inlines(title[2] ?? '') })
      at += 1
    } else if (rule.test(line)) {
      found.push({ type: 'rule' })
      at += 1
    } else if (depth < deepest && quote.test(line)) at = takeQuote(lines, at, found, depth)
    else if (depth < deepest && bullet.test(line)) at = takeList(lines, at, found, depth)
    else if (isTable(lines, at)) at = takeTable(lines, at, found)
    else at = takeParagraph(lines, at, found, depth)
  }
  return found
}

function takeCode(lines: Lines, at: number, found: Block[]): number {
  const [, opening = '```', language = ''] = fence.exec(lines[at] ?? '') ?? []
  const closing = new RegExp(`^ {0,3}${opening.charAt(0)}{${opening.length},}[ \\t]*$`)
  let end = at + 1
  while (end < lines.length && !closing.test(lines[end] ?? '')) end += 1
  found.push({ type: 'code', language, text: lines.slice(at + 1, end).join('\n') })
  return end + 1
}

function takeQuote(lines: Lines, at: number, found: Block[], depth: number): number {
  let end = at
  while (end < lines.length && quote.test(lines[end] ?? '')) end += 1
  const inner = lines.slice(at, end).map((line) => line.replace(quote, ''))
  found.push({ type: 'quote', blocks: blocks(inner, depth + 1) })
  return end
}

function takeList(lines: Lines, begin: number, found: Block[], depth: number): number {
  const first = bullet.exec(lines[begin] ?? '')
  const ordered = first?.[2] !== undefined
  const items: (readonly Block[])[] = []
  let at = begin
  while (at < lines.length) {
    const marker = bullet.exec(lines[at] ?? '')
    if (!marker || (marker[2] !== undefined) !== ordered || rule.test(lines[at] ?? '')) break
    const width = marker[0].length
    const item = [(lines[at] ?? '').slice(width)]
    at += 1
    while (at < lines.length && belongs(lines, at, width)) item.push((lines[at++] ?? '').slice(width))
    items.push(blocks(item, depth + 1))
    while (at < lines.length && (lines[at] ?? '').trim() === '' && bullet.test(lines[at + 1] ?? '')) at += 1
  }
  found.push({ type: 'list', ordered, start: Number(first?.[2] ?? 1), items })
  return at
}

/** A line goes on with a list item when it is indented as far as the item's text, or blank before one that is. */
function belongs(lines: Lines, at: number, width: number): boolean {
  const indented = (line: string | undefined) =>
    line !== undefined && /^ *$/.test(line.slice(0, width)) && line.trim() !== ''
  const line = lines[at] ?? ''
  return line.trim() === '' ? indented(lines[at + 1]) : indented(line)
}

/** A head, and a line below it with as many columns. */
function isTable(lines: Lines, at: number): boolean {
  const below = lines[at + 1]
  if (below?.includes('|') !== true || !underHead.test(below)) return false
  const columns = cells(lines[at] ?? '').length
  return columns <= mostColumns && columns === cells(below).length
}

function takeTable(lines: Lines, at: number, found: Block[]): number {
  const head = cells(lines[at] ?? '')
  const align = cells(lines[at + 1] ?? '').map(alignOf)
  let end = at + 2
  while (end < lines.length && (lines[end] ?? '').includes('|')) end += 1
  const rows = lines.slice(at + 2, end).map((line) => {
    const given = cells(line)
    return head.map((_, column) => inlines(given[column] ?? ''))
  })
  found.push({ type: 'table', align, head: head.map((cell): readonly Inline[] => inlines(cell)), rows })
  return end
}

function cells(line: string): readonly string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim())
}

function alignOf(marks: string): Align {
  if (!marks.endsWith(':')) return 'start'
  return marks.startsWith(':') ? 'center' : 'end'
}

function takeParagraph(lines: Lines, at: number, found: Block[], depth: number): number {
  let end = at + 1
  while (end < lines.length && !interrupts(lines, end, depth)) end += 1
  const text = lines
    .slice(at, end)
    .map((line) => line.trimStart())
    .join('\n')
    .trimEnd()
  found.push({ type: 'paragraph', children: inlines(text) })
  return end
}

function interrupts(lines: Lines, at: number, depth: number): boolean {
  const line = lines[at] ?? ''
  if (line.trim() === '' || fence.test(line) || heading.test(line) || rule.test(line)) return true
  return (depth < deepest && (quote.test(line) || bullet.test(line))) || isTable(lines, at)
}
