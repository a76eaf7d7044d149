import { knowledgeIngestDefaults as defaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import type { KnowledgeDocument, KnowledgeStore } from '../contracts/knowledge-store.ts'
import type { Log } from '../contracts/log.ts'
import type { Embedder } from '../contracts/understanding.ts'
import { giveVectors, mendVectors } from './meaning.ts'

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

/** Behind every chunk. */
const allSeen = Infinity

export function createRounds({ store, embedder, work, clock, log }: RoundsHost): Rounds {
  const end = new AbortController()
  let running: Promise<void> | undefined
  let again = false
  let vectorsWanted = store.vectors.awaited
  /** Chunks that were looked at for vectors, by base. */
  const seen = new Map<number, number>()
  let restUntil = 0
  let vectorsRestUntil = 0
  let mendAt = 0

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
      if (vectorsWanted && clock() >= vectorsRestUntil) await unlessAway(vectors)
    } while (isRung())
  }

  /** Who makes or keeps vectors may be away: documents do not wait for them. */
  async function unlessAway(part: () => Promise<void>): Promise<void> {
    try {
      await part()
      vectorsRestUntil = 0
    } catch (error) {
      if (!(error instanceof Busy)) throw error
      vectorsRestUntil = clock() + defaults.retryMs
      log.debug({ error }, 'There are no vectors at the moment; words find what there is.')
    }
  }

  async function vectors(): Promise<void> {
    if (clock() >= mendAt) await mend()
    for (const base of store.bases.all()) {
      for (let after = seen.get(base.number) ?? 0; after < allSeen; seen.set(base.number, after)) {
        if (isEnded() || store.documents.next(clock()) !== undefined) return
        after = (await giveVectors({ store, embedder }, base, after)) ?? allSeen
        if (after === allSeen && store.vectors.awaited) await store.documents.ready(base.id)
      }
    }
  }

  async function mend(): Promise<void> {
    await store.bases.dropClosed()
    for (const base of store.bases.all()) {
      if (isEnded()) return
      await mendVectors(store, base)
    }
    // Also what another process began, and did not end.
    seen.clear()
    mendAt = clock() + defaults.vectorsMendedEveryMs
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
    // What waits for vectors is asked for again and again.
    busy: () => running !== undefined || (store.vectors.awaited && vectorsRestUntil > 0),
    async stop() {
      end.abort(new Busy('The gateway is stopping.'))
      await running
    },
  }
}
