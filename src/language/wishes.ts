import { languageDefaults } from '../config/defaults.ts'
import type { LanguageWish } from '../contracts/turn.ts'
import wishes from './wishes.json' with { type: 'json' }

/**
 * "Speak Spanish to me", "habla español", "in English please": that a person wants to be answered in another language.
 * What is said must be such a request from its first word to its last, so that "how do I say hello in Spanish" is none.
 */
export function languageWish(text: string): LanguageWish | undefined {
  if (text.length > languageDefaults.wishLength) return undefined
  const said = politeness.reduce((left, words) => without(left, words), ` ${fold(text)} `).trim()
  if (said === '') return undefined
  if (whichLanguage.has(said)) return { kind: 'which' }
  for (const [name, language] of namesIn(said)) {
    if (said === name) return { kind: 'speak', language, bare: true }
    if (requests.has(said.replace(name, '{}'))) return { kind: 'speak', language, bare: false }
  }
  return undefined
}

/** Case, marks on letters and marks between words make no difference. Applied to both sides of every comparison. */
function fold(text: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{Mn}/gu, '')
  return plain
    .replaceAll(/[\s\p{P}]+/gu, ' ')
    .replaceAll('ı', 'i')
    .trim()
}

const requests = new Set(Object.values(wishes).flatMap(({ speak }) => speak.map(foldRequest)))
const whichLanguage = new Set(Object.values(wishes).flatMap(({ which }) => which.map(fold)))
/** The longest first, so that "s il vous plait" does not leave half of itself. */
const politeness = Object.values(wishes)
  .flatMap(({ polite }) => polite.map(fold))
  .sort((left, right) => right.length - left.length)

function foldRequest(request: string): string {
  return request.split('{}').map(foldAround).join('{}')
}

/** Folded, with the spaces that stand beside the name. */
function foldAround(piece: string): string {
  const folded = fold(piece)
  return `${piece.startsWith(' ') ? ' ' : ''}${folded}${piece.endsWith(' ') && folded !== '' ? ' ' : ''}`
}

/** As whole words anywhere; in a script without spaces, at either end. Never all that was said. */
function without(said: string, words: string): string {
  const text = said.trim()
  if (text === words) return said
  if (!isSpaceless(words)) return said.replaceAll(` ${words} `, ' ')
  if (text.startsWith(words)) return ` ${text.slice(words.length).trim()} `
  return text.endsWith(words) ? ` ${text.slice(0, -words.length).trim()} ` : said
}

const isSpaceless = (text: string): boolean => /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text)

// ── Names of languages ───────────────────────────────────────────────────────────────────────────────────────────

/** Languages that people ask for by name. */
const named =
  'en es pt fr de it nl pl tr ru ar hi id zh ja ko uk cs sk sl hr sr bs bg mk ro hu el he fa ur bn ta te mr gu pa th vi ms tl sv da no fi et lv lt ca gl eu is ga cy sq hy ka az kk uz sw am so af'.split(
    ' ',
  )

let known: ReadonlyMap<string, string> | undefined

/** Every name of every language in the languages that we write, and in itself. Made when a person first asks. */
function names(): ReadonlyMap<string, string> {
  if (known !== undefined) return known
  const found = new Map<string, string>()
  for (const speaker of [...Object.keys(wishes), ...named]) {
    const display = new Intl.DisplayNames([speaker], { type: 'language', fallback: 'none' })
    const whose = speaker in wishes ? named : [speaker]
    for (const language of whose)
      for (const name of formsOf(display.of(language) ?? '', speaker)) if (!found.has(name)) found.set(name, language)
  }
  return (known = found)
}

/** As it stands in a request: `po hiszpańsku`, `по-испански`, `на испанском`, `بالإسبانية`. */
function formsOf(name: string, speaker: string): readonly string[] {
  const plain = fold(name)
  if (plain === '') return []
  switch (speaker) {
    case 'pl':
      return [plain, plain.replace(/(s|c)ki$/u, '$1ku')]
    case 'ru':
      return [plain, plain.replace(/скии$/u, 'ски'), plain.replace(/скии$/u, 'ском')]
    case 'ar':
      return [plain, `ب${plain}`]
    case 'id':
      return [plain, plain.replace(/^bahasa /u, '')]
    case 'zh':
    case 'ja':
      return [plain, plain.replace(/文$/u, '语')]
    default:
      return [plain]
  }
}

/** The names of languages in the text, the longest first. */
function namesIn(said: string): readonly (readonly [name: string, language: string])[] {
  const found = new Map<string, string>()
  const all = names()
  const note = (piece: string): void => {
    const language = all.get(piece)
    if (language !== undefined) found.set(piece, language)
  }
  if (isSpaceless(said))
    for (let start = 0; start < said.length; start++)
      for (let end = start + 1; end <= Math.min(said.length, start + languageDefaults.nameLength); end++)
        note(said.slice(start, end))
  else {
    const words = said.split(' ')
    for (let start = 0; start < words.length; start++)
      for (let count = 1; count <= 3 && start + count <= words.length; count++)
        note(words.slice(start, start + count).join(' '))
  }
  return [...found].sort(([left], [right]) => right.length - left.length)
}
