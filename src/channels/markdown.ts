import { createRequire } from 'node:module'
import type { Root } from 'mdast'
import type * as FromMarkdown from 'mdast-util-from-markdown'
import type * as StrikethroughTree from 'mdast-util-gfm-strikethrough'
import type * as Strikethrough from 'micromark-extension-gfm-strikethrough'
import { markdownDefaults } from '../config/defaults.ts'

const require = createRequire(import.meta.url)
let parser: ((source: string) => Root) | undefined

/** Loaded with the first text that has marks in it: most bots speak plainly, and the parser is a tenth of our memory. */
function loadParser(): (source: string) => Root {
  const { fromMarkdown } = require('mdast-util-from-markdown') as typeof FromMarkdown // its types are imported above, and so of the two below
  const { gfmStrikethroughFromMarkdown } = require('mdast-util-gfm-strikethrough') as typeof StrikethroughTree
  const { gfmStrikethrough } = require('micromark-extension-gfm-strikethrough') as typeof Strikethrough
  const options = {
    extensions: [gfmStrikethrough({ singleTilde: false })],
    mdastExtensions: [gfmStrikethroughFromMarkdown()],
  }
  return (source) => fromMarkdown(source, options)
}

/**
 * The one CommonMark tree (with `~~strikethrough~~`) that every channel's renderer reads. Total: text that would take
 * the parser unreasonably long, or that it fails on, is one paragraph of plain text.
 *
 * Line ends are `\n` in the tree, and its positions point into `normalized(text)`.
 */
export function parseMarkdown(text: string): Root {
  const source = normalized(text)
  if (isPlain(source) || isUnreasonable(source)) return plainTree(source)
  try {
    parser ??= loadParser()
    return parser(source)
  } catch {
    return plainTree(source)
  }
}

/** What the tree's positions count in: `\n` line ends, and no half of a surrogate pair. */
export function normalized(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed()
  return wellFormed.includes('\r') ? wellFormed.replaceAll(/\r\n?/g, '\n') : wellFormed
}

/** One line with nothing in it that CommonMark could mean anything by: most replies, and they skip the parser. */
export function isPlain(source: string): boolean {
  return !/[\\`*_[\]<>&~#\n\0]|^[\s\-+=]|^\d+[.)]/.test(source)
}

function plainTree(source: string): Root {
  const value = source.trim()
  return { type: 'root', children: value === '' ? [] : [{ type: 'paragraph', children: [{ type: 'text', value }] }] }
}

/**
 * The parser's time grows with the square of containers opened on one line and of emphasis marks in one paragraph:
 * 16 KB of `1. 1. 1. …` or `*_*_…` keep it busy for seconds, and anyone may have a bot repeat that.
 */
function isUnreasonable(source: string): boolean {
  if (source.length > markdownDefaults.length) return true
  if (tooDeep.test(source)) return true
  let inAll = 0
  for (const paragraph of source.split(/\n[ \t]*\n/)) {
    const marks = countMarks(paragraph)
    inAll += marks
    if (marks > markdownDefaults.marksPerParagraph || inAll > markdownDefaults.marks) return true
  }
  return false
}

/** More containers opened on one line than anyone means: `> > - 1. > …`. */
const tooDeep = new RegExp(
  String.raw`(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))){${markdownDefaults.containers + 1}}`,
)

function countMarks(paragraph: string): number {
  let count = 0
  let previous = ''
  for (const character of paragraph) {
    if (character !== previous && (character === '*' || character === '_' || character === '~')) count += 1
    previous = character
  }
  return count
}
