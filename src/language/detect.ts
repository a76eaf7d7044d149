import { languageDefaults } from '../config/defaults.ts'
import type { LanguageDetector } from '../contracts/ports.ts'
import { commonWords, tellingLetters, wordsOfAll, writersOf } from './cues.ts'
import { countScripts, scriptsOf } from './scripts.ts'
import { loadVoters } from './voters.ts'
import type { Voter } from './voters.ts'

interface Candidate {
  /** As the chatbot names it: `pt-BR`. */
  readonly tag: string
  /** Its key in the cues: `pt`. */
  readonly language: string
  readonly scripts: readonly string[]
}

/** Addresses, mentions and codes are in no language. */
const noise = /(?:https?:\/\/|www\.)\S+|[\w.+-]{1,64}@[\w.-]+|[@#/]\w+|\b[a-z-]{0,16}\d[\w-]*/gi
const wordPattern = /[\p{L}\p{M}]+(?:['’·][\p{L}\p{M}]+)*/gu

/** Loads the voters (a quarter of a second, 70 MB), so call it when a chatbot of several languages is first spoken to. */
export async function loadLanguageDetector(): Promise<LanguageDetector> {
  return languageDetector(await loadVoters())
}

/**
 * Script first: it decides most pairs of languages and narrows the others. Then letters, common words and the voters are
 * heard, and what the conversation was in counts the more the less was said. A narrow result is no result.
 * Measured on public benchmarks, without a word on what came before: `npm run bench -- understanding`.
 */
export function languageDetector(voters: readonly Voter[]): LanguageDetector {
  const known = new WeakMap<readonly string[], readonly Candidate[]>()
  const candidatesOf = (languages: readonly string[]): readonly Candidate[] => {
    const kept = known.get(languages)
    if (kept !== undefined) return kept
    const candidates = languages.map((tag) => ({ tag, language: languageOf(tag), scripts: scriptsOf(tag) }))
    known.set(languages, candidates)
    return candidates
  }

  return {
    detect(text, { languages, previous, locale }) {
      if (languages.length <= 1) return languages[0]
      const candidates = candidatesOf(languages)
      const before = candidates.find(({ tag }) => tag === previous)
      const hinted = candidates.find(({ tag }) => tag === locale)
      const sample = text.slice(0, languageDefaults.sampleLength).replace(noise, ' ').normalize('NFKC')
      const script = tellingScript(countScripts(sample), candidates)
      if (script === undefined) return before?.tag

      const writing = candidates.filter(({ scripts }) => scripts.includes(script))
      const spoken = writing.find((candidate) => candidate === before)
      const able = script === 'Hani' ? withoutKana(writing, spoken) : distinct(writing, before ?? hinted)
      const words = wordsIn(sample)
      const [only, second] = able
      if (only === undefined) return before?.tag
      if (second === undefined) return isLoanword(words, only, before, script) ? before?.tag : only.tag
      if ((words.length === 0 && script === 'Latn') || isSaidIn(before, words)) return before?.tag
      return best(vote({ words, script, candidates: able, voters, before, hinted }), before)
    },
  }
}

/** "hallo" in the middle of a Dutch conversation is Dutch, however German it is. */
function isSaidIn(before: Candidate | undefined, words: readonly string[]): boolean {
  const common = before === undefined ? undefined : commonWords.get(before.language)
  return common !== undefined && words.length < languageDefaults.shortWords && words.every((word) => common.has(word))
}

/** Without names, which are in no language: capitals in the middle, where enough is left to tell a language by. */
function wordsIn(sample: string): readonly string[] {
  const words = (sample.match(wordPattern) ?? []).slice(0, languageDefaults.sampleWords)
  const plain = words.filter((word, index) => index === 0 || !/^\p{Lu}/u.test(word))
  const telling = plain.length >= languageDefaults.plainWords ? plain : words
  return telling.map((word) => word.toLowerCase()).filter((word) => !wordsOfAll.has(word))
}

function languageOf(tag: string): string {
  try {
    const { language } = new Intl.Locale(tag)
    return language === 'nb' ? 'no' : language
  } catch {
    return tag
  }
}

/**
 * The script that says most about the language. Brand names and loanwords are Latin in every language, so letters of
 * another script that a candidate writes tell more than the Latin ones beside them; and kana tells Japanese from Chinese.
 */
function tellingScript(counts: ReadonlyMap<string, number>, candidates: readonly Candidate[]): string | undefined {
  let found: string | undefined
  let most = 0
  for (const [script, count] of counts) {
    if (!candidates.some(({ scripts }) => scripts.includes(script))) continue
    const weight = script === 'Latn' ? count : count * languageDefaults.otherScriptWeight
    if (weight > most) [found, most] = [script, weight]
  }
  const kana = counts.get('Kana') ?? 0
  const isJapanese = found === 'Hani' && kana * languageDefaults.hanPerKana >= (counts.get('Hani') ?? 0)
  return isJapanese && kana > 0 && candidates.some(({ language }) => language === 'ja') ? 'Kana' : found
}

/** Without kana, Han characters are Chinese rather than Japanese, unless Japanese is what was spoken. */
function withoutKana(candidates: readonly Candidate[], before: Candidate | undefined): readonly Candidate[] {
  const preferred = before ?? candidates.find(({ language }) => language !== 'ja')
  return preferred === undefined ? candidates : [preferred]
}

/** One candidate per language: of `pt-BR` and `pt-PT` the one that was spoken before, or else the preferred one. */
function distinct(candidates: readonly Candidate[], before: Candidate | undefined): readonly Candidate[] {
  const byLanguage = new Map<string, Candidate>()
  for (const candidate of candidates) {
    if (!byLanguage.has(candidate.language) || candidate === before) byLanguage.set(candidate.language, candidate)
  }
  return [...byLanguage.values()]
}

/** "ok" or "iPhone" alone in the middle of a Thai conversation is no change to English; "hello" is. */
function isLoanword(words: readonly string[], only: Candidate, before: Candidate | undefined, script: string): boolean {
  if (script !== 'Latn' || before === undefined || before.scripts.includes(script)) return false
  return words.length <= 1 && !words.some((word) => commonWords.get(only.language)?.has(word))
}

type Score = { readonly candidate: Candidate; readonly value: number }

interface Ballot {
  readonly words: readonly string[]
  readonly script: string
  readonly candidates: readonly Candidate[]
  readonly voters: readonly Voter[]
  readonly before: Candidate | undefined
  readonly hinted: Candidate | undefined
}

/** Logarithms of likelihoods up to a constant, best first. */
function vote({ words, script, candidates, voters, before, hinted }: Ballot): readonly Score[] {
  const { letterWeight, wordWeight, priorShort, priorLong, shortWords, localeShare } = languageDefaults
  const text = words.join(' ')
  const foreign = foreignLetters(text, candidates)
  const names = namesOf(candidates)
  if (isAnother(text, words.length, names, voters)) return []
  const votes = voters.map((voter) => shares(voter, text, script, names))
  const prior = words.length < shortWords ? priorShort : priorLong
  return candidates
    .map((candidate, index) => {
      const common = commonWords.get(candidate.language)
      const hits = common === undefined ? 0 : words.reduce((sum, word) => sum + (common.has(word) ? 1 : 0), 0)
      const value =
        votes.reduce((sum, each) => sum + (each[index] ?? 0), 0) +
        hits * wordWeight -
        (foreign.get(candidate) ?? 0) * letterWeight +
        (candidate === before ? prior : 0) +
        (before === undefined && candidate === hinted ? prior * localeShare : 0)
      return { candidate, value }
    })
    .sort((a, b) => b.value - a.value)
}

/** Languages so alike that a text in one is taken for the other by whoever has not learned both. */
const siblings: Readonly<Record<string, readonly string[]>> = {
  sr: ['hr', 'bs', 'sh'],
  hr: ['bs', 'sh', 'sr'],
  bs: ['hr', 'sh', 'sr'],
  id: ['ms'],
  ms: ['id'],
  no: ['nn', 'nb'],
  fil: ['tl'],
}

/** A language's own name and those of siblings that are no candidates themselves. */
function namesOf(candidates: readonly Candidate[]): readonly (readonly string[])[] {
  const own = new Set(candidates.map(({ language }) => language))
  return candidates.map(({ language }) => [
    language,
    ...(siblings[language] ?? []).filter((sibling) => !own.has(sibling)),
  ])
}

/** A text in a language that nobody here speaks: which of the candidates is the least unlike it says nothing. */
function isAnother(
  text: string,
  words: number,
  names: readonly (readonly string[])[],
  voters: readonly Voter[],
): boolean {
  const voter = voters.find(({ knowsOthers }) => knowsOthers === true)
  const known = names.flat().filter((name) => voter?.knows(name, '') === true)
  if (voter === undefined || words < languageDefaults.shortWords || known.length < names.length) return false
  const total = [...voter.likelihoods(text, new Set(known)).values()].reduce((sum, share) => sum + share, 0)
  return total < languageDefaults.anotherShare
}

/** A voter's weighed logarithm for each candidate: of its share among them, never quite none. */
function shares(voter: Voter, text: string, script: string, names: readonly (readonly string[])[]): readonly number[] {
  const likelihoods = voter.likelihoods(text, new Set(names.flat()))
  const given = names.map((each) =>
    each.some((name) => voter.knows(name, script))
      ? each.reduce((sum, name) => sum + (likelihoods.get(name) ?? 0), 0)
      : undefined,
  )
  const total = given.reduce((sum: number, each) => sum + (each ?? 0), 0)
  return given.map((each) => {
    const share = each === undefined ? languageDefaults.unknownShare : total === 0 ? 0 : each / total
    return voter.weight * Math.log(Math.max(share, languageDefaults.leastShare))
  })
}

/** How many of the text's telling letters a candidate's language does not write, and another's does. */
function foreignLetters(text: string, candidates: readonly Candidate[]): ReadonlyMap<Candidate, number> {
  const counts = new Map<Candidate, number>()
  for (const letter of new Set(text)) {
    const writers = writersOf.get(letter)
    if (writers === undefined || !candidates.some(({ language }) => writers.has(language))) continue
    for (const candidate of candidates) {
      const foreign = candidate.language in tellingLetters && !writers.has(candidate.language)
      if (foreign) counts.set(candidate, (counts.get(candidate) ?? 0) + 1)
    }
  }
  return counts
}

/** A narrow result is no result: the conversation stays in the language it was in. */
function best([first, second]: readonly Score[], before: Candidate | undefined): string | undefined {
  if (first === undefined) return before?.tag
  const lead = second === undefined ? Infinity : first.value - second.value
  const { margin, firstMargin } = languageDefaults
  return lead >= (before === undefined ? firstMargin : margin) ? first.candidate.tag : before?.tag
}
