import { voiceDefaults } from '../../config/defaults.ts'

/** Cuts what is being written into sentences that can be said. */
export interface Sentences {
  /** The sentences that are complete now. */
  add(text: string): readonly string[]
  /** What is left. */
  end(): readonly string[]
}

/** Behind a mark that ends a sentence, where more follows; behind one of a script without spaces; at the end of a line. */
const ending = /[.!?…؟।]["'”»)\]]*(?=\s)|[。！？]["'”»」』）]*|\n/gu
const fence = /^\s*(?:```|~~~)/

export function createSentences(): Sentences {
  let rest = ''
  let isCode = false

  /** Of a sentence, or of a line with what ends it. */
  function take(text: string): readonly string[] {
    const marks = fence.test(text)
    if (marks) isCode = !isCode
    const words = marks || isCode ? '' : spoken(text)
    return /[\p{L}\p{N}]/u.test(words) ? within(words) : []
  }

  return {
    add(text) {
      rest += text
      const said: string[] = []
      let begin = 0
      for (const { index, 0: mark } of rest.matchAll(ending)) {
        const end = index + mark.length
        // A line of code is known by its line alone.
        const isSentence = !isCode && end - begin >= voiceDefaults.leastLength && !fence.test(rest.slice(begin))
        if (mark !== '\n' && !isSentence) continue
        said.push(...take(rest.slice(begin, end)))
        begin = end
      }
      rest = rest.slice(begin)
      return said
    },
    end() {
      const last = take(rest)
      rest = ''
      isCode = false
      return last
    },
  }
}

/** Markdown as it is read aloud: no marks, no addresses. */
export function spoken(text: string): string {
  return text
    .replaceAll(/!?\[([^\][]*)\]\([^()\s]*\)/g, '$1')
    .replaceAll(/<?https?:\/\/[^\s<>)]+>?/g, '')
    .replace(/^\s*(?:#{1,6}|>|[-*+]|\d{1,3}[.)])\s+/, '')
    .replaceAll(/[*~`]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replaceAll(/[_|]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** No longer than a sentence may be: cut at the last space before. */
function within(text: string): readonly string[] {
  const pieces: string[] = []
  for (let rest = text; rest !== '';) {
    const limit = voiceDefaults.sentenceLength
    const space = rest.length > limit ? rest.lastIndexOf(' ', limit) : rest.length
    const at = space > 0 ? space : limit
    pieces.push(rest.slice(0, at))
    rest = rest.slice(at).trimStart()
  }
  return pieces
}
