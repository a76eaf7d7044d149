import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { databaseDefaults, vaultDefaults } from '../../config/defaults.ts'
import { SqliteDatabase } from '../sqlite.ts'

/** Rows by table. */
export type RowCounts = Readonly<Record<string, number>>

const pageBytes = 4096

/** Opens a file beside whoever else has it open. The caller closes it. */
export function openBeside(file: string): SqliteDatabase {
  return new SqliteDatabase(file, { cacheKib: databaseDefaults.tenantCacheKib, busyMs: databaseDefaults.busyMs })
}

/**
 * Copies a database as it is at one moment, however many write to it meanwhile. `bytesPerSecond` bounds what it reads:
 * it sleeps in between, and so belongs into a process of its own.
 */
export async function copyDatabase(from: string, to: string, bytesPerSecond?: number): Promise<void> {
  const source = openBeside(from)
  try {
    // As long as a transaction reads, SQLite copies what it reads, and never begins again because somebody wrote.
    source.handle.exec('BEGIN')
    source.handle.prepare('select 1 from sqlite_master').get()
    await copyPages(source, to, bytesPerSecond)
    source.handle.exec('COMMIT')
  } finally {
    source.close()
  }
}

/** Of a connection that reads already. */
export async function copyPages(source: SqliteDatabase, to: string, bytesPerSecond?: number): Promise<void> {
  const began = performance.now()
  let pages = 0
  await source.handle.backup(to, {
    progress() {
      if (bytesPerSecond === undefined) return Number.MAX_SAFE_INTEGER
      const aheadMs = (pages * pageBytes * 1000) / bytesPerSecond - (performance.now() - began)
      if (aheadMs > 1) sleep(aheadMs)
      pages += vaultDefaults.pagesPerStep
      return vaultDefaults.pagesPerStep
    },
  })
  await chmod(to, 0o600)
}

/** There is nothing else to do in this process. */
function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}

/** Of every table that has rows of its own; virtual ones keep theirs in others. */
export function tablesOf(database: SqliteDatabase): readonly string[] {
  return database.handle
    .prepare<[], { name: string }>(
      `select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'
       and sql not like 'create virtual%' order by name`,
    )
    .all()
    .map(({ name }) => name)
}

export function countRows(database: SqliteDatabase): RowCounts {
  const count = (table: string) =>
    database.handle.prepare<[], { n: number }>(`select count(*) as n from "${table}"`).get()?.n ?? 0
  return Object.fromEntries(tablesOf(database).map((table) => [table, count(table)]))
}

/** How many rows a file has; it is nobody else's. */
export function rowsIn(file: string): RowCounts {
  const database = openBeside(file)
  try {
    return countRows(database)
  } finally {
    database.close()
  }
}

/** The tables whose rows are not as many as they were. */
export function differing(expected: RowCounts, actual: RowCounts): readonly string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)])
  return [...names].filter((name) => expected[name] !== actual[name])
}

export interface Digest {
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
}

/** Passes bytes on and tells, at their end, what they were. */
export async function* digested(
  body: AsyncIterable<Uint8Array>,
  told: (digest: Digest) => void,
): AsyncGenerator<Uint8Array> {
  const sum = createHash('sha256')
  let bytes = 0
  for await (const piece of body) {
    sum.update(piece)
    bytes += piece.byteLength
    yield piece
  }
  told({ bytes, sha256: sum.digest('hex') })
}

export async function digestOf(file: string): Promise<Digest> {
  const sum = createHash('sha256')
  let bytes = 0
  for await (const piece of readBytes(file)) {
    sum.update(piece)
    bytes += piece.byteLength
  }
  return { bytes, sha256: sum.digest('hex') }
}

/** In larger pieces than usual: each costs a turn of the event loop. */
export function readBytes(file: string): AsyncIterable<Buffer> {
  return createReadStream(file, { highWaterMark: vaultDefaults.chunkBytes }) as AsyncIterable<Buffer> // no encoding: bytes
}
