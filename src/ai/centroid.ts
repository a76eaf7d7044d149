import { setImmediate as breath } from 'node:timers/promises'
import { intentDefaults, trainDefaults } from '../config/defaults.ts'
import type { InstantClassifier, IntentExample } from '../contracts/ports.ts'
import { anything } from './anything.ts'
import { rankingOf, type Named } from './confidence.ts'
import { gramsOf, type Grams } from './grams.ts'
import { lexiconOf, likenessTo, postingsOf, wordsOf, type Words } from './lexicon.ts'
import { keyOf } from './trained.ts'

/**
 * What serves a large chatbot until it is trained: every intent is the middle of its examples. Made within a fraction of
 * a second, in slices, so that the road goes on meanwhile.
 */
export async function centroidClassifier(examples: readonly IntentExample[]): Promise<InstantClassifier> {
  const byIntent = Map.groupBy(examples, keyOf)
  const intents: Named[] = [...byIntent.values()].flatMap(([first]) => first ?? [])
  const grams = new Map<string, Grams>()
  const texts = [...examples.map(({ text }) => text), ...anything]
  await inSlices(texts, (text) => grams.set(text, gramsOf(text)))
  const lexicon = lexiconOf(texts.flatMap((text) => grams.get(text) ?? []))
  const wordsOfText = (text: string) => wordsOf(grams.get(text) ?? { words: [], pieces: [] }, lexicon)
  const middles: Words[] = []
  await inSlices([...byIntent.values()], (own) => middles.push(middleOf(own.map(({ text }) => wordsOfText(text)))))
  const postings = postingsOf(middles, lexicon)
  return {
    classify(text) {
      const scores = likenessTo(wordsOf(gramsOf(text), lexicon), postings, intents.length)
      return rankingOf({ scores, nearest: 0 }, intentDefaults.surenessOfCentroid, intents)
    },
  }
}

async function inSlices<Item>(items: readonly Item[], work: (item: Item) => void): Promise<void> {
  for (const [at, item] of items.entries()) {
    work(item)
    if (at % trainDefaults.slice === trainDefaults.slice - 1) await breath()
  }
}

/** Of length 1. */
function middleOf(texts: readonly Words[]): Words {
  const sums = new Map<number, number>()
  for (const { numbers, weights } of texts)
    for (const [at, number] of numbers.entries()) sums.set(number, (sums.get(number) ?? 0) + (weights[at] ?? 0))
  const length = Math.sqrt([...sums.values()].reduce((sum, weight) => sum + weight * weight, 0))
  return { numbers: [...sums.keys()], weights: [...sums.values()].map((weight) => weight / length) }
}
