import { readSync, writeSync } from 'node:fs'
import { setImmediate as breathe } from 'node:timers/promises'
import { rightsDefaults } from '../../config/defaults.ts'
import type { SqliteDatabase } from '../sqlite.ts'

/**
 * What was deleted leaves the file, too. SQLite writes zeros over deleted cells and freed pages (`secure_delete`), but
 * when it moves cells between the pages of an index, copies stay in the unused middle of a page. That middle is written
 * over here, page by page, beside SQLite: it lies between a page's list of cells and its first cell, and nobody reads it
 * (https://www.sqlite.org/fileformat2.html#b_tree_pages). It costs one look at each page; VACUUM would write all of them
 * anew, and nobody could write meanwhile.
 *
 * At the end the log is carried over and cut to nothing. What a file system or a disk keeps of blocks that it gave away
 * is theirs. False when another process kept the log from being cut.
 */
export async function scrub(database: SqliteDatabase): Promise<boolean> {
  for (let round = 1; ; round++) {
    const cut = await cutLog(database)
    const cleaned = await cleanPages(database)
    // What was written while it was cleaned may have come from a copy of the page as it was.
    if (cleaned === 0 || round === rightsDefaults.scrubRounds) return cut && (await cutLog(database))
  }
}

/** True when nothing of the log is left. */
async function cutLog(database: SqliteDatabase): Promise<boolean> {
  // What waits is committed first.
  await database.write(() => undefined)
  const [result] = database.handle.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[] // as SQLite documents it
  return result?.busy === 0
}

/** How many pages had something in their middle. */
async function cleanPages(database: SqliteDatabase): Promise<number> {
  const { handle, file } = database
  const pageBytes = Number(handle.pragma('page_size', { simple: true }))
  const buffer = Buffer.alloc(rightsDefaults.pagesAtOnce * pageBytes)
  let cleaned = 0
  for (let at = 0; ; at += buffer.length) {
    // In a transaction that changes nothing: no other process writes meanwhile, and no checkpoint runs.
    const read = await database.write(() => {
      const bytes = readSync(file, buffer, 0, buffer.length, at)
      for (let page = 0; page + pageBytes <= bytes; page += pageBytes) {
        const middle = unusedMiddle(buffer.subarray(page, page + pageBytes), at + page === 0 ? headerOfFile : 0)
        if (middle === undefined) continue
        writeSync(file, Buffer.alloc(middle.end - middle.start), 0, middle.end - middle.start, at + page + middle.start)
        cleaned++
      }
      return bytes
    })
    // Pages in SQLite's memory are as they were: they are read again when they are needed.
    handle.pragma('shrink_memory')
    if (read < buffer.length) return cleaned
    await breathe()
  }
}

const headerOfFile = 100
/** The first byte of a page: interior and leaf pages of indexes (2, 10) and tables (5, 13), and bytes of their headers. */
const headers: ReadonlyMap<number, number> = new Map([
  [2, 12],
  [5, 12],
  [10, 8],
  [13, 8],
])

/** Where nothing is, in a page of a tree, when something is there; undefined for a clean page, and for one of another kind. */
function unusedMiddle(page: Buffer, from: number): { readonly start: number; readonly end: number } | undefined {
  const header = headers.get(page[from] ?? 0)
  if (header === undefined) return undefined
  const start = from + header + 2 * page.readUInt16BE(from + 3)
  // 0 stands for 65536, on pages of that size alone.
  const end = page.readUInt16BE(from + 5) || 65_536
  if (start >= end || end > page.length) return undefined
  for (let at = start; at < end; at++) if (page[at] !== 0) return { start, end }
  return undefined
}
