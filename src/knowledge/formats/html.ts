import { load } from 'cheerio'
import { codeSpan } from '../code.ts'
import { Blocks, languageName, rowText, titled } from './blocks.ts'
import type { DocumentText } from './blocks.ts'

/** A node as the parser makes it, as far as it is looked at. */
interface Node {
  readonly type: string
  readonly name?: string
  readonly data?: string
  readonly attribs?: Readonly<Record<string, string>>
  readonly children?: readonly Node[]
}

/** A web page without what stands around its content. Scripts are dropped and never run. */
export function readHtml(html: string): DocumentText {
  const $ = load(html)
  const title = $('meta[property="og:title"]').attr('content') ?? ($('head > title').first().text() || undefined)
  $(unread).remove()
  const main = $('main, [role="main"]').first()
  const article = $('article')
  // One article is the page; several are a list of them.
  const content = main.length > 0 ? main : article.length === 1 ? article : $('body')
  if (main.length === 0) content.find(surroundings).remove()
  const text = readTree(content.toArray())
  return titled($('h1').first().text().trim() || title, text.all)
}

/** A fragment that is content from end to end: what mammoth makes of a Word file. */
export function readFragment(html: string): DocumentText {
  const $ = load(html, null, false)
  // Signs that lead to a footnote and back from it.
  $('sup a[href^="#footnote"], sup a[href^="#endnote"], a[href^="#footnote-ref"], a[href^="#endnote-ref"]').remove()
  return titled(undefined, readTree($.root().toArray()).all)
}

const unread =
  'script, style, noscript, template, svg, math, iframe, object, embed, canvas, video, audio, select, button, input, textarea, dialog, [hidden], [aria-hidden="true"]'
const surroundings =
  'nav, header, footer, aside, form, [role="navigation"], [role="banner"], [role="contentinfo"], [role="search"]'

const blockNames = new Set(
  'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)

/** In the order of the text, without recursion: nesting is as deep as a stranger likes. */
function readTree(roots: readonly Node[]): Blocks {
  const blocks = new Blocks()
  const table = new TableReader(blocks)
  let text = ''
  let prefix = ''
  /** Where code begins in the text; undefined outside of code, and in a title. */
  let code: number | undefined
  let isTitle = false
  const end = () => {
    if (text.trim() !== '' && !table.take(text)) blocks.add({ kind: 'text', text: prefix + text.trim() })
    if (text.trim() !== '') prefix = ''
    text = ''
    code = undefined
  }
  type Step = { readonly node: Node; readonly leaving: boolean }
  const steps: Step[] = roots.toReversed().map((node) => ({ node, leaving: false }))
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const { node, leaving } = step
    const { name = '', children = [] } = node
    if (node.type === 'text') {
      text += (node.data ?? '').replaceAll(/\s+/gu, ' ')
      continue
    }
    if (leaving) {
      const level = levelOf(name)
      if (level !== undefined) isTitle = false
      if (name === 'code' && code !== undefined) text = text.slice(0, code) + codeSpan(text.slice(code))
      if (name === 'code') code = undefined
      if (level !== undefined && text.trim() !== '') {
        blocks.add({ kind: 'heading', text: text.trim(), level })
        text = ''
      } else if (blockNames.has(name)) end()
      table.leave(name)
      continue
    }
    if (node.type === 'comment' || node.type === 'directive') continue
    if (name === 'br') text += '\n'
    if (name === 'img') text += ` ${node.attribs?.['alt'] ?? ''} `
    if (name === 'pre') {
      end()
      blocks.add({ kind: 'code', text: textOf(node), ...languageOf(node) })
      continue
    }
    if (blockNames.has(name)) end()
    isTitle ||= levelOf(name) !== undefined
    if (name === 'code' && !isTitle) code ??= text.length
    if (name === 'li') prefix = '- '
    table.enter(name)
    steps.push({ node, leaving: true })
    for (const child of children.toReversed()) steps.push({ node: child, leaving: false })
  }
  end()
  return blocks
}

/** 1…6 of a heading. */
function levelOf(name: string): number | undefined {
  const digit = /^h([1-6])$/.exec(name)?.[1]
  return digit === undefined ? undefined : Number(digit)
}

/** `<pre><code class="language-ts">`, as HTML's own example has it. */
function languageOf({ attribs, children = [] }: Node): { readonly language?: string } {
  const classes = [attribs?.['class'], ...children.map((child) => child.attribs?.['class'])].join(' ')
  const named = /(?:^|\s)lang(?:uage)?-(\S+)/.exec(classes)?.[1]
  return named === undefined ? {} : { language: languageName(named) }
}

/** Cells become rows; a table inside of a cell is part of the cell's text. */
class TableReader {
  readonly #blocks: Blocks
  #depth = 0
  #headers: readonly string[] = []
  #cells: string[] = []
  #isHeader = true
  #rows = 0

  constructor(blocks: Blocks) {
    this.#blocks = blocks
  }

  enter(name: string): void {
    if (name === 'table' && this.#depth++ === 0) {
      this.#headers = []
      this.#rows = 0
    }
    if (this.#depth !== 1) return
    if (name === 'tr') {
      this.#cells = []
      this.#isHeader = true
    }
    if (name === 'td' || name === 'th') this.#cells.push('')
    if (name === 'td') this.#isHeader = false
  }

  /** Whether the text belongs to a cell. */
  take(text: string): boolean {
    if (this.#depth === 0 || this.#cells.length === 0) return false
    const last = this.#cells.length - 1
    this.#cells[last] = `${this.#cells[last] ?? ''} ${text.trim()}`.trim()
    return true
  }

  leave(name: string): void {
    if (name === 'table') {
      this.#depth--
      this.#cells = []
    }
    if (name !== 'tr' || this.#depth !== 1) return
    if (this.#isHeader && this.#rows++ === 0) this.#headers = this.#cells
    else this.#blocks.add({ kind: 'row', text: rowText(this.#headers, this.#cells) })
    this.#cells = []
  }
}

/** As it stands in the file, line by line. */
function textOf(root: Node): string {
  let text = ''
  const nodes: Node[] = [root]
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (node.type === 'text') text += node.data ?? ''
    if (node.name === 'br') text += '\n'
    for (const child of (node.children ?? []).toReversed()) nodes.push(child)
  }
  return text
}
