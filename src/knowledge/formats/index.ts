import { Refused } from '../../contracts/errors.ts'
import type { DocumentText } from './blocks.ts'
import { declaredIn, decode, looksLikeText } from './encoding.ts'

/** A file of a stranger's. */
export interface File {
  readonly bytes: Uint8Array
  /** As it was declared: a type, perhaps with parameters. */
  readonly mime: string
  readonly name?: string
}

/**
 * Text of a file, by its content first and by what is said of it second. Runs in a worker of its own: each reader is
 * loaded when it is needed, and none is trusted to end. Throws Refused with a sentence for whoever uploaded it.
 */
export async function readFile(file: File): Promise<DocumentText> {
  const text = await read(file)
  if (text.blocks.length === 0) throw new Refused('There is no text in the document.')
  return text
}

async function read({ bytes, mime, name = '' }: File): Promise<DocumentText> {
  if (bytes.length === 0) throw new Refused('The file is empty.')
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (head.includes('%PDF-')) return (await import('./pdf.ts')).readPdf(bytes)
  if (head.startsWith('PK')) return (await import('./docx.ts')).readDocx(bytes)
  if (head.startsWith('\xd0\xcf\x11\xe0'))
    throw new Refused('This is an old or a locked Office file. Save it as DOCX or PDF, without a password.')
  if (head.startsWith('{\\rtf')) throw new Refused('RTF is not read. Save it as DOCX or PDF.')
  if (!looksLikeText(bytes))
    throw new Refused('This is no document that can be read: PDF, DOCX, HTML, Markdown, CSV and text are.')
  const kind = kindOf(mime.toLowerCase(), name.toLowerCase(), head)
  const charset = /;\s*charset\s*=\s*"?([\w:.-]{2,40})/i.exec(mime)?.[1]
  const text = decode(bytes, charset ?? (kind === 'html' ? declaredIn(bytes) : undefined))
  switch (kind) {
    case 'html':
      return (await import('./html.ts')).readHtml(text)
    case 'markdown':
      return (await import('./markdown.ts')).readMarkdown(text)
    case 'table':
      return (await import('./table.ts')).readTable(text)
    case 'plain':
      return (await import('./plain.ts')).readPlain(text)
  }
}

function kindOf(mime: string, name: string, head: string): 'html' | 'markdown' | 'table' | 'plain' {
  if (/\.(?:md|markdown|mdx)$/.test(name) || mime.startsWith('text/markdown')) return 'markdown'
  if (/\.(?:csv|tsv)$/.test(name) || /^text\/(?:csv|tab-separated-values)/.test(mime)) return 'table'
  if (/\.(?:html?|xhtml)$/.test(name) || /^(?:text\/html|application\/xhtml)/.test(mime)) return 'html'
  return /^\s*(?:<!doctype html|<html[\s>])/i.test(head) ? 'html' : 'plain'
}
