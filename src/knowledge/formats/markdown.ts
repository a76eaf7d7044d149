import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { codeSpan } from '../code.ts'
import { Blocks, languageName, rowText, titled } from './blocks.ts'
import type { DocumentText } from './blocks.ts'
import { readHtml } from './html.ts'

/** CommonMark with tables, as people write READMEs. */
export function readMarkdown(source: string): DocumentText {
  const { title, body } = withoutFrontMatter(source.replaceAll(/\r\n?/g, '\n'))
  const blocks = new Blocks()
  for (const node of treeOf(body)) addNode(blocks, node, body, '', 0)
  return titled(title, blocks.all)
}

/** The parser recurses: what is nested beyond its stack is read as plain paragraphs. */
function treeOf(body: string): Root['children'] {
  try {
    return fromMarkdown(body).children
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const paragraphs = body.split(/\n{2,}/)
    return paragraphs.map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] }))
  }
}

function addNode(blocks: Blocks, node: Nodes, source: string, prefix: string, depth: number): void {
  if (depth > deepest) {
    blocks.add({ kind: 'text', text: sourceOf(node, source) })
    return
  }
  switch (node.type) {
    case 'heading':
      blocks.add({ kind: 'heading', text: textOf(node, plain), level: node.depth })
      return
    case 'paragraph': {
      const table = tableIn(sourceOf(node, source))
      if (table === undefined) blocks.add({ kind: 'text', text: prefix + textOf(node) })
      else for (const row of table) blocks.add({ kind: 'row', text: row })
      return
    }
    case 'code':
      blocks.add({ kind: 'code', text: node.value, ...(node.lang ? { language: languageName(node.lang) } : {}) })
      return
    case 'html':
      for (const block of readHtml(node.value).blocks) blocks.add(block)
      return
    case 'blockquote':
    case 'list':
      for (const child of node.children) addNode(blocks, child, source, '', depth + 1)
      return
    case 'listItem':
      for (const [index, child] of node.children.entries())
        addNode(blocks, child, source, index === 0 ? '- ' : '', depth + 1)
      return
    default:
      return
  }
}

/** Lists in quotes in lists: nobody writes more, and each level is one of the stack's. */
const deepest = 100

function sourceOf({ position }: Nodes, source: string): string {
  return source.slice(position?.start.offset ?? 0, position?.end.offset ?? 0)
}

/** Of a title, which is shown in many places. */
const plain = (code: string) => code

/** The letters of it: marks, addresses and line ends of the source are gone; only code is still known. */
function textOf(node: Nodes, shown = codeSpan, depth = 0): string {
  if (depth > deepest) return ''
  if (node.type === 'inlineCode') return shown(node.value)
  if (node.type === 'text') return node.value.replaceAll(/\n|~~/g, (mark) => (mark === '\n' ? ' ' : ''))
  if (node.type === 'image') return node.alt ?? ''
  if (node.type === 'break') return '\n'
  return 'children' in node ? node.children.map((child) => textOf(child, shown, depth + 1)).join('') : ''
}

/** Rows of a table between pipes; undefined for a paragraph that is none. */
function tableIn(source: string): readonly string[] | undefined {
  const [head, rule, ...rows] = source.split('\n').map((line) => line.trim())
  if (head === undefined || rule === undefined || !head.includes('|')) return undefined
  if (!/^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/.test(rule)) return undefined
  const headers = cellsOf(head)
  return rows.map((row) => rowText(headers, cellsOf(row)))
}

function cellsOf(line: string): readonly string[] {
  const inner = line.replace(/^\|/, '').replace(/\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) => plainCell(cell.replaceAll('\\|', '|').trim()))
}

function plainCell(cell: string): string {
  const [paragraph] = treeOf(cell)
  return paragraph === undefined ? '' : textOf(paragraph)
}

/** YAML between two lines of dashes at the beginning; only its title is of interest. */
function withoutFrontMatter(source: string): { readonly title: string | undefined; readonly body: string } {
  const end = source.startsWith('---\n') ? source.indexOf('\n---\n', 3) : -1
  if (end === -1) return { title: undefined, body: source }
  const title = /^title:[ \t]*(.+)$/mu
    .exec(source.slice(0, end))?.[1]
    ?.trim()
    .replaceAll(/^["']|["']$/g, '')
  return { title, body: source.slice(end + 5) }
}
