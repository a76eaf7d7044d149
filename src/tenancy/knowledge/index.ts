import type { KnowledgeStore, VectorCollections } from '../../contracts/ports.ts'
import { createBases } from './bases.ts'
import { createChunks } from './chunks.ts'
import { createDocuments } from './documents.ts'
import type { KnowledgeKit } from './kit.ts'
import { indexedTerms } from './indexed-terms.ts'
import { listedTerms } from './listed-terms.ts'
import { listedVectors } from './listed-vectors.ts'
import { createQuestions } from './questions.ts'
import { createSources } from './sources.ts'
import type { Terms } from './terms.ts'
import type { Database } from '../database.ts'
import { SqliteDatabase } from '../sqlite.ts'
import { sqliteVectors } from './vectors.ts'

/** A tenant's knowledge in its own database: rows, full-text indexes, and vectors that are not kept elsewhere. */
export function openKnowledgeStore(
  kit: KnowledgeKit,
  vectors: VectorCollections = ownVectors(kit.database),
): KnowledgeStore {
  const terms = openTerms(kit.database)
  return {
    bases: createBases(kit, terms, vectors),
    documents: createDocuments(kit),
    sources: createSources(kit),
    chunks: createChunks(kit, terms),
    vectors,
    questions: createQuestions(kit),
  }
}

function ownVectors(database: Database): VectorCollections {
  return database instanceof SqliteDatabase ? sqliteVectors(database) : listedVectors(database)
}

export function openTerms(database: Database): Terms {
  return database instanceof SqliteDatabase ? indexedTerms(database) : listedTerms(database)
}
