import { knowledgeIngestDefaults as defaults } from '../config/defaults.ts'
import { Busy } from '../contracts/errors.ts'
import type { KnowledgeBase, KnowledgeDocument, KnowledgeStore } from '../contracts/knowledge-store.ts'

/**
 * Removes a document so that nothing of it is left: vectors first, because only the chunks tell which they are; then the
 * chunks with their index, the bytes, and at last the row. Begun again after a crash, it goes on.
 */
export async function removeDocument(store: KnowledgeStore, document: KnowledgeDocument): Promise<void> {
  for (const child of store.documents.ofSite(document.id))
    await store.documents.change(child.id, { status: 'removing', dueAt: document.dueAt ?? document.updatedAt })
  const base = store.bases.findClosed(document.base)
  if (base !== undefined) {
    const removed = await removeChunks(store, base, document.id, true)
    if (removed > 0) await tidy(store, base)
  }
  await store.sources.clear(document.id)
  await store.documents.forget(document.id)
  await store.bases.dropClosed()
}

/** Removes what was found before the document's text changed. */
export async function sweepStale(
  store: KnowledgeStore,
  base: KnowledgeBase,
  document: KnowledgeDocument['id'],
): Promise<void> {
  if ((await removeChunks(store, base, document, false)) > 0) await tidy(store, base)
}

async function removeChunks(
  store: KnowledgeStore,
  base: KnowledgeBase,
  document: KnowledgeDocument['id'],
  whole: boolean,
): Promise<number> {
  let removed = 0
  for (;;) {
    const ids = store.chunks.stale(document, whole, defaults.removedAtOnce)
    if (ids.length === 0) return removed
    await removeVectors(store, base, ids)
    await store.chunks.remove(base, ids)
    removed += ids.length
  }
}

/** Of whoever keeps them and is away, some are left: nobody finds a chunk by them, and `mendVectors` removes them. */
async function removeVectors(store: KnowledgeStore, base: KnowledgeBase, ids: readonly number[]): Promise<void> {
  try {
    await (await store.vectors.existing(base))?.remove(ids)
  } catch (error) {
    if (!(error instanceof Busy)) throw error
  }
}

/** Words that were in nothing else are still in the index until it is merged. */
async function tidy(store: KnowledgeStore, base: KnowledgeBase): Promise<void> {
  for (let step = 0; step < defaults.tidySteps; step++) if (!(await store.chunks.tidy(base))) return
}
