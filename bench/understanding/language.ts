import { performance } from 'node:perf_hooks'
import type { LanguageDetector } from '../../src/contracts/ports.ts'
import { loadLanguageDetector } from '../../src/language/detect.ts'
import type { Finding } from '../parts/finding.ts'
import type { Row } from './datasets.ts'
import { absent, duration, share, type Section } from './section.ts'

/** What a chatbot is not given as a language: dialects. Norwegian of this set is written in those of its regions. */
const dialects = /^(?:gsw|nap|no|de-.+)$/

const sets = [
  { what: 'language of a word', name: 'langid_lingua/single-words.jsonl' },
  { what: 'language of two words', name: 'langid_lingua/word-pairs.jsonl', atLeast: 89 },
  { what: 'language of a sentence', name: 'langid_lingua/sentences.jsonl', atLeast: 99 },
  { what: 'language of a chat utterance', name: 'xsid', atLeast: 98 },
] as const

/** Each set among all of its languages, and among five as a chatbot has them, without a word on what was said before. */
export const language: Section = async (datasets) => {
  const detector = await loadLanguageDetector()
  const findings: Finding[] = []
  for (const { what, name, ...budget } of sets) {
    const rows = datasets.rows(name)?.filter(({ lang }) => !dialects.test(lang))
    if (rows === undefined) findings.push(absent(what, name))
    else {
      const languages = [...new Set(rows.map(({ lang }) => lang))]
      const { right, milliseconds } = heard(detector, rows, languages)
      findings.push(
        share(`${what}, of ${languages.length}`, right, 'atLeast' in budget ? budget.atLeast : undefined),
        share(`${what}, of five`, heard(detector, rows.filter(isOfFive), five).right),
        duration(`${what}: time`, milliseconds, 0.5),
      )
    }
  }
  return findings
}

const five = ['en', 'de', 'it', 'nl', 'tr']
const isOfFive = ({ lang }: Row): boolean => five.includes(lang)

function heard(
  detector: LanguageDetector,
  rows: readonly Row[],
  languages: readonly string[],
): { readonly right: number; readonly milliseconds: number } {
  const began = performance.now()
  const right = rows.filter(({ text, lang }) => detector.detect(text, { languages }) === lang)
  return { right: right.length / rows.length, milliseconds: (performance.now() - began) / rows.length }
}
