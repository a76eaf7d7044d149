// What bots write, as a small tree: the part of CommonMark that a chat needs. Pure, and linear but for its bounded
// nesting, because it runs on every piece of a streamed answer. No HTML: a tag is text like any other.

/**
 * @typedef {{ type: 'text', text: string }
 *   | { type: 'code', text: string }
 *   | { type: 'break' }
 *   | { type: 'strong' | 'emphasis' | 'strike', children: Inline[] }
 *   | { type: 'link', href: string, children: Inline[] }} Inline
 * @typedef {{ type: 'paragraph', children: Inline[] }
 *   | { type: 'heading', level: number, children: Inline[] }
 *   | { type: 'code', text: string }
 *   | { type: 'rule' }
 *   | { type: 'quote', blocks: Block[] }
 *   | { type: 'list', ordered: boolean, start: number, items: Block[][] }} Block
 */

const deepest = 8
const fence = /^ {0,3}(`{3,}|~{3,})[^`]*$/
const heading = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/
const rule = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/
const quote = /^ {0,3}> ?/
const bullet = /^( {0,3})(?:[-*+]|(\d{1,9})[.)])(?: {1,4}(?=\S)|$)/

/**
 * @param {string} text
 * @returns {Block[]}
 */
export function parseMarkdown(text) {
  return blocks(text.replaceAll('\r\n', '\n').split('\n'), 0)
}

/**
 * @param {string[]} lines
 * @param {number} depth
 * @returns {Block[]}
 */
function blocks(lines, depth) {
  /** @type {Block[]} */
  const found = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const title = heading.exec(line)
    if (line.trim() === '') at += 1
    else if (fence.test(line)) at = takeCode(lines, at, found)
    else if (title) {
      found.push({ type: 'heading', level: (title[1] ?? '#').length, children: inlines(title[2] ?? '') })
      at += 1
    } else if (rule.test(line)) {
      found.push({ type: 'rule' })
      at += 1
    } else if (depth < deepest && quote.test(line)) at = takeQuote(lines, at, found, depth)
    else if (depth < deepest && bullet.test(line)) at = takeList(lines, at, found, depth)
    else at = takeParagraph(lines, at, found, depth)
  }
  return found
}

/** @type {(lines: string[], at: number, found: Block[]) => number} */
function takeCode(lines, at, found) {
  const opening = fence.exec(lines[at] ?? '')?.[1] ?? '```'
  const closing = new RegExp(`^ {0,3}${opening[0]}{${opening.length},}[ \\t]*$`)
  let end = at + 1
  while (end < lines.length && !closing.test(lines[end] ?? '')) end += 1
  found.push({ type: 'code', text: lines.slice(at + 1, end).join('\n') })
  return end + 1
}

/** @type {(lines: string[], at: number, found: Block[], depth: number) => number} */
function takeQuote(lines, at, found, depth) {
  let end = at
  while (end < lines.length && quote.test(lines[end] ?? '')) end += 1
  const inner = lines.slice(at, end).map((line) => line.replace(quote, ''))
  found.push({ type: 'quote', blocks: blocks(inner, depth + 1) })
  return end
}

/** @type {(lines: string[], at: number, found: Block[], depth: number) => number} */
function takeList(lines, at, found, depth) {
  const first = bullet.exec(lines[at] ?? '')
  const ordered = first?.[2] !== undefined
  /** @type {Block[][]} */
  const items = []
  while (at < lines.length) {
    const marker = bullet.exec(lines[at] ?? '')
    if (!marker || (marker[2] !== undefined) !== ordered || rule.test(lines[at] ?? '')) break
    const width = marker[0].length
    const item = [(lines[at] ?? '').slice(width)]
    at += 1
    while (at < lines.length && belongs(lines, at, width)) item.push((lines[at++] ?? '').slice(width))
    items.push(blocks(item, depth + 1))
    while (at < lines.length && (lines[at] ?? '').trim() === '' && bullet.test(lines[at + 1] ?? '')) at += 1
  }
  found.push({ type: 'list', ordered, start: Number(first?.[2] ?? 1), items })
  return at
}

/**
 * A line goes on with a list item when it is indented as far as the item's text, or blank before one that is.
 * @type {(lines: string[], at: number, width: number) => boolean}
 */
function belongs(lines, at, width) {
  const indented = (/** @type {string | undefined} */ line) =>
    line !== undefined && /^ *$/.test(line.slice(0, width)) && line.trim() !== ''
  const line = lines[at] ?? ''
  return line.trim() === '' ? indented(lines[at + 1]) : indented(line)
}

/** @type {(lines: string[], at: number, found: Block[], depth: number) => number} */
function takeParagraph(lines, at, found, depth) {
  let end = at + 1
  while (end < lines.length && !interrupts(lines[end] ?? '', depth)) end += 1
  const text = lines
    .slice(at, end)
    .map((line) => line.trimStart())
    .join('\n')
    .trimEnd()
  found.push({ type: 'paragraph', children: inlines(text) })
  return end
}

/** @type {(line: string, depth: number) => boolean} */
function interrupts(line, depth) {
  if (line.trim() === '' || fence.test(line) || heading.test(line) || rule.test(line)) return true
  return depth < deepest && (quote.test(line) || bullet.test(line))
}

const punctuation = /[!-/:-@[-`{-~]/
const word = /[\p{L}\p{N}]/u
const bareUrl = /^https?:\/\/[^\s<>"]+/
const pointedUrl = /^<((?:https?:\/\/|mailto:)[^\s<>]+)>/
const link = /^\]\(\s*<?((?:[^\s()<>\\]|\\.|\((?:[^\s()<>\\]|\\.)*\))*)>?(?:\s+"[^"]*")?\s*\)/
/** @type {readonly (readonly [string, 'strong' | 'emphasis' | 'strike'])[]} */
const marks = [
  ['**', 'strong'],
  ['__', 'strong'],
  ['~~', 'strike'],
  ['*', 'emphasis'],
  ['_', 'emphasis'],
]

/**
 * @param {string} text
 * @param {number} [depth]
 * @returns {Inline[]}
 */
function inlines(text, depth = 0) {
  /** @type {Inline[]} */
  const found = []
  /** Marks that have no end in the rest of the text: they are looked for once. */
  const endless = new Set()
  let plain = ''
  let at = 0

  /** @type {(inline: Inline, next: number) => void} */
  const take = (inline, next) => {
    if (plain !== '') found.push({ type: 'text', text: plain })
    plain = ''
    found.push(inline)
    at = next
  }

  while (at < text.length) {
    const character = text[at] ?? ''
    const taken =
      character === '\\' ? takeEscape() : character === '\n' ? takeBreak() : depth < deepest && takeMarked(character)
    if (!taken) {
      plain += character
      at += 1
    }
  }
  if (plain !== '') found.push({ type: 'text', text: plain })
  return found

  function takeEscape() {
    const next = text[at + 1] ?? ''
    if (next === '\n') take({ type: 'break' }, at + 2)
    else if (punctuation.test(next)) {
      plain += next
      at += 2
    } else return false
    return true
  }

  /** In a chat a new line is a new line. */
  function takeBreak() {
    plain = plain.trimEnd()
    take({ type: 'break' }, at + 1)
    return true
  }

  /** @param {string} character */
  function takeMarked(character) {
    if (character === '`') return takeCodeSpan()
    if (character === '[') return takeLink()
    if (character === '<' || character === 'h') return takeUrl()
    if (character === '*' || character === '_' || character === '~') return takeEmphasis()
    return false
  }

  function takeCodeSpan() {
    const run = /^`+/.exec(text.slice(at, at + 20))?.[0] ?? '`'
    const end = find(run, at + run.length)
    if (end === -1) {
      plain += run
      at += run.length
      return true
    }
    const code = text.slice(at + run.length, end).replaceAll('\n', ' ')
    take({ type: 'code', text: /^ .*\S.* $/.test(code) ? code.slice(1, -1) : code }, end + run.length)
    return true
  }

  function takeLink() {
    const middle = find('](', at + 1)
    if (middle === -1 || text.slice(at + 1, middle).includes('[')) return false
    const target = link.exec(text.slice(middle, middle + 2100))
    const href = safeUrl(target?.[1]?.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1'))
    if (!target || href === undefined) return false
    if (plain.endsWith('!')) plain = plain.slice(0, -1)
    const label = text.slice(at + 1, middle)
    take(
      { type: 'link', href, children: label === '' ? [{ type: 'text', text: href }] : inlines(label, deepest - 1) },
      middle + target[0].length,
    )
    return true
  }

  function takeUrl() {
    const pointed = text[at] === '<' ? pointedUrl.exec(text.slice(at, at + 2100)) : null
    const bare = pointed === null && !word.test(text[at - 1] ?? '') ? bareUrl.exec(text.slice(at, at + 2100)) : null
    const shown = pointed?.[1] ?? (bare === null ? undefined : withoutTail(bare[0]))
    const href = safeUrl(shown)
    if (shown === undefined || href === undefined) return false
    const label = shown.replace(/^mailto:/, '')
    take({ type: 'link', href, children: [{ type: 'text', text: label }] }, at + (pointed?.[0] ?? shown).length)
    return true
  }

  function takeEmphasis() {
    const [mark, type] = marks.find(([one]) => text.startsWith(one, at)) ?? []
    if (mark === undefined || type === undefined) return false
    const from = at + mark.length
    if (/^\s?$/.test(text[from] ?? '') || (mark.startsWith('_') && word.test(text[at - 1] ?? ''))) return skip(mark)
    const end = closing(mark, from)
    if (end === -1) return skip(mark)
    take({ type, children: inlines(text.slice(from, end), depth + 1) }, end + mark.length)
    return true
  }

  /** @param {string} mark */
  function skip(mark) {
    plain += mark
    at += mark.length
    return true
  }

  /** @type {(mark: string, from: number) => number} */
  function closing(mark, from) {
    for (let end = find(mark, from); end !== -1; end = text.indexOf(mark, end + 1)) {
      const doubled = mark.length === 1 && (text[end + 1] === mark || text[end - 1] === mark)
      const inWord = mark.startsWith('_') && word.test(text[end + mark.length] ?? '')
      if (end > from && !doubled && !inWord && !/\s|\\/.test(text[end - 1] ?? '')) return end
    }
    endless.add(mark)
    return -1
  }

  /** @type {(mark: string, from: number) => number} */
  function find(mark, from) {
    if (endless.has(mark)) return -1
    const end = text.indexOf(mark, from)
    if (end === -1) endless.add(mark)
    return end
  }
}

/** A sentence's end is not the URL's, nor is the bracket it stands in. */
function withoutTail(/** @type {string} */ url) {
  let end = url.length
  while (end > 0) {
    const last = url[end - 1] ?? ''
    const unopened = last === ')' && url.slice(0, end).split(')').length > url.slice(0, end).split('(').length
    if (!/[.,:;!?'*_~\]]/.test(last) && !unopened) break
    end -= 1
  }
  return url.slice(0, end)
}

/**
 * Where a link may lead: the web and a mailbox. Undefined for anything else.
 * @param {string | undefined} text
 */
export function safeUrl(text) {
  const url = text === undefined ? null : URL.parse(text)
  return url !== null && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined
}
