import { type Inline, deepest, safeUrl } from './tree.ts'

const punctuation = /[!-/:-@[-`{-~]/
const word = /[\p{L}\p{N}]/u
const bareUrl = /^https?:\/\/[^\s<>"]+/
const pointedUrl = /^<((?:https?:\/\/|mailto:)[^\s<>]+)>/
const target = /^\]\(\s*<?((?:[^\s()<>\\]|\\.|\((?:[^\s()<>\\]|\\.)*\))*)>?(?:\s+"[^"]*")?\s*\)/
/** UTF-16 units in which a URL must end: what browsers and servers agree on, and a little. */
const urlLength = 2100

const marks = [
  ['**', 'strong'],
  ['__', 'strong'],
  ['~~', 'strike'],
  ['*', 'emphasis'],
  ['_', 'emphasis'],
] as const

/** The words of a paragraph with what is marked in them. Linear: a mark without an end is looked for once. */
export function inlines(text: string, depth = 0): readonly Inline[] {
  const found: Inline[] = []
  const endless = new Set<string>()
  let plain = ''
  let at = 0

  function take(inline: Inline, next: number): true {
    if (plain !== '') found.push({ type: 'text', text: plain })
    plain = ''
    found.push(inline)
    at = next
    return true
  }

  function skip(words: string): true {
    plain += words
    at += words.length
    return true
  }

  while (at < text.length) {
    const character = text.charAt(at)
    const taken =
      character === '\\' ? takeEscape() : character === '\n' ? takeBreak() : depth < deepest && takeMarked(character)
    if (!taken) skip(character)
  }
  if (plain !== '') found.push({ type: 'text', text: plain })
  return found

  function takeEscape(): boolean {
    const next = text.charAt(at + 1)
    if (next === '\n') return take({ type: 'break' }, at + 2)
    if (!punctuation.test(next)) return false
    plain += next
    at += 2
    return true
  }

  /** In a chat a new line is a new line. */
  function takeBreak(): boolean {
    plain = plain.trimEnd()
    return take({ type: 'break' }, at + 1)
  }

  function takeMarked(character: string): boolean {
    if (character === '`') return takeCodeSpan()
    if (character === '[') return takeLink()
    if (character === '<' || character === 'h') return takeUrl()
    return (character === '*' || character === '_' || character === '~') && takeEmphasis()
  }

  function takeCodeSpan(): boolean {
    const run = /^`+/.exec(text.slice(at, at + 20))?.[0] ?? '`'
    const end = find(run, at + run.length)
    if (end === -1) return skip(run)
    const code = text.slice(at + run.length, end).replaceAll('\n', ' ')
    return take({ type: 'code', text: /^ .*\S.* $/.test(code) ? code.slice(1, -1) : code }, end + run.length)
  }

  function takeLink(): boolean {
    const middle = find('](', at + 1)
    if (middle === -1 || text.slice(at + 1, middle).includes('[')) return false
    const found = target.exec(text.slice(middle, middle + urlLength))
    const href = safeUrl(found?.[1]?.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1'))
    if (!found || href === undefined) return false
    if (plain.endsWith('!')) plain = plain.slice(0, -1)
    const label = text.slice(at + 1, middle)
    const children: readonly Inline[] = label === '' ? [{ type: 'text', text: href }] : inlines(label, deepest - 1)
    return take({ type: 'link', href, children }, middle + found[0].length)
  }

  function takeUrl(): boolean {
    const near = text.slice(at, at + urlLength)
    const pointed = text.charAt(at) === '<' ? pointedUrl.exec(near) : null
    const bare = pointed === null && !word.test(text.charAt(at - 1)) ? bareUrl.exec(near) : null
    const shown = pointed?.[1] ?? (bare === null ? undefined : withoutTail(bare[0]))
    const href = safeUrl(shown)
    if (shown === undefined || href === undefined) return false
    const label = shown.replace(/^mailto:/, '')
    return take({ type: 'link', href, children: [{ type: 'text', text: label }] }, at + (pointed?.[0] ?? shown).length)
  }

  function takeEmphasis(): boolean {
    const marked = marks.find(([one]) => text.startsWith(one, at))
    if (marked === undefined) return false
    const [mark, type] = marked
    const from = at + mark.length
    if (/^\s?$/.test(text.charAt(from)) || (mark.startsWith('_') && word.test(text.charAt(at - 1)))) return skip(mark)
    const end = closing(mark, from)
    if (end === -1) return skip(mark)
    return take({ type, children: inlines(text.slice(from, end), depth + 1) }, end + mark.length)
  }

  function closing(mark: string, from: number): number {
    for (let end = find(mark, from); end !== -1; end = text.indexOf(mark, end + 1)) {
      const doubled = mark.length === 1 && (text[end + 1] === mark || text[end - 1] === mark)
      const inWord = mark.startsWith('_') && word.test(text[end + mark.length] ?? '')
      if (end > from && !doubled && !inWord && !/\s|\\/.test(text.charAt(end - 1))) return end
    }
    endless.add(mark)
    return -1
  }

  function find(mark: string, from: number): number {
    if (endless.has(mark)) return -1
    const end = text.indexOf(mark, from)
    if (end === -1) endless.add(mark)
    return end
  }
}

/** A sentence's end is not the URL's, nor is the bracket it stands in. */
function withoutTail(url: string): string {
  let end = url.length
  while (end > 0) {
    const last = url.charAt(end - 1)
    const unopened = last === ')' && url.slice(0, end).split(')').length > url.slice(0, end).split('(').length
    if (!/[.,:;!?'*_~\]]/.test(last) && !unopened) break
    end -= 1
  }
  return url.slice(0, end)
}
