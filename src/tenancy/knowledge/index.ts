import type { KnowledgeStore } from '../../contracts/ports.ts'
import { createBases } from './bases.ts'
import { createChunks } from './chunks.ts'
import { createDocuments } from './documents.ts'
import type { KnowledgeKit } from './kit.ts'
import { createQuestions } from './questions.ts'
import { createSources } from './sources.ts'
import { sqliteVectors } from './vectors.ts'

/** A tenant's knowledge in its own SQLite file: rows, full-text indexes and vectors. */
export function openKnowledgeStore(kit: KnowledgeKit): KnowledgeStore {
  const vectors = sqliteVectors(kit.database)
  return {
    bases: createBases(kit, vectors),
    documents: createDocuments(kit),
    sources: createSources(kit),
    chunks: createChunks(kit),
    vectors,
    questions: createQuestions(kit),
  }
}
