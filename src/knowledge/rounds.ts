import { knowledgeIngestDefaults as defaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import type { KnowledgeDocument, KnowledgeStore } from '../contracts/knowledge-store.ts'
import type { Log } from '../contracts/log.ts'
import type { Embedder } from '../contracts/understanding.ts'
import { giveVectors } from './meaning.ts'

export interface RoundsHost {
  readonly store: KnowledgeStore
  readonly embedder: Embedder
  readonly work: (document: KnowledgeDocument, signal: AbortSignal) => Promise<void>
  readonly clock: () => number
  readonly log: Log
}

/** One document of a tenant at a time, then vectors for those that have none, until nothing is due. */
export interface Rounds {
  /** Harmless while it runs. */
  begin(): void
  /**
   * Somebody searches or brings documents: from now on vectors are worth the memory of the model. Until then words find
   * what there is.
   */
  wantVectors(): void
  busy(): boolean
  stop(): Promise<void>
}

export function createRounds({ store, embedder, work, clock, log }: RoundsHost): Rounds {
  const end = new AbortController()
  let running: Promise<void> | undefined
  let again = false
  let vectorsWanted = false
  /** Chunks that were looked at for vectors, by base. */
  const seen = new Map<number, number>()
  let restUntil = 0

  // Asked anew each time: it changes while others are waited for.
  const isEnded = () => end.signal.aborted
  const isRung = () => again

  async function round(): Promise<void> {
    do {
      again = false
      for (;;) {
        if (isEnded()) return
        const document = store.documents.next(clock())
        if (document === undefined) break
        await work(document, end.signal)
        seen.clear()
      }
      if (vectorsWanted) await vectors()
    } while (isRung())
  }

  async function vectors(): Promise<void> {
    for (const base of store.bases.all()) {
      for (let after = seen.get(base.number) ?? 0; ; seen.set(base.number, after)) {
        if (isEnded() || store.documents.next(clock()) !== undefined) return
        const next = await giveVectors({ store, embedder }, base, after)
        if (next === undefined) break
        after = next
      }
    }
  }

  return {
    begin() {
      again = true
      if (running !== undefined || end.signal.aborted || clock() < restUntil) return
      running = round()
        .catch((error: unknown) => {
          restUntil = clock() + defaults.retryMs
          const message = 'Work on documents is interrupted and goes on later.'
          if (error instanceof Busy) log.debug({ error }, message)
          else log.error({ error }, message)
        })
        .finally(() => {
          running = undefined
        })
    },
    wantVectors: () => void (vectorsWanted = true),
    busy: () => running !== undefined,
    async stop() {
      end.abort(new Busy('The gateway is stopping.'))
      await running
    },
  }
}
