import { setImmediate as breathe } from 'node:timers/promises'
import { knowledgeIngestDefaults } from '../../config/defaults.ts'
import type { VectorCollection, VectorCollections } from '../../contracts/ports.ts'
import type { Database } from '../database.ts'

/**
 * Vectors as rows, for a server whose search knows none: all of a base are looked at, the newest `vectorsLookedAt` of
 * them. Who has more keeps them in Chroma.
 */
export function listedVectors(database: Database): VectorCollections {
  const dimensionsOf = (base: number) =>
    database
      .prepare<[number], { dimensions: number }>('select dimensions from knowledge_collections where base = ?')
      .get(base)?.dimensions
  const drop = (base: number) =>
    database.write(() => {
      for (const table of ['knowledge_vectors', 'knowledge_collections'])
        database.prepare<[number]>(`delete from ${table} where base = ?`).run(base)
    })

  return {
    awaited: false,
    async of({ number }, dimensions) {
      const before = dimensionsOf(number)
      if (before !== undefined && before !== dimensions) await drop(number)
      if (before !== dimensions)
        await database.write(() =>
          database
            .prepare<[number, number]>('insert or ignore into knowledge_collections (base, dimensions) values (?, ?)')
            .run(number, dimensions),
        )
      return collectionOf(database, number)
    },
    existing: ({ number }) =>
      Promise.resolve(dimensionsOf(number) === undefined ? undefined : collectionOf(database, number)),
    drop: ({ number }) => drop(number),
  }
}

function collectionOf(database: Database, base: number): VectorCollection {
  const page = database.prepare<[number, number, number], { chunk: number; vector: Buffer }>(
    'select chunk, vector from knowledge_vectors where base = ? and chunk < ? order by chunk desc limit ?',
  )
  return {
    add: (vectors) =>
      database.write(() => {
        const put = database.prepare<[number, number, Uint8Array]>(
          'insert or replace into knowledge_vectors (base, chunk, vector) values (?, ?, ?)',
        )
        for (const { id, vector } of vectors) put.run(base, id, bytesOf(vector))
      }),
    remove: (ids) =>
      database.write(() => {
        const remove = database.prepare<[number, number]>('delete from knowledge_vectors where base = ? and chunk = ?')
        for (const id of ids) remove.run(base, id)
      }),
    async nearest(vector, limit) {
      const { vectorsLookedAt, vectorsCompared } = knowledgeIngestDefaults
      const found: { chunk: number; score: number }[] = []
      for (let looked = 0, last = Number.MAX_SAFE_INTEGER; looked < vectorsLookedAt;) {
        const rows = page.all(base, last, vectorsCompared)
        found.push(...rows.map((row) => ({ chunk: row.chunk, score: cosine(vector, floatsOf(row.vector)) })))
        looked += rows.length
        last = rows.at(-1)?.chunk ?? 0
        if (rows.length < vectorsCompared) break
        await breathe()
      }
      return found.toSorted((one, other) => other.score - one.score).slice(0, limit)
    },
    count: () =>
      Promise.resolve(
        database
          .prepare<[number], { count: number }>('select count(*) as count from knowledge_vectors where base = ?')
          .get(base)?.count ?? 0,
      ),
    ids: (offset, limit) =>
      Promise.resolve(
        database
          .prepare<[number, number, number], { chunk: number }>(
            'select chunk from knowledge_vectors where base = ? order by chunk limit ? offset ?',
          )
          .all(base, limit, offset)
          .map(({ chunk }) => chunk),
      ),
  }
}

function cosine(one: Float32Array, other: Float32Array): number {
  let [dot, ones, others] = [0, 0, 0]
  for (const [at, value] of one.entries()) {
    const its = other[at] ?? 0
    dot += value * its
    ones += value * value
    others += its * its
  }
  return dot / Math.sqrt(ones * others || 1)
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

/** A copy: floats begin at multiples of four bytes. */
function floatsOf(bytes: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer)
}
