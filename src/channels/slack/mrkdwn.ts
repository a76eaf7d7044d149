import { split } from '../split.ts'
import { isVisible } from '../styled.ts'
import type { Span, StyledText } from '../styled.ts'

/** A character that nobody sees, where Slack wants an edge around its marks. */
const edge = '\u200b'

const marks = { bold: '*', italic: '_', strike: '~', code: '`' } as const

/** Slack reads `&`, `<` and `>` as its own; nothing a person said may ring a bell or hide an address. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Texts in Slack's markup that are no longer than `limit` each. Nothing but white space at a cut is lost. */
export function pieces(styled: StyledText, limit: number): readonly string[] {
  return fitting(styled, limit, limit).filter(isVisible)
}

function fitting(styled: StyledText, limit: number, units: number): readonly string[] {
  return split(styled, { units }).flatMap((piece) => {
    const written = mrkdwn(piece)
    return written.length <= limit || units <= 2 ? [written] : fitting(piece, limit, Math.max(2, Math.floor(units / 2)))
  })
}

/** https://docs.slack.dev/messaging/formatting-message-text */
export function mrkdwn({ text, spans }: StyledText): string {
  return write(text, 0, text.length, spans)
}

/** Spans are nested and in order: each is written with what is in it. */
function write(text: string, from: number, to: number, spans: readonly Span[]): string {
  let written = ''
  let at = from
  for (let index = 0; index < spans.length;) {
    const span = spans[index]
    if (span === undefined) break
    const end = span.offset + span.length
    let next = index + 1
    while (next < spans.length && (spans[next]?.offset ?? to) < end) next += 1
    written += escaped(text.slice(at, span.offset))
    written += dressed(span, write(text, span.offset, end, spans.slice(index + 1, next)), text)
    at = end
    index = next
  }
  return written + escaped(text.slice(at, to))
}

function dressed(span: Span, inner: string, text: string): string {
  switch (span.kind) {
    case 'link':
      // A bar or a bracket would end the address.
      return `<${escaped(span.url ?? '').replaceAll('|', '%7C')}|${inner.replaceAll(/[|\n]/g, ' ')}>`
    case 'quote':
      return inner.replaceAll(/^/gm, '> ')
    case 'pre':
      return inner.includes('```') ? inner : `\`\`\`\n${inner}\n\`\`\``
    case 'code':
      if (inner.includes('`')) return inner
      return marked(marks.code, inner, span, text)
    case 'bold':
    case 'italic':
    case 'strike':
      return marked(marks[span.kind], inner, span, text)
  }
}

/** Marks hug what they mark, on each line anew; within a word they need an edge to be seen as marks. */
function marked(mark: string, inner: string, { offset, length }: Span, text: string): string {
  const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}\p{M}*_~`]/u.test(character)
  const before = isWord(text[offset - 1]) ? edge : ''
  const after = isWord(text[offset + length]) ? edge : ''
  const lines = inner.split('\n').map((line) => {
    const [, start = '', body = '', end = ''] = /^(\s*)(.*?)(\s*)$/s.exec(line) ?? []
    return body === '' ? line : `${start}${mark}${hugged(body)}${mark}${end}`
  })
  return before + lines.join('\n') + after
}

/** Two marks that touch are read as neither. */
function hugged(body: string): string {
  const isMark = (character: string | undefined) => character !== undefined && '*_~`'.includes(character)
  return (isMark(body[0]) ? edge : '') + body + (isMark(body.at(-1)) ? edge : '')
}
