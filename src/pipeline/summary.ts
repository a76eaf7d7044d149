import { contextDefaults } from '../config/defaults.ts'
import { GatewayError } from '../contracts/errors.ts'
import type { Localized, Remembered } from '../contracts/turn.ts'
import type { PipelineHost } from './host.ts'

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

/** In a model's words; undefined where there is none, or none that answers: then it is summed up without. */
export async function summarizeByModel(
  { models, log }: Pick<PipelineHost, 'models' | 'log'>,
  { id, chatbot, conversation, language, work }: Localized,
  before: string | undefined,
  messages: readonly Remembered[],
): Promise<string | undefined> {
  if (!models.available(chatbot) || messages.length === 0) return undefined
  try {
    const { text } = await models.generate(chatbot, {
      purpose: 'summarize',
      system:
        'Sum up the conversation for somebody who goes on with it: what the person wants, what was agreed, names and figures. A few sentences, nothing else.',
      messages: [{ role: 'user', text: 'Sum up the conversation.' }],
      material: [
        ...(before === undefined ? [] : [{ title: 'The summary so far', text: before }]),
        { title: 'What was said since', text: messages.map(({ from, text }) => `${from}: ${text}`).join('\n') },
      ],
      language,
      maxTokens: contextDefaults.summaryTokens,
      during: { conversation, turn: id },
      signal: work.signal,
    })
    return text.trim() === '' ? undefined : text.trim().slice(0, contextDefaults.summaryLength).toWellFormed()
  } catch (error) {
    if (work.signal.aborted || !(error instanceof GatewayError)) throw error
    log.debug({ conversation, error }, 'A conversation was summed up without a model.')
    return undefined
  }
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
