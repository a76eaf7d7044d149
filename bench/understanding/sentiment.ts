import { performance } from 'node:perf_hooks'
import { feelingOf } from '../../src/language/sentiment.ts'
import type { Row } from './datasets.ts'
import { absent, duration, share, type Section } from './section.ts'

const name = 'umsab/test.jsonl'

/** Feelings of short texts, as macro-F1 over positive, neutral and negative; nothing was trained on them. */
export const sentiment: Section = async (datasets) => {
  const rows = datasets.rows(name)
  if (rows === undefined) return [absent('sentiment', name)]
  const languages = [...new Set(rows.map(({ lang }) => lang))]
  const scores = languages.map((lang) => macroF1(rows.filter((row) => row.lang === lang)))
  const began = performance.now()
  for (const { text, lang } of rows) feelingOf(text, lang)
  const milliseconds = (performance.now() - began) / rows.length
  return [
    ...languages.map((lang, index) => share(`sentiment, ${lang}: macro-F1`, scores[index] ?? 0)),
    share('sentiment, all: macro-F1', scores.reduce((sum, score) => sum + score, 0) / scores.length, 42),
    duration('sentiment: time', milliseconds, 0.5),
  ]
}

function macroF1(rows: readonly Row[]): number {
  const guesses = rows.map(({ text, lang, label }) => ({ label, guess: feelingOf(text, lang).sentiment }))
  const labels = ['positive', 'neutral', 'negative']
  const scores = labels.map((label) => {
    const right = guesses.filter((one) => one.guess === label && one.label === label).length
    const wrong = guesses.filter((one) => (one.guess === label) !== (one.label === label)).length
    return right === 0 ? 0 : (2 * right) / (2 * right + wrong)
  })
  return scores.reduce((sum, score) => sum + score, 0) / labels.length
}
