import { chunkDefaults } from '../config/defaults.ts'
import type { DocumentText, TextBlock } from '../contracts/knowledge.ts'
import type { Chunk } from '../contracts/knowledge-store.ts'
import { codeBlock } from './code.ts'
import { sentencesOf } from './terms.ts'

/**
 * Cuts a document into pieces that are found and cited: at headings, between sentences, with the end of one repeated at
 * the beginning of the next. Deterministic: a process that goes on after another ended cuts in the same places.
 */
export function* chunksOf({ blocks }: DocumentText, language: string): Generator<Chunk> {
  const path: TextBlock[] = []
  let draft = new Draft(path)
  /** A heading that nothing has followed yet: it is said by the chunk's headings, unless nothing ever does. */
  let lone: TextBlock | undefined
  const withLone = () => {
    if (lone !== undefined) draft.add({ text: lone.text, page: lone.page, gap: '\n\n' })
    lone = undefined
  }
  for (const block of blocks) {
    if (block.kind === 'heading') {
      if (lone !== undefined && levelOf(lone) >= levelOf(block)) withLone()
      if (draft.tokens >= chunkDefaults.sectionTokens) {
        yield draft.chunk()
        draft = new Draft(path)
      }
      while (path.length > 0 && levelOf(path.at(-1)) >= levelOf(block)) path.pop()
      path.push(block)
      if (draft.isEmpty) lone = block
      else draft.add({ text: block.text, page: block.page, gap: '\n\n' })
      continue
    }
    lone = undefined
    for (const unit of unitsOf(block, language)) {
      if (draft.tokens + tokensIn(unit.text) > chunkDefaults.tokens && !draft.isEmpty) {
        yield draft.chunk()
        draft = draft.next(path)
      }
      draft.add(unit)
    }
  }
  withLone()
  if (!draft.isEmpty) yield draft.chunk()
}

function levelOf(heading: TextBlock | undefined): number {
  return heading?.level ?? 1
}

interface Unit {
  readonly text: string
  readonly page: number | undefined
  /** What stands between it and the unit before. */
  readonly gap: string
}

class Draft {
  readonly #units: Unit[] = []
  readonly #path: readonly TextBlock[]
  #headings: readonly string[] = []
  /** Units that were in the chunk before. */
  #repeated = 0
  tokens = 0

  constructor(path: readonly TextBlock[]) {
    this.#path = path
  }

  get isEmpty(): boolean {
    return this.#units.length === this.#repeated
  }

  add(unit: Unit): void {
    if (this.isEmpty) this.#headings = this.#path.map(({ text }) => text.replaceAll('\n', ' '))
    this.#units.push(unit)
    this.tokens += tokensIn(unit.text)
  }

  /** Begins with the last sentences of this one. */
  next(path: readonly TextBlock[]): Draft {
    const next = new Draft(path)
    let from = this.#units.length
    let tokens = 0
    for (; from > 1; from--) {
      tokens += tokensIn(this.#units[from - 1]?.text ?? '')
      if (tokens > chunkDefaults.overlapTokens) break
    }
    for (const unit of this.#units.slice(from)) next.add(unit)
    next.#repeated = next.#units.length
    return next
  }

  chunk(): Chunk {
    let text = ''
    const pages: [number, number][] = []
    for (const unit of this.#units) {
      if (text !== '') text += unit.gap
      if (unit.page !== undefined && unit.page !== pages.at(-1)?.[1]) pages.push([text.length, unit.page])
      text += unit.text
    }
    return { text, headings: this.#headings, pages }
  }
}

/** Sentences of a paragraph; a row of a table stays whole. */
function* unitsOf(block: TextBlock, language: string): Generator<Unit> {
  const { kind, text, page } = block
  if (kind === 'code') {
    for (const code of fitting(text)) yield { text: codeBlock(code, block.language), page, gap: '\n\n' }
    return
  }
  const isItem = kind === 'row' || text.startsWith('- ')
  const before = isItem ? '\n' : '\n\n'
  if (kind === 'row' && tokensIn(text) <= chunkDefaults.tokens) {
    yield { text, page, gap: before }
    return
  }
  let isFirst = true
  for (const { segment } of sentencesOf(text, language)) {
    for (const piece of piecesOf(segment.trim())) {
      yield { text: piece, page, gap: isFirst ? before : gapAfter(segment) }
      isFirst = false
    }
  }
}

/** Code that fits into a chunk, whole; otherwise as many lines of it as fit. */
function* fitting(code: string): Generator<string> {
  let lines: string[] = []
  let tokens = 0
  for (const line of code.split('\n').flatMap((one) => (one === '' ? [''] : [...piecesOf(one, (rest) => rest)]))) {
    tokens += tokensIn(line) + 0.25
    if (tokens > chunkDefaults.codeTokens && lines.length > 0) {
      yield lines.join('\n')
      lines = []
      tokens = tokensIn(line)
    }
    lines.push(line)
  }
  yield lines.join('\n')
}

/** Scripts without spaces have none between sentences. */
function gapAfter(sentence: string): string {
  return /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}。]/u.test(sentence.slice(0, 40)) ? '' : ' '
}

/** A "sentence" that fills a chunk by itself is cut at spaces, or where it must be. */
function* piecesOf(sentence: string, tidy = (text: string) => text.trim()): Generator<string> {
  let rest = sentence
  while (tokensIn(rest) > chunkDefaults.longestSentenceTokens) {
    const most = Math.floor((rest.length * chunkDefaults.longestSentenceTokens) / tokensIn(rest))
    const space = rest.lastIndexOf(' ', most)
    const cut = space > most / 2 ? space : most
    yield tidy(rest.slice(0, cut).toWellFormed())
    rest = tidy(rest.slice(cut))
  }
  if (rest !== '') yield rest
}

/**
 * About how many tokens a language model reads in a text: one for four letters of Latin, for two and a half of other
 * alphabets, for one of Han and kana (within a fifth of the tokenizers of current models on their own documentation).
 */
export function tokensIn(text: string): number {
  let tokens = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code < 0x250) tokens += 0.25
    else if (code >= 0x2e80 && code < 0xd7b0) tokens += 1
    else tokens += 0.4
  }
  return tokens
}
