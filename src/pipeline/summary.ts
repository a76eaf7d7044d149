import { contextDefaults } from '../config/defaults.ts'
import type { Remembered } from '../contracts/turn.ts'

/** Sums up what was said without a model: the sentences that say most, in their order and their own words. */

interface Sentence {
  readonly text: string
  readonly words: readonly string[]
  /** What it begins with as a line of the summary. */
  readonly who: string
  readonly weight: number
}

/** `before`: the summary so far. At most `contextDefaults.summaryLength` characters. Pure. */
export function summarize(before: string | undefined, messages: readonly Remembered[]): string {
  const sentences = [
    ...(before ?? '').split('\n').filter(Boolean).map(kept),
    ...messages.flatMap(({ from, text }) => sentencesOf(text).map((one) => said(from, one))),
  ]
  const counts = new Map<string, number>()
  for (const { words } of sentences) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const ranked = sentences
    .map((sentence, index) => ({ sentence, index, score: scoreOf(sentence, counts) }))
    .filter(({ sentence }) => sentence.words.length > 1)
    .sort((a, b) => b.score - a.score || b.index - a.index)
  const chosen: typeof ranked = []
  let length = 0
  for (const one of ranked) {
    const line = lineOf(one.sentence).length + 1
    if (length + line > contextDefaults.summaryLength) continue
    if (chosen.some(({ sentence }) => sentence.text === one.sentence.text)) continue
    chosen.push(one)
    length += line
  }
  return chosen
    .sort((a, b) => a.index - b.index)
    .map(({ sentence }) => lineOf(sentence))
    .join('\n')
}

const lineOf = ({ who, text }: Sentence): string => `${who}: ${text}`

/** What people want and what is agreed is what to remember: their words before the bot's, and figures before none. */
const weights: Readonly<Record<Remembered['from'], number>> = { visitor: 1.6, agent: 1.4, bot: 1 }

function said(from: Remembered['from'], text: string): Sentence {
  const figures = /\p{N}/u.test(text) ? 1.3 : 1
  return { text, words: wordsOf(text), who: from, weight: weights[from] * figures }
}

/** A line of the summary so far: it was worth keeping once, and fades with every round. */
function kept(line: string): Sentence {
  const [, who = 'visitor', text = line] = /^(visitor|bot|agent): (.*)$/su.exec(line) ?? []
  return { ...said(who as Remembered['from'], text), weight: weights[who as Remembered['from']] * 1.2 } // one of the three, by the pattern
}

/** How much of what the conversation is about is in it, whatever its length. */
function scoreOf({ words, weight }: Sentence, counts: ReadonlyMap<string, number>): number {
  const distinct = new Set(words)
  let sum = 0
  for (const word of distinct) sum += Math.log1p(counts.get(word) ?? 0)
  return (weight * sum) / Math.sqrt(distinct.size + 4)
}

const bySentence = new Intl.Segmenter('und', { granularity: 'sentence' })
const byWord = new Intl.Segmenter('und', { granularity: 'word' })

function sentencesOf(text: string): readonly string[] {
  return [...bySentence.segment(text)]
    .map(({ segment }) =>
      segment.replaceAll(/\s+/g, ' ').trim().slice(0, contextDefaults.summarySentence).toWellFormed(),
    )
    .filter((sentence) => sentence !== '')
}

function wordsOf(text: string): readonly string[] {
  const words: string[] = []
  for (const { segment, isWordLike } of byWord.segment(text.toLowerCase()))
    if (isWordLike === true && segment.length > 1) words.push(segment)
  return words
}
