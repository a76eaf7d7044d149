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

/** An example, and what would have been understood had it not been one. */
export interface Judged {
  readonly example: IntentExample
  /** Best first. */
  readonly ranking: readonly IntentGuess[]
}

export async function train(examples: readonly IntentExample[], meaning: Meaning | undefined): Promise<Trained> {
  const { intents, words, meaning: learned } = await lessons(examples, meaning)
  return { intents, words: sureOf(words), meaning: learned && sureOf(learned) }
}

/** Every example as if a person had written it and nobody had taught it: leave-one-out, exactly. */
export async function judge(
  examples: readonly IntentExample[],
  meaning: Meaning | undefined,
): Promise<readonly Judged[]> {
  const { kept, intents, words, meaning: learned } = await lessons(examples, meaning)
  const rankings = new Map<IntentExample, readonly IntentGuess[]>()
  for (const { asked, learned: by, sureness } of learned === undefined ? [words] : [words, learned]) {
    const apart = by.apart()
    for (const [at, example] of asked.entries()) {
      const scores = apart[at]
      if (scores !== undefined) rankings.set(example, rankingOf(scores, sureness, intents))
    }
  }
  return kept.map((example) => ({ example, ranking: rankings.get(example) ?? [] }))
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

// ── What is learned from ─────────────────────────────────────────────────────────────────────────────────────────

interface Lessons {
  readonly kept: readonly IntentExample[]
  readonly intents: readonly Named[]
  readonly words: Lesson
  readonly meaning: Lesson | undefined
}

interface Lesson {
  readonly learned: Learned
  readonly sureness: Sureness
  /** The first of its examples: what people might write. */
  readonly asked: readonly IntentExample[]
}

type LabelOf = (example: Named) => number

const sureOf = ({ learned: { machine }, sureness }: Lesson): Sure => ({ machine, sureness })

async function lessons(examples: readonly IntentExample[], meaning: Meaning | undefined): Promise<Lessons> {
  const kept = evenly(examples, intentDefaults.examples)
  const intents = [...new Map(kept.map((example) => [keyOf(example), named(example)])).values()]
  const numbers = new Map(intents.map((intent, number) => [keyOf(intent), number]))
  const labelOf = (example: Named) => numbers.get(keyOf(example)) ?? stranger
  const spoken = meaning === undefined ? [] : kept.filter(({ language = 'en' }) => meaning.speaks(language))
  return {
    kept,
    intents,
    words: wordsOnly(kept, labelOf, intents.length),
    meaning:
      meaning === undefined || spoken.length === 0 ? undefined : await alsoMeaning(spoken, labelOf, intents, meaning),
  }
}

function wordsOnly(kept: readonly IntentExample[], labelOf: LabelOf, intents: number): Lesson {
  const labels = [...kept.map(labelOf), ...anything.map(() => stranger)]
  const learned = learn({ texts: [...kept.map(({ text }) => text), ...anything], labels, intents })
  const trials = trialsOf(learned, labels, kept.length)
  // Sentences about anything are English: in other languages, what belongs to another intent stands for strangers.
  const orphans = learned.orphaned()
  const weight = (kept.length * intentDefaults.strangersShare) / 2
  const strange = orphans.map((scores): Trial => ({ scores, right: false, weight: weight / orphans.length }))
  return { learned, asked: kept, sureness: calibrate([...trials, ...strange], intentDefaults.surenessOfWords) }
}

async function alsoMeaning(
  spoken: readonly IntentExample[],
  labelOf: LabelOf,
  intents: readonly Named[],
  meaning: Meaning,
): Promise<Lesson> {
  // What an intent is called says what it is about, too: one more example.
  const present = new Set(spoken.map(labelOf))
  const names = intents.filter((intent, number) => present.has(number) && spelt(intent) !== '')
  const texts = [...spoken.map(({ text }) => text), ...names.map(spelt), ...anything]
  const labels = [...spoken.map(labelOf), ...names.map(labelOf), ...anything.map(() => stranger)]
  const learned = learn({ texts, labels, intents: intents.length, vectors: await meaning.embed(texts) })
  const trials = trialsOf(learned, labels, spoken.length)
  return { learned, asked: spoken, sureness: calibrate(trials, intentDefaults.surenessOfMeaning) }
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
