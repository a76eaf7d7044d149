import { getDocumentProxy } from 'unpdf'
import { documentDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'
import { Blocks, titled } from './blocks.ts'
import type { DocumentText } from './blocks.ts'

/** PDF, page by page, in the order in which its author placed the text: columns stay whole. */
export async function readPdf(bytes: Uint8Array): Promise<DocumentText> {
  const pdf = await open(bytes)
  if (pdf.numPages > documentDefaults.pages)
    throw new Refused(`The PDF has ${pdf.numPages} pages; at most ${documentDefaults.pages} are read.`)
  const lines: Line[] = []
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    lines.push(...linesOf(items, number)) // the library's own type names what is read here
    page.cleanup()
  }
  const kept = withoutRunningLines(lines, pdf.numPages)
  if (kept.length === 0)
    throw new Refused(
      'The PDF has no text in it, only pictures: it was probably scanned. Run a text recognition over it.',
    )
  const blocks = paragraphs(kept)
  const { info } = (await pdf.getMetadata()) as { readonly info: { readonly Title?: unknown } } // the library types it as any
  const first = blocks.all.find(({ kind, level, page }) => kind === 'heading' && level === 1 && page === 1)
  return titled(first?.text ?? (typeof info.Title === 'string' ? info.Title : undefined), blocks.all)
}

async function open(bytes: Uint8Array) {
  try {
    return await getDocumentProxy(bytes, { verbosity: 0, stopAtErrors: false })
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'PasswordException')
      throw new Refused('The PDF is locked with a password. Upload it without one.', { cause: error })
    throw new Refused('The PDF is damaged: it cannot be opened.', { cause: error })
  }
}

/** A run of letters in one style, as pdf.js gives it. */
interface Run {
  readonly str: string
  readonly hasEOL: boolean
  /** a b c d x y */
  readonly transform: readonly number[]
}

interface Line {
  readonly text: string
  readonly size: number
  readonly y: number
  readonly page: number
}

/** Where something begins or ends that is no text. */
interface Mark {
  readonly type: string
}

function linesOf(items: readonly (Run | Mark)[], page: number): Line[] {
  const lines: Line[] = []
  let text = ''
  let sizes = new Map<number, number>()
  let y: number | undefined
  const end = () => {
    if (text.trim() !== '') lines.push({ text: text.trim(), size: commonest(sizes), y: y ?? 0, page })
    text = ''
    sizes = new Map()
    y = undefined
  }
  for (const item of items) {
    if (!('str' in item)) continue
    const { str, hasEOL, transform } = item
    text += str
    if (str.trim() !== '') {
      const size = Math.round(Math.hypot(transform[2] ?? 0, transform[3] ?? 0) * 2) / 2
      sizes.set(size, (sizes.get(size) ?? 0) + str.length)
      y ??= transform[5]
    }
    if (hasEOL) end()
  }
  end()
  return lines
}

function commonest(counts: ReadonlyMap<number, number>): number {
  let best = 0
  for (const [value, count] of counts) if (count > (counts.get(best) ?? 0)) best = value
  return best
}

/** Page numbers and running titles: the same first or last line, but for its digits, on most pages. */
function withoutRunningLines(lines: readonly Line[], pages: number): readonly Line[] {
  if (pages < documentDefaults.runningLinePages) return lines
  const likeness = ({ text }: Line) => text.replaceAll(/\d+/g, '#')
  const edges = lines.filter(
    (line, index) => lines[index - 1]?.page !== line.page || lines[index + 1]?.page !== line.page,
  )
  const counts = new Map<string, number>()
  for (const line of edges) counts.set(likeness(line), (counts.get(likeness(line)) ?? 0) + 1)
  const running = new Set(edges.filter((line) => (counts.get(likeness(line)) ?? 0) > pages / 2))
  return lines.filter((line) => !running.has(line))
}

/** Lines that belong together, by their size and distance; what is larger than the body is a heading. */
function paragraphs(lines: readonly Line[]): Blocks {
  const letters = new Map<number, number>()
  for (const { size, text } of lines) letters.set(size, (letters.get(size) ?? 0) + text.length)
  const body = commonest(letters)
  const isHeading = ({ size, text }: Line) =>
    size >= body * documentDefaults.headingSize && text.length <= documentDefaults.headingLength && /\p{L}/u.test(text)
  const headingSizes = [...new Set(lines.filter(isHeading).map(({ size }) => size))].toSorted(
    (one, other) => other - one,
  )
  const blocks = new Blocks()
  let open: Line[] = []
  const end = () => {
    const [first] = open
    if (first === undefined) return
    const text = open.map(({ text: line }) => line).reduce(joined)
    if (isHeading(first))
      blocks.add({ kind: 'heading', text, level: Math.min(6, headingSizes.indexOf(first.size) + 1), page: first.page })
    else blocks.add({ kind: 'text', text, page: first.page })
    open = []
  }
  for (const line of lines) {
    const before = open.at(-1)
    if (before !== undefined && isApart(before, line)) end()
    open.push(line)
  }
  end()
  return blocks
}

function isApart(before: Line, line: Line): boolean {
  if (before.page !== line.page) return true
  if (Math.abs(before.size - line.size) > Math.max(before.size, line.size) * 0.15) return true
  const distance = before.y - line.y
  // A jump upwards is the next column: a sentence that was begun goes on in it.
  if (distance < -before.size) return !/^\p{Ll}/u.test(line.text) || /[.!?:]["”’)]?$/u.test(before.text)
  return distance > before.size * documentDefaults.paragraphDistance
}

/** A word that was cut at the end of a line is one word again; scripts without spaces get none. */
function joined(before: string, line: string): string {
  if (/\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(line)) return before.slice(0, -1) + line
  const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}。、]$/u.test(before)
  return unspaced && /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(line)
    ? before + line
    : `${before} ${line}`
}
