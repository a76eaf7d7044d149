import { documentDefaults } from '../../config/defaults.ts'
import { Refused } from '../../contracts/errors.ts'
import type { DocumentText, TextBlock } from '../../contracts/knowledge.ts'

/** What a format's reader gives: text in the order in which a person reads it. */
export type { DocumentText, TextBlock } from '../../contracts/knowledge.ts'

/** Gathers blocks and keeps them within bounds, whatever a file expands to. */
export class Blocks {
  readonly #blocks: TextBlock[] = []
  #characters = 0

  /** Throws Refused for a text of more characters than are kept. */
  add(block: TextBlock): void {
    const text = block.kind === 'code' ? tidiedCode(block.text) : tidied(block.text)
    if (text === '') return
    this.#characters += text.length
    if (this.#characters > documentDefaults.characters)
      throw new Refused(
        `The document has more than ${documentDefaults.characters} characters of text. Split it into several.`,
      )
    this.#blocks.push({ ...block, text })
  }

  get all(): readonly TextBlock[] {
    return this.#blocks
  }
}

/** One space between words, lines kept; nothing that no one can see. */
export function tidied(text: string): string {
  return visible(text)
    .split('\n')
    .map((line) => line.replaceAll(/[^\S\n]+/gu, ' ').trim())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

/** Lines as they are indented, without those at its ends that are empty. */
function tidiedCode(text: string): string {
  return visible(text)
    .replaceAll(/[^\S\n]+$/gmu, '')
    .replaceAll(/^\n+|\n+$/g, '')
}

/** Without control and formatting characters; joiners stay, which some scripts and emoji are spelled with. */
function visible(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\u{ad}\u{200b}\u{2060}\u{feff}]/gu, (mark) => (/\s/u.test(mark) ? mark : ''))
}

/** What a line of a table says by itself: each cell behind its column's name. */
export function rowText(headers: readonly string[], cells: readonly string[]): string {
  return cells
    .map((cell, index) => {
      const header = tidied(headers[index] ?? '').replaceAll('\n', ' ')
      const value = tidied(cell).replaceAll('\n', ' ')
      return value === '' || header === '' ? value : `${header}: ${value}`
    })
    .filter((cell) => cell !== '')
    .join('; ')
}

/** The first heading, where a document says nothing else of its title. */
export function titled(title: string | undefined, blocks: readonly TextBlock[]): DocumentText {
  const heading = blocks.slice(0, documentDefaults.titleWithin).find(({ kind }) => kind === 'heading')
  const found = tidied(title ?? '')
    .replaceAll(/\s+/g, ' ')
    .slice(0, documentDefaults.titleLength)
  const own = found === '' ? heading?.text.slice(0, documentDefaults.titleLength) : found
  return { ...(own === undefined ? {} : { title: own.toWellFormed() }), blocks }
}

/** What a fence may say of its code: a stranger wrote it. */
export function languageName(given: string): string {
  return /^[\w+#.-]{1,30}/.exec(given)?.[0] ?? ''
}
