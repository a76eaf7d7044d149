import { createRequire } from 'node:module'
import type * as SqliteVec from 'sqlite-vec'
import type { KnowledgeBase, VectorCollection, VectorCollections } from '../../contracts/ports.ts'
import type { SqliteDatabase } from '../sqlite.ts'

const require = createRequire(import.meta.url)

/** Vectors in the tenant's own file (sqlite-vec). The extension is loaded for tenants that have some. */
export function sqliteVectors(database: SqliteDatabase): VectorCollections {
  let isLoaded = false
  const load = () => {
    if (isLoaded) return
    const extension = require('sqlite-vec') as typeof SqliteVec // CommonJS, loaded when it is needed
    extension.load(database.handle)
    isLoaded = true
  }
  const dimensionsOf = (base: KnowledgeBase): number | undefined => {
    const row = database
      .prepare<[string], { sql: string }>("select sql from sqlite_master where type = 'table' and name = ?")
      .get(tableOf(base))
    return row === undefined ? undefined : Number(/float\[(\d+)\]/.exec(row.sql)?.[1] ?? NaN)
  }
  const drop = (base: KnowledgeBase) =>
    database.write(() => {
      load()
      database.handle.exec(`drop table if exists ${tableOf(base)}`)
    })

  return {
    awaited: false,
    async of(base, dimensions) {
      const before = dimensionsOf(base)
      if (before !== undefined && before !== dimensions) await drop(base)
      load()
      if (before !== dimensions)
        await database.write(() => {
          database.handle.exec(
            `create virtual table if not exists ${tableOf(base)} using vec0(vector float[${dimensions}] distance_metric=cosine)`,
          )
        })
      return collectionOf(database, tableOf(base))
    },
    existing(base) {
      if (dimensionsOf(base) === undefined) return Promise.resolve(undefined)
      load()
      return Promise.resolve(collectionOf(database, tableOf(base)))
    },
    drop: async (base) => (dimensionsOf(base) === undefined ? undefined : drop(base)),
  }
}

function tableOf({ number }: KnowledgeBase): string {
  return `knowledge_vectors_${number}`
}

function collectionOf(database: SqliteDatabase, table: string): VectorCollection {
  interface Row {
    readonly chunk: number
    readonly distance: number
  }
  const matches = (rows: readonly Row[]) => rows.map(({ chunk, distance }) => ({ chunk, score: 1 - distance }))
  return {
    add: (vectors) =>
      database.write(() => {
        const remove = database.prepare<[bigint]>(`delete from ${table} where rowid = ?`)
        const insert = database.prepare<[bigint, Uint8Array]>(`insert into ${table} (rowid, vector) values (?, ?)`)
        for (const { id, vector } of vectors) {
          // sqlite-vec takes integers for ids, and to SQLite a number of JavaScript's is none.
          remove.run(BigInt(id))
          insert.run(BigInt(id), bytesOf(vector))
        }
      }),
    remove: (ids) =>
      database.write(() => {
        const remove = database.prepare<[bigint]>(`delete from ${table} where rowid = ?`)
        for (const id of ids) remove.run(BigInt(id))
      }),
    nearest: (vector, limit) =>
      Promise.resolve(
        matches(
          database
            .prepare<[Uint8Array, bigint], Row>(
              `select rowid as chunk, distance from ${table} where vector match ? and k = ? order by distance`,
            )
            .all(bytesOf(vector), BigInt(limit)),
        ),
      ),
    count: () =>
      Promise.resolve(
        database.prepare<[], { count: number }>(`select count(*) as count from ${table}`).get()?.count ?? 0,
      ),
    ids: (offset, limit) =>
      Promise.resolve(
        database
          .prepare<[number, number], { id: number }>(`select rowid as id from ${table} order by rowid limit ? offset ?`)
          .all(limit, offset)
          .map(({ id }) => id),
      ),
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
