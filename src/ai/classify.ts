import { intentDefaults } from '../config/defaults.ts'
import type { TrainClassifier } from '../contracts/ports.ts'
import { anything } from './anything.ts'
import type { Named } from './confidence.ts'
import { learn, scoresOf, stranger } from './machine.ts'
import { evenly, keyOf } from './trained.ts'

/**
 * Trains on a few examples per intent, at once and on words alone, with sentences about anything that belong to none of
 * them. With 5 to 10 examples per intent it is measured to be better than centroids and as good as logistic regression,
 * and its score needs no softmax: it stays near 0 for what resembles no intent. How sure a score makes is what was
 * measured over many small bots; a larger one finds out from its own examples (`trained.ts`).
 */
export const trainClassifier: TrainClassifier = (examples) => {
  const kept = evenly(examples, intentDefaults.examplesAtOnce)
  const intents = [
    ...new Map(kept.map(({ plugin, intent }) => [keyOf({ plugin, intent }), { plugin, intent }])).values(),
  ]
  const numbers = new Map(intents.map((intent, number) => [keyOf(intent), number]))
  const labelOf = (example: Named) => numbers.get(keyOf(example)) ?? stranger
  const { machine } = learn({
    texts: [...kept.map(({ text }) => text), ...anything],
    labels: [...kept.map(labelOf), ...anything.map(() => stranger)],
    intents: intents.length,
  })
  return {
    classify(text) {
      const { scores } = scoresOf(machine, text)
      return intents
        .map(({ plugin, intent }, number) => ({ plugin, intent, confidence: confidenceOf(scores[number] ?? 0) }))
        .filter(({ confidence }) => confidence >= intentDefaults.worthNaming)
        .sort((a, b) => b.confidence - a.confidence)
        .slice(0, intentDefaults.ranking)
    },
  }
}

/** How sure a score makes, 0…1: one half where, of messages with that score, as many were right as wrong. */
function confidenceOf(score: number): number {
  return 1 / (1 + Math.exp(-intentDefaults.steepness * (score - intentDefaults.evenScore)))
}
