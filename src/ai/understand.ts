import path from 'node:path'
import { LRUCache } from 'lru-cache'
import { trainDefaults } from '../config/defaults.ts'
import type { Log } from '../contracts/log.ts'
import type { IntentClassifier, IntentExample } from '../contracts/ports.ts'
import type { Chatbot } from '../contracts/tenant.ts'
import type { OwnEmbedder } from './embed.ts'
import type { Trainer } from './trainer.ts'
import type { Judged, Trained } from './trained.ts'
import { createTrainer } from './trainer.ts'
import { LearningClassifier, type Workshop } from './learning.ts'

/** What chatbots understand. One for the process: tenants share a thread and a bounded memory, and nothing that was learned. */
export interface Understanding {
  /** `folder`: the tenant's own. */
  open(folder: string, log: Log): TenantIntents
  close(): Promise<void>
}

/** The intents of one tenant's chatbots. */
export interface TenantIntents {
  /**
   * What understands the chatbot by these examples: at once, and better when it is trained. Other examples are another
   * array, and in force from the first time they are given.
   */
  of(chatbot: Chatbot, examples: readonly IntentExample[]): IntentClassifier
  /** Every example as if it were a message. Takes as long as training. Throws Busy. */
  evaluate(chatbot: Chatbot, examples: readonly IntentExample[]): Promise<readonly Judged[]>
  close(): void
}

export function createUnderstanding(
  embedder: OwnEmbedder,
  trainer: Trainer = createTrainer(embedder.weights),
  settleMs: number = trainDefaults.settleMs,
): Understanding {
  const cache = new LRUCache<string, Trained>({ maxSize: trainDefaults.cacheBytes, sizeCalculation: bytesOf })
  return {
    open(folder, log) {
      const chatbots = new Map<string, LearningClassifier>()
      const inForce = new WeakMap<readonly IntentExample[], LearningClassifier>()
      // A draft is asked between messages: what is in force would be learned anew after every question.
      const nameOf = ({ id, draft }: Chatbot) => (draft === true ? `${id}-draft` : id)
      const workshopOf = (chatbot: Chatbot): Workshop => ({
        embedder,
        trainer,
        settleMs,
        cache,
        file: path.join(folder, 'intents', `${nameOf(chatbot)}.bin`),
        log: log.child({ chatbot: chatbot.id }),
      })
      return {
        of(chatbot, examples) {
          const same = inForce.get(examples)
          if (same !== undefined) return same
          const known = chatbots.get(nameOf(chatbot)) ?? new LearningClassifier(workshopOf(chatbot))
          chatbots.set(nameOf(chatbot), known)
          inForce.set(examples, known)
          known.learn(examples, chatbot.languages)
          return known
        },
        evaluate: (chatbot, examples) =>
          trainer.evaluate({
            examples,
            file: workshopOf(chatbot).file,
            hash: '',
            meaning: chatbot.languages.some((language) => embedder.speaks(language)),
          }),
        close() {
          for (const each of chatbots.values()) each.close()
          chatbots.clear()
        },
      }
    },
    close: () => trainer.close(),
  }
}

function bytesOf({ words, meaning }: Trained): number {
  return [words, ...(meaning === undefined ? [] : [meaning])].reduce(
    (sum, { machine: { lexicon, postings, vectors, duals } }) =>
      sum +
      lexicon.hashes.byteLength * 2 +
      postings.starts.byteLength +
      postings.examples.byteLength * 2 +
      duals.byteLength +
      (vectors?.byteLength ?? 0),
    1,
  )
}
