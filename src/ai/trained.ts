import { intentDefaults } from '../config/defaults.ts'
import type { IntentExample } from '../contracts/ports.ts'
import type { IntentGuess } from '../contracts/turn.ts'
import { anything } from './anything.ts'
import { bestOf, calibrate, rankingOf, type Named, type Sureness, type Trial } from './confidence.ts'
import { learn, scoresOf, stranger, type Learned, type Machine, type Scores } from './machine.ts'

/** What was learned of a chatbot's intents. Plain: made in a thread, kept in a file. */
export interface Trained {
  readonly intents: readonly Named[]
  /** Compares words, in any language. */
  readonly words: Sure
  /** Compares words and meaning, in the languages of the model; undefined: it has no examples in them. */
  readonly meaning: Sure | undefined
}

export interface Sure {
  readonly machine: Machine
  readonly sureness: Sureness
}

/** Makes vectors of the texts, and says which languages they mean something in. */
export interface Meaning {
  speaks(language: string): boolean
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>
}

export async function train(examples: readonly IntentExample[], meaning: Meaning | undefined): Promise<Trained> {
  const kept = evenly(examples, intentDefaults.examples)
  const intents = [...new Map(kept.map((example) => [keyOf(example), named(example)])).values()]
  const numbers = new Map(intents.map((intent, number) => [keyOf(intent), number]))
  const labelOf = (example: Named) => numbers.get(keyOf(example)) ?? stranger
  const words = wordsOnly(kept, labelOf, intents.length)
  const spoken = meaning === undefined ? [] : kept.filter(({ language = 'en' }) => meaning.speaks(language))
  const withMeaning =
    meaning === undefined || spoken.length === 0 ? undefined : await alsoMeaning(spoken, labelOf, intents, meaning)
  return { intents, words, meaning: withMeaning }
}

/** Best first. `vector`: of the same text, by the model it was trained with. */
export function guess(
  { intents, words, meaning }: Trained,
  text: string,
  vector?: Float32Array,
): readonly IntentGuess[] {
  const { machine, sureness } = vector === undefined || meaning === undefined ? words : meaning
  const scores = scoresOf(machine, text, machine.vectors === undefined ? undefined : vector)
  return rankingOf(scores, sureness, intents)
}

function wordsOnly(kept: readonly IntentExample[], labelOf: (example: Named) => number, intents: number): Sure {
  const labels = [...kept.map(labelOf), ...anything.map(() => stranger)]
  const learned = learn({ texts: [...kept.map(({ text }) => text), ...anything], labels, intents })
  const trials = trialsOf(learned, labels, kept.length)
  // Sentences about anything are English: in other languages, what belongs to another intent stands for strangers.
  const orphans = learned.orphaned()
  const weight = (kept.length * intentDefaults.strangersShare) / 2
  const strange = orphans.map((scores): Trial => ({ scores, right: false, weight: weight / orphans.length }))
  return { machine: learned.machine, sureness: calibrate([...trials, ...strange], intentDefaults.surenessOfWords) }
}

async function alsoMeaning(
  spoken: readonly IntentExample[],
  labelOf: (example: Named) => number,
  intents: readonly Named[],
  meaning: Meaning,
): Promise<Sure> {
  // What an intent is called says what it is about, too: one more example.
  const present = new Set(spoken.map(labelOf))
  const names = intents.filter((intent, number) => present.has(number) && spelt(intent) !== '')
  const texts = [...spoken.map(({ text }) => text), ...names.map(spelt), ...anything]
  const labels = [...spoken.map(labelOf), ...names.map(labelOf), ...anything.map(() => stranger)]
  const learned = learn({ texts, labels, intents: intents.length, vectors: await meaning.embed(texts) })
  const trials = trialsOf(learned, labels, spoken.length)
  return { machine: learned.machine, sureness: calibrate(trials, intentDefaults.surenessOfMeaning) }
}

/** The first `asked` examples as messages, and the strangers, of which a third of messages are. */
function trialsOf(learned: Learned, labels: readonly number[], asked: number): readonly Trial[] {
  const weight = (asked * intentDefaults.strangersShare) / anything.length
  return learned.apart().flatMap((scores: Scores, example): readonly Trial[] => {
    const label = labels[example] ?? stranger
    if (label === stranger) return [{ scores, right: false, weight }]
    return example < asked ? [{ scores, right: bestOf(scores) === label, weight: 1 }] : []
  })
}

/** `book-flight`, `book_flight` and `bookFlight` are “book flight”; what has no two letters in a row says nothing. */
function spelt({ intent }: Named): string {
  const words = intent.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').replaceAll(/[^\p{L}\p{M}]+/gu, ' ')
  return /\p{L}{2}/u.test(words) ? words.trim().toLowerCase() : ''
}

function named({ plugin, intent }: Named): Named {
  return { plugin, intent }
}

export function keyOf({ plugin, intent }: Named): string {
  return `${plugin}/${intent}`
}

/** At most `limit` examples, the first ones of every intent before the second ones of any. */
export function evenly(examples: readonly IntentExample[], limit: number): readonly IntentExample[] {
  if (examples.length <= limit) return examples
  const seen = new Map<string, number>()
  const ranked = examples.map((example) => {
    const rank = seen.get(keyOf(example)) ?? 0
    seen.set(keyOf(example), rank + 1)
    return { example, rank }
  })
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ example }) => example)
}
