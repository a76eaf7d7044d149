import { createHash } from 'node:crypto'
import { copyFile, mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { moveDefaults } from '../../config/defaults.ts'
import { Busy, Refused } from '../../contracts/errors.ts'
import type { TenantCode } from '../../contracts/id.ts'
import type { Mover, MoveReport } from '../../contracts/places.ts'
import { leftFolder, leftovers, tenantFile, tenantFolder } from '../files.ts'
import type { SqliteDatabase } from '../sqlite.ts'
import { copyPages, countRows, differing, openBeside, tablesOf } from '../vault/snapshot.ts'
import { filesOf } from '../vault/write.ts'

export interface FolderMoveOptions {
  readonly code: TenantCode
  /** Folders of places. */
  readonly from: string
  readonly to: string
}

/**
 * From one folder to another, in a process of its own: it sleeps between steps.
 *
 * While somebody reads an SQLite database whose log is empty, nothing of the log is carried over into its file: the file
 * stands still, and the log only grows. So the file is copied and compared while the tenant works, then the log as it
 * grows; what the pause takes over is the log's last piece, which is some milliseconds' worth.
 */
export function folderMover({ code, from, to }: FolderMoveOptions): Mover {
  const source = tenantFile(from, code)
  const target = tenantFile(to, code)
  const log = `${target}.moving.log`
  /** Reads the file as it was, which keeps it so. */
  let reading: SqliteDatabase | undefined
  /** Holds the lock on writing, so that the command line keeps out too. */
  let guard: SqliteDatabase | undefined
  let compareMs = Infinity
  let logged = 0
  const done = { tables: 0, rows: 0, files: 0, bytes: 0 }

  function letGo(): void {
    for (const database of [reading, guard]) {
      if (database?.handle.inTransaction === true) database.handle.exec('ROLLBACK')
      database?.close()
    }
    reading = guard = undefined
  }

  /** Copies what the log got since the last time; gives how much that was, bytes. */
  async function followLog(): Promise<number> {
    const end = await sizeOf(`${source}-wal`)
    if (end <= logged) return 0
    const [read, write] = [await open(`${source}-wal`, 'r'), await open(log, 'a', 0o600)]
    const began = logged
    try {
      const piece = Buffer.alloc(1024 * 1024)
      while (logged < end) {
        const { bytesRead } = await read.read(piece, 0, Math.min(piece.length, end - logged), logged)
        if (bytesRead === 0) break
        await write.writeFile(piece.subarray(0, bytesRead))
        logged += bytesRead
      }
      await write.sync()
    } finally {
      await read.close()
      await write.close()
    }
    return logged - began
  }

  async function followFiles(): Promise<void> {
    done.files = 0
    for await (const path of filesOf(tenantFolder(from, code))) {
      const [file, copy] = [join(tenantFolder(from, code), path), join(tenantFolder(to, code), path)]
      const [was, is] = [await stat(file).catch(() => undefined), await stat(copy).catch(() => undefined)]
      if (was === undefined) continue
      done.files++
      if (is?.size === was.size && Math.abs(is.mtimeMs - was.mtimeMs) < 2) continue
      await mkdir(dirname(copy), { recursive: true, mode: 0o700 })
      await copyFile(file, copy)
      await utimes(copy, was.atime, was.mtime)
      await synced(copy)
      done.bytes += was.size
    }
  }

  async function discard(): Promise<void> {
    for (const suffix of ['', '-wal', '-shm', ...moving]) await rm(`${target}${suffix}`, { force: true })
    await rm(tenantFolder(to, code), { recursive: true, force: true })
  }

  return {
    async copy() {
      await discard()
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      reading = await readFrozen(source)
      await copyPages(reading, `${target}.moving`, moveDefaults.bytesPerSecond)
      done.bytes += await sizeOf(`${target}.moving`)
      const began = performance.now()
      const copy = openBeside(`${target}.moving`)
      try {
        Object.assign(done, compare(reading, copy))
      } finally {
        copy.close()
      }
      compareMs = performance.now() - began
      for (let round = 0; round < moveDefaults.rounds; round++) {
        await followFiles()
        if ((await followLog()) < moveDefaults.restBytes) return
      }
    },

    async verify(): Promise<Omit<MoveReport, 'pauseMs'>> {
      guard = openBeside(source)
      guard.handle.exec('BEGIN IMMEDIATE')
      await followFiles()
      await followLog()
      done.bytes += logged
      await rename(`${target}.moving`, target)
      if (logged > 0) await rename(log, `${target}-wal`)
      await synced(target)
      await synced(dirname(target))
      const copy = openBeside(target)
      try {
        const wrong = differing(countRows(guard), countRows(copy))
        if (wrong.length > 0) throw new Refused(`The copy has not the rows of the original, in ${wrong.join(', ')}.`)
        if (compareMs < moveDefaults.compareInPauseMs) Object.assign(done, compare(guard, copy))
        copy.handle.pragma('wal_checkpoint(TRUNCATE)')
      } finally {
        copy.close()
      }
      return done
    },

    async switch() {
      letGo()
      if (!(await exists(source))) return
      // The last to close it carried its log over.
      openBeside(source).close()
      await rename(source, `${source}.left`)
      for (const suffix of ['-wal', '-shm']) await rm(`${source}${suffix}`, { force: true })
      if (!(await exists(tenantFolder(from, code)))) return
      await rm(leftFolder(from, code), { recursive: true, force: true })
      await rename(tenantFolder(from, code), leftFolder(from, code))
    },

    async rollback() {
      letGo()
      await discard()
    },
  }
}

const moving = leftovers.filter((suffix) => suffix.startsWith('.moving'))

/** What a move left behind in a place is gone. */
export async function removeLeft(root: string, code: TenantCode): Promise<void> {
  for (const suffix of leftovers) await rm(`${tenantFile(root, code)}${suffix}`, { force: true })
  await rm(leftFolder(root, code), { recursive: true, force: true })
}

/** Begins to read when the log is empty: from here on the file stands still. Throws Busy when that moment never came. */
async function readFrozen(file: string): Promise<SqliteDatabase> {
  const database = openBeside(file)
  for (let tries = 0; tries < moveDefaults.snapshotTries; tries++) {
    database.handle.pragma('wal_checkpoint(TRUNCATE)')
    database.handle.exec('BEGIN')
    database.handle.prepare('select 1 from sqlite_master').get()
    if ((await sizeOf(`${file}-wal`)) === 0) return database
    database.handle.exec('COMMIT')
    await new Promise((resolve) => setTimeout(resolve, tries % 10))
  }
  database.close()
  throw new Busy('The tenant writes without a pause: nothing can be copied now.')
}

/** Row by row, table by table. Throws Refused, with the table, where they differ. */
function compare(original: SqliteDatabase, copy: SqliteDatabase): { readonly tables: number; readonly rows: number } {
  const tables = tablesOf(original)
  let rows = 0
  for (const table of tables) {
    const [one, other] = [digestOf(original, table), digestOf(copy, table)]
    if (one.digest !== other.digest) throw new Refused(`The copy of the table ${table} is not like the original.`)
    rows += one.rows
  }
  return { tables: tables.length, rows }
}

function digestOf({ handle }: SqliteDatabase, table: string): { readonly digest: string; readonly rows: number } {
  const sum = createHash('sha256')
  let rows = 0
  // In the order in which they lie, which is that of their keys, on both sides.
  const all = handle.prepare<[], unknown[]>(`select * from "${table}"`).raw().safeIntegers()
  for (const row of all.iterate()) {
    sum.update(`${JSON.stringify(row.map(written))}\n`)
    rows++
  }
  return { digest: sum.digest('hex'), rows }
}

/** A value and its kind: 1, '1' and the byte of it are three. */
function written(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return { bytes: value.toString('base64') }
  return typeof value === 'bigint' ? { whole: value.toString() } : value
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.size ?? 0
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
