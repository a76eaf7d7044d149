import { Blocks } from './blocks.ts'
import type { DocumentText } from './blocks.ts'

/** Paragraphs between empty lines. */
export function readPlain(text: string): DocumentText {
  const blocks = new Blocks()
  for (const paragraph of text.replaceAll(/\r\n?|\u2028/g, '\n').split(/\n\s*\n|\f|\u2029/)) {
    blocks.add({ kind: 'text', text: paragraph })
  }
  return { blocks: blocks.all }
}
