/**
 * Code in the text of a passage: between fences and backticks, as CommonMark has it. What is quoted of a document is
 * Markdown, and shown as code again.
 */

/** Within a line. */
export function codeSpan(code: string): string {
  const text = code.replaceAll(/\s+/gu, ' ').trim()
  if (text === '') return ''
  const marks = '`'.repeat(longestRun(text) + 1)
  return text.includes('`') ? `${marks} ${text} ${marks}` : `${marks}${text}${marks}`
}

/** Lines of their own; `language` as the document names it. */
export function codeBlock(code: string, language = ''): string {
  const marks = '`'.repeat(Math.max(3, longestRun(code) + 1))
  return `${marks}${language}\n${code}\n${marks}`
}

export interface Stretch {
  /** With its fences. */
  readonly text: string
  /** First UTF-16 unit of it in the passage. */
  readonly start: number
  /** Of a block of code: what stands between its fences, and where. */
  readonly code?: { readonly text: string; readonly start: number; readonly language: string }
}

/** Code and what stands between it, from end to end. */
export function* stretchesOf(passage: string): Generator<Stretch> {
  let at = 0
  for (const match of passage.matchAll(/^(`{3,})([^\s`]*)\n([^]*?)\n\1$/gm)) {
    const [text, marks = '', language = '', code = ''] = match
    if (match.index > at) yield { text: passage.slice(at, match.index), start: at }
    const start = match.index + marks.length + language.length + 1
    yield { text, start: match.index, code: { text: code, start, language } }
    at = match.index + text.length
  }
  if (at < passage.length) yield { text: passage.slice(at), start: at }
}

/** Whether a line is a fence, which says nothing itself. */
export const isFence = (line: string): boolean => /^`{3,}[^\s`]*$/.test(line)

/** How many backticks stand together at the most. */
function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
}
