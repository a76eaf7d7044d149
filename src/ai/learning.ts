import type { LRUCache } from 'lru-cache'
import { intentDefaults, trainDefaults } from '../config/defaults.ts'
import type { Awaitable } from '../contracts/channel.ts'
import type { Log } from '../contracts/log.ts'
import type { InstantClassifier, IntentClassifier, IntentExample } from '../contracts/ports.ts'
import type { IntentGuess } from '../contracts/turn.ts'
import { centroidClassifier } from './centroid.ts'
import { trainClassifier } from './classify.ts'
import type { OwnEmbedder } from './embed.ts'
import { hashOf, readKept } from './kept.ts'
import { guess, keyOf, type Trained } from './trained.ts'
import type { Trainer } from './trainer.ts'

/** What a chatbot's classifier works with. */
export interface Workshop {
  readonly embedder: OwnEmbedder
  readonly trainer: Trainer
  /** Training waits until nothing changed for so long. */
  readonly settleMs: number
  /** What was trained, by file; what falls out of it is read again. */
  readonly cache: LRUCache<string, Trained>
  readonly file: string
  readonly log: Log
}

/** The examples that are in force. */
interface Lesson {
  readonly examples: readonly IntentExample[]
  readonly hash: string
  /** Whether the chatbot and its examples have a language whose meaning can be compared. */
  readonly meaning: boolean
  /** Intents that what was trained before does not know as they are now: only the instant classifier does. */
  readonly fresh: ReadonlySet<string>
  readonly intents: ReadonlySet<string>
}

/**
 * Understands a chatbot's examples at once, by their words, and better after training in a thread. What was trained
 * before a change goes on serving until the next is there, but for what it cannot know.
 */
export class LearningClassifier implements IntentClassifier {
  readonly #workshop: Workshop
  #lesson: Lesson = { examples: [], hash: '', meaning: false, fresh: new Set(), intents: new Set() }
  #instant: Awaitable<InstantClassifier> | undefined
  /** Of which examples the trained one in the cache is. */
  #trainedOn: Lesson | undefined
  #settling: NodeJS.Timeout | undefined
  #loading: Promise<void> | undefined
  #busy = false
  #retryAt = 0
  #closed = false

  constructor(workshop: Workshop) {
    this.#workshop = workshop
  }

  learn(examples: readonly IntentExample[], languages: readonly string[]): void {
    const { embedder } = this.#workshop
    const speaks = (language: string) => embedder.speaks(language)
    const meaning = languages.some(speaks) && examples.some(({ language = 'en' }) => speaks(language))
    const hash = hashOf(examples, meaning ? embedder.model : undefined)
    if (hash === this.#lesson.hash) return
    const fresh = this.#trainedOn === undefined ? new Set<string>() : changed(this.#trainedOn.examples, examples)
    this.#lesson = { examples, hash, meaning, fresh, intents: new Set(examples.map(keyOf)) }
    this.#instant = undefined
    if (!this.#isWorthTraining()) return
    if (this.#trainedOn === undefined) this.#beginLoading()
    else this.#settle()
  }

  classify(text: string, language: string): Awaitable<readonly IntentGuess[]> {
    // A file is read sooner than anything is learned.
    if (this.#loading !== undefined) return this.#loading.then(() => this.classify(text, language))
    const trained = this.#trained()
    if (trained === undefined) return this.#instantly(text, language)
    const { fresh } = this.#lesson
    const known = this.#byTrained(trained, text, language)
    if (fresh.size === 0) return known
    return both(known, this.#instantly(text, language), (one, other) => this.#merged(one, other))
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#settling)
    this.#workshop.cache.delete(this.#workshop.file)
  }

  #trained(): Trained | undefined {
    if (!this.#isWorthTraining()) return undefined
    const trained = this.#trainedOn === undefined ? undefined : this.#workshop.cache.get(this.#workshop.file)
    if (trained === undefined && !this.#busy && this.#settling === undefined && Date.now() >= this.#retryAt)
      // It fell out of memory, or training failed before.
      this.#beginLoading()
    return trained
  }

  #instantly(text: string, language: string): Awaitable<readonly IntentGuess[]> {
    const { examples } = this.#lesson
    this.#instant ??=
      examples.length <= trainDefaults.atOnce
        ? trainClassifier(examples)
        : centroidClassifier(examples).then((made) => (this.#instant = made))
    return this.#instant instanceof Promise
      ? this.#instant.then((made) => made.classify(text, language))
      : this.#instant.classify(text, language)
  }

  #byTrained(trained: Trained, text: string, language: string): Awaitable<readonly IntentGuess[]> {
    const { embedder } = this.#workshop
    const byWords = () => guess(trained, text)
    if (trained.meaning === undefined || !embedder.speaks(language)) return byWords()
    if (embedder.waiting > trainDefaults.crowded) return byWords()
    const vector = inTime(embedder.embed([text.slice(0, intentDefaults.textLength)]))
    return vector.then((made) => (made === undefined ? byWords() : guess(trained, text, made[0])))
  }

  /** What changed since training is the instant one's to find; what is gone is nobody's. */
  #merged(known: readonly IntentGuess[], instant: readonly IntentGuess[]): readonly IntentGuess[] {
    const { fresh, intents } = this.#lesson
    const left = known.filter((each) => intents.has(keyOf(each)) && !fresh.has(keyOf(each)))
    return [...left, ...instant.filter((each) => fresh.has(keyOf(each)))]
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, intentDefaults.ranking)
  }

  /** Of a small bot without a language of the model, the instant one is what training would come to. */
  #isWorthTraining(): boolean {
    const { examples, meaning, intents } = this.#lesson
    return intents.size > 0 && (meaning || examples.length > trainDefaults.atOnce)
  }

  /** Trains when nothing changed for a while. */
  #settle(): void {
    clearTimeout(this.#settling)
    if (this.#closed) return
    this.#settling = setTimeout(() => {
      this.#settling = undefined
      void this.#train()
    }, this.#workshop.settleMs).unref()
  }

  #beginLoading(): void {
    this.#loading ??= this.#load().finally(() => (this.#loading = undefined))
  }

  /** What an earlier process learned from the same examples. */
  async #load(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    const lesson = this.#lesson
    const kept = await readKept(this.#workshop.file)
    this.#busy = false
    if (kept?.hash === lesson.hash) this.#take(lesson, kept.trained)
    if (this.#trainedOn?.hash !== this.#lesson.hash) this.#settle()
  }

  async #train(): Promise<void> {
    const { trainer, file, log } = this.#workshop
    const lesson = this.#lesson
    if (this.#busy) return
    this.#busy = true
    try {
      const { examples, hash, meaning } = lesson
      this.#take(lesson, await trainer.train({ examples, file, hash, meaning }))
      // It changed while it was learned.
      if (this.#lesson.hash !== hash) this.#settle()
    } catch (error) {
      this.#retryAt = Date.now() + trainDefaults.retryMs
      if (!this.#closed)
        log.warn({ error }, 'A chatbot’s intents were not trained; their words are compared meanwhile.')
    } finally {
      this.#busy = false
    }
  }

  #take(lesson: Lesson, trained: Trained): void {
    if (this.#closed) return
    this.#workshop.cache.set(this.#workshop.file, trained)
    this.#trainedOn = lesson
    const { examples } = this.#lesson
    this.#lesson = { ...this.#lesson, fresh: changed(lesson.examples, examples) }
  }
}

/** The intents whose examples are not the same in both, by key. */
function changed(before: readonly IntentExample[], after: readonly IntentExample[]): ReadonlySet<string> {
  const textsOf = (examples: readonly IntentExample[]) =>
    new Map([...Map.groupBy(examples, keyOf)].map(([key, own]) => [key, JSON.stringify(own.map(({ text }) => text))]))
  const known = textsOf(before)
  return new Set([...textsOf(after)].filter(([key, texts]) => known.get(key) !== texts).map(([key]) => key))
}

function both<Value>(
  one: Awaitable<Value>,
  other: Awaitable<Value>,
  merge: (a: Value, b: Value) => Value,
): Promise<Value> {
  return Promise.all([one, other]).then(([a, b]) => merge(a, b))
}

/** Undefined: it takes too long, or failed; whoever asked goes on without. */
async function inTime<Value>(promise: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), trainDefaults.vectorMs)
  })
  try {
    return await Promise.race([promise, late])
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
